//! Reading child accounts from the profile of their parent: their facts, or everything in them.

use super::super::super::cards::wix_card;
use super::super::super::open::Open;
use super::super::super::protocol::{ErrorCard, JobKind, Tone, Trouble};
use super::super::super::shared::Job;
use super::super::{open_profile, sync};
use super::{profile_of, show, tried};
use crate::access::{AccountId, ChildAccount};
use crate::store::{End, Set};
use crate::wix::{Client, Offsets, WixError, account};
use std::sync::Arc;

/// What came of reading several accounts.
#[derive(Default)]
struct Tally {
    done: usize,
    refused: Vec<String>,
    failed: Vec<(String, ErrorCard)>,
}

/// Reads the list of child accounts and the facts of these (contract A4, A3), or everything in
/// them. None named means all.
pub(in crate::worker) async fn run(open: Arc<Open>, wanted: Vec<AccountId>, whole: bool) {
    let client = match open.client() {
        Ok(client) => client.urgent(),
        Err(error) => {
            open.shared
                .board
                .accounts_end(Some(Arc::new(Err(error.clone()))));
            return open.tell(Tone::Error, error).await;
        }
    };
    let started = open
        .shared
        .start(JobKind::Accounts, "Asking for the accounts");
    let Some(job) = started else { return };
    let end = read(&open, &client, &job, wanted, whole).await;
    show(&open).await;
    let told = match end {
        Ok(tally) => finish(&open, job, &tally, whole).await,
        Err(error) if error.trouble == Trouble::Interrupted => {
            job.cancelled("Stopped; what was read so far is kept");
            Err(error)
        }
        Err(error) => {
            open.tell(Tone::Error, error.clone()).await;
            job.failed(error.clone());
            Err(error)
        }
    };
    open.shared.board.accounts_end(Some(Arc::new(told)));
}

async fn finish(open: &Open, job: Job, tally: &Tally, whole: bool) -> Result<String, ErrorCard> {
    let what = if whole { "were read" } else { "were looked up" };
    let mut words = match tally.done {
        1 if whole => "1 account was read".to_owned(),
        1 => "1 account was looked up".to_owned(),
        n => format!("{n} accounts {what}"),
    };
    let refused = tally.refused.len();
    if refused > 0 {
        words = format!("{words}; {refused} do not take the parent’s key");
    }
    let first = tally.failed.first();
    if let Some((name, error)) = first {
        words = format!(
            "{words}; {} failed, first {name}: {}",
            tally.failed.len(),
            error.sentence
        );
    }
    job.done(words.clone());
    if refused > 0 {
        let names = tally.refused.join(", ");
        let mut card = ErrorCard::new(
            format!("Wix does not let this account’s key act in {names}"),
            "Give each of them a key of its own, made by its owner on its page of API keys",
        )
        .of(Trouble::NoAccess);
        card.details.clone_from(&words);
        open.tell(Tone::Warning, card).await;
    }
    if let Some((name, error)) = first {
        let mut card = error.clone();
        card.sentence = format!("{name}: {}", card.sentence);
        open.tell(Tone::Warning, card.clone()).await;
        if tally.done == 0 && refused == 0 {
            return Err(card);
        }
    }
    Ok(words)
}

async fn read(
    open: &Arc<Open>,
    client: &Client,
    job: &Job,
    wanted: Vec<AccountId>,
    whole: bool,
) -> Result<Tally, ErrorCard> {
    let wanted = if wanted.is_empty() {
        list(open, client, job).await?
    } else {
        wanted
    };
    let mut tally = Tally::default();
    let all = wanted.len() as u64;
    for (at, id) in wanted.iter().enumerate() {
        let name = super::name_of(open, id);
        let of = (at as u64, all);
        if whole {
            one(open, job, id, &name, of, &mut tally).await?;
        } else {
            facts(open, client, job, id, of, &mut tally).await?;
        }
    }
    Ok(tally)
}

/// Makes one call, unless the job is stopped meanwhile.
async fn call<T>(
    open: &Open,
    job: &Job,
    call: impl Future<Output = Result<T, WixError>>,
) -> Result<Result<T, WixError>, ErrorCard> {
    let answer = tokio::select! {
        () = job.token().cancelled() => return Err(sync::stopped()),
        () = open.closed.cancelled() => return Err(sync::stopped()),
        answer = call => answer,
    };
    open.heard(&answer);
    match answer {
        Err(error) if error.is_network() => Err(wix_card(&error)),
        other => Ok(other),
    }
}

