//! Reading the account: page by page, shown as it comes, kept as it is.

use super::super::cards::{store_card, wix_card};
use super::super::open::{LOCALE, Open, ending};
use super::super::protocol::{ErrorCard, JobKind, ReadingEnd, SignIn, Tone, Trouble};
use super::super::shared::{Job, lock};
use super::accounts;
use super::look::PAGE;
use crate::access::{Account, ChildAccount, Folder, InviteStatus, Role, Site, Team, TeamEntry};
use crate::store::{End, Page as StorePage, ProfileStore, Reading, Set, StoreError};
use crate::wix::{
    Client, Cursors, ErrorKind, Offsets, Page, PagingTrouble, UnreadRow, WixError, account,
    folders, roles, sites, team,
};
use jiff::{SignedDuration, Timestamp};
use std::future::Future;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// Rows of one page of folders (contract F1: at most 1,000), of sites (S1: 100) and of child
/// accounts (A4: 50).
const FOLDERS: u32 = 1000;
const SITES: u32 = 100;
const CHILDREN: u32 = 50;
/// The table is shown anew at most this often while pages come.
const SHOW_EVERY: SignedDuration = SignedDuration::from_millis(250);

/// Why the reading of one data set ended early.
enum Stop {
    Wix(WixError),
    Disk(ErrorCard),
    Cancelled,
    /// The key of the account above does not work here at all.
    Refused,
}

impl From<WixError> for Stop {
    fn from(error: WixError) -> Self {
        Self::Wix(error)
    }
}

/// Data sets that a reading of an account has.
pub(in crate::worker) const AREAS: usize = 6;

/// What a reading shows of itself.
#[derive(Debug, Clone, Copy)]
pub(in crate::worker) struct Step<'a> {
    /// Name of the account, where several are read one after the other.
    pub(in crate::worker) name: Option<&'a str>,
    /// How many of how many are done.
    pub(in crate::worker) of: Option<(u64, u64)>,
    /// Ends the reading.
    pub(in crate::worker) closed: &'a CancellationToken,
}

/// A reading that is under way.
struct Run<'a> {
    open: &'a Open,
    client: Client,
    job: &'a Job,
    step: Step<'a>,
    /// Pages read so far, over all data sets.
    pages: u64,
    shown: Option<Timestamp>,
    /// What was refused or broke, one sentence each.
    gaps: Vec<(&'static str, ErrorCard)>,
}

/// Reads everything of the account.
pub(in crate::worker) async fn run(open: Arc<Open>) {
    let client = match open.client() {
        Ok(client) => client.urgent(),
        Err(error) => {
            show_end(&open, Vec::new(), Some(error.clone()));
            return open.tell(Tone::Error, error).await;
        }
    };
    if let SignIn::App { site, .. } = open.card().sign_in {
        return super::app_site::run(open, client, site).await;
    }
    let Some(job) = open.shared.start(JobKind::Sync, "Asking for the account") else {
        return;
    };
    let step = Step {
        name: None,
        of: None,
        closed: &open.closed,
    };
    let mut end = read(&open, client, &job, step).await;
    accounts::tried(&open, &mut end).await;
    let ReadingEnd { gaps, failed } = end;
    show_end(&open, gaps.clone(), failed.clone());
    accounts::show(&open).await;
    match failed {
        None if gaps.is_empty() => {
            let team = open.table.borrow().clone();
            let (people, invites) =
                team.map_or((0, 0), |t| (t.team.members.len(), t.team.invites.len()));
            job.done(format!("{people} people and {invites} invites were read"));
        }
        None => {
            let names: Vec<&str> = gaps.iter().map(|(label, _)| *label).collect();
            open.tell(Tone::Warning, gaps_card(&names, &gaps)).await;
            job.done(format!("Read, without {}", names.join(", ").to_lowercase()));
        }
        Some(card) if card.trouble == Trouble::Interrupted => {
            job.cancelled("Stopped; what was read so far is kept");
        }
        Some(card) => {
            open.tell(Tone::Error, card.clone()).await;
            job.failed(card);
        }
    }
}

