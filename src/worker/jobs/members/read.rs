//! Reading the members of a site: the job around it.

use super::super::super::cards::{store_card, wix_card};
use super::super::super::open::{Open, ending};
use super::super::super::protocol::{ErrorCard, JobKind, MembersReading, Tone, Trouble};
use super::super::super::shared::Job;
use super::show_again;
use crate::access::SiteId;
use crate::store::{ProfileStore, StoreError};
use crate::wix::members::{self, MembersPage, QueryMembers};
use crate::wix::{Client, ErrorKind, WixError};
use std::sync::Arc;

/// Why a reading ended early.
pub(super) enum Stop {
    Wix(WixError),
    Disk(ErrorCard),
    Cancelled,
}

/// What a reading came to, in a sentence; and whether something is odd about it.
pub(super) struct Came {
    pub(super) words: String,
    pub(super) odd: bool,
}

/// A reading of one site's members.
pub(super) struct Reader<'a> {
    pub(super) open: &'a Open,
    pub(super) client: Client,
    pub(super) job: &'a Job,
    pub(super) site: SiteId,
    pub(super) name: String,
}

/// Why another window reads in this one's place.
pub(super) fn busy(open: &Open) -> Option<ErrorCard> {
    let busy = open.busy.clone()?;
    Some(ErrorCard::new(busy, "Read the members in the other window").of(Trouble::Busy))
}

/// What Wix said about a site's members. What it answers where there is no Members Area is not
/// known (site contract 8.12), so this names it as one of the reasons.
pub(super) fn members_card(error: &WixError) -> ErrorCard {
    let card = wix_card(error);
    match error.kind {
        ErrorKind::NotFound | ErrorKind::Precondition => ErrorCard {
            sentence: "Wix tells no members of this site".to_owned(),
            remedy: "Perhaps the site has no Members Area: add it in the Wix editor, then read \
                     again"
                .to_owned(),
            details: format!("{}\n{}", card.sentence, card.details),
            trouble: Trouble::Nothing,
        },
        _ => card,
    }
}

/// Whether Wix refuses to sort so: which fields it sorts by is told in two ways (site contract 8.4).
pub(super) fn refuses_order(error: &WixError) -> bool {
    matches!(error.kind, ErrorKind::Invalid { .. })
}

/// Reads the members of a site.
pub(in crate::worker) async fn run(open: Arc<Open>, site: SiteId, how: MembersReading) {
    let ready = match busy(&open) {
        Some(busy) => Err(busy),
        None => open.client(),
    };
    let client = match ready {
        Ok(client) => client.bulk(),
        Err(error) => {
            open.edit_members(|desk| desk.error = Some(error.clone()));
            return open.tell(Tone::Error, error).await;
        }
    };
    let name = open.site_name(&site);
    let step = format!("Reading members of {name}");
    let Some(job) = open.shared.start(JobKind::SyncMembers, &step) else {
        return;
    };
    open.edit_members(|desk| desk.error = None);
    let mut reader = Reader {
        open: &open,
        client,
        job: &job,
        site,
        name,
    };
    let mut end = match how {
        MembersReading::Newest => reader.newest().await,
        MembersReading::Everybody => reader.everybody(false).await,
        MembersReading::Anew => reader.everybody(true).await,
    };
    if end.is_ok()
        && let Err(stop) = reader.users().await
    {
        end = Err(stop);
    }
    show_again(&open).await;
    if end.is_ok() {
        super::super::snapshots::after_part(&open).await;
    }
    finish(&open, job, end).await;
}

async fn finish(open: &Open, job: Job, end: Result<Came, Stop>) {
    match end {
        Ok(came) => {
            if came.odd {
                let text = ErrorCard::new(came.words.clone(), "");
                open.tell(Tone::Warning, text).await;
            }
            job.done(came.words);
        }
        Err(Stop::Cancelled) => job.cancelled("Stopped; what was read is kept, and it can go on"),
        Err(Stop::Wix(error)) => fail(open, job, members_card(&error)).await,
        Err(Stop::Disk(card)) => fail(open, job, card).await,
    }
}

async fn fail(open: &Open, job: Job, card: ErrorCard) {
    open.edit_members(|desk| desk.error = Some(card.clone()));
    open.tell(Tone::Error, card.clone()).await;
    job.failed(card);
}

impl Reader<'_> {
    /// Makes one call, unless the job is stopped meanwhile.
    pub(super) async fn ask(&self, query: &QueryMembers) -> Result<MembersPage, Stop> {
        let call = members::query(&self.client, &self.site, query);
        let answer = tokio::select! {
            () = self.job.token().cancelled() => return Err(Stop::Cancelled),
            () = self.open.closed.cancelled() => return Err(Stop::Cancelled),
            answer = call => answer,
        };
        self.open.heard(&answer);
        answer.map_err(Stop::Wix)
    }

    pub(super) async fn disk<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut ProfileStore) -> Result<R, StoreError> + Send + 'static,
    ) -> Result<R, Stop> {
        let done = self.open.files.run(work).await;
        done.map_err(|e| Stop::Disk(ending(e)))?
            .map_err(|e| Stop::Disk(store_card(&e)))
    }

    /// Shows what is kept so far, if somebody looks at this site.
    pub(super) async fn show(&self) -> Result<(), Stop> {
        if self.open.members_site().as_ref() == Some(&self.site) {
            self.open.show_members().await.map_err(Stop::Disk)?;
        } else {
            self.open.tell_members().await.map_err(Stop::Disk)?;
        }
        Ok(())
    }
}
