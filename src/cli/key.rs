//! The key of one run, from where no list of processes shows it.

use super::commands::Common;
use super::end::{Failure, bad};
use crate::secrets::{self, GivenKeyStore, KeyStore, Secret, SecretError};
use crate::worker::Keys;
use crate::worker::protocol::{ErrorCard, Trouble};
use std::sync::Arc;

/// The key that was given for this run: by a descriptor, else by the environment.
pub(super) fn given(common: &Common) -> Result<Option<Secret>, Failure> {
    if let Some(number) = common.key_fd {
        let key = from_descriptor(number)?;
        return key.map(Some).ok_or_else(|| {
            let what = format!("There is no key in descriptor {number}");
            bad(what, "Write the key into it, as in --key-fd 3 3<file")
        });
    }
    secrets::from_env().map_err(|e| unusable(&e))
}

fn unusable(error: &SecretError) -> Failure {
    ErrorCard::new(error.to_string(), "")
        .of(Trouble::BadInput)
        .into()
}

#[cfg(unix)]
fn from_descriptor(number: u32) -> Result<Option<Secret>, Failure> {
    if number == 0 {
        return secrets::from_reader(std::io::stdin().lock()).map_err(|e| unusable(&e));
    }
    let open = std::fs::File::open(format!("/dev/fd/{number}")).map_err(|error| {
        let what = format!("Descriptor {number} cannot be read: {error}");
        bad(what, "Hand it in from the shell, as in --key-fd 3 3<file")
    })?;
    secrets::from_reader(open).map_err(|e| unusable(&e))
}

#[cfg(not(unix))]
fn from_descriptor(number: u32) -> Result<Option<Secret>, Failure> {
    if number == 0 {
        return secrets::from_reader(std::io::stdin().lock()).map_err(|e| unusable(&e));
    }
    Err(bad(
        "Descriptors can be read on Unix alone",
        "Give --key-fd 0 and the key on standard input, or GATEHOUSE_API_KEY",
    ))
}

/// The key store of this run: a key that was given comes before the system's store.
pub(super) fn store(given: Option<Secret>) -> Box<dyn FnOnce() -> Keys + Send> {
    match given {
        Some(key) => Box::new(move || {
            let store = Arc::new(GivenKeyStore::new(key)) as Arc<dyn KeyStore>;
            (store, Some("The key was given for this run".to_owned()))
        }),
        None => Box::new(secrets::choose),
    }
}
