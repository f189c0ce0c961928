//! What a pack holds, as plain data.

use crate::access::review::{After, Campaign, Entry, Item, Standing};
use crate::access::{Directory, Extra, Role, RoleId, RoleLimit, count};
use crate::journal::Hash;
use crate::plan::{Plan, Receipt};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The account that was reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// Its id.
    pub id: String,
    /// Its name as it was known; may be empty.
    pub name: String,
    /// Whether it is made up for practice.
    pub practice: bool,
}

/// A part of the snapshot that a review stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PartRead {
    /// What it holds: `team`, `invites`, `roles`, `sites`, `folders`, `siteInvites`,
    /// `contributors`, `locations` or `members`.
    pub what: String,
    /// The site; empty for what belongs to the account.
    pub site: String,
    /// The call that told it.
    pub query: String,
    /// When it was read.
    pub read_at: Timestamp,
    /// How many rows it has; snapshots of earlier versions do not tell.
    pub rows: Option<u64>,
    /// In how many pages it came, where that is known.
    pub pages: Option<u32>,
    /// SHA-256 of its content in the snapshot.
    pub sha256: Hash,
}

/// The name of a part to show: `siteInvites` is `Site invites`.
pub fn title_of(part: &str) -> String {
    let mut out = String::with_capacity(part.len() + 2);
    for (n, c) in part.chars().enumerate() {
        match c {
            _ if n == 0 => out.extend(c.to_uppercase()),
            c if c.is_uppercase() => {
                out.push(' ');
                out.extend(c.to_lowercase());
            }
            c => out.push(c),
        }
    }
    out
}

/// The call by which a part of a snapshot is read (contract U1, U2, S1, F1, C1, L1 and Query
/// Members).
pub fn query_of(what: &str) -> &'static str {
    match what {
        "team" | "invites" => "POST /roles-management/v3/team/search",
        "roles" => "GET /roles-management/roles",
        "sites" => "POST /site-list/v2/sites/query",
        "folders" => "POST /site-folders/v2/folders/query",
        "contributors" => "POST /roles-management/v2/contributors/query",
        "locations" => "GET /locations/v1/locations",
        "members" => "POST /members/v1/members/query",
        "siteInvites" => "none: Wix lists no site invites, these are known by their ids",
        _ => "unknown",
    }
}

/// The run that carried the decisions out.
#[derive(Debug, Clone, PartialEq)]
pub struct Carried {
    /// The plan as it was confirmed.
    pub plan: Plan,
    /// Its receipt; a run that stands still has none yet.
    pub receipt: Option<Receipt>,
    /// Lines of the journal from the beginning of the run to the end that the receipt quotes, byte
    /// for byte. Whatever else was written down meanwhile stands among them: they are a chain.
    pub journal: String,
}

/// What became of decisions, as a later snapshot tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AfterList {
    /// The snapshot.
    pub snapshot: String,
    /// When it was taken.
    pub at: Timestamp,
    /// What was missing in it, one sentence each.
    pub gaps: Vec<String>,
    /// By the numbers of the items, counted from 0.
    pub found: BTreeMap<u32, After>,
}

/// Everything in a pack. Nothing in it depends on when it is written: the same review gives the
/// same bytes as long as nothing more is said in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Pack {
    /// The account.
    pub account: Account,
    /// The review.
    pub campaign: Campaign,
    /// What its snapshot is made of; empty if the snapshot is not kept any more.
    pub parts: Vec<PartRead>,
    /// What was decided about.
    pub items: Vec<Arc<Item>>,
    /// Everything that was said, what was taken back too.
    pub entries: Vec<Entry>,
    /// Titles of the roles that items and decisions name.
    pub titles: BTreeMap<RoleId, String>,
    /// The run, if the decisions were carried out.
    pub carried: Option<Carried>,
    /// What became of them, if somebody looked.
    pub after: Option<AfterList>,
}

impl Pack {
    /// Where the review stands.
    pub fn standing(&self) -> Standing {
        Standing::of(&self.entries)
    }

    /// The roles of items and decisions with their titles, as they were.
    pub fn directory(&self) -> Directory {
        let role = |(id, title): (&RoleId, &String)| Role {
            id: id.clone(),
            title: title.clone(),
            description: String::new(),
            limit: RoleLimit::default(),
            custom: false,
            extra: Extra::default(),
        };
        let roles = self.titles.iter().map(role);
        Directory::new(roles.collect(), Vec::new(), Vec::new())
    }

    /// When the last thing in it happened: what the pack tells is so as of then.
    pub fn as_of(&self) -> Timestamp {
        let said = self.entries.last().map(|e| e.at);
        let ended = self.carried.as_ref().and_then(|c| c.receipt.as_ref());
        let looked = self.after.as_ref().map(|a| a.at);
        let all = [said, ended.map(|r| r.ended), looked];
        let last = all.into_iter().flatten().max();
        last.unwrap_or(self.campaign.made).max(self.campaign.made)
    }

    /// What is missing, one sentence each; nothing in a complete one.
    pub fn gaps(&self) -> Vec<String> {
        let mut gaps: Vec<String> = Vec::new();
        let of_snapshot = self.campaign.gaps.iter();
        gaps.extend(of_snapshot.map(|g| format!("The reading of the account: {g}")));
        if self.parts.is_empty() {
            gaps.push("The snapshot is not kept any more: how it was read is not told".to_owned());
        }
        if self.campaign.drawn.untold > 0 {
            let n = count(self.campaign.drawn.untold as usize, "entry", "entries");
            gaps.push(format!(
                "Left out, since it is not known whether the filter means them: {n}"
            ));
        }
        let undecided = self.standing().counts(self.items.len()).undecided();
        if undecided > 0 {
            let n = count(undecided as usize, "entry", "entries");
            gaps.push(format!("Without a decision: {n}"));
        }
        let acts = self.standing().counts(self.items.len()).acts();
        match &self.carried {
            None if acts > 0 => gaps.push("The decisions were not carried out".to_owned()),
            Some(carried) if carried.receipt.is_none() => {
                gaps.push("The run that carries the decisions out is not over".to_owned());
            }
            Some(_) if self.after.is_none() => {
                gaps.push("Nobody has looked yet what became of the decisions".to_owned());
            }
            _ => {}
        }
        if let Some(after) = &self.after {
            gaps.extend(
                after
                    .gaps
                    .iter()
                    .map(|g| format!("The reading after the run: {g}")),
            );
        }
        gaps
    }
}
