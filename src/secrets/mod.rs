//! Where the key of an account lives: the platform's key store, a file that a passphrase opens, this
//! run's memory, or the environment. It is never in a log, an error, or readable in a file of ours.

mod choose;
mod for_run;
mod given;
mod memory;
mod sealed;
mod secret;
mod system;
mod vault;

pub use choose::{choose, choose_from};
pub use for_run::GivenKeyStore;
pub use given::{
    ENV_APP_SECRET, ENV_KEY, ENV_PASSPHRASE_FD, app_secret_from_env, from_env, from_reader,
    passphrase_from_reader,
};
pub use memory::MemoryKeyStore;
pub use sealed::{SHORTEST_PASSPHRASE, Seal, SealedKeyStore, Work};
pub use secret::Secret;
pub use system::SystemKeyStore;
pub use vault::{Keeps, Vault};

/// Why a key could not be read, kept or removed. The texts are sentences for people and hold no
/// part of the key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// This computer offers no key store, or it did not start.
    #[error("The system's key store is not available: {reason}")]
    Unavailable {
        /// What the platform said.
        reason: String,
    },
    /// The key store is there and did not let us in: it is locked, or the question was turned down.
    #[error("The system's key store is locked ({reason}). Unlock it and try again")]
    Locked {
        /// What the platform said.
        reason: String,
    },
    /// What lies there is not a key that can be used.
    #[error("The key that lies in {place} cannot be used: {reason}. Enter it again")]
    Unusable {
        /// Where it lies.
        place: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The keys are in files whose passphrase was not given in this run.
    #[error("The key is in a file that opens with your passphrase, and it was not given yet")]
    PassphraseNeeded,
    /// The passphrase is another one.
    #[error("This is not the passphrase of the keys on this computer")]
    WrongPassphrase,
    /// A new passphrase is too short.
    #[error("A passphrase needs at least {SHORTEST_PASSPHRASE} characters")]
    WeakPassphrase,
    /// A file with a key could not be read or written.
    #[error("The file with the key could not be used: {reason}")]
    File {
        /// What the disk said.
        reason: String,
    },
    /// Something else went wrong.
    #[error(
        "The system's key store could not be used: {reason}. Try again, or enter the key for this run only"
    )]
    Failed {
        /// What the platform said.
        reason: String,
    },
}

impl SecretError {
    /// What went wrong with a file. It holds no part of a key: errors of `age` and of the disk
    /// do not name contents.
    fn file(error: &impl std::fmt::Display) -> Self {
        Self::File {
            reason: error.to_string(),
        }
    }
}

/// End of the names under which app secrets lie.
const APP_SECRET: &str = ".app-secret";

/// The name under which the app secret of a profile lies in a [`KeyStore`]; its key would lie under
/// the profile's own id.
pub fn app_secret_name(profile: &str) -> String {
    format!("{profile}{APP_SECRET}")
}

/// Whether an app secret lies under this name.
fn is_app_secret(name: &str) -> bool {
    name.ends_with(APP_SECRET)
}

/// A place for keys, one per profile.
///
/// Calls may block for as long as the platform asks its user to unlock the store, so they must
/// never run on the thread that draws, nor on one that others wait for.
pub trait KeyStore: Send + Sync + std::fmt::Debug {
    /// The key of a profile; `None` if none was kept.
    ///
    /// # Errors
    /// [`SecretError`] if the store cannot be asked.
    fn get(&self, profile: &str) -> Result<Option<Secret>, SecretError>;

    /// Keeps the key of a profile in the place of an older one.
    ///
    /// # Errors
    /// [`SecretError`] if it was not kept.
    fn set(&self, profile: &str, key: &Secret) -> Result<(), SecretError>;

    /// Removes the key of a profile; a missing one is fine.
    ///
    /// # Errors
    /// [`SecretError`] if it may still be there.
    fn delete(&self, profile: &str) -> Result<(), SecretError>;

    /// What to call the place in a sentence, such as "the system's key store".
    fn name(&self) -> &'static str;

    /// The vault behind it, where a passphrase may open something.
    fn vault(&self) -> Option<&Vault> {
        None
    }
}
