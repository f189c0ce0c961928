//! Rules about people of the team, and about addresses wherever they get in.

use super::{Finding, HouseRules, Judged, Remedy, Rule, counted, domain, outside};
use crate::access::{
    ACCOUNT_ADMIN, AccountId, InviteId, InviteStatus, NewAssignment, OWNER, Reach, Role, RoleId,
    TeamMember, UserId, alike, is_post,
};
use crate::plan::{Contribution, Tend, Wish};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) fn judge(judged: Judged<'_>, rules: &HouseRules, all: &mut Vec<Finding>) {
    let home = judged.home(rules);
    co_owners(judged, rules, all);
    let everyone = everyone(judged);
    for one in &everyone {
        if one.owner {
            continue;
        }
        let Some(address) = &one.address else {
            continue;
        };
        if outside(address, &home) {
            all.push(of_one(Rule::OutsideDomain, one, {
                let domain = domain(address).unwrap_or_default();
                format!("{domain} is not one of {}", home.join(", "))
            }));
        }
        let local = address.split('@').next().unwrap_or_default();
        if address.contains('@') && is_post(&local.to_lowercase()) {
            let reason = "It belongs to a post, not to a person: nobody can tell who used it, and \
                          it stays when people leave";
            all.push(of_one(Rule::SharedAddress, one, reason.to_owned()));
        }
    }
    two_addresses(&everyone, &home, all);
    without_role(judged, all);
    every_site(judged, rules, all);
}

fn holds(member: &TeamMember, role: &str) -> bool {
    let mut held = member.assignments.iter();
    held.any(|a| a.role.as_str() == role && a.reach == Reach::Account)
}

/// Those beyond the limit are found, the latest first: who was there before them stays.
fn co_owners(judged: Judged<'_>, rules: &HouseRules, all: &mut Vec<Finding>) {
    let members = judged.members().iter();
    let mut co: Vec<&Arc<TeamMember>> = members
        .filter(|m| holds(m, ACCOUNT_ADMIN) && !holds(m, OWNER))
        .collect();
    let most = rules.most_co_owners as usize;
    let n = co.len();
    // Who joined at a time nobody knows counts as having been there first.
    co.sort_by_key(|m| (m.joined_at, m.id.clone()));
    for member in co.into_iter().skip(most) {
        let only = member.assignments.len() == 1;
        let remedy = if only {
            let people = vec![member.id.clone()];
            Remedy::plan("Remove from the team", Wish::Remove { people })
        } else {
            let take = NewAssignment {
                role: RoleId::new(ACCOUNT_ADMIN),
                reach: Reach::Account,
            };
            let wish = Wish::ChangeRoles {
                people: vec![member.id.clone()],
                give: Vec::new(),
                take: vec![take],
            };
            Remedy::plan("Take the role away", wish)
        };
        let were = counted(n, "co-owner", "co-owners");
        all.push(Finding {
            rule: Rule::CoOwners,
            key: format!("user {}", member.id),
            who: member.display_name(),
            more: member.email.clone(),
            reason: format!(
                "There are {were}, and at most {most} are wanted; this one joined after them"
            ),
            remedy,
        });
    }
}

/// Somebody who gets in or was invited, by address where one is known.
struct One {
    key: String,
    name: String,
    /// Folded; `None` where nobody knows one.
    address: Option<String>,
    users: Vec<UserId>,
    accounts: Vec<AccountId>,
    invites: Vec<InviteId>,
    site_invites: Vec<(crate::access::SiteId, InviteId)>,
    sites: Vec<Contribution>,
    /// Owns the account or a site: such an address is not outside of its own house.
    owner: bool,
}

impl One {
    fn of(key: String) -> Self {
        Self {
            key,
            name: String::new(),
            address: None,
            users: Vec::new(),
            accounts: Vec::new(),
            invites: Vec::new(),
            site_invites: Vec::new(),
            sites: Vec::new(),
            owner: false,
        }
    }

