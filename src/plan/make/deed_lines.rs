//! What one wish means for one member.

use super::Observed;
use super::deeds::{Left, act, already, left, who};
use super::setting_parts::label;
use crate::access::{
    ActivityStatus, Behind, Member, MemberChange, MemberList, MemberStatus, SiteId, UserLinks,
    fold_email,
};
use crate::plan::{
    Crew, CrewPlace, Deed, Facet, Grant, KnownBy, Line, MemberWish, ObjectKey, Undo,
};

const HIDDEN: &str = "Wix does not tell the status: the key lacks the permission to read members \
                      in full";
const OFFLINE: &str = "Is offline for good: a guest author, or was disconnected";

/// Why Wix would refuse to lock this member out; `None` if nothing is known against it. Wix may
/// still refuse.
fn left_alone(
    seen: Observed<'_>,
    site: &SiteId,
    member: &Member,
    crew: &Crew,
) -> Option<&'static str> {
    let links = seen.sites.members.users.get(site);
    let behind = links.map_or(Behind::Untold, |l: &UserLinks| l.behind(member.id.as_str()));
    Some(match crew.place(behind, &member.login_email)? {
        (CrewPlace::Owner, KnownBy::User) => "Belongs to the owner",
        (CrewPlace::Owner, KnownBy::Address) => "Has the owner’s address",
        (CrewPlace::Contributor, KnownBy::User) => "Belongs to a contributor of the site",
        (CrewPlace::Contributor, KnownBy::Address) => {
            "Has the address of a contributor of the site"
        }
    })
}

/// The lines that fulfil the wish for one member: none only with a reason.
pub(super) fn of(
    seen: Observed<'_>,
    site: &SiteId,
    member: &Member,
    wish: &MemberWish,
    crew: &Crew,
) -> Result<Vec<Line>, Left> {
    let place = seen.directory.site_name(site);
    let locks_out = matches!(
        wish,
        MemberWish::Block | MemberWish::Disconnect | MemberWish::Delete | MemberWish::Login(_)
    );
    if locks_out && let Some(why) = left_alone(seen, site, member, crew) {
        let what = match wish {
            MemberWish::Login(_) => "its address is that of a Wix account",
            _ => "Wix does not let such members go. Take the access to the site away instead",
        };
        return Err(left(&format!("{why}: {what}")));
    }
    let one = |deed: Deed| Ok(vec![line(seen, (site, place), member, deed, None)]);
    match wish {
        MemberWish::Update(change) => update(seen, (site, place), member, change),
        MemberWish::Slug(slug) if member.slug == slug.trim() => {
            Err(already("The page has this address already"))
        }
        MemberWish::Slug(slug) => one(Deed::Slug {
            slug: slug.trim().to_owned(),
        }),
        MemberWish::Approve => one(standing(member, Deed::Approve)?),
        MemberWish::Unblock => one(standing(member, Deed::Unblock)?),
        MemberWish::Block => one(standing(member, Deed::Block)?),
        MemberWish::Disconnect => one(standing(member, Deed::Disconnect)?),
        MemberWish::Delete => one(standing(member, Deed::Delete)?),
        MemberWish::Mute | MemberWish::Unmute => one(activity(member, wish)?),
        MemberWish::Login(login) => one(login_deed(seen, site, member, login)?),
        MemberWish::PasswordMail(_) => one(password(member)?),
        MemberWish::GiveRole(role) => {
            let deed = Deed::GiveRole { role: role.clone() };
            one(holding(seen, site, member, deed)?)
        }
        MemberWish::TakeRole(role) => {
            let deed = Deed::TakeRole { role: role.clone() };
            one(holding(seen, site, member, deed)?)
        }
        MemberWish::GiveBadge(badge) => {
            let badge = badge.clone();
            one(holding(seen, site, member, Deed::GiveBadge { badge })?)
        }
        MemberWish::TakeBadge(badge) => {
            let (badge, assignment) = (badge.clone(), "".into());
            let deed = Deed::TakeBadge { badge, assignment };
            one(holding(seen, site, member, deed)?)
        }
    }
}

