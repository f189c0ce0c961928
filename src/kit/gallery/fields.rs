//! Fields and numbers.

use egui::{Key, KeyboardShortcut, Modifiers, Ui, vec2};

use super::section;
use crate::kit::field::{Field, error_line, stepper};
use crate::kit::tokens::size;

/// What is typed on this page.
pub(super) struct State {
    name: String,
    id: String,
    search: String,
    found: String,
    key: String,
    reason: String,
    wrong: String,
    people: u64,
    least: u64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            name: "Northlight Studio".to_owned(),
            id: String::new(),
            search: String::new(),
            found: "dana".to_owned(),
            key: "IST.not-a-real-key".to_owned(),
            reason: String::new(),
            wrong: "northlight".to_owned(),
            people: 25,
            least: 0,
        }
    }
}

pub(super) fn show(ui: &mut Ui, state: &mut State) {
    section(ui, "Text", "The label is the accessible name", |ui| {
        pairs(ui, |ui, at| match at {
            0 => {
                let help = "Shown in the rail";
                Field::text("Name of the profile", &mut state.name)
                    .help(help)
                    .show(ui);
            }
            1 => {
                let hint = "00000000-0000-…";
                Field::text("Account id", &mut state.id).hint(hint).show(ui);
            }
            2 => {
                let why = "The account is known already";
                let mut text = "Harbor Café".to_owned();
                Field::text("Blocked field", &mut text)
                    .enabled_or(Some(why))
                    .show(ui);
            }
            _ => {
                let error = Some("Use the address of a site, such as https://example.com");
                Field::text("Field with an error", &mut state.wrong)
                    .error(error)
                    .show(ui);
            }
        });
    });
    section(ui, "Search", "Esc empties it", |ui| {
        let keys = KeyboardShortcut::new(Modifiers::COMMAND, Key::F);
        pairs(ui, |ui, at| match at {
            0 => {
                let field = Field::search("Search the team", &mut state.search);
                field
                    .hint("Search people, roles, sites")
                    .keys(keys)
                    .show(ui);
            }
            1 => {
                Field::search("Search again", &mut state.found).show(ui);
            }
            _ => {}
        });
    });
    section(ui, "Secrets and longer texts", "", |ui| {
        pairs(ui, |ui, at| match at {
            0 => {
                let help = "Stays in the key store of your system";
                Field::password("API key", &mut state.key)
                    .help(help)
                    .show(ui);
            }
            1 => {
                let hint = "Why this decision";
                Field::lines("Reason", &mut state.reason, 3)
                    .hint(hint)
                    .show(ui);
            }
            _ => {}
        });
    });
    section(ui, "Numbers", "Arrow keys work in the number", |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 24.0;
            stepper(
                ui,
                "Most people in one plan",
                &mut state.people,
                1..=50,
                1,
                "",
            );
            stepper(ui, "At its least", &mut state.least, 0..=100, 5, " %");
        });
    });
    section(ui, "An error below something else", "", |ui| {
        error_line(ui, "Choose at least one role");
    });
}

/// Two columns where there is room; `add` gets the numbers 0 to 3.
fn pairs(ui: &mut Ui, mut add: impl FnMut(&mut Ui, usize)) {
    let (n, width) = super::across(ui, 220.0, 2);
    for row in 0..4 / n {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = size::GAP;
            for column in 0..n {
                let layout = egui::Layout::top_down(egui::Align::Min);
                ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
                    ui.set_width(width);
                    add(ui, row * n + column);
                });
            }
        });
    }
}
