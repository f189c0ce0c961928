//! A member on the wire (site contract 1.1, 1.2).

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::sandbox::state::{
    members::{
        outside::blank,
        record::{Custom, Photo, Postal, SiteMember},
    },
    refusal::Refusal,
};

/// Names of the custom fields that the owner added to member profiles.
const CUSTOM: [(&str, &str); 2] = [
    ("custom.shirt-size", "Shirt size"),
    ("custom.visits", "Visits"),
];

/// How much of a member is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fieldset {
    Public,
    Extended,
    Full,
}

impl Fieldset {
    /// The widest of those that a request names; without any, the narrowest.
    pub(super) fn of(words: &[String]) -> Result<Self, Refusal> {
        if words.len() > 3 {
            return Err(Refusal::field(
                "fieldsets",
                "MAX",
                "must not hold more than 3",
            ));
        }
        let read = |(nth, word): (usize, &String)| match word.as_str() {
            "PUBLIC" => Ok(Self::Public),
            "EXTENDED" => Ok(Self::Extended),
            "FULL" => Ok(Self::Full),
            _ => Err(Refusal::field(
                format!("fieldsets[{nth}]"),
                "ENUM",
                "must be PUBLIC, EXTENDED or FULL",
            )),
        };
        let sets: Vec<Self> = words
            .iter()
            .enumerate()
            .map(read)
            .collect::<Result<_, _>>()?;
        Ok(sets.into_iter().max().unwrap_or(Self::Public))
    }
}

/// Writes a member. Fields without a value are left out.
pub(super) fn write(member: &SiteMember, shown: Fieldset) -> Value {
    let hidden = shown == Fieldset::Public;
    let word = |word: &str| json!(if hidden { "UNKNOWN" } else { word });
    let mut out = Map::new();
    let mut put = |name: &str, value: Value| drop(out.insert(name.to_owned(), value));
    put("id", json!(member.id));
    put("contactId", json!(member.contact));
    put("status", word(&member.status));
    put("privacyStatus", word(&member.privacy));
    put("activityStatus", word(&member.activity));
    put("createdDate", json!(member.created));
    put("updatedDate", json!(member.updated));
    put("profile", profile(member));
    if !hidden {
        put("loginEmail", json!(member.login));
    }
    if shown == Fieldset::Full {
        put("loginEmailVerified", json!(member.verified));
        put("contact", contact(member));
        if let Some(at) = member.last_login {
            put("lastLoginDate", json!(at));
        }
    }
    Value::Object(out)
}

/// An object of the texts that are not empty.
fn texts(fields: &[(&str, &str)]) -> Map<String, Value> {
    let given = fields.iter().filter(|(_, text)| !text.is_empty());
    given
        .map(|(name, text)| ((*name).to_owned(), json!(text)))
        .collect()
}

fn profile(member: &SiteMember) -> Value {
    let mut out = texts(&[
        ("nickname", &member.nickname),
        ("slug", &member.slug),
        ("title", &member.title),
    ]);
    if let Some(photo) = &member.photo {
        out.insert("photo".to_owned(), image(photo));
    }
    Value::Object(out)
}

fn image(photo: &Photo) -> Value {
    json!({
        "id": photo.id,
        "url": photo.url,
        "height": photo.height,
        "width": photo.width,
        "offsetX": 0,
        "offsetY": 0,
    })
}

fn contact(member: &SiteMember) -> Value {
    let mut out = texts(&[
        ("firstName", &member.first),
        ("lastName", &member.last),
        ("birthdate", &member.birthdate),
        ("company", &member.company),
        ("jobTitle", &member.job_title),
    ]);
    let custom: Map<String, Value> = member
        .custom
        .iter()
        .map(|(key, field)| {
            let value = json!({ "name": field.name, "value": field.value });
            (key.clone(), value)
        })
        .collect();
    out.insert("phones".to_owned(), json!(member.phones));
    out.insert("emails".to_owned(), json!(member.emails));
    let addresses: Vec<Value> = member.addresses.iter().map(address).collect();
    out.insert("addresses".to_owned(), json!(addresses));
    out.insert("customFields".to_owned(), Value::Object(custom));
    Value::Object(out)
}