fn standing(member: &Member, deed: Deed) -> Result<Deed, Left> {
    use MemberStatus::{Approved, Blocked, Offline, Other, Pending, Unknown};
    match (&deed, &member.status) {
        (_, Unknown) => Err(left(HIDDEN)),
        (Deed::Approve | Deed::Unblock, Approved) => Err(already("May log in already")),
        (Deed::Approve, Blocked) => Err(left("Is blocked, and does not wait: unblock instead")),
        (Deed::Unblock, Pending) => Err(left("Waits, and is not blocked: approve instead")),
        (Deed::Approve | Deed::Unblock, Offline) => Err(left(OFFLINE)),
        (Deed::Block, Blocked) => Err(already("Is blocked already")),
        (Deed::Block, Offline) => Err(already("Is offline and cannot log in")),
        (Deed::Disconnect, Offline) => Err(already("Is offline already")),
        (Deed::Approve | Deed::Unblock, Other(_)) => {
            Err(left("Has a status that this version does not know"))
        }
        _ => Ok(deed),
    }
}

fn activity(member: &Member, wish: &MemberWish) -> Result<Deed, Left> {
    match (wish, &member.activity) {
        (_, ActivityStatus::Unknown) => Err(left(HIDDEN)),
        (MemberWish::Mute, ActivityStatus::Muted) => Err(already("Is muted already")),
        (MemberWish::Unmute, ActivityStatus::Active) => Err(already("Is not muted")),
        (MemberWish::Mute, _) => Ok(Deed::Mute),
        _ => Ok(Deed::Unmute),
    }
}

fn login_deed(
    seen: Observed<'_>,
    site: &SiteId,
    member: &Member,
    login: &str,
) -> Result<Deed, Left> {
    if fold_email(&member.login_email) == fold_email(login) {
        return Err(already("Logs in with this address already"));
    }
    let key = ObjectKey::site_member(site, login);
    match seen.found.get(&key) {
        None => Err(left("Could not be looked up who has the new address")),
        Some(taken) if !taken.is_absent() => Err(left("Another member has this address")),
        Some(_) => Ok(Deed::ChangeLogin {
            login: login.trim().to_owned(),
        }),
    }
}

fn password(member: &Member) -> Result<Deed, Left> {
    match member.status {
        _ if member.login_email.trim().is_empty() => Err(left("Has no login address")),
        MemberStatus::Unknown => Err(left(HIDDEN)),
        MemberStatus::Blocked => Err(left("Is blocked: a password would be of no use")),
        MemberStatus::Pending => Err(left("Waits for approval: approve first")),
        MemberStatus::Offline => Err(left(OFFLINE)),
        MemberStatus::Approved | MemberStatus::Other(_) => Ok(Deed::PasswordMail),
    }
}

fn holding(seen: Observed<'_>, site: &SiteId, member: &Member, deed: Deed) -> Result<Deed, Left> {
    let key = ObjectKey::member(site, &member.id, deed.facet());
    let now = seen.found.get(&key);
    let now = now.ok_or_else(|| left("Wix did not tell what this member holds"))?;
    match (deed, now.held()) {
        (Deed::GiveRole { .. } | Deed::GiveBadge { .. }, Some(_)) => Err(already("Has it already")),
        (Deed::TakeRole { .. } | Deed::TakeBadge { .. }, None) => Err(already("Does not have it")),
        (Deed::TakeBadge { badge, .. }, Some(id)) => Ok(Deed::TakeBadge {
            badge,
            assignment: id.into(),
        }),
        (deed, _) => Ok(deed),
    }
}

/// The fields with one call, and each list that is emptied with one of its own.
fn update(
    seen: Observed<'_>,
    at: (&SiteId, &str),
    member: &Member,
    change: &MemberChange,
) -> Result<Vec<Line>, Left> {
    if member.phones.is_none() && member.emails.is_none() {
        let why = "Wix does not tell the contact: the key lacks the permission to read members in \
                   full";
        return Err(left(why));
    }
    let wanted = change.against(member);
    if wanted.is_empty() {
        return Err(already("Is so already"));
    }
    let fields = wanted.without_clears();
    let mut lines = Vec::new();
    if !fields.is_empty() {
        let change = Box::new(fields);
        lines.push(line(seen, at, member, Deed::Update { change }, None));
    }
    for list in wanted.clears() {
        lines.push(line(seen, at, member, Deed::Clear { list }, None));
    }
    Ok(lines)
}

