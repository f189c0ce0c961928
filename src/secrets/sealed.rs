//! Keys in files that a passphrase opens, in the format of `age`.
//!
//! One file holds an identity, encrypted with the passphrase (scrypt). Every key lies in a file of
//! its own, encrypted to that identity. So the slow part is done once per start, the passphrase is
//! needed no longer than that, and a key can be removed without it.

use super::{KeyStore, Secret, SecretError};
use age::secrecy::{ExposeSecret as _, SecretString};
use age::{scrypt, x25519};
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use zeroize::{Zeroize as _, Zeroizing};

/// Name of the folder below the data directory.
const FOLDER: &str = "keys";
/// The file that the passphrase opens.
const LID: &str = "passphrase.age";
/// The most work that a file may ask for: some seconds and a gigabyte of memory.
const MOST_WORK: u8 = 20;
/// Fewest characters of a new passphrase.
pub const SHORTEST_PASSPHRASE: usize = 8;

/// How much work it is to try one passphrase: the power of two that scrypt calls its cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work(pub u8);

impl Default for Work {
    /// About half a second and 128 MiB on a computer of 2020.
    fn default() -> Self {
        Self(17)
    }
}

/// How the files stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seal {
    /// There is no passphrase yet.
    None,
    /// There is one, and it was not given in this run.
    Closed,
    /// It was given.
    Open,
}

/// The folder with the files.
pub struct SealedKeyStore {
    folder: PathBuf,
    work: Work,
    identity: Mutex<Option<x25519::Identity>>,
}

impl std::fmt::Debug for SealedKeyStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedKeyStore")
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl SealedKeyStore {
    /// The files below this data directory. Nothing is read or made yet.
    pub fn new(data: &Path, work: Work) -> Self {
        Self {
            folder: data.join(FOLDER),
            work,
            identity: Mutex::new(None),
        }
    }

    fn identity(&self) -> MutexGuard<'_, Option<x25519::Identity>> {
        self.identity.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How the files stand.
    pub fn seal(&self) -> Seal {
        if self.identity().is_some() {
            Seal::Open
        } else if self.folder.join(LID).exists() {
            Seal::Closed
        } else {
            Seal::None
        }
    }

    /// Whether a key lies here under this name, open or not.
    pub fn has(&self, name: &str) -> bool {
        self.place(name).is_ok_and(|place| place.exists())
    }

    /// Opens the files with their passphrase; where there are none, it becomes their passphrase.
    /// Takes about half a second.
    ///
    /// # Errors
    /// [`SecretError::WrongPassphrase`], [`SecretError::WeakPassphrase`] for a new one, or what the
    /// disk said.
    pub fn unlock(&self, passphrase: &Secret) -> Result<(), SecretError> {
        let lid = self.folder.join(LID);
        let identity = match fs::read(&lid) {
            Ok(sealed) => opened(&sealed, passphrase)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if passphrase.expose().chars().count() < SHORTEST_PASSPHRASE {
                    return Err(SecretError::WeakPassphrase);
                }
                let made = x25519::Identity::generate();
                let mut by = scrypt::Recipient::new(of(passphrase));
                by.set_work_factor(self.work.0.clamp(1, MOST_WORK));
                let sealed = age::encrypt(&by, made.to_string().expose_secret().as_bytes())
                    .map_err(|e| SecretError::file(&e))?;
                self.make_folder()?;
                write(&lid, &sealed)?;
                made
            }
            Err(error) => return Err(SecretError::file(&error)),
        };
        *self.identity() = Some(identity);
        Ok(())
    }

    /// Forgets what opens the files, until the passphrase is given again.
    pub fn lock(&self) {
        *self.identity() = None;
    }

    /// Removes the passphrase and every key that lies here: for whoever cannot remember it.
    ///
    /// # Errors
    /// What the disk said; some keys may be left then.
    pub fn remove_all(&self) -> Result<(), SecretError> {
        self.lock();
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(SecretError::file(&error)),
            _ => Ok(()),
        }
    }

    /// Names of keys become names of files, so they hold nothing that leads elsewhere.
    fn place(&self, name: &str) -> Result<PathBuf, SecretError> {
        let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if name.is_empty() || name.starts_with('.') || !name.chars().all(fine) {
            return Err(SecretError::file(&"the profile has an unusable name"));
        }
        Ok(self.folder.join(format!("{name}.key.age")))
    }

    fn make_folder(&self) -> Result<(), SecretError> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
            .create(&self.folder)
            .map_err(|e| SecretError::file(&e))
    }
}

