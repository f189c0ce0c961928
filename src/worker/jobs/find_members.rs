//! Looking for addresses among the members of several sites (site contract 1.4, Query Members).

use super::super::observe::Basis;
use super::super::open::Open;
use super::super::protocol::{ErrorCard, JobKind};
use super::look::{self, Breadth, Wanted};
use super::plans::look_at;
use super::site_settings;
use crate::access::{Member, MemberId, SiteId};
use crate::plan::{Facet, MemberWish, ObjectKey, Seen, Whom, is_address};
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

/// Reads everybody whom wishes about one site name as they are now: by id, by login address, and
/// what the wishes are about beside the members themselves.
pub(in crate::worker) async fn named(
    open: &Arc<Open>,
    basis: &mut Basis,
    site: &SiteId,
    wishes: &[(&Whom, &MemberWish)],
) -> Result<(), ErrorCard> {
    let mut all = BTreeSet::new();
    for (whom, wish) in wishes {
        all.extend(wanted(site, &whom.logins));
        if let MemberWish::Login(login) = wish {
            all.extend(wanted(site, std::slice::from_ref(login)));
        }
        let standing = |id: &MemberId| by_id(site, id, Facet::Standing);
        all.extend(whom.ids.iter().filter(|id| !id.is_empty()).map(standing));
    }
    look_at(open, basis, all, Breadth::Cheapest).await?;
    let client = open.client()?.urgent();
    let (mut held, mut guarded) = (BTreeSet::new(), Vec::new());
    for (whom, wish) in wishes {
        let members: Vec<Arc<Member>> = found(basis, site, whom);
        let ids = members.iter().map(|m| m.id.clone());
        match wish {
            MemberWish::GiveRole(role) | MemberWish::TakeRole(role) => {
                held.extend(ids.map(|id| by_id(site, &id, Facet::Role(role.clone()))));
            }
            MemberWish::GiveBadge(badge) | MemberWish::TakeBadge(badge) => {
                held.extend(ids.map(|id| by_id(site, &id, Facet::Badge(badge.clone()))));
            }
            MemberWish::Block
            | MemberWish::Delete
            | MemberWish::Disconnect
            | MemberWish::Login(_) => guarded.extend(ids),
            _ => {}
        }
        // Who was found by address is known by id too.
        for member in members {
            for facet in facets(wish) {
                let key = ObjectKey::member(site, &member.id, facet.clone());
                let member = Arc::clone(&member);
                basis.found.insert(key, Seen::Member { member, facet });
            }
        }
    }
    if !held.is_empty() {
        site_settings::titles(open, basis, site, Vec::new()).await?;
    }
    look_at(open, basis, held, Breadth::Cheapest).await?;
    if !guarded.is_empty() {
        let users = look::users(&client, site, &guarded).await;
        basis.known(|m| m.users.extend([(site.clone(), users)]));
    }
    match look::newest(&client, site).await {
        Ok(Some(at)) => basis.known(|m| m.newest.extend([(site.clone(), at)])),
        Ok(None) => {}
        // Then newcomers are not told of later; nobody is touched who was not named all the same.
        Err(error) => tracing::warn!(%error, "the newest member could not be read"),
    }
    Ok(())
}

fn by_id(site: &SiteId, id: &MemberId, facet: Facet) -> Wanted {
    Wanted {
        object: ObjectKey::member(site, id, facet),
        email: String::new(),
    }
}

/// Everybody who was found, by id or by the one address.
fn found(basis: &Basis, site: &SiteId, whom: &Whom) -> Vec<Arc<Member>> {
    let by_id = whom.ids.iter().filter_map(|id| {
        let key = ObjectKey::member(site, id, Facet::Standing);
        basis.found.get(&key)?.member().cloned()
    });
    let by_login = whom.logins.iter().flat_map(|login| {
        let key = ObjectKey::site_member(site, login);
        basis.found.get(&key).map_or(&[][..], Seen::members)
    });
    by_id.chain(by_login.cloned()).collect()
}

/// What of a member the wish rests on, as far as the member itself tells it.
fn facets(wish: &MemberWish) -> Vec<Facet> {
    use crate::access::MemberList;
    match wish {
        MemberWish::Update(_) => std::iter::once(Facet::Details)
            .chain(MemberList::ALL.map(Facet::List))
            .collect(),
        MemberWish::Slug(_) => vec![Facet::Slug],
        MemberWish::Mute | MemberWish::Unmute => vec![Facet::Activity],
        MemberWish::Login(_) | MemberWish::PasswordMail(_) => vec![Facet::Login],
        _ => vec![Facet::Standing],
    }
}

fn wanted(site: &SiteId, addresses: &[String]) -> BTreeSet<Wanted> {
    let real = addresses.iter().filter(|a| is_address(a.trim()));
    real.map(|email| Wanted {
        object: ObjectKey::site_member(site, email),
        email: email.trim().to_owned(),
    })
    .collect()
}
