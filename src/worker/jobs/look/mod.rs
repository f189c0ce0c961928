//! Looking at single places again: before writing, and after.

mod accounts;
mod by_id;
mod contributors;
mod members;
mod settings;
mod team;

pub(in crate::worker) use by_id::{newcomers, newest, users};
pub(in crate::worker) use contributors::Ask;
pub(in crate::worker) use members::count as members_of;
pub(in crate::worker) use settings::{read as read_settings, wearers};
pub(in crate::worker) use team::PAGE;

use super::super::cards::wix_card;
use super::super::open::Open;
use super::super::protocol::ErrorCard;
use crate::access::{AccountInvite, SettingSet, SiteId, SiteInvite, Team, TeamMember, fold_email};
use crate::plan::{Action, Found, Line, ObjectKey, Plan, Seen};
use crate::wix::{Client, WixError};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A place to look at, with the address that finds it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::worker) struct Wanted {
    pub(in crate::worker) object: ObjectKey,
    pub(in crate::worker) email: String,
}

/// Why a place could not be looked at.
#[derive(Debug, Clone)]
pub(in crate::worker) enum Unread {
    /// A call failed.
    Wix(WixError),
    /// The list did not come to its end, so nothing can be called absent.
    Incomplete(String),
}

impl Unread {
    /// As people see it.
    pub(in crate::worker) fn card(&self) -> ErrorCard {
        match self {
            Self::Wix(error) => wix_card(error),
            Self::Incomplete(why) => ErrorCard::new(
                format!("The list could not be read to its end: {why}"),
                "Try again in a moment",
            ),
        }
    }

    /// The failed call, if there was one.
    pub(in crate::worker) fn wix(&self) -> Option<&WixError> {
        match self {
            Self::Wix(error) => Some(error),
            Self::Incomplete(_) => None,
        }
    }
}

impl From<WixError> for Unread {
    fn from(error: WixError) -> Self {
        Self::Wix(error)
    }
}

/// What a look found.
#[derive(Debug, Clone, Default)]
pub(in crate::worker) struct Look {
    /// By object.
    pub(in crate::worker) found: Found,
    /// Everybody in the team and every invite, where the whole list was read.
    pub(in crate::worker) whole: Option<WholeTeam>,
    /// All settings of the sorts that were read.
    pub(in crate::worker) settings: Vec<(SiteId, SettingSet)>,
    /// Calls that it took.
    pub(in crate::worker) reads: u32,
}

/// The whole team list.
#[derive(Debug, Clone, Default)]
pub(in crate::worker) struct WholeTeam {
    pub(in crate::worker) members: Vec<Arc<TeamMember>>,
    pub(in crate::worker) invites: Vec<Arc<AccountInvite>>,
}

impl WholeTeam {
    /// As a team.
    pub(in crate::worker) fn into_team(self) -> Team {
        Team {
            members: self.members,
            invites: self.invites,
        }
    }
}

/// Every place that these lines of a plan are about.
pub(in crate::worker) fn of_lines(
    plan: &Plan,
    lines: impl IntoIterator<Item = usize>,
) -> BTreeSet<Wanted> {
    let of = |line: &Line| {
        let object = line.action.object()?;
        let email = match &line.action {
            Action::CreateMember { member, .. } => member.login_email.clone(),
            Action::DeleteMember { login_email, .. } => login_email.clone(),
            // Found by its id alone.
            Action::Member(_) => String::new(),
            Action::InviteToAccount { email, .. } | Action::InviteToSite { email, .. } => {
                email.clone()
            }
            _ => line.who.email.clone(),
        };
        Some(Wanted { object, email })
    };
    lines
        .into_iter()
        .filter_map(|i| of(plan.lines.get(i)?))
        .collect()
}

/// How to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::worker) enum Breadth {
    /// Before a write, by whatever takes fewer calls.
    Cheapest,
    /// Before a write; the whole team list, whatever is wanted of it.
    WholeTeam,
    /// After a write. What no public call tells is left out: what is kept here about it would only
    /// repeat what the program itself believes.
    After,
}

/// Looks at these places as they are now. The calls are counted in `reads`, also when it fails.
pub(in crate::worker) async fn look(
    open: &Open,
    client: &Client,
    wanted: &BTreeSet<Wanted>,
    breadth: Breadth,
    reads: &mut u32,
) -> Result<Look, Unread> {
    let mut looked = Look::default();
    let of = |which: fn(&ObjectKey) -> bool| -> BTreeSet<&Wanted> {
        wanted.iter().filter(|w| which(&w.object)).collect()
    };
    let team = of(|o| matches!(o, ObjectKey::TeamMember(_) | ObjectKey::Invitee(_)));
    let members = of(|o| matches!(o, ObjectKey::SiteMember(..)));
    let by_id = of(|o| matches!(o, ObjectKey::Member(..)));
    let contributors = of(|o| matches!(o, ObjectKey::Contributor(..)));
    if breadth != Breadth::After {
        known_invites(open, wanted, &mut looked);
    }
    let done = async {
        if !team.is_empty() {
            let all = breadth == Breadth::WholeTeam || team.len() > open.pages_of_team();
            team::look(&open.account(), client, &team, all, &mut looked).await?;
        }
        members::look(client, &members, &mut looked).await?;
        by_id::look(client, &by_id, &mut looked).await?;
        settings::look(client, wanted.iter(), &mut looked).await?;
        if !contributors.is_empty() {
            contributors::look(client, &contributors, &open.ask(), &mut looked).await?;
        }
        if wanted.iter().any(|w| w.object == ObjectKey::ChildAccounts) {
            accounts::look(&open.account(), client, &mut looked).await?;
        }
        Ok(())
    };
    let done = done.await;
    *reads += looked.reads;
    done.map(|()| looked)
}

/// Site invites as they were last told (contract 5: no public call lists them).
fn known_invites(open: &Open, wanted: &BTreeSet<Wanted>, looked: &mut Look) {
    let access = open.access.borrow().clone();
    let now = open.shared.now();
    for w in wanted {
        let seen = match &w.object {
            ObjectKey::SiteInvitee(site, email) => {
                let all = access
                    .access
                    .invites
                    .get(site)
                    .map_or(&[][..], Vec::as_slice);
                let theirs = all.iter().filter(|i| fold_email(&i.email) == *email);
                Seen::SiteInvitee(theirs.map(|i| SiteInvite::aged(i, now)).collect())
            }
            ObjectKey::SiteInvite(site, id) => {
                let known = access.access.invite(site, id);
                known.map_or(Seen::Absent, |i| Seen::SiteInvite(Arc::clone(i)))
            }
            _ => continue,
        };
        looked.put(&w.object, seen);
    }
}

impl Look {
    fn put(&mut self, object: &ObjectKey, seen: Seen) {
        self.found.insert(object.clone(), seen);
    }
}
