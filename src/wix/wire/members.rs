//! Members of a site (site contract 1.1): reading any answer, writing a new member.

use super::fields::Fields;
use super::{Metadata, answer};
use crate::access::{
    ActivityStatus, Address, ContactId, CustomField, Extra, Member, MemberId, MemberStatus,
    NewMember, Privacy, fold_email,
};
use crate::wix::paging::{Total, UnreadRow};
use crate::wix::write::Unread;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Query Members' answer.
#[derive(Debug, Default)]
pub(in crate::wix) struct MembersAnswer {
    pub(in crate::wix) members: Vec<Member>,
    pub(in crate::wix) unread: Vec<UnreadRow>,
    pub(in crate::wix) rows: usize,
    pub(in crate::wix) total: Total,
    pub(in crate::wix) has_next: Option<bool>,
}

/// Reads it.
pub(in crate::wix) fn page(body: &[u8]) -> Result<MembersAnswer, Unread> {
    let mut answer = answer(body, &["members", "metadata", "pagingMetadata"])?;
    let list = answer.main_list("members")?;
    let rows = list.len();
    let (members, unread) = super::rows("members", list, member);
    // The documented place; the other one is what most of Wix's lists use.
    let name = if answer.has("metadata") {
        "metadata"
    } else {
        "pagingMetadata"
    };
    let meta = Metadata::take(&mut answer, name);
    Ok(MembersAnswer {
        members,
        unread,
        rows,
        total: meta.total,
        has_next: meta.has_next,
    })
}

/// Reads `{"member": …}`.
pub(in crate::wix) fn one(body: &[u8]) -> Result<Member, Unread> {
    let mut answer = answer(body, &["member"])?;
    let unread = |reason: String| Unread {
        path: "member".to_owned(),
        reason,
    };
    let value = answer
        .value("member")
        .ok_or_else(|| unread("there is no member in it".to_owned()))?;
    member(value).map_err(unread)
}

/// One member. A missing contact leaves its lists untold, which is not the same as empty.
fn member(value: Value) -> Result<Member, String> {
    let mut f = Fields::row(value)?;
    let id = f.id("id").ok_or("the member has no id")?;
    let mut member = Member {
        login_email: f.string("loginEmail"),
        login_email_verified: f.flag("loginEmailVerified"),
        status: MemberStatus::from_wire(&f.string("status")),
        contact: f.id("contactId").map(ContactId::from),
        privacy: Privacy::from_wire(&f.string("privacyStatus")),
        activity: ActivityStatus::from_wire(&f.string("activityStatus")),
        created_at: f.time("createdDate"),
        updated_at: f.time("updatedDate"),
        last_login_at: f.time("lastLoginDate"),
        ..Member::bare(MemberId::from(id))
    };
    if let Some(mut contact) = f.object("contact") {
        read_contact(&mut member, &mut contact);
        f.put_back("contact", contact.into_value());
    }
    if let Some(mut profile) = f.object("profile") {
        member.nickname = profile.string("nickname");
        member.slug = profile.string("slug");
        member.title = profile.string("title");
        member.photo = picture(&mut profile, "photo");
        member.cover = picture(&mut profile, "cover");
        f.put_back("profile", profile.into_value());
    }
    Ok(Member {
        extra: f.rest(),
        ..member
    })
}

/// Lists that are left out of a contact that is there are empty (site contract 0: fields without a
/// value may be left out); a list that cannot be read is untold, and stays in the rest.
fn read_contact(member: &mut Member, contact: &mut Fields) {
    member.first_name = contact.string("firstName");
    member.last_name = contact.string("lastName");
    member.birthdate = contact.string("birthdate");
    member.company = contact.string("company");
    member.job_title = contact.string("jobTitle");
    member.phones = texts(contact, "phones");
    member.emails = texts(contact, "emails");
    member.addresses = addresses(contact);
    member.custom_fields = custom_fields(contact);
}

fn texts(contact: &mut Fields, name: &str) -> Option<Vec<String>> {
    let Some(list) = contact.list(name) else {
        return (!contact.has(name)).then(Vec::new);
    };
    let (good, rest): (Vec<Value>, Vec<Value>) = list.into_iter().partition(Value::is_string);
    contact.put_back(name, Value::Array(rest));
    let text = |value: Value| value.as_str().map(str::to_owned);
    Some(good.into_iter().filter_map(text).collect())
}

fn addresses(contact: &mut Fields) -> Option<Vec<Address>> {
    let Some(list) = contact.list("addresses") else {
        return (!contact.has("addresses")).then(Vec::new);
    };
    let (mut good, mut rest) = (Vec::new(), Vec::new());
    for value in list {
        match Fields::row(value.clone()) {
            Ok(mut f) => {
                good.push(address(&mut f));
                let left = f.into_value();
                if left.as_object().is_some_and(|left| !left.is_empty()) {
                    rest.push(left);
                }
            }
            Err(_) => rest.push(value),
        }
    }
    contact.put_back("addresses", Value::Array(rest));
    Some(good)
}

