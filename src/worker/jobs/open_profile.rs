//! Opening a profile: files first, so that everything kept shows at once; the network afterwards.

use super::super::cards::{capital, profile_card, store_card};
use super::super::env::{PracticeInvite, PracticeServer};
use super::super::files::{Files, blocking};
use super::super::open::{Open, State, ending};
use super::super::protocol::{
    Connection, ErrorCard, KeyPlace, PaceSettings, Practice, ProfileCard, ProfileId, Tone, Trouble,
};
use super::super::shared::{Serving, Shared, lock};
use super::accounts::{self, Above};
use super::sign_in;
use crate::access::{InviteStatus, SiteInvite};
use crate::store::{
    self, ProfileLock, ProfileRow, ProfileStore, SignIn, SiteInviteRow, StoreError,
};
use crate::wix::{Auth, BaseUrl, Client, Options, Pace, Rate};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Why there is no network in this run.
const STARTED_OFFLINE: &str = "Working offline: the program was started with --offline";

/// Opens the files of a profile and shows what they hold. The network comes later, with
/// [`connect`].
pub(in crate::worker) async fn open(
    shared: &Arc<Shared>,
    id: &ProfileId,
) -> Result<Arc<Open>, ErrorCard> {
    let open = open_quietly(shared, id, false).await?;
    shared.publish_profiles().await;
    Ok(open)
}

/// The same for a profile that the window does not show: nothing of it appears anywhere.
pub(in crate::worker) async fn open_aside(
    shared: &Arc<Shared>,
    id: &ProfileId,
) -> Result<Arc<Open>, ErrorCard> {
    open_quietly(shared, id, true).await
}

async fn open_quietly(
    shared: &Arc<Shared>,
    id: &ProfileId,
    aside: bool,
) -> Result<Arc<Open>, ErrorCard> {
    let (row, parent) = row(shared, id).await?;
    let (dir, place, now) = (shared.dir.clone(), row.id.clone(), shared.now());
    let read_only = shared.read_only;
    let opened = blocking(move || open_files(&dir, &place, now, read_only))
        .await
        .map_err(ending)?;
    let (files, told, busy) = opened.map_err(|e| store_card(&e))?;
    let touched = row.id.clone();
    if !aside
        && let Ok(Err(error)) = shared
            .root
            .run(move |root| root.touch_profile(&touched, now))
            .await
    {
        tracing::warn!(%error, "the profile could not be marked as used");
    }
    let open = Arc::new(Open {
        shared: Arc::clone(shared),
        files: Files::new(files),
        pace: Mutex::new(None),
        state: Mutex::new(State {
            card: profile_card(&row, parent.as_ref()),
            connection: if shared.offline {
                Connection::Offline(STARTED_OFFLINE.to_owned())
            } else {
                Connection::Untried
            },
            client: None,
            account: None,
            datasets: Vec::new(),
            capabilities: Vec::new(),
            limit: None,
            server: None,
        }),
        busy,
        aside,
        runs: Mutex::new(BTreeSet::new()),
        closed: CancellationToken::new(),
        tasks: TaskTracker::new(),
        table: watch::channel(None).0,
        access: watch::channel(Arc::default()).0,
        request: watch::channel(super::super::protocol::ViewRequest::default()).0,
        sites: super::view::Shelf::default(),
        site_search: watch::channel(super::super::protocol::ViewRequest::default()).0,
        find: watch::channel(String::new()).0,
        contributors: super::view::Shelf::default(),
        invites: super::view::Shelf::default(),
        people: super::view::Shelf::default(),
        roles: super::view::Shelf::default(),
        changes: super::view::Shelf::default(),
        rules: super::rules::Desk::default(),
        family: accounts::Family::default(),
        members: super::members::Desk::default(),
        sheets: super::import::Desk::default(),
        reviews: super::reviews::Desk::default(),
        role_titles: super::super::open::no_titles(),
    });
    open.publish();
    super::keys::moved(&open).await;
    if !aside {
        open.reload().await?;
        super::rules::recall(&open).await;
        open.tell_members().await?;
        accounts::show(&open).await;
        super::reviews::show_list(&open).await;
    }
    for note in told {
        let text = ErrorCard::new(note.to_string(), "");
        open.tell(Tone::Warning, text).await;
    }
    open.publish_activity().await;
    Ok(open)
}

