//! Brakes: what holds a plan back before anything leaves.
//!
//! A brake is measured against what was observed, never against what a plan says of itself: a plan
//! can come out of a file. It names the number, the share and the first five people. Lifting one
//! needs the name of the account or the site typed, and the journal remembers it.

mod effect;
mod measure;
mod values;

pub(super) use effect::{holders_moved, holds_account};
pub use measure::{check, counts_everybody};

use super::Line;
use crate::access::{SiteId, UserId, grouped};
use serde::{Deserialize, Serialize};

/// The brakes there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Brake {
    /// Too large a share of the team, or of a site's members, would lose all access.
    ShareRemoved,
    /// Too many would lose all access.
    NumberRemoved,
    /// Too few people would hold the whole account.
    CoOwners,
    /// The person who works here would lose access, or no longer hold the whole account.
    OwnAccess,
    /// A filter matches everybody.
    WholeFilter,
    /// More mails than one day may see.
    MailsPerDay,
    /// Members would lose what stands in a profile field.
    ValuesLost,
}

impl Brake {
    /// The word that stands in the journal.
    pub fn word(self) -> &'static str {
        match self {
            Self::ShareRemoved => "shareRemoved",
            Self::NumberRemoved => "numberRemoved",
            Self::CoOwners => "coOwners",
            Self::OwnAccess => "ownAccess",
            Self::WholeFilter => "wholeFilter",
            Self::MailsPerDay => "mailsPerDay",
            Self::ValuesLost => "valuesLost",
        }
    }

    /// From the word of a command line.
    pub fn from_word(word: &str) -> Option<Self> {
        [
            Self::ShareRemoved,
            Self::NumberRemoved,
            Self::CoOwners,
            Self::OwnAccess,
            Self::WholeFilter,
            Self::MailsPerDay,
            Self::ValuesLost,
        ]
        .into_iter()
        .find(|b| b.word() == word)
    }

    /// A title to show.
    pub fn label(self) -> &'static str {
        match self {
            Self::ShareRemoved => "A large share loses access",
            Self::NumberRemoved => "Many people lose access",
            Self::CoOwners => "Too few co-owners are left",
            Self::OwnAccess => "Your own access would end",
            Self::WholeFilter => "The filter matches everybody",
            Self::MailsPerDay => "More mails than in a day",
            Self::ValuesLost => "Values of members are lost",
        }
    }
}

/// What a brake guards.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Scope {
    /// The account with its team.
    #[default]
    Account,
    /// The members of one site.
    Site(SiteId),
}

/// Limits of a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BrakeLimits {
    /// Highest share of the team, or of a site's members, that may lose all access in one plan, in
    /// percent.
    pub share_percent: u32,
    /// The share counts from this many removals on.
    pub share_from: usize,
    /// Most people who may lose all access in one plan.
    pub number: usize,
    /// Least number of people who hold the whole account.
    pub co_owners: usize,
    /// Most mails within 24 hours.
    pub mails_per_day: usize,
    /// The user who works with this profile, where it is known.
    pub own_user: Option<UserId>,
}

impl Default for BrakeLimits {
    fn default() -> Self {
        Self {
            share_percent: 25,
            share_from: 5,
            number: 50,
            co_owners: 2,
            mails_per_day: 200,
            own_user: None,
        }
    }
}

/// A brake that holds a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BrakeHit {
    /// Which one.
    pub brake: Brake,
    /// What it guards.
    pub scope: Scope,
    /// Why, with number, share and limit.
    pub message: String,
    /// The first five people by name.
    pub first: Vec<String>,
    /// How many more there are.
    pub more: usize,
    /// What has to be typed to lift it: the name of the account or of the site.
    pub type_name: String,
}

impl BrakeHit {
    fn new(brake: Brake, message: String, lines: &[&Line], type_name: &str) -> Self {
        let first: Vec<String> = lines.iter().take(5).map(|l| l.who.name.clone()).collect();
        Self {
            brake,
            scope: Scope::Account,
            message,
            more: lines.len() - first.len(),
            first,
            type_name: type_name.to_owned(),
        }
    }

    fn at(mut self, site: &SiteId, type_name: &str) -> Self {
        self.scope = Scope::Site(site.clone());
        type_name.clone_into(&mut self.type_name);
        self
    }

    /// The first people as one text, with how many more there are.
    pub fn people(&self) -> String {
        let first = self.first.join(", ");
        match self.more {
            0 => first,
            more => format!("{first} and {} more", grouped(more)),
        }
    }
}

/// A brake that the owner lifted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lift {
    /// Which one.
    pub brake: Brake,
    /// What it guards.
    #[serde(default)]
    pub scope: Scope,
    /// What was typed.
    pub typed: String,
}

impl Lift {
    /// Whether it lifts this hit: the same brake, and the right name typed. Blanks around it do
    /// not matter, letters do.
    pub fn lifts(&self, hit: &BrakeHit) -> bool {
        let wanted = hit.type_name.trim();
        let same = self.brake == hit.brake && self.scope == hit.scope;
        same && !wanted.is_empty() && self.typed.trim() == wanted
    }
}

/// The hits that no valid lift answers.
pub fn held(hits: Vec<BrakeHit>, lifts: &[Lift]) -> Vec<BrakeHit> {
    hits.into_iter()
        .filter(|hit| !lifts.iter().any(|l| l.lifts(hit)))
        .collect()
}
