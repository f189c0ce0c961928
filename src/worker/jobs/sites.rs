//! Reading who contributes to which site. The answer of Wix has ids alone (contract C1), so a site
//! costs a call for each role and one for each location; sites without contributors cost none. A
//! reading that stops goes on where it stopped, and each site carries its own time.

use super::super::access::ACCOUNT;
use super::super::cards::{store_card, wix_card};
use super::super::open::{Open, ending};
use super::super::protocol::{ErrorCard, JobKind, SiteSyncPlan, Tone, Trouble};
use super::super::shared::{Job, lock};
use crate::access::{AccountId, Contributor, Location, LocationId, RoleId, SiteId};
use crate::store::{End, Refusal, Set};
use crate::wix::contributors::{self, ContributorRow};
use crate::wix::{Client, ErrorKind, Offsets, WixError, locations};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::sync::Arc;

/// Key of the sites that an interrupted reading has left.
const LEFT: &str = "siteSync";
/// Locations in one page (site contract 5.2: at most 1,000).
const LOCATIONS: u32 = 100;
/// Sites that are read between two pictures of the table, at least.
const SHOW_EVERY: usize = 5;
/// Pictures of one reading, at most: each is made of everything that is kept.
const PICTURES: usize = 40;

/// Works out what reading these sites would take, and shows it.
pub(in crate::worker) async fn plan(open: Arc<Open>, wanted: Vec<SiteId>) {
    let left = left(&open).await;
    let resumes = wanted.is_empty() && !left.is_empty();
    let (sites, empty, outside) = chosen(&open, if resumes { &left } else { &wanted });
    let ask = open.ask();
    // One call for everybody, one for each role, the pages of locations, and one for each of them.
    let each = |site: &SiteId| {
        let places = ask.locations.get(site).map_or(0, Vec::len);
        1 + ask.roles.len() + places.div_ceil(LOCATIONS as usize).max(1) + places
    };
    let calls: usize = sites.iter().map(each).sum();
    let unknown = sites.iter().filter(|s| !ask.locations.contains_key(s));
    let limit = lock(&open.pace).as_ref().and_then(|p| p.metrics().limit);
    let seconds = limit.map_or(0, |n| (calls as u64 * 60).div_ceil(u64::from(n.max(1))));
    open.shared.board.site_sync(Arc::new(SiteSyncPlan {
        unknown: unknown.count(),
        left: left.len(),
        wanted,
        sites,
        empty,
        outside,
        resumes,
        calls,
        seconds,
        blocked: busy(&open).or_else(|| open.client().err()),
    }));
}

/// Why another window reads in this one's place.
fn busy(open: &Open) -> Option<ErrorCard> {
    let busy = open.busy.clone()?;
    Some(ErrorCard::new(busy, "Read the sites in the other window").of(Trouble::Busy))
}

/// The sites of a wish that somebody contributes to, how many there are without anybody, and how
/// many that the key is known not to reach.
fn chosen(open: &Open, wanted: &[SiteId]) -> (Vec<SiteId>, usize, usize) {
    let Some(table) = open.table.borrow().clone() else {
        return (Vec::new(), 0, 0);
    };
    let closed = open.outside();
    let wanted: BTreeSet<&SiteId> = wanted.iter().collect();
    let all = table.directory.sites();
    let (with, without): (Vec<_>, Vec<_>) = all
        .filter(|s| wanted.is_empty() || wanted.contains(&s.id))
        .partition(|s| !s.contributors.is_empty());
    let (outside, with): (Vec<_>, Vec<_>) = with.into_iter().partition(|s| closed.contains(&s.id));
    (
        with.into_iter().map(|s| s.id.clone()).collect(),
        without.len(),
        outside.len(),
    )
}

