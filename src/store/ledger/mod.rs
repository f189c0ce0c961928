//! A profile's own memory: what cannot be read from Wix again.

mod invites;
mod links;
mod names;
mod notices;
mod reviews;
mod runs;
mod waivers;

pub use invites::SiteInviteRow;
pub use names::LocalName;
pub use notices::{NOTICES_KEPT, NoticeRow};
pub use runs::{LineRow, RunHead, RunRow};
pub use waivers::WaiverRow;

use super::db::Db;
use super::{Kind, StoreError, backup, open, open_read_only, values};
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use std::path::{Path, PathBuf};

/// An open ledger. Every write would survive a power cut when its call returns.
#[derive(Debug)]
pub struct Ledger {
    db: Db,
}

impl Ledger {
    /// Opens the ledger or makes an empty one.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] names the newest backup; see [`restore_ledger`](super::restore_ledger).
    /// Nothing is set aside or replaced by itself.
    pub fn open(path: &Path, now: Timestamp) -> Result<Self, StoreError> {
        let conn = open(path, Kind::Ledger, now)?;
        Ok(Self {
            db: Db::new(conn, path),
        })
    }

    /// Opens the ledger for reading only. A missing file is an empty ledger.
    ///
    /// # Errors
    /// As [`open_read_only`].
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        let conn = open_read_only(path, Kind::Ledger)?;
        Ok(Self {
            db: Db::new(conn, path),
        })
    }

    /// Copies the ledger into the folder of backups if the newest daily copy is a day old. Five
    /// daily copies are kept.
    ///
    /// # Errors
    /// What the disk said.
    pub fn back_up_daily(&self, now: Timestamp) -> Result<(), StoreError> {
        backup::daily(self.db.conn(), self.db.place(), now)
    }

    /// Copies the ledger now and tells where the copy is.
    ///
    /// # Errors
    /// What the disk said.
    pub fn back_up(&self, now: Timestamp) -> Result<PathBuf, StoreError> {
        backup::copy(self.db.conn(), self.db.place(), backup::Why::Daily, now)
    }

    /// A value by name, such as the state of a view.
    ///
    /// # Errors
    /// [`StoreError::Content`] if it has another shape, else what the disk said.
    pub fn value<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        values::get(&self.db, key)
    }

    /// Keeps a value by name.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_value<T: Serialize + ?Sized>(
        &mut self,
        key: &str,
        value: &T,
    ) -> Result<(), StoreError> {
        values::set(&mut self.db, key, value)
    }

    /// Forgets a value.
    ///
    /// # Errors
    /// What the disk said.
    pub fn remove_value(&mut self, key: &str) -> Result<(), StoreError> {
        values::remove(&mut self.db, key)
    }
}
