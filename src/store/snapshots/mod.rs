//! Moments of an account: what was known at the end of a reading, kept as evidence.
//!
//! A snapshot is made of parts, and each part's body lies in the file once, under its hash, however
//! many snapshots have it. Members of a site lie in buckets by their id, so that a site of which a
//! few members changed shares nearly everything with the snapshot before. Every body is checked
//! against its hash when it is read. The file is apart from the cache, which may be thrown away,
//! and from the ledger, of which copies are made every day.

mod body;
mod buckets;
mod keep;
mod load;
mod parts;
mod take;

pub use load::Pair;
pub use parts::PartFacts;
pub use take::Taking;

use super::db::{Db, from_json, time};
use super::{Kind, StoreError, open, open_read_only};
use crate::access::SnapshotHead;
use jiff::Timestamp;
use rusqlite::{Connection, Row};
use std::path::Path;

/// SHA-256 of a body.
type Hash = [u8; 32];

/// The open file of snapshots. Every write would survive a power cut when its call returns.
#[derive(Debug)]
pub struct Snapshots {
    db: Db,
    /// Why the file cannot be used; it is left as it is, and everything else goes on.
    broken: Option<(std::path::PathBuf, String)>,
}

impl Snapshots {
    /// Opens the file or makes an empty one. A damaged one is left where it is: nothing is shown of
    /// it and nothing added, and every call says so.
    ///
    /// # Errors
    /// As [`open`], except [`StoreError::Damaged`].
    pub fn open(path: &Path, now: Timestamp) -> Result<Self, StoreError> {
        Self::or_broken(path, open(path, Kind::Snapshots, now))
    }

    /// Opens the file for reading only. A missing file is an empty one.
    ///
    /// # Errors
    /// As [`open_read_only`], except [`StoreError::Damaged`].
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        Self::or_broken(path, open_read_only(path, Kind::Snapshots))
    }

    fn or_broken(path: &Path, opened: Result<Connection, StoreError>) -> Result<Self, StoreError> {
        let (conn, broken) = match opened {
            Ok(conn) => (conn, None),
            Err(StoreError::Damaged { place, reason, .. }) => {
                (open::empty(path, Kind::Snapshots)?, Some((place, reason)))
            }
            Err(other) => return Err(other),
        };
        let db = Db::new(conn, path);
        Ok(Self { db, broken })
    }

    /// Why nothing can be read of the file, if that is so.
    pub fn damage(&self) -> Option<&str> {
        self.broken.as_ref().map(|(_, reason)| reason.as_str())
    }

    fn sound(&self) -> Result<(), StoreError> {
        match &self.broken {
            None => Ok(()),
            Some((place, reason)) => Err(StoreError::Damaged {
                place: place.clone(),
                reason: reason.clone(),
                backup: None,
            }),
        }
    }

    /// Bytes of the file.
    ///
    /// # Errors
    /// What the disk said.
    pub fn bytes(&self) -> Result<u64, StoreError> {
        self.sound()?;
        self.db.run(|conn| {
            let number = |name: &str| conn.pragma_query_value(None, name, |r| r.get::<_, i64>(0));
            let bytes = number("page_count")?.saturating_mul(number("page_size")?);
            Ok(bytes.unsigned_abs())
        })
    }

    /// Every snapshot, newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn list(&self) -> Result<Vec<SnapshotHead>, StoreError> {
        self.sound()?;
        self.db.run(|conn| {
            conn.prepare_cached(
                "SELECT id, at, why, gaps, figures, kept, added FROM snapshot ORDER BY at DESC, number DESC",
            )?
            .query_map([], head)?
            .collect()
        })
    }
}

/// The first columns of a snapshot's row, in this order: id, at, why, gaps, figures, kept, added.
fn head(row: &Row<'_>) -> rusqlite::Result<SnapshotHead> {
    Ok(SnapshotHead {
        id: row.get(0)?,
        at: time(row.get_ref(1)?.as_str()?)?,
        why: row.get(2)?,
        gaps: from_json(row.get_ref(3)?.as_str()?)?,
        figures: from_json(row.get_ref(4)?.as_str()?)?,
        kept: row.get(5)?,
        added: row.get::<_, Option<i64>>(6)?.map(i64::unsigned_abs),
    })
}

/// A sort of part. The word stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Team,
    Invites,
    Roles,
    Sites,
    Folders,
    SiteInvites,
    Contributors,
    Locations,
    Members,
}

impl Sort {
    const fn word(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Invites => "invites",
            Self::Roles => "roles",
            Self::Sites => "sites",
            Self::Folders => "folders",
            Self::SiteInvites => "siteInvites",
            Self::Contributors => "contributors",
            Self::Locations => "locations",
            Self::Members => "members",
        }
    }
}

/// A part of one snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
struct PartRow {
    kind: String,
    site: String,
    hash: Hash,
    read_at: String,
    rows: Option<u64>,
    pages: Option<u32>,
}

/// The hash over all parts of a snapshot, by which a changed list of parts shows.
fn digest(parts: &[PartRow]) -> Hash {
    use sha2::{Digest as _, Sha256};
    let mut all = Sha256::new();
    for part in parts {
        for text in [&part.kind, &part.site, &part.read_at] {
            all.update((text.len() as u64).to_le_bytes());
            all.update(text.as_bytes());
        }
        all.update(part.hash);
    }
    all.finalize().into()
}
