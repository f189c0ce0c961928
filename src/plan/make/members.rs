//! Plans that make members of a site (site contract 1.4, Create Member).

use super::{Drawn, Observed};
use crate::access::{NewMember, SiteId, fold_email};
use crate::plan::form::check_member;
use crate::plan::{Action, Grant, Line, ObjectKey, Seen, Skip, Undo, Who, WishError};
use std::collections::BTreeMap;

pub(super) fn draw(
    seen: Observed<'_>,
    site: &SiteId,
    members: &[NewMember],
) -> Result<Drawn, WishError> {
    if seen.directory.site(site).is_none() {
        return Err(WishError::NoSuchSite(site.as_str().to_owned()));
    }
    let name = seen.directory.site_name(site);
    let mut named: BTreeMap<String, usize> = BTreeMap::new();
    let (mut lines, mut skipped) = (Vec::new(), Vec::new());
    for (i, member) in members.iter().enumerate() {
        let email = fold_email(&member.login_email);
        let who = who(member);
        let skip = |reason: String, already_so| Skip {
            site: None,
            who: who.clone(),
            reason,
            already_so,
        };
        if let Err(reason) = check_member(member) {
            let reason = super::super::capital(&reason);
            skipped.push(skip(reason, false));
            continue;
        }
        if let Some(first) = named.get(&email) {
            let reason = format!("Stands in the list twice: rows {first} and {}", i + 1);
            skipped.push(skip(reason, false));
            continue;
        }
        named.insert(email.clone(), i + 1);
        match seen.found.get(&ObjectKey::SiteMember(site.clone(), email)) {
            None => skipped.push(skip("Could not be looked up".to_owned(), false)),
            Some(now) if !now.is_absent() => {
                skipped.push(skip(already(now), true));
            }
            Some(_) => lines.push(line(site, name, member, who)),
        }
    }
    let title = match lines.as_slice() {
        [] => format!("Create nobody on {name}"),
        [one] => format!("Create {} as a member of {name}", one.who.name),
        many => format!("Create {} members of {name}", many.len()),
    };
    Ok(Drawn {
        title,
        lines,
        skipped,
    })
}

fn who(member: &NewMember) -> Who {
    Who {
        id: fold_email(&member.login_email),
        name: member.display_name(),
        email: member.login_email.trim().to_owned(),
    }
}

fn already(now: &Seen) -> String {
    let status = now
        .members()
        .first()
        .map(|m| m.status.label().to_lowercase());
    match status {
        Some(status) if status != "unknown" => format!("Is a member already ({status})"),
        _ => "Is a member already".to_owned(),
    }
}

fn line(site: &SiteId, name: &str, member: &NewMember, who: Who) -> Line {
    let mut member = member.clone();
    who.email.clone_into(&mut member.login_email);
    let action = Action::CreateMember {
        site: site.clone(),
        member: Box::new(member),
    };
    Line {
        after: vec![Grant {
            role: "Member".to_owned(),
            reach: name.to_owned(),
        }],
        ..Line::new(action, who, "Is not a member yet", Undo::ByDeleting)
    }
}
