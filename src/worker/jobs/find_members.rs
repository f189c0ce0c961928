//! Looking for addresses among the members of several sites (site contract 1.4, Query Members).

use super::super::observe::Basis;
use super::super::open::Open;
use super::super::protocol::{ErrorCard, JobKind};
use super::look::{self, Breadth, Wanted};
use crate::access::SiteId;
use crate::plan::{ObjectKey, is_address};
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::task::JoinSet;

/// Sites that are asked at once.
const AT_ONCE: usize = 6;

/// Looks for these addresses on these sites and adds what was found to the basis. A site that Wix
/// does not tell about is left out: the plan names it.
pub(in crate::worker) async fn among(
    open: &Arc<Open>,
    basis: &mut Basis,
    addresses: &[String],
    sites: &[SiteId],
) -> Result<(), ErrorCard> {
    let client = open.client()?.urgent();
    let title = "Looking among members";
    let Some(job) = open.shared.start(JobKind::LookUp, title) else {
        return Err(ErrorCard::new(
            "Another plan is being made",
            "Try again when it is there",
        ));
    };
    let sites: BTreeSet<SiteId> = sites.iter().cloned().collect();
    let (all, mut done) = (sites.len() as u64, 0);
    let mut left = sites.into_iter();
    let mut asked: JoinSet<Result<look::Look, look::Unread>> = JoinSet::new();
    loop {
        while asked.len() < AT_ONCE
            && let Some(site) = left.next()
        {
            let wanted = wanted(&site, addresses);
            let (open, client) = (Arc::clone(open), client.clone());
            asked.spawn(async move {
                let mut reads = 0;
                look::look(&open, &client, &wanted, Breadth::Cheapest, &mut reads).await
            });
        }
        let answer = tokio::select! {
            () = job.token().cancelled() => {
                job.cancelled("Stopped");
                return Err(ErrorCard::new("Stopped", ""));
            }
            answer = asked.join_next() => answer,
        };
        let Some(answer) = answer else { break };
        match answer {
            Ok(Ok(look)) => basis.found.extend(look.found),
            Ok(Err(error)) => {
                let network = error.wix().is_some_and(crate::wix::WixError::is_network);
                if let Some(wix) = error.wix() {
                    open.heard::<()>(&Err(wix.clone()));
                }
                if network {
                    let card = error.card();
                    job.failed(card.clone());
                    return Err(card);
                }
                tracing::info!(error = %error.card().sentence, "members of a site were not told");
            }
            Err(error) => tracing::error!(%error, "a look ended with a panic"),
        }
        done += 1;
        job.progress(done, Some(all), title);
    }
    job.done(format!("{all} sites were looked at"));
    Ok(())
}

fn wanted(site: &SiteId, addresses: &[String]) -> BTreeSet<Wanted> {
    let real = addresses.iter().filter(|a| is_address(a.trim()));
    real.map(|email| Wanted {
        object: ObjectKey::site_member(site, email),
        email: email.trim().to_owned(),
    })
    .collect()
}
