//! The state file: what was changed, not the whole account.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::change::Change;
use crate::sandbox::{config::Size, error::Error};

const FORMAT: u32 = 1;

/// What a fresh account follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MadeOf {
    pub(crate) size: Size,
    pub(crate) seed: u64,
    /// Members of the first site, where they are not those of the size.
    pub(crate) members: Option<u64>,
}

/// What stands in the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Saved {
    format: u32,
    size: Size,
    seed: u64,
    /// Members of the first site, where they are not those of the size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    members: Option<u64>,
    /// Start of the sandbox's clock.
    pub(crate) epoch: Timestamp,
    /// Which log belongs to it.
    #[serde(default)]
    pub(crate) generation: u64,
    /// Distance between the sandbox's clock and the caller's, in nanoseconds.
    pub(crate) offset_ns: i64,
    pub(crate) made: u64,
    pub(crate) mails: u64,
    pub(crate) changes: Vec<Change>,
}

impl Saved {
    /// A fresh account's file.
    pub(crate) fn new(made_of: MadeOf, epoch: Timestamp, offset: SignedDuration) -> Self {
        let MadeOf {
            size,
            seed,
            members,
        } = made_of;
        let offset_ns = i64::try_from(offset.as_nanos()).unwrap_or_default();
        Self {
            format: FORMAT,
            size,
            seed,
            members,
            epoch,
            generation: 0,
            offset_ns,
            made: 0,
            mails: 0,
            changes: Vec::new(),
        }
    }

    /// Reads a file. `None` when there is none yet.
    pub(crate) fn read(path: &Path, made_of: MadeOf) -> Result<Option<Self>, Error> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => {
                return Err(Error::StateFile {
                    path: path.to_owned(),
                    source,
                });
            }
        };
        let wrong = |reason: String| Error::StateFormat {
            path: path.to_owned(),
            reason,
        };
        let saved: Self =
            serde_json::from_slice(&bytes).map_err(|error| wrong(error.to_string()))?;
        if saved.format != FORMAT {
            return Err(wrong(format!(
                "it has format {}, this program reads format {FORMAT}",
                saved.format
            )));
        }
        let its_own = MadeOf {
            size: saved.size,
            seed: saved.seed,
            members: saved.members,
        };
        if its_own != made_of {
            return Err(wrong(
                "it belongs to a sandbox of another size or seed, or with another number of members".to_owned(),
            ));
        }
        Ok(Some(saved))
    }

    /// Replaces the file in one step and tells its bytes; only the user can read it.
    pub(crate) fn write(&self, path: &Path) -> Result<u64, Error> {
        let put = || -> io::Result<u64> {
            let bytes = serde_json::to_vec(self)?;
            let part = part_of(path);
            let mut file = private().open(&part)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            fs::rename(&part, path)?;
            Ok(bytes.len() as u64)
        };
        put().map_err(|source| Error::StateFile {
            path: path.to_owned(),
            source,
        })
    }
}

/// A new file, or an old one from its start, that only the user can read.
pub(crate) fn private() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Removes the file; a missing one is fine.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(Error::StateFile {
            path: path.to_owned(),
            source,
        }),
        _ => Ok(()),
    }
}

/// The file that is written before it takes the other's place.
fn part_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}