async fn left(open: &Open) -> Vec<SiteId> {
    let read = open
        .files
        .run(|s| s.ledger.value::<Vec<SiteId>>(LEFT))
        .await;
    match read {
        Ok(Ok(found)) => found.unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Why the reading of one site ended early.
pub(super) enum Stop {
    Wix(WixError),
    /// A row of the answer could not be understood.
    Unread(String),
    Disk(ErrorCard),
    Cancelled,
}

impl From<WixError> for Stop {
    fn from(error: WixError) -> Self {
        Self::Wix(error)
    }
}

/// Reads these sites one after the other.
pub(in crate::worker) async fn run(open: Arc<Open>, wanted: Vec<SiteId>) {
    if let Some(busy) = busy(&open) {
        return open.tell(Tone::Error, busy).await;
    }
    let client = match open.client() {
        Ok(client) => client.bulk(),
        Err(error) => return open.tell(Tone::Error, error).await,
    };
    let Some(job) = open.shared.start(JobKind::SyncSites, "Reading sites") else {
        return;
    };
    let (sites, ..) = chosen(&open, &wanted);
    let all = sites.len();
    let mut reader = Reader::new(&open, client, &job, all);
    let end = reader.all(sites).await;
    let (refused, done) = (std::mem::take(&mut reader.refused), reader.done);
    let met = reader.learn().await;
    let refused: Vec<_> = refused
        .into_iter()
        .filter(|(s, _)| !met.contains(s))
        .collect();
    if let Err(error) = open.reload().await {
        tracing::error!(%error, "the cache could not be shown");
    }
    if end.is_ok() && done > 0 {
        super::snapshots::after_part(&open).await;
    }
    finish(&open, job, end, (refused, met.len()), (done, all)).await;
}

/// Reads these sites as a part of another job; a refusal is an error here.
pub(super) async fn read_all(
    open: &Open,
    client: &Client,
    job: &Job,
    sites: Vec<SiteId>,
) -> Result<(), Stop> {
    let mut reader = Reader::new(open, client.clone(), job, sites.len());
    for site in sites {
        reader.one(&site).await?;
    }
    Ok(())
}

async fn finish(
    open: &Open,
    job: Job,
    end: Result<(), Stop>,
    (refused, outside): (Vec<(SiteId, ErrorCard)>, usize),
    (done, all): (usize, usize),
) {
    match end {
        Ok(()) => {
            if outside > 0 {
                open.tell(Tone::Warning, outside_card(outside)).await;
            }
            if let Some((_, first)) = refused.first() {
                let text = ErrorCard {
                    sentence: match all {
                        1 => format!("The site could not be read. {}", first.sentence),
                        _ => format!(
                            "{} of {all} sites could not be read. {}",
                            refused.len(),
                            first.sentence
                        ),
                    },
                    ..first.clone()
                };
                open.tell(Tone::Warning, text).await;
            }
            let read = all - refused.len() - outside;
            let words = match outside {
                0 if read == 0 => "No site was read".to_owned(),
                0 if all == 1 => "The site was read".to_owned(),
                0 => format!("{read} of {all} sites were read"),
                n => format!("{read} of {all} sites were read, {n} are outside this key’s sites"),
            };
            job.done(words);
        }
        Err(Stop::Cancelled) => {
            job.cancelled(format!("Stopped after {done} of {all} sites; it can go on"));
        }
        Err(Stop::Wix(error)) => {
            let card = wix_card(&error);
            open.tell(Tone::Error, card.clone()).await;
            job.failed(card);
        }
        Err(Stop::Unread(why)) => job.failed(unread_card(&why)),
        Err(Stop::Disk(card)) => {
            open.tell(Tone::Error, card.clone()).await;
            job.failed(card);
        }
    }
}

/// What a limited key does not reach, and how to reach it.
fn outside_card(n: usize) -> ErrorCard {
    let sites = if n == 1 { "site is" } else { "sites are" };
    ErrorCard::new(
        format!("{n} {sites} outside this key’s sites and will be left out from now on"),
        "Add them to the key on the page of API keys, then check in Settings what the key can do",
    )
    .of(Trouble::NoAccess)
}

pub(super) fn unread_card(why: &str) -> ErrorCard {
    ErrorCard::new(
        format!("An answer of Wix could not be understood: {why}"),
        "Read the site again later, or update Gatehouse",
    )
}

/// Whether Wix let nobody in, whatever the reason.
fn is_refusal(error: &WixError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Forbidden { .. } | ErrorKind::EmptyForbidden
    )
}

struct Reader<'a> {
    open: &'a Open,
    client: Client,
    job: &'a Job,
    roles: Vec<RoleId>,
    /// Sites that Wix refused to tell about.
    refused: Vec<(SiteId, ErrorCard)>,
    /// Those of them that were refused for want of access.
    no_access: BTreeSet<SiteId>,
    /// Sites that were read.
    answered: BTreeSet<SiteId>,
    done: usize,
    all: usize,
}

impl<'a> Reader<'a> {
    fn new(open: &'a Open, client: Client, job: &'a Job, all: usize) -> Self {
        Self {
            open,
            client,
            job,
            roles: open.ask().roles,
            refused: Vec::new(),
            no_access: BTreeSet::new(),
            answered: BTreeSet::new(),
            done: 0,
            all,
        }
    }

