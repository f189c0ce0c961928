//! Putting back what changed between two moments: differences become wishes, and what cannot be
//! restored is named with its reason. Nothing is read here; the plan that comes of the wish is
//! checked and confirmed like any other.

use super::contributors::check_role;
use super::team::{bare, check_grant, who};
use super::{Drawn, Observed, drawn};
use crate::access::{
    AccountId, Difference, Fact, InviteId, InviteStatus, LocationId, MemberId, MemberStatus,
    NewAssignment, OWNER, Reach, RoleId, SiteId, Thing, UserId, fold_email,
};
use crate::plan::{
    Action, Contribution, ContributorChange, Invitee, LocationsWish, MemberWish, RolesWish, Skip,
    Tend, Who, Whom, Wish, WishError,
};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Why a difference is left alone, and whether nothing is left of it.
type Left = (String, bool);

fn left<T>(words: impl Into<String>) -> Result<T, Left> {
    Err((words.into(), false))
}

/// Turns differences into the wish that puts them back as they were at `as_of`. A removed person or
/// contributor can only be invited anew; an open account invite is a line by hand (contract 4). What
/// no call of ours restores is left alone with its reason.
pub fn put_back(seen: Observed<'_>, as_of: Timestamp, differences: &[Difference]) -> Wish {
    let mut back = Back {
        seen,
        left: Vec::new(),
        removed: Vec::new(),
        people: BTreeMap::new(),
        invited: BTreeSet::new(),
        invitees: Vec::new(),
        account: BTreeMap::new(),
        sites: BTreeMap::new(),
        gone: Vec::new(),
        contributors: BTreeMap::new(),
        to_sites: BTreeMap::new(),
        members: Vec::new(),
    };
    for difference in differences {
        if let Err((reason, already_so)) = back.one(difference) {
            let skip = Skip {
                who: back.who(difference),
                site: difference.thing.site().cloned(),
                reason,
                already_so,
            };
            back.left.push(skip);
        }
    }
    back.wish(as_of)
}

/// What a kind of invites shall become.
type Tended<T> = BTreeMap<bool, Vec<T>>;

/// Wishes on their way.
struct Back<'a> {
    seen: Observed<'a>,
    left: Vec<Skip>,
    removed: Vec<UserId>,
    /// Roles to give and to take, by person.
    people: BTreeMap<UserId, (Vec<NewAssignment>, Vec<NewAssignment>)>,
    /// Addresses that get a new account invite.
    invited: BTreeSet<String>,
    invitees: Vec<Invitee>,
    /// Account invites to renew (true) and to revoke.
    account: Tended<InviteId>,
    /// Site invites to renew (true) and to revoke.
    sites: Tended<(SiteId, InviteId)>,
    gone: Vec<Contribution>,
    contributors: BTreeMap<Contribution, ContributorChange>,
    /// Addresses by site and roles.
    to_sites: BTreeMap<(SiteId, Vec<RoleId>), Vec<String>>,
    members: Vec<(SiteId, MemberWish, Vec<MemberId>)>,
}

