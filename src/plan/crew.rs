//! The owner and the contributors of a site, and which of its members are theirs: Wix neither
//! deletes nor blocks those (site contract 1.4).

use super::Observed;
use crate::access::{
    AccountId, Assignment, Behind, OWNER, Reach, SiteId, TeamMember, UserId, fold_email,
};
use std::collections::{BTreeMap, BTreeSet};

/// What somebody is to a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CrewPlace {
    /// Owns it.
    Owner,
    /// Contributes to it.
    Contributor,
}

/// How it is known whose member somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KnownBy {
    /// Wix tells the user behind the member.
    User,
    /// The login address is that of the account; Wix does not tell the user.
    Address,
}

/// Users and addresses of the owner and of the contributors of one site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Crew {
    users: BTreeMap<UserId, CrewPlace>,
    addresses: BTreeMap<String, CrewPlace>,
}

impl Crew {
    /// From the site itself, its contributors, and the team of the account.
    pub fn of(seen: Observed<'_>, site: &SiteId) -> Self {
        let mut crew = Self::default();
        let itself = seen.directory.site(site);
        let owner = itself.and_then(|s| s.owner.as_ref());
        let told = seen.sites.contributors.get(site);
        let mut accounts: BTreeSet<&AccountId> =
            told.into_iter().flat_map(BTreeMap::keys).collect();
        accounts.extend(itself.into_iter().flat_map(|s| &s.contributors));
        accounts.extend(owner);
        for account in accounts {
            let place = if account == seen.account || Some(account) == owner {
                CrewPlace::Owner
            } else {
                CrewPlace::Contributor
            };
            let user = told.and_then(|all| all.get(account)?.owner.clone());
            crew.add(place, user, &seen.sites.who(account).email);
        }
        for person in &seen.team.members {
            if let Some(place) = of_team(person, site) {
                crew.add(place, Some(person.id.clone()), &person.email);
            }
        }
        crew
    }

    /// Adds somebody. Whoever is the owner stays it.
    pub fn add(&mut self, place: CrewPlace, user: Option<UserId>, email: &str) {
        if let Some(user) = user {
            let known = self.users.entry(user).or_insert(place);
            *known = place.min(*known);
        }
        let email = fold_email(email);
        if !email.is_empty() {
            let known = self.addresses.entry(email).or_insert(place);
            *known = place.min(*known);
        }
    }

    /// Whose member somebody with this login address is. Addresses count only where Wix does not
    /// tell the user.
    pub fn place(&self, behind: Behind<'_>, login: &str) -> Option<(CrewPlace, KnownBy)> {
        let by_address = || {
            if self.addresses.is_empty() {
                return None;
            }
            let place = self.addresses.get(&fold_email(login))?;
            Some((*place, KnownBy::Address))
        };
        match behind {
            Behind::User(user) => match self.users.get(user) {
                Some(place) => Some((*place, KnownBy::User)),
                // Perhaps one of the crew whose user nothing tells.
                None => by_address(),
            },
            Behind::Someone | Behind::Untold => by_address(),
            Behind::Nobody => None,
        }
    }
}

/// What somebody in the team is to this site.
fn of_team(person: &TeamMember, site: &SiteId) -> Option<CrewPlace> {
    let reaches = |a: &&Assignment| match &a.reach {
        Reach::Account | Reach::Conditions(_) | Reach::Unknown(_) => true,
        Reach::Site { id, .. } => id == site,
    };
    let mut held = person.assignments.iter().filter(reaches).peekable();
    held.peek()?;
    Some(if held.any(|a| a.role.as_str() == OWNER) {
        CrewPlace::Owner
    } else {
        CrewPlace::Contributor
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_counts_only_where_no_user_is_told() {
        let mut crew = Crew::default();
        crew.add(CrewPlace::Contributor, Some("u1".into()), "Ana@x.org ");
        crew.add(CrewPlace::Owner, Some("u1".into()), "");
        crew.add(CrewPlace::Contributor, Some("u1".into()), "");
        let user: UserId = "u1".into();
        let other: UserId = "u2".into();
        let place = |behind, login| crew.place(behind, login);
        assert_eq!(
            place(Behind::User(&user), "else@x.org"),
            Some((CrewPlace::Owner, KnownBy::User))
        );
        let by_address = Some((CrewPlace::Contributor, KnownBy::Address));
        assert_eq!(place(Behind::User(&other), "ana@x.org"), by_address);
        assert_eq!(place(Behind::Someone, "ana@X.org"), by_address);
        assert_eq!(place(Behind::Untold, "ana@x.org"), by_address);
        assert_eq!(place(Behind::Untold, "else@x.org"), None);
        assert_eq!(place(Behind::Nobody, "ana@x.org"), None);
    }
}
