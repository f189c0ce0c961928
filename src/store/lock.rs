//! One writer per profile.

use super::{StoreError, private};
use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

/// The right to write to a profile. The system gives it back when this is dropped or the process
/// ends in any way; the file itself stays.
#[derive(Debug)]
pub struct ProfileLock {
    file: File,
}

impl ProfileLock {
    /// Takes the lock without waiting and writes the process id into the file.
    ///
    /// # Errors
    /// [`StoreError::Busy`] if somebody else has it; [`StoreError::Place`] if the file cannot be
    /// used.
    pub fn take(path: &Path) -> Result<Self, StoreError> {
        let err = |e: std::io::Error| StoreError::io(path, &e);
        let (mut file, _) = private::file(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::Busy {
                    place: path.to_owned(),
                    pid: read_pid(&mut file),
                });
            }
            Err(TryLockError::Error(e)) => return Err(err(e)),
        }
        file.set_len(0).map_err(err)?;
        file.rewind().map_err(err)?;
        writeln!(file, "{}", std::process::id()).map_err(err)?;
        Ok(Self { file })
    }
}

impl Drop for ProfileLock {
    fn drop(&mut self) {
        // Closing the file unlocks it as well; a failure here changes nothing.
        if let Err(error) = self.file.unlock() {
            tracing::debug!(%error, "unlock");
        }
    }
}

/// The holder's process id. Where locks keep others from reading (Windows), it stays unknown.
fn read_pid(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
