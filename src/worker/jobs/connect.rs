//! Connecting an account: try the key first, store only what works.

use super::super::cards::{capability_row, capital, store_card, wix_card};
use super::super::files::blocking;
use super::super::open::{Open, ending};
use super::super::protocol::{
    Capability, ConnectState, ErrorCard, JobKind, NewProfile, ProfileId, Tone, Trouble,
};
use super::super::shared::Shared;
use crate::access::{Account, AccountId};
use crate::secrets::Secret;
use crate::store::{self, ProfileRow};
use crate::wix::{BaseUrl, Client, ErrorKind, WixError, account, capability};
use std::sync::Arc;

/// What a key turned out to be good for.
struct Tried {
    account: AccountId,
    name: String,
    capabilities: Vec<Capability>,
}

/// Tries the key and makes a profile of it. Tells its id and what the key can do; the engine opens
/// it.
pub(in crate::worker) async fn connect(
    shared: &Arc<Shared>,
    wanted: NewProfile,
) -> Option<(ProfileId, Vec<Capability>)> {
    let show = |state: ConnectState| shared.board.connect(Arc::new(state));
    if shared.offline {
        let why = "The program was started with --offline, so no key can be tried";
        let card = ErrorCard::new(why, "Start it without --offline").of(Trouble::Offline);
        show(ConnectState::Failed(card));
        return None;
    }
    show(ConnectState::Checking);
    let base = wanted
        .base_url
        .clone()
        .unwrap_or_else(|| BaseUrl::wix().to_string());
    let tried = match super::open_profile::client(shared, &base, &wanted.key, None) {
        Ok((client, _)) => try_key(&client, &wanted.account).await,
        Err(error) => Err(ConnectState::Failed(error)),
    };
    let tried = match tried {
        Ok(tried) => tried,
        Err(state) => {
            show(state);
            return None;
        }
    };
    match keep(shared, &wanted, &base, &tried).await {
        Ok((profile, key_note)) => {
            show(ConnectState::Connected {
                profile: profile.clone(),
                capabilities: tried.capabilities.clone(),
                key_note,
            });
            Some((profile, tried.capabilities))
        }
        Err(error) => {
            show(ConnectState::Failed(error));
            None
        }
    }
}

async fn try_key(client: &Client, typed: &str) -> Result<Tried, ConnectState> {
    let typed = typed.trim();
    let found = account::my_account(client).await;
    if let Err(error) = &found
        && (error.is_network()
            || matches!(error.kind, ErrorKind::InvalidKey | ErrorKind::Unauthorized))
    {
        return Err(ConnectState::Failed(wix_card(error)));
    }
    let id = match (&found, typed.is_empty()) {
        (_, false) => AccountId::new(typed),
        (Ok(account), true) if !account.id.is_empty() => account.id.clone(),
        (_, true) => return Err(ConnectState::AccountNeeded(account_needed(found.err()))),
    };
    let probed = capability::probe(client, Some(id.clone())).await;
    if let Some(dead) = probed
        .iter()
        .filter_map(|c| c.error.as_ref())
        .find(|e| e.is_network())
    {
        return Err(ConnectState::Failed(wix_card(dead)));
    }
    let beyond_key = || probed.iter().filter(|c| c.area != capability::Area::Key);
    if beyond_key().all(|c| c.reading != capability::Reading::Yes) {
        let first = beyond_key().find_map(|c| c.error.as_ref());
        return Err(ConnectState::Failed(nothing_readable(
            &id,
            found.ok().as_ref(),
            first,
        )));
    }
    let name = account::get(client, &id)
        .await
        .or(found)
        .map(|a| a.name)
        .unwrap_or_default();
    Ok(Tried {
        account: id,
        name,
        capabilities: probed.iter().map(capability_row).collect(),
    })
}

fn account_needed(error: Option<WixError>) -> ErrorCard {
    let mut card = ErrorCard::new(
        "The key alone does not tell which account it belongs to",
        "Type the account id; it stands in the address of the dashboard and on the page of API keys",
    )
    .of(Trouble::BadInput);
    card.details = error.map(|e| wix_card(&e).details).unwrap_or_default();
    card
}

/// The key is good and nothing can be read with it: a wrong account id, or no permissions.
fn nothing_readable(
    typed: &AccountId,
    mine: Option<&Account>,
    error: Option<&WixError>,
) -> ErrorCard {
    let mut card = match mine {
        Some(mine) if mine.id != *typed => ErrorCard::new(
            format!(
                "The key belongs to another account ({}) than the one typed ({typed})",
                mine.id
            ),
            "Leave the account id empty, or use a key of that account",
        )
        .of(Trouble::BadInput),
        _ => ErrorCard::new(
            "Wix let this key read nothing of the account",
            "Check the account id and the permissions of the key on the page of API keys",
        )
        .of(Trouble::NoAccess),
    };
    card.details = error.map(|e| wix_card(e).details).unwrap_or_default();
    card
}

