//! Small records of a site beside its members: badges, custom fields, roles, abouts, settings, jobs, mails.
//!
//! A record is kept in the very form in which answers show it. Those of the seed are computed; only what was changed is
//! stored, as with members.

pub(crate) mod query;

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    State,
    change::{Change, View},
    records::Site,
    refusal::Refusal,
};
use crate::sandbox::seed::shelf;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Kind {
    Badge,
    /// A badge that a member has.
    BadgeAssignment,
    CustomField,
    /// To whom a custom field applies, by the field's id.
    FieldApplication,
    RoleDefinition,
    /// The roles of one member, by the member's id.
    MemberRoles,
    About,
    DefaultPrivacy,
    PrivacySettings,
    /// How far an async job is.
    Job,
    /// What an async job has to do, by the job's id; it never changes.
    JobItems,
    /// A mail that would have been sent.
    Mail,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Badge => "Badge",
            Self::BadgeAssignment => "Badge assignment",
            Self::CustomField => "Custom field",
            Self::FieldApplication => "Custom field application",
            Self::RoleDefinition => "Role",
            Self::MemberRoles => "Member",
            Self::About => "Member about",
            Self::DefaultPrivacy | Self::PrivacySettings => "Settings",
            Self::Job | Self::JobItems => "Job",
            Self::Mail => "Mail",
        }
    }
}

/// One record and its place among its kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) seq: u64,
    pub(crate) id: String,
    pub(crate) body: Value,
}

/// Changed records by site and kind, then by id; `None` means deleted.
pub(crate) type Shelf = BTreeMap<(String, Kind), BTreeMap<String, Option<Arc<Entry>>>>;

impl State {
    /// All records of a kind as they truly are, in their order.
    pub(crate) fn entries(&self, site: &Site, kind: Kind) -> Vec<Arc<Entry>> {
        self.entries_in(&self.truth, site, kind)
    }

    /// All records of a kind as queries show them.
    pub(crate) fn shown_entries(&self, site: &Site, kind: Kind) -> Vec<Arc<Entry>> {
        self.entries_in(self.shown(), site, kind)
    }

    fn entries_in(&self, view: &View, site: &Site, kind: Kind) -> Vec<Arc<Entry>> {
        let changed = view.shelf.get(&(site.id.clone(), kind));
        let is_changed = |id: &str| changed.is_some_and(|map| map.contains_key(id));
        let seeds = shelf::entries(&self.world, site, kind).into_iter();
        let mut all: Vec<Arc<Entry>> = seeds
            .filter(|entry| !is_changed(&entry.id))
            .map(Arc::new)
            .chain(
                changed
                    .into_iter()
                    .flat_map(|map| map.values().flatten().cloned()),
            )
            .collect();
        all.sort_by(|a, b| (a.seq, &a.id).cmp(&(b.seq, &b.id)));
        all
    }

    /// One record as it truly is.
    pub(crate) fn entry(&self, site: &Site, kind: Kind, id: &str) -> Option<Arc<Entry>> {
        let changed = self.truth.shelf.get(&(site.id.clone(), kind));
        match changed.and_then(|map| map.get(id)) {
            Some(now) => now.clone(),
            None => shelf::entries(&self.world, site, kind)
                .into_iter()
                .find(|entry| entry.id == id)
                .map(Arc::new),
        }
    }

    /// The same for a record that must be there.
    pub(crate) fn known_entry(
        &self,
        site: &Site,
        kind: Kind,
        id: &str,
    ) -> Result<Arc<Entry>, Refusal> {
        self.entry(site, kind, id)
            .ok_or_else(|| Refusal::missing(kind.word(), id))
    }

    /// Keeps a new record after all others of its kind.
    pub(crate) fn add_entry(
        &mut self,
        site: &Site,
        kind: Kind,
        id: &str,
        body: Value,
    ) -> Result<Value, Refusal> {
        let seq = self.new_seq();
        self.put_entry(
            site,
            kind,
            Entry {
                seq,
                id: id.to_owned(),
                body,
            },
        )
    }

    /// Keeps a record as it is now.
    pub(crate) fn put_entry(
        &mut self,
        site: &Site,
        kind: Kind,
        entry: Entry,
    ) -> Result<Value, Refusal> {
        let body = entry.body.clone();
        self.commit(vec![shelved(site, kind, entry)], 0)?;
        Ok(body)
    }

    /// Changes a record that has a revision. `given` is the revision of the request: a stale one is refused (site contract
    /// 7.5). The record gets the next one and, where it has such a date, the present one.
    pub(crate) fn revise_entry(
        &mut self,
        site: &Site,
        kind: Kind,
        old: &Entry,
        given: Option<&Value>,
        edit: impl FnOnce(&mut Value),
    ) -> Result<Value, Refusal> {
        let revision = number(&old.body["revision"]);
        check_revision(revision, given, stale)?;
        let mut body = old.body.clone();
        edit(&mut body);
        body["revision"] = json!((revision + 1).to_string());
        if body.get("updatedDate").is_some() {
            body["updatedDate"] = json!(self.now());
        }
        self.put_entry(
            site,
            kind,
            Entry {
                body,
                ..old.clone()
            },
        )
    }

    /// Deletes a record that must be there.
    pub(crate) fn drop_entry(&mut self, site: &Site, kind: Kind, id: &str) -> Result<(), Refusal> {
        self.known_entry(site, kind, id)?;
        self.commit(vec![unshelved(site, kind, id)], 0)
    }
}

/// The change that keeps a record.
pub(crate) fn shelved(site: &Site, kind: Kind, entry: Entry) -> Change {
    Change::Entry {
        site: site.id.clone(),
        kind,
        id: entry.id.clone(),
        now: Some(Arc::new(entry)),
    }
}

/// The change that deletes a record.
pub(crate) fn unshelved(site: &Site, kind: Kind, id: &str) -> Change {
    Change::Entry {
        site: site.id.clone(),
        kind,
        id: id.to_owned(),
        now: None,
    }
}

/// A revision as a number; it is a text on the wire.
fn number(value: &Value) -> u64 {
    let text = value.as_str().and_then(|text| text.parse().ok());
    text.or_else(|| value.as_u64()).unwrap_or_default()
}

/// Refuses a missing or a stale revision.
pub(crate) fn check_revision(
    have: u64,
    given: Option<&Value>,
    stale: impl FnOnce(u64) -> Refusal,
) -> Result<(), Refusal> {
    match given {
        None | Some(Value::Null) => Err(Refusal::required("revision")),
        Some(value) if number(value) == have => Ok(()),
        Some(_) => Err(stale(have)),
    }
}

fn stale(have: u64) -> Refusal {
    Refusal::Coded(
        409,
        "REVISION_MISMATCH",
        format!("The record is at revision {have}"),
        json!({}),
    )
}
