//! The crawl: every state of every pane, dialog and popup, looked at as somebody would who has no
//! mouse and no eyes. Each control needs a name, a role, a key path and, where it cannot be used, a
//! reason; what has the keyboard has to be seen. No text is too faint for the ground it stands on, or
//! lies over another.
//!
//! It goes the walks of the pictures. What was proven of a control stands for the rest of a walk, so
//! that the Tab key is tried only where something new stands.

mod faults;
mod keys;
mod planted;
mod seen;

pub(crate) use keys::ringed_at;

use crate::eyes::{self, Fault};
use crate::pictures::{Visit, every_walk};
use crate::screen::Screen;
use egui::accesskit::Role;
use seen::Seen;
use std::collections::BTreeSet;

/// What is looked at in one walk, and what was found.
struct Crawl {
    walk: &'static str,
    /// Stage, role and name of controls that a key was seen to reach.
    proven: BTreeSet<(String, Role, String)>,
    found: BTreeSet<String>,
}

impl Crawl {
    fn new(walk: &'static str) -> Self {
        Self {
            walk,
            proven: BTreeSet::new(),
            found: BTreeSet::new(),
        }
    }

    /// Ends the walk: fails with everything that was found.
    fn end(&self) {
        let found: Vec<&str> = self.found.iter().map(String::as_str).collect();
        assert!(
            found.is_empty(),
            "{} found in the walk “{}”:\n{}",
            found.len(),
            self.walk,
            found.join("\n")
        );
    }
}

impl Visit for Crawl {
    fn take(&mut self, screen: &mut Screen, state: &str) {
        screen.settle();
        let seen = Seen::of(&screen.harness);
        let stage = stage(screen, &seen);
        let mut found = faults::of(&seen);
        // Words in a field go on beyond its edge while they are typed.
        let faults = eyes::look(&screen.harness.output().shapes).into_iter();
        let faults = faults.filter(|f| !matches!(f, Fault::Cut { .. }));
        found.extend(faults.map(|f| f.to_string()));
        let new = seen
            .controls()
            .any(|c| !self.proven.contains(&c.key(&stage)));
        if new {
            // News from the worker may lay out anew what is just walked through: then once more.
            for _ in 0..2 {
                let tour = keys::tour(&mut screen.harness, &seen);
                for control in seen.controls() {
                    if tour.came_to(control) {
                        self.proven.insert(control.key(&stage));
                    }
                }
                found.extend(tour.dark);
                let mut needing = seen.controls().filter(|c| c.needs_key);
                if needing.all(|c| self.proven.contains(&c.key(&stage))) {
                    break;
                }
                screen.settle();
            }
            // What went away meanwhile, as a job does in the status bar, needs no key.
            let now = Seen::of(&screen.harness);
            let there: BTreeSet<_> = now.controls().map(|c| c.key(&stage)).collect();
            let stayed = |c: &&seen::Control| there.contains(&c.key(&stage));
            for control in seen.controls().filter(stayed) {
                if control.needs_key && !self.proven.contains(&control.key(&stage)) {
                    found.push(format!("no key leads to {control}"));
                }
            }
            screen.settle();
        }
        let walk = self.walk;
        let told = found.into_iter();
        self.found
            .extend(told.map(|f| format!("{walk}, {state}: {f}")));
    }
}

/// What is on top: the last dialog, or the pane.
fn stage(screen: &Screen, seen: &Seen) -> String {
    let dialog = seen.all.iter().rfind(|c| c.role == Role::Dialog);
    let pane = screen.model().shown().title();
    dialog.map_or_else(|| pane.to_owned(), |d| seen::plain(&d.name))
}

macro_rules! crawled {
    ($($room:ident: $($walk:ident $name:literal),+;)+) => {$($(
        #[test]
        fn $walk() {
            let mut crawl = Crawl::new($name);
            crate::pictures::$room::$walk(&mut crawl);
            crawl.end();
        }
    )+)+};
}

every_walk!(crawled);
