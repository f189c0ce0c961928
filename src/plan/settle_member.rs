//! Reading back what was done to members.

use super::settle::Finding;
use super::{Deed, Seen};
use crate::access::{ActivityStatus, Member, MemberChange, MemberStatus, fold_email};

/// Judges one deed by what was read just now.
pub(super) fn finding(deed: &Deed, now: &Seen) -> Finding {
    if let Seen::Holding { held, .. } = now {
        let wanted = matches!(deed, Deed::GiveRole { .. } | Deed::GiveBadge { .. });
        return so(held.is_some() == wanted);
    }
    let Some(member) = now.member() else {
        // Whether a member who was disconnected still comes in lists is not known (site contract
        // 8.20); whoever is not there cannot log in either way.
        return so(matches!(deed, Deed::Delete | Deed::Disconnect));
    };
    match deed {
        Deed::Update { change } => updated(change, member),
        Deed::Clear { list } => so(list.len_of(member) == Some(0)),
        Deed::Slug { slug } => so(member.slug == slug.trim()),
        Deed::Approve | Deed::Unblock => so(member.status == MemberStatus::Approved),
        Deed::Block => so(member.status == MemberStatus::Blocked),
        Deed::Disconnect => so(member.status == MemberStatus::Offline),
        Deed::Mute => so(member.activity == ActivityStatus::Muted),
        Deed::Unmute => so(member.activity == ActivityStatus::Active),
        Deed::ChangeLogin { login } => so(fold_email(&member.login_email) == fold_email(login)),
        Deed::Delete
        | Deed::PasswordMail
        | Deed::GiveRole { .. }
        | Deed::TakeRole { .. }
        | Deed::GiveBadge { .. }
        | Deed::TakeBadge { .. } => Finding::NotYet,
    }
}

fn so(yes: bool) -> Finding {
    if yes {
        Finding::AsPlanned
    } else {
        Finding::NotYet
    }
}

/// Wix may take some fields and leave others as they are (site contract 8.9).
fn updated(change: &MemberChange, now: &Member) -> Finding {
    let left = change.against(now);
    if left.is_empty() {
        Finding::AsPlanned
    } else if left == *change {
        Finding::NotYet
    } else {
        Finding::Partly
    }
}
