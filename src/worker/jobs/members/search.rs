//! Wix's own search among a site's members (site contract 1.3): it also finds those who were never
//! read, looks at few fields, and costs calls. What it finds is kept and marked.

use super::super::super::cards::store_card;
use super::super::super::open::{Open, ending};
use super::super::super::protocol::{ErrorCard, FoundAtWix, JobKind, Trouble};
use super::super::super::shared::{Job, lock};
use super::read::{busy, members_card};
use super::show_again;
use crate::access::{Member, MemberId, SiteId, count};
use crate::store::{MembersPage as Filing, Part};
use crate::wix::members::{self, MEMBERS_PAGE, MemberField, MemberSearch, QueryMembers};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Members that are fetched at most.
const MOST: u64 = 500;
/// Longest text that Wix takes (site contract 1.3).
const LONGEST: usize = 100;

/// Searches and shows what was found.
pub(in crate::worker) async fn search(open: Arc<Open>, site: SiteId, text: String) {
    let text: String = text.trim().chars().take(LONGEST).collect();
    if text.is_empty() {
        return;
    }
    let Some(job) = open
        .shared
        .start(JobKind::SearchMembers, "Searching at Wix")
    else {
        return;
    };
    open.edit_members(|desk| {
        desk.error = None;
        desk.searching = Some(text.clone());
    });
    let found = find(&open, &job, &site, &text).await;
    open.edit_members(|desk| desk.searching = None);
    match found {
        Ok((found, ids)) => {
            let words = count(ids.len(), "member was", "members were");
            *lock(&open.members.found) = Some((found, ids));
            show_again(&open).await;
            job.done(format!("{words} found at Wix"));
        }
        Err(None) => job.cancelled("Stopped"),
        Err(Some(error)) => {
            open.edit_members(|desk| desk.error = Some(error.clone()));
            job.failed(error);
        }
    }
}

/// What was found; nothing in the error if it was stopped.
async fn find(
    open: &Open,
    job: &Job,
    site: &SiteId,
    text: &str,
) -> Result<(FoundAtWix, BTreeSet<MemberId>), Option<ErrorCard>> {
    if let Some(busy) = busy(open) {
        return Err(Some(busy));
    }
    let client = open.client().map_err(Some)?.urgent();
    let mut query = QueryMembers {
        search: Some(MemberSearch {
            text: text.to_owned(),
            fields: vec![
                MemberField::LoginEmail,
                MemberField::Nickname,
                MemberField::FirstName,
                MemberField::LastName,
            ],
        }),
        ..QueryMembers::default()
    };
    let mut ids = BTreeSet::new();
    let mut total = None;
    loop {
        let answer = tokio::select! {
            () = job.token().cancelled() => return Err(None),
            () = open.closed.cancelled() => return Err(None),
            answer = members::query(&client, site, &query) => answer,
        };
        open.heard(&answer);
        let page = answer.map_err(|e| Some(members_card(&e)))?;
        total = page.total.or(total);
        ids.extend(page.members.iter().map(|m| m.id.clone()));
        let rows = page.rows as u64;
        keep(open, site, page.members).await.map_err(Some)?;
        query.offset += rows;
        job.progress(query.offset, total.map(|t| t.min(MOST)), "Searching at Wix");
        if rows < u64::from(MEMBERS_PAGE) || query.offset >= MOST {
            break;
        }
    }
    let found = FoundAtWix {
        text: text.to_owned(),
        total,
        fetched: ids.len(),
        at: open.shared.now(),
    };
    Ok((found, ids))
}

/// Keeps members that single answers told. What they do not tell stays as it was known.
pub(in crate::worker) async fn keep(
    open: &Open,
    site: &SiteId,
    members: Vec<Member>,
) -> Result<(), ErrorCard> {
    let (site, at) = (site.clone(), open.shared.now());
    let kept = open.files.run(move |s| {
        let page = Filing {
            members: &members,
            at,
            total: None,
            part: Part::Look,
        };
        s.cache.put_members(&site, &page)
    });
    match kept.await.map_err(ending)? {
        Ok(_) => Ok(()),
        Err(error) => Err(store_card(&error).of(Trouble::Other)),
    }
}
