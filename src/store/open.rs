//! The one place that opens SQLite.

use super::{Kind, StoreError, backup, private};
use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::{M, Migrations};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long a statement waits for another connection before it gives up.
const PATIENCE: Duration = Duration::from_secs(5);

/// From this size on a cache, or a file of snapshots, is not looked through as a whole.
const LARGE: i64 = 64 << 20;

/// Opens a database, makes it if it is missing, and brings its format up to date. The file and the
/// two beside it (`-wal`, `-shm`) are private to the user. A ledger is copied into the folder
/// `backups` beside it before its format changes; `now` names the copy.
///
/// # Errors
/// [`StoreError::Newer`], [`StoreError::Damaged`] (naming the newest backup), or what the system
/// said. A file that is refused is left as it was.
pub fn open(path: &Path, kind: Kind, now: Timestamp) -> Result<Connection, StoreError> {
    open_with(path, kind, kind.steps(), now)
}

/// The same with the steps of the format given, so that a test can add or leave out some.
pub(super) fn open_with(
    path: &Path,
    kind: Kind,
    steps: &[M<'_>],
    now: Timestamp,
) -> Result<Connection, StoreError> {
    let newest = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    let existed = path.exists();
    let (file, mut repaired) = private::file(path)?;
    for suffix in ["-wal", "-shm"] {
        let side = private::beside(path, suffix);
        if side.exists() {
            repaired |= private::tighten(&side, 0o600)?;
        }
    }
    if repaired {
        tracing::warn!(place = %path.display(), "file was open to others, closed it");
    }
    drop(file);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let found = connect(path, flags).and_then(|mut conn| {
        if existed {
            refuse_cut(path, kind)?;
        }
        let version = examine(&conn, path, kind, newest)?;
        tune(&conn, kind).map_err(|e| StoreError::sql(path, &e))?;
        if version < newest {
            if version > 0 && kind.durable() {
                backup::copy(&conn, path, backup::Why::Before(newest), now)?;
            }
            migrate(&mut conn, path, kind, steps)?;
        }
        Ok(conn)
    });
    found.map_err(|e| match e {
        e @ StoreError::Damaged { .. } if kind.durable() => e.with_backup(backup::newest(path)),
        e => e,
    })
}

/// Finds files that lost their end, which SQLite reads as if zeros stood there, and files that lost
/// everything, which it takes for new databases. An empty ledger is new only where no copy of an
/// older one is.
fn refuse_cut(path: &Path, kind: Kind) -> Result<(), StoreError> {
    let err = |e: std::io::Error| StoreError::io(path, &e);
    let mut file = File::open(path).map_err(err)?;
    let len = file.metadata().map_err(err)?.len();
    let log = private::beside(path, "-wal").metadata();
    if log.is_ok_and(|l| l.len() > 0) {
        // A copying of the log into the file may have been cut off; SQLite does it again.
        return Ok(());
    }
    if len == 0 && (!kind.durable() || backup::newest(path).is_none()) {
        return Ok(());
    }
    let mut head = [0; 100];
    let whole = match file.read_exact(&mut head) {
        Ok(()) => expected_len(&head).is_none_or(|wanted| len >= wanted),
        Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => false,
        Err(e) => return Err(err(e)),
    };
    if whole {
        return Ok(());
    }
    Err(StoreError::Damaged {
        place: path.to_owned(),
        reason: format!("its end is missing, it has only {len} bytes"),
        backup: None,
    })
}

/// Length in bytes that the head of a database tells (file format, "The Database Header"); `None`
/// if it is not a head or its count is not kept up to date.
fn expected_len(head: &[u8; 100]) -> Option<u64> {
    let number = |at: usize, len: usize| {
        head[at..at + len]
            .iter()
            .fold(0, |n, b| n << 8 | u64::from(*b))
    };
    let sound = head.starts_with(b"SQLite format 3\0") && number(24, 4) == number(92, 4);
    // The largest page, 64 KiB, is written as 1.
    let page = match number(16, 2) {
        1 => 65_536,
        other => other,
    };
    sound.then(|| page * number(28, 4))
}

/// Opens a database without changing anything. A missing file is an empty database in memory.
///
/// # Errors
/// As [`open`], and [`StoreError::Older`] for a format that would have to be changed first.
pub fn open_read_only(path: &Path, kind: Kind) -> Result<Connection, StoreError> {
    if !path.exists() {
        return empty(path, kind);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = connect(path, flags)?;
    let version = refuse_cut(path, kind)
        .and_then(|()| examine(&conn, path, kind, kind.newest()))
        .map_err(|e| e.with_backup(backup::newest(path)))?;
    if version < kind.newest() {
        return Err(StoreError::Older {
            place: path.to_owned(),
        });
    }
    Ok(conn)
}

/// A database in memory that has the newest format and takes no writes.
pub(crate) fn empty(path: &Path, kind: Kind) -> Result<Connection, StoreError> {
    let err = |e: rusqlite::Error| StoreError::sql(path, &e);
    let mut conn = Connection::open_in_memory().map_err(err)?;
    migrate(&mut conn, path, kind, kind.steps())?;
    conn.pragma_update(None, "query_only", true).map_err(err)?;
    Ok(conn)
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let err = |e: rusqlite::Error| StoreError::sql(path, &e);
    let conn = Connection::open_with_flags(path, flags).map_err(err)?;
    conn.busy_timeout(PATIENCE).map_err(err)?;
    Ok(conn)
}

/// Format number of a sound file of this kind; 0 for an empty one. Reads only.
pub(crate) fn examine(
    conn: &Connection,
    path: &Path,
    kind: Kind,
    newest: i64,
) -> Result<i64, StoreError> {
    let err = |e: rusqlite::Error| StoreError::sql(path, &e);
    let damaged = |reason: String| StoreError::Damaged {
        place: path.to_owned(),
        reason,
        backup: None,
    };
    let number = |name: &str| conn.pragma_query_value(None, name, |r| r.get::<_, i64>(0));
    let version = number("user_version").map_err(err)?;
    let application = number("application_id").map_err(err)?;
    let things: i64 = conn
        .query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))
        .map_err(err)?;
    let ours = application == i64::from(kind.application_id());
    if version < 0 || ((version > 0 || things > 0) && !ours) || (version == 0 && things > 0) {
        return Err(damaged(
            "it is not the kind of file that belongs here".to_owned(),
        ));
    }
    if version > newest {
        return Err(StoreError::Newer {
            place: path.to_owned(),
            found: version,
            known: newest,
        });
    }
    for table in checked(conn, kind).map_err(err)? {
        let said: String = conn
            .query_row(&format!("PRAGMA quick_check({table})"), [], |r| r.get(0))
            .map_err(err)?;
        if said != "ok" {
            return Err(damaged(said));
        }
    }
    Ok(version)
}

