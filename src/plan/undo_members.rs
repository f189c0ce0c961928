//! Taking back what was done to members.

use super::make::deed_line;
use super::settle::{Finding, finding};
use super::undo::Left;
use super::{Action, Deed, Line, MemberDeed, ObjectKey, Observed, Undo};
use crate::access::{Member, MemberChange};
use std::collections::BTreeMap;
use std::sync::Arc;

fn left(reason: &str) -> Left {
    (reason.to_owned(), false)
}

/// Makes one line of several that give one member fields back: fields and lists went by lines of
/// their own, and come back with one call.
pub(super) fn joined(lines: Vec<Line>) -> Vec<Line> {
    let mut all: Vec<Line> = Vec::with_capacity(lines.len());
    let mut updates: BTreeMap<ObjectKey, usize> = BTreeMap::new();
    for line in lines {
        let key = line.action.object().filter(|_| update(&line).is_some());
        let Some(key) = key else {
            all.push(line);
            continue;
        };
        if let Some(first) = updates.get(&key).and_then(|at| all.get_mut(*at)) {
            join(first, line);
        } else {
            updates.insert(key, all.len());
            all.push(line);
        }
    }
    all
}

fn update(line: &Line) -> Option<&MemberChange> {
    match &line.action {
        Action::Member(MemberDeed {
            deed: Deed::Update { change },
            ..
        }) => Some(change),
        _ => None,
    }
}

fn join(first: &mut Line, more: Line) {
    if let (
        Action::Member(MemberDeed {
            deed: Deed::Update { change },
            ..
        }),
        Some(other),
    ) = (&mut first.action, update(&more))
    {
        change.add(other);
    }
    first.before.extend(more.before);
    first.after.extend(more.after);
    let back = match more.undo {
        Undo::MemberBack { deeds } => deeds,
        _ => Vec::new(),
    };
    let Undo::MemberBack { deeds } = &mut first.undo else {
        return;
    };
    for deed in back {
        let known = deeds.iter_mut().find_map(|d| match d {
            Deed::Update { change } => Some(change),
            _ => None,
        });
        match (known, &deed) {
            (Some(known), Deed::Update { change }) => known.add(change),
            _ => deeds.push(deed),
        }
    }
}

/// The lines that set a member back. What others changed since is left alone.
pub(super) fn member_back(
    seen: Observed<'_>,
    line: &Line,
    of: &MemberDeed,
    deeds: &[Deed],
) -> Result<Vec<Line>, Left> {
    let object = of.object();
    let now = seen.found.get(&object);
    let now = now.ok_or_else(|| left("Could not be looked up"))?;
    if now.is_absent() {
        return Err(left("Is no longer a member"));
    }
    if finding(&line.action, now) != Finding::AsPlanned {
        return Err(left("Was changed since"));
    }
    // Roles and badges are told without the member.
    let bare = || {
        Arc::new(Member {
            login_email: line.who.email.clone(),
            nickname: line.who.name.clone(),
            ..Member::bare(of.member.clone())
        })
    };
    let member = now.member().map_or_else(bare, Arc::clone);
    let place = seen.directory.site_name(&of.site);
    let reason = "Takes back what the run changed";
    let mut lines = Vec::new();
    for deed in deeds {
        let deed = match deed {
            Deed::TakeBadge { badge, .. } => {
                let held = now.held().ok_or_else(|| left("Does not wear the badge"))?;
                Deed::TakeBadge {
                    badge: badge.clone(),
                    assignment: held.into(),
                }
            }
            other => other.clone(),
        };
        let object = ObjectKey::member(&of.site, &of.member, deed.facet());
        if !seen.found.contains_key(&object) {
            return Err(left("Could not be looked up"));
        }
        lines.push(deed_line(
            seen,
            (&of.site, place),
            &member,
            deed,
            Some(reason),
        ));
    }
    if lines.is_empty() {
        return Err(left("It is not known what was there before"));
    }
    Ok(lines)
}
