//! Asking who stands behind an account that contributes to a site. Wix tells ids alone there; Get
//! Account tells more about accounts that the key may read: its own and those below it (contract
//! A3, A4). How a parent's key has to ask is not documented, so both ways are tried, and a refusal
//! leaves the id as it is. Members of the sites lead to more: see `by_member`.

mod by_member;

use super::super::access::{TOLD, TOLD_OWNER};
use super::super::cards::{store_card, wix_card};
use super::super::open::{Open, ending};
use super::super::protocol::{ErrorCard, JobKind, Tone, Trouble};
use super::super::shared::Job;
use crate::access::{Account, AccountId};
use crate::wix::{Client, ErrorKind, WixError, account};
use std::collections::BTreeSet;
use std::future::Future;
use std::sync::Arc;

/// Looks up every name that nobody knows and Wix might tell.
pub(in crate::worker) async fn look_up(open: Arc<Open>) {
    if let Some(busy) = open.busy.clone() {
        let text = ErrorCard::new(busy, "Look the names up in the other window");
        return open.tell(Tone::Error, text.of(Trouble::Busy)).await;
    }
    let client = match open.client() {
        Ok(client) => client.bulk(),
        Err(error) => return open.tell(Tone::Error, error).await,
    };
    let Some(job) = open.shared.start(JobKind::Names, "Looking up names") else {
        return;
    };
    let end = ask_all(&open, &client, &job).await;
    // What was found stands in the table before the job says that it is over.
    if let Err(error) = open.reload().await {
        tracing::error!(%error, "the names could not be shown");
    }
    match end {
        Ok(Found::All(words)) => job.done(words),
        Ok(Found::Stopped(words)) => job.cancelled(words),
        Err(card) => {
            open.tell(Tone::Error, card.clone()).await;
            job.failed(card);
        }
    }
}

enum Found {
    All(String),
    Stopped(String),
}

/// One looking up.
struct Work<'a> {
    open: &'a Open,
    client: &'a Client,
    job: &'a Job,
    /// Accounts whose name was found.
    found: BTreeSet<AccountId>,
}

impl Work<'_> {
    /// What a call answers; `None` if the job was stopped meanwhile.
    async fn until_stopped<T>(
        &self,
        call: impl Future<Output = Result<T, WixError>>,
    ) -> Option<Result<T, WixError>> {
        let answer = tokio::select! {
            () = self.job.token().cancelled() => return None,
            () = self.open.closed.cancelled() => return None,
            answer = call => answer,
        };
        self.open.heard(&answer);
        Some(answer)
    }
}

/// Whether to go on after a refusal: without a network, or with a key that is none, it has no use.
fn ends(error: &WixError) -> bool {
    error.is_network() || error.kind == ErrorKind::InvalidKey
}

/// Accounts without a name, and those of them that the key may be able to read.
async fn wanted(open: &Open) -> Result<(usize, Vec<AccountId>), ErrorCard> {
    let access = open.access.borrow().clone();
    let access = &access.access;
    let all = access.contributors.values().flat_map(|of| of.keys());
    let nameless: BTreeSet<AccountId> = all
        .filter(|a| access.names.get(*a).is_none_or(|n| n.name.is_empty()))
        .cloned()
        .collect();
    let read = open.files.run(|s| s.cache.children()).await;
    let (children, _) = read.map_err(ending)?.map_err(|e| store_card(&e))?;
    let own = open.account();
    let known: BTreeSet<AccountId> = children.into_iter().map(|c| c.id).chain([own]).collect();
    let ours = nameless.intersection(&known).cloned().collect();
    Ok((nameless.len(), ours))
}

async fn ask_all(open: &Open, client: &Client, job: &Job) -> Result<Found, ErrorCard> {
    let (nameless, ours) = wanted(open).await?;
    if nameless == 0 {
        return Ok(Found::All("Every contributor has a name".to_owned()));
    }
    let mut work = Work {
        open,
        client,
        job,
        found: BTreeSet::new(),
    };
    let whole = accounts(&mut work, ours).await? && by_member::ask(&mut work).await?;
    let words = words(work.found.len(), nameless);
    Ok(if whole {
        Found::All(words)
    } else {
        Found::Stopped(words)
    })
}

/// Asks about the account and those below it; false if the job was stopped.
async fn accounts(work: &mut Work<'_>, ours: Vec<AccountId>) -> Result<bool, ErrorCard> {
    let own = work.open.account();
    let all = ours.len();
    for (done, id) in ours.into_iter().enumerate() {
        let step = "Looking up accounts";
        work.job.progress(done as u64, Some(all as u64), step);
        match work.until_stopped(ask(work.client, &own, &id)).await {
            None => return Ok(false),
            Some(Ok(account)) => {
                if keep(work.open, &id, &account).await? {
                    work.found.insert(id);
                }
            }
            Some(Err(error)) if ends(&error) => return Err(wix_card(&error)),
            // This key may not read this account: the owner can give it a name.
            Some(Err(error)) => tracing::debug!(%error, "an account was not told"),
        }
    }
    Ok(true)
}

async fn ask(client: &Client, own: &AccountId, id: &AccountId) -> Result<Account, WixError> {
    match account::get_as(client, own, id).await {
        Err(error) if !error.is_network() && error.kind != ErrorKind::InvalidKey && own != id => {
            account::get(client, id).await
        }
        answer => answer,
    }
}

/// Keeps what was told; true if that is a name or leads to one.
async fn keep(open: &Open, id: &AccountId, told: &Account) -> Result<bool, ErrorCard> {
    let shown = told.display_name();
    let name = if shown == told.id.as_str() { "" } else { shown }.to_owned();
    let owner = told.owner.as_ref().map(|u| u.as_str().to_owned());
    let owner = owner.unwrap_or_default();
    let something = !name.is_empty() || !owner.is_empty();
    let id = id.clone();
    let kept = open.files.run(move |s| {
        s.ledger.set_local_name(TOLD, id.as_str(), &name)?;
        s.ledger.set_local_name(TOLD_OWNER, id.as_str(), &owner)
    });
    let kept = kept.await.map_err(ending)?;
    kept.map_err(|e| store_card(&e))?;
    Ok(something)
}

fn words(found: usize, nameless: usize) -> String {
    let found_words = match found {
        1 => "1 name was found".to_owned(),
        n => format!("{n} names were found"),
    };
    let left = match nameless.saturating_sub(found) {
        0 => return found_words,
        1 => "1 account is not told to this key. Give it a name of your own".to_owned(),
        n => format!("{n} accounts are not told to this key. Give them names of your own"),
    };
    format!("{found_words}; {left}")
}
