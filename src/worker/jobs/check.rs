//! What the sign-in of the open profile can do, and giving it its secret again.

use super::super::cards::wix_card;
use super::super::open::Open;
use super::super::protocol::{Connection, ErrorCard, JobKind, Tone};
use super::connect::{Checked, key_place, nothing_readable};
use super::sign_in;
use crate::wix::{ErrorKind, capability, limit};
use std::sync::Arc;

/// Takes a new key, or a new app secret, for the open profile and tries it first.
pub(in crate::worker) async fn give_key(open: &Arc<Open>, secret: String) -> Result<(), ErrorCard> {
    let card = open.card();
    let auth = sign_in::of(&card.sign_in, &secret)?;
    let made =
        super::open_profile::client(&open.shared, &card.base_url, auth.clone(), Some(card.pace));
    let (client, _) = made?;
    let account = Some(card.account.clone()).filter(|a| !a.is_empty());
    let probed = limit::probe(&client, account).await;
    if let Some(error) = probed
        .areas
        .iter()
        .filter_map(|c| c.error.as_ref())
        .find(|e| {
            e.is_network() || matches!(e.kind, ErrorKind::InvalidKey | ErrorKind::Unauthorized)
        })
    {
        return Err(wix_card(error));
    }
    if probed
        .areas
        .iter()
        .all(|c| c.reading != capability::Reading::Yes)
    {
        let first = probed.areas.iter().find_map(|c| c.error.as_ref());
        return Err(nothing_readable(&card.account, None, first));
    }
    sign_in::keep(&open.shared, &card.id.0, card.sign_in.is_app(), &secret).await?;
    let place = key_place(&open.shared);
    super::profiles::edit(&open.shared, None, &card.id, move |row| {
        place.clone_into(&mut row.key_place);
    })
    .await?;
    open.keep_check(Checked::of(&probed, open.shared.now()))
        .await;
    open.edit(|s| {
        s.card.key = open.shared.keeps();
        s.connection = Connection::Online;
    });
    super::open_profile::set_client(open, auth);
    Ok(())
}

/// Asks what the sign-in of the open profile can do.
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
    let account = Some(open.account()).filter(|a| !a.is_empty());
    let probed = tokio::select! {
        () = job.token().cancelled() => return job.cancelled("The check was stopped"),
        probed = limit::probe(&client, account) => probed,
    };
    let mut errors = probed.areas.iter().filter_map(|c| c.error.as_ref());
    if let Some(dead) = errors.find(|e| e.is_network()) {
        open.heard::<()>(&Err(dead.clone()));
        return job.failed(wix_card(dead));
    }
    let works = probed
        .areas
        .iter()
        .filter(|c| c.reading == capability::Reading::Yes)
        .count();
    let all = probed.areas.len();
    let who = if open.card().sign_in.is_app() {
        "app"
    } else {
        "key"
    };
    open.keep_check(Checked::of(&probed, open.shared.now()))
        .await;
    job.done(format!("The {who} can read {works} of {all} areas"));
}
