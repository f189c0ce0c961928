//! Who works with this profile: chosen from the team, or nobody.

use std::sync::Arc;

use egui::Ui;

use super::help;
use crate::access::{TeamEntry, UserId};
use crate::index::{Filter, never};
use crate::kit::button::Button;
use crate::kit::field::Field;
use crate::kit::icons::Icon;
use crate::kit::text;
use crate::panes::Cx;
use crate::worker::protocol::{RowKind, TeamTable};

/// People that are offered at once.
pub(super) const OFFERED: usize = 6;

/// Finds one person of the team by name or address.
#[derive(Debug, Default)]
pub(super) struct Finder {
    typed: String,
    /// The table and the text for which `found` holds.
    asked: Option<(Arc<TeamTable>, String)>,
    found: Vec<(UserId, String)>,
    more: bool,
    /// The table and the person whose name is known.
    named: Option<(Arc<TeamTable>, UserId, String)>,
}

impl Finder {
    /// Draws it over the user id that is being edited.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &Cx<'_>, own: &mut Option<UserId>) {
        ui.label(text::small_muted("You"));
        let table = cx.model.team.as_ref();
        ui.horizontal_wrapped(|ui| {
            let Some(id) = own.as_ref() else {
                ui.label(text::body("Nobody chosen"));
                return;
            };
            let name = self.name(table, id);
            ui.label(text::strong(name));
            if Button::quiet("Choose nobody").show(ui).clicked() {
                *own = None;
            }
        });
        help(
            ui,
            "A plan that would end your own access is held. The key does not tell who you are",
        );
        let Some(table) = table else {
            help(
                ui,
                "Read the account first, then you can be chosen from the team",
            );
            return;
        };
        Field::search("Find yourself by name or address", &mut self.typed)
            .hint("Name or address")
            .limit(100)
            .width(320.0)
            .show(ui);
        self.look(table);
        if self.typed.trim().is_empty() {
            return;
        }
        if self.found.is_empty() {
            help(ui, "Nobody in the team has this name or address");
        }
        let mut chosen = None;
        for (id, name) in &self.found {
            let button = Button::quiet(name.as_str()).icon(Icon::Person);
            if button.show(ui).clicked() {
                chosen = Some(id.clone());
            }
        }
        if self.more {
            help(ui, "There are more; type a little more");
        }
        if chosen.is_some() {
            *own = chosen;
            self.typed.clear();
        }
    }

    /// Searches again when text or team are others than in the frame before.
    fn look(&mut self, table: &Arc<TeamTable>) {
        let same = self
            .asked
            .as_ref()
            .is_some_and(|(before, text)| Arc::ptr_eq(before, table) && *text == self.typed);
        if same {
            return;
        }
        self.asked = Some((Arc::clone(table), self.typed.clone()));
        self.found.clear();
        self.more = false;
        if self.typed.trim().is_empty() {
            return;
        }
        let filter = Filter {
            text: self.typed.clone(),
            ..Filter::default()
        };
        let Ok(view) = table.index.view(&filter, None, None, &never) else {
            return;
        };
        let people = view
            .rows
            .iter()
            .filter_map(|row| table.rows.get(*row as usize))
            .filter(|row| row.kind == RowKind::Person);
        for row in people.take(OFFERED + 1) {
            if let TeamEntry::Member(member) = &row.entry {
                self.found
                    .push((member.id.clone(), format!("{}, {}", row.name, row.email)));
            }
        }
        self.more = self.found.len() > OFFERED;
        self.found.truncate(OFFERED);
    }

    /// The person's name, looked up once.
    fn name(&mut self, table: Option<&Arc<TeamTable>>, id: &UserId) -> String {
        let Some(table) = table else {
            return id.as_str().to_owned();
        };
        match &self.named {
            Some((before, of, name)) if Arc::ptr_eq(before, table) && of == id => name.clone(),
            _ => {
                let name = table
                    .team
                    .member(id)
                    .map_or_else(|| format!("{id} (not in the team)"), |m| m.display_name());
                self.named = Some((Arc::clone(table), id.clone(), name.clone()));
                name
            }
        }
    }
}