/// Reads everything of one account into its files, and shows it there.
pub(in crate::worker) async fn read(
    open: &Open,
    client: Client,
    job: &Job,
    step: Step<'_>,
) -> ReadingEnd {
    let mut run = Run {
        open,
        client,
        job,
        step,
        pages: 0,
        shown: None,
        gaps: Vec::new(),
    };
    let end = run.everything().await;
    if let Err(error) = open.reload().await {
        tracing::error!(%error, "the cache could not be shown");
    }
    if end.is_ok() {
        super::snapshots::after_reading(open, &run.gaps).await;
    }
    let failed = match end {
        Ok(()) => None,
        Err(Stop::Cancelled) => Some(stopped()),
        Err(Stop::Wix(error)) => Some(wix_card(&error)),
        Err(Stop::Disk(card)) => Some(card),
        Err(Stop::Refused) => Some(ErrorCard::new("Wix refuses this key here", "")),
    };
    ReadingEnd {
        gaps: run.gaps,
        failed,
    }
}

/// Somebody stopped it.
pub(in crate::worker) fn stopped() -> ErrorCard {
    let why = "The reading was stopped";
    ErrorCard::new(why, "What was read so far is kept").of(Trouble::Interrupted)
}

/// Work with the files of a profile.
pub(in crate::worker) async fn disk<R: Send + 'static>(
    open: &Open,
    work: impl FnOnce(&mut ProfileStore) -> Result<R, StoreError> + Send + 'static,
) -> Result<R, ErrorCard> {
    let done = open.files.run(work).await.map_err(ending)?;
    done.map_err(|e| store_card(&e))
}

