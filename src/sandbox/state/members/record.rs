//! A member of a site as the sandbox keeps it (site contract 1.1).

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A member of a site. Texts that are not given are empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct SiteMember {
    /// Number in the seed; created members come after all of them.
    pub(crate) seq: u64,
    pub(crate) id: String,
    pub(crate) contact: String,
    pub(crate) login: String,
    pub(crate) verified: bool,
    /// The wire's word.
    pub(crate) status: String,
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) phones: Vec<String>,
    pub(crate) emails: Vec<String>,
    pub(crate) addresses: Vec<Postal>,
    pub(crate) birthdate: String,
    pub(crate) company: String,
    pub(crate) job_title: String,
    pub(crate) custom: BTreeMap<String, Custom>,
    pub(crate) nickname: String,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) photo: Option<Photo>,
    #[serde(default)]
    pub(crate) cover: Option<Photo>,
    /// The wire's word.
    pub(crate) privacy: String,
    /// The wire's word.
    pub(crate) activity: String,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) last_login: Option<Timestamp>,
    pub(crate) holder: Holder,
}

/// Whose member it is; some cannot be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Holder {
    /// Somebody who signed up or was created.
    Visitor,
    /// The owner of the site.
    Owner,
    /// Somebody who contributes to the site.
    Contributor,
    /// A visitor with a running subscription.
    Subscriber,
}

/// A postal address: one line, or street and number apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Postal {
    pub(crate) id: String,
    pub(crate) line: String,
    pub(crate) street: String,
    pub(crate) number: String,
    pub(crate) line2: String,
    pub(crate) city: String,
    pub(crate) subdivision: String,
    pub(crate) country: String,
    pub(crate) zip: String,
}

/// A custom field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Custom {
    pub(crate) name: String,
    pub(crate) value: Value,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Photo {
    pub(crate) id: String,
    pub(crate) url: String,
    pub(crate) height: u32,
    pub(crate) width: u32,
    #[serde(default)]
    pub(crate) offset_x: i32,
    #[serde(default)]
    pub(crate) offset_y: i32,
}