    /// Notes sites that refused, and refuse again, while another site answered: the key is limited
    /// (contract 1). They are not tried again until the key is checked. Gives them.
    async fn learn(&mut self) -> BTreeSet<SiteId> {
        let refused = std::mem::take(&mut self.no_access);
        let known = lock(&self.open.state).limit.clone();
        let answered = std::mem::take(&mut self.answered);
        let is_limited = known.is_some() || !answered.is_empty();
        let mut met = BTreeSet::new();
        if self.open.is_app() || !is_limited {
            return met;
        }
        for site in refused {
            // One refusal may be Wix throttling (contract 9), or a moment's trouble.
            match self.ask(&site, &[], &[]).await {
                Err(Stop::Wix(error)) if is_refusal(&error) => met.insert(site),
                Err(Stop::Cancelled) => break,
                _ => false,
            };
        }
        if met.is_empty() {
            return met;
        }
        let mut limit = known.unwrap_or_default();
        limit.at = Some(self.open.shared.now());
        limit.open.retain(|s| !met.contains(s));
        for site in answered {
            if !limit.open.contains(&site) {
                limit.open.push(site);
            }
        }
        limit.outside.extend(met.iter().cloned());
        self.open.keep_limit(Some(limit)).await;
        met
    }

    async fn all(&mut self, mut sites: Vec<SiteId>) -> Result<(), Stop> {
        sites.reverse();
        self.remember(&sites).await?;
        while let Some(site) = sites.last().cloned() {
            let read = self.one(&site).await;
            match read {
                Ok(()) => {
                    self.answered.insert(site.clone());
                    self.refusal(&site, None).await?;
                }
                // A refusal of one site does not keep the others from being read; a dead network,
                // a wrong key or a full disk does.
                Err(Stop::Wix(error))
                    if !error.is_network() && error.kind != ErrorKind::InvalidKey =>
                {
                    if is_refusal(&error) {
                        self.no_access.insert(site.clone());
                    }
                    self.refusal(&site, Some(wix_card(&error))).await?;
                }
                Err(Stop::Unread(why)) => self.refusal(&site, Some(unread_card(&why))).await?,
                Err(stop) => return Err(stop),
            }
            sites.pop();
            self.done += 1;
            self.remember(&sites).await?;
            if self
                .done
                .is_multiple_of(SHOW_EVERY.max(self.all / PICTURES))
            {
                self.open.reload().await.map_err(Stop::Disk)?;
            }
        }
        Ok(())
    }

    /// Keeps why a site could not be read, for its row; `None`: it could, and an earlier reason is
    /// forgotten.
    async fn refusal(&mut self, site: &SiteId, card: Option<ErrorCard>) -> Result<(), Stop> {
        let (at, name) = (self.open.shared.now(), site.clone());
        let kept = card.as_ref().map(|card| Refusal {
            at,
            words: card.sentence.clone(),
        });
        self.disk(move |s| s.cache.set_refusal(&name, kept.as_ref()))
            .await?;
        self.refused.extend(card.map(|card| (site.clone(), card)));
        Ok(())
    }

    /// Keeps what is left, so that a reading that stops goes on there.
    async fn remember(&self, sites: &[SiteId]) -> Result<(), Stop> {
        let left: Vec<SiteId> = sites.iter().rev().cloned().collect();
        self.disk(move |s| {
            if left.is_empty() {
                s.ledger.remove_value(LEFT)
            } else {
                s.ledger.set_value(LEFT, &left)
            }
        })
        .await
    }

