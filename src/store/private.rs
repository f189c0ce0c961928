//! Files and folders that only their user can read: 0600 and 0700 where modes exist.
//!
//! On Windows the folder of the platform is private by its access list and nothing is changed.

use super::StoreError;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// Makes the folder and the ones above it, or takes it as it is and closes it to others.
/// Tells whether it had been open to others.
pub(crate) fn dir(path: &Path) -> Result<bool, StoreError> {
    let err = |e: io::Error| StoreError::io(path, &e);
    if !path.exists() {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path).map_err(err)?;
        sync_parent(path)?;
    } else if !path.is_dir() {
        return Err(err(io::ErrorKind::NotADirectory.into()));
    }
    tighten(path, 0o700)
}

/// Whether others than the user may read the folder or file.
pub(crate) fn is_open_to_others(path: &Path) -> Result<bool, StoreError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let meta = fs::metadata(path).map_err(|e| StoreError::io(path, &e))?;
        Ok(meta.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        fs::metadata(path).map_err(|e| StoreError::io(path, &e))?;
        Ok(false)
    }
}

/// Closes the file or folder to others. Tells whether that was needed.
pub(crate) fn tighten(path: &Path, mode: u32) -> Result<bool, StoreError> {
    if !is_open_to_others(path)? {
        return Ok(false);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(mode))
            .map_err(|e| StoreError::io(path, &e))?;
    }
    #[cfg(not(unix))]
    let _ = mode;
    Ok(true)
}

/// Opens a private file for reading and writing and makes it if it is missing. `true` if a looser
/// mode had to be repaired.
pub(crate) fn file(path: &Path) -> Result<(File, bool), StoreError> {
    let err = |e: io::Error| StoreError::io(path, &e);
    let new = !path.exists();
    let file = options().truncate(false).open(path).map_err(err)?;
    if new {
        sync_parent(path)?;
    }
    Ok((file, tighten(path, 0o600)?))
}

/// Makes a private file that must not exist yet.
pub(crate) fn new_file(path: &Path) -> Result<File, StoreError> {
    let file = options().create_new(true).open(path);
    file.map_err(|e| StoreError::io(path, &e))
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the entry of a new, renamed or removed file durable.
pub(crate) fn sync_parent(path: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    if let Some(parent) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        File::open(parent)
            .and_then(|d| d.sync_all())
            .map_err(|e| StoreError::io(parent, &e))?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// `path` with more behind its name: `cache.sqlite` and `-wal` make `cache.sqlite-wal`.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

/// The first free name of the form `<path>.<word>-<n>`, with `n` above all that are there.
pub(crate) fn next_free(path: &Path, word: &str) -> Result<PathBuf, StoreError> {
    let last = numbered(path, word)?.last().map_or(0, |(n, _)| *n);
    Ok(beside(path, &format!(".{word}-{}", last + 1)))
}

/// Files named `<path>.<word>-<n>`, by number.
pub(crate) fn numbered(path: &Path, word: &str) -> Result<Vec<(u64, PathBuf)>, StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let start = beside(path, &format!(".{word}-"));
    let start = start.file_name().unwrap_or_default().to_string_lossy();
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|e| StoreError::io(folder, &e))? {
        let entry = entry.map_err(|e| StoreError::io(folder, &e))?;
        let name = entry.file_name();
        let rest = name.to_str().and_then(|n| n.strip_prefix(start.as_ref()));
        if let Some(n) = rest.and_then(|r| r.parse().ok()) {
            found.push((n, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// Removes a file; a missing one is fine.
pub(crate) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(StoreError::io(path, &e)),
        _ => Ok(()),
    }
}

/// Renames a file; a missing one is fine.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    match fs::rename(from, to) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(StoreError::io(from, &e)),
        _ => Ok(()),
    }
}
