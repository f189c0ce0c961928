//! What was read from Wix: a database that may be thrown away and is then read again.

mod item;
mod members;
mod reading;
mod refusal;
mod rows;
mod set;
mod settings;

pub use item::Page;
pub use members::{CHANGES_KEPT, Filed, MembersPage, MembersState, Part, UnderWay};
pub use reading::Reading;
pub use refusal::Refusal;
pub use rows::BySite;
pub use set::{DatasetMeta, End, Set};

use super::db::Db;
use super::{Kind, StoreError, backup, open, private};
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// How many broken caches are kept for whoever wants to look at them.
const BROKEN_KEPT: usize = 3;

/// What was found when a cache was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// No file was there; an empty one was made.
    New,
    /// The file was there and is sound.
    Found,
    /// The file was damaged. It was set aside and an empty one was made.
    Rebuilt {
        /// What was wrong with it.
        reason: String,
        /// Where the damaged file is now.
        kept: PathBuf,
    },
}

/// An open cache. Calls block on the disk and belong on a thread that may wait.
#[derive(Debug)]
pub struct Cache {
    db: Db,
}

impl Cache {
    /// Opens the cache or makes an empty one; a damaged file is renamed to
    /// `cache.sqlite.broken-<n>` and replaced by an empty one. The newest three of these are kept.
    ///
    /// # Errors
    /// [`StoreError::Newer`] for a file of a later version, else what the system said.
    pub fn open(path: &Path, now: Timestamp) -> Result<(Self, Opened), StoreError> {
        let found = if path.exists() {
            Opened::Found
        } else {
            Opened::New
        };
        let (conn, opened) = match open(path, Kind::Cache, now) {
            Ok(conn) => (conn, found),
            Err(StoreError::Damaged { reason, .. }) => {
                let kept = backup::set_aside(path, "broken")?;
                drop_oldest(path)?;
                let conn = open(path, Kind::Cache, now)?;
                (conn, Opened::Rebuilt { reason, kept })
            }
            Err(other) => return Err(other),
        };
        let db = Db::new(conn, path);
        Ok((Self { db }, opened))
    }

    /// Opens the cache for reading only. A missing file is an empty cache.
    ///
    /// # Errors
    /// As [`open_read_only`](super::open_read_only).
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        let conn = super::open_read_only(path, Kind::Cache)?;
        Ok(Self {
            db: Db::new(conn, path),
        })
    }

    /// An empty cache in memory that takes no writes: what a reader shows when the file cannot be
    /// used.
    pub(crate) fn empty(path: &Path) -> Result<Self, StoreError> {
        let conn = open::empty(path, Kind::Cache)?;
        Ok(Self {
            db: Db::new(conn, path),
        })
    }

    /// Forgets everything that was read.
    ///
    /// # Errors
    /// What the disk said.
    pub fn clear(&mut self) -> Result<(), StoreError> {
        self.db.write(|tx| {
            for table in [
                "item",
                "member_block",
                "member",
                "member_change",
                "members_of",
                "site_setting",
            ] {
                tx.execute(&format!("DELETE FROM {table}"), [])?;
            }
            // A reading that is under way must not go on as if its first pages were still there.
            tx.execute(
                "UPDATE dataset SET generation = generation + 1, read_at = NULL, complete = 0,
                 last_complete = NULL, pages = 0, note = NULL",
                [],
            )?;
            Ok(())
        })
    }
}

fn drop_oldest(path: &Path) -> Result<(), StoreError> {
    let mut broken = private::numbered(path, "broken")?;
    broken.reverse();
    for (_, old) in broken.into_iter().skip(BROKEN_KEPT) {
        for suffix in ["", "-wal", "-shm"] {
            private::remove(&private::beside(&old, suffix))?;
        }
    }
    Ok(())
}
