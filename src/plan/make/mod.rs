//! Making plans: a wish and what was observed become lines.

mod accounts;
mod contributor_lines;
mod contributors;
mod deed_lines;
mod deeds;
mod everywhere;
mod findings;
mod invites;
mod members;
mod put_back;
mod setting_parts;
mod setting_who;
mod settings;
mod site_invites;
mod team;
mod tend;

pub(super) use contributor_lines::{set_locations, set_roles};
pub(super) use deed_lines::line as deed_line;
pub(super) use invites::line as invite;
pub use put_back::put_back;
pub(super) use settings::line as setting_line;
pub(super) use site_invites::revoke;
pub(super) use team::{change, check_grant, grants};

use self::site_invites::What;
use super::brakes::holds_account;
use super::{
    Aspect, CoOwners, Fingerprint, Line, MemberWish, ObjectKey, Observed, Plan, Seen, Skip, Wish,
    WishError,
};
use crate::access::{AccountId, Contributor, SiteId, SiteInvite, UserId, fold_email};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Makes the plan that fulfils a wish.
///
/// # Errors
/// [`WishError`] when the wish as a whole cannot be fulfilled. What stands against single people
/// becomes a [`Skip`] with its reason.
pub fn make(
    seen: Observed<'_>,
    wish: &Wish,
    id: String,
    now: Timestamp,
) -> Result<Plan, WishError> {
    // A sheet all of whose rows are left out becomes a plan that says so, and so do changes of which
    // none can be put back.
    let says = matches!(
        wish,
        Wish::Sheet { left, .. } | Wish::PutBack { left, .. } if !left.is_empty()
    );
    if wish.is_empty() && !says {
        return Err(WishError::Nobody);
    }
    let (selection, wish) = wish.unwrap_selection();
    let drawn = drawn(seen, wish, now)?;
    let mut plan = assemble(seen, drawn, id, now);
    plan.selection = selection.cloned();
    for part in wish.parts() {
        if let Wish::Members { site, wish, .. } = part {
            let newest = seen.sites.members.newest.get(site);
            plan.newest.extend(newest.map(|at| (site.clone(), *at)));
            if let MemberWish::PasswordMail(Some(waves)) = wish {
                waves.check().map_err(WishError::Unfit)?;
                plan.waves = Some(waves.clone());
            }
        }
    }
    Ok(plan)
}

fn drawn(seen: Observed<'_>, wish: &Wish, now: Timestamp) -> Result<Drawn, WishError> {
    Ok(match wish {
        Wish::Invite { people, language } => invites::draw(seen, people, language.as_deref(), now)?,
        Wish::CreateAccount(wanted) => accounts::draw(seen, wanted)?,
        Wish::CreateMembers { site, members } => members::draw(seen, site, members)?,
        Wish::Members { site, whom, wish } => deeds::draw(seen, site, whom, wish)?,
        Wish::SiteSetting { site, wish } => settings::draw(seen, site, wish)?,
        Wish::InviteToSites {
            sites,
            emails,
            roles,
            language,
        } => site_invites::invite(seen, sites, emails, roles, language.as_deref(), now)?,
        Wish::ResendSiteInvites { invites } => {
            site_invites::change(seen, invites, What::Resend, now)
        }
        Wish::RevokeSiteInvites { invites } => {
            site_invites::change(seen, invites, What::Revoke, now)
        }
        Wish::TendInvites {
            how,
            account,
            sites,
        } => tend::draw(seen, *how, account, sites, now),
        Wish::RemoveEverywhere {
            name,
            users,
            accounts,
            addresses,
            look_on,
        } => everywhere::draw(seen, name, (users, accounts, addresses), look_on, now),
        Wish::SetContributorRoles { .. }
        | Wish::ChangeContributorRoles { .. }
        | Wish::ChangeContributors { .. }
        | Wish::RemoveContributors { .. } => contributors::draw(seen, wish)?,
        Wish::Sheet { name, left, parts } => sheet(seen, name, left, parts, now)?,
        Wish::PutBack { as_of, left, parts } => put_back::draw(seen, *as_of, left, parts, now)?,
        Wish::Findings { parts } => findings::draw(seen, parts, now)?,
        team => team::draw(seen, team)?,
    })
}

/// What the rows of a sheet ask for, one part after the other.
fn sheet(
    seen: Observed<'_>,
    name: &str,
    left: &[Skip],
    parts: &[Wish],
    now: Timestamp,
) -> Result<Drawn, WishError> {
    let mut all = Drawn {
        title: String::new(),
        lines: Vec::new(),
        skipped: left.to_vec(),
    };
    let mut titles = BTreeSet::new();
    for part in parts {
        let mut one = drawn(seen, part, now)?;
        if !one.lines.is_empty() {
            titles.insert(one.title);
        }
        all.lines.append(&mut one.lines);
        all.skipped.append(&mut one.skipped);
    }
    all.title = match (titles.len(), titles.pop_first()) {
        (1, Some(one)) => format!("{one} (sheet {name})"),
        _ => format!("Carry out the sheet {name}: {} lines", all.lines.len()),
    };
    Ok(all)
}

