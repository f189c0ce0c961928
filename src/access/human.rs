//! Humans: who stands behind users, accounts and addresses.
//!
//! Wix tells users in the team, accounts on sites and addresses in invites. Two of them are one
//! human when Wix says so (the user owns the account, the user logs in with the address, the
//! account accepted the invite to the address) or when the owner confirmed it. A name alone joins
//! nobody.

use super::{
    AccountId, AccountInvite, Contributor, Directory, InviteStatus, Site, SiteId, SiteInvite,
    SubjectKind, Team, TeamMember, UserId, fold_email,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Something that Wix tells and that stands for somebody.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Mark {
    /// A user.
    User(UserId),
    /// An account.
    Account(AccountId),
    /// An address, in its compared form.
    Address(String),
}

impl Mark {
    /// The mark of an address, however it is written.
    pub fn address(address: &str) -> Self {
        Self::Address(fold_email(address))
    }

    /// What it is and its id, in one text: the same mark, the same text.
    pub fn text(&self) -> String {
        match self {
            Self::User(id) => format!("user:{id}"),
            Self::Account(id) => format!("account:{id}"),
            Self::Address(address) => format!("address:{address}"),
        }
    }
}

/// Why two marks stand for one human.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Wix tells that the user owns the account.
    SameUser,
    /// The account accepted the invite that was sent to the address.
    SameAccount,
    /// The user logs in with the address.
    SameAddress,
    /// The owner said so.
    Confirmed {
        /// When.
        at: Timestamp,
        /// Who; empty where nobody was named.
        by: String,
    },
}

/// Two marks that stand for one human, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Join {
    /// One.
    pub a: Mark,
    /// The other.
    pub b: Mark,
    /// Why.
    pub why: Why,
}

/// A link that the owner confirmed. Kept in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// One.
    pub a: Mark,
    /// The other.
    pub b: Mark,
    /// When it was confirmed.
    pub at: Timestamp,
    /// Who confirmed it; may be empty.
    #[serde(default)]
    pub by: String,
}

impl Link {
    /// Whether it is about these two, in either order.
    pub fn joins(&self, a: &Mark, b: &Mark) -> bool {
        (self.a == *a && self.b == *b) || (self.a == *b && self.b == *a)
    }
}

/// A place where a human gets in, or is invited to.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// In the team.
    Team(Arc<TeamMember>),
    /// An invite to the account.
    AccountInvite(Arc<AccountInvite>),
    /// Contributes to a site, or owns it.
    Site {
        /// The site.
        site: SiteId,
        /// By which account.
        account: AccountId,
        /// Whether the account owns the site.
        owns: bool,
    },
    /// An invite to a site, as it was last told.
    SiteInvite(Arc<SiteInvite>),
}

impl Place {
    /// Whether somebody gets in there now or can by accepting: an invite that ended is history.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Team(_) | Self::Site { .. } => true,
            Self::AccountInvite(invite) => invite.status == InviteStatus::Pending,
            Self::SiteInvite(invite) => invite.status == InviteStatus::Pending,
        }
    }

    /// The mark that it stands under.
    fn mark(&self) -> Mark {
        match self {
            Self::Team(member) => Mark::User(member.id.clone()),
            Self::AccountInvite(invite) => Mark::address(&invite.email),
            Self::Site { account, .. } => Mark::Account(account.clone()),
            Self::SiteInvite(invite) if invite.email.is_empty() => {
                Mark::Address(format!("invite {}", invite.id))
            }
            Self::SiteInvite(invite) => Mark::address(&invite.email),
        }
    }
}

/// Everything about one human.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Human {
    /// Users, accounts and addresses.
    pub marks: BTreeSet<Mark>,
    /// Why they are one.
    pub joins: Vec<Join>,
    /// Where: the team first, then sites, then invites.
    pub places: Vec<Place>,
}

impl Human {
    /// Users.
    pub fn users(&self) -> impl Iterator<Item = &UserId> {
        self.marks.iter().filter_map(|m| match m {
            Mark::User(id) => Some(id),
            _ => None,
        })
    }

    /// Accounts.
    pub fn accounts(&self) -> impl Iterator<Item = &AccountId> {
        self.marks.iter().filter_map(|m| match m {
            Mark::Account(id) => Some(id),
            _ => None,
        })
    }

    /// Addresses.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.marks.iter().filter_map(|m| match m {
            Mark::Address(address) => Some(address.as_str()),
            _ => None,
        })
    }

    /// Places where the human gets in or can get in.
    pub fn open_places(&self) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(|p| p.is_open())
    }
}

/// What humans are found in.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The team and its invites.
    pub team: &'a Team,
    /// Sites, which tell the accounts that contribute without any further call.
    pub directory: &'a Directory,
    /// Contributors of the sites that were read.
    pub contributors: &'a BTreeMap<SiteId, BTreeMap<AccountId, Contributor>>,
    /// Site invites, as they were last told.
    pub invites: &'a BTreeMap<SiteId, Vec<Arc<SiteInvite>>>,
    /// Account and owner of the account itself, where they are told.
    pub owner: Option<(&'a AccountId, &'a UserId)>,
    /// What the owner confirmed.
    pub links: &'a [Link],
    /// The moment: an invite whose end is past has ended.
    pub now: Timestamp,
}