    async fn disk<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut crate::store::ProfileStore) -> Result<R, crate::store::StoreError>
        + Send
        + 'static,
    ) -> Result<R, Stop> {
        let done = self.open.files.run(work).await;
        done.map_err(|e| Stop::Disk(ending(e)))?
            .map_err(|e| Stop::Disk(store_card(&e)))
    }

    /// Makes one call, unless the job is stopped meanwhile.
    async fn call<T>(&self, call: impl Future<Output = Result<T, WixError>>) -> Result<T, Stop> {
        let answer = tokio::select! {
            () = self.job.token().cancelled() => return Err(Stop::Cancelled),
            () = self.open.closed.cancelled() => return Err(Stop::Cancelled),
            answer = call => answer,
        };
        self.open.heard(&answer);
        Ok(answer?)
    }

    /// Contributors with any of these roles or locations. A row that cannot be understood makes the
    /// answer useless: somebody would look absent.
    async fn ask(
        &self,
        site: &SiteId,
        roles: &[RoleId],
        locations: &[LocationId],
    ) -> Result<Vec<ContributorRow>, Stop> {
        let call = contributors::query(&self.client, site, roles, locations);
        let list = self.call(call).await?;
        match list.unread.first() {
            None => Ok(list.rows),
            Some(row) => Err(Stop::Unread(format!("{} ({})", row.reason, row.path))),
        }
    }

    fn tell(&self, site: &SiteId) {
        let table = self.open.table.borrow().clone();
        let name = table.map(|t| t.directory.site_name(site).to_owned());
        let step = format!(
            "Reading {}",
            name.unwrap_or_else(|| site.as_str().to_owned())
        );
        self.job
            .progress(self.done as u64, Some(self.all as u64), step);
    }

    async fn one(&mut self, site: &SiteId) -> Result<(), Stop> {
        self.tell(site);
        let places = self.locations(site).await?;
        let everybody = self.ask(site, &[], &[]).await?;
        let mut found: BTreeMap<AccountId, Contributor> = everybody
            .into_iter()
            .map(|r| {
                let contributor = Contributor {
                    account: r.account.clone(),
                    owner: r.owner,
                    roles: Vec::new(),
                    locations: Vec::new(),
                };
                (r.account, contributor)
            })
            .collect();
        for role in self.roles.clone() {
            let holders = self.ask(site, std::slice::from_ref(&role), &[]).await?;
            for holder in holders {
                if let Some(known) = found.get_mut(&holder.account) {
                    known.roles.push(role.clone());
                }
            }
        }
        let note = self.limits(site, &places, &mut found).await?;
        let few = || {
            self.open
                .is_app()
                .then(|| super::app_site::FEW_ROLES.to_owned())
        };
        let note = note.or_else(few);
        let mut list: Vec<Contributor> = found.into_values().collect();
        for one in &mut list {
            one.roles.sort();
            one.locations.sort();
        }
        let (at, name) = (self.open.shared.now(), site.clone());
        let end = end(at, note);
        let list = list.into_boxed_slice();
        let guessed = super::site_invites::guess(self.open, site, &list, at);
        self.disk(move |s| {
            s.cache.replace(Set::contributors(&name), &*list, &end)?;
            super::site_invites::keep_guesses(s, guessed)
        })
        .await?;
        Ok(())
    }

    /// Who is limited to which location; a note if that could not be asked.
    async fn limits(
        &self,
        site: &SiteId,
        places: &[LocationId],
        found: &mut BTreeMap<AccountId, Contributor>,
    ) -> Result<Option<String>, Stop> {
        for place in places {
            let limited = std::slice::from_ref(place);
            match self.ask(site, &[], limited).await {
                Ok(there) => {
                    for one in there {
                        if let Some(known) = found.get_mut(&one.account) {
                            known.locations.push(place.clone());
                        }
                    }
                }
                // The filter by location is the newest addition (contract C1); without it roles
                // are known all the same.
                Err(Stop::Wix(error)) if !error.is_network() => {
                    return Ok(Some(format!("Limits to locations were not told: {error}")));
                }
                Err(stop) => return Err(stop),
            }
        }
        Ok(None)
    }

    /// Locations of the site, archived ones included. A site without any, or a key that may not
    /// read them, has none here.
    async fn locations(&self, site: &SiteId) -> Result<Vec<LocationId>, Stop> {
        let mut all: Vec<Location> = Vec::new();
        let mut next = Some(Offsets::start(LOCATIONS));
        let mut note = None;
        while let Some(at) = next.take() {
            let page = self
                .call(locations::page(&self.client, site, true, at))
                .await;
            match page {
                Ok(page) => {
                    all.extend(page.items);
                    next = page.next;
                }
                Err(Stop::Wix(error)) if !error.is_network() => {
                    note = Some(format!("Locations were not told: {error}"));
                }
                Err(stop) => return Err(stop),
            }
        }
        // Archived ones too: whoever is limited to one of them would else look free of limits.
        let ids = all.iter().map(|l| l.id.clone()).collect();
        let (end, name) = (end(self.open.shared.now(), note), site.clone());
        let all = all.into_boxed_slice();
        self.disk(move |s| s.cache.replace(Set::locations(&name), &*all, &end))
            .await?;
        Ok(ids)
    }
}

fn end(at: Timestamp, note: Option<String>) -> End {
    End {
        at,
        complete: note.is_none(),
        note,
    }
}

/// Gives accounts names of the owner's own, all of them or none.
pub(in crate::worker) async fn name(open: Arc<Open>, names: Vec<(AccountId, String)>) {
    if let Err(error) = keep_names(&open, &names).await {
        open.tell(Tone::Error, error).await;
    }
}

/// The same for whoever tells of it.
pub(super) async fn keep_names(
    open: &Open,
    names: &[(AccountId, String)],
) -> Result<(), ErrorCard> {
    let all: Vec<(String, String)> = names
        .iter()
        .map(|(id, name)| (id.as_str().to_owned(), name.clone()))
        .collect();
    let kept = open
        .files
        .run(move |s| s.ledger.set_local_names(ACCOUNT, &all));
    kept.await.map_err(ending)?.map_err(|e| store_card(&e))?;
    if let Err(error) = open.reload().await {
        open.tell(Tone::Error, error).await;
    }
    super::accounts::named(open, names).await;
    Ok(())
}
