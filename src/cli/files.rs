//! Files that the caller named. They are written whole or not at all, and private.

use super::end::{Failure, bad, failed};
use super::text::clean;
use std::io::{self, Write};
use std::path::Path;

/// How a place is called in a sentence.
pub(super) fn place(path: &Path) -> String {
    clean(&path.display().to_string())
}

/// Reads a whole file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| {
        let what = format!("{} cannot be read: {error}", place(path));
        bad(what, "Give another file")
    })
}

/// Refuses a place where something is already.
pub(super) fn refuse_existing(path: &Path, force: bool) -> Result<(), Failure> {
    if !force && path.symlink_metadata().is_ok() {
        return Err(bad(
            format!("{} is there already", place(path)),
            "Give another place, or --force to overwrite it",
        ));
    }
    Ok(())
}

/// A file that is being written; it takes its place at the end.
pub(super) struct Draft {
    draft: crate::worker::Draft,
    force: bool,
}

impl Draft {
    /// Begins a file beside its place.
    pub(super) fn begin(path: &Path, force: bool) -> Result<Self, Failure> {
        refuse_existing(path, force)?;
        let draft = crate::worker::Draft::begin(path).map_err(|e| unwritable(path, &e))?;
        Ok(Self { draft, force })
    }

    /// Adds some bytes.
    pub(super) fn add(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = self.draft.write_all(bytes);
        written.map_err(|e| unwritable(self.draft.path(), &e))
    }

    /// Puts it in its place.
    pub(super) fn keep(mut self) -> Result<(), Failure> {
        let path = self.draft.path().to_owned();
        self.draft.settle().map_err(|e| unwritable(&path, &e))?;
        refuse_existing(&path, self.force)?;
        self.draft.keep().map_err(|e| unwritable(&path, &e))
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.draft.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.draft.flush()
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    failed(
        format!("{} cannot be written: {error}", place(path)),
        "Give another place",
    )
}

/// Writes a whole file.
pub(super) fn write(path: &Path, bytes: &[u8], force: bool) -> Result<(), Failure> {
    let mut draft = Draft::begin(path, force)?;
    draft.add(bytes)?;
    draft.keep()
}

/// Lines of a file with one thing each, with their numbers; what follows a `#` does not count.
pub(super) fn list(path: &Path) -> Result<Vec<(usize, String)>, Failure> {
    let bytes = read(path)?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let text = std::str::from_utf8(text).map_err(|error| {
        let what = format!("{} is not UTF-8 ({error})", place(path));
        bad(what, "Save it as UTF-8")
    })?;
    let lines = text.lines().enumerate().filter_map(|(i, line)| {
        // An address may hold a # itself; a comment stands alone or behind a blank.
        let comment = line.trim_start().starts_with('#');
        let line = if comment { "" } else { line };
        let line = line.split(" #").next().unwrap_or_default().trim();
        (!line.is_empty()).then(|| (i + 1, line.to_owned()))
    });
    let lines: Vec<(usize, String)> = lines.collect();
    if lines.is_empty() {
        let what = format!("There is no line in {}", place(path));
        return Err(bad(what, "Give a file with one address or id a line"));
    }
    Ok(lines)
}
