//! Connecting an account: try the key or the app first, store only what works.

use super::super::cards::{capability_row, site_limit, store_card, wix_card};
use super::super::files::blocking;
use super::super::open::ending;
use super::super::protocol::{
    Capability, ConnectState, ErrorCard, KeyPlace, NewProfile, NewSignIn, ProfileId, SiteLimit,
    Trouble,
};
use super::super::shared::Shared;
use super::sign_in;
use crate::access::{Account, AccountId, SiteId};
use crate::store::{self, ProfileRow, SignIn};
use crate::wix::{Auth, BaseUrl, Client, ErrorKind, WixError, account, capability, limit};
use std::sync::Arc;

/// What a sign-in turned out to be good for.
struct Tried {
    account: Option<AccountId>,
    name: String,
    sign_in: SignIn,
    checked: Checked,
}

/// What the check found.
#[derive(Debug, Clone, Default)]
pub(in crate::worker) struct Checked {
    pub(in crate::worker) capabilities: Vec<Capability>,
    pub(in crate::worker) limit: Option<SiteLimit>,
}

impl Checked {
    pub(super) fn of(probed: &limit::Probed, at: jiff::Timestamp) -> Self {
        Self {
            capabilities: probed.areas.iter().map(capability_row).collect(),
            limit: probed.limit.as_ref().map(|limit| site_limit(limit, at)),
        }
    }
}

/// Tries the sign-in and makes a profile of it. Tells its id and what it can do; the engine opens
/// it.
pub(in crate::worker) async fn connect(
    shared: &Arc<Shared>,
    wanted: NewProfile,
) -> Option<(ProfileId, Checked)> {
    let show = |state: ConnectState| shared.board.connect(Arc::new(state));
    if shared.offline {
        let why = "The program was started with --offline, so no sign-in can be tried";
        let card = ErrorCard::new(why, "Start it without --offline").of(Trouble::Offline);
        show(ConnectState::Failed(card));
        return None;
    }
    show(ConnectState::Checking);
    let base = wanted
        .base_url
        .clone()
        .unwrap_or_else(|| BaseUrl::wix().to_string());
    let tried = match try_it(shared, &base, &wanted.sign_in).await {
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
                capabilities: tried.checked.capabilities.clone(),
                limit: tried.checked.limit.clone().map(Box::new),
                key_note,
            });
            Some((profile, tried.checked))
        }
        Err(error) => {
            show(ConnectState::Failed(error));
            None
        }
    }
}

async fn try_it(
    shared: &Arc<Shared>,
    base: &str,
    wanted: &NewSignIn,
) -> Result<Tried, ConnectState> {
    let auth = sign_in::typed(wanted).map_err(ConnectState::Failed)?;
    let client = super::open_profile::client(shared, base, auth.clone(), None);
    let (client, _) = client.map_err(ConnectState::Failed)?;
    match (wanted, auth) {
        (NewSignIn::Key { account, .. }, _) => try_key(shared, &client, account).await,
        (NewSignIn::App { .. }, auth) => try_app(shared, base, &client, wanted, &auth).await,
    }
}

async fn try_key(shared: &Shared, client: &Client, typed: &str) -> Result<Tried, ConnectState> {
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
    let probed = limit::probe(client, Some(id.clone())).await;
    dead(&probed.areas)?;
    let beyond_key = || {
        let areas = probed.areas.iter();
        areas.filter(|c| c.area != capability::Area::Key)
    };
    if beyond_key().all(|c| c.reading != capability::Reading::Yes) {
        let first = beyond_key().find_map(|c| c.error.as_ref());
        let card = nothing_readable(&id, found.ok().as_ref(), first);
        return Err(ConnectState::Failed(card));
    }
    let name = account::get(client, &id)
        .await
        .or(found)
        .map(|a| a.name)
        .unwrap_or_default();
    let checked = Checked::of(&probed, shared.now());
    Ok(Tried {
        account: Some(id),
        name,
        sign_in: SignIn::ApiKey {
            limit: checked.limit.as_ref().map(kept_limit),
        },
        checked,
    })
}

/// Tries an app: a token, the site that it is good for, and what can be read there.
async fn try_app(
    shared: &Arc<Shared>,
    base: &str,
    client: &Client,
    wanted: &NewSignIn,
    auth: &Auth,
) -> Result<Tried, ConnectState> {
    let (
        Auth::App(app),
        NewSignIn::App {
            app_id,
            instance_id,
            site,
            ..
        },
    ) = (auth, wanted)
    else {
        let card = ErrorCard::new("This is not an app", "Give its id, secret and instance id");
        return Err(ConnectState::Failed(card));
    };
    let (site, account) = site_of(client, site.trim()).await?;
    let at_site = Auth::App(app.at(site.clone()));
    let client = super::open_profile::client(shared, base, at_site, None);
    let (client, _) = client.map_err(ConnectState::Failed)?;
    let probed = limit::probe(&client, account.clone()).await;
    dead(&probed.areas)?;
    if probed
        .areas
        .iter()
        .all(|c| c.reading != capability::Reading::Yes)
    {
        let of_site = |c: &&capability::Capability| {
            let error = c.error.as_ref();
            error.is_some_and(|e| !matches!(e.kind, ErrorKind::WrongIdentity { .. }))
        };
        let first = probed.areas.iter().find(of_site);
        let mut card = ErrorCard::new(
            "Wix let this app read nothing of its site",
            "Check the permissions of the app on its page, and the site id if you typed one",
        )
        .of(Trouble::NoAccess);
        let details = first.and_then(|c| c.error.as_ref()).map(wix_card);
        card.details = details.map(|c| c.details).unwrap_or_default();
        return Err(ConnectState::Failed(card));
    }
    Ok(Tried {
        account,
        name: String::new(),
        sign_in: SignIn::App {
            app_id: app_id.trim().to_owned(),
            instance_id: instance_id.trim().to_owned(),
            site,
        },
        checked: Checked::of(&probed, shared.now()),
    })
}

