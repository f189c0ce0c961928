//! Members who belong to the owner or to a contributor: Wix neither deletes nor blocks them (site
//! contract 1.4), so plans leave them alone.

use super::Observed;
use crate::access::{Assignment, Member, OWNER, Reach, SiteId, TeamMember, UserId, fold_email};
use std::collections::BTreeMap;

const OWNER_WORDS: &str = "Belongs to the owner";
const CONTRIBUTOR_WORDS: &str = "Belongs to a contributor of the site";

/// Whom to leave alone on one site.
pub(super) struct Guard<'a> {
    users: BTreeMap<&'a UserId, &'static str>,
    addresses: BTreeMap<String, &'static str>,
    seen: Observed<'a>,
    site: &'a SiteId,
}

impl<'a> Guard<'a> {
    /// From the team, the contributors of the site, and the users behind members where Wix tells
    /// them.
    pub(super) fn new(seen: Observed<'a>, site: &'a SiteId) -> Self {
        let mut users = BTreeMap::new();
        let mut addresses = BTreeMap::new();
        let contributors = seen.sites.contributors.get(site);
        let accounts = contributors.into_iter().flat_map(BTreeMap::values);
        for c in accounts {
            let words = if c.account == *seen.account {
                OWNER_WORDS
            } else {
                CONTRIBUTOR_WORDS
            };
            if let Some(user) = &c.owner {
                users.insert(user, words);
            }
            if let Some(known) = seen.sites.names.get(&c.account)
                && !known.email.is_empty()
            {
                addresses.insert(fold_email(&known.email), words);
            }
        }
        for person in &seen.team.members {
            let Some(words) = of_team(person, site) else {
                continue;
            };
            users.insert(&person.id, words);
            if !person.email.is_empty() {
                addresses.insert(fold_email(&person.email), words);
            }
        }
        Self {
            users,
            addresses,
            seen,
            site,
        }
    }

    /// Why this member is left alone; `None` if nothing is known against it. Wix may still refuse.
    pub(super) fn why(&self, member: &Member) -> Option<&'static str> {
        let users = self.seen.sites.members.users.get(self.site);
        let user = users.and_then(|u| u.get(&member.id));
        let linked = user.and_then(|u| self.users.get(u)).copied();
        let same = || {
            let login = fold_email(&member.login_email);
            self.addresses.get(&login).copied()
        };
        linked.or_else(same)
    }
}

/// What somebody in the team is to this site.
fn of_team(person: &TeamMember, site: &SiteId) -> Option<&'static str> {
    let reaches = |a: &&Assignment| match &a.reach {
        Reach::Account | Reach::Conditions(_) | Reach::Unknown(_) => true,
        Reach::Site { id, .. } => id == site,
    };
    let mut held = person.assignments.iter().filter(reaches).peekable();
    held.peek()?;
    Some(if held.any(|a| a.role.as_str() == OWNER) {
        OWNER_WORDS
    } else {
        CONTRIBUTOR_WORDS
    })
}