/// The line of one deed, with what was before, what is after, and how it is taken back.
pub(in crate::plan) fn line(
    seen: Observed<'_>,
    (site, place): (&SiteId, &str),
    member: &Member,
    deed: Deed,
    reason: Option<&str>,
) -> Line {
    let (before, after) = words(member, &deed, |id| label(seen, site, id));
    let grant = |texts: Vec<String>| -> Vec<Grant> {
        let reach = || place.to_owned();
        let grant = |role| Grant {
            role,
            reach: reach(),
        };
        texts.into_iter().map(grant).collect()
    };
    let undo = back_of(member, &deed);
    let reason = reason.map_or_else(|| why(member, &deed), str::to_owned);
    Line {
        before: grant(before),
        after: grant(after),
        ..Line::new(act(site, member, deed), who(member), reason, undo)
    }
}

fn why(member: &Member, deed: &Deed) -> String {
    match deed.facet() {
        Facet::Standing if !member.status.is_unknown() => {
            format!("Is {}", member.status.label().to_lowercase())
        }
        _ => "Was chosen".to_owned(),
    }
}

/// What stands before and after, as short texts. Only who is locked out has nothing afterwards.
/// `label` gives the title of a badge or role.
fn words<'a>(
    member: &Member,
    deed: &'a Deed,
    label: impl Fn(&'a str) -> &'a str,
) -> (Vec<String>, Vec<String>) {
    let one = |text: String| vec![text];
    let told = |name: &str, text: &str| match text.trim() {
        "" => format!("{name}: none"),
        text => format!("{name}: {text}"),
    };
    match deed {
        Deed::Update { change } => changed(member, change),
        Deed::Clear { list } => {
            let count = list.len_of(member).unwrap_or_default();
            (
                one(format!("{}: {count}", list.label())),
                one(format!("{}: none", list.label())),
            )
        }
        Deed::Slug { slug } => (one(told("Page", &member.slug)), one(told("Page", slug))),
        Deed::Approve | Deed::Unblock => (Vec::new(), one("Member".to_owned())),
        Deed::Block | Deed::Disconnect | Deed::Delete => {
            let may = member.status == MemberStatus::Approved;
            let word = if may {
                "Member".to_owned()
            } else {
                format!("Member ({})", member.status.label().to_lowercase())
            };
            (one(word), Vec::new())
        }
        Deed::Mute => (one("May write".to_owned()), one("May only read".to_owned())),
        Deed::Unmute => (one("May only read".to_owned()), one("May write".to_owned())),
        Deed::ChangeLogin { login } => (
            one(told("Logs in as", &member.login_email)),
            one(told("Logs in as", login)),
        ),
        // Nothing stands otherwise; the line says what comes and to which site it belongs.
        Deed::PasswordMail => (Vec::new(), one("A link by mail".to_owned())),
        Deed::GiveRole { role } => {
            let role = label(role.as_str());
            (
                one(format!("Without the role {role}")),
                one(format!("Role {role}")),
            )
        }
        Deed::TakeRole { role } => {
            let role = label(role.as_str());
            (
                one(format!("Role {role}")),
                one(format!("Without the role {role}")),
            )
        }
        Deed::GiveBadge { badge } => {
            let badge = label(badge.as_str());
            (
                one(format!("Without the badge {badge}")),
                one(format!("Badge {badge}")),
            )
        }
        Deed::TakeBadge { badge, .. } => {
            let badge = label(badge.as_str());
            (
                one(format!("Badge {badge}")),
                one(format!("Without the badge {badge}")),
            )
        }
    }
}