    fn places(&self) -> usize {
        self.users.len() + self.invites.len() + self.site_invites.len() + self.sites.len()
    }

    /// The wish that leaves this one nowhere.
    fn removal(&self) -> Remedy {
        let (places, invites) = (self.places(), self.invites.len() + self.site_invites.len());
        if self.users.len() == places {
            let people = self.users.clone();
            return Remedy::plan("Remove from the team", Wish::Remove { people });
        }
        if invites == places {
            let wish = Wish::TendInvites {
                how: Tend::Revoke,
                account: self.invites.clone(),
                sites: self.site_invites.clone(),
            };
            let label = format!("Revoke {}", counted(invites, "invite", "invites"));
            return Remedy::plan(label, wish);
        }
        let wish = Wish::RemoveEverywhere {
            name: self.name.clone(),
            users: self.users.clone(),
            accounts: self.accounts.clone(),
            addresses: self.address.iter().cloned().collect(),
            look_on: Vec::new(),
        };
        let label = format!("Remove at {}", counted(places, "place", "places"));
        Remedy::plan(label, wish)
    }
}

/// Everybody who gets in or can get in by accepting, the same address once.
fn everyone(judged: Judged<'_>) -> Vec<One> {
    let mut by: BTreeMap<String, One> = BTreeMap::new();
    let mut user_keys: BTreeMap<&UserId, String> = BTreeMap::new();
    let key_of = |email: &str, id: String| {
        let folded = email.trim().to_lowercase();
        if folded.contains('@') { folded } else { id }
    };
    for member in judged.members() {
        let key = key_of(&member.email, format!("user {}", member.id));
        user_keys.insert(&member.id, key.clone());
        let one = by.entry(key.clone()).or_insert_with(|| One::of(key));
        one.name = member.display_name();
        one.users.push(member.id.clone());
        one.owner |= holds(member, OWNER);
    }
    for (site, contributors) in &judged.access.contributors {
        let owner = judged.directory.site(site).and_then(|s| s.owner.as_ref());
        for contributor in contributors.values() {
            let known = judged.access.names.get(&contributor.account);
            let email = known.map_or("", |n| n.email.as_str());
            let of_user = contributor.owner.as_ref().and_then(|u| user_keys.get(u));
            let key = of_user
                .cloned()
                .unwrap_or_else(|| key_of(email, format!("account {}", contributor.account)));
            let one = by.entry(key.clone()).or_insert_with(|| One::of(key));
            if one.name.is_empty() {
                one.name = known.map(|n| n.name.clone()).unwrap_or_default();
            }
            if !one.accounts.contains(&contributor.account) {
                one.accounts.push(contributor.account.clone());
            }
            if Some(&contributor.account) == owner {
                one.owner = true;
            } else {
                one.sites.push(Contribution {
                    site: site.clone(),
                    account: contributor.account.clone(),
                });
            }
        }
    }
    for invite in judged.team.iter().flat_map(|t| &t.invites) {
        if invite.status_at(judged.now) == InviteStatus::Pending {
            let key = key_of(&invite.email, format!("invite {}", invite.id));
            let one = by.entry(key.clone()).or_insert_with(|| One::of(key));
            one.invites.push(invite.id.clone());
        }
    }
    for (site, invites) in &judged.access.invites {
        let open = invites
            .iter()
            .filter(|i| i.status_at(judged.now) == InviteStatus::Pending);
        for invite in open {
            let key = key_of(&invite.email, format!("invite {}", invite.id));
            let one = by.entry(key.clone()).or_insert_with(|| One::of(key));
            one.site_invites.push((site.clone(), invite.id.clone()));
        }
    }
    let mut all: Vec<One> = by.into_values().collect();
    for one in &mut all {
        one.address = one.key.contains('@').then(|| one.key.clone());
        if one.name.is_empty() {
            one.name.clone_from(&one.key);
        }
    }
    all
}

