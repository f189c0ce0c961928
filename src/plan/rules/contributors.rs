//! Rules about contributors of sites.

use super::{Finding, HouseRules, Judged, Remedy, Rule, counted};
use crate::access::{AccountId, Contributor, LimitEffect, Reach, RoleId, Site, SiteId, UserId};
use crate::plan::{Contribution, ContributorChange, LocationsWish, Wish};
use std::collections::{BTreeMap, BTreeSet};

/// Where an account contributes without owning the site.
type Places<'a> = Vec<(&'a SiteId, &'a Contributor)>;

pub(super) fn judge(judged: Judged<'_>, rules: &HouseRules, all: &mut Vec<Finding>) {
    let team: BTreeSet<&UserId> = judged.members().iter().map(|m| &m.id).collect();
    let mut by_account: BTreeMap<&AccountId, Places<'_>> = BTreeMap::new();
    for (site, contributors) in &judged.access.contributors {
        let known = judged.directory.site(site);
        let owner = known.and_then(|s| s.owner.as_ref());
        let others = contributors.values().filter(|c| Some(&c.account) != owner);
        let others: Places<'_> = others.map(|c| (site, c)).collect();
        if let Some(trashed) = known.filter(|s| s.trashed_at.is_some()) {
            in_trash(trashed, &others, all);
            continue;
        }
        for (site, contributor) in others {
            by_account
                .entry(&contributor.account)
                .or_default()
                .push((site, contributor));
        }
    }
    let whole = judged.members().iter().filter(|m| {
        let mut held = m.assignments.iter();
        held.any(|a| a.reach == Reach::Account)
    });
    let whole: BTreeMap<&UserId, _> = whole.map(|m| (&m.id, m)).collect();
    let live = judged.live_sites();
    let knows_roles = judged.knows_roles();
    for (account, places) in &by_account {
        let who = judged.access.who(account);
        let told = Told {
            name: &who.name,
            email: &who.email,
            account,
            places,
        };
        let user = places.iter().find_map(|(_, c)| c.owner.as_ref());
        if let Some(member) = user.and_then(|u| whole.get(u)) {
            let email = member.email.clone();
            all.push(told.double(member.display_name(), email));
        }
        let named = judged.access.names.get(*account);
        let nobody_knows = named.is_none_or(|n| n.name.is_empty() && n.email.is_empty());
        if nobody_knows && user.is_none_or(|u| !team.contains(u)) {
            all.push(told.nameless());
        }
        all.extend(told.limits(judged));
        all.extend(told.without_role().filter(|_| knows_roles));
        if live.len() >= rules.least_sites as usize {
            all.extend(told.everywhere(judged, &live));
        }
    }
}

fn contributions(places: &Places<'_>) -> Vec<Contribution> {
    let of = |(site, c): &(&SiteId, &Contributor)| Contribution {
        site: (*site).clone(),
        account: c.account.clone(),
    };
    places.iter().map(of).collect()
}

fn removal(places: &Places<'_>) -> Remedy {
    let label = format!("Remove from {}", counted(places.len(), "site", "sites"));
    let whom = contributions(places);
    Remedy::plan(label, Wish::RemoveContributors { whom })
}

fn in_trash(site: &Site, others: &Places<'_>, all: &mut Vec<Finding>) {
    if others.is_empty() {
        return;
    }
    let people = counted(others.len(), "person", "people");
    let whom = contributions(others);
    all.push(Finding {
        rule: Rule::TrashedSite,
        key: format!("site {}", site.id),
        who: site.label().to_owned(),
        more: String::new(),
        reason: format!("{people} get in again as soon as somebody takes it out of the trash"),
        remedy: Remedy::plan(
            format!("Remove {people}"),
            Wish::RemoveContributors { whom },
        ),
    });
}

/// An account and where it contributes.
struct Told<'a> {
    name: &'a str,
    email: &'a str,
    account: &'a AccountId,
    places: &'a Places<'a>,
}

impl Told<'_> {
    fn finding(&self, rule: Rule, key: String, reason: String, remedy: Remedy) -> Finding {
        Finding {
            rule,
            key,
            who: self.name.to_owned(),
            more: self.email.to_owned(),
            reason,
            remedy,
        }
    }

    fn key(&self) -> String {
        format!("account {}", self.account)
    }

    fn sites(&self) -> String {
        counted(self.places.len(), "site", "sites")
    }

    fn double(&self, name: String, email: String) -> Finding {
        Finding {
            who: name,
            more: email,
            ..self.finding(
                Rule::DoubleWay,
                self.key(),
                format!(
                    "In the team for the whole account, and on {} besides: who leaves the team \
                     stays there",
                    self.sites()
                ),
                removal(self.places),
            )
        }
    }

    fn nameless(&self) -> Finding {
        let reason = format!("Gets into {}, and nobody knows who that is", self.sites());
        self.finding(Rule::Nameless, self.key(), reason, removal(self.places))
    }

    fn limits(&self, judged: Judged<'_>) -> Vec<Finding> {
        let limited = self.places.iter().filter(|(_, c)| !c.locations.is_empty());
        limited
            .filter_map(|(site, c)| {
                let why = LimitEffect::why_nothing(judged.directory, &c.roles)?;
                let wish = Wish::ChangeContributors {
                    changes: vec![ContributorChange {
                        whom: Contribution {
                            site: (*site).clone(),
                            account: c.account.clone(),
                        },
                        roles: None,
                        locations: Some(LocationsWish::These(Vec::new())),
                    }],
                };
                let site_name = judged.directory.site_name(site);
                let remedy = Remedy::plan(format!("End the limit at {site_name}"), wish);
                let key = format!("{} {site}", self.key());
                let found = self.finding(Rule::LimitWithoutEffect, key, why, remedy);
                Some(Finding {
                    more: site_name.to_owned(),
                    ..found
                })
            })
            .collect()
    }

    fn without_role(&self) -> Option<Finding> {
        let bare: Places<'_> = self
            .places
            .iter()
            .filter(|(_, c)| c.roles.is_empty())
            .copied()
            .collect();
        if bare.is_empty() {
            return None;
        }
        let reason = format!(
            "Contributes to {} and holds no role that Wix tells",
            counted(bare.len(), "site", "sites")
        );
        Some(self.finding(Rule::NoRole, self.key(), reason, removal(&bare)))
    }

    /// The same role on every site of the account, one by one.
    fn everywhere(&self, judged: Judged<'_>, live: &BTreeSet<&SiteId>) -> Vec<Finding> {
        if live.is_empty() || self.places.len() < live.len() {
            return Vec::new();
        }
        let mut by_role: BTreeMap<&RoleId, BTreeSet<&SiteId>> = BTreeMap::new();
        for (site, contributor) in self.places {
            for role in &contributor.roles {
                by_role.entry(role).or_default().insert(site);
            }
        }
        let all = by_role.into_iter().filter(|(_, on)| live.is_subset(on));
        all.map(|(role, on)| {
            let title = judged.directory.role_name(role);
            let reason = format!(
                "Holds {title} on each of {} by itself. Somebody who is to reach every site \
                 belongs in the team, where one assignment says so",
                counted(on.len(), "site", "sites")
            );
            let remedy = Remedy::ByHand(
                "Invite to the team for the whole account, and remove from the sites once that is \
                 accepted"
                    .to_owned(),
            );
            let key = format!("{} {role}", self.key());
            self.finding(Rule::EverySite, key, reason, remedy)
        })
        .collect()
    }
}
