//! A member in a request (site contract 1.1, Create and Update Member).

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::sandbox::state::{
    State,
    members::record::{Custom, Photo, Postal, SiteMember},
    records::Site,
    refusal::Refusal,
    shelf::Kind,
};

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
    custom_fields: Option<BTreeMap<String, Option<CustomWire>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ProfileWire {
    nickname: Option<String>,
    title: Option<String>,
    photo: Option<ImageWire>,
    cover: Option<ImageWire>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct ImageWire {
    id: Option<String>,
    url: Option<String>,
    height: Option<u32>,
    width: Option<u32>,
    offset_x: Option<i32>,
    offset_y: Option<i32>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct AddressWire {
    id: Option<String>,
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
    /// The login address that is asked for.
    pub(super) fn login(&self) -> &str {
        self.login_email.as_deref().unwrap_or_default()
    }

    /// Makes a member what is asked for. What is not sent stays, `""` clears a text, and an empty list changes nothing
    /// (dialect 17). The login address is no part of this.
    pub(super) fn apply(
        self,
        state: &State,
        site: &Site,
        to: &mut SiteMember,
    ) -> Result<(), Refusal> {
        let contact = self.contact.unwrap_or_default();
        let profile = self.profile.unwrap_or_default();
        for (new, old) in [
            (contact.first_name, &mut to.first),
            (contact.last_name, &mut to.last),
            (contact.birthdate, &mut to.birthdate),
            (contact.company, &mut to.company),
            (contact.job_title, &mut to.job_title),
            (profile.nickname, &mut to.nickname),
            (profile.title, &mut to.title),
        ] {
            if let Some(new) = new {
                *old = new;
            }
        }
        for (new, old) in [
            (contact.phones, &mut to.phones),
            (contact.emails, &mut to.emails),
        ] {
            if let Some(new) = new.filter(|list| !list.is_empty()) {
                *old = new;
            }
        }
        if let Some(list) = contact.addresses.filter(|list| !list.is_empty()) {
            let read = |(nth, wire): (usize, AddressWire)| wire.read(nth, &to.addresses);
            to.addresses = list
                .into_iter()
                .enumerate()
                .map(read)
                .collect::<Result<_, _>>()?;
        }
        custom(state, site, contact.custom_fields.unwrap_or_default(), to)?;
        for (new, old) in [
            (profile.photo, &mut to.photo),
            (profile.cover, &mut to.cover),
        ] {
            if let Some(new) = new {
                *old = new.read();
            }
        }
        match self.privacy_status.as_deref() {
            None | Some("" | "UNKNOWN") => Ok(()),
            Some(word @ ("PRIVATE" | "PUBLIC")) => {
                word.clone_into(&mut to.privacy);
                Ok(())
            }
            Some(_) => Err(Refusal::field(
                "member.privacyStatus",
                "ENUM",
                "must be PRIVATE or PUBLIC",
            )),
        }
    }
}

/// Sets custom fields; an empty value takes one away. The name in the request counts for nothing.
fn custom(
    state: &State,
    site: &Site,
    wire: BTreeMap<String, Option<CustomWire>>,
    to: &mut SiteMember,
) -> Result<(), Refusal> {
    if wire.is_empty() {
        return Ok(());
    }
    let fields = state.entries(site, Kind::CustomField);
    let mut bad = serde_json::Map::new();
    for (key, wire) in wire {
        let value = wire.unwrap_or_default().value;
        if value.is_null() || value == "" {
            to.custom.remove(&key);
            continue;
        }
        let known = fields.iter().find(|field| field.body["key"] == *key);
        let is_url = known.is_some_and(|field| {
            matches!(field.body["fieldType"].as_str(), Some("URL" | "SOCIAL"))
        });
        let told = value.as_str().unwrap_or_default();
        if is_url && !url::Url::parse(told).is_ok_and(|url| url.has_host()) {
            bad.insert(key, value);
            continue;
        }
        let name = known.and_then(|field| field.body["name"].as_str());
        let name = name.unwrap_or(&key).to_owned();
        to.custom.insert(key, Custom { name, value });
    }
    if bad.is_empty() {
        return Ok(());
    }
    Err(Refusal::rule(
        "member.contact.customFields",
        "INVALID_CUSTOM_FIELD_URL",
        "must be an address of a page",
        json!(bad),
    ))
}

impl ImageWire {
    /// An image with neither id nor address takes the picture away.
    fn read(self) -> Option<Photo> {
        let (id, url) = (self.id.unwrap_or_default(), self.url.unwrap_or_default());
        (!id.is_empty() || !url.is_empty()).then(|| Photo {
            id,
            url,
            height: self.height.unwrap_or_default(),
            width: self.width.unwrap_or_default(),
            offset_x: self.offset_x.unwrap_or_default(),
            offset_y: self.offset_y.unwrap_or_default(),
        })
    }
}

impl AddressWire {
    /// An address keeps its id when it names one that is there; new ones get theirs when they are kept.
    fn read(self, nth: usize, old: &[Postal]) -> Result<Postal, Refusal> {
        if self.address_line.is_some() && self.street_address.is_some() {
            return Err(Refusal::field(
                format!("member.contact.addresses[{nth}]"),
                "ONE_OF",
                "must hold either addressLine or streetAddress",
            ));
        }
        let street = self.street_address.unwrap_or_default();
        let id = self.id.unwrap_or_default();
        Ok(Postal {
            id: if old.iter().any(|one| one.id == id) {
                id
            } else {
                String::new()
            },
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
