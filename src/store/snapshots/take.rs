//! Taking a snapshot: everything that is known now, part by part.

use super::{Hash, PartRow, Snapshots, Sort, body, buckets, digest};
use crate::access::{
    AccountInvite, Contributor, Figures, InviteStatus, MemberId, MemberLine, Site, SiteId,
    SiteInvite, SnapshotHead, TeamMember,
};
use crate::store::db::to_json;
use crate::store::{BySite, Cache, DatasetMeta, Ledger, MembersState, ProfileStore, StoreError};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is not in the files when a snapshot is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taking<'a> {
    /// Its id.
    pub id: String,
    /// The time.
    pub at: Timestamp,
    /// Why, in a word of the caller.
    pub why: &'a str,
    /// Language of the titles of roles.
    pub locale: &'a str,
    /// What could not be read just now, one sentence each; older values stand in.
    pub gaps: Vec<String>,
    /// Whether only a site can be read, so that nothing of the account is missing.
    pub of_site_alone: bool,
}

impl ProfileStore {
    /// Keeps what the cache and the ledger know now. Links by which an invite is accepted are left
    /// out: whoever has one gets in. Sites that were never read in some respect are simply not in
    /// it; a reading that did not reach its end makes the snapshot incomplete.
    ///
    /// The members of a site are gone through one by one: a million take a few seconds.
    ///
    /// # Errors
    /// What the disk said; [`StoreError::Damaged`] if the file of snapshots cannot be used.
    pub fn take_snapshot(&mut self, taking: Taking<'_>) -> Result<SnapshotHead, StoreError> {
        self.snapshots.sound()?;
        let mut bag = Bag {
            gaps: taking.gaps,
            figures: Figures::default(),
            parts: Vec::new(),
            added: 0,
            at: taking.at,
            of_site_alone: taking.of_site_alone,
            into: &mut self.snapshots,
        };
        bag.account(&self.cache, taking.locale)?;
        bag.site_invites(&self.ledger)?;
        bag.sites(&self.cache)?;
        let Bag {
            gaps,
            figures,
            mut parts,
            added,
            ..
        } = bag;
        parts.sort_by(|a, b| (&a.kind, &a.site).cmp(&(&b.kind, &b.site)));
        let head = SnapshotHead {
            id: taking.id,
            at: taking.at,
            why: taking.why.to_owned(),
            gaps,
            figures,
            kept: false,
            added: Some(added),
        };
        self.snapshots.file(&head, &parts)?;
        Ok(head)
    }
}

/// When a part was read, and in how many pages, where that is known.
#[derive(Debug, Clone, Copy)]
struct Read {
    at: Timestamp,
    pages: Option<u32>,
}

impl Read {
    fn of(meta: &DatasetMeta) -> Self {
        Self {
            at: meta.read_at,
            pages: Some(meta.pages),
        }
    }
}

/// A snapshot that is being taken.
struct Bag<'a> {
    gaps: Vec<String>,
    figures: Figures,
    parts: Vec<PartRow>,
    added: u64,
    at: Timestamp,
    of_site_alone: bool,
    into: &'a mut Snapshots,
}