/// The site that the app is installed on, and the account of that, as far as Wix tells (site
/// contract 3.4); else the site that was typed.
async fn site_of(
    client: &Client,
    typed: &str,
) -> Result<(SiteId, Option<AccountId>), ConnectState> {
    let told = client.token_info().await;
    if let Err(error) = &told
        // The token itself was refused: no site would help.
        && (error.is_network() || error.path != crate::wix::TOKEN_INFO_PATH)
    {
        return Err(ConnectState::Failed(wix_card(error)));
    }
    let told = told.unwrap_or_default();
    match (told.site, typed) {
        (Some(site), "") => Ok((site, told.account)),
        (Some(site), typed) if site.as_str().eq_ignore_ascii_case(typed) => {
            Ok((site, told.account))
        }
        (Some(site), typed) => {
            let why = format!("The app is installed on another site ({site}) than {typed}");
            let remedy = "Leave the site id empty, or give the instance id of that site";
            let card = ErrorCard::new(why, remedy).of(Trouble::BadInput);
            Err(ConnectState::Failed(card))
        }
        (None, "") => Err(ConnectState::SiteNeeded(
            ErrorCard::new(
                "Wix does not tell which site the app is installed on",
                "Type the site id; it stands in the address of the site’s dashboard",
            )
            .of(Trouble::BadInput),
        )),
        (None, typed) => Ok((SiteId::new(typed), told.account)),
    }
}

/// A network that fell away meanwhile leaves nothing to store.
fn dead(areas: &[capability::Capability]) -> Result<(), ConnectState> {
    let mut errors = areas.iter().filter_map(|c| c.error.as_ref());
    match errors.find(|e| e.is_network()) {
        Some(dead) => Err(ConnectState::Failed(wix_card(dead))),
        None => Ok(()),
    }
}

/// The limit as the list of profiles keeps it.
pub(in crate::worker) fn kept_limit(limit: &SiteLimit) -> store::KeyLimit {
    let numbers = limit.numbers();
    store::KeyLimit {
        open: numbers.open,
        of: numbers.of,
    }
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
pub(super) fn nothing_readable(
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

/// Stores profile and secret: the secret first, so that no profile is ever left without a try.
async fn keep(
    shared: &Shared,
    wanted: &NewProfile,
    base: &str,
    tried: &Tried,
) -> Result<(ProfileId, String), ErrorCard> {
    let name = format!("p-{}", (shared.ids)());
    let id = store::ProfileId::new(&name).map_err(|e| store_card(&e))?;
    let (is_app, secret) = match &wanted.sign_in {
        NewSignIn::Key { key, .. } => (false, key),
        NewSignIn::App { secret, .. } => (true, secret),
    };
    let note = sign_in::keep(shared, &name, is_app, secret).await?;
    let row = ProfileRow {
        id,
        name: profile_name(wanted, tried),
        colour: wanted.colour.to_string(),
        base_url: base.to_owned(),
        account_id: tried.account.clone(),
        account_name: Some(tried.name.clone()).filter(|n| !n.is_empty()),
        read_only: wanted.read_only,
        practice: None,
        pace: serde_json::Value::Null,
        brakes: serde_json::Value::Null,
        key_place: key_place(shared).to_owned(),
        created: shared.now(),
        last_used: None,
        sign_in: tried.sign_in.clone(),
    };
    let kept = shared
        .root
        .run(move |root| root.put_profile(&row))
        .await
        .map_err(ending)?;
    if let Err(error) = kept {
        let (keys, kept_as) = (Arc::clone(&shared.keys), sign_in::kept_as(&name, is_app));
        // The profile was not stored, so its secret must not stay behind.
        if let Ok(Err(left)) = blocking(move || keys.delete(&kept_as)).await {
            tracing::error!(error = %left, "a key without a profile was left in the key store");
        }
        return Err(store_card(&error));
    }
    shared.publish_profiles().await;
    Ok((ProfileId(name), note))
}

/// The word for the place of a secret that is kept now.
pub(in crate::worker) fn key_place(shared: &Shared) -> &'static str {
    match shared.keeps() {
        KeyPlace::Sealed => super::super::cards::SEALED_KEY,
        KeyPlace::ThisRun => "thisRun",
        _ => "system",
    }
}

fn profile_name(wanted: &NewProfile, tried: &Tried) -> String {
    let of_site = match &tried.sign_in {
        SignIn::App { site, .. } => {
            let start: String = site.as_str().chars().take(8).collect();
            format!("App on site {start}")
        }
        SignIn::ApiKey { .. } => "Wix account".to_owned(),
    };
    [wanted.name.trim(), tried.name.trim()]
        .into_iter()
        .find(|n| !n.is_empty())
        .unwrap_or(&of_site)
        .to_owned()
}
