//! The made-up account "Northlight Studio", computed from a size, a seed and the start of the clock.

pub(crate) mod contributors;
pub(crate) mod invites;
pub(crate) mod locations;
pub(crate) mod member_details;
pub(crate) mod members;
pub(crate) mod names;
pub(crate) mod planted;
pub(crate) mod rng;
pub(crate) mod roles;
pub(crate) mod shelf;
pub(crate) mod site_invites;
pub(crate) mod site_level;
pub(crate) mod sites;
pub(crate) mod sizes;
pub(crate) mod team;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use self::{roles::Role, sizes::Sizes};
use super::{
    config::Size,
    state::{
        change::View,
        records::{Account, Assignment, Member, Scope, SubjectKind},
    },
};

/// What never changes: the numbers, the roles and the ids that follow from the seed.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) sizes: Sizes,
    /// Start of the clock; all dates of the world are distances from it.
    pub(crate) epoch: Timestamp,
    /// Roles of the main account, predefined ones first.
    pub(crate) roles: Vec<Role>,
}

impl World {
    /// The world of a size and a seed that starts at `epoch`.
    pub(crate) fn new(size: Size, seed: u64, epoch: Timestamp) -> Self {
        let mut world = Self {
            seed,
            sizes: Sizes::of(size),
            epoch,
            roles: Vec::new(),
        };
        world.roles = roles::roles(&world);
        world
    }

    /// The same world with another number of members on its first site.
    pub(crate) fn with_members(mut self, members: Option<u64>) -> Self {
        if let Some(members) = members {
            let others = self.sizes.members - self.sizes.members_of_largest;
            self.sizes.members = others + members;
            self.sizes.members_of_largest = members;
        }
        self
    }

    /// Id of the main account.
    pub(crate) fn account_id(&self) -> String {
        rng::guid(self.seed, "account", 0)
    }

    /// Id of the child account with this number.
    pub(crate) fn child_id(&self, child: u64) -> String {
        rng::guid(self.seed, "child-account", child)
    }

    /// Whether an account exists somewhere without belonging to this one: a contributor's account.
    pub(crate) fn is_foreign(&self, account: &str) -> bool {
        (0..self.sizes.contributors).any(|index| contributors::account_id(self, index) == account)
    }

    /// The state at the start of the clock.
    pub(crate) fn view(&self) -> View {
        let mut view = View::default();
        for account in self.accounts() {
            view.accounts.insert(account.id.clone(), Arc::new(account));
        }
        let children = (0..self.sizes.children).flat_map(|child| self.child_team(child));
        for member in team::team(self, &self.roles).into_iter().chain(children) {
            view.members.insert(
                (member.account.clone(), member.id.clone()),
                Arc::new(member),
            );
        }
        for invite in invites::invites(self, &self.roles) {
            view.invites.insert(invite.id.clone(), Arc::new(invite));
        }
        let children = (0..self.sizes.children).flat_map(|child| sites::child_sites(self, child));
        for site in sites::sites(self).into_iter().chain(children) {
            view.sites.insert(site.id.clone(), Arc::new(site));
        }
        for folder in sites::folders(self) {
            view.folders.insert(folder.id.clone(), Arc::new(folder));
        }
        for invite in site_invites::site_invites(self) {
            let key = (invite.site.clone(), invite.id.clone());
            view.site_invites.insert(key, Arc::new(invite));
        }
        for (site, location) in locations::locations(self) {
            let key = (site, location.id.clone());
            view.locations.insert(key, Arc::new(location));
        }
        view
    }

    /// The main account and its children.
    fn accounts(&self) -> Vec<Account> {
        let account = |seq, id, slug: &str, name: &str, owner, parent| Account {
            seq,
            id,
            slug: slug.to_owned(),
            name: name.to_owned(),
            owner,
            parent,
            website: format!("https://{slug}.example"),
            created: days(self.epoch, -1_500 + seq.cast_signed()),
            updated: days(self.epoch, -20),
        };
        let main = account(
            0,
            self.account_id(),
            "northlight",
            "Northlight Studio",
            team::user_id(self, 0),
            None,
        );
        let child = |child: u64| {
            let owner = self.child_user(child, 0);
            let name = names::person(40_000 + child * 8);
            let slug = name.local.replace('.', "-");
            account(
                child + 1,
                self.child_id(child),
                &slug,
                &format!("{} {}", name.first, name.last),
                owner,
                Some(self.account_id()),
            )
        };
        std::iter::once(main)
            .chain((0..self.sizes.children).map(child))
            .collect()
    }

    fn child_user(&self, child: u64, nth: u64) -> String {
        rng::guid(self.seed, "child-user", child * 8 + nth)
    }

    /// The owner of a child account, two helpers and, in every third one, somebody of the main team.
    fn child_team(&self, child: u64) -> Vec<Member> {
        let account = self.child_id(child);
        let shared = (child % 3 == 1).then(|| team::shared(self)).flatten();
        let member = |nth: u64| {
            let name = names::person(40_000 + child * 8 + nth);
            let id = self.child_user(child, nth);
            let role = [roles::OWNER, roles::ACCOUNT_ADMIN, roles::EXAMPLE][nth as usize % 3];
            Member {
                seq: nth,
                account: account.clone(),
                email: format!("{}@clients.example", name.local),
                first: name.first,
                last: name.last,
                image: None,
                joined: Some(days(self.epoch, -300 + nth.cast_signed())),
                assignments: vec![Assignment {
                    id: rng::number_id(self.seed, "child-assignment", child * 8 + nth),
                    role: role.to_owned(),
                    scope: Scope::Account,
                    subject: id.clone(),
                    subject_kind: SubjectKind::User,
                }],
                id,
            }
        };
        let shared = shared.map(|known| Member {
            seq: 3,
            account: account.clone(),
            assignments: vec![Assignment {
                id: rng::number_id(self.seed, "child-assignment", child * 8 + 3),
                role: roles::ACCOUNT_ADMIN.to_owned(),
                scope: Scope::Account,
                subject: known.id.clone(),
                subject_kind: SubjectKind::User,
            }],
            ..known
        });
        (0..3).map(member).chain(shared).collect()
    }
}

/// `at` moved by whole days of 24 hours.
pub(crate) fn days(at: Timestamp, days: i64) -> Timestamp {
    after(at, SignedDuration::from_hours(days * 24))
}

/// `at` moved by a duration; at the ends of time it stays where it is.
pub(crate) fn after(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(at)
}
