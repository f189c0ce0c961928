//! One human out of every place: team, sites and invites. Presence is enough: no role is asked for.

use super::{Drawn, Observed, contributor_lines, site_invites, team};
use crate::access::{
    AccountId, InviteStatus, Member, OWNER, SiteId, TeamMember, UserId, fold_email,
};
use crate::plan::{Action, Contribution, Grant, Line, ObjectKey, Skip, Undo, Who};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Where account invites are revoked by hand: no public call does it (contract 4).
const DASHBOARD: &str = "https://manage.wix.com";

pub(super) fn draw(
    seen: Observed<'_>,
    name: &str,
    (users, accounts, addresses): (&[UserId], &[AccountId], &[String]),
    look_on: &[SiteId],
    now: Timestamp,
) -> Drawn {
    let told = addresses;
    let addresses: BTreeSet<String> = addresses.iter().map(|a| fold_email(a)).collect();
    let (mut lines, mut skipped) = (Vec::new(), Vec::new());
    for user in users.iter().collect::<BTreeSet<_>>() {
        match seen.team.member(user).map(AsRef::as_ref) {
            Some(member) if owns(member) => skipped.push(Skip {
                site: None,
                who: team::who(Some(member), user),
                reason: "Is the owner of the account, who cannot be removed".to_owned(),
                already_so: false,
            }),
            Some(member) => lines.push(team::removal(seen, member, team::who(Some(member), user))),
            None => {}
        }
    }
    sites(seen, accounts, &mut lines, &mut skipped);
    // After the sites: a member who contributes cannot be deleted (site contract 1.4).
    members(seen, told, look_on, &mut lines, &mut skipped);
    let open = seen
        .team
        .invites
        .iter()
        .filter(|i| i.status_at(now) == InviteStatus::Pending);
    for invite in open.filter(|i| addresses.contains(&fold_email(&i.email))) {
        let ends = invite.ending();
        let action = Action::ByHand {
            task: format!(
                "Revoke the invite to {} in the dashboard{ends}",
                invite.email
            ),
            link: Some(DASHBOARD.to_owned()),
            ends_at: invite.expires_at,
        };
        let who = Who {
            id: invite.id.as_str().to_owned(),
            name: invite.email.clone(),
            email: invite.email.clone(),
        };
        let why = "Nothing is sent by this line".to_owned();
        let reason = "No public call revokes an account invite";
        lines.push(Line::new(action, who, reason, Undo::Never { why }));
    }
    let site_open = seen.sites.invites.values().flatten();
    for invite in site_open.filter(|i| i.status_at(now) == InviteStatus::Pending) {
        if addresses.contains(&fold_email(&invite.email)) {
            lines.push(site_invites::revoke(seen, invite, "Open invite to a site"));
        }
    }
    let n = lines.len();
    let places = if n == 1 { "place" } else { "places" };
    Drawn {
        title: format!("Remove {name} at {n} {places}"),
        lines,
        skipped,
    }
}

/// Members with these addresses, on the sites where somebody looked.
fn members(
    seen: Observed<'_>,
    addresses: &[String],
    look_on: &[SiteId],
    lines: &mut Vec<Line>,
    skipped: &mut Vec<Skip>,
) {
    for site in look_on.iter().collect::<BTreeSet<_>>() {
        let name = seen.directory.site_name(site);
        let mut unread = false;
        for address in addresses.iter().filter(|a| a.contains('@')) {
            let key = ObjectKey::site_member(site, address);
            let Some(found) = seen.found.get(&key) else {
                unread = true;
                continue;
            };
            lines.extend(found.members().iter().map(|m| deletion(site, name, m)));
        }
        if unread {
            skipped.push(Skip {
                site: None,
                who: Who {
                    id: site.as_str().to_owned(),
                    name: name.to_owned(),
                    email: String::new(),
                },
                reason: "The members of this site could not be read: look there by hand".to_owned(),
                already_so: false,
            });
        }
    }
}

fn deletion(site: &SiteId, name: &str, member: &Member) -> Line {
    let email = member.login_email.clone();
    let who = Who {
        id: member.id.as_str().to_owned(),
        name: email.clone(),
        email: email.clone(),
    };
    let action = Action::DeleteMember {
        site: site.clone(),
        member: member.id.clone(),
        login_email: email,
    };
    let why = "Wix deletes a member for good".to_owned();
    Line {
        before: vec![Grant {
            role: "Member".to_owned(),
            reach: name.to_owned(),
        }],
        ..Line::new(action, who, "Is a member of this site", Undo::Never { why })
    }
}

fn owns(member: &TeamMember) -> bool {
    member.assignments.iter().any(|a| a.role.as_str() == OWNER)
}

/// Every site that an account contributes to. Query Sites tells it for all sites at once
/// (`contributorAccountIds`), and what was read of single sites counts too.
fn sites(
    seen: Observed<'_>,
    accounts: &[AccountId],
    lines: &mut Vec<Line>,
    skipped: &mut Vec<Skip>,
) {
    let wanted: BTreeSet<&AccountId> = accounts.iter().collect();
    let mut places: BTreeMap<&SiteId, BTreeSet<&AccountId>> = BTreeMap::new();
    for site in seen.directory.sites() {
        let told = site.contributors.iter().filter(|a| wanted.contains(a));
        places.entry(&site.id).or_default().extend(told);
    }
    for (site, known) in &seen.sites.contributors {
        let told = known.keys().filter(|a| wanted.contains(a));
        places.entry(site).or_default().extend(told);
    }
    for (site, accounts) in places {
        let owner = seen.directory.site(site).and_then(|s| s.owner.as_ref());
        for account in accounts {
            if owner == Some(account) {
                skipped.push(Skip {
                    site: None,
                    who: seen.sites.who(account),
                    reason: format!("Owns the site {}", seen.directory.site_name(site)),
                    already_so: false,
                });
                continue;
            }
            let one = Contribution {
                site: site.clone(),
                account: account.clone(),
            };
            let now = seen.sites.contributor(site, account);
            lines.push(contributor_lines::removal(
                seen,
                &one,
                now,
                "Contributes to this site",
            ));
        }
    }
}