/// Stores profile and key: the key first, so that no profile is ever left without a try.
async fn keep(
    shared: &Shared,
    wanted: &NewProfile,
    base: &str,
    tried: &Tried,
) -> Result<(ProfileId, String), ErrorCard> {
    let name = format!("p-{}", (shared.ids)());
    let id = store::ProfileId::new(&name).map_err(|e| store_card(&e))?;
    let note = keep_key(shared, &name, &wanted.key).await?;
    let row = ProfileRow {
        id,
        name: profile_name(wanted, tried),
        colour: wanted.colour.to_string(),
        base_url: base.to_owned(),
        account_id: Some(tried.account.clone()),
        account_name: Some(tried.name.clone()).filter(|n| !n.is_empty()),
        read_only: wanted.read_only,
        practice: None,
        pace: serde_json::Value::Null,
        brakes: serde_json::Value::Null,
        key_place: key_place(shared).to_owned(),
        created: shared.now(),
        last_used: None,
    };
    let kept = shared
        .root
        .run(move |root| root.put_profile(&row))
        .await
        .map_err(ending)?;
    if let Err(error) = kept {
        let (keys, name) = (Arc::clone(&shared.keys), name.clone());
        // The profile was not stored, so its key must not stay behind.
        if let Ok(Err(left)) = blocking(move || keys.delete(&name)).await {
            tracing::error!(error = %left, "a key without a profile was left in the key store");
        }
        return Err(store_card(&error));
    }
    shared.publish_profiles().await;
    Ok((ProfileId(name), note))
}

fn profile_name(wanted: &NewProfile, tried: &Tried) -> String {
    [wanted.name.trim(), tried.name.trim()]
        .into_iter()
        .find(|n| !n.is_empty())
        .unwrap_or("Wix account")
        .to_owned()
}

pub(in crate::worker) async fn keep_key(
    shared: &Shared,
    profile: &str,
    key: &str,
) -> Result<String, ErrorCard> {
    let secret = Secret::new(key.trim().to_owned())
        .ok_or_else(|| ErrorCard::new("No key was given", "Paste the key").of(Trouble::BadInput))?;
    let (keys, name) = (Arc::clone(&shared.keys), profile.to_owned());
    blocking(move || keys.set(&name, &secret))
        .await
        .map_err(ending)?
        .map_err(|e| {
            ErrorCard::new(
                capital(&e.to_string()),
                "Unlock the key store and try again",
            )
        })?;
    Ok(match &shared.keys_note {
        Some(note) => note.clone(),
        None => format!("The key is in {}", shared.keys.name()),
    })
}

/// Word for the place where keys of this run are kept.
pub(in crate::worker) fn key_place(shared: &Shared) -> &'static str {
    if shared.keys_in_memory {
        "thisRun"
    } else {
        "system"
    }
}

/// Takes a new key for the open profile and tries it first.
pub(in crate::worker) async fn give_key(open: &Arc<Open>, key: String) -> Result<(), ErrorCard> {
    let card = open.card();
    let (client, _) =
        super::open_profile::client(&open.shared, &card.base_url, &key, Some(card.pace))?;
    let probed = capability::probe(&client, Some(card.account.clone())).await;
    if let Some(error) = probed.iter().filter_map(|c| c.error.as_ref()).find(|e| {
        e.is_network() || matches!(e.kind, ErrorKind::InvalidKey | ErrorKind::Unauthorized)
    }) {
        return Err(wix_card(error));
    }
    if probed.iter().all(|c| c.reading != capability::Reading::Yes) {
        let first = probed.iter().find_map(|c| c.error.as_ref());
        return Err(nothing_readable(&card.account, None, first));
    }
    keep_key(&open.shared, &card.id.0, &key).await?;
    let place = key_place(&open.shared);
    super::profiles::edit(&open.shared, None, &card.id, move |row| {
        place.clone_into(&mut row.key_place);
    })
    .await?;
    let rows: Vec<Capability> = probed.iter().map(capability_row).collect();
    open.keep_capabilities(rows).await;
    open.edit(|s| {
        s.card.key = if open.shared.keys_in_memory {
            super::super::protocol::KeyPlace::ThisRun
        } else {
            super::super::protocol::KeyPlace::System
        };
        s.connection = super::super::protocol::Connection::Online;
    });
    super::open_profile::set_client(open, &key);
    Ok(())
}

/// Asks what the key of the open profile can do.
pub(in crate::worker) async fn check_key(open: &Arc<Open>) {
    let client = match open.client() {
        Ok(client) => client,
        Err(error) => return open.tell(Tone::Error, error).await,
    };
    let Some(job) = open
        .shared
        .start(JobKind::Check, "Asking one harmless question per area")
    else {
        return;
    };
    let probed = tokio::select! {
        () = job.token().cancelled() => return job.cancelled("The check was stopped"),
        probed = capability::probe(&client, Some(open.account())) => probed,
    };
    if let Some(dead) = probed
        .iter()
        .filter_map(|c| c.error.as_ref())
        .find(|e| e.is_network())
    {
        open.heard::<()>(&Err(dead.clone()));
        return job.failed(wix_card(dead));
    }
    let works = probed
        .iter()
        .filter(|c| c.reading == capability::Reading::Yes)
        .count();
    let all = probed.len();
    let rows: Vec<Capability> = probed.iter().map(capability_row).collect();
    open.keep_capabilities(rows).await;
    job.done(format!("The key can read {works} of {all} areas"));
}
