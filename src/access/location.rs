//! Business locations of a site (site contract 5).

use super::{Extra, LocationId, Merge, keep, merge::keep_text};
use serde::{Deserialize, Serialize};

/// One location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Location {
    /// Its id.
    pub id: LocationId,
    /// Its name; may be empty.
    pub name: String,
    /// What it is about; may be empty.
    pub description: String,
    /// Whether it is the site's default location.
    pub default: Option<bool>,
    /// Whether it is archived, where Wix told it.
    pub archived: Option<bool>,
    /// Its address in one line, where Wix told one.
    pub address: Option<String>,
    /// Fields that this version does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

impl Location {
    /// A name to show: the name, else the id.
    pub fn label(&self) -> &str {
        if self.name.is_empty() {
            self.id.as_str()
        } else {
            &self.name
        }
    }
}

impl Merge for Location {
    fn merge(&mut self, newer: Self) {
        keep_text(&mut self.name, newer.name);
        keep_text(&mut self.description, newer.description);
        keep(&mut self.default, newer.default);
        keep(&mut self.archived, newer.archived);
        keep(&mut self.address, newer.address);
        self.extra.extend(newer.extra);
    }
}
