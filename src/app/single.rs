//! A second start brings the first window to the front.
//!
//! The first window listens on a local socket that belongs to its data directory. Where a computer
//! has no such sockets, or no place for one, a second window opens, which only reads.

use std::path::Path;

/// What a start turned out to be.
#[derive(Debug)]
pub enum Place {
    /// The first window. It listens as long as this is served.
    First(Option<Listener>),
    /// Another window is there, and was asked to come to the front.
    Second,
}

/// Whether a window on this data directory is there already; asks it to the front then.
pub fn take(data: &Path) -> Place {
    imp::take(data)
}

pub use imp::Listener;

#[cfg(unix)]
mod imp {
    use super::Place;
    use sha2::{Digest as _, Sha256};
    use std::fs::{DirBuilder, File, OpenOptions};
    use std::io::{Read as _, Write as _};
    use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    /// What a second start says, and what it hears.
    const RAISE: &[u8; 6] = b"raise\n";
    const RAISED: &[u8; 7] = b"raised\n";
    /// How long either of them waits for the other.
    const WAIT: Duration = Duration::from_secs(2);
    /// Longest path that a socket can have everywhere.
    const LONGEST: usize = 100;

    /// The end that hears second starts.
    #[derive(Debug)]
    pub struct Listener {
        socket: UnixListener,
        place: PathBuf,
        _lock: File,
    }

    /// Where the socket of this data directory lies: in the folder for such things, else in the
    /// data directory.
    fn place(data: &Path) -> Option<PathBuf> {
        let data = data.canonicalize().unwrap_or_else(|_| data.to_owned());
        let hash = Sha256::digest(data.as_os_str().as_encoded_bytes());
        let half = hash[..8].iter();
        let name = half.fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
        let runtime = directories::BaseDirs::new();
        let runtime = runtime.as_ref().and_then(|d| d.runtime_dir());
        let place = match runtime.filter(|dir| dir.is_dir()) {
            Some(dir) => dir.join("gatehouse").join(format!("{name:016x}.sock")),
            None => data.join("window.sock"),
        };
        (place.as_os_str().len() <= LONGEST).then_some(place)
    }

    pub(super) fn take(data: &Path) -> Place {
        let Some(place) = place(data) else {
            tracing::info!("no place for a socket: a second start opens a second window");
            return Place::First(None);
        };
        take_at(&place)
    }

    pub(super) fn take_at(place: &Path) -> Place {
        if ask(place) {
            return Place::Second;
        }
        match listen(place) {
            Ok(Some(listener)) => Place::First(Some(listener)),
            // Another start was quicker by a moment.
            Ok(None) if ask(place) => Place::Second,
            Ok(None) => Place::First(None),
            Err(error) => {
                tracing::warn!(%error, "second starts cannot be heard");
                Place::First(None)
            }
        }
    }

    /// Asks the window that listens there to the front; false if none does.
    fn ask(place: &Path) -> bool {
        let asked = || -> std::io::Result<bool> {
            let mut stream = UnixStream::connect(place)?;
            stream.set_read_timeout(Some(WAIT))?;
            stream.set_write_timeout(Some(WAIT))?;
            stream.write_all(RAISE)?;
            let mut answer = [0; RAISED.len()];
            stream.read_exact(&mut answer)?;
            Ok(&answer == RAISED)
        };
        asked().unwrap_or(false)
    }

    /// Listens there, unless another process does. A socket that a killed window left is replaced.
    fn listen(place: &Path) -> std::io::Result<Option<Listener>> {
        if let Some(folder) = place.parent() {
            DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(folder)?;
        }
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false).mode(0o600);
        let lock = options.open(place.with_extension("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(std::fs::TryLockError::WouldBlock) => return Ok(None),
            Err(std::fs::TryLockError::Error(error)) => return Err(error),
        }
        match std::fs::remove_file(place) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let socket = UnixListener::bind(place)?;
        Ok(Some(Listener {
            socket,
            place: place.to_owned(),
            _lock: lock,
        }))
    }

    impl Listener {
        /// Calls `raise` for every second start, on a thread of its own, until the program ends.
        pub fn serve(self, raise: impl Fn() + Send + 'static) {
            let started = std::thread::Builder::new()
                .name("second starts".to_owned())
                .spawn(move || {
                    for stream in self.socket.incoming() {
                        match stream.and_then(hear) {
                            Ok(true) => raise(),
                            Ok(false) => {}
                            Err(error) => tracing::debug!(%error, "a second start fell silent"),
                        }
                    }
                });
            if let Err(error) = started {
                tracing::warn!(%error, "second starts cannot be heard");
            }
        }
    }

    impl Drop for Listener {
        fn drop(&mut self) {
            // One that stays is replaced by the next window.
            std::fs::remove_file(&self.place).unwrap_or_default();
        }
    }

    fn hear(mut stream: UnixStream) -> std::io::Result<bool> {
        stream.set_read_timeout(Some(WAIT))?;
        stream.set_write_timeout(Some(WAIT))?;
        let mut said = [0; RAISE.len()];
        stream.read_exact(&mut said)?;
        if &said != RAISE {
            return Ok(false);
        }
        stream.write_all(RAISED)?;
        Ok(true)
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use std::sync::mpsc::sync_channel;

        #[test]
        fn a_second_start_raises_the_first_window() {
            let temp = tempfile::tempdir().unwrap();
            let place = temp.path().join("run/window.sock");
            let Place::First(Some(first)) = take_at(&place) else {
                panic!("nobody else is here");
            };
            let (tell, raised) = sync_channel(4);
            first.serve(move || tell.send(()).unwrap());
            for _ in 0..2 {
                assert!(matches!(take_at(&place), Place::Second));
                raised.recv_timeout(WAIT).unwrap();
            }
        }

        #[test]
        fn a_socket_that_a_killed_window_left_is_replaced() {
            let temp = tempfile::tempdir().unwrap();
            let place = temp.path().join("window.sock");
            drop(UnixListener::bind(&place).unwrap());
            assert!(place.exists());
            assert!(matches!(take_at(&place), Place::First(Some(_))));
        }
    }
}

#[cfg(not(unix))]
mod imp {
    use super::Place;
    use std::path::Path;

    /// Never made on this system.
    #[derive(Debug)]
    pub enum Listener {}

    impl Listener {
        /// Never called on this system.
        pub fn serve(self, _raise: impl Fn() + Send + 'static) {
            match self {}
        }
    }

    pub(super) fn take(_data: &Path) -> Place {
        Place::First(None)
    }
}
