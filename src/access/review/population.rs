//! Everything in a snapshot that can be reviewed, each with what has to be known to decide.

use super::domains::is_outside;
use super::item::{Context, Item, LastChange, Login, Matter, Worth};
use crate::access::change::bare;
use crate::access::{
    ACCOUNT_ADMIN, AccountId, AccountInvite, Contributor, Directory, InviteStatus, LimitEffect,
    Location, MemberId, MemberLine, MemberStatus, Moment, OWNER, Reach, RoleId, SITE_ADMIN, Site,
    SiteId, SiteInvite, SubjectKind, TeamMember, UserId,
};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Places from which on the same role is worth knowing.
const SAME: u32 = 8;

/// What is known beside the snapshot.
#[derive(Debug, Clone, Default)]
pub struct Beside {
    /// Names and addresses of accounts that Wix tells by their ids alone.
    pub names: BTreeMap<AccountId, (String, String)>,
    /// Domains of the house.
    pub domains: Vec<String>,
    /// Last logins of members, where they were read; `None` where Wix tells none.
    pub logins: BTreeMap<(SiteId, MemberId), Option<Timestamp>>,
}

/// The sites that an item reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Covers {
    /// Every site.
    All,
    /// These.
    These(BTreeSet<SiteId>),
    /// Nobody can tell.
    Unknown,
}

/// An item with what a scope needs to choose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The item.
    pub item: Item,
    /// The sites it reaches.
    pub covers: Covers,
}

/// Somebody, whether known as a user or as an account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Someone<'a> {
    User(&'a UserId),
    Account(&'a AccountId),
}

impl<'a> Someone<'a> {
    fn of(contributor: &'a Contributor) -> Self {
        match &contributor.owner {
            Some(user) => Self::User(user),
            None => Self::Account(&contributor.account),
        }
    }
}

/// A place where a role is held.
type Place = Reach;

/// Who holds which role where, to count others.
#[derive(Default)]
struct Held<'a> {
    places: BTreeMap<(Someone<'a>, &'a RoleId), BTreeSet<Place>>,
    people: BTreeMap<(&'a RoleId, Place), BTreeSet<Someone<'a>>>,
}

impl<'a> Held<'a> {
    fn of(moment: &'a Moment) -> Self {
        let mut held = Self::default();
        for member in moment.team.iter().flat_map(|t| &t.members) {
            for a in &member.assignments {
                held.add(Someone::User(&member.id), &a.role, bare(&a.reach));
            }
        }
        for (site, list) in &moment.contributors {
            for one in list {
                for role in &one.roles {
                    held.add(Someone::of(one), role, Reach::site(site));
                }
            }
        }
        held
    }

    fn add(&mut self, who: Someone<'a>, role: &'a RoleId, place: Place) {
        let people = self.people.entry((role, place.clone())).or_default();
        people.insert(who.clone());
        self.places.entry((who, role)).or_default().insert(place);
    }

    /// Other places of the same person, and other people at the same place.
    fn beside(&self, who: &Someone<'a>, roles: &'a [RoleId], place: &Place) -> (u32, u32) {
        let (mut elsewhere, mut here) = (BTreeSet::new(), BTreeSet::new());
        for role in roles {
            let places = self.places.get(&(who.clone(), role));
            elsewhere.extend(places.into_iter().flatten().filter(|p| *p != place));
            let people = self.people.get(&(role, place.clone()));
            here.extend(people.into_iter().flatten().filter(|p| *p != who));
        }
        (elsewhere.len() as u32, here.len() as u32)
    }
}

/// Every item of the moment; members of sites only if wanted. `at` is when the moment was. What
/// older snapshots tell is filled in afterwards.
pub fn population(
    moment: &Moment,
    at: Timestamp,
    beside: &Beside,
    members: bool,
) -> Vec<Candidate> {
    let directory = Directory::new(
        moment.roles.clone().unwrap_or_default(),
        moment.sites.clone().unwrap_or_default(),
        moment.folders.clone().unwrap_or_default(),
    );
    let view = View {
        held: Held::of(moment),
        directory: &directory,
        moment,
        beside,
        at,
    };
    let mut all = Vec::new();
    for member in moment.team.iter().flat_map(|t| &t.members) {
        view.of_team(member, &mut all);
    }
    for (site, list) in &moment.contributors {
        all.extend(list.iter().map(|one| view.contributor(site, one)));
    }
    let invites = moment.team.iter().flat_map(|t| &t.invites);
    all.extend(invites.filter_map(|i| view.account_invite(i)));
    all.extend(
        moment
            .site_invites
            .iter()
            .filter_map(|i| view.site_invite(i)),
    );
    if members {
        for (site, list) in &moment.members {
            all.extend(list.iter().filter_map(|one| view.member(site, one)));
        }
    }
    all
}

struct View<'a> {
    held: Held<'a>,
    directory: &'a Directory,
    moment: &'a Moment,
    beside: &'a Beside,
    at: Timestamp,
}

