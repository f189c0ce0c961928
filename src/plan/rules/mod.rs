//! House rules: what an owner wants never to be so, held against what was read.
//!
//! Pure, like the rest of the room: the same account and the same rules give the same findings in
//! the same order. A finding names whom it is about, why, and the wish that would put it right; the
//! plan of that wish goes through brakes and confirmation like any other. Nothing is found where
//! nothing was read: a site that nobody read, or a team that the key may not see, breaks no rule.

mod contributors;
mod invites;
mod join;
mod people;
mod roles;
mod set;
mod waiver;

pub use join::join;
pub use set::{HouseRules, MOST};
pub use waiver::{Waiver, waive};

use super::{SiteAccess, Wish};
use crate::access::{Directory, OWNER, SiteId, Team, TeamMember};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A rule. Its word stands in files, so it stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Rule {
    /// More co-owners than wanted.
    CoOwners,
    /// An address outside of the own domains.
    OutsideDomain,
    /// A role held on all sites one by one.
    EverySite,
    /// An open invite that nobody accepts.
    OldInvite,
    /// One human who gets in with two addresses.
    TwoAddresses,
    /// In the team for the whole account, and on single sites besides.
    DoubleWay,
    /// A limit to locations that does nothing for the role.
    LimitWithoutEffect,
    /// A contributor whom nobody can name.
    Nameless,
    /// Somebody who holds no role.
    NoRole,
    /// An address that several people read.
    SharedAddress,
    /// People on a site that lies in the trash.
    TrashedSite,
    /// A role of one's own that is called like another.
    CopiedRole,
}

impl Rule {
    /// All of them, the gravest first.
    pub const ALL: [Self; 12] = [
        Self::CoOwners,
        Self::OutsideDomain,
        Self::SharedAddress,
        Self::TwoAddresses,
        Self::Nameless,
        Self::DoubleWay,
        Self::EverySite,
        Self::LimitWithoutEffect,
        Self::OldInvite,
        Self::TrashedSite,
        Self::NoRole,
        Self::CopiedRole,
    ];

    /// Its word in files and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::CoOwners => "co-owners",
            Self::OutsideDomain => "outside-domain",
            Self::EverySite => "every-site",
            Self::OldInvite => "old-invite",
            Self::TwoAddresses => "two-addresses",
            Self::DoubleWay => "double-way",
            Self::LimitWithoutEffect => "limit-without-effect",
            Self::Nameless => "nameless",
            Self::NoRole => "no-role",
            Self::SharedAddress => "shared-address",
            Self::TrashedSite => "trashed-site",
            Self::CopiedRole => "copied-role",
        }
    }

    /// What it finds, as a title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::CoOwners => "Too many co-owners",
            Self::OutsideDomain => "Outside the own domains",
            Self::EverySite => "Same role on all sites",
            Self::OldInvite => "Old open invite",
            Self::TwoAddresses => "One human with two addresses",
            Self::DoubleWay => "In the team and on sites besides",
            Self::LimitWithoutEffect => "Location limit without effect",
            Self::Nameless => "Contributor nobody can name",
            Self::NoRole => "No role",
            Self::SharedAddress => "Address that several people read",
            Self::TrashedSite => "People on a site in the trash",
            Self::CopiedRole => "Two roles with one name",
        }
    }

    /// What it is about, in a sentence.
    pub const fn about(self) -> &'static str {
        match self {
            Self::CoOwners => "Every co-owner can do almost anything, and remove the others",
            Self::OutsideDomain => "People whose address belongs to another organisation",
            Self::EverySite => "Each site given by itself, in the place of the whole account",
            Self::OldInvite => "Whoever gets hold of the mail gets in",
            Self::TwoAddresses => "Removing one of the two leaves the other",
            Self::DoubleWay => "Who leaves the team stays on the sites",
            Self::LimitWithoutEffect => "The role does not know limits to locations",
            Self::Nameless => "An account on a site that has neither name nor address here",
            Self::NoRole => "There is nothing to do there, and it is easily forgotten",
            Self::SharedAddress => "Such as info@ or office@: nobody can tell who used it",
            Self::TrashedSite => "They get in again when the site is taken out of the trash",
            Self::CopiedRole => "Nobody can tell which of the two somebody holds",
        }
    }

    /// The rule of a word; `None` if there is none.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.word() == word)
    }
}

