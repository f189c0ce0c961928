//! Whether everything is still what the plan rests on.

use super::settle::{Finding, finding};
use super::{Action, Aspect, Deed, Facet, Fingerprint, Found, Line, ObjectKey, Plan, Seen};

/// Something that changed after the plan was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The line, counted from 0.
    pub line: usize,
    /// What it is about.
    pub object: ObjectKey,
    /// Name to show.
    pub name: String,
    /// What happened, as far as reading tells.
    pub what: String,
}

/// What a look before sending says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// Lines whose object is not what it was.
    pub moved: Vec<Moved>,
    /// Lines that are so already, counted from 0: nothing needs to be sent for them.
    pub already: Vec<usize>,
    /// Lines of mails in waves, counted from 0, about members who have logged in since the plan was
    /// made: they have their password.
    pub logged_in: Vec<usize>,
}

/// Compares what was read just now with what these lines of the plan rest on. No line moved means:
/// go ahead.
pub fn check(plan: &Plan, lines: impl IntoIterator<Item = usize>, now: &Found) -> Checked {
    let mut checked = Checked::default();
    for at in lines {
        let Some(line) = plan.lines.get(at) else {
            continue;
        };
        let Some(object) = line.action.object() else {
            continue;
        };
        let seen = now.get(&object);
        if plan.waves.is_some() && seen.is_some_and(|s| logged_in(plan, s)) {
            checked.logged_in.push(at);
            continue;
        }
        let planned = plan.fingerprints.get(&object);
        let same = seen.is_some_and(|s| {
            planned == Some(&Fingerprint::of(s)) && has_what_goes(&line.action, s)
        });
        if same {
            continue;
        }
        // A child account that somebody else made meanwhile is not the one that is wanted.
        let made = matches!(line.action, Action::CreateAccount { .. });
        if !made && seen.is_some_and(|s| finding(&line.action, s) == Finding::AsPlanned) {
            checked.already.push(at);
            continue;
        }
        checked.moved.push(Moved {
            line: at,
            name: line.who.name.clone(),
            what: what(line, seen).to_owned(),
            object,
        });
    }
    checked
}

/// Whether a member has logged in since the plan was made. Wix tells the last login (site contract
/// 1.1); where it does not, nobody is left out.
fn logged_in(plan: &Plan, now: &Seen) -> bool {
    let last = now.member().and_then(|m| m.last_login_at);
    last.is_some_and(|at| at > plan.made_at)
}

/// Whether everything is there that the action takes away. A plan that was made holds to this; one
/// that was written by somebody need not.
fn has_what_goes(action: &Action, now: &Seen) -> bool {
    match action {
        Action::UpdateAssignments { remove, .. } => remove.iter().all(|id| {
            let held = now.team_member().map_or(&[][..], |m| &m.assignments);
            held.iter().any(|a| a.id.as_ref() == Some(id))
        }),
        Action::DeleteMember { member, .. } => now.members().iter().any(|m| m.id == *member),
        Action::Member(of) => match &of.deed {
            Deed::TakeBadge { assignment, .. } => now.held() == Some(assignment.as_str()),
            Deed::TakeRole { .. } => now.held().is_some(),
            _ => true,
        },
        _ => true,
    }
}

fn what(line: &Line, seen: Option<&Seen>) -> &'static str {
    let Some(seen) = seen else {
        return "could not be read again";
    };
    match (line.action.object(), seen.is_absent()) {
        (Some(ObjectKey::TeamMember(_)), true) => "is no longer in the team",
        (Some(ObjectKey::TeamMember(_)), false) => "has other roles now",
        (Some(ObjectKey::Invitee(_)), true) => "has no open invite any more",
        (Some(ObjectKey::Invitee(_)), false) => match seen {
            Seen::Address {
                member: Some(_), ..
            } => "is in the team now",
            _ => "has been invited meanwhile",
        },
        (Some(ObjectKey::Member(_, _, facet)), false) => match facet {
            Facet::Standing => "has another status now",
            Facet::Activity => "was muted or unmuted meanwhile",
            Facet::Details => "has another name, profile or contact now",
            Facet::List(_) => "has other numbers or addresses now",
            Facet::Slug => "has another page address now",
            Facet::Login => "logs in otherwise now, or has another status",
            Facet::Role(_) => "was given or lost the role meanwhile",
            Facet::Badge(_) => "was given or lost the badge meanwhile",
        },
        (Some(ObjectKey::SiteMember(..) | ObjectKey::Member(..)), true) => "is no longer a member",
        (Some(ObjectKey::SiteMember(..)), false) => "is another member, or has another status now",
        (Some(ObjectKey::Contributor(..)), true) => "no longer contributes to the site",
        (Some(ObjectKey::Contributor(_, _, Aspect::Locations)), false) => {
            "is limited to other locations now"
        }
        (Some(ObjectKey::Contributor(..)), false) => "has other roles on the site now",
        (Some(ObjectKey::SiteInvitee(..)), _) => "has been invited meanwhile",
        (Some(ObjectKey::SiteInvite(..)), _) => "has an invite in another state now",
        (Some(ObjectKey::ChildAccounts), _) => "is not made: the child accounts are others now",
        (Some(ObjectKey::Setting(..)), true) => "is not on the site any more",
        (Some(ObjectKey::Setting(..)), false) => "was changed meanwhile",
        (None, _) => "is not looked up",
    }
}