impl<'a> View<'a> {
    fn titles(&self, roles: &[RoleId]) -> Vec<String> {
        let title = |role| self.directory.role_name(role).to_owned();
        roles.iter().map(title).collect()
    }

    /// What is worth knowing of everybody.
    fn worth(&self, roles: &[RoleId], address: &str) -> Vec<Worth> {
        let mut worth = Vec::new();
        let top = [OWNER, ACCOUNT_ADMIN, SITE_ADMIN];
        if roles.iter().any(|r| top.contains(&r.as_str())) {
            worth.push(Worth::CoOwner);
        }
        if is_outside(address, &self.beside.domains) == Some(true) {
            worth.push(Worth::Outside);
        }
        worth
    }

    fn covers(&self, reach: &Reach) -> Covers {
        match reach {
            Reach::Account => Covers::All,
            Reach::Site { id, .. } => Covers::These(BTreeSet::from([id.clone()])),
            Reach::Conditions(_) if self.directory.sites_reached(reach).is_some() => {
                let folders = reach.folders();
                let folders: BTreeSet<_> = folders
                    .flat_map(|f| self.directory.folder_tree(&f))
                    .collect();
                let inside = |s: &&Site| s.folder.as_ref().is_some_and(|f| folders.contains(f));
                let sites = self.directory.sites().filter(inside);
                Covers::These(sites.map(|s| s.id.clone()).collect())
            }
            Reach::Conditions(_) | Reach::Unknown(_) => Covers::Unknown,
        }
    }

    fn of_team(&self, member: &'a TeamMember, all: &mut Vec<Candidate>) {
        let mut told = BTreeSet::new();
        for a in &member.assignments {
            let reach = bare(&a.reach);
            if !told.insert((&a.role, reach.clone())) {
                continue;
            }
            let roles = std::slice::from_ref(&a.role);
            let who = Someone::User(&member.id);
            let (elsewhere, here) = self.held.beside(&who, roles, &reach);
            let mut worth = self.worth(roles, &member.email);
            if member.kind() != SubjectKind::User {
                worth.push(Worth::NoPerson);
            }
            if elsewhere >= SAME {
                worth.push(Worth::SameRole(elsewhere + 1));
            }
            let sites = match &reach {
                // Without a list of sites the whole account is no number.
                Reach::Account if self.moment.sites.is_none() => None,
                reach => self.directory.sites_reached(reach),
            };
            let item = Item {
                matter: Matter::Assignment(member.id.clone(), a.role.clone(), reach.clone()),
                name: member.display_name(),
                address: member.email.clone(),
                roles: roles.to_vec(),
                titles: self.titles(roles),
                place: self.directory.reach_label(&a.reach),
                locations: Vec::new(),
                state: String::new(),
                context: Context {
                    sites: sites.map(|n| n as u64),
                    joined: member.joined_at,
                    elsewhere,
                    here,
                    ..Context::UNKNOWN
                },
                worth,
            };
            all.push(Candidate {
                covers: self.covers(&reach),
                item,
            });
        }
    }

    /// Name and address of a contributor, as far as anybody can tell.
    fn who(&self, one: &Contributor) -> Option<(String, String)> {
        let mut team = self.moment.team.iter().flat_map(|t| &t.members);
        let owner = one.owner.as_ref();
        let member = owner.and_then(|user| team.find(|m| m.id == *user));
        member
            .map(|m| (m.display_name(), m.email.clone()))
            .or_else(|| self.beside.names.get(&one.account).cloned())
    }

    fn contributor(&self, site: &SiteId, one: &'a Contributor) -> Candidate {
        let place = Reach::site(site);
        let (elsewhere, here) = self.held.beside(&Someone::of(one), &one.roles, &place);
        let who = self.who(one);
        let nameless = who.is_none();
        let short = || {
            let id: String = one.account.as_str().chars().take(8).collect();
            (format!("Account {id}…"), String::new())
        };
        let (name, address) = who.unwrap_or_else(short);
        let mut worth = self.worth(&one.roles, &address);
        if nameless {
            worth.push(Worth::Nameless);
        }
        let limited = !one.locations.is_empty();
        if limited && LimitEffect::why_nothing(self.directory, &one.roles).is_some() {
            worth.push(Worth::LimitWithoutEffect);
        }
        if elsewhere >= SAME {
            worth.push(Worth::SameRole(elsewhere + 1));
        }
        let known = self
            .moment
            .locations
            .get(site)
            .map_or(&[][..], Vec::as_slice);
        let location = |id: &crate::access::LocationId| {
            let found = known.iter().find(|l| l.id == *id);
            found.map_or_else(|| id.as_str().to_owned(), |l| Location::label(l).to_owned())
        };
        Candidate {
            covers: self.covers(&place),
            item: Item {
                matter: Matter::Contributor(site.clone(), one.account.clone()),
                name,
                address,
                titles: self.titles(&one.roles),
                roles: one.roles.clone(),
                place: self.directory.site_name(site).to_owned(),
                locations: one.locations.iter().map(location).collect(),
                state: String::new(),
                context: Context {
                    sites: Some(1),
                    elsewhere,
                    here,
                    ..Context::UNKNOWN
                },
                worth,
            },
        }
    }