/// What is looked through before a file is used: all of it, but of a large cache only its small
/// tables. Looking through a gigabyte of members takes longer than anybody waits for a window;
/// damage there shows when they are read, and they can be read again.
fn checked(conn: &Connection, kind: Kind) -> rusqlite::Result<Vec<&'static str>> {
    let number = |name: &str| conn.pragma_query_value(None, name, |r| r.get::<_, i64>(0));
    let bytes = number("page_count")?.saturating_mul(number("page_size")?);
    let mut tables = match kind {
        _ if bytes < LARGE => return Ok(vec!["1"]),
        Kind::Cache => vec!["dataset", "item", "members_of"],
        // Each of their bodies is checked against its hash when it is read.
        Kind::Snapshots => vec!["snapshot", "part"],
        Kind::Ledger | Kind::Root => return Ok(vec!["1"]),
    };
    let mut there = conn.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?1")?;
    tables.retain(|table| there.exists([table]).unwrap_or(true));
    Ok(tables)
}

fn tune(conn: &Connection, kind: Kind) -> rusqlite::Result<()> {
    // The answer is the mode that was taken; a disk that cannot do WAL keeps its own.
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    let synchronous = if kind.durable() { "FULL" } else { "NORMAL" };
    conn.pragma_update(None, "synchronous", synchronous)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // What is forgotten shall not stay readable in the file.
    conn.pragma_update(None, "secure_delete", true)
}

fn migrate(
    conn: &mut Connection,
    path: &Path,
    kind: Kind,
    steps: &[M<'_>],
) -> Result<(), StoreError> {
    conn.pragma_update(None, "application_id", kind.application_id())
        .map_err(|e| StoreError::sql(path, &e))?;
    Migrations::from_slice(steps)
        .to_latest(conn)
        .map_err(|e| match e {
            rusqlite_migration::Error::RusqliteError { err, .. } => {
                match StoreError::sql(path, &err) {
                    StoreError::Database { place, reason } => not_migrated(place, &reason),
                    told => told,
                }
            }
            other => not_migrated(path.to_owned(), &other.to_string()),
        })
}

fn not_migrated(place: PathBuf, reason: &str) -> StoreError {
    StoreError::Damaged {
        place,
        reason: format!("it could not be brought up to date: {reason}"),
        backup: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(next: &'static str) -> Vec<M<'static>> {
        let mut steps: Vec<M<'static>> = Kind::Ledger.steps().to_vec();
        steps.push(M::up(next));
        steps
    }

    fn filled() -> (tempfile::TempDir, PathBuf) {
        let temp = tempfile::tempdir().unwrap();
        let path = temp.path().join("ledger.sqlite");
        let conn = open(&path, Kind::Ledger, Timestamp::UNIX_EPOCH).unwrap();
        conn.execute("INSERT INTO value VALUES ('a', '1')", [])
            .unwrap();
        (temp, path)
    }

    #[test]
    fn a_change_of_format_leaves_a_copy_of_the_one_before() {
        let (_temp, path) = filled();
        let steps = steps("DROP TABLE value");
        let now = Timestamp::UNIX_EPOCH;
        let conn = open_with(&path, Kind::Ledger, &steps, now).unwrap();
        assert!(conn.prepare("SELECT * FROM value").is_err());
        let copies = backup::all(&path);
        let [copy] = &copies[..] else {
            panic!("{copies:?}");
        };
        let newer = Kind::Ledger.newest() + 1;
        let name = format!("backups/ledger-19700101T000000000-before-v{newer}.sqlite");
        assert!(copy.ends_with(name));
        let old = open_read_only(copy, Kind::Ledger).unwrap();
        let body: String = old
            .query_row("SELECT body FROM value", [], |r| r.get(0))
            .unwrap();
        assert_eq!(body, "1");
        drop(conn);
        open_with(&path, Kind::Ledger, &steps, now).unwrap();
        assert_eq!(backup::all(&path).len(), 1, "once");
    }

    #[test]
    fn a_change_that_fails_leaves_the_file_and_names_the_copy() {
        let (_temp, path) = filled();
        let steps = steps("DROP TABLE value; CREATE TABLE run (id TEXT)");
        let error = open_with(&path, Kind::Ledger, &steps, Timestamp::UNIX_EPOCH).unwrap_err();
        let StoreError::Damaged { backup, .. } = &error else {
            panic!("{error}");
        };
        assert_eq!(*backup, backup::newest(&path));
        assert!(backup.is_some());
        let conn = open(&path, Kind::Ledger, Timestamp::UNIX_EPOCH).unwrap();
        conn.query_row("SELECT body FROM value", [], |_| Ok(()))
            .unwrap();
    }
}
