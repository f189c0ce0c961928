//! The end of the file: a line is on disk as a whole, or it is cut off again.

use std::fs::File;
use std::io::{self, Seek as _, SeekFrom, Write as _};

/// What a tail needs of a file, so that tests can let it fail.
pub(crate) trait Disk {
    /// Writes at this offset, which is the end.
    fn write(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()>;
    /// Returns when everything would survive a power cut.
    fn sync(&mut self) -> io::Result<()>;
    /// Cuts the file off at this length.
    fn cut(&mut self, len: u64) -> io::Result<()>;
    /// Length of the file; an error if it was removed.
    fn len(&self) -> io::Result<u64>;
}

impl Disk for File {
    fn write(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.seek(SeekFrom::Start(offset))?;
        self.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }

    fn cut(&mut self, len: u64) -> io::Result<()> {
        self.set_len(len)
    }

    fn len(&self) -> io::Result<u64> {
        let meta = self.metadata()?;
        #[cfg(unix)]
        if std::os::unix::fs::MetadataExt::nlink(&meta) == 0 {
            // Writing would go on without an error, into a file that nobody finds again.
            return Err(io::Error::new(
                io::ErrorKind::NotFound,
                "the file was removed while it was open",
            ));
        }
        Ok(meta.len())
    }
}

/// The end of an open file.
#[derive(Debug)]
pub(crate) struct Tail<D> {
    disk: D,
    len: u64,
    dirty: bool,
}

impl<D: Disk> Tail<D> {
    /// A file whose sound part has this length.
    pub(crate) fn new(disk: D, len: u64) -> Self {
        Self {
            disk,
            len,
            dirty: false,
        }
    }

    /// Appends and makes durable. After an error nothing of it counts; what may have reached the
    /// file is cut off, at once if that works, else before the next append.
    pub(crate) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.dirty {
            self.cut()?;
        }
        let found = self.disk.len()?;
        if found != self.len {
            return Err(io::Error::other(format!(
                "something else changed the file: it has {found} bytes instead of {}",
                self.len
            )));
        }
        let written = self.disk.write(self.len, bytes);
        if let Err(error) = written.and_then(|()| self.disk.sync()) {
            self.dirty = true;
            if let Err(later) = self.cut() {
                tracing::warn!(error = %later, "journal: the unfinished line is cut off later");
            }
            return Err(error);
        }
        self.len += bytes.len() as u64;
        Ok(())
    }

    /// Cuts off what stands behind the sound part.
    pub(crate) fn cut(&mut self) -> io::Result<()> {
        self.disk.cut(self.len)?;
        self.disk.sync()?;
        self.dirty = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A disk in memory that has room for so many bytes and fails on command.
    #[derive(Default)]
    struct Flaky {
        bytes: Vec<u8>,
        room: usize,
        no_sync: bool,
        no_cut: bool,
    }

    impl Disk for &mut Flaky {
        fn write(&mut self, offset: u64, bytes: &[u8]) -> io::Result<()> {
            assert_eq!(offset, self.bytes.len() as u64, "written at the end");
            let fits = bytes.len().min(self.room - self.bytes.len());
            self.bytes.extend_from_slice(&bytes[..fits]);
            if fits == bytes.len() {
                Ok(())
            } else {
                Err(io::ErrorKind::StorageFull.into())
            }
        }

        fn sync(&mut self) -> io::Result<()> {
            if self.no_sync {
                Err(io::Error::other("no sync"))
            } else {
                Ok(())
            }
        }

        fn cut(&mut self, len: u64) -> io::Result<()> {
            if self.no_cut {
                return Err(io::Error::other("no cut"));
            }
            self.bytes.truncate(len as usize);
            Ok(())
        }

        fn len(&self) -> io::Result<u64> {
            Ok(self.bytes.len() as u64)
        }
    }

    #[test]
    fn a_full_disk_leaves_no_half_line() {
        let mut disk = Flaky {
            room: 10,
            ..Flaky::default()
        };
        let mut tail = Tail::new(&mut disk, 0);
        tail.append(b"first\n").unwrap();
        let error = tail.append(b"second\n").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        assert_eq!(tail.disk.bytes, b"first\n");
        tail.disk.room = 100;
        tail.append(b"third\n").unwrap();
        assert_eq!(disk.bytes, b"first\nthird\n");
    }

    #[test]
    fn what_could_not_be_cut_at_once_is_cut_before_the_next_line() {
        let mut disk = Flaky {
            room: 8,
            no_cut: true,
            ..Flaky::default()
        };
        let mut tail = Tail::new(&mut disk, 0);
        assert!(tail.append(b"too long for it\n").is_err());
        assert_eq!(tail.disk.bytes.len(), 8);
        assert!(tail.append(b"a\n").is_err(), "still cannot be cut");
        tail.disk.no_cut = false;
        tail.append(b"a\n").unwrap();
        assert_eq!(disk.bytes, b"a\n");
    }

    #[test]
    fn a_line_that_was_not_synced_does_not_count() {
        let mut disk = Flaky {
            room: 100,
            no_sync: true,
            ..Flaky::default()
        };
        let mut tail = Tail::new(&mut disk, 0);
        assert!(tail.append(b"a\n").is_err());
        assert_eq!(tail.len, 0);
        tail.disk.no_sync = false;
        tail.append(b"b\n").unwrap();
        assert_eq!(disk.bytes, b"b\n");
    }

    #[test]
    fn a_file_that_grew_by_itself_takes_no_more_lines() {
        let mut disk = Flaky {
            room: 100,
            ..Flaky::default()
        };
        let mut tail = Tail::new(&mut disk, 0);
        tail.append(b"a\n").unwrap();
        tail.disk.bytes.extend_from_slice(b"stranger\n");
        assert!(tail.append(b"b\n").is_err());
        assert_eq!(disk.bytes, b"a\nstranger\n", "and nothing of it is lost");
    }
}
