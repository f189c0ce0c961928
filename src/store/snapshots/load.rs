//! Opening snapshots: one as a whole, or two as far as they differ.

use super::{Hash, PartRow, Snapshots, Sort, buckets, digest, head};
use crate::access::{MemberLine, Moment, SiteId, SnapshotHead, Team};
use crate::store::StoreError;
use rusqlite::OptionalExtension as _;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Two moments, ready to be compared: what is the same in both is left out of both, except the
/// lists that give ids their names.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The earlier one.
    pub before: (SnapshotHead, Moment),
    /// The later one.
    pub after: (SnapshotHead, Moment),
}

/// A snapshot with its list of parts.
struct Opened {
    head: SnapshotHead,
    parts: BTreeMap<(String, String), Hash>,
}

impl Opened {
    fn hash(&self, sort: Sort, site: &str) -> Option<Hash> {
        let key = (sort.word().to_owned(), site.to_owned());
        self.parts.get(&key).copied()
    }

    fn sites(&self, sort: Sort) -> BTreeSet<&str> {
        let of = self.parts.keys().filter(|(kind, _)| kind == sort.word());
        of.map(|(_, site)| site.as_str()).collect()
    }

    /// Names a part in an error.
    fn what(&self, sort: Sort, site: &str) -> String {
        let of = if site.is_empty() {
            String::new()
        } else {
            format!(" of site {site}")
        };
        let at = self.head.at.strftime("%Y-%m-%d %H:%M:%S");
        format!("part “{}”{of} of the snapshot of {at}", sort.word())
    }
}

impl Snapshots {
    /// One snapshot as a whole, or nothing if there is none with this id.
    ///
    /// # Errors
    /// [`StoreError::Content`] names a part that is missing or not as it was kept; else what the
    /// disk said.
    pub fn moment(&self, id: &str) -> Result<Option<(SnapshotHead, Moment)>, StoreError> {
        self.moment_of(id, true)
    }

    /// The same, with or without the members of sites, which are by far the most of it.
    ///
    /// # Errors
    /// As [`Snapshots::moment`].
    pub fn moment_of(
        &self,
        id: &str,
        members: bool,
    ) -> Result<Option<(SnapshotHead, Moment)>, StoreError> {
        self.sound()?;
        let Some(mut opened) = self.opened(id)? else {
            return Ok(None);
        };
        if !members {
            let word = Sort::Members.word();
            opened.parts.retain(|(kind, _), _| kind != word);
        }
        let moment = self.read(&opened, None)?;
        Ok(Some((opened.head, moment)))
    }

    /// Two snapshots as far as they differ, or nothing if there is none with one of these ids.
    ///
    /// # Errors
    /// As [`Snapshots::moment`].
    pub fn pair(&self, before: &str, after: &str) -> Result<Option<Pair>, StoreError> {
        self.sound()?;
        let (Some(a), Some(b)) = (self.opened(before)?, self.opened(after)?) else {
            return Ok(None);
        };
        let (one, other) = (self.read(&a, Some(&b))?, self.read(&b, Some(&a))?);
        Ok(Some(Pair {
            before: (a.head, one),
            after: (b.head, other),
        }))
    }

    fn opened(&self, id: &str) -> Result<Option<Opened>, StoreError> {
        let found = self.db.read(|conn| {
            let found = conn
                .prepare_cached(
                    "SELECT id, at, why, gaps, figures, kept, added, number, digest
                     FROM snapshot WHERE id = ?1",
                )?
                .query_row([id], |r| {
                    Ok((head(r)?, r.get::<_, i64>(7)?, r.get::<_, Hash>(8)?))
                })
                .optional()?;
            let Some((head, number, told)) = found else {
                return Ok(None);
            };
            let mut query = conn.prepare_cached(
                "SELECT kind, site, hash, read_at FROM part WHERE snapshot = ?1
                 ORDER BY kind, site",
            )?;
            let parts = query.query_map([number], |r| {
                Ok(PartRow {
                    kind: r.get(0)?,
                    site: r.get(1)?,
                    hash: r.get(2)?,
                    read_at: r.get(3)?,
                    rows: None,
                    pages: None,
                })
            })?;
            let parts: Vec<PartRow> = parts.collect::<Result<_, _>>()?;
            Ok(Some((head, parts, told)))
        })?;
        let Some((head, parts, told)) = found else {
            return Ok(None);
        };
        if digest(&parts) != told {
            let at = head.at.strftime("%Y-%m-%d %H:%M:%S");
            return Err(StoreError::Content {
                place: self.db.place().to_owned(),
                what: format!("the list of parts of the snapshot of {at}"),
                reason: "it is not what was kept: its hash differs".to_owned(),
            });
        }
        let parts = parts.into_iter().map(|p| ((p.kind, p.site), p.hash));
        Ok(Some(Opened {
            head,
            parts: parts.collect(),
        }))
    }

