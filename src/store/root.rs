//! The list of profiles and the program's settings.

mod family;

pub use family::{ChildProfile, KeyTrial};

use super::db::{Db, from_json, maybe_time, time, to_json};
use super::{DataDir, Kind, ProfileId, ProfileLock, StoreError, backup, open, private, values};
use crate::access::{AccountId, SiteId};
use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A practice account in the sandbox instead of a real one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// Size of the made-up account, in a word of the sandbox.
    pub size: String,
    /// Seed from which it is made.
    pub seed: u64,
}

/// How a profile signs in (contract 1; site contract 3.1). Nothing in it is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum SignIn {
    /// With an API key of the account.
    ApiKey {
        /// The sites that the key is limited to, if the last check met such a limit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        limit: Option<KeyLimit>,
    },
    /// As an app that is installed on one site.
    App {
        /// Id of the app.
        app_id: String,
        /// Id of its installation.
        instance_id: String,
        /// The site it is installed on.
        site: SiteId,
    },
}

impl SignIn {
    /// With an API key of which no limit is known.
    pub fn key() -> Self {
        Self::ApiKey { limit: None }
    }
}

/// How far a limited key reaches, as far as the check asked (contract 1: "site access").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyLimit {
    /// Sites that answered.
    pub open: u32,
    /// Sites of the account.
    pub of: u32,
}

/// One profile: an account, how to reach it, and how careful to be.
#[derive(Debug, Clone, PartialEq)]
pub struct ProfileRow {
    /// Its id, and the name of its folder.
    pub id: ProfileId,
    /// Name given by the owner.
    pub name: String,
    /// Colour word.
    pub colour: String,
    /// Where Wix is reached.
    pub base_url: String,
    /// The account, once it is known.
    pub account_id: Option<AccountId>,
    /// Its name, once it is known.
    pub account_name: Option<String>,
    /// Whether writing is switched off.
    pub read_only: bool,
    /// Set for a practice profile.
    pub practice: Option<Practice>,
    /// Settings of the pace.
    pub pace: serde_json::Value,
    /// Settings of the brakes.
    pub brakes: serde_json::Value,
    /// Where the key lies, in a word of the caller. Never the key.
    pub key_place: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last opened.
    pub last_used: Option<Timestamp>,
    /// How it signs in.
    pub sign_in: SignIn,
}

const COLUMNS: &str = "id, name, colour, base_url, account_id, account_name, read_only, practice,
    pace, brakes, key_place, created, last_used, sign_in";

fn profile(row: &Row<'_>) -> rusqlite::Result<ProfileRow> {
    let id: String = row.get(0)?;
    let practice: Option<String> = row.get(7)?;
    Ok(ProfileRow {
        id: ProfileId::new(&id)
            .map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(e)))?,
        name: row.get(1)?,
        colour: row.get(2)?,
        base_url: row.get(3)?,
        account_id: row.get::<_, Option<String>>(4)?.map(AccountId::from),
        account_name: row.get(5)?,
        read_only: row.get(6)?,
        practice: practice.as_deref().map(from_json).transpose()?,
        pace: from_json(row.get_ref(8)?.as_str()?)?,
        brakes: from_json(row.get_ref(9)?.as_str()?)?,
        key_place: row.get(10)?,
        created: time(row.get_ref(11)?.as_str()?)?,
        last_used: maybe_time(row.get_ref(12)?.as_str_or_null()?)?,
        sign_in: from_json(row.get_ref(13)?.as_str()?)?,
    })
}

/// The open list. Several processes may hold it at once; each call sees what the others wrote.
#[derive(Debug)]
pub struct RootLedger {
    db: Db,
}

impl RootLedger {
    /// Opens the list or makes an empty one, and copies it once a day.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] names the newest backup; see [`restore_root`](super::restore_root).
    pub fn open(dir: &DataDir, now: Timestamp) -> Result<Self, StoreError> {
        let path = dir.root_file();
        let db = Db::new(open(&path, Kind::Root, now)?, &path);
        backup::daily(db.conn(), &path, now)?;
        Ok(Self { db })
    }

    /// Opens the list for reading only. A missing file is an empty list.
    ///
    /// # Errors
    /// As [`open_read_only`](super::open_read_only).
    pub fn open_read_only(dir: &DataDir) -> Result<Self, StoreError> {
        let path = dir.root_file();
        let db = Db::new(super::open_read_only(&path, Kind::Root)?, &path);
        Ok(Self { db })
    }

