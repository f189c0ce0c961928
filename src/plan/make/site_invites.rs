//! Plans about invites to sites (contract SI1, SI2, SI3). What is known of an invite is what was
//! last told about it.

use super::contributor_lines::role_grants;
use super::contributors::check_role;
use super::{Drawn, Observed};
use crate::access::{InviteId, InviteStatus, RoleId, SiteId, SiteInvite, fold_email};
use crate::plan::form::is_address;
use crate::plan::{Action, Line, Skip, Undo, Who, WishError};
use jiff::Timestamp;
use std::collections::BTreeSet;

pub(super) fn invite(
    seen: Observed<'_>,
    sites: &[SiteId],
    emails: &[String],
    roles: &[RoleId],
    language: Option<&str>,
    now: Timestamp,
) -> Result<Drawn, WishError> {
    if roles.is_empty() {
        return Err(WishError::Nothing);
    }
    roles.iter().try_for_each(|r| check_role(seen, r))?;
    if let Some(strange) = sites.iter().find(|s| seen.directory.site(s).is_none()) {
        return Err(WishError::NoSuchSite(strange.as_str().to_owned()));
    }
    let mut roles = roles.to_vec();
    roles.sort();
    roles.dedup();
    let (mut lines, mut skipped) = (Vec::new(), Vec::new());
    for site in sites {
        let mut named = BTreeSet::new();
        for email in emails {
            let email = email.trim();
            let who = who(email);
            let against = if named.insert(fold_email(email)) {
                stands_against(seen, site, email, now)
            } else {
                Some(("Stands in the list twice".to_owned(), false))
            };
            if let Some((reason, already_so)) = against {
                skipped.push(Skip {
                    site: Some(site.clone()),
                    who,
                    reason,
                    already_so,
                });
                continue;
            }
            let action = Action::InviteToSite {
                site: site.clone(),
                email: email.to_owned(),
                roles: roles.clone(),
                language: language.map(str::to_owned),
            };
            lines.push(Line {
                after: role_grants(seen, site, &roles),
                ..Line::new(
                    action,
                    who,
                    reason(seen, site, email, now),
                    Undo::ByRevoking,
                )
            });
        }
    }
    let places = match sites {
        [one] => seen.directory.site_name(one).to_owned(),
        many => format!("{} sites", many.len()),
    };
    Ok(Drawn {
        title: format!("Invite {} to {places}", people(&lines)),
        lines,
        skipped,
    })
}

fn people(lines: &[Line]) -> String {
    let people: BTreeSet<&str> = lines.iter().map(|l| l.who.id.as_str()).collect();
    match (people.len(), lines.first()) {
        (0, _) => "nobody".to_owned(),
        (1, Some(line)) => line.who.name.clone(),
        (n, _) => format!("{n} people"),
    }
}

fn who(email: &str) -> Who {
    Who {
        id: fold_email(email),
        name: email.to_owned(),
        email: email.to_owned(),
    }
}

/// Why an address is not invited to a site, and whether it is so already.
fn stands_against(
    seen: Observed<'_>,
    site: &SiteId,
    email: &str,
    now: Timestamp,
) -> Option<(String, bool)> {
    if !is_address(email) {
        return Some(("Is not a mail address".to_owned(), false));
    }
    let folded = fold_email(email);
    let is_there = seen.sites.contributors.get(site).is_some_and(|all| {
        let name = |account| seen.sites.names.get(account);
        all.keys()
            .any(|account| name(account).is_some_and(|n| fold_email(&n.email) == folded))
    });
    if is_there {
        return Some(("Contributes to this site already".to_owned(), true));
    }
    let open = invites_of(seen, site, email).any(|i| i.status_at(now) == InviteStatus::Pending);
    open.then(|| {
        let words = "Has an open invite to this site, as far as is known here";
        (words.to_owned(), true)
    })
}