    /// What is in a snapshot, without what the other one has alike.
    fn read(&self, of: &Opened, other: Option<&Opened>) -> Result<Moment, StoreError> {
        let team = match self.rows(of, Sort::Team, "")? {
            None => None,
            Some(members) => {
                let wrap = |all: Vec<crate::access::AccountInvite>| {
                    all.into_iter().map(Arc::new).collect()
                };
                let invites = self.rows(of, Sort::Invites, "")?.map(wrap);
                Some(Team {
                    members: members.into_iter().map(Arc::new).collect(),
                    invites: invites.unwrap_or_default(),
                })
            }
        };
        let differs = |sort, site: &str| {
            other.is_none_or(|other| other.hash(sort, site) != of.hash(sort, site))
        };
        let mut moment = Moment {
            team,
            roles: self.rows(of, Sort::Roles, "")?,
            sites: self.rows(of, Sort::Sites, "")?,
            folders: self.rows(of, Sort::Folders, "")?,
            site_invites: self.rows(of, Sort::SiteInvites, "")?.unwrap_or_default(),
            ..Moment::default()
        };
        for site in of.sites(Sort::Contributors) {
            if differs(Sort::Contributors, site)
                && let Some(all) = self.rows(of, Sort::Contributors, site)?
            {
                moment.contributors.insert(SiteId::new(site), all);
            }
        }
        for site in of.sites(Sort::Locations) {
            // Their names are needed where contributors differ.
            if (differs(Sort::Locations, site) || differs(Sort::Contributors, site))
                && let Some(all) = self.rows(of, Sort::Locations, site)?
            {
                moment.locations.insert(SiteId::new(site), all);
            }
        }
        for site in of.sites(Sort::Members) {
            if differs(Sort::Members, site) {
                let all = self.members(of, other, site)?;
                moment.members.insert(SiteId::new(site), all);
            }
        }
        Ok(moment)
    }

    fn rows<T: DeserializeOwned>(
        &self,
        of: &Opened,
        sort: Sort,
        site: &str,
    ) -> Result<Option<Vec<T>>, StoreError> {
        let Some(hash) = of.hash(sort, site) else {
            return Ok(None);
        };
        let what = || of.what(sort, site);
        let bytes = self.body(&hash, &what)?;
        let rows = serde_json::from_slice(&bytes);
        rows.map(Some).map_err(|e| self.unread(what(), &e))
    }

    fn unread(&self, what: String, error: &serde_json::Error) -> StoreError {
        StoreError::Content {
            place: self.db.place().to_owned(),
            what,
            reason: format!("it cannot be read ({error})"),
        }
    }

    /// Members of a site, of buckets that the other snapshot does not have alike.
    fn members(
        &self,
        of: &Opened,
        other: Option<&Opened>,
        site: &str,
    ) -> Result<Vec<MemberLine>, StoreError> {
        let mine = self.bucket_list(of, site)?;
        let others = match other {
            Some(other) => self.bucket_list(other, site)?,
            None => Vec::new(),
        };
        // In another number of buckets everybody has another place.
        let alike = mine.len() == others.len();
        let mut all = Vec::new();
        for (i, hash) in mine.iter().enumerate() {
            if alike && others.get(i) == Some(hash) {
                continue;
            }
            let what = || of.what(Sort::Members, site);
            let bytes = self.body(hash, &what)?;
            let members = buckets::read(&bytes).map_err(|e| self.unread(what(), &e))?;
            all.extend(members);
        }
        Ok(all)
    }

    fn bucket_list(&self, of: &Opened, site: &str) -> Result<Vec<Hash>, StoreError> {
        let Some(hash) = of.hash(Sort::Members, site) else {
            return Ok(Vec::new());
        };
        let bytes = self.body(&hash, &|| of.what(Sort::Members, site))?;
        Ok(hashes(&bytes))
    }
}

/// The hashes in a list of buckets.
pub(super) fn hashes(list: &[u8]) -> Vec<Hash> {
    list.chunks_exact(32)
        .filter_map(|chunk| chunk.try_into().ok())
        .collect()
}
