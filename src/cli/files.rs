//! Files that the caller named. They are written whole or not at all, and private.

use super::end::{Failure, bad, failed};
use super::text::clean;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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
    file: io::BufWriter<File>,
    part: PathBuf,
    path: PathBuf,
    force: bool,
    kept: bool,
}

impl Draft {
    /// Begins a file beside its place.
    pub(super) fn begin(path: &Path, force: bool) -> Result<Self, Failure> {
        refuse_existing(path, force)?;
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let part = path.with_file_name(name);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&part).map_err(|e| unwritable(path, &e))?;
        Ok(Self {
            file: io::BufWriter::new(file),
            part,
            path: path.to_owned(),
            force,
            kept: false,
        })
    }

    /// Adds some bytes.
    pub(super) fn add(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let written = self.file.write_all(bytes);
        written.map_err(|e| unwritable(&self.path, &e))
    }

    /// Puts it in its place.
    pub(super) fn keep(mut self) -> Result<(), Failure> {
        let synced = self
            .file
            .flush()
            .and_then(|()| self.file.get_ref().sync_all());
        synced.map_err(|e| unwritable(&self.path, &e))?;
        refuse_existing(&self.path, self.force)?;
        std::fs::rename(&self.part, &self.path).map_err(|e| unwritable(&self.path, &e))?;
        self.kept = true;
        Ok(())
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.kept
            && let Err(error) = std::fs::remove_file(&self.part)
        {
            tracing::debug!(%error, "nothing to clear away");
        }
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
