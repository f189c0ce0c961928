//! Fingerprints of what a plan rests on.

use crate::access::{Reach, TeamMember};
use crate::journal::Hash;
use serde::{Deserialize, Serialize};

/// Hash over what matters for access. Names, pictures and fields this version does not know are
/// left out, so that a new profile picture does not make a plan stale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// Of a team member, or of nobody being there.
    pub fn of_member(member: Option<&TeamMember>) -> Self {
        let Some(member) = member else {
            return Self("absent".to_owned());
        };
        let mut parts: Vec<String> = member
            .assignments
            .iter()
            .map(|a| {
                let id = a.id.as_ref().map_or("", |id| id.as_str());
                format!("{id}\u{1f}{}\u{1f}{}", a.role, reach_text(&a.reach))
            })
            .collect();
        parts.sort();
        let text = format!("{}\u{1e}{}", member.id, parts.join("\u{1e}"));
        let mut hash = Hash::of(text.as_bytes()).to_string();
        hash.truncate(32);
        Self(hash)
    }
}

/// The reach without the names that Wix tells with it.
fn reach_text(reach: &Reach) -> String {
    match reach {
        Reach::Account => "account".to_owned(),
        Reach::Site { id, .. } => format!("site {id}"),
        Reach::Conditions(conditions) => {
            let mut all: Vec<String> = conditions
                .iter()
                .map(|c| format!("{:?} {}", c.kind, c.id))
                .collect();
            all.sort();
            all.join(",")
        }
        Reach::Unknown(text) => format!("unknown {text}"),
    }
}