/// What would put a finding right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// A plan: what it does in a few words, and the wish it is made of.
    Plan {
        /// As on a button: "Remove at 3 sites".
        label: String,
        /// The wish.
        wish: Box<Wish>,
    },
    /// Something that no public call does.
    ByHand(String),
}

impl Remedy {
    fn plan(label: impl Into<String>, wish: Wish) -> Self {
        Self::Plan {
            label: label.into(),
            wish: Box::new(wish),
        }
    }

    /// What it does, in a few words.
    pub fn words(&self) -> &str {
        match self {
            Self::Plan { label, .. } => label,
            Self::ByHand(task) => task,
        }
    }
}

/// What tells a finding apart from every other, at every reading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FindingId {
    /// The rule.
    pub rule: Rule,
    /// What it is about, as [`Finding::key`] has it.
    pub key: String,
}

/// Something that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// What it is about, by ids: the same thing has the same key at every reading, and a waiver
    /// names it.
    pub key: String,
    /// Whom or what it is about, by name.
    pub who: String,
    /// Address, or where; may be empty.
    pub more: String,
    /// Why that breaks the rule, with the figures.
    pub reason: String,
    /// What would put it right.
    pub remedy: Remedy,
}

impl Finding {
    /// What tells it apart.
    pub fn id(&self) -> FindingId {
        FindingId {
            rule: self.rule,
            key: self.key.clone(),
        }
    }
}

/// What the rules are held against.
#[derive(Clone, Copy)]
pub struct Judged<'a> {
    /// The team; `None` where it was never read.
    pub team: Option<&'a Team>,
    /// Names of roles, sites and folders.
    pub directory: &'a Directory,
    /// Contributors, invites and names of accounts.
    pub access: &'a SiteAccess,
    /// Now, for what is old.
    pub now: Timestamp,
}

impl Judged<'_> {
    fn members(&self) -> &[Arc<TeamMember>] {
        self.team.map_or(&[], |t| t.members.as_slice())
    }

    /// Own domains: those of the rules, or the one of the owner's address.
    pub fn home(&self, rules: &HouseRules) -> Vec<String> {
        if !rules.domains.is_empty() {
            return rules.domains.clone();
        }
        let owner = self
            .members()
            .iter()
            .find(|m| m.assignments.iter().any(|a| a.role.as_str() == OWNER));
        let domain = owner.and_then(|m| domain(&m.email));
        domain.into_iter().collect()
    }

    /// Sites that do not lie in the trash.
    fn live_sites(&self) -> BTreeSet<&SiteId> {
        let sites = self.directory.sites();
        let live = sites.filter(|s| s.trashed_at.is_none());
        live.map(|s| &s.id).collect()
    }

    /// Roles beyond those that are documented are known: else everybody would look as if without.
    fn knows_roles(&self) -> bool {
        use crate::access::{ACCOUNT_ADMIN, SITE_ADMIN};
        let documented = [OWNER, ACCOUNT_ADMIN, SITE_ADMIN];
        let mut roles = self.directory.roles();
        roles.any(|r| !documented.contains(&r.id.as_str()))
    }
}

/// Everything that breaks a rule, rule by rule in the order of [`Rule::ALL`], each by name.
pub fn judge(judged: Judged<'_>, rules: &HouseRules) -> Vec<Finding> {
    let mut all = Vec::new();
    people::judge(judged, rules, &mut all);
    contributors::judge(judged, rules, &mut all);
    invites::judge(judged, rules, &mut all);
    roles::judge(judged, &mut all);
    all.retain(|f| rules.is_on(f.rule));
    let rank = |rule: Rule| Rule::ALL.iter().position(|r| *r == rule);
    all.sort_by_cached_key(|f| (rank(f.rule), f.who.to_lowercase(), f.key.clone()));
    all
}

/// Domain of an address, lower case.
fn domain(email: &str) -> Option<String> {
    let (_, domain) = email.rsplit_once('@')?;
    Some(domain.trim().to_lowercase()).filter(|d| !d.is_empty())
}

/// Whether an address lies outside of all these domains. One without a domain, or no domains at
/// all, tell nothing.
fn outside(email: &str, home: &[String]) -> bool {
    let is_sub = |d: &str, of: &str| d == of || d.ends_with(&format!(".{of}"));
    !home.is_empty() && domain(email).is_some_and(|d| !home.iter().any(|h| is_sub(&d, h)))
}

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