/// Shows what came of it.
fn show_end(open: &Open, gaps: Vec<(&'static str, ErrorCard)>, failed: Option<ErrorCard>) {
    let end = ReadingEnd { gaps, failed };
    open.shared.board.reading(Some(Arc::new(end)));
}

impl Run<'_> {
    /// Names first, so that people arrive with the names of their roles and sites.
    async fn everything(&mut self) -> Result<(), Stop> {
        let end = self.account().await;
        self.forgive("Account", end)?;
        let end = self.roles().await;
        self.forgive("Roles", end)?;
        // A key of the account above that is refused twice needs no further tries.
        let refused = |(_, e): &(_, ErrorCard)| e.trouble == Trouble::NoAccess;
        if self.step.name.is_some() && self.gaps.len() == 2 && self.gaps.iter().all(refused) {
            return Err(Stop::Refused);
        }
        let end = self.folders().await;
        self.forgive("Folders", end)?;
        let end = self.sites().await;
        self.forgive("Sites", end)?;
        self.show(true).await?;
        let end = self.team().await;
        self.forgive("Team", end)?;
        let end = self.children().await;
        self.forgive("Child accounts", end)
    }

    /// A refusal of one area does not keep the others from being read; a dead network, a wrong key
    /// or a full disk does.
    fn forgive(&mut self, label: &'static str, end: Result<(), Stop>) -> Result<(), Stop> {
        match end {
            Err(Stop::Wix(error)) if !error.is_network() && error.kind != ErrorKind::InvalidKey => {
                self.gaps.push((label, wix_card(&error)));
                Ok(())
            }
            other => other,
        }
    }

    /// Makes one call, unless the job is stopped meanwhile.
    async fn call<T>(
        &mut self,
        step: &str,
        call: impl Future<Output = Result<T, WixError>>,
    ) -> Result<T, Stop> {
        match (self.step.name, self.step.of) {
            (Some(name), Some((done, all))) => {
                self.job
                    .progress(done, Some(all), format!("{name}: {step}"));
            }
            _ => self.job.progress(self.pages, None, step),
        }
        let answer = tokio::select! {
            () = self.job.token().cancelled() => return Err(Stop::Cancelled),
            () = self.step.closed.cancelled() => return Err(Stop::Cancelled),
            answer = call => answer,
        };
        self.open.heard(&answer);
        self.pages += 1;
        Ok(answer?)
    }

    async fn disk<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut ProfileStore) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, Stop> {
        disk(self.open, work).await.map_err(Stop::Disk)
    }

    /// Shows what is kept so far, not too often.
    async fn show(&mut self, at_once: bool) -> Result<(), Stop> {
        let now = self.open.shared.now();
        let due = self
            .shown
            .is_none_or(|at| now.duration_since(at) >= SHOW_EVERY);
        if !self.open.aside && (at_once || due) {
            self.shown = Some(now);
            self.open.reload().await.map_err(Stop::Disk)?;
        }
        Ok(())
    }

    async fn replace<P>(
        &mut self,
        set: Set<P>,
        all: Box<P>,
        note: Option<String>,
    ) -> Result<(), Stop>
    where
        P: StorePage + ?Sized + Send + 'static,
        Box<P>: Send,
    {
        let at = self.open.shared.now();
        let end = End {
            at,
            complete: note.is_none(),
            note,
        };
        self.disk(move |s| s.cache.replace(set, &*all, &end))
            .await?;
        Ok(())
    }

    async fn account(&mut self) -> Result<(), Stop> {
        let (client, id) = (self.client.clone(), self.open.account());
        let found: Account = self
            .call("Reading the account", account::get(&client, &id))
            .await?;
        self.replace(Set::account(), Box::new(found), None).await?;
        self.open.reload().await.map_err(Stop::Disk)?;
        self.remember_name().await;
        Ok(())
    }

    /// Keeps the account's name with the profile, so that lists show it without opening it.
    async fn remember_name(&self) {
        let (id, name, kept) = {
            let state = lock(&self.open.state);
            let name = state
                .account
                .as_ref()
                .map(|a| a.name.clone())
                .unwrap_or_default();
            (state.card.id.clone(), name, state.card.account_name.clone())
        };
        if name.is_empty() {
            return;
        }
        let changed = super::profiles::edit(&self.open.shared, None, &id, move |row| {
            row.account_name = Some(name.clone());
        });
        if let Err(error) = changed.await {
            tracing::warn!(%error, kept, "the account's name could not be kept");
        }
    }

    async fn roles(&mut self) -> Result<(), Stop> {
        let (client, id) = (self.client.clone(), self.open.account());
        let found = roles::list(&client, &id, LOCALE, roles::RoleLevel::All);
        let found = self.call("Reading roles", found).await?;
        let note = unread_note(&found.unread);
        let all: Box<[Role]> = found.roles.into();
        self.replace(Set::roles(LOCALE), all, note).await
    }

    async fn folders(&mut self) -> Result<(), Stop> {
        let (client, id) = (self.client.clone(), self.open.account());
        let mut all: Vec<Folder> = Vec::new();
        let mut note = None;
        let mut next = Some(Offsets::start(FOLDERS));
        while let Some(at) = next {
            let page = self
                .call("Reading folders", folders::list(&client, &id, at))
                .await?;
            note = note.or(page_note(&page));
            all.extend(page.items);
            next = page.next;
        }
        self.replace(Set::folders(), all.into_boxed_slice(), note)
            .await
    }

    async fn sites(&mut self) -> Result<(), Stop> {
        let (client, id) = (self.client.clone(), self.open.account());
        let mut all: Vec<Site> = Vec::new();
        let mut note = None;
        let mut next = Some(Cursors::start(SITES));
        while let Some(at) = next {
            let step = format!("Reading sites, {} so far", all.len());
            let page = self.call(&step, sites::query(&client, &id, at)).await?;
            note = note.or(page_note(&page));
            all.extend(page.items);
            next = page.next;
        }
        self.replace(Set::sites(), all.into_boxed_slice(), note)
            .await
    }

    async fn children(&mut self) -> Result<(), Stop> {
        let (client, id) = (self.client.clone(), self.open.account());
        let mut all: Vec<ChildAccount> = Vec::new();
        let mut note = None;
        let mut next = Some(Offsets::start(CHILDREN));
        while let Some(at) = next {
            let page = self
                .call(
                    "Reading child accounts",
                    account::children(&client, &id, at),
                )
                .await?;
            note = note.or(page_note(&page));
            all.extend(page.items);
            next = page.next;
        }
        self.replace(Set::children(), all.into_boxed_slice(), note)
            .await
    }

    /// People and invites: kept and shown page by page, so that a reading that stops in the middle
    /// has not been in vain.
    async fn team(&mut self) -> Result<(), Stop> {
        let started = self.open.shared.now();
        let mut reading = self
            .disk(move |s| s.cache.begin(Set::team(), started))
            .await?;
        let (client, id) = (self.client.clone(), self.open.account());
        let mut note = None;
        let mut next = Some(Offsets::start(PAGE));
        let mut end = Ok(());
        while let Some(at) = next.take() {
            let step = format!("Reading the team, {} rows so far", reading.rows());
            match self.call(&step, team::page(&client, &id, at)).await {
                Ok(page) => {
                    note = note.or(page_note(&page));
                    next = page.next.clone();
                    reading = self.keep_page(reading, as_team(page.items)).await?;
                }
                Err(stop) => end = Err(stop),
            }
        }
        if end.is_ok() && note.is_none() {
            note = self.recount().await?;
        }
        let at = self.open.shared.now();
        let last = match &end {
            Ok(()) => End {
                at,
                complete: note.is_none(),
                note,
            },
            Err(stop) => End::cut_off(at, stop_note(stop)),
        };
        self.disk(move |s| s.cache.finish(reading, &last)).await?;
        end
    }

    async fn keep_page(
        &mut self,
        mut reading: Reading<Team>,
        page: Team,
    ) -> Result<Reading<Team>, Stop> {
        let reading = self
            .disk(move |s| s.cache.put_page(&mut reading, &page).map(|()| reading))
            .await?;
        self.show(false).await?;
        Ok(reading)
    }

    /// Asks Wix for its own count of rows and compares it with what was read. A list that moved
    /// while it was read shows here. Wix need not answer it; then nothing is known against the
    /// reading.
    async fn recount(&mut self) -> Result<Option<String>, Stop> {
        let (client, id) = (self.client.clone(), self.open.account());
        let search = team::SearchTeam {
            facets: vec![team::FacetKind::InviteStatus],
            limit: 1,
            ..team::SearchTeam::default()
        };
        let call = team::search(&client, &id, &search);
        let facets = match self.call("Comparing with Wix’s own counts", call).await {
            Ok(page) => page.facets,
            Err(Stop::Wix(error)) if !error.is_network() => return Ok(None),
            Err(stop) => return Err(stop),
        };
        let told = facets
            .iter()
            .find(|f| f.kind == team::FacetKind::InviteStatus);
        let Some(told) = told else { return Ok(None) };
        let kept = self.disk(|s| s.cache.team()).await?.0;
        let differs = told.values.iter().find_map(|(word, n)| {
            let status = InviteStatus::from_wire(word);
            let read = kept.invites.iter().filter(|i| i.status == status).count() as u64;
            (read < *n).then(|| {
                format!("Wix counts {n} invites as “{word}” and {read} were read; read again")
            })
        });
        Ok(differs)
    }
}

