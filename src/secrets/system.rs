//! The platform's key store: Keychain, Credential Manager, or the Secret Service.

use super::{KeyStore, Secret, SecretError};
use keyring::v1::{Entry, Error};

/// Name under which the keys stand in the platform's own list.
const SERVICE: &str = "gatehouse";
const PLACE: &str = "the system's key store";

/// The platform's key store; service `gatehouse`, user = id of the profile.
///
/// The platform is asked once per process whether it has a store: one that starts later is found
/// only after the program is started again. Every call may block on a question to the user.
#[derive(Debug)]
pub struct SystemKeyStore(());

impl SystemKeyStore {
    /// Asks the platform for its store. Blocks for some ten milliseconds.
    ///
    /// # Errors
    /// [`SecretError::Unavailable`] with the platform's reason.
    pub fn connect() -> Result<Self, SecretError> {
        match Entry::store_status() {
            Ok(()) => Ok(Self(())),
            Err(error) => Err(SecretError::Unavailable {
                reason: in_one_line(error),
            }),
        }
    }
}

fn entry(profile: &str) -> Result<Entry, SecretError> {
    Entry::new(SERVICE, profile).map_err(|e| told(&e))
}

/// Turns the platform's error into ours. The errors that carry bytes of the key are answered
/// without a look at them.
fn told(error: &Error) -> SecretError {
    match error {
        Error::NoDefaultStore => SecretError::Unavailable {
            reason: "it did not start".to_owned(),
        },
        Error::NoStorageAccess(_) => SecretError::Locked {
            reason: in_one_line(error),
        },
        Error::BadEncoding(_) | Error::BadDataFormat(..) => SecretError::Unusable {
            place: PLACE,
            reason: "it is not a text".to_owned(),
        },
        Error::Ambiguous(entries) => SecretError::Unusable {
            place: PLACE,
            reason: format!("{} entries have its name", entries.len()),
        },
        other => SecretError::Failed {
            reason: in_one_line(other),
        },
    }
}

/// The platform's words in one line of at most 200 characters.
fn in_one_line(error: &Error) -> String {
    let words = match error {
        Error::BadEncoding(_) | Error::BadDataFormat(..) => "it is not a text".to_owned(),
        Error::PlatformFailure(cause) | Error::NoStorageAccess(cause) => cause.to_string(),
        other => other.to_string(),
    };
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches('.').chars().take(200).collect()
}

impl KeyStore for SystemKeyStore {
    fn get(&self, profile: &str) -> Result<Option<Secret>, SecretError> {
        match entry(profile)?.get_password() {
            Ok(text) => Ok(Secret::new(text)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(told(&error)),
        }
    }

    fn set(&self, profile: &str, key: &Secret) -> Result<(), SecretError> {
        entry(profile)?
            .set_password(key.expose())
            .map_err(|e| told(&e))
    }

    fn delete(&self, profile: &str) -> Result<(), SecretError> {
        match entry(profile)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(told(&error)),
        }
    }

    fn name(&self) -> &'static str {
        PLACE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_error_shows_bytes_of_the_key() {
        let key = b"IST.topsecret".to_vec();
        let cause = || Box::new(std::io::Error::other("torn"));
        for error in [
            Error::BadEncoding(key.clone()),
            Error::BadDataFormat(key.clone(), cause()),
        ] {
            let said = told(&error);
            let shown = format!("{said} {said:?} {}", in_one_line(&error));
            assert!(
                !shown.contains("IST") && !shown.contains("73, 83"),
                "{shown}"
            );
        }
    }

    #[test]
    fn reasons_are_one_line() {
        let error = Error::PlatformFailure(Box::new(std::io::Error::other("zbus:\n  no bus.")));
        assert_eq!(
            told(&error),
            SecretError::Failed {
                reason: "zbus: no bus".to_owned()
            }
        );
    }
}
