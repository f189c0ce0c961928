//! Taking back what was edited and not sent to Wix: one stack of steps, used wherever such edits are
//! made.

use super::{Model, Route};
use crate::worker::protocol::{Command, ProfileId};
use std::sync::Arc;

/// What was done, and what of it was taken back. A new step drops what could be done again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps<T> {
    done: Vec<T>,
    undone: Vec<T>,
}

impl<T> Default for Steps<T> {
    fn default() -> Self {
        Self {
            done: Vec::new(),
            undone: Vec::new(),
        }
    }
}

impl<T: Clone> Steps<T> {
    /// Something was done.
    pub fn push(&mut self, step: T) {
        self.done.push(step);
        self.undone.clear();
    }

    /// What would be taken back next.
    pub fn last(&self) -> Option<&T> {
        self.done.last()
    }

    /// What would be done again next.
    pub fn next(&self) -> Option<&T> {
        self.undone.last()
    }

    /// Takes the last step back, and tells which that was.
    pub fn back(&mut self) -> Option<T> {
        let step = self.done.pop()?;
        self.undone.push(step.clone());
        Some(step)
    }

    /// Does again what was taken back last, and tells what that was.
    pub fn again(&mut self) -> Option<T> {
        let step = self.undone.pop()?;
        self.done.push(step.clone());
        Some(step)
    }
}

/// An edit of what this computer keeps: Wix does not hear of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// What was done, as in “Taken back: waiver of 3 findings”.
    pub what: String,
    /// What does it.
    pub does: Vec<Command>,
    /// What takes it back.
    pub back: Vec<Command>,
}

/// The edits of the open profile, with the panes in which they were made.
#[derive(Debug, Clone, Default)]
pub struct Edits {
    steps: Arc<Steps<(Route, Edit)>>,
    profile: Option<ProfileId>,
}

impl Edits {
    /// Edits belong to the profile in which they were made.
    pub(super) fn of_profile(&mut self, profile: Option<&ProfileId>) {
        if self.profile.as_ref() != profile {
            *self = Self {
                profile: profile.cloned(),
                ..Self::default()
            };
        }
    }

    /// One was made in this pane.
    pub fn note(&mut self, route: Route, edit: Edit) {
        Arc::make_mut(&mut self.steps).push((route, edit));
    }

    /// Takes the last one back, or does again what was taken back last.
    pub fn take(&mut self, way: Way) -> Option<Edit> {
        let steps = Arc::make_mut(&mut self.steps);
        let step = match way {
            Way::Back => steps.back(),
            Way::Again => steps.again(),
        };
        step.map(|(_, edit)| edit)
    }

    /// The edit that is meant, and where it was made.
    pub fn meant(&self, way: Way) -> Option<&(Route, Edit)> {
        match way {
            Way::Back => self.steps.last(),
            Way::Again => self.steps.next(),
        }
    }
}

/// Which way steps are gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Take back.
    Back,
    /// Do again.
    Again,
}

impl Model {
    /// Why nothing can be taken back here, or done again; `None` if it can. Nothing is changed in a
    /// pane that does not show it.
    pub fn no_steps(&self, way: Way) -> Option<String> {
        let nothing = match way {
            Way::Back => "Nothing to undo",
            Way::Again => "Nothing to do again",
        };
        if let Some(review) = self.review_shown() {
            // A review keeps its words itself; there is no way back to what was taken back.
            return match way {
                Way::Back => review.card.locked().or_else(|| {
                    review
                        .standing
                        .undoable
                        .is_empty()
                        .then(|| nothing.to_owned())
                }),
                Way::Again => Some("Decide it again instead".to_owned()),
            };
        }
        match self.edits.meant(way) {
            None => Some(nothing.to_owned()),
            Some((route, _)) if *route != self.shown() => {
                Some(format!("The last change was made under {}", route.title()))
            }
            Some(_) => None,
        }
    }

    /// The review that is being decided, while it is shown.
    pub fn review_shown(&self) -> Option<&crate::worker::protocol::ReviewTable> {
        let review = self.review.as_deref();
        review.filter(|_| self.shown() == Route::Reviews)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_back_and_forth_and_a_new_one_ends_that() {
        let mut steps = Steps::default();
        for n in 1..=3 {
            steps.push(n);
        }
        assert_eq!((steps.back(), steps.back()), (Some(3), Some(2)));
        assert_eq!((steps.last(), steps.next()), (Some(&1), Some(&2)));
        assert_eq!(steps.again(), Some(2));
        steps.push(4);
        assert_eq!(steps.again(), None);
        let back = [steps.back(), steps.back(), steps.back(), steps.back()];
        assert_eq!(back, [Some(4), Some(2), Some(1), None]);
        assert_eq!(steps.next(), Some(&1));
    }

    #[test]
    fn edits_go_with_their_profile() {
        let edit = Edit {
            what: "name of an account".to_owned(),
            does: Vec::new(),
            back: Vec::new(),
        };
        let one = ProfileId("one".to_owned());
        let mut edits = Edits::default();
        edits.of_profile(Some(&one));
        edits.note(Route::Rules, edit);
        edits.of_profile(Some(&one));
        assert!(edits.meant(Way::Back).is_some());
        edits.of_profile(None);
        assert!(edits.meant(Way::Back).is_none());
    }
}