    /// All profiles in the order in which they were made.
    ///
    /// # Errors
    /// What the disk said, or [`StoreError::Content`] for a row that cannot be read.
    pub fn profiles(&self) -> Result<Vec<ProfileRow>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached(&format!(
                "SELECT {COLUMNS} FROM profile ORDER BY created, id"
            ))?
            .query_map([], profile)?
            .collect()
        })
    }

    /// One profile.
    ///
    /// # Errors
    /// As [`RootLedger::profiles`].
    pub fn profile(&self, id: &ProfileId) -> Result<Option<ProfileRow>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached(&format!("SELECT {COLUMNS} FROM profile WHERE id = ?1"))?
                .query_row([id.as_str()], profile)
                .optional()
        })
    }

    /// Adds a profile or replaces the one with the same id.
    ///
    /// # Errors
    /// What the disk said.
    pub fn put_profile(&mut self, row: &ProfileRow) -> Result<(), StoreError> {
        self.db.write(|tx| {
            tx.execute(
                &format!(
                    "INSERT OR REPLACE INTO profile ({COLUMNS})
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
                ),
                params![
                    row.id.as_str(),
                    row.name,
                    row.colour,
                    row.base_url,
                    row.account_id.as_ref().map(AccountId::as_str),
                    row.account_name,
                    row.read_only,
                    row.practice.as_ref().map(to_json).transpose()?,
                    to_json(&row.pace)?,
                    to_json(&row.brakes)?,
                    row.key_place,
                    row.created.to_string(),
                    row.last_used.map(|t| t.to_string()),
                    to_json(&row.sign_in)?
                ],
            )
        })?;
        Ok(())
    }

    /// Notes that a profile was opened.
    ///
    /// # Errors
    /// What the disk said.
    pub fn touch_profile(&mut self, id: &ProfileId, now: Timestamp) -> Result<(), StoreError> {
        self.db.write(|tx| {
            tx.execute(
                "UPDATE profile SET last_used = ?2 WHERE id = ?1",
                params![id.as_str(), now.to_string()],
            )
        })?;
        Ok(())
    }

    /// Removes everything of a profile: its folder with cache, ledger, journal and backups, its row
    /// here, and the copies of this list that still name it. Its key is the caller's to remove.
    ///
    /// # Errors
    /// [`StoreError::Busy`] if it is open somewhere; else what the disk said. The row goes last, so
    /// a profile that could not be removed is still in the list.
    pub fn forget_profile(
        &mut self,
        dir: &DataDir,
        id: &ProfileId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let folder = dir.profile(id);
        if folder.path().is_dir() {
            let lock = ProfileLock::take(&folder.lock())?;
            let err = |e: std::io::Error| StoreError::io(folder.path(), &e);
            for entry in std::fs::read_dir(folder.path()).map_err(err)? {
                let path = entry.map_err(err)?.path();
                if path == folder.lock() {
                    continue;
                }
                let removed = if path.is_dir() {
                    std::fs::remove_dir_all(&path)
                } else {
                    std::fs::remove_file(&path)
                };
                removed.map_err(|e| StoreError::io(&path, &e))?;
            }
            // Windows removes no file that is open.
            drop(lock);
            std::fs::remove_dir_all(folder.path()).map_err(err)?;
            private::sync_parent(folder.path())?;
        }
        let place = self.db.place().to_owned();
        self.db.write(|tx| {
            tx.execute(
                "DELETE FROM child_profile WHERE profile = ?1",
                [id.as_str()],
            )?;
            tx.execute("DELETE FROM profile WHERE id = ?1", [id.as_str()])
        })?;
        // Empties the log, in which the row would stay readable.
        self.db
            .run(|conn| conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))?;
        for old in backup::all(&place) {
            private::remove(&old)?;
        }
        backup::daily(self.db.conn(), &place, now)
    }

    /// A setting of the program by name.
    ///
    /// # Errors
    /// [`StoreError::Content`] if it has another shape, else what the disk said.
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        values::get(&self.db, key)
    }

    /// Keeps a setting of the program.
    ///
    /// # Errors
    /// What the disk said.
    pub fn set_setting<T: Serialize + ?Sized>(
        &mut self,
        key: &str,
        value: &T,
    ) -> Result<(), StoreError> {
        values::set(&mut self.db, key, value)
    }

    /// Forgets a setting of the program.
    ///
    /// # Errors
    /// What the disk said.
    pub fn remove_setting(&mut self, key: &str) -> Result<(), StoreError> {
        values::remove(&mut self.db, key)
    }
}
