//! Sites and the folders they lie in.

use super::{AccountId, Extra, FolderId, SiteId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A site as Query Sites describes it (contract S1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Site {
    /// Its id.
    pub id: SiteId,
    /// Short name.
    pub name: String,
    /// Name that people see; may be empty.
    pub display_name: String,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Option<Timestamp>,
    /// When it was put into the trash.
    pub trashed_at: Option<Timestamp>,
    /// Whether it is published.
    pub published: Option<bool>,
    /// Whether it has a premium plan.
    pub premium: Option<bool>,
    /// Whether a domain is connected.
    pub domain_connected: Option<bool>,
    /// Whether Wix blocked it.
    pub blocked: Option<bool>,
    /// Its public address; empty when it is not published.
    pub url: Option<String>,
    /// The account that owns it.
    pub owner: Option<AccountId>,
    /// Accounts that contribute to it (at most 1,000 are told).
    pub contributors: Vec<AccountId>,
    /// Editor word, as Wix wrote it.
    pub editor: Option<String>,
    /// Folder it lies in; `None` at the root.
    pub folder: Option<FolderId>,
    /// Kind of site: `WIX`, `HEADLESS` and others, as Wix wrote it.
    pub namespace: Option<String>,
    /// Fields that this version does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

impl Site {
    /// A site of which nothing is known but its id.
    pub fn bare(id: SiteId) -> Self {
        Self {
            id,
            name: String::new(),
            display_name: String::new(),
            created_at: None,
            updated_at: None,
            trashed_at: None,
            published: None,
            premium: None,
            domain_connected: None,
            blocked: None,
            url: None,
            owner: None,
            contributors: Vec::new(),
            editor: None,
            folder: None,
            namespace: None,
            extra: Extra::new(),
        }
    }

    /// A name to show: display name, else short name, else id.
    pub fn label(&self) -> &str {
        [self.display_name.as_str(), self.name.as_str()]
            .into_iter()
            .find(|s| !s.is_empty())
            .unwrap_or(self.id.as_str())
    }
}

/// A folder of sites (contract F1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Folder {
    /// Its id.
    pub id: FolderId,
    /// Its name.
    pub name: String,
    /// The folder it lies in; `None` at the root.
    pub parent: Option<FolderId>,
    /// Number of sites in it, as Wix counts.
    pub site_count: Option<u64>,
    /// Fields that this version does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}
