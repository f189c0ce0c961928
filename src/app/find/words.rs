//! What is said around the hits: how old they are, what is missing, what to do.

use super::hit::Hits;
use crate::kit::finder;
use crate::model::{Freshness, Model, age, count, grouped};

/// The words of one frame.
#[derive(Debug, Default)]
pub(super) struct Words {
    note: String,
    nothing: String,
    step: String,
    spoken: String,
}

impl Words {
    pub(super) fn of(model: &Model, typed: &str, hits: &Hits) -> Self {
        let mut words = Self {
            note: note(model, typed),
            ..Self::default()
        };
        if typed.is_empty() || hits.stale {
            return words;
        }
        if hits.total == 0 && !model.found.as_ref().is_some_and(|f| f.going_on) {
            words.nothing = format!("Nothing matches “{typed}”");
            words.step = step(model);
            words.spoken = words.nothing.clone();
        } else {
            words.spoken = format!("{} found", grouped(hits.total));
        }
        words
    }

    pub(super) fn of_box(&self) -> finder::Words<'_> {
        finder::Words {
            note: &self.note,
            nothing: (&self.nothing, &self.step),
            spoken: &self.spoken,
        }
    }
}

fn note(model: &Model, typed: &str) -> String {
    if model.session.is_none() {
        return "No profile is open, so only commands are found".to_owned();
    }
    let mut parts = Vec::new();
    let read = model.team_remote().read_at;
    match (model.freshness("Team"), read) {
        (Freshness::Offline(_), Some(at)) => {
            parts.push(format!(
                "Offline: searches what was read {}",
                age(at, model.now)
            ));
        }
        (Freshness::Offline(_), None) => parts.push("Offline, and nothing was read yet".to_owned()),
        (Freshness::Reading, None) => parts.push("The account is being read".to_owned()),
        (_, None) if model.sites.is_none() => {
            parts.push("The account has not been read yet".to_owned());
        }
        _ => {}
    }
    if let Some(found) = model.found.as_ref().filter(|_| !typed.is_empty()) {
        if found.going_on {
            parts.push("Looking through members of other sites…".to_owned());
        }
        if found.left > 0 {
            parts.push(format!(
                "{} of large sites were not looked at: search them under Members",
                count(found.left as usize, "member", "members")
            ));
        }
    }
    parts.join(" · ")
}

fn step(model: &Model) -> String {
    if model.session.is_none() {
        return "Open a profile to find people and sites".to_owned();
    }
    let mut words = "Try fewer letters or another spelling.".to_owned();
    let unread = model.access.as_ref().map_or(0, |t| t.unread);
    if unread > 0 {
        words = format!(
            "{words} Contributors of {} were not read, so they cannot be found.",
            count(unread, "site", "sites")
        );
    }
    let members = model.members_desk.sites.len();
    if members == 0 {
        words.push_str(" Members of sites were not read either.");
    }
    words
}
