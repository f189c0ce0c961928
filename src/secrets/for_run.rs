//! A key or an app secret that was given from outside for one run.

use super::{KeyStore, Secret, SecretError, Vault};
use std::sync::Arc;

/// Answers the same for every profile and keeps nothing. A key is never answered where an app
/// secret is asked for, nor the other way round, unless it was given for both.
#[derive(Debug, Default)]
pub struct GivenKeyStore {
    key: Option<Secret>,
    app_secret: Option<Secret>,
    /// Where to look for what was not given.
    usual: Option<Arc<dyn KeyStore>>,
}

impl GivenKeyStore {
    /// A store with this, whatever the profile signs in with.
    pub fn new(either: Secret) -> Self {
        Self {
            key: Some(either.clone()),
            app_secret: Some(either),
            usual: None,
        }
    }

    /// A store with this key, with this app secret, and for what is missing of the two with what
    /// lies in the usual place.
    pub fn of(key: Option<Secret>, app_secret: Option<Secret>, usual: Arc<dyn KeyStore>) -> Self {
        Self {
            key,
            app_secret,
            usual: Some(usual),
        }
    }
}

impl KeyStore for GivenKeyStore {
    fn get(&self, name: &str) -> Result<Option<Secret>, SecretError> {
        let given = if super::is_app_secret(name) {
            &self.app_secret
        } else {
            &self.key
        };
        match (given, &self.usual) {
            (None, Some(usual)) => usual.get(name),
            (given, _) => Ok(given.clone()),
        }
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

    fn vault(&self) -> Option<&Vault> {
        self.usual.as_ref().and_then(|usual| usual.vault())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_answers_and_keeps_nothing() {
        let key = |t: &str| Secret::new(t.to_owned()).unwrap();
        let store = GivenKeyStore::new(key("given-1"));
        assert!(store.set("a", &key("two")).is_err());
        assert_eq!(store.get("a").unwrap(), Some(key("given-1")));
        assert!(!format!("{store:?}").contains("given-1"));
    }

    #[test]
    fn a_key_is_no_app_secret() {
        let key = |t: &str| Secret::new(t.to_owned());
        let store = GivenKeyStore {
            key: key("IST.k"),
            app_secret: None,
            usual: None,
        };
        let secret = crate::secrets::app_secret_name("a");
        assert_eq!(store.get("a").unwrap(), key("IST.k"));
        assert_eq!(store.get(&secret).unwrap(), None);
        let both = GivenKeyStore::new(key("x").unwrap());
        assert_eq!(both.get(&secret).unwrap(), key("x"));
    }
}
