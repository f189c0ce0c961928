//! This account and those below it: their facts, a profile for each child account, and everybody in
//! all of them.

mod gather;
mod people;
mod read;

pub(in crate::worker) use read::run as read_accounts;

use super::super::cards::{PARENTS_KEY, capital, store_card, wix_card};
use super::super::files::blocking;
use super::super::open::{Open, ending};
use super::super::protocol::{
    AccountRow, AccountsTable, ErrorCard, EverybodyTable, GivenKey, KeyPlace, ProfileId,
    ReadingEnd, SignIn, Tone, Trouble,
};
use super::super::shared::Shared;
use super::sign_in;
use super::view::Shelf;
use crate::access::AccountId;
use crate::store::{self, KeyTrial, ProfileRow, RootLedger, StoreError};
use crate::wix::{ErrorKind, capability};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Hues of profiles.
const HUES: usize = 8;
/// Most profiles between a child account and the one whose key it uses. More is a ring.
const DEEPEST: usize = 16;

/// What is shown about the accounts.
#[derive(Default)]
pub(in crate::worker) struct Family {
    /// This account, the one above, those below.
    pub(in crate::worker) accounts: Shelf<AccountsTable>,
    /// Everybody in all of them. Made when somebody first asks.
    pub(in crate::worker) everybody: Shelf<EverybodyTable>,
    wanted: AtomicBool,
}

/// Which profile above is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::worker) enum Above {
    /// The one whose key is used: its own, or the first one above that has a key.
    Key,
    /// The one above all, whose practice account serves its children.
    Top,
}

/// The profile above one that is meant.
pub(in crate::worker) async fn above(shared: &Shared, id: &ProfileId, which: Above) -> ProfileId {
    let first = id.0.clone();
    let found = shared.root.run(move |root| {
        let mut at = store::ProfileId::new(&first)?;
        for _ in 0..DEEPEST {
            let above = root.parent(&at)?;
            let row = root.profile(&at)?;
            let borrows = row.is_some_and(|r| r.key_place == PARENTS_KEY);
            match above {
                Some(above) if borrows || which == Above::Top => at = above,
                _ => break,
            }
        }
        Ok::<_, StoreError>(at)
    });
    match found.await {
        Ok(Ok(home)) => ProfileId(home.as_str().to_owned()),
        _ => id.clone(),
    }
}

/// The profile of a child account, made if there is none. It uses the key of this profile until it
/// gets one of its own.
pub(in crate::worker) async fn profile_of(
    open: &Open,
    account: &AccountId,
) -> Result<ProfileId, ErrorCard> {
    if account.is_empty() || *account == open.account() {
        let why = "This is the account that is open";
        return Err(ErrorCard::new(why, "Choose a child account").of(Trouble::BadInput));
    }
    let table = open.family.accounts.table.borrow().clone();
    let name = table
        .iter()
        .flat_map(|t| &t.rows)
        .find(|r| r.id == *account)
        .map(|r| r.name.clone())
        .filter(|n| *n != AccountRow::unnamed(account));
    let (card, now) = (open.card(), open.shared.now());
    let (account, new) = (account.clone(), format!("c-{}", (open.shared.ids)()));
    let made = open.shared.root.run(move |root| {
        let home = store::ProfileId::new(&card.id.0)?;
        let known = root.children(&home)?;
        if let Some(known) = known
            .into_iter()
            .find(|c| c.row.account_id.as_ref() == Some(&account))
        {
            return Ok(known.row.id);
        }
        let id = store::ProfileId::new(&new)?;
        let above = root.profile(&home)?;
        let hue = account.as_str().bytes().map(usize::from).sum::<usize>() % HUES;
        // First the tie, then the profile: a profile without it would look for a key of its own.
        root.set_parent(&id, &home)?;
        root.put_profile(&ProfileRow {
            id: id.clone(),
            name: name.clone().unwrap_or(AccountRow::unnamed(&account)),
            colour: hue.to_string(),
            base_url: above
                .as_ref()
                .map(|a| a.base_url.clone())
                .unwrap_or_default(),
            account_id: Some(account),
            account_name: name,
            read_only: card.read_only,
            sign_in: store::SignIn::key(),
            practice: above.and_then(|a| a.practice),
            pace: serde_json::Value::Null,
            brakes: serde_json::to_value(card.brakes).unwrap_or_default(),
            key_place: PARENTS_KEY.to_owned(),
            created: now,
            last_used: None,
        })?;
        Ok(id)
    });
    let id = made
        .await
        .map_err(ending)?
        .map_err(|e: StoreError| store_card(&e))?;
    Ok(ProfileId(id.as_str().to_owned()))
}

/// Gives a child account a key of its own, if it works there.
///
/// The form it was typed into stays open until the answer is there, and says what is wrong.
pub(in crate::worker) async fn give_key(
    open: Arc<Open>,
    form: u64,
    account: AccountId,
    key: String,
) {
    let put = |end| {
        let given = GivenKey { form, end };
        open.shared.board.given_key(Some(Arc::new(given)));
    };
    put(None);
    match keep_key(&open, &account, &key).await {
        Ok(note) => {
            show(&open).await;
            let name = name_of(&open, &account);
            let card = ErrorCard::new(format!("{name} has a key of its own now"), note);
            put(Some(Ok(card.clone())));
            open.tell(Tone::Success, card).await;
        }
        Err(error) => put(Some(Err(error))),
    }
}