fn address(one: &Postal) -> Value {
    let mut out = texts(&[
        ("id", &one.id),
        ("addressLine", &one.line),
        ("addressLine2", &one.line2),
        ("city", &one.city),
        ("subdivision", &one.subdivision),
        ("country", &one.country),
        ("postalCode", &one.zip),
    ]);
    let street = texts(&[("number", &one.number), ("name", &one.street)]);
    if !street.is_empty() {
        out.insert("streetAddress".to_owned(), Value::Object(street));
    }
    Value::Object(out)
}

/// A member in a request. What only Wix sets (`id`, `status`, `slug` and so on) is ignored.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct MemberWire {
    login_email: Option<String>,
    contact: Option<ContactWire>,
    profile: Option<ProfileWire>,
    privacy_status: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct ContactWire {
    first_name: Option<String>,
    last_name: Option<String>,
    phones: Option<Vec<String>>,
    emails: Option<Vec<String>>,
    addresses: Option<Vec<AddressWire>>,
    birthdate: Option<String>,
    company: Option<String>,
    job_title: Option<String>,
    custom_fields: Option<BTreeMap<String, CustomWire>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ProfileWire {
    nickname: Option<String>,
    title: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct AddressWire {
    address_line: Option<String>,
    street_address: Option<StreetWire>,
    address_line2: Option<String>,
    city: Option<String>,
    subdivision: Option<String>,
    country: Option<String>,
    postal_code: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct StreetWire {
    number: Option<String>,
    name: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct CustomWire {
    value: Value,
}

impl MemberWire {
    /// What is asked for.
    pub(super) fn read(self) -> Result<SiteMember, Refusal> {
        let contact = self.contact.unwrap_or_default();
        let profile = self.profile.unwrap_or_default();
        let addresses = contact.addresses.unwrap_or_default();
        let custom = contact.custom_fields.unwrap_or_default();
        Ok(SiteMember {
            first: contact.first_name.unwrap_or_default(),
            last: contact.last_name.unwrap_or_default(),
            phones: contact.phones.unwrap_or_default(),
            emails: contact.emails.unwrap_or_default(),
            addresses: addresses
                .into_iter()
                .enumerate()
                .map(|(nth, wire)| wire.read(nth))
                .collect::<Result<_, _>>()?,
            birthdate: contact.birthdate.unwrap_or_default(),
            company: contact.company.unwrap_or_default(),
            job_title: contact.job_title.unwrap_or_default(),
            custom: custom.into_iter().filter_map(custom_field).collect(),
            nickname: profile.nickname.unwrap_or_default(),
            title: profile.title.unwrap_or_default(),
            privacy: self.privacy_status.unwrap_or_default(),
            ..blank(&self.login_email.unwrap_or_default())
        })
    }
}

/// A custom field with the name that the owner gave it; empty ones are left out.
fn custom_field((key, wire): (String, CustomWire)) -> Option<(String, Custom)> {
    if wire.value.is_null() || wire.value == "" {
        return None;
    }
    let known = CUSTOM.iter().find(|(known, _)| *known == key);
    let name = known.map_or_else(|| key.clone(), |(_, name)| (*name).to_owned());
    let value = wire.value;
    Some((key, Custom { name, value }))
}

impl AddressWire {
    fn read(self, nth: usize) -> Result<Postal, Refusal> {
        if self.address_line.is_some() && self.street_address.is_some() {
            return Err(Refusal::field(
                format!("member.contact.addresses[{nth}]"),
                "ONE_OF",
                "must hold either addressLine or streetAddress",
            ));
        }
        let street = self.street_address.unwrap_or_default();
        Ok(Postal {
            id: String::new(),
            line: self.address_line.unwrap_or_default(),
            street: street.name.unwrap_or_default(),
            number: street.number.unwrap_or_default(),
            line2: self.address_line2.unwrap_or_default(),
            city: self.city.unwrap_or_default(),
            subdivision: self.subdivision.unwrap_or_default(),
            country: self.country.unwrap_or_default(),
            zip: self.postal_code.unwrap_or_default(),
        })
    }
}
