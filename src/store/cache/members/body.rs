//! A member as the text of its row: JSON without what is not known, which is most of it.

use crate::access::{Member, MemberId};
use crate::store::db::{from_json, to_json};
use rusqlite::types::Type;
use serde_json::{Map, Value};

/// The text of a member.
pub(super) fn to_text(member: &Member) -> rusqlite::Result<String> {
    let value = serde_json::to_value(member)
        .map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))?;
    let Value::Object(mut fields) = value else {
        return to_json(member);
    };
    fields.retain(|name, value| name != "id" && !is_nothing(name, value));
    to_json(&fields)
}

/// Whether a field says what a member has of whom only the id is known.
fn is_nothing(name: &str, value: &Value) -> bool {
    match value {
        Value::Null => true,
        // Somebody can be called so; a state that is called so was not told.
        Value::String(text) if text == "Unknown" => {
            matches!(name, "status" | "privacy" | "activity")
        }
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

/// A member from its text.
pub(super) fn from_text(id: &str, text: &str) -> rusqlite::Result<Member> {
    let bad = |e: serde_json::Error| {
        rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(e))
    };
    let told: Map<String, Value> = from_json(text)?;
    let bare = serde_json::to_value(Member::bare(MemberId::new(id))).map_err(bad)?;
    let Value::Object(mut fields) = bare else {
        return Ok(Member::bare(MemberId::new(id)));
    };
    fields.extend(told);
    serde_json::from_value(Value::Object(fields)).map_err(bad)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::MemberStatus;

    #[test]
    fn what_is_not_known_takes_no_room_and_comes_back_as_not_known() {
        let bare = Member::bare("m1".into());
        assert_eq!(to_text(&bare).unwrap(), "{}");
        assert_eq!(from_text("m1", "{}").unwrap(), bare);
        let told = Member {
            nickname: "Unknown".to_owned(),
            status: MemberStatus::Other("NEW".to_owned()),
            phones: Some(vec![]),
            created_at: Some(jiff::Timestamp::UNIX_EPOCH),
            ..bare
        };
        let back = from_text("m1", &to_text(&told).unwrap()).unwrap();
        // An empty list was told; it is not the same as one that was not.
        assert_eq!(back.phones, Some(vec![]));
        assert_eq!(
            (back.status, back.created_at),
            (told.status, told.created_at)
        );
        assert_eq!(back.nickname, "Unknown", "somebody can be called so");
        assert!(from_text("m1", "[]").is_err());
    }
}
