//! Members of a site: opening them from what is kept, reading them, letting Wix search them.

mod everybody;
mod keep;
mod newest;
mod one;
mod plan;
mod read;
mod search;
mod users;

pub(in crate::worker) use keep::found as keep_found;
pub(in crate::worker) use one::{read_about, read_held, show, show_one_again};
pub(in crate::worker) use plan::plan;
pub(in crate::worker) use read::run;
pub(in crate::worker) use search::search;

use super::super::cards::store_card;
use super::super::files::blocking;
use super::super::jobs::view::Shelf;
use super::super::observe::Basis;
use super::super::open::{Open, ending};
use super::super::protocol::{
    ErrorCard, FoundAtWix, MembersBeside, MembersBuilder, MembersDesk, MembersInfo, MembersPart,
    MembersTable, SiteSettings, Tone,
};
use super::super::shared::lock;
use crate::access::{MemberId, SiteId, UserLinks};
use crate::plan::Crew;
use crate::store::{Cache, MembersState, ProfileId, ProfileStore, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

/// Changes between readings that are shown.
const CHANGES: u32 = 500;

/// The members that are looked at.
#[derive(Default)]
pub(in crate::worker) struct Desk {
    pub(in crate::worker) shelf: Shelf<MembersTable>,
    state: Mutex<MembersDesk>,
    found: Mutex<Option<(FoundAtWix, BTreeSet<MemberId>)>>,
    /// The member who was asked for last: the answer about another one is not shown any more.
    one: Mutex<Option<(SiteId, MemberId)>>,
    /// What the site sets for all of its members whose settings are looked at.
    pub(in crate::worker) settings: Mutex<Option<SiteSettings>>,
}

/// How a site's members are known, as the window shows it.
fn info(state: MembersState) -> MembersInfo {
    MembersInfo {
        kept: state.kept,
        total: state.total,
        left: state.under_way.map(|left| (left.began, left.done)),
        full_at: state.full_at,
        newest_at: state.newest_at,
        read_at: state.read_at,
        note: state.note,
    }
}

/// How the members of every site are known.
fn infos(store: &mut ProfileStore) -> Result<BTreeMap<SiteId, MembersInfo>, StoreError> {
    let states = store.cache.members_states()?;
    Ok(states
        .into_iter()
        .map(|(site, s)| (site, info(s)))
        .collect())
}

impl Open {
    /// Changes what is told about the members and shows it.
    pub(in crate::worker) fn edit_members(&self, edit: impl FnOnce(&mut MembersDesk)) {
        let desk = {
            let mut desk = lock(&self.members.state);
            edit(&mut desk);
            desk.clone()
        };
        if !self.closed.is_cancelled() {
            self.shared.board.members_desk(Arc::new(desk));
        }
    }

    /// The site that is looked at.
    fn members_site(&self) -> Option<SiteId> {
        lock(&self.members.state).site.clone()
    }

    /// How the members of all sites are known, as it was told last.
    pub(in crate::worker) fn members_kept(&self) -> BTreeMap<SiteId, MembersInfo> {
        lock(&self.members.state).sites.clone()
    }

    /// Tells again how the members of all sites are known.
    pub(in crate::worker) async fn tell_members(&self) -> Result<(), ErrorCard> {
        let sites = self.files.run(infos).await.map_err(ending)?;
        let sites = sites.map_err(|e| store_card(&e))?;
        self.edit_members(|desk| desk.sites = sites);
        Ok(())
    }

    /// Shows the members that are looked at as they are kept.
    pub(in crate::worker) async fn show_members(&self) -> Result<(), ErrorCard> {
        self.tell_members().await?;
        let Some(site) = self.members_site() else {
            return Ok(());
        };
        let table = self.freeze_members(&site).await?;
        // Somebody may have gone to another site meanwhile.
        if self.members_site().as_ref() == Some(&site) {
            self.put_members_table(table.map(Arc::new));
        }
        Ok(())
    }

    fn put_members_table(&self, table: Option<Arc<MembersTable>>) {
        self.members.shelf.table.send_replace(table.clone());
        if !self.closed.is_cancelled() {
            self.shared.board.members(table);
        }
    }

    /// The table of a site's members; `None` if they were never read.
    async fn freeze_members(&self, site: &SiteId) -> Result<Option<MembersTable>, ErrorCard> {
        let wanted = site.clone();
        let kept = self.files.run(move |s| {
            s.cache.prepare_members(&wanted)?;
            let state = s.cache.members_state(&wanted)?;
            let changes = s.cache.member_changes(&wanted, CHANGES)?;
            let users = s.cache.user_members(&wanted)?;
            Ok(state.map(|state| (state, changes, users)))
        });
        let kept = kept.await.map_err(ending)?;
        let Some((state, changes, (users, told))) = kept.map_err(|e| store_card(&e))? else {
            return Ok(None);
        };
        let found = lock(&self.members.found).clone();
        let whole = told.as_ref().is_some_and(|t| t.complete);
        let beside = MembersBeside {
            site_name: self.site_name(site),
            crew: Crew::of(Basis::of(self).observed(), site),
            users: UserLinks::new(users, whole),
            users_untold: told.and_then(|t| t.note),
            info: info(state),
            changes,
            found,
        };
        let id = ProfileId::new(&self.card().id.0).map_err(|e| store_card(&e))?;
        let path = self.shared.dir.profile(&id).cache();
        let (now, site) = (self.shared.now(), site.clone());
        // A connection of its own: nobody who writes waits while a million rows are looked through.
        let made = blocking(move || {
            let cache = Cache::open_read_only(&path)?;
            let mut builder = MembersBuilder::new(now, beside);
            cache.visit_members_twice(&site, builder.halves())?;
            Ok(builder.finish(site))
        });
        let made = made.await.map_err(ending)?;
        made.map(Some).map_err(|e: StoreError| store_card(&e))
    }

    /// Name of a site, or its id.
    pub(in crate::worker) fn site_name(&self, site: &SiteId) -> String {
        let table = self.table.borrow().clone();
        let name = table.map(|t| t.directory.site_name(site).to_owned());
        name.unwrap_or_else(|| site.as_str().to_owned())
    }
}

/// Looks at the members of another site.
pub(in crate::worker) async fn open_site(open: Arc<Open>, site: Option<SiteId>) {
    if open.members_site() != site {
        *lock(&open.members.found) = None;
        open.put_members_table(None);
        open.shared.board.member(None);
    }
    open.edit_members(|desk| {
        desk.opening = site.is_some();
        desk.site = site;
        desk.error = None;
        desk.searching = None;
    });
    let shown = open.show_members().await;
    open.edit_members(|desk| {
        desk.opening = false;
        desk.error = shown.err();
    });
}

/// Shows a part of a site's members with everything.
pub(in crate::worker) async fn part(open: Arc<Open>, site: SiteId, from: u32, most: u32) {
    let read = open
        .files
        .run(move |s| s.cache.members_from(&site, from, most))
        .await;
    let (members, next) = match read {
        Ok(Ok((members, next))) => (Ok(members), next),
        Ok(Err(error)) => (Err(store_card(&error)), None),
        Err(end) => (Err(ending(end)), None),
    };
    let part = MembersPart {
        from,
        members,
        next,
    };
    open.shared.board.members_part(Some(Arc::new(part)));
}

/// Shows the members again after something was done that did not fail.
async fn show_again(open: &Open) {
    if let Err(error) = open.show_members().await {
        open.edit_members(|desk| desk.error = Some(error.clone()));
        open.tell(Tone::Error, error).await;
    }
}
