//! Accounts: this one, its parent, its children.

use super::{AccountId, Extra, Merge, UserId, keep, merge::keep_text};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// State of an account (contract A3).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum AccountStatus {
    /// In use.
    Active,
    /// Blocked by Wix.
    Blocked,
    /// Deleted.
    Deleted,
    /// A word this version does not know.
    Other(String),
    /// Not told.
    #[default]
    Unknown,
}

/// An account as Get Account describes it (contract A3, A5).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Short name in addresses.
    pub slug: String,
    /// Name; may be empty.
    pub name: String,
    /// State.
    pub status: AccountStatus,
    /// User id of its owner.
    pub owner: Option<UserId>,
    /// Whether the account works as a team.
    pub is_team: Option<bool>,
    /// The account above it, if it is a child account.
    pub parent: Option<AccountId>,
    /// Its website.
    pub website: Option<String>,
    /// Co-branding word, as Wix wrote it.
    pub co_branding: Option<String>,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Option<Timestamp>,
    /// Fields that this version does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

impl Account {
    /// A name to show: name, else slug, else id.
    pub fn display_name(&self) -> &str {
        [self.name.as_str(), self.slug.as_str()]
            .into_iter()
            .find(|s| !s.is_empty())
            .unwrap_or(self.id.as_str())
    }
}

impl Merge for Account {
    fn merge(&mut self, newer: Self) {
        keep_text(&mut self.slug, newer.slug);
        keep_text(&mut self.name, newer.name);
        if newer.status != AccountStatus::Unknown {
            self.status = newer.status;
        }
        keep(&mut self.owner, newer.owner);
        keep(&mut self.is_team, newer.is_team);
        keep(&mut self.parent, newer.parent);
        keep(&mut self.website, newer.website);
        keep(&mut self.co_branding, newer.co_branding);
        keep(&mut self.created_at, newer.created_at);
        keep(&mut self.updated_at, newer.updated_at);
        self.extra.extend(newer.extra);
    }
}

/// A child account as List Child Accounts names it: often nothing but an id (contract A4).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChildAccount {
    /// Its id.
    pub id: AccountId,
    /// Fields beside the id, kept as they came.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}
