//! A key that was given from outside for one run.

use super::{KeyStore, Secret, SecretError};

/// Answers the same key for every profile and keeps nothing.
#[derive(Debug)]
pub struct GivenKeyStore(Secret);

impl GivenKeyStore {
    /// A store with this key.
    pub fn new(key: Secret) -> Self {
        Self(key)
    }
}

impl KeyStore for GivenKeyStore {
    fn get(&self, _profile: &str) -> Result<Option<Secret>, SecretError> {
        Ok(Some(self.0.clone()))
    }

    fn set(&self, _profile: &str, _key: &Secret) -> Result<(), SecretError> {
        Err(SecretError::Failed {
            reason: "a key was given for this run, and nothing is kept".to_owned(),
        })
    }

    fn delete(&self, _profile: &str) -> Result<(), SecretError> {
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
    fn it_answers_and_keeps_nothing() {
        let key = |t: &str| Secret::new(t.to_owned()).unwrap();
        let store = GivenKeyStore::new(key("one"));
        assert!(store.set("a", &key("two")).is_err());
        assert_eq!(store.get("a").unwrap(), Some(key("one")));
        assert!(!format!("{store:?}").contains("one"));
    }
}
