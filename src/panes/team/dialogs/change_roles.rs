//! Give roles, take roles away, or set exactly which roles are held somewhere.

use super::crowd::Crowd;
use super::places::Places;
use super::roles::Roles;
use crate::access::{NewAssignment, Reach, RoleId, UserId};
use crate::index::fold;
use crate::kit::button::Button;
use crate::kit::choice::segmented;
use crate::kit::field::Field;
use crate::kit::long;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{text, toggle};
use crate::model::{Model, count, grouped};
use crate::panes::Cx;
use crate::plan::Wish;
use crate::worker::protocol::Command;
use egui::{Context, ScrollArea, Ui};
use std::collections::BTreeSet;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Mode {
    #[default]
    Give,
    Take,
    Set,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Level {
    #[default]
    Account,
    Folder,
    Site,
}

/// The form.
#[derive(Debug)]
pub(in crate::panes::team) struct ChangeRoles {
    crowd: Crowd,
    mode: Mode,
    level: Level,
    folders: Places,
    sites: Places,
    roles: Roles,
    give: BTreeSet<RoleId>,
    set: BTreeSet<RoleId>,
    /// The reach for which `set` was filled with what everybody holds.
    set_for: Option<Reach>,
    take: BTreeSet<NewAssignment>,
    find: String,
}

impl ChangeRoles {
    /// About these people.
    pub(in crate::panes::team) fn new(people: Vec<UserId>) -> Self {
        Self {
            crowd: Crowd::new(people),
            mode: Mode::default(),
            level: Level::default(),
            folders: Places::default(),
            sites: Places::default(),
            roles: Roles::default(),
            give: BTreeSet::new(),
            set: BTreeSet::new(),
            set_for: None,
            take: BTreeSet::new(),
            find: String::new(),
        }
    }

    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(table) = &cx.model.team else {
            return false;
        };
        if self.crowd.follow(table) {
            self.folders = Places::folders(&table.directory).keep(&self.folders);
            self.sites = Places::sites(&table.directory).keep(&self.sites);
            self.roles = Roles::of(&table.directory);
            self.set_for = None;
            let held = &self.crowd.held;
            self.take
                .retain(|grant| held.iter().any(|h| h.grant == *grant));
        }
        let n = self.crowd.ids().len();
        let title = format!("Change roles of {}", count(n, "person", "people"));
        let blocked = self.blocked(cx.model);
        let dialog = Dialog::new("change roles", title)
            .width(600.0)
            .primary(Button::primary("Make the plan…").enabled_or(blocked));
        let shown = dialog.show(ctx, |ui| self.body(ui));
        match shown.did {
            Did::Primary => {
                if let Some(wish) = self.wish() {
                    cx.ask(Command::MakePlan(wish));
                }
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn reach(&self) -> Option<Reach> {
        match self.level {
            Level::Account => Some(Reach::Account),
            Level::Folder => self.folders.reach(),
            Level::Site => self.sites.reach(),
        }
    }

    fn blocked(&self, model: &Model) -> Option<String> {
        if let Some(why) = model.no_writing() {
            return Some(why);
        }
        let why = match (self.mode, self.reach()) {
            (Mode::Take, _) if self.take.is_empty() => "Choose what to take away",
            (Mode::Take, _) => return None,
            (_, None) if self.level == Level::Folder => "Choose a folder",
            (_, None) => "Choose a site",
            (Mode::Give, Some(reach)) if self.roles.allowed(&self.give, &reach).is_empty() => {
                "Choose at least one role"
            }
            _ => return None,
        };
        Some(why.to_owned())
    }

    fn wish(&self) -> Option<Wish> {
        let people = self.crowd.ids().to_vec();
        if self.mode == Mode::Take {
            let take = self.take.iter().cloned().collect();
            return Some(Wish::ChangeRoles {
                people,
                give: Vec::new(),
                take,
            });
        }
        let reach = self.reach()?;
        if self.mode == Mode::Set {
            let roles = self.roles.allowed(&self.set, &reach);
            return Some(Wish::SetRolesAt {
                people,
                reach,
                roles,
            });
        }
        let roles = self.roles.allowed(&self.give, &reach);
        let give = roles.into_iter().map(|role| NewAssignment {
            role,
            reach: reach.clone(),
        });
        Some(Wish::ChangeRoles {
            people,
            give: give.collect(),
            take: Vec::new(),
        })
    }

    fn body(&mut self, ui: &mut Ui) {
        self.crowd.show(ui);
        let modes = [
            (Mode::Give, "Give roles"),
            (Mode::Take, "Take roles away"),
            (Mode::Set, "Set exactly"),
        ];
        segmented(ui, "What to do", &mut self.mode, &modes);
        if self.mode == Mode::Take {
            self.take_list(ui);
            return;
        }
        if self.mode == Mode::Set {
            let words = "They will hold exactly these roles there. What they hold elsewhere stays.";
            text::paragraph(ui, text::muted(words));
        }
        ui.label(text::caption("Where"));
        let levels = [
            (Level::Account, "Whole account"),
            (Level::Folder, "Folder"),
            (Level::Site, "Site"),
        ];
        segmented(ui, "Where", &mut self.level, &levels);
        match self.level {
            Level::Account => {}
            Level::Folder => self.folders.show(ui),
            Level::Site => self.sites.show(ui),
        }
        let Some(reach) = self.reach() else { return };
        ui.label(text::caption("Roles"));
        let account = reach == Reach::Account;
        if self.mode == Mode::Give {
            self.roles.show(ui, account, &mut self.give);
            return;
        }
        if self.set_for.as_ref() != Some(&reach) {
            self.set = self.crowd.common_at(&reach);
            self.set_for = Some(reach.clone());
        }
        self.roles.show(ui, account, &mut self.set);
        if self.roles.allowed(&self.set, &reach).is_empty() {
            Note::new(Tone::Info, "No role is chosen: nobody keeps a role there").show(ui);
        }
    }

    /// What the people hold, each with how many hold it.
    fn take_list(&mut self, ui: &mut Ui) {
        if self.crowd.held.is_empty() {
            ui.label(text::muted("They hold nothing that can be taken away"));
            return;
        }
        if self.crowd.held.len() > 12 {
            let label = format!(
                "Search {}",
                count(self.crowd.held.len(), "assignment", "assignments")
            );
            Field::search(label.clone(), &mut self.find)
                .hint(label)
                .limit(200)
                .show(ui);
        }
        let needle = fold(self.find.trim());
        let people = self.crowd.ids().len();
        let hits = |h: &&super::crowd::HeldBy| {
            let words = format!("{} {}", h.role, h.place);
            let text = fold(&words);
            needle.is_empty() || needle.split(' ').all(|word| text.contains(word))
        };
        let found: Vec<_> = self.crowd.held.iter().filter(hits).collect();
        let area = ScrollArea::vertical()
            .id_salt("held")
            .max_height(long::height(ui, 288.0));
        long::lines(ui, area, (24.0, found.len()), |ui, at| {
            let held = found.get(at)?;
            let mut on = self.take.contains(&held.grant);
            let who = if people == 1 {
                String::new()
            } else {
                format!(", held by {} of {}", grouped(held.people), grouped(people))
            };
            let label = format!("{}, {}{who}", held.role, held.place);
            let response = toggle::checkbox(ui, &mut on, &label);
            if response.changed() {
                if on {
                    self.take.insert(held.grant.clone());
                } else {
                    self.take.remove(&held.grant);
                }
            }
            Some(response)
        });
        if found.is_empty() {
            ui.label(text::muted("Nothing with these words"));
        }
    }
}
