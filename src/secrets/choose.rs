//! Which place for keys this run uses.

use super::{KeyStore, Seal, SecretError, SystemKeyStore, Vault, Work};
use std::path::Path;
use std::sync::Arc;

/// The platform's store if it is there, else a [`Vault`] below this data directory, with a sentence
/// that tells so. Blocks like every call to the platform's store.
pub fn choose(data: &Path) -> (Arc<dyn KeyStore>, Option<String>) {
    let platform = SystemKeyStore::connect().map(|s| Arc::new(s) as Arc<dyn KeyStore>);
    choose_from(platform, data, Work::default())
}

/// The same with the answer of the platform given, and with the work that a passphrase costs.
pub fn choose_from(
    system: Result<Arc<dyn KeyStore>, SecretError>,
    data: &Path,
    work: Work,
) -> (Arc<dyn KeyStore>, Option<String>) {
    match system {
        Ok(store) => {
            let vault = Vault::new(data, Some(Arc::clone(&store)), work);
            // Keys that were sealed while there was no store are still found.
            if vault.seal() == Seal::None {
                (store, None)
            } else {
                (Arc::new(vault), None)
            }
        }
        Err(error) => {
            // The platform's words are for a log; what matters to people is what follows from it.
            tracing::info!(%error, "no key store");
            let notice = "This computer offers no key store, so the key is kept for this run only \
                          and has to be given again after a restart"
                .to_owned();
            (Arc::new(Vault::new(data, None, work)), Some(notice))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::MemoryKeyStore;
    use super::*;

    #[test]
    fn memory_stands_in_and_says_so() {
        let temp = tempfile::tempdir().unwrap();
        let none = Err(SecretError::Unavailable {
            reason: "no session bus".to_owned(),
        });
        let (store, notice) = choose_from(none, temp.path(), Work(2));
        assert_eq!(store.name(), "memory, for this run only");
        let notice = notice.unwrap();
        assert!(notice.contains("this run only") && notice.contains("again"));
        assert!(!notice.contains('\n'));
    }

    #[test]
    fn the_platform_comes_first() {
        let temp = tempfile::tempdir().unwrap();
        let platform = || Ok(Arc::new(MemoryKeyStore::new()) as Arc<dyn KeyStore>);
        let (store, notice) = choose_from(platform(), temp.path(), Work(2));
        assert!(notice.is_none() && store.vault().is_none());
        let sealed = super::super::SealedKeyStore::new(temp.path(), Work(2));
        let passphrase = super::super::Secret::new("correct horse".to_owned()).unwrap();
        sealed.unlock(&passphrase).unwrap();
        let (store, notice) = choose_from(platform(), temp.path(), Work(2));
        let vault = store.vault().unwrap();
        assert!(notice.is_none() && vault.seal() == Seal::Closed);
    }
}
