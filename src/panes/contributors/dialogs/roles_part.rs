//! What shall become of roles: some given, some taken away, or exactly which are held.

use super::crowd::Crowd;
use super::ticks::{Tick, Ticks};
use crate::access::{Directory, OWNER, RoleId};
use crate::kit::choice::segmented;
use crate::kit::text;
use crate::model::grouped;
use crate::plan::RolesWish;
use egui::Ui;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Mode {
    #[default]
    Give,
    Take,
    Exactly,
}

/// The part of the form.
#[derive(Debug)]
pub(super) struct RolesPart {
    mode: Mode,
    lists: [Ticks<RoleId>; 3],
    chosen: [BTreeSet<RoleId>; 3],
}

impl RolesPart {
    pub(super) fn new(crowd: &Crowd, directory: &Directory) -> Self {
        let mut held: BTreeMap<&RoleId, usize> = BTreeMap::new();
        for role in crowd.rows().flat_map(|r| &r.roles) {
            *held.entry(role).or_default() += 1;
        }
        let all = crowd.len();
        let held_by = |role: &RoleId| match held.get(role) {
            None | Some(0) => String::new(),
            Some(n) if all > 1 => format!(", held by {} of {}", grouped(*n), grouped(all)),
            Some(_) => ", held now".to_owned(),
        };
        let label = |role: &RoleId| format!("{}{}", directory.role_name(role), held_by(role));
        let give = || -> Vec<Tick<RoleId>> {
            let roles = directory.roles().filter(|r| r.can_be_given());
            roles
                .map(|r| Tick {
                    key: r.id.clone(),
                    label: label(&r.id),
                    blocked: (!r.at_site()).then_some("Can be given for the whole account only"),
                })
                .collect()
        };
        let take = held.keys().filter(|r| r.as_str() != OWNER);
        let take = take.map(|r| Tick {
            key: (*r).clone(),
            label: label(r),
            blocked: None,
        });
        let lists = [
            Ticks::new("roles", give()),
            Ticks::new("roles held", take.collect()),
            Ticks::new("roles", give()),
        ];
        let common = held.iter().filter(|(_, n)| **n == all);
        let common = common.map(|(r, _)| (*r).clone()).collect();
        Self {
            mode: Mode::default(),
            lists,
            chosen: [BTreeSet::new(), BTreeSet::new(), common],
        }
    }

    fn chosen(&self) -> &BTreeSet<RoleId> {
        let [give, take, exactly] = &self.chosen;
        match self.mode {
            Mode::Give => give,
            Mode::Take => take,
            Mode::Exactly => exactly,
        }
    }

    /// Why nothing can come of it.
    pub(super) fn blocked(&self) -> Option<&'static str> {
        let why = match self.mode {
            Mode::Give => "Choose at least one role to give",
            Mode::Take => "Choose at least one role to take away",
            Mode::Exactly => "Choose at least one role; to leave none, remove them from the site",
        };
        self.chosen().is_empty().then_some(why)
    }

    /// What is wished.
    pub(super) fn wish(&self) -> RolesWish {
        let roles: Vec<RoleId> = self.chosen().iter().cloned().collect();
        match self.mode {
            Mode::Exactly => RolesWish::Exactly(roles),
            Mode::Give => RolesWish::Change {
                give: roles,
                take: Vec::new(),
            },
            Mode::Take => RolesWish::Change {
                give: Vec::new(),
                take: roles,
            },
        }
    }

    /// Draws it; true when something was changed.
    pub(super) fn show(&mut self, ui: &mut Ui) -> bool {
        let modes = [
            (Mode::Give, "Give roles"),
            (Mode::Take, "Take roles away"),
            (Mode::Exactly, "Exactly these"),
        ];
        let mut changed = segmented(ui, "What to do", &mut self.mode, &modes);
        let words = match self.mode {
            Mode::Give => "They get these roles on their sites and keep the others.",
            Mode::Take => "They lose these roles on their sites and keep the others.",
            Mode::Exactly => "They hold exactly these roles on their sites afterwards.",
        };
        text::paragraph(ui, text::muted(words));
        let at = match self.mode {
            Mode::Give => 0,
            Mode::Take => 1,
            Mode::Exactly => 2,
        };
        if let Some(list) = self.lists.get_mut(at)
            && let Some(chosen) = self.chosen.get_mut(at)
        {
            if list.is_empty() {
                ui.label(text::muted("There is no role to choose"));
            } else {
                changed |= list.show(ui, chosen);
            }
        }
        changed
    }
}