/// Finds everybody, in the order of the team, then of sites, then of invites.
pub fn humans(known: Known<'_>) -> Vec<Human> {
    let mut union = Union::default();
    let places = places(known, &mut union);
    joins(known, &mut union);
    let mut order: BTreeMap<usize, usize> = BTreeMap::new();
    let mut all: Vec<Human> = Vec::new();
    for place in places {
        let root = union.root_of(&place.mark());
        let at = *order.entry(root).or_insert_with(|| {
            all.push(Human::default());
            all.len() - 1
        });
        if let Some(human) = all.get_mut(at) {
            human.places.push(place);
        }
    }
    for (mark, number) in union.numbers.clone() {
        let root = union.root(number);
        if let Some(human) = order.get(&root).and_then(|at| all.get_mut(*at)) {
            human.marks.insert(mark);
        }
    }
    for join in std::mem::take(&mut union.joins) {
        let root = union.root_of(&join.a);
        if let Some(human) = order.get(&root).and_then(|at| all.get_mut(*at)) {
            human.joins.push(join);
        }
    }
    all
}

fn places(known: Known<'_>, union: &mut Union) -> Vec<Place> {
    let mut places = Vec::new();
    let person = |m: &&Arc<TeamMember>| m.kind() == SubjectKind::User;
    for member in known.team.members.iter().filter(person) {
        places.push(Place::Team(Arc::clone(member)));
    }
    let mut on_sites: BTreeMap<(&SiteId, &AccountId), bool> = BTreeMap::new();
    for site in known.directory.sites() {
        for account in &site.contributors {
            on_sites.insert((&site.id, account), owns(site, account));
        }
    }
    for (site, accounts) in known.contributors {
        let told = known.directory.site(site);
        for account in accounts.keys() {
            let owner = told.is_some_and(|s| owns(s, account));
            on_sites.insert((site, account), owner);
        }
    }
    places.extend(
        on_sites
            .into_iter()
            .map(|((site, account), owns)| Place::Site {
                site: site.clone(),
                account: account.clone(),
                owns,
            }),
    );
    let invites = known.team.invites.iter();
    places.extend(invites.map(|i| Place::AccountInvite(AccountInvite::aged(i, known.now))));
    let invites = known.invites.values().flatten();
    places.extend(invites.map(|i| Place::SiteInvite(SiteInvite::aged(i, known.now))));
    for place in &places {
        union.number(&place.mark());
    }
    places
}

fn owns(site: &Site, account: &AccountId) -> bool {
    site.owner.as_ref() == Some(account)
}

fn joins(known: Known<'_>, union: &mut Union) {
    for member in &known.team.members {
        if member.kind() == SubjectKind::User && !member.email.is_empty() {
            let (a, b) = (Mark::User(member.id.clone()), Mark::address(&member.email));
            union.join(a, b, Why::SameAddress);
        }
    }
    let owned = known.contributors.values().flat_map(BTreeMap::values);
    let owned = owned.filter_map(|c| Some((&c.account, c.owner.as_ref()?)));
    for (account, user) in owned.chain(known.owner) {
        let (a, b) = (Mark::User(user.clone()), Mark::Account(account.clone()));
        union.join(a, b, Why::SameUser);
    }
    for invite in known.invites.values().flatten() {
        let Some(account) = invite.accepted_by.as_ref() else {
            continue;
        };
        if !invite.email.is_empty() {
            let (a, b) = (Mark::Account(account.clone()), Mark::address(&invite.email));
            union.join(a, b, Why::SameAccount);
        }
    }
    for link in known.links {
        let why = Why::Confirmed {
            at: link.at,
            by: link.by.clone(),
        };
        union.join(link.a.clone(), link.b.clone(), why);
    }
}

/// Sets that grow together.
#[derive(Default)]
struct Union {
    numbers: BTreeMap<Mark, usize>,
    parents: Vec<usize>,
    joins: Vec<Join>,
    told: BTreeSet<(usize, usize)>,
}

impl Union {
    fn number(&mut self, mark: &Mark) -> usize {
        if let Some(number) = self.numbers.get(mark) {
            return *number;
        }
        let number = self.parents.len();
        self.parents.push(number);
        self.numbers.insert(mark.clone(), number);
        number
    }

    fn root(&mut self, number: usize) -> usize {
        let mut at = number;
        while let Some(&parent) = self.parents.get(at) {
            if parent == at {
                break;
            }
            // Half of the way is cut out each time, so that ways stay short.
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.parents.get_mut(at) {
                *slot = above;
            }
            at = above;
        }
        at
    }

    fn root_of(&mut self, mark: &Mark) -> usize {
        let number = self.number(mark);
        self.root(number)
    }

