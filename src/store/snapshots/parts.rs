//! What a snapshot is made of, without its bodies: how evidence tells how it was read.

use super::Snapshots;
use crate::journal::Hash;
use crate::store::StoreError;
use crate::store::db::time;
use jiff::Timestamp;

/// A part of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartFacts {
    /// What it holds, in the word of the file: `team`, `contributors` and so on.
    pub kind: String,
    /// The site; empty for what belongs to the account.
    pub site: String,
    /// When it was read.
    pub read_at: Timestamp,
    /// How many rows it has; parts of earlier versions do not tell.
    pub rows: Option<u64>,
    /// In how many pages it came, where that is known.
    pub pages: Option<u32>,
    /// SHA-256 of its content.
    pub hash: Hash,
}

impl Snapshots {
    /// The parts of a snapshot by kind and site; none if it is not there.
    ///
    /// # Errors
    /// What the disk said.
    pub fn parts(&self, id: &str) -> Result<Vec<PartFacts>, StoreError> {
        self.sound()?;
        self.db.run(|conn| {
            conn.prepare_cached(
                "SELECT kind, site, hash, read_at, rows, pages FROM part
                 WHERE snapshot = (SELECT number FROM snapshot WHERE id = ?1)
                 ORDER BY kind, site",
            )?
            .query_map([id], |r| {
                Ok(PartFacts {
                    kind: r.get(0)?,
                    site: r.get(1)?,
                    hash: Hash::from_bytes(r.get(2)?),
                    read_at: time(r.get_ref(3)?.as_str()?)?,
                    rows: r.get::<_, Option<i64>>(4)?.map(i64::unsigned_abs),
                    pages: r.get(5)?,
                })
            })?
            .collect()
        })
    }
}
