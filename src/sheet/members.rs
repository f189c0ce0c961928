//! Members of a site as a file, piece by piece, so that any number takes little memory.

use crate::access::{Address, BriefTexts, Member, text_of};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io;

/// Columns in the order of the list of members, then what else is known, each with its name in
/// settings. The titles are those that an import understands.
const COLUMNS: [(&str, &str); 24] = [
    ("name", "Shown as"),
    ("nickname", "Nickname"),
    ("login", "Login address"),
    ("status", "Status"),
    ("created", "Made"),
    ("lastLogin", "Last login"),
    ("updated", "Changed"),
    ("privacy", "Privacy"),
    ("activity", "Activity"),
    ("slug", "Slug"),
    ("company", "Company"),
    ("jobTitle", "Job title"),
    ("title", "Profile title"),
    ("phones", "Phones"),
    ("emails", "Contact addresses"),
    ("place", "Place"),
    ("firstName", "First name"),
    ("lastName", "Last name"),
    ("birthdate", "Date of birth"),
    ("addresses", "Postal addresses"),
    ("verified", "Verified"),
    ("contact", "Contact id"),
    ("id", "Member id"),
    ("photo", "Photo"),
];

/// Ids and titles of all columns; those of custom fields come last, by their keys.
pub fn member_columns(custom: &[String]) -> Vec<(String, String)> {
    let own = COLUMNS.iter();
    let own = own.map(|(id, title)| ((*id).to_owned(), (*title).to_owned()));
    own.chain(custom.iter().map(|key| (key.clone(), key.clone())))
        .collect()
}

/// The cells of a member, one for each of [`member_columns`].
pub fn member_cells(member: &Member, custom: &[String]) -> Vec<String> {
    let time = |at: Option<Timestamp>| at.map(|t| t.to_string()).unwrap_or_default();
    let list = |all: Option<&Vec<String>>| all.map(|l| l.join("; ")).unwrap_or_default();
    let verified = match member.login_email_verified {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let postal: Vec<String> = member.addresses.iter().flatten().map(postal).collect();
    let contact = member.contact.as_ref().map_or("", |c| c.as_str());
    let mut texts = BriefTexts::default();
    let brief = member.brief(&mut texts);
    let shown = [brief.name, brief.nickname, brief.login, brief.id];
    let shown = shown.into_iter().find(|t| !t.is_empty());
    let mut cells = vec![
        shown.unwrap_or_default().to_owned(),
        member.nickname.clone(),
        member.login_email.clone(),
        member.status.wire().to_owned(),
        time(member.created_at),
        time(member.last_login_at),
        time(member.updated_at),
        member.privacy.wire().to_owned(),
        member.activity.wire().to_owned(),
        member.slug.clone(),
        member.company.clone(),
        member.job_title.clone(),
        member.title.clone(),
        list(member.phones.as_ref()),
        list(member.emails.as_ref()),
        brief.place.to_owned(),
        member.first_name.clone(),
        member.last_name.clone(),
        member.birthdate.clone(),
        postal.join("; "),
        verified.to_owned(),
        contact.to_owned(),
        member.id.as_str().to_owned(),
        member.photo.clone().unwrap_or_default(),
    ];
    let fields = member.custom_fields.as_ref();
    for key in custom {
        let field = fields.and_then(|f| f.get(key));
        let value = field.and_then(|f| text_of(&f.value));
        cells.push(value.unwrap_or_default());
    }
    cells
}

fn postal(address: &Address) -> String {
    let street = format!("{} {}", address.street, address.number);
    [
        address.line.as_str(),
        &street,
        &address.line2,
        &address.city,
        &address.subdivision,
        &address.postal_code,
        &address.country,
    ]
    .into_iter()
    .map(str::trim)
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(", ")
}

/// Members as elements of a JSON list, without its brackets. `first`: whether they begin it.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn site_members_json(members: &[Member], first: bool) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    for (at, member) in members.iter().enumerate() {
        out.extend_from_slice(if first && at == 0 { b"\n  " } else { b",\n  " });
        serde_json::to_writer(&mut out, &object(member))?;
    }
    Ok(out)
}

fn object(member: &Member) -> Value {
    let fields = member.custom_fields.iter().flatten();
    let fields: serde_json::Map<String, Value> = fields
        .map(|(key, field)| (key.clone(), field.value.clone()))
        .collect();
    json!({
        "id": member.id,
        "contactId": member.contact,
        "loginEmail": member.login_email,
        "loginEmailVerified": member.login_email_verified,
        "status": member.status.wire(),
        "privacyStatus": member.privacy.wire(),
        "activityStatus": member.activity.wire(),
        "firstName": member.first_name,
        "lastName": member.last_name,
        "nickname": member.nickname,
        "slug": member.slug,
        "title": member.title,
        "photo": member.photo,
        "phones": member.phones,
        "emails": member.emails,
        "addresses": member.addresses,
        "birthdate": member.birthdate,
        "company": member.company,
        "jobTitle": member.job_title,
        "customFields": fields,
        "createdDate": member.created_at,
        "updatedDate": member.updated_at,
        "lastLoginDate": member.last_login_at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::CustomField;
    use crate::sheet::ListFile;
    use std::collections::BTreeMap;

    #[test]
    fn formulas_are_disarmed_and_custom_fields_stand_in_columns_of_their_own() {
        let field = CustomField {
            name: "Size".to_owned(),
            value: json!("=1+1"),
        };
        let member = Member {
            nickname: "@SUM(A1)".to_owned(),
            phones: Some(vec!["+1 555".to_owned(), "2".to_owned()]),
            custom_fields: Some(BTreeMap::from([("custom.size".to_owned(), field)])),
            contact: Some("c1".into()),
            ..Member::bare("m1".into())
        };
        let custom = ["custom.size".to_owned(), "custom.none".to_owned()];
        let head: Vec<String> = member_columns(&custom).into_iter().map(|c| c.1).collect();
        let cells = member_cells(&member, &custom);
        assert_eq!(cells.len(), head.len());
        let all = (0..head.len()).collect();
        let mut file = ListFile::begin(Vec::new(), false, &head, all).unwrap();
        file.line(&cells).unwrap();
        let text = String::from_utf8(file.end().unwrap()).unwrap();
        let (head, line) = text.split_once('\n').unwrap();
        assert!(head.ends_with("Photo,custom.size,custom.none"), "{head}");
        assert!(line.ends_with(",c1,m1,,'=1+1,\n"), "{line}");
        assert!(
            line.contains(",'@SUM(A1),") && line.contains(",'+1 555; 2,"),
            "{line}"
        );
        let json = site_members_json(&[member.clone(), member], true).unwrap();
        let list: Value =
            serde_json::from_str(&format!("[{}]", String::from_utf8(json).unwrap())).unwrap();
        assert_eq!(list[1]["contactId"], "c1");
        assert_eq!(list[0]["customFields"]["custom.size"], "=1+1");
    }
}