    fn account_invite(&self, invite: &AccountInvite) -> Option<Candidate> {
        let status = invite.status_at(self.at);
        can_be_open(&status)?;
        let mut roles: Vec<RoleId> = invite.assignments.iter().map(|a| a.role.clone()).collect();
        roles.sort();
        roles.dedup();
        let reaches: BTreeSet<Reach> = invite.assignments.iter().map(|a| bare(&a.reach)).collect();
        let mut covers = Covers::These(BTreeSet::new());
        for reach in &reaches {
            covers = match (covers, self.covers(reach)) {
                (Covers::All, _) | (_, Covers::All) => Covers::All,
                (Covers::Unknown, _) | (_, Covers::Unknown) => Covers::Unknown,
                (Covers::These(mut a), Covers::These(b)) => {
                    a.extend(b);
                    Covers::These(a)
                }
            };
        }
        let labels = reaches.iter().map(|r| self.directory.reach_label(r));
        let place = labels.collect::<Vec<_>>().join(", ");
        let sites = match &covers {
            Covers::All => self.moment.sites.as_ref().map(|s| s.len() as u64),
            Covers::These(sites) => Some(sites.len() as u64),
            Covers::Unknown => None,
        };
        let matter = Matter::AccountInvite(invite.id.clone());
        let item = self.invite(
            (matter, &invite.email, roles, place),
            (&status, invite.created_at, invite.expires_at),
            sites,
        );
        Some(Candidate { item, covers })
    }

    fn site_invite(&self, invite: &SiteInvite) -> Option<Candidate> {
        let status = invite.status_at(self.at);
        can_be_open(&status)?;
        let place = self.directory.site_name(&invite.site).to_owned();
        let matter = Matter::SiteInvite(invite.site.clone(), invite.id.clone());
        let item = self.invite(
            (matter, &invite.email, invite.roles.clone(), place),
            (&status, invite.created_at, invite.expires_at),
            Some(1),
        );
        Some(Candidate {
            item,
            covers: self.covers(&Reach::site(&invite.site)),
        })
    }

    fn invite(
        &self,
        (matter, email, roles, place): (Matter, &str, Vec<RoleId>, String),
        (status, sent, ends): (&InviteStatus, Option<Timestamp>, Option<Timestamp>),
        sites: Option<u64>,
    ) -> Item {
        let mut worth = self.worth(&roles, email);
        if let (InviteStatus::Expired, Some(at)) = (status, ends) {
            worth.push(Worth::InviteEnded(at));
        }
        let name = if email.is_empty() {
            matter.who()
        } else {
            email
        };
        Item {
            name: name.to_owned(),
            address: email.to_owned(),
            titles: self.titles(&roles),
            roles,
            place,
            locations: Vec::new(),
            state: status.label().to_owned(),
            context: Context {
                sites,
                sent,
                ..Context::UNKNOWN
            },
            worth,
            matter,
        }
    }

    fn member(&self, site: &SiteId, one: &MemberLine) -> Option<Candidate> {
        // Who cannot log in has no access that could be taken away.
        if one.status == MemberStatus::Blocked {
            return None;
        }
        let login = match self.beside.logins.get(&(site.clone(), one.id.clone())) {
            None => Login::Unknown,
            Some(None) => Login::Never,
            Some(Some(at)) => Login::At(*at),
        };
        let mut worth = self.worth(&[], &one.login);
        if login == Login::Never {
            worth.push(Worth::NeverLoggedIn);
        }
        let names = [one.name.as_str(), one.login.as_str()].into_iter();
        let name = names.into_iter().find(|n| !n.trim().is_empty());
        Some(Candidate {
            covers: self.covers(&Reach::site(site)),
            item: Item {
                matter: Matter::Member(site.clone(), one.id.clone()),
                name: name.unwrap_or(one.id.as_str()).to_owned(),
                address: one.login.clone(),
                roles: Vec::new(),
                titles: Vec::new(),
                place: self.directory.site_name(site).to_owned(),
                locations: Vec::new(),
                state: one.status.label().to_owned(),
                context: Context {
                    sites: Some(1),
                    login,
                    ..Context::UNKNOWN
                },
                worth,
            },
        })
    }
}

/// Whether an invite lets somebody in, or would if it were renewed: what was accepted, revoked or
/// turned down is past.
fn can_be_open(status: &InviteStatus) -> Option<()> {
    match status {
        InviteStatus::Pending | InviteStatus::Expired | InviteStatus::Other(_) => Some(()),
        InviteStatus::Used | InviteStatus::Deleted | InviteStatus::Declined => None,
    }
}

impl Candidate {
    /// Fills in what older snapshots told.
    pub fn tell(&mut self, seen: Timestamp, changed: LastChange) {
        self.item.context.seen = Some(seen);
        self.item.context.changed = changed;
    }
}
