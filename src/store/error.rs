//! What can go wrong with files, in sentences for people.

use std::io;
use std::path::{Path, PathBuf};

/// Why something could not be read or kept. Every message names the file and what to do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The system refused a file or a folder.
    #[error("{} could not be used: {reason}. {remedy}", place.display())]
    Place {
        /// The file or folder.
        place: PathBuf,
        /// What the system said.
        reason: String,
        /// What to do about it.
        remedy: &'static str,
    },
    /// Other people can read the folder, and it is not ours to change.
    #[error(
        "{} holds other things and can be read by other users of this computer. Choose an empty folder, or make this one private",
        place.display()
    )]
    NotPrivate {
        /// The folder.
        place: PathBuf,
    },
    /// The file was written by a later version.
    #[error(
        "{} was made by a newer version of Gatehouse (format {found}, this version knows {known}). Update the program, or move the file away",
        place.display()
    )]
    Newer {
        /// The file.
        place: PathBuf,
        /// Its format number.
        found: i64,
        /// The highest format number that this version knows.
        known: i64,
    },
    /// The file was written by an earlier version and was opened for reading only.
    #[error(
        "{} was made by an older version of Gatehouse. Open the profile once with writing allowed, and it is brought up to date",
        place.display()
    )]
    Older {
        /// The file.
        place: PathBuf,
    },
    /// The file cannot be read as what it should be. Nothing was changed.
    #[error("{} is damaged ({reason}). Nothing was changed. {}", place.display(), backup_words(backup.as_deref()))]
    Damaged {
        /// The file.
        place: PathBuf,
        /// What was found.
        reason: String,
        /// The newest copy that can be put back, if there is one.
        backup: Option<PathBuf>,
    },
    /// The profile is open in another process.
    #[error("This profile is already open{}. Close the other window, or open the profile for reading only", pid_words(*pid))]
    Busy {
        /// The lock file.
        place: PathBuf,
        /// Id of the process that holds it, where it can be read.
        pid: Option<u32>,
    },
    /// Something was to be written through a handle that only reads.
    #[error("{} was opened for reading only. Close the other window of this profile and open it again", place.display())]
    ReadOnly {
        /// The file.
        place: PathBuf,
    },
    /// A row holds something that this version cannot read.
    #[error("{} holds something that is not understood ({what}: {reason}). Read it from Wix again, or update the program", place.display())]
    Content {
        /// The file.
        place: PathBuf,
        /// Which row.
        what: String,
        /// What was wrong with it.
        reason: String,
    },
    /// A reading was continued after a newer one of the same data set had begun.
    #[error("A newer reading of {name} has begun; this one was dropped")]
    Superseded {
        /// Name of the data set.
        name: String,
    },
    /// The database said something else.
    #[error("{} could not be used: {reason}. Try again; if it stays, restart the program", place.display())]
    Database {
        /// The file.
        place: PathBuf,
        /// What SQLite said.
        reason: String,
    },
    /// A profile id that cannot be the name of a folder.
    #[error("“{0}” cannot be the id of a profile. Use 1 to 64 letters, digits, - and _")]
    BadId(String),
    /// The platform names no place for a program's data.
    #[error("This computer names no folder for data of programs. Give one with --data-dir")]
    NoHome,
}

fn backup_words(backup: Option<&Path>) -> String {
    match backup {
        Some(path) => format!(
            "The newest backup is {}; put it back, or move the damaged file away",
            path.display()
        ),
        None => "There is no backup; move the file away to start with an empty one".to_owned(),
    }
}

fn pid_words(pid: Option<u32>) -> String {
    pid.map(|p| format!(" (process {p})")).unwrap_or_default()
}

impl StoreError {
    /// An error of the system about a file or folder.
    pub fn io(place: &Path, error: &io::Error) -> Self {
        let remedy = match error.kind() {
            io::ErrorKind::PermissionDenied => {
                "Make it writable for yourself, or choose another folder"
            }
            io::ErrorKind::ReadOnlyFilesystem => {
                "The disk is read-only; choose a folder on another one"
            }
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => "The disk is full; make room and try again",
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                "A file stands where a folder is needed; move it away, or choose another folder"
            }
            io::ErrorKind::IsADirectory => {
                "A folder stands where a file is needed; move it away, or choose another folder"
            }
            io::ErrorKind::NotFound => "Check that it still exists and that its disk is connected",
            _ => "Check the disk, or choose another folder",
        };
        Self::Place {
            place: place.to_owned(),
            reason: error.to_string(),
            remedy,
        }
    }

    /// An error of SQLite about a database.
    pub(crate) fn sql(place: &Path, error: &rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let reason = error.to_string();
        let place = place.to_owned();
        let told = |remedy| Self::Place {
            place: place.clone(),
            reason: reason.clone(),
            remedy,
        };
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged {
                place,
                reason,
                backup: None,
            },
            Some(ErrorCode::ReadOnly) => Self::ReadOnly { place },
            Some(ErrorCode::DiskFull) => told("The disk is full; make room and try again"),
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                told("Make it and its folder writable for yourself, or choose another folder")
            }
            Some(ErrorCode::SystemIoFailure) => told("Check the disk, or choose another folder"),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                told("Another program holds it; close that and try again")
            }
            _ => Self::Database { place, reason },
        }
    }

    /// The same error, naming the backup that can be put back.
    pub(crate) fn with_backup(self, newest: Option<PathBuf>) -> Self {
        match self {
            Self::Damaged { place, reason, .. } => Self::Damaged {
                place,
                reason,
                backup: newest,
            },
            other => other,
        }
    }
}
