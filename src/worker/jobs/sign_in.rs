//! From what somebody gave, or what the key store keeps, to the proof that calls carry.

use super::super::cards::capital;
use super::super::files::blocking;
use super::super::open::{Open, ending};
use super::super::protocol::{ErrorCard, KeyPlace, NewSignIn, SignIn, Trouble};
use super::super::shared::Shared;
use super::accounts::{self, Above};
use crate::access::SiteId;
use crate::secrets::{self, Secret, SecretError};
use crate::wix::{ApiKey, AppInstance, AppSecret, Auth, KeyError};
use std::sync::Arc;

/// The proof of what was typed. The site of an app may still be open.
pub(in crate::worker) fn typed(sign_in: &NewSignIn) -> Result<Auth, ErrorCard> {
    match sign_in {
        NewSignIn::Key { key, .. } => of_key(key),
        NewSignIn::App {
            app_id,
            secret,
            instance_id,
            site,
        } => {
            let site = Some(site.trim()).filter(|s| !s.is_empty()).map(SiteId::new);
            of_app(app_id, secret, instance_id, site)
        }
    }
}

/// The proof of a profile with this secret: its key, or the secret of its app.
pub(in crate::worker) fn of(sign_in: &SignIn, secret: &str) -> Result<Auth, ErrorCard> {
    match sign_in {
        SignIn::Key { .. } => of_key(secret),
        SignIn::App {
            app_id,
            instance_id,
            site,
        } => of_app(app_id, secret, instance_id, Some(site.clone())),
    }
}

fn of_key(key: &str) -> Result<Auth, ErrorCard> {
    let remedy = "Copy the key again from the page of API keys";
    let key = ApiKey::parse(key).map_err(|e| unusable(&e.to_string(), remedy))?;
    Ok(Auth::Key(key))
}

fn of_app(
    app: &str,
    secret: &str,
    instance: &str,
    site: Option<SiteId>,
) -> Result<Auth, ErrorCard> {
    let ids = |id: &str| id.trim().is_empty() || id.trim().contains(char::is_whitespace);
    if ids(app) || ids(instance) {
        let why = "The app id or the instance id is missing, or has a blank inside";
        return Err(unusable(why, "Copy both again from the page of the app"));
    }
    let secret = AppSecret::parse(secret).map_err(|e| {
        let why = match e {
            KeyError::Empty => "no app secret was given".to_owned(),
            KeyError::TooLong => "the app secret is too long".to_owned(),
            _ => "the app secret has a blank or a sign inside that cannot be sent".to_owned(),
        };
        unusable(&why, "Copy the secret again from the page of the app")
    })?;
    let installed = AppInstance::unplaced(app, secret, instance).map_err(|e| {
        unusable(
            &e.to_string(),
            "Copy the ids again from the page of the app",
        )
    })?;
    Ok(Auth::App(match site {
        Some(site) => installed.at(site),
        None => installed,
    }))
}

fn unusable(why: &str, remedy: &str) -> ErrorCard {
    ErrorCard::new(capital(why), remedy).of(Trouble::BadInput)
}

/// Under which name the secret of a profile lies in the key store. A key and an app secret never
/// share one, so that neither is ever sent in the other's place.
pub(in crate::worker) fn kept_as(profile: &str, is_app: bool) -> String {
    if is_app {
        secrets::app_secret_name(profile)
    } else {
        profile.to_owned()
    }
}

/// Keeps the secret and tells where.
pub(in crate::worker) async fn keep(
    shared: &Shared,
    profile: &str,
    is_app: bool,
    secret: &str,
) -> Result<String, ErrorCard> {
    let what = if is_app { "app secret" } else { "key" };
    let secret = Secret::new(secret.trim().to_owned()).ok_or_else(|| {
        ErrorCard::new(format!("No {what} was given"), "Paste it").of(Trouble::BadInput)
    })?;
    let (keys, name) = (Arc::clone(&shared.keys), kept_as(profile, is_app));
    blocking(move || keys.set(&name, &secret))
        .await
        .map_err(ending)?
        .map_err(|e| {
            let remedy = "Unlock the key store and try again";
            ErrorCard::new(capital(&e.to_string()), remedy)
        })?;
    let note = shared.keys_note.as_ref();
    Ok(match note.filter(|_| shared.keeps() == KeyPlace::ThisRun) {
        Some(_) if is_app => {
            "This computer offers no key store, so the app secret is kept for this run only and \
             has to be given again after a restart"
                .to_owned()
        }
        Some(note) => note.clone(),
        None => format!("The {what} is in {}", shared.keys.name()),
    })
}

/// The secret of the open profile, out of the key store.
pub(in crate::worker) async fn fetch(open: &Open) -> Result<Auth, ErrorCard> {
    let card = open.card();
    let what = card.sign_in.secret();
    let of_parent = card.key == KeyPlace::Parent;
    let home = if of_parent {
        accounts::above(&open.shared, &card.id, Above::Key).await
    } else {
        card.id.clone()
    };
    let (keys, name) = (
        Arc::clone(&open.shared.keys),
        kept_as(&home.0, card.sign_in.is_app()),
    );
    let found = blocking(move || keys.get(&name)).await.map_err(ending)?;
    let remedy = if of_parent {
        "Give it there again, or give this account a key of its own under Settings".to_owned()
    } else {
        format!("Give the {what} again under Settings; what was read is still here")
    };
    match found {
        Ok(Some(secret)) => of(&card.sign_in, secret.expose()),
        Ok(None) => {
            open.edit(|s| s.card.key = KeyPlace::Missing);
            let whose = if of_parent {
                "the account above"
            } else {
                "this profile"
            };
            let why = format!("The {what} of {whose} is not in the key store");
            Err(ErrorCard::new(why, remedy).of(Trouble::NoAccess))
        }
        Err(error @ SecretError::PassphraseNeeded) => {
            let remedy = "Give the passphrase under Settings; what was read is still here";
            Err(ErrorCard::new(capital(&error.to_string()), remedy).of(Trouble::NoAccess))
        }
        Err(error) => {
            Err(ErrorCard::new(capital(&error.to_string()), remedy).of(Trouble::NoAccess))
        }
    }
}
