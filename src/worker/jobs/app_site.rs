//! Reading what an app may read: the one site that it is installed on. Everything of the account
//! is closed to it (contract 1, "OAuth alternatives"), the titles of roles included, so only the
//! roles whose ids the documentation itself names can be asked for (contract 7).

use super::super::cards::{store_card, wix_card};
use super::super::open::{LOCALE, Open, ending};
use super::super::protocol::{ErrorCard, JobKind, ReadingEnd, Tone, Trouble};
use super::super::shared::Job;
use super::sites::{self, Stop};
use crate::access::{OWNER, Role, RoleId, RoleLimit, SITE_ADMIN, Site, SiteId};
use crate::store::{End, Set};
use crate::wix::{Client, contributors};
use std::sync::Arc;

/// Why roles are not known wholly.
pub(in crate::worker) const FEW_ROLES: &str = "An app instance cannot read the account’s roles, so only those that the documentation names \
     are known";

/// Reads the site.
pub(in crate::worker) async fn run(open: Arc<Open>, client: Client, site: SiteId) {
    let Some(job) = open.shared.start(JobKind::Sync, "Asking for the site") else {
        return;
    };
    let end = read(&open, &client, &job, &site).await;
    if let Err(error) = open.reload().await {
        tracing::error!(%error, "the cache could not be shown");
    }
    if end.is_ok() {
        super::snapshots::after_reading(&open, &[]).await;
    }
    let failed = match &end {
        Ok(_) => None,
        Err(Stop::Cancelled) => {
            let why = "The reading was stopped";
            Some(ErrorCard::new(why, "What was read so far is kept").of(Trouble::Interrupted))
        }
        Err(Stop::Wix(error)) => Some(wix_card(error)),
        Err(Stop::Unread(why)) => Some(sites::unread_card(why)),
        Err(Stop::Disk(card)) => Some(card.clone()),
    };
    open.shared.board.reading(Some(Arc::new(ReadingEnd {
        gaps: Vec::new(),
        failed: failed.clone(),
    })));
    match (end, failed) {
        (Ok(people), _) => job.done(format!("{people} contributors of the site were read")),
        (Err(Stop::Cancelled), _) => job.cancelled("Stopped; what was read so far is kept"),
        (Err(_), failed) => {
            let card = failed.unwrap_or_default();
            open.tell(Tone::Error, card.clone()).await;
            job.failed(card);
        }
    }
}

async fn read(open: &Arc<Open>, client: &Client, job: &Job, site: &SiteId) -> Result<usize, Stop> {
    let call = contributors::query(client, site, &[], &[]);
    let list = tokio::select! {
        () = job.token().cancelled() => return Err(Stop::Cancelled),
        () = open.closed.cancelled() => return Err(Stop::Cancelled),
        list = call => list,
    };
    open.heard(&list);
    let list = list?;
    if let Some(row) = list.unread.first() {
        return Err(Stop::Unread(format!("{} ({})", row.reason, row.path)));
    }
    let people = list.rows.len();
    let mut bare = Site::bare(site.clone());
    bare.contributors = list.rows.into_iter().map(|r| r.account).collect();
    let at = open.shared.now();
    let whole = End {
        at,
        complete: true,
        note: None,
    };
    let few = End {
        at,
        complete: false,
        note: Some(FEW_ROLES.to_owned()),
    };
    let kept = open.files.run(move |s| {
        s.cache.replace(Set::sites(), &[bare][..], &whole)?;
        s.cache
            .replace(Set::roles(LOCALE), &documented_roles()[..], &few)
    });
    kept.await
        .map_err(|e| Stop::Disk(ending(e)))?
        .map_err(|e| Stop::Disk(store_card(&e)))?;
    open.reload().await.map_err(Stop::Disk)?;
    // A site without contributors may have locations all the same.
    sites::read_all(open, client, job, vec![site.clone()]).await?;
    Ok(people)
}

/// The roles on sites whose ids stand in the documentation (contract 7).
fn documented_roles() -> Vec<Role> {
    let role = |id: &str, title: &str, limit| Role {
        id: RoleId::new(id),
        title: title.to_owned(),
        description: String::new(),
        limit,
        custom: false,
        extra: crate::access::Extra::default(),
    };
    vec![
        role(OWNER, "Owner", RoleLimit::None),
        role(SITE_ADMIN, "Admin (Co-Owner)", RoleLimit::NotAtAccount),
    ]
}
