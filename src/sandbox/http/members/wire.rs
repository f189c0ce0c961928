//! A member on the wire (site contract 1.1, 1.2).

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::sandbox::state::{
    State,
    members::record::{Photo, Postal, SiteMember},
    records::Site,
    refusal::Refusal,
    shelf::Kind,
};

/// How much of a member is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fieldset {
    Public,
    Extended,
    Full,
}

impl Fieldset {
    /// The widest of those that a request names; without any, the narrowest.
    pub(crate) fn of(words: &[String]) -> Result<Self, Refusal> {
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

/// Writes the members of one site.
pub(crate) struct Writer {
    /// Names of the site's custom fields by key; values of fields that are gone or hidden do not show.
    fields: BTreeMap<String, String>,
}

impl Writer {
    /// A writer for a site.
    pub(crate) fn of(state: &State, site: &Site) -> Self {
        let mut fields = BTreeMap::new();
        let entries = state.entries(site, Kind::CustomField);
        for entry in entries.iter().filter(|entry| entry.body["hidden"] != true) {
            let text = |name: &str| entry.body[name].as_str().unwrap_or_default().to_owned();
            fields.insert(text("key"), text("name"));
        }
        Self { fields }
    }

    /// A member, with what this much shows. Fields without a value are left out.
    pub(crate) fn write(&self, member: &SiteMember, shown: Fieldset) -> Value {
        write(member, shown, &self.fields)
    }

    /// `{member}` with everything.
    pub(crate) fn full(&self, member: &SiteMember) -> Value {
        json!({ "member": self.write(member, Fieldset::Full) })
    }
}

fn write(member: &SiteMember, shown: Fieldset, fields: &BTreeMap<String, String>) -> Value {
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
        put("contact", contact(member, fields));
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
    for (name, photo) in [("photo", &member.photo), ("cover", &member.cover)] {
        if let Some(photo) = photo {
            out.insert(name.to_owned(), image(photo));
        }
    }
    Value::Object(out)
}

fn image(photo: &Photo) -> Value {
    json!({
        "id": photo.id,
        "url": photo.url,
        "height": photo.height,
        "width": photo.width,
        "offsetX": photo.offset_x,
        "offsetY": photo.offset_y,
    })
}

fn contact(member: &SiteMember, fields: &BTreeMap<String, String>) -> Value {
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
        .filter_map(|(key, field)| {
            let value = json!({ "name": fields.get(key)?, "value": field.value });
            Some((key.clone(), value))
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
