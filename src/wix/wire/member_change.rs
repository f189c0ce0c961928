//! What is sent about members who are there (site contract 1.4, Update Member).

use super::members::postal;
use crate::access::MemberChange;
use serde_json::{Map, Value, json};

/// Update Member's body. Only what is given stands in it; an empty text clears.
pub(in crate::wix) fn update(change: &MemberChange) -> Value {
    let mut contact = texts(&[
        ("firstName", &change.first_name),
        ("lastName", &change.last_name),
        ("company", &change.company),
        ("jobTitle", &change.job_title),
        ("birthdate", &change.birthdate),
    ]);
    for (name, list) in [("phones", &change.phones), ("emails", &change.emails)] {
        if let Some(list) = list {
            let list: Vec<&str> = list.iter().map(|t| t.trim()).collect();
            contact.insert(name.to_owned(), json!(list));
        }
    }
    if let Some(addresses) = &change.addresses {
        let addresses: Vec<Value> = addresses.iter().map(postal).collect();
        contact.insert("addresses".to_owned(), json!(addresses));
    }
    if !change.custom_fields.is_empty() {
        let fields: Map<String, Value> = change
            .custom_fields
            .iter()
            .map(|(key, value)| (key.trim().to_owned(), json!({ "value": value })))
            .collect();
        contact.insert("customFields".to_owned(), Value::Object(fields));
    }
    let profile = texts(&[("nickname", &change.nickname), ("title", &change.title)]);
    let mut member = Map::new();
    if !contact.is_empty() {
        member.insert("contact".to_owned(), Value::Object(contact));
    }
    if !profile.is_empty() {
        member.insert("profile".to_owned(), Value::Object(profile));
    }
    if let Some(privacy) = &change.privacy {
        member.insert("privacyStatus".to_owned(), json!(privacy.wire()));
    }
    json!({ "member": member })
}

fn texts(fields: &[(&str, &Option<String>)]) -> Map<String, Value> {
    let given = fields.iter().filter_map(|(name, text)| {
        let text = text.as_ref()?;
        Some(((*name).to_owned(), json!(text.trim())))
    });
    given.collect()
}
