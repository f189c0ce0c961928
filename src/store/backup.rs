//! Copies of the databases that cannot be rebuilt.
//!
//! They lie in the folder `backups` beside the file, named after it and the time in UTC, so that
//! names sort by age: `ledger-20261121T093000000-daily.sqlite`.

use super::{Kind, StoreError, open, private};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// How many copies of each sort are kept.
const KEPT: usize = 5;

/// Why a copy is made; each sort is kept by itself, so that daily ones do not push out the one
/// from before a change of format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// Before the format becomes this one.
    Before(i64),
    /// Once a day.
    Daily,
}

impl Why {
    fn word(self) -> String {
        match self {
            Self::Before(version) => format!("before-v{version}"),
            Self::Daily => "daily".to_owned(),
        }
    }
}

fn folder(path: &Path) -> PathBuf {
    path.with_file_name("backups")
}

fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    format!("{stem}-")
}

/// Copies an open database. The copy is whole and on disk when this returns.
pub(crate) fn copy(
    conn: &Connection,
    path: &Path,
    why: Why,
    now: Timestamp,
) -> Result<PathBuf, StoreError> {
    let folder = folder(path);
    private::dir(&folder)?;
    let stamp = now.strftime("%Y%m%dT%H%M%S%3f");
    let name = format!("{}{stamp}-{}.sqlite", stem(path), why.word());
    let target = folder.join(name);
    let part = private::beside(&target, ".part");
    private::remove(&part)?;
    // `VACUUM INTO` fills an empty file and keeps its mode; it does not sync.
    let file = private::new_file(&part)?;
    conn.execute("VACUUM INTO ?1", [part.to_string_lossy()])
        .map_err(|e| StoreError::sql(&part, &e))?;
    file.sync_all().map_err(|e| StoreError::io(&part, &e))?;
    drop(file);
    private::rename(&part, &target)?;
    private::sync_parent(&target)?;
    let daily = |p: &PathBuf| p.to_string_lossy().ends_with("-daily.sqlite");
    let mut same: Vec<PathBuf> = all(path);
    same.retain(|p| daily(p) == (why == Why::Daily));
    for old in same.iter().rev().skip(KEPT) {
        private::remove(old)?;
    }
    Ok(target)
}

/// Copies the database if the newest daily copy is a day old.
pub(crate) fn daily(conn: &Connection, path: &Path, now: Timestamp) -> Result<(), StoreError> {
    let newest = all(path)
        .into_iter()
        .rfind(|p| p.to_string_lossy().ends_with("-daily.sqlite"));
    let fresh = newest.and_then(|p| made_at(path, &p)).is_some_and(|at| {
        let age = now.duration_since(at);
        age < SignedDuration::from_hours(24) && !age.is_negative()
    });
    if !fresh {
        copy(conn, path, Why::Daily, now)?;
    }
    Ok(())
}

fn made_at(path: &Path, copy: &Path) -> Option<Timestamp> {
    let name = copy.file_name()?.to_str()?;
    let stamp = name.strip_prefix(&stem(path))?.get(..18)?;
    let time = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%S", stamp.get(..15)?).ok()?;
    Some(time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
}

/// All copies of a database, oldest first.
pub fn all(path: &Path) -> Vec<PathBuf> {
    let start = stem(path);
    let Ok(entries) = fs::read_dir(folder(path)) else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .map(|e| e.path())
        .filter(|p| made_at(path, p).is_some() && p.extension().is_some_and(|e| e == "sqlite"))
        .filter(|p| {
            p.file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with(&start))
        })
        .collect();
    found.sort();
    found
}

/// The newest copy of a database.
pub fn newest(path: &Path) -> Option<PathBuf> {
    all(path).pop()
}

/// Puts a copy back. The damaged file and the ones beside it stay under the name that is returned
/// (`ledger.sqlite.damaged-1`). The caller holds the lock of the profile.
///
/// # Errors
/// [`StoreError`] if the copy is damaged itself or newer than this version, or a file cannot be
/// written; then the damaged file is still in its place.
pub(crate) fn restore(path: &Path, copy: &Path, kind: Kind) -> Result<PathBuf, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(copy, flags).map_err(|e| StoreError::sql(copy, &e))?;
    let version = open::examine(&conn, copy, kind, kind.newest())?;
    if version == 0 {
        return Err(StoreError::Damaged {
            place: copy.to_owned(),
            reason: "it is empty".to_owned(),
            backup: None,
        });
    }
    drop(conn);
    let part = private::beside(path, ".part");
    private::remove(&part)?;
    let mut to = private::new_file(&part)?;
    let mut from = File::open(copy).map_err(|e| StoreError::io(copy, &e))?;
    std::io::copy(&mut from, &mut to).map_err(|e| StoreError::io(&part, &e))?;
    to.sync_all().map_err(|e| StoreError::io(&part, &e))?;
    drop(to);
    let kept = set_aside(path, "damaged")?;
    private::rename(&part, path)?;
    private::sync_parent(path)?;
    Ok(kept)
}

/// Renames a database and the files beside it to the next free name `<path>.<word>-<n>`.
pub(crate) fn set_aside(path: &Path, word: &str) -> Result<PathBuf, StoreError> {
    let kept = private::next_free(path, word)?;
    // The log first: a database without its log is whole, a log beside a new database is not.
    for suffix in ["-wal", "-shm", ""] {
        private::rename(
            &private::beside(path, suffix),
            &private::beside(&kept, suffix),
        )?;
    }
    private::sync_parent(path)?;
    Ok(kept)
}