/// Field by field.
fn changed(member: &Member, change: &MemberChange) -> (Vec<String>, Vec<String>) {
    let (mut before, mut after) = (Vec::new(), Vec::new());
    let mut put = |name: &str, was: String, now: String| {
        let text = |t: String| match t.trim() {
            "" => format!("{name}: none"),
            t => format!("{name}: {t}"),
        };
        before.push(text(was));
        after.push(text(now));
    };
    for (name, wish, now) in change.texts(member) {
        if let Some(wish) = wish {
            put(name, now.to_owned(), wish.to_owned());
        }
    }
    if let Some(privacy) = &change.privacy {
        put(
            "Profile",
            member.privacy.label().to_owned(),
            privacy.label().to_owned(),
        );
    }
    for (list, wish, was) in [
        (MemberList::Phones, &change.phones, &member.phones),
        (MemberList::Emails, &change.emails, &member.emails),
    ] {
        if let Some(wish) = wish {
            let was = was.clone().unwrap_or_default().join(", ");
            put(list.label(), was, wish.join(", "));
        }
    }
    if let Some(addresses) = &change.addresses {
        let was = member.addresses.as_ref().map_or(0, Vec::len);
        let label = MemberList::Addresses.label();
        put(label, was.to_string(), addresses.len().to_string());
    }
    for (key, value) in &change.custom_fields {
        let text = |v: &serde_json::Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
        let was = member.custom_fields.as_ref().and_then(|c| c.get(key));
        put(
            key,
            was.map(|f| text(&f.value)).unwrap_or_default(),
            text(value),
        );
    }
    (before, after)
}

/// How a deed on this member is taken back, as far as that is possible.
pub(in crate::plan) fn back_of(member: &Member, deed: &Deed) -> Undo {
    let never = |why: &str| Undo::Never {
        why: why.to_owned(),
    };
    let back = |deeds: Vec<Deed>| Undo::MemberBack { deeds };
    match deed {
        Deed::Update { change } => {
            let was = change.back_to(member);
            let fields = was.without_clears();
            let mut deeds: Vec<Deed> = Vec::new();
            if !fields.is_empty() {
                let change = Box::new(fields);
                deeds.push(Deed::Update { change });
            }
            deeds.extend(was.clears().into_iter().map(|list| Deed::Clear { list }));
            back(deeds)
        }
        Deed::Clear { list } => {
            let mut change = MemberChange::default();
            match list {
                MemberList::Phones => change.phones.clone_from(&member.phones),
                MemberList::Emails => change.emails.clone_from(&member.emails),
                MemberList::Addresses => change.addresses.clone_from(&member.addresses),
            }
            if change.without_clears().is_empty() {
                return never("It is not known what stood in the list");
            }
            let change = Box::new(change);
            back(vec![Deed::Update { change }])
        }
        Deed::Slug { .. } if member.slug.is_empty() => never("The old address is not known"),
        Deed::Slug { .. } => back(vec![Deed::Slug {
            slug: member.slug.clone(),
        }]),
        Deed::Approve => never("Wix has no call that lets somebody wait again: block instead"),
        Deed::Unblock => back(vec![Deed::Block]),
        Deed::Block if member.status == MemberStatus::Approved => back(vec![Deed::Unblock]),
        Deed::Block => never(
            "Unblocking lets somebody log in, and this member could not: nothing makes it wait \
             again",
        ),
        Deed::Mute => back(vec![Deed::Unmute]),
        Deed::Unmute => back(vec![Deed::Mute]),
        Deed::Disconnect => never(
            "Nothing connects a member again: a new member would have to be made, with another \
             page",
        ),
        Deed::Delete => never("A deleted member cannot be brought back, only created anew"),
        Deed::ChangeLogin { .. } if member.login_email.is_empty() => {
            never("The old login address is not known")
        }
        Deed::ChangeLogin { .. } => back(vec![Deed::ChangeLogin {
            login: member.login_email.clone(),
        }]),
        Deed::PasswordMail => never("A mail cannot be called back; its link ends after 3 hours"),
        Deed::GiveRole { role } => back(vec![Deed::TakeRole { role: role.clone() }]),
        Deed::TakeRole { role } => back(vec![Deed::GiveRole { role: role.clone() }]),
        Deed::GiveBadge { badge } => back(vec![Deed::TakeBadge {
            badge: badge.clone(),
            assignment: "".into(),
        }]),
        Deed::TakeBadge { badge, .. } => back(vec![Deed::GiveBadge {
            badge: badge.clone(),
        }]),
    }
}
