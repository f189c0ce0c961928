//! How a profile signs in, and what such a caller may ask of Wix.

use crate::access::SiteId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How a profile signs in (contract 1; site contract 3.1). Nothing in it is secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignIn {
    /// With an API key of the account.
    Key {
        /// How far a limited key reaches; `None` where no limit was met.
        limit: Option<KeyLimit>,
    },
    /// As an app that is installed on one site.
    App {
        /// Id of the app.
        app_id: String,
        /// Id of its installation.
        instance_id: String,
        /// The site it is installed on.
        site: SiteId,
    },
}

impl Default for SignIn {
    fn default() -> Self {
        Self::Key { limit: None }
    }
}

impl SignIn {
    /// Whether it is an app, which has no account-level calls.
    pub fn is_app(&self) -> bool {
        matches!(self, Self::App { .. })
    }

    /// What it is, in a few words.
    pub fn words(&self) -> String {
        match self {
            Self::Key { limit: None } => "API key of the account".to_owned(),
            Self::Key { limit: Some(limit) } => {
                format!("API key for {} of {} sites", limit.open, limit.of)
            }
            Self::App { .. } => "App instance on one site".to_owned(),
        }
    }

    /// What its secret is called in a sentence.
    pub fn secret(&self) -> &'static str {
        match self {
            Self::Key { .. } => "key",
            Self::App { .. } => "app secret",
        }
    }
}

/// How far a limited key reaches, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyLimit {
    /// Sites that answered.
    pub open: u32,
    /// Sites that were asked.
    pub of: u32,
}

/// The sites that a limited key reaches, from the last check and from readings since.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SiteLimit {
    /// Sites that answered.
    pub open: Vec<SiteId>,
    /// Sites that refused what another site answered.
    pub outside: Vec<SiteId>,
    /// Whether there are sites that nobody asked about.
    pub more: bool,
    /// When it was found out.
    pub at: Option<Timestamp>,
}

impl SiteLimit {
    /// In numbers.
    pub fn numbers(&self) -> KeyLimit {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        KeyLimit {
            open: number(self.open.len()),
            of: number(self.open.len() + self.outside.len()),
        }
    }
}

/// What the documentation says about a caller in one area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum May {
    /// It may call there, given the permission.
    Yes,
    /// It may not, whatever its permissions.
    No,
    /// The documentation does not tell, or tells it in two ways.
    Unclear,
}

/// One cell of the table of identities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IdentityRule {
    /// What is called.
    pub area: &'static str,
    /// Whether it may.
    pub may: May,
    /// Why, in a few words.
    pub why: &'static str,
    /// Where the contract says so.
    pub source: &'static str,
}

/// What one kind of caller may ask of Wix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IdentityRow {
    /// Who calls.
    pub who: &'static str,
    /// Whether the profile signs in like this.
    pub mine: bool,
    /// One rule for each area, the same areas in every row.
    pub rules: Vec<IdentityRule>,
}