/// The child accounts as Wix lists them now (contract A4).
async fn list(open: &Open, client: &Client, job: &Job) -> Result<Vec<AccountId>, ErrorCard> {
    let own = open.account();
    let mut all: Vec<ChildAccount> = Vec::new();
    let mut note = None;
    let mut next = Some(Offsets::start(account::CHILDREN_PAGE));
    while let Some(at) = next {
        job.progress(0, None, "Reading the list of child accounts");
        let page = call(open, job, account::children(client, &own, at)).await?;
        let page = page.map_err(|e| wix_card(&e))?;
        note = note.or(sync::page_note(&page));
        all.extend(page.items);
        next = page.next;
    }
    let ids = all.iter().map(|c| c.id.clone()).collect();
    let end = End {
        at: open.shared.now(),
        complete: note.is_none(),
        note,
    };
    sync::disk(open, move |s| {
        s.cache.replace(Set::children(), all.as_slice(), &end)
    })
    .await?;
    Ok(ids)
}

/// The facts of one account, asked for on behalf of this one (contract A3).
async fn facts(
    open: &Open,
    client: &Client,
    job: &Job,
    id: &AccountId,
    of: (u64, u64),
    tally: &mut Tally,
) -> Result<(), ErrorCard> {
    job.progress(of.0, Some(of.1), "Reading facts of accounts");
    let own = open.account();
    let told = call(open, job, account::get_as(client, &own, id)).await?;
    let (set, at) = (Set::account_of(id), open.shared.now());
    match told {
        Ok(told) => {
            tally.done += 1;
            sync::disk(open, move |s| {
                s.cache.replace(set, &told, &End::complete(at))
            })
            .await?;
        }
        Err(error) => {
            let card = wix_card(&error);
            tally.failed.push((super::name_of(open, id), card.clone()));
            sync::disk(open, move |s| {
                let reading = s.cache.begin(set, at)?;
                s.cache.finish(reading, &End::cut_off(at, card.sentence))
            })
            .await?;
        }
    }
    Ok(())
}

/// Everything in one account, into the files of its own profile.
async fn one(
    open: &Arc<Open>,
    job: &Job,
    id: &AccountId,
    name: &str,
    of: (u64, u64),
    tally: &mut Tally,
) -> Result<(), ErrorCard> {
    let profile = match profile_of(open, id).await {
        Ok(profile) => profile,
        Err(error) => {
            tally.failed.push((name.to_owned(), error));
            return Ok(());
        }
    };
    let child = match open_profile::open_aside(&open.shared, &profile).await {
        Ok(child) => child,
        Err(error) => {
            tally.failed.push((name.to_owned(), error));
            return Ok(());
        }
    };
    if let Some(busy) = &child.busy {
        let card = ErrorCard::new(busy.clone(), "Read it in that window").of(Trouble::Busy);
        tally.failed.push((name.to_owned(), card));
        return Ok(());
    }
    open_profile::connect(&child).await;
    let client = match child.client() {
        Ok(client) => client.bulk(),
        Err(error) => {
            tally.failed.push((name.to_owned(), error));
            return Ok(());
        }
    };
    let step = sync::Step {
        name: Some(name),
        of: Some(of),
        closed: &open.closed,
    };
    let mut end = sync::read(&child, client, job, step).await;
    tried(&child, &mut end).await;
    match end.failed {
        Some(error) if error.trouble == Trouble::Interrupted => return Err(error),
        Some(error) if error.trouble == Trouble::Offline => return Err(error),
        Some(error) if error.trouble == Trouble::NoAccess && super::borrows(&child) => {
            tally.refused.push(name.to_owned());
        }
        Some(error) => tally.failed.push((name.to_owned(), error)),
        None => {
            tally.done += 1;
            if let Some((label, error)) = end.gaps.first() {
                let mut card = error.clone();
                card.sentence = format!("{label} could not be read. {}", card.sentence);
                tally.failed.push((name.to_owned(), card));
            }
        }
    }
    Ok(())
}
