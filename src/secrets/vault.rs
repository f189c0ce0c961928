//! The place for keys where the platform has none: by the owner's choice files that a passphrase
//! opens, or memory for this run.

use super::{KeyStore, MemoryKeyStore, Seal, SealedKeyStore, Secret, SecretError, Work};
use std::path::Path;
use std::sync::Arc;

/// Where a new key goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    /// Into the platform's store.
    Platform,
    /// Into a file that the passphrase opens.
    Sealed,
    /// Into memory, until the program ends.
    ForRun,
}

/// Looks in the files first, then in the platform's store if there is one, then in memory. New keys
/// go into the platform's store, else into the files if their passphrase was given, else into memory.
#[derive(Debug)]
pub struct Vault {
    files: SealedKeyStore,
    platform: Option<Arc<dyn KeyStore>>,
    memory: MemoryKeyStore,
}

impl Vault {
    /// A vault below this data directory.
    pub fn new(data: &Path, platform: Option<Arc<dyn KeyStore>>, work: Work) -> Self {
        Self {
            files: SealedKeyStore::new(data, work),
            platform,
            memory: MemoryKeyStore::new(),
        }
    }

    /// How the files stand.
    pub fn seal(&self) -> Seal {
        self.files.seal()
    }

    /// Opens the files, or gives them this passphrase if they have none; keys that are in memory go
    /// into them.
    ///
    /// # Errors
    /// As [`SealedKeyStore::unlock`].
    pub fn unlock(&self, passphrase: &Secret) -> Result<(), SecretError> {
        self.files.unlock(passphrase)?;
        if self.platform.is_none() {
            for (name, key) in self.memory.all() {
                self.files.set(&name, &key)?;
                self.memory.delete(&name)?;
            }
        }
        Ok(())
    }

    /// Forgets what opens the files. Keys for this run stay: nothing could bring them back.
    pub fn lock(&self) {
        self.files.lock();
    }

    /// Removes the passphrase and every key in the files.
    ///
    /// # Errors
    /// What the disk said.
    pub fn remove_all(&self) -> Result<(), SecretError> {
        self.files.remove_all()
    }

    /// Whether this key lies in the files, and none for this run stands before it.
    pub fn is_sealed(&self, name: &str) -> bool {
        self.files.has(name) && !matches!(self.memory.get(name), Ok(Some(_)))
    }

    /// Where a new key goes.
    pub fn keeps(&self) -> Keeps {
        match (&self.platform, self.seal()) {
            (Some(_), _) => Keeps::Platform,
            (None, Seal::Open) => Keeps::Sealed,
            (None, _) => Keeps::ForRun,
        }
    }
}

impl KeyStore for Vault {
    fn get(&self, profile: &str) -> Result<Option<Secret>, SecretError> {
        // What was given in this run counts, whatever lies behind a passphrase nobody remembers.
        if let Some(key) = self.memory.get(profile)? {
            return Ok(Some(key));
        }
        if self.files.has(profile) {
            return self.files.get(profile);
        }
        match &self.platform {
            Some(platform) => platform.get(profile),
            None => Ok(None),
        }
    }

    fn set(&self, profile: &str, key: &Secret) -> Result<(), SecretError> {
        match &self.platform {
            Some(platform) => {
                platform.set(profile, key)?;
                self.files.delete(profile)
            }
            None if self.seal() == Seal::Open => {
                self.files.set(profile, key)?;
                self.memory.delete(profile)
            }
            None => self.memory.set(profile, key),
        }
    }

    fn delete(&self, profile: &str) -> Result<(), SecretError> {
        let files = self.files.delete(profile);
        let memory = self.memory.delete(profile);
        let platform = self.platform.as_ref().map_or(Ok(()), |p| p.delete(profile));
        files.and(memory).and(platform)
    }

    fn name(&self) -> &'static str {
        match &self.platform {
            Some(platform) => platform.name(),
            None if self.seal() == Seal::Open => self.files.name(),
            None => self.memory.name(),
        }
    }

    fn vault(&self) -> Option<&Vault> {
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret {
        Secret::new(text.to_owned()).unwrap()
    }

    #[test]
    fn keys_of_this_run_go_into_the_files_with_the_passphrase() {
        let temp = tempfile::tempdir().unwrap();
        let vault = Vault::new(temp.path(), None, Work(2));
        vault.set("a", &secret("one")).unwrap();
        assert!(vault.keeps() == Keeps::ForRun && vault.name().contains("this run"));
        vault.unlock(&secret("correct horse")).unwrap();
        assert!(vault.keeps() == Keeps::Sealed && vault.name().contains("passphrase"));
        vault.lock();
        assert_eq!(vault.get("a"), Err(SecretError::PassphraseNeeded));
        // A passphrase that nobody remembers keeps nobody from working.
        vault.set("a", &secret("two")).unwrap();
        assert_eq!(vault.get("a"), Ok(Some(secret("two"))));

        let next = Vault::new(temp.path(), None, Work(2));
        next.unlock(&secret("correct horse")).unwrap();
        assert_eq!(next.get("a"), Ok(Some(secret("one"))));
        next.delete("a").unwrap();
        assert_eq!(next.get("a"), Ok(None));
    }

    #[test]
    fn the_platform_takes_new_keys_and_old_files_are_still_found() {
        let temp = tempfile::tempdir().unwrap();
        let before = Vault::new(temp.path(), None, Work(2));
        before.unlock(&secret("correct horse")).unwrap();
        before.set("a", &secret("one")).unwrap();
        let platform: Arc<dyn KeyStore> = Arc::new(MemoryKeyStore::new());
        let vault = Vault::new(temp.path(), Some(Arc::clone(&platform)), Work(2));
        vault.unlock(&secret("correct horse")).unwrap();
        assert_eq!(vault.get("a"), Ok(Some(secret("one"))));
        vault.set("a", &secret("two")).unwrap();
        assert_eq!(platform.get("a"), Ok(Some(secret("two"))));
        assert_eq!(vault.get("a"), Ok(Some(secret("two"))));
    }
}