impl Back<'_> {
    fn one(&mut self, difference: &Difference) -> Result<(), Left> {
        let (was, is) = (difference.before.as_ref(), difference.after.as_ref());
        match &difference.thing {
            Thing::Person(user) => self.person(user, was, is),
            Thing::Grant(user, role, reach) => self.grant(user, role, reach, was.is_some()),
            Thing::Invite(invite) => self.invite(invite, was, is),
            Thing::SiteInvite(site, invite) => self.site_invite(site, invite, was, is),
            Thing::Contributor(site, account) => self.contributor(site, account, was, is),
            Thing::ContributorRole(site, account, role) => {
                self.site_role(site, account, role, was.is_some())
            }
            Thing::Limit(site, account) => self.limit(site, account, was),
            Thing::Member(site, member) => self.member(site, member, was, is),
            Thing::MemberFields(..) | Thing::MemberPage(..) => {
                left("What a member’s profile said before is not kept in a snapshot")
            }
            Thing::Location(..) => left("Locations are changed in the dashboard of the site"),
            Thing::Site(_) | Thing::Folder(_) => {
                left("Sites and folders are made, moved and removed in the Wix dashboard")
            }
            Thing::Role(_) => left("Roles that can be given are Wix’s or set in the dashboard"),
        }
    }

    fn person(&mut self, user: &UserId, was: Option<&Fact>, is: Option<&Fact>) -> Result<(), Left> {
        match (was, is) {
            (None, _) => {
                self.removed.push(user.clone());
                Ok(())
            }
            (Some(_), Some(_)) => left("People change their name and address themselves"),
            (Some(Fact::Person { email, grants, .. }), None) => {
                if self.seen.team.member(user).is_some() {
                    return Err(("Is in the team again".to_owned(), true));
                }
                self.anew(email, grants)
            }
            _ => left("It is not known what the person held"),
        }
    }

    /// A new account invite to what somebody held, or was invited to.
    fn anew(&mut self, email: &str, grants: &BTreeSet<(RoleId, Reach)>) -> Result<(), Left> {
        if email.trim().is_empty() {
            return left("No address is known to which a new invite could go");
        }
        let give: Vec<NewAssignment> = grants
            .iter()
            .map(|(role, reach)| NewAssignment {
                role: role.clone(),
                reach: bare(reach),
            })
            .collect();
        if give.is_empty() {
            return left("Held no role, and an invite has to name one");
        }
        for grant in &give {
            if matches!(grant.reach, Reach::Conditions(_)) {
                return left(sentence(&WishError::FolderInInvite));
            }
            self.can_give(grant)?;
        }
        if !self.invited.insert(fold_email(email)) {
            return left("Another of the chosen lines invites this address");
        }
        let email = email.trim().to_owned();
        self.invitees.push(Invitee { email, give });
        Ok(())
    }

    fn can_give(&self, grant: &NewAssignment) -> Result<(), Left> {
        if let Err(error) = check_grant(self.seen.directory, grant) {
            return left(sentence(&error));
        }
        if self.seen.directory.role(&grant.role).is_none() {
            return left("This role cannot be given any more");
        }
        match &grant.reach {
            Reach::Site { id, .. } if self.seen.directory.site(id).is_none() => {
                left("The site is not there any more")
            }
            _ => Ok(()),
        }
    }

    fn grant(
        &mut self,
        user: &UserId,
        role: &RoleId,
        reach: &Reach,
        held: bool,
    ) -> Result<(), Left> {
        let grant = NewAssignment {
            role: role.clone(),
            reach: bare(reach),
        };
        if role.as_str() == OWNER {
            return left("The owner’s role moves only by transferring the account");
        }
        if held {
            self.can_give(&grant)?;
        } else if matches!(reach, Reach::Unknown(_)) {
            return left(sentence(&WishError::UnknownReach));
        }
        let (give, take) = self.people.entry(user.clone()).or_default();
        if held { give } else { take }.push(grant);
        Ok(())
    }

    fn invite(&mut self, id: &InviteId, was: Option<&Fact>, is: Option<&Fact>) -> Result<(), Left> {
        let state = |fact: Option<&Fact>| match fact {
            Some(Fact::Invite { status, .. }) => Some(status.clone()),
            _ => None,
        };
        match (was, is) {
            (Some(Fact::Invite { status, .. }), None) if !is_open(status) => {
                left("Was over already, and Wix lists it no more")
            }
            (Some(Fact::Invite { email, grants, .. }), None) => self.anew(email, grants),
            _ => {
                let renew = tended(state(was).as_ref(), state(is).as_ref())?;
                if let (true, Some(Fact::Invite { email, .. })) = (renew, was)
                    && !self.invited.insert(fold_email(email))
                {
                    return left("Another of the chosen lines invites this address");
                }
                self.account.entry(renew).or_default().push(id.clone());
                Ok(())
            }
        }
    }

    fn site_invite(
        &mut self,
        site: &SiteId,
        id: &InviteId,
        was: Option<&Fact>,
        is: Option<&Fact>,
    ) -> Result<(), Left> {
        let state = |fact: Option<&Fact>| match fact {
            Some(Fact::SiteInvite { status, .. }) => Some(status.clone()),
            _ => None,
        };
        if is.is_none() {
            return left("Is not known here any more");
        }
        let renew = tended(state(was).as_ref(), state(is).as_ref())?;
        let both = (site.clone(), id.clone());
        self.sites.entry(renew).or_default().push(both);
        Ok(())
    }

    fn contributor(
        &mut self,
        site: &SiteId,
        account: &AccountId,
        was: Option<&Fact>,
        is: Option<&Fact>,
    ) -> Result<(), Left> {
        let whom = Contribution {
            site: site.clone(),
            account: account.clone(),
        };
        let Some(Fact::Contributor {
            owner,
            roles,
            locations,
        }) = was.filter(|_| is.is_none())
        else {
            self.gone.push(whom);
            return Ok(());
        };
        if self.seen.sites.contributor(site, account).is_some() {
            return Err(("Contributes to the site again".to_owned(), true));
        }
        if self.seen.directory.site(site).is_none() {
            return left("The site is not there any more");
        }
        if !locations.is_empty() {
            // Without the limit the person would reach more than before.
            return left(
                "Was limited to locations, which a new invite from here cannot carry: invite in \
                 the dashboard of the site",
            );
        }
        if roles.is_empty() {
            return left("It is not known which roles were held");
        }
        for role in roles {
            if let Err(error) = check_role(self.seen, role) {
                return left(sentence(&error));
            }
        }
        let Some(email) = self.address(account, owner.as_ref()) else {
            return left("No address is known to which a new invite could go");
        };
        let key = (site.clone(), roles.iter().cloned().collect());
        let all = self.to_sites.entry(key).or_default();
        all.push(email);
        Ok(())
    }

    /// The address of whoever is behind an account.
    fn address(&self, account: &AccountId, owner: Option<&UserId>) -> Option<String> {
        let named = self.seen.sites.names.get(account).map(|n| n.email.clone());
        let member = owner.and_then(|o| self.seen.team.member(o));
        let known = [named, member.map(|m| m.email.clone())];
        known.into_iter().flatten().find(|email| !email.is_empty())
    }

    fn change(&mut self, site: &SiteId, account: &AccountId) -> &mut ContributorChange {
        let whom = Contribution {
            site: site.clone(),
            account: account.clone(),
        };
        let fresh = ContributorChange {
            whom: whom.clone(),
            roles: None,
            locations: None,
        };
        self.contributors.entry(whom).or_insert(fresh)
    }

    fn site_role(
        &mut self,
        site: &SiteId,
        account: &AccountId,
        role: &RoleId,
        held: bool,
    ) -> Result<(), Left> {
        if let Err(error) = check_role(self.seen, role) {
            return left(sentence(&error));
        }
        let wish = self.change(site, account).roles.get_or_insert_with(|| {
            let (give, take) = (Vec::new(), Vec::new());
            RolesWish::Change { give, take }
        });
        if let RolesWish::Change { give, take } = wish {
            if held { give } else { take }.push(role.clone());
        }
        Ok(())
    }

    fn limit(
        &mut self,
        site: &SiteId,
        account: &AccountId,
        was: Option<&Fact>,
    ) -> Result<(), Left> {
        let Some(Fact::Limit(all)) = was else {
            return left("It is not known which limit there was");
        };
        let all: Vec<LocationId> = all.iter().cloned().collect();
        self.change(site, account).locations = Some(LocationsWish::These(all));
        Ok(())
    }

    fn member(
        &mut self,
        site: &SiteId,
        member: &MemberId,
        was: Option<&Fact>,
        is: Option<&Fact>,
    ) -> Result<(), Left> {
        if self.seen.directory.site(site).is_none() {
            return left("The site is not there any more");
        }
        let wish = match (was, is) {
            (None, _) => MemberWish::Delete,
            (Some(_), None) => {
                return left(
                    "Wix deletes a member for good. A new one with the same address can be made \
                     from a sheet",
                );
            }
            (Some(Fact::Member { status: a, .. }), Some(Fact::Member { status: b, .. })) => {
                match (a, b) {
                    (MemberStatus::Approved, MemberStatus::Blocked) => MemberWish::Unblock,
                    (MemberStatus::Approved, MemberStatus::Pending) => MemberWish::Approve,
                    (MemberStatus::Blocked, MemberStatus::Approved) => MemberWish::Block,
                    _ if a == b => {
                        return left("Name and login address of a member are left to the member");
                    }
                    _ => {
                        let words = text_of(a);
                        return left(format!("No call makes a member {words} again"));
                    }
                }
            }
            _ => return left("It is not known how the member was"),
        };
        let at = self.members.iter_mut();
        let mut same = at.filter(|(s, w, _)| s == site && *w == wish);
        match same.next() {
            Some((_, _, all)) => all.push(member.clone()),
            None => self
                .members
                .push((site.clone(), wish, vec![member.clone()])),
        }
        Ok(())
    }

    /// Whom a difference is about.
    fn who(&self, difference: &Difference) -> Who {
        let of = |id: &str, name: &str, email: &str| Who {
            id: id.to_owned(),
            name: if name.is_empty() { id } else { name }.to_owned(),
            email: email.to_owned(),
        };
        let fact = difference.before.as_ref().or(difference.after.as_ref());
        match (&difference.thing, fact) {
            (Thing::Person(id), Some(Fact::Person { name, email, .. })) => {
                of(id.as_str(), name, email)
            }
            (Thing::Person(user) | Thing::Grant(user, ..), _) => {
                who(self.seen.team.member(user).map(AsRef::as_ref), user)
            }
            (
                Thing::Invite(id) | Thing::SiteInvite(_, id),
                Some(Fact::Invite { email, .. } | Fact::SiteInvite { email, .. }),
            ) => of(id.as_str(), email, email),
            (
                Thing::Contributor(_, account)
                | Thing::ContributorRole(_, account, _)
                | Thing::Limit(_, account),
                _,
            ) => self.seen.sites.who(account),
            (Thing::Member(_, id), Some(Fact::Member { name, login, .. })) => of(
                id.as_str(),
                if name.is_empty() { login } else { name },
                login,
            ),
            (
                Thing::MemberFields(_, id) | Thing::MemberPage(_, id),
                Some(Fact::Told { name, .. }),
            ) => of(id.as_str(), name, ""),
            (Thing::Location(_, id), Some(Fact::Location { name, .. })) => {
                of(id.as_str(), name, "")
            }
            (Thing::Site(id), Some(Fact::Site { name, .. })) => of(id.as_str(), name, ""),
            (Thing::Folder(id), Some(Fact::Folder { name, .. })) => of(id.as_str(), name, ""),
            (Thing::Role(id), Some(Fact::Role { title })) => of(id.as_str(), title, ""),
            (other, _) => of(other.group(), other.group(), ""),
        }
    }

    /// All of it: what takes access away comes first.
    fn wish(mut self, as_of: Timestamp) -> Wish {
        let mut parts = Vec::new();
        if !self.removed.is_empty() {
            parts.push(Wish::Remove {
                people: self.removed,
            });
        }
        if !self.gone.is_empty() {
            parts.push(Wish::RemoveContributors { whom: self.gone });
        }
        for renew in [false, true] {
            let account = self.account.remove(&renew).unwrap_or_default();
            let sites = self.sites.remove(&renew).unwrap_or_default();
            if account.len() + sites.len() > 0 {
                let how = if renew { Tend::Renew } else { Tend::Revoke };
                parts.push(Wish::TendInvites {
                    how,
                    account,
                    sites,
                });
            }
        }
        for (user, (give, take)) in self.people {
            parts.push(Wish::ChangeRoles {
                people: vec![user],
                give,
                take,
            });
        }
        if !self.contributors.is_empty() {
            parts.push(Wish::ChangeContributors {
                changes: self.contributors.into_values().collect(),
            });
        }
        for (site, wish, ids) in self.members {
            let whom = Whom {
                ids,
                logins: Vec::new(),
            };
            parts.push(Wish::Members { site, whom, wish });
        }
        if !self.invitees.is_empty() {
            parts.push(Wish::Invite {
                people: self.invitees,
                language: None,
            });
        }
        for ((site, roles), emails) in self.to_sites {
            parts.push(Wish::InviteToSites {
                sites: vec![site],
                emails,
                roles,
                language: None,
            });
        }
        Wish::PutBack {
            as_of,
            left: self.left,
            parts,
        }
    }
}