impl KeyStore for SealedKeyStore {
    fn get(&self, profile: &str) -> Result<Option<Secret>, SecretError> {
        let sealed = match fs::read(self.place(profile)?) {
            Ok(sealed) => sealed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(SecretError::file(&error)),
        };
        let identity = self.identity();
        let identity = identity.as_ref().ok_or(SecretError::PassphraseNeeded)?;
        let unusable = || SecretError::Unusable {
            place: PLACE,
            reason: "the file is damaged".to_owned(),
        };
        let bytes = age::decrypt(identity, &sealed).map_err(|error| {
            tracing::warn!(%error, "a file with a key cannot be opened");
            unusable()
        })?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Secret::new(text)),
            Err(error) => {
                error.into_bytes().zeroize();
                Err(unusable())
            }
        }
    }

    fn set(&self, profile: &str, key: &Secret) -> Result<(), SecretError> {
        let to = {
            let identity = self.identity();
            let identity = identity.as_ref().ok_or(SecretError::PassphraseNeeded)?;
            identity.to_public()
        };
        let sealed =
            age::encrypt(&to, key.expose().as_bytes()).map_err(|e| SecretError::file(&e))?;
        write(&self.place(profile)?, &sealed)
    }

    fn delete(&self, profile: &str) -> Result<(), SecretError> {
        match fs::remove_file(self.place(profile)?) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(SecretError::file(&error)),
            _ => Ok(()),
        }
    }

    fn name(&self) -> &'static str {
        PLACE
    }
}

const PLACE: &str = "a file that your passphrase opens";

fn of(passphrase: &Secret) -> SecretString {
    SecretString::from(passphrase.expose().to_owned())
}

fn opened(sealed: &[u8], passphrase: &Secret) -> Result<x25519::Identity, SecretError> {
    let mut by = scrypt::Identity::new(of(passphrase));
    by.set_max_work_factor(MOST_WORK);
    let damaged = || SecretError::Unusable {
        place: PLACE,
        reason: "the file is damaged".to_owned(),
    };
    let text = match age::decrypt(&by, sealed) {
        Ok(bytes) => Zeroizing::new(bytes),
        Err(age::DecryptError::DecryptionFailed | age::DecryptError::NoMatchingKeys) => {
            return Err(SecretError::WrongPassphrase);
        }
        Err(error) => {
            tracing::warn!(%error, "the file with the passphrase cannot be opened");
            return Err(damaged());
        }
    };
    let text = std::str::from_utf8(&text).ok().map(str::trim);
    let identity = text.and_then(|text| text.parse().ok());
    identity.ok_or_else(damaged)
}