async fn keep_key(open: &Open, account: &AccountId, key: &str) -> Result<String, ErrorCard> {
    if open.shared.offline {
        let why = "A key is tried before it is kept, and the program works offline";
        return Err(ErrorCard::new(why, "Start it without --offline").of(Trouble::Offline));
    }
    let base = open.card().base_url;
    let auth = sign_in::of(&SignIn::default(), key)?;
    let (client, _) = super::open_profile::client(&open.shared, &base, auth, None)?;
    let probed = capability::probe(&client, Some(account.clone())).await;
    let dead = |e: &&crate::wix::WixError| {
        e.is_network() || matches!(e.kind, ErrorKind::InvalidKey | ErrorKind::Unauthorized)
    };
    if let Some(error) = probed.iter().filter_map(|c| c.error.as_ref()).find(dead) {
        return Err(wix_card(error));
    }
    // The area of the key itself answers for any good key, whatever the account.
    let inside = || probed.iter().filter(|c| c.area != capability::Area::Key);
    if inside().all(|c| c.reading != capability::Reading::Yes) {
        let answer = inside().find_map(|c| c.error.as_ref());
        let mut card = ErrorCard::new(
            format!("This key reads nothing in {}", name_of(open, account)),
            "Use a key that was made in that account, on its own page of API keys",
        )
        .of(Trouble::NoAccess);
        card.details = answer.map(|e| wix_card(e).details).unwrap_or_default();
        return Err(card);
    }
    let profile = profile_of(open, account).await?;
    let note = sign_in::keep(&open.shared, &profile.0, false, key).await?;
    let place = super::connect::key_place(&open.shared);
    super::profiles::edit(&open.shared, None, &profile, move |row| {
        place.clone_into(&mut row.key_place);
    })
    .await?;
    Ok(note)
}

/// Shows the accounts as they are kept.
pub(in crate::worker) async fn show(open: &Open) {
    if let Err(error) = gather::show(open).await {
        tracing::error!(%error, "the accounts could not be shown");
    }
    if open
        .family
        .wanted
        .load(std::sync::atomic::Ordering::Relaxed)
    {
        people::show(open).await;
    }
}

/// Somebody asks for people of all accounts: from now on they are kept at hand.
pub(in crate::worker) async fn want_everybody(open: Arc<Open>) {
    let first = !open
        .family
        .wanted
        .swap(true, std::sync::atomic::Ordering::Relaxed);
    if first {
        people::show(&open).await;
    }
}

fn name_of(open: &Open, account: &AccountId) -> String {
    let table = open.family.accounts.table.borrow().clone();
    let row = table
        .iter()
        .flat_map(|t| &t.rows)
        .find(|r| r.id == *account);
    row.map_or_else(|| account.as_str().to_owned(), |r| r.name.clone())
}

/// Whether a profile works with the key of the account above.
fn borrows(open: &Open) -> bool {
    let card = open.card();
    card.parent.is_some() && matches!(card.key, KeyPlace::Parent | KeyPlace::Practice)
}

/// Keeps what came of using the key of the account above, and says plainly when Wix refused it
/// everywhere (contract 1, "Parent/child": not documented, so it shows only by trying).
pub(in crate::worker) async fn tried(open: &Open, end: &mut ReadingEnd) {
    let cut = |e: &ErrorCard| matches!(e.trouble, Trouble::Interrupted | Trouble::Offline);
    if !borrows(open)
        || end.failed.as_ref().is_some_and(cut)
        || (end.failed.is_some() && end.gaps.is_empty())
    {
        return;
    }
    let refused = |(_, e): &(_, ErrorCard)| e.trouble == Trouble::NoAccess;
    let areas = super::sync::AREAS;
    let all = end.gaps.len() >= areas || end.failed.is_some();
    let works = !(all && !end.gaps.is_empty() && end.gaps.iter().all(refused));
    let answer = if works { None } else { end.gaps.first() };
    let trial = KeyTrial {
        at: open.shared.now(),
        works,
        answer: answer.map(|(_, e)| e.sentence.clone()).unwrap_or_default(),
    };
    if !works {
        let mut card = refusal(answer.map(|(_, e)| e));
        card.sentence = capital(&card.sentence);
        end.failed = Some(card);
    }
    let id = open.card().id;
    let kept = open
        .shared
        .root
        .run(move |root: &mut RootLedger| {
            root.set_key_trial(&store::ProfileId::new(&id.0)?, &trial)
        })
        .await;
    if let Ok(Err(error)) = kept {
        tracing::warn!(%error, "what came of the parent's key could not be kept");
    }
}

fn refusal(answer: Option<&ErrorCard>) -> ErrorCard {
    let mut card = ErrorCard::new(
        "Wix does not let the parent’s key act in this account",
        "Give this account a key of its own, made by its owner on its page of API keys",
    )
    .of(Trouble::NoAccess);
    if let Some(answer) = answer {
        card.details = format!("{}\n{}", answer.sentence, answer.details);
    }
    card
}

/// Work that blocks, with the data folder at hand.
async fn on_disk<R: Send + 'static>(
    open: &Open,
    work: impl FnOnce(&store::DataDir) -> R + Send + 'static,
) -> Result<R, ErrorCard> {
    let dir = open.shared.dir.clone();
    blocking(move || work(&dir)).await.map_err(ending)
}

/// The owner gave an account another name: its profile bears it too.
pub(in crate::worker) async fn named(open: &Open, names: &[(AccountId, String)]) {
    show(open).await;
    let table = open.family.accounts.table.borrow().clone();
    for (account, name) in names {
        let row = table
            .iter()
            .flat_map(|t| t.children())
            .find(|r| r.id == *account);
        let Some((profile, shown)) = row.and_then(|r| Some((r.profile.clone()?, r.name.clone())))
        else {
            continue;
        };
        let name = if name.trim().is_empty() {
            shown
        } else {
            name.trim().to_owned()
        };
        let edited = super::profiles::edit(&open.shared, None, &profile, move |row| {
            row.name.clone_from(&name);
        });
        if let Err(error) = edited.await {
            open.tell(Tone::Error, error).await;
        }
    }
}
