//! What plans are made from and measured against: what is kept, and what was read just now.

use super::open::{Open, ending};
use super::protocol::{ErrorCard, TeamTable};
use crate::access::{AccountId, Directory, SiteId, Team};
use crate::plan::{BrakeHit, Found, Observed, Plan, brakes};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Mails are counted over this long.
const MAILS_OVER: SignedDuration = SignedDuration::from_hours(24);

/// Everything that is known for a plan. Owned, so that it can go to a thread that works.
#[derive(Debug, Clone)]
pub(super) struct Basis {
    account: AccountId,
    table: Option<Arc<TeamTable>>,
    /// A team that is newer than the kept one.
    pub(super) team: Option<Arc<Team>>,
    access: Arc<super::access::Kept>,
    /// What was read about single objects.
    pub(super) found: Found,
    /// Members of sites, where they were counted.
    pub(super) members: BTreeMap<SiteId, usize>,
    no_team: Team,
    no_names: Directory,
}

impl Basis {
    pub(super) fn of(open: &Open) -> Self {
        Self {
            account: open.account(),
            table: open.table.borrow().clone(),
            access: open.access.borrow().clone(),
            team: None,
            found: Found::new(),
            members: BTreeMap::new(),
            no_team: Team::default(),
            no_names: Directory::default(),
        }
    }

    /// Lets what was read just now count for contributors too.
    pub(super) fn freshen(&mut self) {
        let mut kept = super::access::Kept::clone(&self.access);
        super::access::freshen(&mut kept.access, &self.found);
        self.access = Arc::new(kept);
    }

    /// Notes what was read beside members.
    pub(super) fn known(&mut self, note: impl FnOnce(&mut crate::plan::MembersKnown)) {
        let mut kept = super::access::Kept::clone(&self.access);
        note(&mut kept.access.members);
        self.access = Arc::new(kept);
    }

    /// Whether names of sites were ever read.
    pub(super) fn has_names(&self) -> bool {
        self.table.is_some()
    }

    /// Names of roles, sites and folders.
    pub(super) fn directory(&self) -> &Directory {
        self.table.as_ref().map_or(&self.no_names, |t| &t.directory)
    }

    /// When the team was read.
    pub(super) fn read_at(&self) -> Option<Timestamp> {
        self.table.as_ref()?.info.as_ref()?.read_at
    }

    pub(super) fn observed(&self) -> Observed<'_> {
        let info = self.table.as_ref().and_then(|t| t.info.as_ref());
        let kept = self.table.as_ref().map_or(&self.no_team, |t| &t.team);
        Observed {
            account: &self.account,
            team: self.team.as_deref().unwrap_or(kept),
            directory: self.directory(),
            found: &self.found,
            members: &self.members,
            sites: &self.access.access,
            read_at: self.read_at(),
            complete: info.is_some_and(|i| i.complete),
        }
    }
}

impl Open {
    /// Everything that holds this plan, measured against this basis and the limits of the profile.
    pub(super) async fn brakes(
        &self,
        plan: &Plan,
        basis: &mut Basis,
    ) -> Result<Vec<BrakeHit>, ErrorCard> {
        let values = super::jobs::site_settings::values_lost(self, plan).await?;
        basis.known(|m| m.values.extend(values));
        let since = self.shared.now().checked_sub(MAILS_OVER);
        let since = since.unwrap_or(Timestamp::UNIX_EPOCH);
        let mailed = self
            .files
            .run(move |s| s.ledger.mails_since(since))
            .await
            .map_err(ending)?
            .map_err(|e| super::cards::store_card(&e))?;
        let card = self.card();
        let mailed = usize::try_from(mailed).unwrap_or(usize::MAX);
        let account = card.name_to_type();
        Ok(brakes::check(
            plan,
            basis.observed(),
            account,
            &card.brakes,
            mailed,
        ))
    }
}