/// Invites of an address to a site, as far as they are known here.
fn invites_of<'a>(
    seen: Observed<'a>,
    site: &SiteId,
    email: &str,
) -> impl Iterator<Item = &'a SiteInvite> {
    let folded = fold_email(email);
    let all = seen.sites.invites.get(site).into_iter().flatten();
    all.map(AsRef::as_ref)
        .filter(move |i| fold_email(&i.email) == folded)
}

/// Why a line invites: after an invite that ended it is another one.
fn reason(seen: Observed<'_>, site: &SiteId, email: &str, now: Timestamp) -> String {
    let ended = invites_of(seen, site, email).filter(|i| i.ended(now).is_some());
    match ended
        .max_by_key(|i| i.expires_at)
        .and_then(|i| i.ended(now))
    {
        Some(words) => format!("{words}: a new invite"),
        None => "Wished invite".to_owned(),
    }
}

/// What is done with invites that exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Resend,
    Revoke,
}

pub(super) fn change(
    seen: Observed<'_>,
    invites: &[(SiteId, InviteId)],
    what: What,
    now: Timestamp,
) -> Drawn {
    let (mut lines, mut skipped) = (Vec::new(), Vec::new());
    let mut named = BTreeSet::new();
    for (site, id) in invites.iter().filter(|i| named.insert(*i)) {
        let known = seen.sites.invite(site, id);
        let result = match known.map(|i| (i, i.status_at(now), i.ended(now))) {
            None => Err(("Is not known here".to_owned(), false)),
            Some((_, status, ended)) if is_over(&status, what) => {
                let gone = what == What::Revoke;
                let words = ended.unwrap_or_else(|| status.label().to_owned());
                Err((format!("{words}: nothing is open"), gone))
            }
            Some((invite, _, Some(ended))) => {
                let reason = format!("{ended}: sending it again opens it anew");
                Ok(line(seen, invite, what, &reason))
            }
            Some((invite, _, None)) => Ok(line(seen, invite, what, "Selected")),
        };
        match result {
            Ok(line) => lines.push(line),
            Err((reason, already_so)) => skipped.push(Skip {
                site: None,
                who: who(known.map_or(id.as_str(), |i| i.email.as_str())),
                reason,
                already_so,
            }),
        }
    }
    let invites = match lines.as_slice() {
        [one] => format!("the invite of {}", one.who.name),
        many => format!("{} site invites", many.len()),
    };
    Drawn {
        title: match what {
            What::Resend => format!("Send {invites} again"),
            What::Revoke => format!("Revoke {invites}"),
        },
        lines,
        skipped,
    }
}

/// Used, declined and revoked invites are over. An ended one can be sent again (help pages, see
/// contract SI2), and there is nothing to revoke about it.
fn is_over(status: &InviteStatus, what: What) -> bool {
    match status {
        InviteStatus::Used | InviteStatus::Declined | InviteStatus::Deleted => true,
        InviteStatus::Expired => what == What::Revoke,
        InviteStatus::Pending | InviteStatus::Other(_) => false,
    }
}

/// The line that resends or revokes an invite.
fn line(seen: Observed<'_>, invite: &SiteInvite, what: What, reason: &str) -> Line {
    let (site, id) = (invite.site.clone(), invite.id.clone());
    let grants = role_grants(seen, &invite.site, &invite.roles);
    let mail = "A mail that was sent cannot be called back";
    let (action, after, undo) = match what {
        What::Resend => (
            Action::ResendSiteInvite { site, invite: id },
            grants.clone(),
            Undo::Never {
                why: mail.to_owned(),
            },
        ),
        What::Revoke => (
            Action::RevokeSiteInvite { site, invite: id },
            Vec::new(),
            Undo::ByNewInvite { give: Vec::new() },
        ),
    };
    let email = if invite.email.is_empty() {
        invite.id.as_str()
    } else {
        invite.email.as_str()
    };
    Line {
        before: grants,
        after,
        ..Line::new(action, who(email), reason, undo)
    }
}

/// The line that revokes an invite.
pub(in crate::plan) fn revoke(seen: Observed<'_>, invite: &SiteInvite, reason: &str) -> Line {
    line(seen, invite, What::Revoke, reason)
}