/// One notice for everything that could not be read: one cause often shuts several areas.
fn gaps_card(names: &[&str], gaps: &[(&'static str, ErrorCard)]) -> ErrorCard {
    let first = gaps
        .first()
        .map(|(_, error)| error.clone())
        .unwrap_or_default();
    let details: Vec<String> = gaps
        .iter()
        .map(|(label, error)| format!("{label}: {}\n{}", error.sentence, error.details))
        .collect();
    ErrorCard {
        sentence: format!("{} could not be read. {}", named(names), first.sentence),
        remedy: first.remedy,
        details: details.join("\n\n"),
        trouble: first.trouble,
    }
}

/// Several areas as a sentence begins: “Roles, team and sites”.
fn named(names: &[&str]) -> String {
    let mut words: Vec<String> = names.iter().map(|n| (*n).to_lowercase()).collect();
    if let (Some(first), Some(name)) = (words.first_mut(), names.first()) {
        (*name).clone_into(first);
    }
    match words.pop() {
        Some(last) if words.is_empty() => last,
        Some(last) => format!("{} and {last}", words.join(", ")),
        None => String::new(),
    }
}

/// One sentence on rows that could not be understood.
fn unread_note(unread: &[UnreadRow]) -> Option<String> {
    let first = unread.first()?;
    Some(format!(
        "{} rows could not be understood, the first at {}: {}",
        unread.len(),
        first.path,
        first.reason
    ))
}

pub(in crate::worker) fn page_note<T, C>(page: &Page<T, C>) -> Option<String> {
    let trouble = page.trouble.map(|t: PagingTrouble| t.to_string());
    trouble.or_else(|| unread_note(&page.unread))
}

fn stop_note(stop: &Stop) -> String {
    match stop {
        Stop::Wix(error) => error.to_string(),
        Stop::Disk(card) => card.sentence.clone(),
        Stop::Refused => "Wix refuses the key".to_owned(),
        Stop::Cancelled => "It was stopped by hand".to_owned(),
    }
}

/// A page of the list as the cache takes it.
fn as_team(entries: Vec<TeamEntry>) -> Team {
    let mut team = Team::default();
    for entry in entries {
        match entry {
            TeamEntry::Member(m) => team.members.push(m),
            TeamEntry::Invite(i) => team.invites.push(i),
        }
    }
    team
}
