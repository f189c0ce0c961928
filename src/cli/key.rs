//! The key or app secret of one run, from where no list of processes shows it.

use super::commands::Common;
use super::end::{Failure, bad};
use crate::secrets::{self, GivenKeyStore, KeyStore, Secret, SecretError};
use crate::worker::Keys;
use crate::worker::protocol::{ErrorCard, Trouble};
use std::sync::Arc;

/// What was given for this run, by a descriptor or by the environment.
#[derive(Debug, Default)]
pub(super) struct Given {
    /// Through the descriptor: whatever the profile signs in with.
    either: Option<Secret>,
    key: Option<Secret>,
    app_secret: Option<Secret>,
}

impl Given {
    /// The key, or the secret of an app.
    pub(super) fn of(self, is_app: bool) -> Option<Secret> {
        let of_kind = if is_app { self.app_secret } else { self.key };
        self.either.or(of_kind)
    }
}

/// What was given for this run: by a descriptor, else by the environment.
pub(super) fn given(common: &Common) -> Result<Given, Failure> {
    if let Some(number) = common.key_fd {
        let either = from_descriptor(number)?;
        if either.is_none() {
            let what = format!("There is no key in descriptor {number}");
            return Err(bad(what, "Write the key into it, as in --key-fd 3 3<file"));
        }
        return Ok(Given {
            either,
            ..Given::default()
        });
    }
    Ok(Given {
        either: None,
        key: secrets::from_env().map_err(|e| unusable(&e))?,
        app_secret: secrets::app_secret_from_env().map_err(|e| unusable(&e))?,
    })
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

/// The key store of this run: what was given comes before the system's store.
pub(super) fn store(given: Given) -> Box<dyn FnOnce() -> Keys + Send> {
    let Given {
        either,
        key,
        app_secret,
    } = given;
    let store = match (either, key, app_secret) {
        (Some(either), ..) => GivenKeyStore::new(either),
        (None, None, None) => return Box::new(secrets::choose),
        (None, key, app_secret) => GivenKeyStore::of(key, app_secret),
    };
    let note = Some("The key was given for this run".to_owned());
    Box::new(move || (Arc::new(store) as Arc<dyn KeyStore>, note))
}
