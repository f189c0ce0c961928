//! To whom custom fields apply, and which could be added (site contract 4.6).

use super::badges::{CursorPage, cursor_page, one_of};
use super::fields::Fields;
use super::{answer, rows};
use crate::access::{
    AppliesTo, CustomFieldId, FieldApplication, FieldApplies, FieldSuggestion, FieldsOfMember,
    MemberId,
};
use crate::wix::paging::UnreadRow;
use crate::wix::write::Unread;
use serde_json::{Value, json};

/// A list that has no pages, and its rows that could not be understood.
pub(in crate::wix) type List<T> = (Vec<T>, Vec<UnreadRow>);

/// Reads `{application}`.
pub(in crate::wix) fn application_of(body: &[u8]) -> Result<FieldApplication, Unread> {
    one_of(body, "application", application)
}

/// Reads `{applications}`.
pub(in crate::wix) fn applications(body: &[u8]) -> Result<List<FieldApplication>, Unread> {
    let mut answer = answer(body, &["applications"])?;
    let list = answer.main_list("applications")?;
    Ok(rows("applications", list, application))
}

fn application(value: Value) -> Result<FieldApplication, String> {
    let mut f = Fields::row(value)?;
    let field = f.id("customFieldId").ok_or("it names no field")?;
    let applies = targets(&mut f, "applications", "applicationType")?;
    let withheld = targets(&mut f, "exclusions", "exclusionType")?;
    Ok(FieldApplication {
        field: CustomFieldId::from(field),
        applies,
        withheld,
        revision: f.id("revision").unwrap_or_default(),
    })
}

/// One that cannot be read makes the whole unreadable: the field would look as if for others.
fn targets(f: &mut Fields, list: &str, word: &str) -> Result<Vec<AppliesTo>, String> {
    let items = f.object(list).and_then(|mut l| l.list("items"));
    let one = |value: Value| {
        let mut item = Fields::row(value)?;
        let id = item.id("entityId").ok_or("it names nobody")?;
        Ok(AppliesTo::from_wire(&item.string(word), id))
    };
    items.unwrap_or_default().into_iter().map(one).collect()
}

/// The application as it is sent.
pub(in crate::wix) fn sent(application: &FieldApplication) -> Value {
    let list = |of: &[AppliesTo], word: &str| {
        let one = |target: &AppliesTo| {
            let (kind, id) = target.wire();
            json!({ word: kind, "entityId": id })
        };
        json!({ "items": of.iter().map(one).collect::<Vec<_>>() })
    };
    let mut body = json!({
        "customFieldId": application.field.as_str(),
        "applications": list(&application.applies, "applicationType"),
        "exclusions": list(&application.withheld, "exclusionType"),
    });
    if !application.revision.is_empty() {
        body["revision"] = json!(application.revision);
    }
    body
}

/// Reads `{results: [{memberId, applications}]}`.
pub(in crate::wix) fn of_members(body: &[u8]) -> Result<List<FieldsOfMember>, Unread> {
    let mut answer = answer(body, &["results"])?;
    let list = answer.main_list("results")?;
    Ok(rows("results", list, |value| {
        let mut f = Fields::row(value)?;
        let member = f.id("memberId").ok_or("the row has no member")?;
        let fields = f.list("applications").unwrap_or_default().into_iter();
        let fields: Result<Vec<FieldApplies>, String> = fields
            .map(|value| {
                let mut f = Fields::row(value)?;
                Ok(FieldApplies {
                    key: f.id("customFieldKey").ok_or("it names no field")?,
                    applies: f.flag("applies"),
                })
            })
            .collect();
        Ok(FieldsOfMember {
            member: MemberId::from(member),
            fields: fields?,
        })
    }))
}

/// A page of suggestions.
pub(in crate::wix) fn suggestions(body: &[u8]) -> Result<CursorPage<FieldSuggestion>, Unread> {
    cursor_page(body, "suggestions", "metadata", |value| {
        let mut f = Fields::row(value)?;
        let name = f.string("name");
        if name.is_empty() {
            return Err("the suggestion has no name".to_owned());
        }
        Ok(FieldSuggestion {
            name,
            kind: f.string("fieldType"),
            extra: f.rest(),
        })
    })
}
