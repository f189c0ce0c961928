//! Whether the account is still what the plan rests on.

use super::{Fingerprint, ObjectKey, Plan};
use crate::access::TeamMember;
use std::collections::BTreeMap;

/// Somebody whose access changed after the plan was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Whom it is about.
    pub object: ObjectKey,
    /// Name to show.
    pub name: String,
    /// What happened, as far as reading tells.
    pub what: String,
}

/// Compares what was read just now with what the plan rests on. Empty means: go ahead.
pub fn moved(plan: &Plan, now: &BTreeMap<ObjectKey, Option<TeamMember>>) -> Vec<Moved> {
    let name_of = |object: &ObjectKey| {
        let line = plan.lines.iter().find(|l| l.action.object() == *object);
        line.map_or_else(|| String::from(object.clone()), |l| l.who.name.clone())
    };
    plan.fingerprints
        .iter()
        .filter_map(|(object, planned)| {
            let what = match now.get(object) {
                None => "could not be read again",
                Some(found) if Fingerprint::of_member(found.as_ref()) == *planned => return None,
                Some(None) => "is no longer in the team",
                Some(Some(_)) => "has other roles now",
            };
            Some(Moved {
                object: object.clone(),
                name: name_of(object),
                what: what.to_owned(),
            })
        })
        .collect()
}
