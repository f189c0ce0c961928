//! Change roles and locations of contributors, in one plan.

use super::crowd::Crowd;
use super::effect::Effect;
use super::locations_part::LocationsPart;
use super::roles_part::RolesPart;
use crate::access::Directory;
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::toggle;
use crate::model::Model;
use crate::panes::Cx;
use crate::plan::{ContributorChange, RolesWish, Wish};
use crate::worker::protocol::{AccessTable, Command};
use egui::{Context, Ui};
use std::sync::Arc;

/// What the form was opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum First {
    Roles,
    Locations,
}

/// The form.
#[derive(Debug)]
pub(in crate::panes::contributors) struct Change {
    crowd: Crowd,
    first: First,
    /// Whether the other part is changed too.
    both: bool,
    roles: Option<RolesPart>,
    locations: LocationsPart,
    effect: Effect,
}

impl Change {
    pub(super) fn new(table: Arc<AccessTable>, rows: &[u32], first: First) -> Self {
        let crowd = Crowd::new(table, rows);
        Self {
            locations: LocationsPart::new(&crowd),
            crowd,
            first,
            both: false,
            roles: None,
            effect: Effect::default(),
        }
    }

    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(table) = &cx.model.access else {
            return false;
        };
        let directory = &table.directory;
        if self.roles.is_none() {
            self.roles = Some(RolesPart::new(&self.crowd, directory));
            self.effect = self.work_out(directory);
        }
        let crowd = self.crowd.words();
        let title = match (self.first, self.both) {
            (First::Roles, false) => format!("Change roles of {crowd}"),
            (First::Locations, false) => format!("Locations of {crowd}"),
            (_, true) => format!("Roles and locations of {crowd}"),
        };
        let dialog = Dialog::new("contributor change", title)
            .width(600.0)
            .primary(Button::primary("Make the plan…").enabled_or(self.blocked(cx.model)));
        let shown = dialog.show(ctx, |ui| self.body(ui, directory));
        match shown.did {
            Did::Primary => {
                cx.ask(Command::MakePlan(self.wish()));
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn roles(&self) -> Option<&RolesPart> {
        let part = self.roles.as_ref();
        part.filter(|_| self.both || self.first == First::Roles)
    }

    fn locations(&self) -> Option<&LocationsPart> {
        (self.both || self.first == First::Locations).then_some(&self.locations)
    }

    fn blocked(&self, model: &Model) -> Option<String> {
        if let Some(why) = model.no_writing() {
            return Some(why);
        }
        if let Some(why) = self.roles().and_then(RolesPart::blocked) {
            return Some(why.to_owned());
        }
        if let Some(why) = self.locations().and_then(LocationsPart::blocked) {
            return Some(why);
        }
        let nothing = self.effect.changed == 0;
        nothing.then(|| "Everybody has it so already".to_owned())
    }

    fn wish(&self) -> Wish {
        let whom = self.crowd.whom();
        let roles = self.roles().map(RolesPart::wish);
        match (roles, self.locations()) {
            (Some(RolesWish::Exactly(roles)), None) => Wish::SetContributorRoles { whom, roles },
            (Some(RolesWish::Change { give, take }), None) => {
                Wish::ChangeContributorRoles { whom, give, take }
            }
            (roles, locations) => {
                let locations = locations.map(LocationsPart::wish);
                let change = |whom| ContributorChange {
                    whom,
                    roles: roles.clone(),
                    locations: locations.clone(),
                };
                Wish::ChangeContributors {
                    changes: whom.into_iter().map(change).collect(),
                }
            }
        }
    }

    fn work_out(&self, directory: &Directory) -> Effect {
        Effect::of(&self.crowd, directory, self.roles(), self.locations())
    }

    fn body(&mut self, ui: &mut Ui, directory: &Directory) {
        self.crowd.show(ui);
        let mut changed = self.part(ui, self.first);
        let (other, words) = match self.first {
            First::Roles => (First::Locations, "Set their locations in the same plan"),
            First::Locations => (First::Roles, "Change their roles in the same plan"),
        };
        let none = !self.locations.any();
        let blocked =
            (other == First::Locations && none).then_some("No location of these sites is known");
        changed |= toggle::checkbox_or(ui, &mut self.both, words, blocked).changed();
        if self.both {
            changed |= self.part(ui, other);
        }
        if changed {
            self.effect = self.work_out(directory);
        }
        self.effect.show(ui);
    }

    fn part(&mut self, ui: &mut Ui, which: First) -> bool {
        match (which, &mut self.roles) {
            (First::Roles, Some(part)) => part.show(ui),
            (First::Roles, None) => false,
            (First::Locations, _) => self.locations.show(ui),
        }
    }
}
