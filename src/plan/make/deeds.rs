//! Plans about members who are there (site contract 1.4, 2, 4).

use super::{Drawn, Observed, deed_lines};
use crate::access::{Member, MemberId, SiteId, fold_email, grouped};
use crate::plan::{
    Crew, Deed, Facet, Line, MemberDeed, MemberWish, ObjectKey, Seen, Skip, Who, Whom, WishError,
    is_address,
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Why somebody is left alone, and whether everything is as wished.
pub(super) type Left = (String, bool);

pub(super) fn left(reason: &str) -> Left {
    (reason.to_owned(), false)
}

fn so(reason: &str) -> Left {
    (reason.to_owned(), true)
}

pub(super) fn draw(
    seen: Observed<'_>,
    site: &SiteId,
    whom: &Whom,
    wish: &MemberWish,
) -> Result<Drawn, WishError> {
    if seen.directory.site(site).is_none() {
        return Err(WishError::NoSuchSite(site.as_str().to_owned()));
    }
    check_wish(whom, wish)?;
    let crew = Crew::of(seen, site);
    let (mut lines, mut skipped) = (Vec::new(), Vec::new());
    let mut named: BTreeSet<MemberId> = BTreeSet::new();
    for (wanted, found) in members(seen, site, whom) {
        let skip = |who: Who, (reason, already_so): Left| Skip {
            site: None,
            who,
            reason,
            already_so,
        };
        let member = match found {
            Ok(member) => member,
            Err(why) => {
                skipped.push(skip(nobody(&wanted), why));
                continue;
            }
        };
        // Named by id and by address: it is one member.
        if !named.insert(member.id.clone()) {
            continue;
        }
        match deed_lines::of(seen, site, &member, wish, &crew) {
            Ok(mut more) => lines.append(&mut more),
            Err(why) => skipped.push(skip(who(&member), why)),
        }
    }
    let people: BTreeSet<&str> = lines.iter().map(|l: &Line| l.who.id.as_str()).collect();
    let name = seen.directory.site_name(site);
    let verb = verb(wish);
    let title = match (people.len(), lines.first()) {
        (0, _) => format!("{verb}: nobody on {name}"),
        (1, Some(one)) => format!("{verb}: {} on {name}", one.who.name),
        (n, _) => format!("{verb}: {} members of {name}", grouped(n)),
    };
    Ok(Drawn {
        title,
        lines,
        skipped,
    })
}

/// What the wish does, for a title.
fn verb(wish: &MemberWish) -> &'static str {
    match wish {
        MemberWish::Update(_) => "Edit",
        MemberWish::Slug(_) => "Change the page address",
        MemberWish::Approve => "Approve",
        MemberWish::Unblock => "Unblock",
        MemberWish::Block => "Block",
        MemberWish::Mute => "Mute",
        MemberWish::Unmute => "Unmute",
        MemberWish::Disconnect => "Disconnect for good",
        MemberWish::Delete => "Delete",
        MemberWish::Login(_) => "Change the login address",
        MemberWish::PasswordMail(_) => "Mail a link to set a password",
        MemberWish::GiveRole(_) => "Give a role",
        MemberWish::TakeRole(_) => "Take a role away",
        MemberWish::GiveBadge(_) => "Give a badge",
        MemberWish::TakeBadge(_) => "Take a badge away",
    }
}

fn check_wish(whom: &Whom, wish: &MemberWish) -> Result<(), WishError> {
    let one = whom.ids.len() + whom.logins.len() == 1;
    match wish {
        MemberWish::Slug(_) if !one => Err(WishError::OnlyOne("page address")),
        MemberWish::Login(_) if !one => Err(WishError::OnlyOne("login address")),
        MemberWish::Update(change) if change.is_empty() => {
            Err(WishError::Unfit("no field is given".to_owned()))
        }
        MemberWish::Login(login) if !is_address(login.trim()) => {
            Err(WishError::Unfit(format!("“{login}” is not a mail address")))
        }
        MemberWish::Slug(slug) => {
            crate::plan::form_member::check_slug(slug).map_err(WishError::Unfit)
        }
        MemberWish::Update(change) => {
            crate::plan::form_member::check_change(change).map_err(WishError::Unfit)
        }
        _ => Ok(()),
    }
}

/// Everybody who is named, with the member that was found.
fn members<'a>(
    seen: Observed<'a>,
    site: &'a SiteId,
    whom: &'a Whom,
) -> impl Iterator<Item = (String, Result<Arc<Member>, Left>)> + 'a {
    let by_id = whom.ids.iter().map(move |id| {
        let key = ObjectKey::member(site, id, Facet::Standing);
        let found = match seen.found.get(&key) {
            None => Err(left("Could not be looked up")),
            Some(now) => now
                .member()
                .cloned()
                .ok_or_else(|| left("Is no longer a member")),
        };
        (id.as_str().to_owned(), found)
    });
    let by_login = whom.logins.iter().map(move |login| {
        let key = ObjectKey::site_member(site, login);
        let found = match seen.found.get(&key).map(Seen::members) {
            None if !is_address(login.trim()) => Err(left("Is not a mail address")),
            None => Err(left("Could not be looked up")),
            Some([]) => Err(left("Nobody on the site logs in with this address")),
            Some([one]) => Ok(Arc::clone(one)),
            Some(_) => Err(left(
                "Several members have this address: name one by its id",
            )),
        };
        (login.clone(), found)
    });
    by_id.chain(by_login)
}

fn nobody(wanted: &str) -> Who {
    Who {
        id: fold_email(wanted),
        name: wanted.trim().to_owned(),
        email: if is_address(wanted.trim()) {
            wanted.trim().to_owned()
        } else {
            String::new()
        },
    }
}

pub(super) fn who(member: &Member) -> Who {
    Who {
        id: member.id.as_str().to_owned(),
        name: member.display_name(),
        email: member.login_email.clone(),
    }
}

/// One deed as an action on this member.
pub(super) fn act(site: &SiteId, member: &Member, deed: Deed) -> crate::plan::Action {
    crate::plan::Action::Member(MemberDeed {
        site: site.clone(),
        member: member.id.clone(),
        login_email: member.login_email.clone(),
        deed,
    })
}

pub(super) fn already(reason: &str) -> Left {
    so(reason)
}