impl Bag<'_> {
    fn part(&mut self, sort: Sort, site: &str, hash: Hash, rows: usize, read: Read) {
        self.parts.push(PartRow {
            kind: sort.word().to_owned(),
            site: site.to_owned(),
            hash,
            read_at: read.at.to_string(),
            rows: Some(rows as u64),
            pages: read.pages,
        });
    }

    /// Keeps rows, by their ids, so that the order in which Wix told them makes no difference.
    fn rows<T: Serialize>(
        &mut self,
        (sort, site): (Sort, &str),
        mut rows: Vec<T>,
        id: impl Fn(&T) -> String,
        read: Read,
    ) -> Result<(), StoreError> {
        rows.sort_by_cached_key(|row| id(row));
        let added = &mut self.added;
        let count = rows.len();
        let hash = self.into.db.write(|tx| {
            let text = to_json(&rows)?;
            body::put(tx, text.as_bytes(), added)
        })?;
        self.part(sort, site, hash, count, read);
        Ok(())
    }

    /// Whether a part of the account is known, and what is missing of it.
    fn known(&mut self, label: &str, meta: Option<&DatasetMeta>) -> Option<Read> {
        match meta {
            None if self.of_site_alone => {}
            None => self.gaps.push(format!("{label}: never read")),
            // The roles of an account are closed to an app, so nothing is missing of them.
            Some(_) if self.of_site_alone && label == "Roles" => {}
            Some(meta) if !meta.complete => self.gap(label, meta.note.as_deref()),
            Some(_) => {}
        }
        meta.map(Read::of)
    }

    fn gap(&mut self, label: &str, note: Option<&str>) {
        let note = note.unwrap_or("the reading did not reach its end");
        // What could not be read just now is named already.
        let start = format!("{label}: ");
        if !self.gaps.iter().any(|g| g.starts_with(&start)) {
            self.gaps.push(format!("{start}{note}"));
        }
    }

    fn account(&mut self, cache: &Cache, locale: &str) -> Result<(), StoreError> {
        let (team, meta) = cache.team()?;
        if let Some(at) = self.known("Team", meta.as_ref()) {
            self.figures.people = team.members.len() as u64;
            self.figures.invites = team.invites.len() as u64;
            let open = team
                .invites
                .iter()
                .filter(|i| i.status_at(self.at) == InviteStatus::Pending);
            self.figures.open_invites = Some(open.count() as u64);
            self.figures.co_owners = Some(team.co_owners());
            self.figures.outsiders = team.outsiders();
            let people: Vec<_> = team.members.iter().map(|m| TeamMember::clone(m)).collect();
            self.rows((Sort::Team, ""), people, |p| p.id.to_string(), at)?;
            let invite = |i: &AccountInvite| AccountInvite {
                accept_link: None,
                ..i.clone()
            };
            let invites: Vec<_> = team.invites.iter().map(|i| invite(i)).collect();
            self.rows((Sort::Invites, ""), invites, |i| i.id.to_string(), at)?;
        }
        let (roles, meta) = cache.roles(locale)?;
        if let Some(at) = self.known("Roles", meta.as_ref()) {
            self.rows((Sort::Roles, ""), roles, |r| r.id.to_string(), at)?;
        }
        let (folders, meta) = cache.folders()?;
        if let Some(at) = self.known("Folders", meta.as_ref()) {
            self.rows((Sort::Folders, ""), folders, |f| f.id.to_string(), at)?;
        }
        Ok(())
    }

    fn site_invites(&mut self, ledger: &Ledger) -> Result<(), StoreError> {
        let mut invites = Vec::new();
        let mut newest = None;
        for row in ledger.site_invites(None)? {
            let told: Option<SiteInvite> = serde_json::from_str(&row.body).ok();
            let told = told.unwrap_or_else(|| SiteInvite {
                email: row.email.clone(),
                ..SiteInvite::bare(row.invite.clone(), row.site.clone())
            });
            invites.push(SiteInvite {
                accept_link: None,
                ..told
            });
            newest = newest.max(Some(row.at));
        }
        self.figures.invites += invites.len() as u64;
        let open = invites.iter();
        let open = open.filter(|i| i.status_at(self.at) == InviteStatus::Pending);
        let more = open.count() as u64;
        self.figures.open_invites = self.figures.open_invites.map(|n| n + more);
        let id = |i: &SiteInvite| format!("{} {}", i.site, i.id);
        let read = Read {
            at: newest.unwrap_or(Timestamp::UNIX_EPOCH),
            pages: None,
        };
        self.rows((Sort::SiteInvites, ""), invites, id, read)
    }

    /// Sites, and what is known of each. What is kept of a site that is gone is left out.
    fn sites(&mut self, cache: &Cache) -> Result<(), StoreError> {
        let (sites, meta) = cache.sites()?;
        let at = self.known("Sites", meta.as_ref());
        let whole = meta.is_some_and(|m| m.complete);
        let names: BTreeMap<SiteId, String> = sites
            .iter()
            .map(|s| (s.id.clone(), s.label().to_owned()))
            .collect();
        let there = Sites { names, whole };
        self.figures.sites = sites.len() as u64;
        if let Some(at) = at {
            let site = |s: &Site| s.id.to_string();
            self.rows((Sort::Sites, ""), sites, site, at)?;
        }
        let contributors = cache.contributors()?;
        for (all, _) in contributors
            .iter()
            .filter(|(s, _)| there.has(s))
            .map(|(_, v)| v)
        {
            self.figures.contributor_sites += 1;
            self.figures.contributors += all.len() as u64;
        }
        self.each_site(
            Sort::Contributors,
            &there,
            contributors,
            |c| {
                Contributor {
                    // In the order of their ids: Wix tells them as it likes.
                    roles: sorted(&c.roles),
                    locations: sorted(&c.locations),
                    ..c
                }
            },
            |c: &Contributor| c.account.to_string(),
        )?;
        let locations = cache.locations()?;
        self.each_site(
            Sort::Locations,
            &there,
            locations,
            |l| l,
            |l| l.id.to_string(),
        )?;
        for (site, state) in cache.members_states()? {
            if there.has(&site) {
                self.members(cache, &site, &state, &there)?;
            }
        }
        Ok(())
    }

    fn each_site<T: Serialize>(
        &mut self,
        sort: Sort,
        there: &Sites,
        all: BySite<T>,
        plain: impl Fn(T) -> T,
        id: impl Fn(&T) -> String,
    ) -> Result<(), StoreError> {
        let what = match sort {
            Sort::Locations => "Locations",
            _ => "Contributors",
        };
        for (site, (rows, meta)) in all {
            if !there.has(&site) {
                continue;
            }
            if !meta.complete {
                let label = format!("{what} of {}", there.name(&site));
                self.gap(&label, meta.note.as_deref());
            }
            let rows = rows.into_iter().map(&plain).collect();
            self.rows((sort, site.as_str()), rows, &id, Read::of(&meta))?;
        }
        Ok(())
    }

    fn members(
        &mut self,
        cache: &Cache,
        site: &SiteId,
        state: &MembersState,
        there: &Sites,
    ) -> Result<(), StoreError> {
        let Some(read_at) = state.read_at else {
            return Ok(());
        };
        if state.full_at.is_none() {
            let label = format!("Members of {}", there.name(site));
            self.gap(&label, state.note.as_deref());
        }
        let mut members = Vec::new();
        cache.visit_members(site, |_, brief| {
            let name = if brief.name.is_empty() {
                brief.nickname
            } else {
                brief.name
            };
            members.push(MemberLine {
                id: MemberId::new(brief.id),
                name: name.to_owned(),
                login: brief.login.to_owned(),
                status: brief.status.clone(),
            });
        })?;
        self.figures.member_sites += 1;
        let count = members.len();
        self.figures.members += count as u64;
        let before = self.into.newest_buckets(site)?;
        let number = buckets::number(members.len(), before);
        let added = &mut self.added;
        let hash = self.into.db.write(|tx| {
            let filled = buckets::fill(members, number)
                .map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))?;
            let mut list = Vec::with_capacity(filled.len() * 32);
            for bucket in &filled {
                list.extend(body::put(tx, bucket, added)?);
            }
            body::put(tx, &list, added)
        })?;
        let read = Read {
            at: read_at,
            pages: None,
        };
        self.part(Sort::Members, site.as_str(), hash, count, read);
        Ok(())
    }
}

