//! Differences as sentences.

use super::super::super::protocol::{By, ChangeRow};
use crate::access::{
    AccountId, Difference, Directory, Fact, FolderId, LocationId, Moment, Reach, RoleId, Site,
    SiteId, Thing, Untold, UserId,
};
use std::collections::{BTreeMap, BTreeSet};

/// Names of what two moments are about. The later one's names count.
pub(super) struct Words {
    now: Directory,
    then: Directory,
    people: BTreeMap<UserId, String>,
    locations: BTreeMap<(SiteId, LocationId), String>,
}

fn directory(moment: &Moment) -> Directory {
    Directory::new(
        moment.roles.clone().unwrap_or_default(),
        moment.sites.clone().unwrap_or_default(),
        moment.folders.clone().unwrap_or_default(),
    )
}

impl Words {
    pub(super) fn of(before: &Moment, after: &Moment) -> Self {
        let mut people = BTreeMap::new();
        let mut locations = BTreeMap::new();
        for moment in [before, after] {
            for person in moment.team.iter().flat_map(|t| &t.members) {
                people.insert(person.id.clone(), person.display_name());
            }
            for (site, all) in &moment.locations {
                for l in all {
                    let key = (site.clone(), l.id.clone());
                    locations.insert(key, l.label().to_owned());
                }
            }
        }
        Self {
            now: directory(after),
            then: directory(before),
            people,
            locations,
        }
    }

    /// Where a group stands among those of the same weight.
    pub(super) fn rank(group: &str) -> usize {
        let order = [
            "People",
            "Roles and reach",
            "Invites",
            "Contributors",
            "Limits to locations",
            "Sites and folders",
            "Roles that can be given",
            "Locations",
        ];
        order
            .iter()
            .position(|g| *g == group)
            .unwrap_or(order.len())
    }

    fn site(&self, id: &SiteId) -> String {
        let known = self.now.site(id).or_else(|| self.then.site(id));
        known.map_or(id.as_str(), Site::label).to_owned()
    }

    fn role(&self, id: &RoleId) -> String {
        let known = self.now.role(id).or_else(|| self.then.role(id));
        let title = known.map(|r| r.title.as_str()).filter(|t| !t.is_empty());
        title.unwrap_or(id.as_str()).to_owned()
    }

    fn reach(&self, reach: &Reach) -> String {
        match reach {
            Reach::Site { id, .. } => self.site(id),
            Reach::Conditions(all) => {
                let known = all.iter().all(|c| {
                    let id = FolderId::new(&c.id);
                    self.now.folder(&id).is_some()
                });
                let names = if known { &self.now } else { &self.then };
                names.reach_label(reach)
            }
            other => self.now.reach_label(other),
        }
    }

