//! What a campaign is about: a filter over everything that can be reviewed.

use super::campaign::after_days;
use super::{Candidate, Covers, Item, ItemKind, LastChange, Login, Share, Worth};
use crate::access::{RoleId, SiteId, fold_email};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A filter. What is empty leaves nothing out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Scope {
    /// These kinds; none: all but members of sites, which are asked for by name.
    pub kinds: BTreeSet<ItemKind>,
    /// What reaches one of these sites, the whole account included.
    pub sites: BTreeSet<SiteId>,
    /// These roles.
    pub roles: BTreeSet<RoleId>,
    /// These people, by address or id.
    pub people: BTreeSet<String>,
    /// Only addresses outside of the domains of the house.
    pub outside: bool,
    /// The domains of the house, as they were when the campaign was made.
    pub domains: Vec<String>,
    /// Only what has not changed for so many days.
    pub unchanged_days: Option<u32>,
    /// Of members of sites, only those of whom no login is told.
    pub never_logged_in: bool,
    /// One of several parts of all that, where it is too much for one review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Share>,
}

/// Whether a scope takes an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It does.
    In,
    /// It does not.
    Out,
    /// What it asks for is not known of the item, which stays out.
    Untold,
}

/// How many items a scope takes, of how many.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Everything of each kind.
    pub all: BTreeMap<ItemKind, u64>,
    /// What it takes.
    pub taken: BTreeMap<ItemKind, u64>,
    /// What it could not decide about.
    pub untold: u64,
}

impl Tally {
    /// Everything it takes.
    pub fn total(&self) -> u64 {
        self.taken.values().sum()
    }
}

impl Scope {
    /// Whether items of this kind can be in it.
    pub fn wants(&self, kind: ItemKind) -> bool {
        if self.kinds.is_empty() {
            kind != ItemKind::Members
        } else {
            self.kinds.contains(&kind)
        }
    }

    /// Whether it takes this one, by now.
    pub fn fit(&self, of: &Candidate, now: Timestamp) -> Fit {
        let item = &of.item;
        if !self.wants(item.kind())
            || !self.takes_sites(&of.covers)
            || !(self.roles.is_empty() || item.roles.iter().any(|r| self.roles.contains(r)))
            || !self.takes_person(item)
            || (self.outside && !item.worth.contains(&Worth::Outside))
            || self.part.is_some_and(|part| !part.takes(&item.matter))
        {
            return Fit::Out;
        }
        if self.never_logged_in && item.kind() == ItemKind::Members {
            match item.context.login {
                Login::Never => {}
                Login::At(_) => return Fit::Out,
                Login::Unknown => return Fit::Untold,
            }
        }
        match self.unchanged_days {
            None => Fit::In,
            Some(days) => unchanged(item, days, now),
        }
    }

    fn takes_sites(&self, covers: &Covers) -> bool {
        self.sites.is_empty()
            || match covers {
                // What nobody can tell is looked at rather than left out.
                Covers::All | Covers::Unknown => true,
                Covers::These(sites) => !sites.is_disjoint(&self.sites),
            }
    }

    fn takes_person(&self, item: &Item) -> bool {
        if self.people.is_empty() {
            return true;
        }
        let address = fold_email(&item.address);
        self.people
            .iter()
            .any(|p| p == item.matter.who() || (!address.is_empty() && fold_email(p) == address))
    }

    /// Counts what it takes.
    pub fn tally(&self, all: &[Candidate], now: Timestamp) -> Tally {
        let mut tally = Tally::default();
        for one in all {
            let kind = one.item.kind();
            *tally.all.entry(kind).or_default() += 1;
            match self.fit(one, now) {
                Fit::In => *tally.taken.entry(kind).or_default() += 1,
                Fit::Out => {}
                Fit::Untold => tally.untold += 1,
            }
        }
        tally
    }

    /// What it says, in a few words.
    pub fn words(&self) -> String {
        let kinds = ItemKind::ALL.into_iter().filter(|k| self.wants(*k));
        let kinds: Vec<&str> = kinds.map(ItemKind::label).collect();
        let mut parts = vec![kinds.join(", ")];
        let count = |n: usize, one: &str, many: &str| crate::access::count(n, one, many);
        if !self.sites.is_empty() {
            parts.push(count(self.sites.len(), "site", "sites"));
        }
        if !self.roles.is_empty() {
            parts.push(count(self.roles.len(), "role", "roles"));
        }
        if !self.people.is_empty() {
            parts.push(count(self.people.len(), "person", "people"));
        }
        if self.outside {
            parts.push("outside your domains".to_owned());
        }
        if let Some(days) = self.unchanged_days {
            parts.push(format!(
                "unchanged for {}",
                count(days as usize, "day", "days")
            ));
        }
        if self.never_logged_in {
            parts.push("without a login".to_owned());
        }
        if let Some(part) = self.part {
            parts.push(part.words());
        }
        parts.join(" · ")
    }
}

/// Only a change, or the first snapshot, that is old enough is known to be. Nothing that is known
/// for a shorter time can be told to be older.
fn unchanged(item: &Item, days: u32, now: Timestamp) -> Fit {
    let old = |at: Timestamp| after_days(at, days).is_some_and(|end| end <= now);
    match &item.context.changed {
        LastChange::NotSince(at) if old(*at) => Fit::In,
        LastChange::Unknown | LastChange::NotSince(_) => Fit::Untold,
        LastChange::Between { by, .. } if old(*by) => Fit::In,
        LastChange::Between { .. } => Fit::Out,
    }
}
