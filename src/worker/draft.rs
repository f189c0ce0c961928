//! Files that somebody chose a place for: written beside it, private, and put there whole.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file that is being written; it takes its place at the end, or leaves nothing behind. What
/// stands at the place stays as it was until then, also when the disk is full.
#[derive(Debug)]
pub struct Draft {
    file: BufWriter<File>,
    part: PathBuf,
    path: PathBuf,
    kept: bool,
}

impl Draft {
    /// Begins a file beside its place. Nobody but its owner can read it.
    ///
    /// # Errors
    /// What the system said.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let part = path.with_file_name(name);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Self {
            file: BufWriter::new(options.open(&part)?),
            part,
            path: path.to_owned(),
            kept: false,
        })
    }

    /// Where it shall stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes what is left to the disk.
    ///
    /// # Errors
    /// What the system said.
    pub fn settle(&mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_all()
    }

    /// Puts it in its place, where it takes the place of what is there.
    ///
    /// # Errors
    /// What the system said.
    pub fn keep(mut self) -> io::Result<()> {
        self.settle()?;
        std::fs::rename(&self.part, &self.path)?;
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
