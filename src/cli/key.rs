//! The key or app secret of one run, from where no list of processes shows it.

use super::World;
use super::end::{Failure, bad};
use super::shared_args::Common;
use crate::secrets::{self, GivenKeyStore, KeyStore, Secret, SecretError};
use crate::worker::Keys;
use crate::worker::protocol::{ErrorCard, Trouble};
use std::io::Read;
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

fn from_descriptor(number: u32) -> Result<Option<Secret>, Failure> {
    descriptor(number, secrets::from_reader)
}

/// What is in a descriptor that was handed in, read in one way or the other.
#[cfg(unix)]
fn descriptor(
    number: u32,
    read: fn(Box<dyn Read>) -> Result<Option<Secret>, SecretError>,
) -> Result<Option<Secret>, Failure> {
    let input: Box<dyn Read> = if number == 0 {
        Box::new(std::io::stdin().lock())
    } else {
        let open = std::fs::File::open(format!("/dev/fd/{number}")).map_err(|error| {
            let what = format!("Descriptor {number} cannot be read: {error}");
            bad(what, "Hand it in from the shell, as in --key-fd 3 3<file")
        })?;
        Box::new(open)
    };
    read(input).map_err(|e| unusable(&e))
}

#[cfg(not(unix))]
fn descriptor(
    number: u32,
    read: fn(Box<dyn Read>) -> Result<Option<Secret>, SecretError>,
) -> Result<Option<Secret>, Failure> {
    if number == 0 {
        return read(Box::new(std::io::stdin().lock())).map_err(|e| unusable(&e));
    }
    Err(bad(
        "Descriptors can be read on Unix alone",
        "Give it on standard input as descriptor 0, or the key in GATEHOUSE_API_KEY",
    ))
}

/// The passphrase that was handed in, if one was: `GATEHOUSE_PASSPHRASE_FD` names the descriptor.
fn passphrase() -> Result<Option<Secret>, Failure> {
    let remedy = "Hand it in from the shell, as in GATEHOUSE_PASSPHRASE_FD=4 gatehouse … 4<file";
    let Some(number) = std::env::var_os(secrets::ENV_PASSPHRASE_FD) else {
        return Ok(None);
    };
    let number = number.to_str().and_then(|n| n.trim().parse::<u32>().ok());
    let Some(number) = number else {
        return Err(bad("GATEHOUSE_PASSPHRASE_FD is not a number", remedy));
    };
    let given = descriptor(number, secrets::passphrase_from_reader)?;
    if given.is_none() {
        let what = format!("There is no passphrase in descriptor {number}");
        return Err(bad(what, remedy));
    }
    Ok(given)
}

/// The usual place for keys, opened where a passphrase was handed in.
fn usual(world: &World) -> Result<Box<dyn FnOnce() -> Keys + Send>, Failure> {
    let data = world.data.clone();
    let Some(passphrase) = passphrase()? else {
        return Ok(Box::new(move || secrets::choose(&data)));
    };
    let keys = secrets::choose(&data);
    if let Some(vault) = keys.0.vault() {
        vault.unlock(&passphrase).map_err(|e| unusable(&e))?;
    }
    Ok(Box::new(move || keys))
}

/// The key store of this run: what was given comes before the usual place.
pub(super) fn store(
    given: Given,
    world: &World,
) -> Result<Box<dyn FnOnce() -> Keys + Send>, Failure> {
    let Given {
        either,
        key,
        app_secret,
    } = given;
    let note = Some("The key was given for this run".to_owned());
    let keys = |store: GivenKeyStore| (Arc::new(store) as Arc<dyn KeyStore>, note);
    match (either, key, app_secret) {
        (Some(either), ..) => Ok(Box::new(move || keys(GivenKeyStore::new(either)))),
        (None, None, None) => usual(world),
        (None, key, app_secret) => {
            let usual = usual(world)?;
            Ok(Box::new(move || {
                keys(GivenKeyStore::of(key, app_secret, usual().0))
            }))
        }
    }
}
