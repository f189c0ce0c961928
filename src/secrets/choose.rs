//! Which place for keys this run uses.

use super::{KeyStore, MemoryKeyStore, SecretError, SystemKeyStore};
use std::sync::Arc;

/// The platform's store if it is there, else memory with a sentence that tells so. Blocks like
/// every call to the platform's store.
pub fn choose() -> (Arc<dyn KeyStore>, Option<String>) {
    choose_from(SystemKeyStore::connect().map(|s| Arc::new(s) as Arc<dyn KeyStore>))
}

/// The same with the answer of the platform given.
pub fn choose_from(
    system: Result<Arc<dyn KeyStore>, SecretError>,
) -> (Arc<dyn KeyStore>, Option<String>) {
    match system {
        Ok(store) => (store, None),
        Err(error) => {
            // The platform's words are for a log; what matters to people is what follows from it.
            tracing::info!(%error, "no key store");
            let notice = "This computer offers no key store, so the key is kept for this run only \
                          and has to be given again after a restart"
                .to_owned();
            (Arc::new(MemoryKeyStore::new()), Some(notice))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_stands_in_and_says_so() {
        let (store, notice) = choose_from(Err(SecretError::Unavailable {
            reason: "no session bus".to_owned(),
        }));
        assert_eq!(store.name(), "memory, for this run only");
        let notice = notice.unwrap();
        assert!(notice.contains("this run only") && notice.contains("again"));
        assert!(!notice.contains('\n'));
    }

    #[test]
    fn the_platform_comes_first() {
        let (_, notice) = choose_from(Ok(Arc::new(MemoryKeyStore::new())));
        assert_eq!(notice, None);
    }
}
