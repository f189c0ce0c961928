//! Everything of one profile, opened together.

use super::{
    Cache, DataDir, JournalFile, Kind, Ledger, Opened, ProfileDir, ProfileId, ProfileLock,
    Snapshots, StoreError, Told, backup,
};
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// The open files of a profile.
#[derive(Debug)]
pub struct ProfileStore {
    /// What was read from Wix.
    pub cache: Cache,
    /// What cannot be read again.
    pub ledger: Ledger,
    /// Moments of the account.
    pub snapshots: Snapshots,
    /// The journal.
    pub journal: JournalFile,
    /// The right to write; `None` for a reader. It goes last, when the files are closed.
    pub lock: Option<ProfileLock>,
}

impl ProfileStore {
    /// Opens a profile for writing and makes what is missing. What was repaired on the way is told.
    ///
    /// # Errors
    /// [`StoreError::Busy`] if another process has it; [`StoreError::Damaged`] for the ledger;
    /// [`StoreError::Newer`]; else what the disk said.
    pub fn open(
        dir: &DataDir,
        id: &ProfileId,
        now: Timestamp,
    ) -> Result<(Self, Vec<Told>), StoreError> {
        let mut told = Vec::new();
        let place = dir.profile(id);
        if place.make()? {
            told.push(Told::ModeRepaired {
                place: place.path().to_owned(),
            });
        }
        let lock = ProfileLock::take(&place.lock())?;
        let ledger = Ledger::open(&place.ledger(), now)?;
        if let Err(error) = ledger.back_up_daily(now) {
            let reason = error.to_string();
            told.push(Told::BackupFailed { reason });
        }
        let (journal, more) = JournalFile::open(&place.journal(), now)?;
        told.extend(more);
        let (cache, opened) = Cache::open(&place.cache(), now)?;
        if let Opened::Rebuilt { reason, kept } = opened {
            told.push(Told::CacheRebuilt { reason, kept });
        }
        let snapshots = Snapshots::open(&place.snapshots(), now)?;
        told.extend(damage(&snapshots, &place));
        let store = Self {
            cache,
            ledger,
            snapshots,
            journal,
            lock: Some(lock),
        };
        Ok((store, told))
    }

    /// Opens a profile without a lock and without changing anything, also while another process
    /// writes to it. Missing files read as empty, and so does a damaged cache.
    ///
    /// # Errors
    /// As [`ProfileStore::open`], but never [`StoreError::Busy`]; and [`StoreError::Older`].
    pub fn open_read_only(dir: &DataDir, id: &ProfileId) -> Result<(Self, Vec<Told>), StoreError> {
        let place = dir.profile(id);
        let ledger = Ledger::open_read_only(&place.ledger())?;
        let (journal, mut told) = JournalFile::open_read_only(&place.journal())?;
        let cache = match Cache::open_read_only(&place.cache()) {
            Err(error @ (StoreError::Damaged { .. } | StoreError::Older { .. })) => {
                let reason = error.to_string();
                told.push(Told::CacheSkipped { reason });
                Cache::empty(&place.cache())?
            }
            other => other?,
        };
        let snapshots = Snapshots::open_read_only(&place.snapshots())?;
        told.extend(damage(&snapshots, &place));
        let store = Self {
            cache,
            ledger,
            snapshots,
            journal,
            lock: None,
        };
        Ok((store, told))
    }

    /// Whether this handle only reads.
    pub fn is_read_only(&self) -> bool {
        self.lock.is_none()
    }
}

/// What to tell of a file of snapshots that cannot be used.
fn damage(snapshots: &Snapshots, place: &ProfileDir) -> Option<Told> {
    let reason = snapshots.damage()?.to_owned();
    Some(Told::SnapshotsDamaged {
        reason,
        place: place.snapshots(),
    })
}

/// Puts a backup in the place of a damaged ledger and tells where the damaged file is now.
///
/// # Errors
/// [`StoreError::Busy`] if the profile is open; [`StoreError::Damaged`] if the backup is damaged
/// too; else what the disk said. The ledger is as it was then.
pub fn restore_ledger(dir: &DataDir, id: &ProfileId, backup: &Path) -> Result<PathBuf, StoreError> {
    let place = dir.profile(id);
    place.make()?;
    let _lock = ProfileLock::take(&place.lock())?;
    backup::restore(&place.ledger(), backup, Kind::Ledger)
}

/// Puts a backup in the place of a damaged list of profiles and tells where the damaged file is
/// now. No other process should be running.
///
/// # Errors
/// As [`restore_ledger`], without the lock.
pub fn restore_root(dir: &DataDir, backup: &Path) -> Result<PathBuf, StoreError> {
    backup::restore(&dir.root_file(), backup, Kind::Root)
}
