//! Where somebody was in this run of the program. It holds names of people, so it is kept in memory
//! only, and for the open profile only.

use super::super::commands::UiCommand;
use super::here::icon;
use super::hit::{Hit, Target};
use crate::model::{Model, Route};
use crate::worker::protocol::ProfileId;

/// How many places are remembered.
const MOST: usize = 8;

/// The places, the newest first.
#[derive(Debug, Default)]
pub(crate) struct Recent {
    profile: Option<ProfileId>,
    all: Vec<Hit>,
    /// The pane that was shown last.
    last: Option<Route>,
}

impl Recent {
    /// Takes note of the pane that is shown.
    pub(in crate::app) fn follow(&mut self, model: &Model) {
        let profile = model.session.as_ref().map(|s| &s.profile.id);
        if self.profile.as_ref() != profile {
            *self = Self {
                profile: profile.cloned(),
                ..Self::default()
            };
        }
        let now = model.shown();
        let pane = !matches!(now, Route::Welcome | Route::Kit | Route::Pack);
        if profile.is_some() && pane && self.last.replace(now) != Some(now) {
            let target = Target::Command(UiCommand::Go(now));
            self.put(Hit::new(icon(now), now.title(), target));
        }
    }

    /// Takes note of what was gone to. Commands that only do something are no places.
    pub(super) fn note(&mut self, model: &Model, hit: Hit) {
        if matches!(hit.target, Target::Command(_)) {
            return;
        }
        self.last = Some(model.shown());
        self.put(hit);
    }

    fn put(&mut self, hit: Hit) {
        self.all.retain(|known| known.target != hit.target);
        self.all.insert(0, hit);
        self.all.truncate(MOST);
    }

    /// Those that are not on the screen now.
    pub(super) fn hits(&self, model: &Model) -> Vec<Hit> {
        let here = Target::Command(UiCommand::Go(model.shown()));
        let others = self.all.iter().filter(|hit| hit.target != here);
        others.cloned().collect()
    }
}