fn is_open(status: &InviteStatus) -> bool {
    matches!(status, InviteStatus::Pending | InviteStatus::Other(_))
}

/// Whether an invite is to be renewed, or else revoked.
fn tended(was: Option<&InviteStatus>, is: Option<&InviteStatus>) -> Result<bool, Left> {
    let open = |status: Option<&InviteStatus>| status.is_some_and(is_open);
    match (was, is) {
        (_, Some(InviteStatus::Used)) => {
            left("Was accepted: put back the person instead, who stands in a line of their own")
        }
        (Some(a), Some(b)) if a == b => {
            left("What an invite gives cannot be changed: revoke it and send another one")
        }
        _ if open(was) && !open(is) => Ok(true),
        _ if open(is) && !open(was) => Ok(false),
        _ => Err(("Is over, as it was".to_owned(), true)),
    }
}

fn text_of(status: &MemberStatus) -> String {
    status.label().to_lowercase()
}

/// The first sentence of what stands against something.
fn sentence(error: &WishError) -> String {
    let text = error.to_string();
    let first = text.split(". ").next().unwrap_or_default();
    super::super::capital(first)
}

/// The lines of a wish to put things back, each with the reason that it has here.
pub(super) fn draw(
    seen: Observed<'_>,
    as_of: Timestamp,
    left: &[Skip],
    parts: &[Wish],
    now: Timestamp,
) -> Result<Drawn, WishError> {
    let when = as_of.strftime("%-d %b %Y, %H:%M UTC").to_string();
    let mut all = Drawn {
        title: String::new(),
        lines: Vec::new(),
        skipped: left.to_vec(),
    };
    for part in parts {
        let mut one = drawn(seen, part, now)?;
        all.lines.append(&mut one.lines);
        all.skipped.append(&mut one.skipped);
    }
    for line in &mut all.lines {
        let reason = match &line.action {
            Action::ByHand { .. } => continue,
            Action::InviteToAccount { .. } | Action::InviteToSite { .. } => format!(
                "As on {when}, by a new invite: the person has to accept it, and what was before \
                 does not come back by itself"
            ),
            Action::RemoveTeamMember { .. } | Action::RemoveContributor { .. } => {
                format!("Was not there on {when}")
            }
            _ => format!("As on {when}"),
        };
        // What else a line says of itself stays: “The limit to locations has no effect: …”.
        let more = line.reason.split_once(". ").map(|(_, more)| more);
        line.reason = more.map_or(reason.clone(), |more| format!("{reason}. {more}"));
    }
    let n = all.lines.len();
    let changes = if n == 1 { "change" } else { "changes" };
    all.title = format!("Put back {n} {changes} since {when}");
    Ok(all)
}
