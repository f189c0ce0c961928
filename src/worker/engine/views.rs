//! The tables of an open profile: what panes ask of them is answered, and at the end they are gone.

use super::super::jobs::{find, rules, view};
use super::super::open::Open;
use super::Engine;
use std::sync::Arc;

impl Engine {
    /// Answers what panes ask of their tables.
    pub(super) fn show_views(&self, open: &Arc<Open>) {
        macro_rules! answer {
            ($table:expr, $request:expr, $put:ident) => {{
                let board = Arc::clone(&open.shared.board);
                let (table, request) = ($table.subscribe(), $request.subscribe());
                let closed = open.closed.clone();
                self.spawn(view::run(table, request, closed, move |v| board.$put(v)));
            }};
        }
        answer!(open.table, open.request, view);
        answer!(open.sites.table, open.sites.request, sites_view);
        answer!(open.sites.table, open.site_search, site_search);
        answer!(open.people.table, open.people.request, people_view);
        answer!(open.roles.table, open.roles.request, roles_view);
        answer!(open.rules.shelf.table, open.rules.shelf.request, rules_view);
        self.spawn(rules::run(Arc::clone(open)));
        self.spawn(find::run(Arc::clone(open)));
        answer!(
            open.members.shelf.table,
            open.members.shelf.request,
            members_view
        );
        answer!(
            open.contributors.table,
            open.contributors.request,
            access_view
        );
        answer!(
            open.family.accounts.table,
            open.family.accounts.request,
            accounts_view
        );
        answer!(
            open.family.everybody.table,
            open.family.everybody.request,
            everybody_view
        );
        answer!(
            open.reviews.shelf.table,
            open.reviews.shelf.request,
            review_view
        );
        answer!(open.changes.table, open.changes.request, changes_view);
        answer!(open.invites.table, open.invites.request, invites_view);
    }

    /// Nothing of the profile that was open stays on the board.
    pub(super) fn clear_board(&self) {
        let board = &self.shared.board;
        board.session(None);
        board.team(None);
        board.view(None);
        board.sites(None);
        board.sites_view(None);
        board.site_search(None);
        board.found(None);
        board.access(None);
        board.access_view(None);
        board.invites(None);
        board.invites_view(None);
        board.people(None);
        board.people_view(None);
        board.roles(None);
        board.roles_view(None);
        board.rules(None);
        board.rules_view(None);
        board.rules_end(None);
        board.members(None);
        board.members_view(None);
        board.members_desk(Arc::default());
        board.members_sync(Arc::default());
        board.site_settings(None);
        board.member(None);
        board.members_part(None);
        board.accounts(None);
        board.accounts_view(None);
        board.accounts_end(None);
        board.everybody(None);
        board.everybody_view(None);
        board.site_sync(Arc::default());
        board.sheet(None);
        board.plan(Arc::default());
        board.run(None);
        board.snapshots(None);
        board.changes(Arc::default());
        board.reviews(None);
        board.review(None);
        board.review_view(None);
        board.review_draft(None);
        board.review_since(None);
        board.review_said(None);
        board.changes_table(None);
        board.changes_view(None);
        board.packed(None);
        board.activity(Arc::default());
        board.pace(super::super::protocol::PaceView::default());
    }
}