/// The row of a profile, and the profile above it. Whoever uses that one's key keeps to its pace.
async fn row(
    shared: &Shared,
    id: &ProfileId,
) -> Result<(ProfileRow, Option<store::ProfileId>), ErrorCard> {
    let name = id.0.clone();
    let read = move |root: &mut store::RootLedger| {
        let id = store::ProfileId::new(&name)?;
        let (mut row, parent) = (root.profile(&id)?, root.parent(&id)?);
        let above = parent.as_ref().map(|id| root.profile(id)).transpose()?;
        if let (Some(row), Some(above)) = (&mut row, above.flatten())
            && row.key_place == super::super::cards::PARENTS_KEY
        {
            row.pace = above.pace;
            row.base_url = above.base_url;
        }
        Ok((row, parent))
    };
    let (row, parent) = shared
        .root
        .run(read)
        .await
        .map_err(ending)?
        .map_err(|e: StoreError| store_card(&e))?;
    let row = row.ok_or_else(|| {
        let why = "This profile is not there any more";
        ErrorCard::new(why, "Choose another one").of(Trouble::BadInput)
    })?;
    Ok((row, parent))
}

type Opened = (ProfileStore, Vec<store::Told>, Option<String>);

fn open_files(
    dir: &store::DataDir,
    id: &store::ProfileId,
    now: jiff::Timestamp,
    read_only: bool,
) -> Result<Opened, StoreError> {
    if !read_only {
        match ProfileStore::open(dir, id, now) {
            Ok((files, told)) => return Ok((files, told, None)),
            Err(StoreError::Busy { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    let (files, told) = ProfileStore::open_read_only(dir, id)?;
    let why = "Another window of Gatehouse has this profile open, so this one only reads";
    Ok((files, told, Some(why.to_owned())))
}

/// Makes the profile of a practice account, if it is not there, and tells its id.
pub(in crate::worker) async fn practice_profile(
    shared: &Shared,
    practice: Practice,
) -> Result<ProfileId, ErrorCard> {
    let name = format!("practice-{}-{}", practice.size.word(), practice.seed);
    let id = store::ProfileId::new(&name).map_err(|e| store_card(&e))?;
    let now = shared.now();
    let made = shared
        .root
        .run(move |root| {
            if root.profile(&id)?.is_some() {
                return Ok(());
            }
            root.put_profile(&ProfileRow {
                id,
                name: practice.size.title().to_owned(),
                colour: "2".to_owned(),
                base_url: String::new(),
                account_id: None,
                account_name: None,
                read_only: false,
                practice: Some(store::Practice {
                    size: practice.size.word().to_owned(),
                    seed: practice.seed,
                }),
                pace: serde_json::Value::Null,
                brakes: serde_json::Value::Null,
                key_place: "practice".to_owned(),
                created: now,
                last_used: None,
                sign_in: SignIn::key(),
            })
        })
        .await
        .map_err(ending)?;
    made.map_err(|e| store_card(&e))?;
    Ok(ProfileId(name))
}

/// Connects the open profile: starts its practice account or fetches its key. Says nothing to Wix.
pub(in crate::worker) async fn connect(open: &Open) {
    if open.shared.offline {
        return;
    }
    if let Some(busy) = &open.busy {
        // The window that has the profile reads and writes; this one shows what is kept.
        return open.edit(|s| s.connection = Connection::Offline(busy.clone()));
    }
    let card = open.card();
    let ready = match card.practice {
        Some(practice) => start_practice(open, practice).await,
        None => sign_in::fetch(open).await,
    };
    match ready {
        Ok(auth) => {
            lock(&open.state).connection = Connection::Untried;
            set_client(open, auth);
        }
        Err(error) => open.edit(|s| s.connection = Connection::Trouble(error)),
    }
}

async fn start_practice(open: &Open, practice: Practice) -> Result<Auth, ErrorCard> {
    let card = open.card();
    let server = server(&open.shared, &card, practice).await?;
    let (base, key) = (server.base_url.clone(), server.api_key.clone());
    if card.parent.is_some() {
        open.edit(|s| {
            s.server = Some(server);
            s.card.base_url = base;
        });
        return match card.key {
            KeyPlace::Practice => sign_in::of(&card.sign_in, &key),
            _ => sign_in::fetch(open).await,
        };
    }
    let rows = site_invites(&server.site_invites, open.shared.now());
    let account = server.account.clone();
    keep_site_invites(open, rows).await;
    open.edit(|s| {
        s.server = Some(server);
        s.card.base_url.clone_from(&base);
        s.card.account = account.as_str().into();
    });
    super::profiles::edit(&open.shared, None, &card.id, move |row| {
        row.base_url.clone_from(&base);
        row.account_id = Some(account.as_str().into());
    })
    .await?;
    sign_in::of(&open.card().sign_in, &key)
}

/// The server of a practice account, started if it is not running. A child account is served by
/// that of the profile above.
async fn server(
    shared: &Shared,
    card: &ProfileCard,
    practice: Practice,
) -> Result<PracticeServer, ErrorCard> {
    let home = accounts::above(shared, &card.id, Above::Top).await;
    let mut servers = shared.servers.lock().await;
    if let Some(serving) = servers.get(&home) {
        return Ok(serving.server.clone());
    }
    let launcher = shared
        .practice
        .clone()
        .ok_or_else(|| ErrorCard::new("This build has no practice account", ""))?;
    let id = store::ProfileId::new(&home.0).map_err(|e| store_card(&e))?;
    let folder = shared.dir.profile(&id).path().to_owned();
    let (state, held) = (folder.join("practice.json"), folder.join("practice.lock"));
    let lock = blocking(move || ProfileLock::take(&held)).await;
    let lock = lock.map_err(ending)?.map_err(|error| match error {
        StoreError::Busy { .. } => {
            let why = "This practice account is open in another window of Gatehouse";
            ErrorCard::new(why, "Use that window, or close it first").of(Trouble::Busy)
        }
        other => store_card(&other),
    })?;
    let server = launcher.launch(practice, state).await.map_err(|why| {
        ErrorCard::new(
            format!("The practice account did not start: {why}"),
            "Close other windows of Gatehouse and open the profile again",
        )
    })?;
    let serving = Serving {
        server: server.clone(),
        _lock: lock,
    };
    servers.insert(home, serving);
    Ok(server)
}

/// Wix cannot list site invites, so the ones of the practice account are noted from the start.
fn site_invites(known: &[PracticeInvite], at: jiff::Timestamp) -> Vec<SiteInviteRow> {
    let row = |known: &PracticeInvite| {
        let invite = SiteInvite {
            email: known.email.clone(),
            roles: known.roles.iter().map(|r| r.as_str().into()).collect(),
            status: InviteStatus::from_wire(&known.status),
            expires_at: Some(known.expires_at),
            ..SiteInvite::bare(known.id.as_str().into(), known.site.as_str().into())
        };
        SiteInviteRow {
            body: serde_json::to_string(&invite).unwrap_or_else(|_| "{}".to_owned()),
            site: invite.site,
            invite: invite.id,
            email: invite.email,
            at,
        }
    };
    known.iter().map(row).collect()
}

async fn keep_site_invites(open: &Open, rows: Vec<SiteInviteRow>) {
    if open.busy.is_some() || open.shared.read_only {
        return;
    }
    let kept = open
        .files
        .run(move |s| {
            if s.ledger.site_invites(None)?.is_empty() {
                rows.iter()
                    .try_for_each(|row| s.ledger.put_site_invite(row))
            } else {
                Ok(())
            }
        })
        .await;
    if let Ok(Err(error)) = kept {
        tracing::error!(%error, "site invites could not be kept");
    }
}

/// Makes the client for this caller.
pub(in crate::worker) fn set_client(open: &Open, auth: Auth) {
    let card = open.card();
    let mut pace = card.pace;
    // A pace that the owner chose counts; the usual one gives way to a server without a limit.
    let server = lock(&open.state).server.as_ref().map(|s| s.unlimited);
    if server == Some(true) && pace == PaceSettings::default() {
        pace.unlimited = true;
        pace.creation_gap_ms = 0;
    }
    // A pace for this run alone comes before both.
    if let Some(for_run) = *lock(&open.shared.pace_for_run) {
        pace = for_run;
    }
    let made = client(&open.shared, &card.base_url, auth, Some(pace));
    match made {
        Ok((client, pace)) => {
            *lock(&open.pace) = Some(pace);
            open.edit(|s| s.client = Some(client));
        }
        Err(error) => open.edit(|s| s.connection = Connection::Trouble(error)),
    }
}

/// Makes the client again, after its pace was changed.
pub(in crate::worker) async fn reconnect(open: &Open) {
    if lock(&open.state).client.is_some() {
        connect(open).await;
    }
}

/// A client for this server and caller, with the one limiter of the caller. It gets this pace; without
/// one it keeps what it has.
pub(in crate::worker) fn client(
    shared: &Shared,
    base_url: &str,
    auth: Auth,
    pace: Option<PaceSettings>,
) -> Result<(Client, Arc<Pace>), ErrorCard> {
    let plain = |text: String, remedy: &str| ErrorCard::new(capital(&text), remedy);
    let base = BaseUrl::parse(base_url).map_err(|e| {
        plain(e.to_string(), "Check the address of the server").of(Trouble::BadInput)
    })?;
    let limiter = Pace::of(&base, &auth);
    if let Some(pace) = pace {
        let allowed = super::profiles::allowed_pace(pace, &base);
        limiter.set_rate(if allowed.unlimited {
            Rate::Unlimited
        } else {
            Rate::PerMinute(allowed.per_minute)
        });
        limiter.set_gap(Duration::from_millis(allowed.creation_gap_ms));
    }
    let mut options = Options::new(base, auth, Arc::clone(&limiter), shared.sources.clone());
    options.offline = shared.offline;
    let client = Client::new(options).map_err(|e| {
        plain(
            e.to_string(),
            "Install the package ca-certificates and start again",
        )
    })?;
    Ok((client, limiter))
}
