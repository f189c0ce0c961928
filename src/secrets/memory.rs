//! Keys that last as long as the program runs.

use super::{KeyStore, Secret, SecretError};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Keeps keys in memory. They are overwritten when the program ends.
#[derive(Debug, Default)]
pub struct MemoryKeyStore {
    keys: Mutex<BTreeMap<String, Secret>>,
}

impl MemoryKeyStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// Everything that is kept, by name.
    pub(super) fn all(&self) -> Vec<(String, Secret)> {
        let keys = self.keys();
        keys.iter().map(|(n, k)| (n.clone(), k.clone())).collect()
    }

    fn keys(&self) -> MutexGuard<'_, BTreeMap<String, Secret>> {
        // Every change is a single call on the map, so a panic elsewhere leaves it whole.
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl KeyStore for MemoryKeyStore {
    fn get(&self, profile: &str) -> Result<Option<Secret>, SecretError> {
        Ok(self.keys().get(profile).cloned())
    }

    fn set(&self, profile: &str, key: &Secret) -> Result<(), SecretError> {
        self.keys().insert(profile.to_owned(), key.clone());
        Ok(())
    }

    fn delete(&self, profile: &str) -> Result<(), SecretError> {
        self.keys().remove(profile);
        Ok(())
    }

    fn name(&self) -> &'static str {
        "memory, for this run only"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_profiles_stay_apart() {
        let store = MemoryKeyStore::new();
        let key = |t: &str| Secret::new(t.to_owned()).unwrap();
        store.set("a", &key("one")).unwrap();
        store.set("b", &key("two")).unwrap();
        store.set("a", &key("three")).unwrap();
        assert_eq!(store.get("a").unwrap(), Some(key("three")));
        store.delete("a").unwrap();
        store.delete("a").unwrap();
        assert_eq!(store.get("a").unwrap(), None);
        assert_eq!(store.get("b").unwrap(), Some(key("two")));
        assert!(!format!("{store:?}").contains("two"));
    }
}