fn sorted<T: Ord + Clone>(all: &[T]) -> Vec<T> {
    let all: BTreeSet<T> = all.iter().cloned().collect();
    all.into_iter().collect()
}

/// The sites there are.
struct Sites {
    names: BTreeMap<SiteId, String>,
    /// Whether there are no others.
    whole: bool,
}

impl Sites {
    fn has(&self, site: &SiteId) -> bool {
        !self.whole || self.names.contains_key(site)
    }

    fn name<'a>(&'a self, site: &'a SiteId) -> &'a str {
        self.names.get(site).map_or(site.as_str(), String::as_str)
    }
}

impl Snapshots {
    /// Number of buckets of a site in the newest snapshot that has its members.
    fn newest_buckets(&self, site: &SiteId) -> Result<Option<usize>, StoreError> {
        let hash: Option<Hash> = self.db.run(|conn| {
            conn.prepare_cached(
                "SELECT hash FROM part WHERE kind = ?1 AND site = ?2
                 ORDER BY snapshot DESC LIMIT 1",
            )?
            .query_row(params![Sort::Members.word(), site.as_str()], |r| r.get(0))
            .optional()
        })?;
        // A list that cannot be read any more is no reason not to keep what is known now.
        let list = hash.and_then(|h| self.body(&h, &|| "a list of members".to_owned()).ok());
        Ok(list.map(|l| l.len() / 32))
    }

    fn file(&mut self, head: &SnapshotHead, parts: &[PartRow]) -> Result<(), StoreError> {
        self.db.write(|tx| {
            tx.execute(
                "INSERT INTO snapshot (id, at, why, gaps, figures, digest, added)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    head.id,
                    head.at.to_string(),
                    head.why,
                    to_json(&head.gaps)?,
                    to_json(&head.figures)?,
                    digest(parts),
                    head.added.map(|n| i64::try_from(n).unwrap_or(i64::MAX))
                ],
            )?;
            let number = tx.last_insert_rowid();
            let mut insert = tx.prepare_cached(
                "INSERT INTO part (snapshot, kind, site, hash, read_at, rows, pages)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            for part in parts {
                insert.execute(params![
                    number,
                    part.kind,
                    part.site,
                    part.hash,
                    part.read_at,
                    part.rows.and_then(|n| i64::try_from(n).ok()),
                    part.pages
                ])?;
            }
            Ok(())
        })
    }
}
