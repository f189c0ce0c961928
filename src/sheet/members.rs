//! Members of a site as a file, piece by piece, so that any number takes little memory.

use super::escaped;
use crate::access::{Address, Member, text_of};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io;

const HEAD: [&str; 21] = [
    "Member id",
    "Login address",
    "Verified",
    "Status",
    "First name",
    "Last name",
    "Nickname",
    "Slug",
    "Profile title",
    "Privacy",
    "Activity",
    "Made",
    "Changed",
    "Last login",
    "Phones",
    "Addresses",
    "Postal addresses",
    "Date of birth",
    "Company",
    "Job title",
    "Contact id",
];

/// The line with the names of the columns; those of custom fields come last, by their keys.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn members_head_csv(custom: &[String]) -> io::Result<Vec<u8>> {
    let head = HEAD.iter().map(|name| (*name).to_owned());
    lines([head.chain(custom.iter().cloned()).collect()])
}

/// Members as lines of CSV, cells escaped against formulas.
///
/// # Errors
/// As [`members_head_csv`].
pub fn site_members_csv(members: &[Member], custom: &[String]) -> io::Result<Vec<u8>> {
    lines(members.iter().map(|m| cells(m, custom)))
}

fn lines(rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    for row in rows {
        csv.write_record(row.iter().map(|cell| escaped(cell)))?;
    }
    csv.into_inner()
        .map_err(|e| io::Error::other(e.to_string()))
}

fn cells(member: &Member, custom: &[String]) -> Vec<String> {
    let time = |at: Option<Timestamp>| at.map(|t| t.to_string()).unwrap_or_default();
    let list = |all: Option<&Vec<String>>| all.map(|l| l.join("; ")).unwrap_or_default();
    let verified = match member.login_email_verified {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let postal: Vec<String> = member.addresses.iter().flatten().map(postal).collect();
    let contact = member.contact.as_ref().map_or("", |c| c.as_str());
    let mut cells = vec![
        member.id.as_str().to_owned(),
        member.login_email.clone(),
        verified.to_owned(),
        member.status.wire().to_owned(),
        member.first_name.clone(),
        member.last_name.clone(),
        member.nickname.clone(),
        member.slug.clone(),
        member.title.clone(),
        member.privacy.wire().to_owned(),
        member.activity.wire().to_owned(),
        time(member.created_at),
        time(member.updated_at),
        time(member.last_login_at),
        list(member.phones.as_ref()),
        list(member.emails.as_ref()),
        postal.join("; "),
        member.birthdate.clone(),
        member.company.clone(),
        member.job_title.clone(),
        contact.to_owned(),
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
/// As [`members_head_csv`].
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
        let head = String::from_utf8(members_head_csv(&custom).unwrap()).unwrap();
        assert!(
            head.ends_with("Contact id,custom.size,custom.none\n"),
            "{head}"
        );
        let all = std::slice::from_ref(&member);
        let line = String::from_utf8(site_members_csv(all, &custom).unwrap()).unwrap();
        assert!(
            line.starts_with("m1,") && line.ends_with(",c1,'=1+1,\n"),
            "{line}"
        );
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
