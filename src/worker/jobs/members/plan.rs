//! What reading a site's members would take, before it begins.

use super::super::super::open::Open;
use super::super::super::protocol::MembersSyncPlan;
use super::super::super::shared::lock;
use super::read::{busy, members_card};
use crate::access::SiteId;
use crate::wix::members::{self, MEMBERS_PAGE, QueryMembers};
use std::sync::Arc;

/// Works out calls and time, and shows them. One call asks Wix for the number of members.
pub(in crate::worker) async fn plan(open: Arc<Open>, site: SiteId) {
    let mut plan = MembersSyncPlan {
        site: Some(site.clone()),
        blocked: busy(&open),
        ..MembersSyncPlan::default()
    };
    let of = site.clone();
    let state = open.files.run(move |s| s.cache.members_state(&of)).await;
    let state = state.ok().and_then(Result::ok).flatten();
    plan.total = state.as_ref().and_then(|s| s.total);
    if plan.blocked.is_none() {
        match open.client() {
            Err(error) => plan.blocked = Some(error),
            Ok(client) => {
                let one = QueryMembers {
                    limit: 1,
                    ..QueryMembers::default()
                };
                let answer = members::query(&client.urgent(), &site, &one).await;
                open.heard(&answer);
                match answer {
                    Ok(page) => plan.total = page.total.or(plan.total),
                    Err(error) => plan.blocked = Some(members_card(&error)),
                }
            }
        }
    }
    let limit = lock(&open.pace).as_ref().and_then(|p| p.metrics().limit);
    let price = |calls: u64| {
        let seconds = limit.map_or(0, |n| (calls * 60).div_ceil(u64::from(n.max(1))));
        (calls, seconds)
    };
    // Each page begins with the last row of the one before; the first call asks for the newest, the
    // last one for the users behind members.
    let pages = |rows: u64| rows.div_ceil(u64::from(MEMBERS_PAGE - 1)).max(1);
    let total = plan.total.unwrap_or(0);
    plan.everybody = price(2 + pages(total));
    if let Some(state) = state {
        let left = state.under_way;
        plan.left = left.map(|left| price(1 + pages(total.saturating_sub(left.done))));
        if state.full_at.is_some() {
            plan.newest = Some(price(1 + pages(total.saturating_sub(state.kept))));
        }
    }
    open.shared.board.members_sync(Arc::new(plan));
}