fn address(f: &mut Fields) -> Address {
    let mut street = f.object("streetAddress").unwrap_or_default();
    let address = Address {
        id: f.id("id").unwrap_or_default(),
        line: f.string("addressLine"),
        street: street.string("name"),
        number: street.string("number"),
        line2: f.string("addressLine2"),
        city: f.string("city"),
        subdivision: f.string("subdivision"),
        country: f.string("country"),
        postal_code: f.string("postalCode"),
    };
    f.put_back("streetAddress", street.into_value());
    address
}

fn custom_fields(contact: &mut Fields) -> Option<BTreeMap<String, CustomField>> {
    let Some(fields) = contact.object("customFields") else {
        return (!contact.has("customFields")).then(BTreeMap::new);
    };
    let read = |(key, value): (String, Value)| {
        let field = match Fields::row(value.clone()) {
            Ok(mut f) => CustomField {
                name: f.string("name"),
                value: f.value("value").unwrap_or_default(),
            },
            // Not the documented form; the value is kept all the same.
            Err(_) => CustomField {
                name: String::new(),
                value,
            },
        };
        (key, field)
    };
    let all: Extra = fields.rest();
    Some(all.into_iter().map(read).collect())
}

/// Address of a picture. Its measures are of no use here and are not kept.
fn picture(profile: &mut Fields, name: &str) -> Option<String> {
    let mut image = profile.object(name)?;
    let url = image.text("url");
    for known in ["id", "height", "width", "offsetX", "offsetY"] {
        drop(image.value(known));
    }
    profile.put_back(name, image.into_value());
    url
}

/// Create Member's body. What is empty is left out, and blanks around texts are not sent.
pub(in crate::wix) fn create(new: &NewMember) -> Value {
    let login = new.login_email.trim();
    let mut contact = given(&[
        ("firstName", &new.first_name),
        ("lastName", &new.last_name),
        ("company", &new.company),
        ("jobTitle", &new.job_title),
        ("birthdate", &new.birthdate),
    ]);
    let phones: Vec<&str> = new.phones.iter().map(|p| p.trim()).collect();
    put(&mut contact, "phones", json!(phones));
    put(&mut contact, "emails", json!(emails(login, &new.emails)));
    let addresses: Vec<Value> = new.addresses.iter().map(postal).collect();
    put(&mut contact, "addresses", json!(addresses));
    let custom: Map<String, Value> = new
        .custom_fields
        .iter()
        .map(|(key, value)| (key.trim().to_owned(), json!({ "value": value })))
        .collect();
    put(&mut contact, "customFields", Value::Object(custom));
    let mut member = given(&[("loginEmail", login)]);
    if let Some(privacy) = &new.privacy {
        member.insert("privacyStatus".to_owned(), json!(privacy.wire()));
    }
    put(&mut member, "contact", Value::Object(contact));
    let profile = given(&[("nickname", &new.nickname), ("title", &new.title)]);
    put(&mut member, "profile", Value::Object(profile));
    json!({ "member": member })
}

/// Addresses of the contact: the login address and those beside it, each once. Without any beside
/// it, Wix makes the contact from the login address by itself.
fn emails<'a>(login: &'a str, beside: &'a [String]) -> Vec<&'a str> {
    let mut seen = std::collections::BTreeSet::new();
    let all = std::iter::once(login).chain(beside.iter().map(|e| e.trim()));
    if beside.is_empty() {
        return Vec::new();
    }
    all.filter(|email| seen.insert(fold_email(email))).collect()
}

/// A postal address as it is sent.
pub(super) fn postal(one: &Address) -> Value {
    let mut out = given(&[
        ("addressLine", &one.line),
        ("addressLine2", &one.line2),
        ("city", &one.city),
        ("subdivision", &one.subdivision),
        ("country", &one.country),
        ("postalCode", &one.postal_code),
    ]);
    let street = given(&[("number", &one.number), ("name", &one.street)]);
    put(&mut out, "streetAddress", Value::Object(street));
    Value::Object(out)
}

/// An object of the texts that are not empty.
fn given(fields: &[(&str, &str)]) -> Map<String, Value> {
    fields
        .iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(name, text)| ((*name).to_owned(), json!(text.trim())))
        .collect()
}

/// Adds a list or an object that is not empty.
fn put(out: &mut Map<String, Value>, name: &str, value: Value) {
    let empty = match &value {
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    };
    if !empty {
        out.insert(name.to_owned(), value);
    }
}