/// Writes beside the place and renames, so that a full disk leaves an older key as it was.
fn write(path: &Path, bytes: &[u8]) -> Result<(), SecretError> {
    let part = path.with_extension("part");
    let written = || -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&part, path)?;
        #[cfg(unix)]
        if let Some(folder) = path.parent() {
            fs::File::open(folder)?.sync_all()?;
        }
        Ok(())
    };
    written().map_err(|e| SecretError::file(&e))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As little work as there is: tests are not what a thief waits for.
    const LITTLE: Work = Work(2);

    fn secret(text: &str) -> Secret {
        Secret::new(text.to_owned()).unwrap()
    }

    #[test]
    fn a_key_comes_back_with_its_passphrase_alone() {
        let temp = tempfile::tempdir().unwrap();
        let store = SealedKeyStore::new(temp.path(), LITTLE);
        assert_eq!(store.seal(), Seal::None);
        assert_eq!(store.get("p-1"), Ok(None));
        let refused = store.set("p-1", &secret("IST.one"));
        assert_eq!(refused, Err(SecretError::PassphraseNeeded));
        store.unlock(&secret("correct horse")).unwrap();
        store.set("p-1", &secret("IST.one")).unwrap();
        store.set("p-1.app-secret", &secret("two")).unwrap();

        let again = SealedKeyStore::new(temp.path(), LITTLE);
        assert_eq!(again.seal(), Seal::Closed);
        assert!(again.has("p-1") && !again.has("p-2"));
        assert_eq!(again.get("p-1"), Err(SecretError::PassphraseNeeded));
        let wrong = again.unlock(&secret("wrong horse")).unwrap_err();
        assert_eq!(wrong, SecretError::WrongPassphrase);
        assert!(!wrong.to_string().contains("wrong horse"));
        assert_eq!(again.seal(), Seal::Closed);
        again.unlock(&secret("correct horse")).unwrap();
        assert_eq!(again.get("p-1"), Ok(Some(secret("IST.one"))));
        again.lock();
        assert_eq!(again.get("p-1"), Err(SecretError::PassphraseNeeded));
        again.delete("p-1").unwrap();
        again.delete("p-1").unwrap();
        assert_eq!(again.get("p-1"), Ok(None), "removed without the passphrase");
        assert!(!format!("{store:?}{again:?}").contains("IST"));
    }

    #[test]
    fn no_byte_of_a_key_lies_open_and_nobody_else_may_read() {
        let temp = tempfile::tempdir().unwrap();
        let store = SealedKeyStore::new(temp.path(), LITTLE);
        store.unlock(&secret("correct horse")).unwrap();
        store.set("p-1", &secret("IST.planted.key")).unwrap();
        let folder = temp.path().join(FOLDER);
        let mut seen = 0;
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            for word in [&b"IST.planted.key"[..], b"correct horse", b"AGE-SECRET-KEY"] {
                assert!(memchr::memmem::find(&bytes, word).is_none(), "{path:?}");
            }
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                let mode = |p: &Path| fs::metadata(p).unwrap().permissions().mode() & 0o777;
                assert_eq!((mode(&path), mode(&folder)), (0o600, 0o700));
            }
            seen += 1;
        }
        assert_eq!(seen, 2, "no half-written file is left");
    }

    #[test]
    fn a_damaged_file_and_a_short_passphrase_are_told() {
        let temp = tempfile::tempdir().unwrap();
        let store = SealedKeyStore::new(temp.path(), LITTLE);
        let short = store.unlock(&secret("short")).unwrap_err();
        assert_eq!(short, SecretError::WeakPassphrase);
        assert_eq!(store.seal(), Seal::None);
        store.unlock(&secret("correct horse")).unwrap();
        store.set("p-1", &secret("IST.one")).unwrap();
        fs::write(temp.path().join("keys/p-1.key.age"), b"age-encryption").unwrap();
        let told = store.get("p-1").unwrap_err().to_string();
        assert!(told.contains("damaged"), "{told}");
        fs::write(temp.path().join("keys/passphrase.age"), b"").unwrap();
        let again = SealedKeyStore::new(temp.path(), LITTLE);
        let told = again.unlock(&secret("correct horse")).unwrap_err();
        assert!(told.to_string().contains("damaged"), "{told}");
        again.remove_all().unwrap();
        assert_eq!(again.seal(), Seal::None);
    }

    #[test]
    fn a_name_leads_nowhere_else() {
        let temp = tempfile::tempdir().unwrap();
        let store = SealedKeyStore::new(temp.path(), LITTLE);
        for name in ["", "../x", "a/b", ".x", "a\\b"] {
            assert!(store.get(name).is_err(), "{name:?}");
        }
    }
}
