//! The passphrase of the keys: giving it, and forgetting what it opened.

use super::super::cards::capital;
use super::super::files::blocking;
use super::super::open::Open;
use super::super::protocol::{Connection, ErrorCard, KeepIn, Keeping, KeyPlace, Trouble};
use super::super::shared::{Shared, lock};
use crate::secrets::{Seal, Secret, SecretError, Vault};
use std::sync::Arc;

/// Why there is no connection while the program is locked.
const LOCKED: &str = "Locked: the key comes back with your passphrase";

/// Tells how the place for keys stands.
pub(in crate::worker) fn show(shared: &Shared) {
    tell(shared, |_| {});
}

fn tell(shared: &Shared, edit: impl FnOnce(&mut Keeping)) {
    let keeping = {
        let mut keeping = lock(&shared.keeping);
        keeping.keeps = keeps(shared);
        edit(&mut keeping);
        keeping.clone()
    };
    shared.board.keeping(Arc::new(keeping));
}

fn keeps(shared: &Shared) -> KeepIn {
    match (shared.keys.vault().map(Vault::seal), shared.keeps()) {
        (Some(Seal::Closed), _) => KeepIn::Closed,
        (Some(Seal::Open), _) => KeepIn::Sealed,
        (_, KeyPlace::ThisRun) => KeepIn::ForRun,
        _ => KeepIn::System,
    }
}

/// Tries a passphrase, or takes the first one. Tells whether it opened the keys.
pub(in crate::worker) async fn unlock(shared: &Arc<Shared>, typed: String) -> bool {
    let Some(passphrase) = Secret::new(typed) else {
        return false;
    };
    tell(shared, |k| k.checking = true);
    let keys = Arc::clone(&shared.keys);
    let tried = blocking(move || match keys.vault() {
        Some(vault) => vault.unlock(&passphrase),
        None => Err(SecretError::Unavailable {
            reason: "keys are not kept behind a passphrase here".to_owned(),
        }),
    });
    let Ok(tried) = tried.await else { return false };
    let opened = tried.is_ok();
    tell(shared, |k| {
        k.checking = false;
        k.tries += 1;
        k.trouble = tried.err().map(|e| card(&e));
    });
    if opened {
        shared.publish_profiles().await;
    }
    opened
}

fn card(error: &SecretError) -> ErrorCard {
    let remedy = match error {
        SecretError::WrongPassphrase => {
            "Type it again. Capital letters and the layout of the keyboard count"
        }
        SecretError::WeakPassphrase => "Choose a longer one; a few words are easy to remember",
        _ => "Look at the folder “keys” beside your data, and try again",
    };
    ErrorCard::new(capital(&error.to_string()), remedy).of(Trouble::BadInput)
}

/// The open profile's key lies behind the passphrase now, if it was kept for this run before.
pub(in crate::worker) async fn moved(open: &Open) {
    let card = open.card();
    if card.key == KeyPlace::ThisRun && open.shared.place_of(&card).await == KeyPlace::Sealed {
        open.edit(|s| s.card.key = KeyPlace::Sealed);
    }
}

/// Forgets what the passphrase opened, and the client that was made with it. Jobs that are under
/// way have the client they began with, so this waits until there is none. Tells whether it is done.
pub(in crate::worker) fn forget(shared: &Shared, open: Option<&Open>) -> bool {
    let Some(vault) = shared.keys.vault() else {
        return true;
    };
    if shared.any_job() {
        return false;
    }
    if vault.seal() == Seal::Open {
        vault.lock();
        if let Some(open) = open.filter(|o| is_behind(vault, o)) {
            open.edit(|s| {
                s.client = None;
                s.connection = Connection::Offline(LOCKED.to_owned());
            });
        }
        show(shared);
    }
    true
}

/// Whether the open profile lost its client to the lock.
pub(in crate::worker) fn was_locked(open: &Open) -> bool {
    lock(&open.state).connection == Connection::Offline(LOCKED.to_owned())
}

/// Whether the key that a profile works with lies behind the passphrase, its own or that of the
/// account above.
fn is_behind(vault: &Vault, open: &Open) -> bool {
    let card = open.card();
    let name = super::sign_in::kept_as(&card.id.0, card.sign_in.is_app());
    vault.is_sealed(&name) || card.key == KeyPlace::Parent
}

/// Removes the passphrase and the keys behind it.
pub(in crate::worker) async fn remove_all(shared: &Arc<Shared>) {
    let keys = Arc::clone(&shared.keys);
    let removed = blocking(move || keys.vault().map_or(Ok(()), Vault::remove_all));
    let Ok(removed) = removed.await else { return };
    tell(shared, |k| {
        k.trouble = removed.err().map(|e| card(&e));
        k.tries += 1;
    });
    shared.publish_profiles().await;
}