fn of_one(rule: Rule, one: &One, reason: String) -> Finding {
    let address = one.address.clone().unwrap_or_default();
    Finding {
        rule,
        key: one.key.clone(),
        who: one.name.clone(),
        more: if address == one.name {
            String::new()
        } else {
            address
        },
        reason,
        remedy: one.removal(),
    }
}

/// Two who look like one human. The one outside of the own domains, or else the one with fewer
/// places, is the one too many.
fn two_addresses(everyone: &[One], home: &[String], all: &mut Vec<Finding>) {
    let looks = everyone.iter().map(|one| {
        let name = if one.key == one.name { "" } else { &one.name };
        (name, one.address.as_deref().into_iter().collect())
    });
    let found = alike(looks);
    let mut told = BTreeSet::new();
    for (at, others) in found.iter().enumerate() {
        for (other, why) in others {
            let (a, b) = (at.min(*other), at.max(*other));
            let (Some(a), Some(b)) = (everyone.get(a), everyone.get(b)) else {
                continue;
            };
            if a.address.is_none() || b.address.is_none() || !told.insert((&a.key, &b.key)) {
                continue;
            }
            let rank = |one: &One| {
                let address = one.address.as_deref().unwrap_or_default();
                (one.owner, !outside(address, home), one.places())
            };
            let (stays, goes) = if rank(a) >= rank(b) { (a, b) } else { (b, a) };
            if goes.owner {
                continue;
            }
            all.push(Finding {
                rule: Rule::TwoAddresses,
                key: format!("{} {}", a.key, b.key),
                who: goes.name.clone(),
                more: format!("and {}", stays.address.as_deref().unwrap_or(&stays.name)),
                reason: format!(
                    "{}. If they are one, whoever removes one of them believes the human to be gone",
                    why.words()
                ),
                remedy: goes.removal(),
            });
        }
    }
}

fn without_role(judged: Judged<'_>, all: &mut Vec<Finding>) {
    for member in judged.members().iter().filter(|m| m.assignments.is_empty()) {
        let people = vec![member.id.clone()];
        all.push(Finding {
            rule: Rule::NoRole,
            key: format!("user {}", member.id),
            who: member.display_name(),
            more: member.email.clone(),
            reason: "In the team and without any role: nothing to do there, and easily forgotten"
                .to_owned(),
            remedy: Remedy::plan("Remove from the team", Wish::Remove { people }),
        });
    }
}

/// Somebody of the team who was given each site by itself: the next one is forgotten, and the one
/// that is taken away is not missed.
fn every_site(judged: Judged<'_>, rules: &HouseRules, all: &mut Vec<Finding>) {
    let live = judged.live_sites();
    if live.is_empty() || live.len() < rules.least_sites as usize {
        return;
    }
    for member in judged.members() {
        let mut by_role: BTreeMap<&RoleId, BTreeSet<_>> = BTreeMap::new();
        for held in &member.assignments {
            if let Reach::Site { id, .. } = &held.reach {
                by_role.entry(&held.role).or_default().insert(id);
            }
        }
        for (role, on) in by_role {
            let can_be_wide = judged.directory.role(role).is_some_and(Role::at_account);
            if !live.is_subset(&on) {
                continue;
            }
            let title = judged.directory.role_name(role);
            let remedy = if can_be_wide {
                let of = |reach: Reach| NewAssignment {
                    role: role.clone(),
                    reach,
                };
                let wish = Wish::ChangeRoles {
                    people: vec![member.id.clone()],
                    give: vec![of(Reach::Account)],
                    take: on.iter().map(|s| of(Reach::site(s))).collect(),
                };
                Remedy::plan("Give it for the whole account", wish)
            } else {
                Remedy::ByHand("Choose which of the sites are needed".to_owned())
            };
            all.push(Finding {
                rule: Rule::EverySite,
                key: format!("user {} {role}", member.id),
                who: member.display_name(),
                more: member.email.clone(),
                reason: format!(
                    "Holds {title} on each of {} by itself",
                    counted(on.len(), "site", "sites")
                ),
                remedy,
            });
        }
    }
}