/// Lines on their way into a plan.
pub(super) struct Drawn {
    pub(super) title: String,
    pub(super) lines: Vec<Line>,
    pub(super) skipped: Vec<Skip>,
}

/// Adds what the lines rest on.
pub(super) fn assemble(seen: Observed<'_>, drawn: Drawn, id: String, now: Timestamp) -> Plan {
    let objects: BTreeSet<ObjectKey> = drawn
        .lines
        .iter()
        .filter_map(|l| l.action.object())
        .collect();
    let fingerprints = fingerprints(seen, objects, now);
    let holders = seen
        .team
        .members
        .iter()
        .filter(|m| holds_account(&m.assignments))
        .count();
    let mut plan = Plan {
        format: Plan::FORMAT,
        id,
        continues: None,
        undoes: None,
        title: drawn.title,
        account: seen.account.clone(),
        made_at: now,
        read_at: seen.read_at,
        complete: seen.complete,
        team_size: seen.team.members.len(),
        co_owners: CoOwners {
            before: holders,
            after: holders,
        },
        selection: None,
        newest: BTreeMap::new(),
        waves: None,
        lines: drawn.lines,
        skipped: drawn.skipped,
        fingerprints,
    };
    let (gaining, losing) = super::brakes::holders_moved(&plan, seen.team);
    plan.co_owners.after = (holders + gaining).saturating_sub(losing);
    plan
}

/// What is known of these objects.
fn fingerprints(
    seen: Observed<'_>,
    objects: BTreeSet<ObjectKey>,
    now: Timestamp,
) -> BTreeMap<ObjectKey, Fingerprint> {
    let people: BTreeMap<&UserId, _> = seen.team.members.iter().map(|m| (&m.id, m)).collect();
    let addresses = invites::Addresses::of(seen.team, now);
    objects
        .into_iter()
        .map(|object| {
            let stands = match &object {
                ObjectKey::TeamMember(user) => people
                    .get(user)
                    .map_or(Seen::Absent, |m| Seen::TeamMember(Arc::clone(m))),
                ObjectKey::Invitee(email) => addresses.seen(email),
                ObjectKey::SiteMember(..)
                | ObjectKey::Member(..)
                | ObjectKey::ChildAccounts
                | ObjectKey::Setting(..) => {
                    seen.found.get(&object).cloned().unwrap_or(Seen::Absent)
                }
                ObjectKey::Contributor(site, account, aspect) => {
                    contributor(seen, site, account, *aspect)
                }
                ObjectKey::SiteInvitee(site, email) => {
                    let all = seen.sites.invites.get(site).map_or(&[][..], Vec::as_slice);
                    let theirs = all.iter().filter(|i| fold_email(&i.email) == *email);
                    Seen::SiteInvitee(theirs.map(|i| SiteInvite::aged(i, now)).collect())
                }
                ObjectKey::SiteInvite(site, id) => {
                    let known = seen.sites.invite(site, id);
                    known.map_or(Seen::Absent, |i| Seen::SiteInvite(Arc::clone(i)))
                }
            };
            let print = Fingerprint::of(&stands);
            (object, print)
        })
        .collect()
}

/// What is known of a contributor in one respect. Query Sites tells who contributes at all, so
/// presence is known without reading a site.
fn contributor(seen: Observed<'_>, site: &SiteId, account: &AccountId, aspect: Aspect) -> Seen {
    let known = seen.sites.contributor(site, account);
    let told = || {
        let site = seen.directory.site(site);
        site.is_some_and(|s| s.contributors.contains(account))
    };
    if known.is_none() && !told() {
        return Seen::Absent;
    }
    Seen::Contributor(aspect_of(account, known, aspect))
}

/// A contributor with nothing but this respect.
pub(super) fn aspect_of(
    account: &AccountId,
    known: Option<&Contributor>,
    aspect: Aspect,
) -> Contributor {
    let (roles, locations) = match (known, aspect) {
        (Some(c), Aspect::Roles) => (c.roles.clone(), Vec::new()),
        (Some(c), Aspect::Locations) => (Vec::new(), c.locations.clone()),
        _ => (Vec::new(), Vec::new()),
    };
    Contributor {
        account: account.clone(),
        owner: None,
        roles,
        locations,
    }
}