    fn roles<'a>(&self, all: impl IntoIterator<Item = &'a RoleId>) -> String {
        list(all.into_iter().map(|r| self.role(r)), "no role")
    }

    fn grants(&self, all: &BTreeSet<(RoleId, Reach)>) -> String {
        let grant = |(role, reach): &(RoleId, Reach)| {
            format!("{} ({})", self.role(role), self.reach(reach))
        };
        list(all.iter().map(grant), "no role")
    }

    fn limit(&self, site: &SiteId, all: &BTreeSet<LocationId>) -> String {
        let name = |id: &LocationId| {
            let known = self.locations.get(&(site.clone(), id.clone()));
            known.cloned().unwrap_or_else(|| id.as_str().to_owned())
        };
        list(all.iter().map(name), "every location")
    }

    /// A contributor by the person behind the account, where that is known.
    fn contributor(&self, account: &AccountId, fact: Option<&Fact>) -> String {
        let owner = match fact {
            Some(Fact::Contributor { owner, .. }) => owner.as_ref(),
            _ => None,
        };
        let known = owner.and_then(|o| self.people.get(o)).cloned();
        known.unwrap_or_else(|| format!("Account {account}"))
    }

    /// How a site, a folder or a location was.
    fn place(&self, fact: &Fact) -> String {
        let within = |folder: Option<&FolderId>| {
            let path = folder.map(|f| format!("in {}", self.now.folder_path(f)));
            path.unwrap_or_default()
        };
        match fact {
            Fact::Location {
                name,
                archived,
                default,
            } => {
                let more = [(*archived, "archived"), (*default, "default")];
                let more = more.iter().filter(|(is, _)| *is == Some(true));
                beside(name, &list(more.map(|(_, w)| (*w).to_owned()), ""))
            }
            Fact::Site {
                name,
                folder,
                trashed,
            } => {
                let place = beside(name, &within(folder.as_ref()));
                let trash = if *trashed { "in the trash" } else { "" };
                beside(&place, trash)
            }
            Fact::Folder { name, parent } => beside(name, &within(parent.as_ref())),
            _ => String::new(),
        }
    }

    /// How a thing was, in words.
    fn state(&self, thing: &Thing, fact: &Fact) -> String {
        match (thing, fact) {
            (
                _,
                Fact::Person {
                    name,
                    email,
                    grants,
                },
            ) => {
                let who = if email.is_empty() || email == name {
                    name.clone()
                } else {
                    format!("{name}, {email}")
                };
                format!("{who}: {}", self.grants(grants))
            }
            (Thing::Grant(_, role, reach), _) => {
                format!("{}: {}", self.role(role), self.reach(reach))
            }
            (_, Fact::Invite { status, grants, .. }) => {
                beside(status.label(), &self.grants(grants))
            }
            (
                Thing::SiteInvite(site, _),
                Fact::SiteInvite {
                    status,
                    roles,
                    locations,
                    ..
                },
            ) => {
                let limit = if locations.is_empty() {
                    String::new()
                } else {
                    format!("; {}", self.limit(site, locations))
                };
                format!("{}, {}{limit}", status.label(), self.roles(roles))
            }
            (
                Thing::Contributor(site, _),
                Fact::Contributor {
                    roles, locations, ..
                },
            ) => {
                format!("{}; {}", self.roles(roles), self.limit(site, locations))
            }
            (Thing::ContributorRole(_, _, role), _) => self.role(role),
            (Thing::Limit(site, _), Fact::Limit(all)) => self.limit(site, all),
            (
                _,
                Fact::Member {
                    name,
                    login,
                    status,
                },
            ) => {
                let who = [name.as_str(), login.as_str()];
                let who = who.iter().filter(|t| !t.is_empty());
                beside(status.label(), &list(who.map(|t| (*t).to_owned()), ""))
            }
            (_, Fact::Role { title }) => title.clone(),
            (_, Fact::Told { text, .. }) => text.clone(),
            (_, place) => self.place(place),
        }
    }

    /// Whom or what it is about, and what became of it.
    fn told(&self, d: &Difference) -> (String, String) {
        let fact = d.after.as_ref().or(d.before.as_ref());
        let verb = |new: &str, gone: &str, other: &str| {
            let word = match (&d.before, &d.after) {
                (None, _) => new,
                (_, None) => gone,
                _ => other,
            };
            word.to_owned()
        };
        let named = |name: &str, fallback: &str| {
            let name = if name.is_empty() { fallback } else { name };
            name.to_owned()
        };
        match (&d.thing, fact) {
            (Thing::Person(id), Some(Fact::Person { name, .. })) => (
                named(name, id.as_str()),
                verb("joined the team", "left the team", "has another name"),
            ),
            (Thing::Grant(user, role, reach), _) => {
                let who = self.people.get(user).cloned();
                let what = format!("{} ({})", self.role(role), self.reach(reach));
                let word = verb("was given", "no longer has", "has");
                (
                    who.unwrap_or_else(|| user.as_str().to_owned()),
                    format!("{word} {what}"),
                )
            }
            (
                Thing::Invite(id) | Thing::SiteInvite(_, id),
                Some(Fact::Invite { email, status, .. } | Fact::SiteInvite { email, status, .. }),
            ) => {
                let other = status.label().to_lowercase();
                let new = format!("was invited ({other})");
                (
                    named(email, id.as_str()),
                    verb(&new, "is not among the invites any more", &other),
                )
            }
            (Thing::Contributor(_, account), fact) => (
                self.contributor(account, fact),
                verb("contributes now", "no longer contributes", "changed"),
            ),
            (Thing::ContributorRole(_, account, role), _) => {
                let word = verb("was given", "no longer has", "has");
                (
                    self.contributor(account, None),
                    format!("{word} {}", self.role(role)),
                )
            }
            (Thing::Limit(_, account), _) => (
                self.contributor(account, None),
                "is limited to other locations".to_owned(),
            ),
            (Thing::Location(_, id), Some(Fact::Location { name, .. })) => (
                named(name, id.as_str()),
                verb("is a new location", "is no location any more", "changed"),
            ),
            (
                Thing::Member(_, id),
                Some(Fact::Member {
                    name,
                    login,
                    status,
                }),
            ) => (
                named(name, &named(login, id.as_str())),
                verb(
                    "is a new member",
                    "is no member any more",
                    &format!("is {} now", status.label().to_lowercase()),
                ),
            ),
            (Thing::MemberFields(_, id), Some(Fact::Told { name, text })) => (
                named(name, id.as_str()),
                format!("has other values: {text},"),
            ),
            (Thing::MemberPage(_, id), Some(Fact::Told { name, .. })) => (
                named(name, id.as_str()),
                "has another address of its page".to_owned(),
            ),
            (Thing::Site(id), Some(Fact::Site { name, .. })) => (
                named(name, id.as_str()),
                verb("is a new site", "is gone, with everybody on it", "changed"),
            ),
            (Thing::Folder(id), Some(Fact::Folder { name, .. })) => (
                named(name, id.as_str()),
                verb("is a new folder", "is no folder any more", "changed"),
            ),
            (Thing::Role(id), Some(Fact::Role { title })) => (
                named(title, id.as_str()),
                verb(
                    "can be given now",
                    "can be given no longer",
                    "has another title",
                ),
            ),
            (other, _) => (other.group().to_owned(), "changed".to_owned()),
        }
    }

    /// A difference as a row.
    pub(super) fn row(&self, difference: &Difference, by: By) -> ChangeRow {
        let thing = &difference.thing;
        let (who, what) = self.told(difference);
        let site = thing.site().filter(|_| !matches!(thing, Thing::Site(_)));
        let (place, what) = match site {
            Some(site) => {
                let name = self.site(site);
                let what = format!("{who} {what} on {name}");
                (name, what)
            }
            None => ("Account".to_owned(), format!("{who} {what}")),
        };
        let state = |fact: &Option<Fact>| fact.as_ref().map(|f| self.state(thing, f));
        ChangeRow {
            key: super::compare::key_of(thing),
            weight: difference.weight(),
            group: thing.group(),
            what,
            who,
            place,
            before: state(&difference.before),
            after: state(&difference.after),
            by,
            thing: thing.clone(),
        }
    }

    /// What cannot be compared, as a sentence.
    pub(super) fn untold(&self, untold: &Untold) -> String {
        let of = untold.site.as_ref();
        let of = of.map_or_else(String::new, |s| format!(" of {}", self.site(s)));
        let when = if untold.known_before {
            "are known only of the earlier moment"
        } else {
            "were not known at the earlier moment"
        };
        format!("{}{of} {when}", untold.what)
    }
}

/// A word and what is said beside it.
fn beside(label: &str, rest: &str) -> String {
    if rest.is_empty() {
        label.to_owned()
    } else {
        format!("{label}, {rest}")
    }
}

fn list(all: impl Iterator<Item = String>, none: &str) -> String {
    let all: Vec<String> = all.collect();
    if all.is_empty() {
        none.to_owned()
    } else {
        all.join(", ")
    }
}