    /// Joins two marks. What is said twice is told once.
    fn join(&mut self, a: Mark, b: Mark, why: Why) {
        let (one, other) = (self.number(&a), self.number(&b));
        if a == b || !self.told.insert((one.min(other), one.max(other))) {
            return;
        }
        let (root, below) = (self.root(one), self.root(other));
        if let Some(slot) = self.parents.get_mut(below) {
            *slot = root;
        }
        self.joins.push(Join { a, b, why });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Extra;

    fn member(id: &str, email: &str) -> Arc<TeamMember> {
        Arc::new(TeamMember {
            id: id.into(),
            email: email.to_owned(),
            first_name: "Mira".to_owned(),
            last_name: "Okonjo".to_owned(),
            image: None,
            joined_at: None,
            assignments: Vec::new(),
            extra: Extra::new(),
        })
    }

    fn invite(id: &str, site: &str, email: &str) -> Arc<SiteInvite> {
        let mut invite = SiteInvite::bare(id.into(), site.into());
        email.clone_into(&mut invite.email);
        invite.status = InviteStatus::Pending;
        Arc::new(invite)
    }

    struct World {
        team: Team,
        directory: Directory,
        contributors: BTreeMap<SiteId, BTreeMap<AccountId, Contributor>>,
        invites: BTreeMap<SiteId, Vec<Arc<SiteInvite>>>,
    }

    /// Mira is in the team, contributes by an account that she owns, and was invited twice under
    /// two addresses.
    fn world() -> World {
        let contributor = Contributor {
            account: "a1".into(),
            owner: Some("u1".into()),
            roles: Vec::new(),
            locations: Vec::new(),
        };
        World {
            team: Team {
                members: vec![member("u1", "Mira@one.example"), member("u2", "")],
                invites: Vec::new(),
            },
            directory: Directory::default(),
            contributors: BTreeMap::from([(
                "s1".into(),
                BTreeMap::from([("a1".into(), contributor)]),
            )]),
            invites: BTreeMap::from([(
                "s1".into(),
                vec![
                    invite("i1", "s1", "mira@ONE.example"),
                    invite("i2", "s1", "mira@two.example"),
                ],
            )]),
        }
    }

    fn find(world: &World, links: &[Link]) -> Vec<Human> {
        humans(Known {
            team: &world.team,
            directory: &world.directory,
            contributors: &world.contributors,
            invites: &world.invites,
            owner: None,
            links,
            now: "2026-11-01T09:00:00Z".parse().unwrap(),
        })
    }

    #[test]
    fn what_wix_tells_joins_and_a_name_does_not() {
        let all = find(&world(), &[]);
        assert_eq!(all.len(), 3, "Mira, another Mira, and an address: {all:#?}");
        let mira = &all[0];
        assert_eq!(mira.places.len(), 3);
        assert_eq!(mira.marks.len(), 3);
        let why: Vec<&Why> = mira.joins.iter().map(|j| &j.why).collect();
        assert_eq!(why, [&Why::SameAddress, &Why::SameUser]);
        assert_eq!(all[2].addresses().collect::<Vec<_>>(), ["mira@two.example"]);
    }

    #[test]
    fn a_confirmed_link_joins_and_says_when() {
        let link = Link {
            a: Mark::User("u1".into()),
            b: Mark::address("Mira@two.example"),
            at: Timestamp::UNIX_EPOCH,
            by: "Ana".to_owned(),
        };
        let all = find(&world(), std::slice::from_ref(&link));
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].places.len(), 4);
        assert!(
            all[0]
                .joins
                .iter()
                .any(|j| matches!(&j.why, Why::Confirmed { by, .. } if by == "Ana"))
        );
        assert!(link.joins(&link.b, &link.a));
    }

    proptest::proptest! {
        #[test]
        fn every_place_stands_at_exactly_one_human(pairs in proptest::collection::vec((0..20_u8, 0..20_u8), 0..30)) {
            let team = Team {
                members: (0..20).map(|i| member(&format!("u{i}"), "")).collect(),
                invites: Vec::new(),
            };
            let links: Vec<Link> = pairs.iter().map(|(a, b)| Link {
                a: Mark::User(format!("u{a}").into()),
                b: Mark::User(format!("u{b}").into()),
                at: Timestamp::UNIX_EPOCH,
                by: String::new(),
            }).collect();
            let world = World { team, directory: Directory::default(), contributors: BTreeMap::new(), invites: BTreeMap::new() };
            let all = find(&world, &links);
            proptest::prop_assert_eq!(all.iter().map(|h| h.places.len()).sum::<usize>(), 20);
            for (a, b) in pairs {
                let has = |h: &&Human, n: u8| h.marks.contains(&Mark::User(format!("u{n}").into()));
                let both = all.iter().find(|h| has(h, a)).is_some_and(|h| has(&h, b));
                proptest::prop_assert!(both);
            }
        }
    }
}
