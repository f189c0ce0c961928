//! Where things lie.
//!
//! ```text
//! <data>/gatehouse.sqlite            profiles and settings of the program
//! <data>/backups/
//! <data>/keys/                       keys that a passphrase opens
//! <data>/logs/                       the log and crash reports
//! <data>/profiles/<id>/cache.sqlite  may be thrown away
//! <data>/profiles/<id>/ledger.sqlite may not
//! <data>/profiles/<id>/snapshots.sqlite  may not either
//! <data>/profiles/<id>/journal.log
//! <data>/profiles/<id>/lock
//! <data>/profiles/<id>/backups/
//! ```

use super::{StoreError, private};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Name of a profile's folder: 1 to 64 ASCII letters, digits, `-` and `_`, so that it can never
/// leave the folder of profiles.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProfileId(String);

impl ProfileId {
    /// Takes an id, made by the caller (a UUID for example).
    ///
    /// # Errors
    /// [`StoreError::BadId`] if it cannot be the name of a folder.
    pub fn new(id: &str) -> Result<Self, StoreError> {
        let fine = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if (1..=64).contains(&id.len()) && id.chars().all(fine) {
            Ok(Self(id.to_owned()))
        } else {
            Err(StoreError::BadId(id.chars().take(80).collect()))
        }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ProfileId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for ProfileId {
    type Error = StoreError;

    fn try_from(id: String) -> Result<Self, StoreError> {
        Self::new(&id)
    }
}

impl From<ProfileId> for String {
    fn from(id: ProfileId) -> Self {
        id.0
    }
}

/// The folder under which everything lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataDir(PathBuf);

impl DataDir {
    /// Uses this folder and makes it if it is missing. A folder of ours that others could read is
    /// closed to them; a folder with other things in it is left alone and refused.
    ///
    /// # Errors
    /// [`StoreError`] if it cannot be made, is a file, or is open to others and not ours.
    pub fn new(path: &Path) -> Result<Self, StoreError> {
        let dir = Self(path.to_owned());
        if path.is_dir() && private::is_open_to_others(path)? && !dir.root_file().exists() {
            let mut inside = std::fs::read_dir(path).map_err(|e| StoreError::io(path, &e))?;
            if inside.next().is_some() {
                return Err(StoreError::NotPrivate {
                    place: path.to_owned(),
                });
            }
        }
        if private::dir(path)? {
            tracing::warn!(place = %path.display(), "folder was open to others, closed it");
        }
        Ok(dir)
    }

    /// Whether this is a data directory that the program made.
    pub(crate) fn is_ours(path: &Path) -> bool {
        Self(path.to_owned()).root_file().is_file()
    }

    /// The platform's place for data of programs that stays on this computer.
    ///
    /// # Errors
    /// [`StoreError::NoHome`] if there is none, else as [`DataDir::new`].
    pub fn platform() -> Result<Self, StoreError> {
        let dirs = directories::ProjectDirs::from("", "", "Gatehouse").ok_or(StoreError::NoHome)?;
        Self::new(dirs.data_local_dir())
    }

    /// Where that is, without making it.
    pub fn platform_place() -> Option<PathBuf> {
        let dirs = directories::ProjectDirs::from("", "", "Gatehouse")?;
        Some(dirs.data_local_dir().to_owned())
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The database with the profiles and the program's settings.
    pub fn root_file(&self) -> PathBuf {
        self.0.join("gatehouse.sqlite")
    }

    /// Copies of that database.
    pub fn backups(&self) -> PathBuf {
        self.0.join("backups")
    }

    /// A profile's places.
    pub fn profile(&self, id: &ProfileId) -> ProfileDir {
        ProfileDir(self.0.join("profiles").join(id.as_str()))
    }
}

/// The folder of one profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileDir(PathBuf);

impl ProfileDir {
    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// What was read from Wix; may be thrown away.
    pub fn cache(&self) -> PathBuf {
        self.0.join("cache.sqlite")
    }

    /// What cannot be read again.
    pub fn ledger(&self) -> PathBuf {
        self.0.join("ledger.sqlite")
    }

    /// Moments of the account.
    pub fn snapshots(&self) -> PathBuf {
        self.0.join("snapshots.sqlite")
    }

    /// The journal.
    pub fn journal(&self) -> PathBuf {
        self.0.join("journal.log")
    }

    /// The lock file.
    pub fn lock(&self) -> PathBuf {
        self.0.join("lock")
    }

    /// Copies of the ledger.
    pub fn backups(&self) -> PathBuf {
        self.0.join("backups")
    }

    /// Makes the folder and the one above it, private. Tells whether a mode had to be repaired.
    pub(crate) fn make(&self) -> Result<bool, StoreError> {
        let above = self.0.parent().unwrap_or(&self.0);
        Ok(private::dir(above)? | private::dir(&self.0)?)
    }
}
