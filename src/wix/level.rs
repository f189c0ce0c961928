//! On whose behalf a call is made.

use crate::access::{AccountId, SiteId};

/// The level of a call: exactly one id header, or none (contract 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Level {
    /// The key alone.
    None,
    /// An account: `wix-account-id`.
    Account(AccountId),
    /// A site: `wix-site-id`.
    Site(SiteId),
}

impl Level {
    /// Name and value of its header.
    pub(super) fn header(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::None => None,
            Self::Account(id) => Some(("wix-account-id", id.as_str())),
            Self::Site(id) => Some(("wix-site-id", id.as_str())),
        }
    }

    /// The header as one text, for the request's hash. The name is part of it, so that an account
    /// and a site with the same id do not look alike.
    pub(super) fn to_line(&self) -> String {
        self.header()
            .map(|(name, value)| format!("{name}: {value}"))
            .unwrap_or_default()
    }
}
