//! What of a member is read by itself, when somebody asks for it: it costs calls, which a key may be
//! refused. The badges and roles that it holds, and the text that it tells about itself.

use super::{Members, dialogs};
use crate::access::HeldBadge;
use crate::kit::button::Button;
use crate::kit::tone::Tone;
use crate::kit::{badge, layout, text};
use crate::model::{Model, age, day, exact};
use crate::panes::{Cx, refused};
use crate::worker::protocol::{Command, Connection, MemberSheet, ReadAlone};
use egui::Ui;
use jiff::Timestamp;

/// Badges and roles of the site that the member holds.
pub(super) fn held(ui: &mut Ui, cx: &mut Cx<'_>, sheet: &MemberSheet) {
    let told = &sheet.held;
    layout::section(ui, "Badges and roles", "On this site");
    if let Some((held, at)) = &told.kept {
        if held.badges.is_empty() {
            text::paragraph(ui, text::muted("No badge"));
        } else {
            ui.horizontal_wrapped(|ui| held.badges.iter().for_each(|one| worn(ui, one)));
        }
        if held.roles.is_empty() {
            text::paragraph(ui, text::muted("No role"));
        }
        for role in &held.roles {
            let title = named(&role.title, role.key.as_str());
            layout::key_value(ui, "Role", title).on_hover_text(role.key.as_str());
        }
        read_at(ui, *at, cx.model.now);
    }
    let words = ("Read badges and roles", "Read them again");
    if read(ui, cx.model, told, words, "Two calls") {
        cx.ask(Command::ReadHeld {
            site: sheet.site.clone(),
            id: sheet.id.clone(),
        });
    }
    ui.add_space(8.0);
}

fn worn(ui: &mut Ui, one: &HeldBadge) {
    let title = named(&one.title, one.id.as_str());
    let since = match one.since {
        Some(at) => format!("Since {}", day(at)),
        None => "It is not told since when".to_owned(),
    };
    badge::badge(ui, title, Tone::Info).on_hover_text(since);
}

/// A title, or the id of what has none.
fn named<'a>(title: &'a str, id: &'a str) -> &'a str {
    if title.is_empty() { id } else { title }
}

/// What the member tells about itself. Changing it reads it first.
pub(super) fn about(
    pane: &mut Members,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    sheet: &MemberSheet,
    name: &str,
) {
    let told = &sheet.about;
    layout::section(ui, "About", "What the member tells of itself");
    if let Some((words, at)) = &told.kept {
        match words.as_ref().map(|t| t.words.trim()) {
            None => text::paragraph(ui, text::muted("The member has told nothing")),
            Some("") => text::paragraph(ui, text::muted("A text without words")),
            Some(words) => text::paragraph(ui, text::body(words)),
        };
        let beyond = words.iter().flat_map(|t| &t.beyond);
        let beyond: Vec<&str> = beyond.map(String::as_str).collect();
        if !beyond.is_empty() {
            let words = format!("It also has {}", beyond.join(", "));
            text::paragraph(ui, text::small_muted(words));
        }
        read_at(ui, *at, cx.model.now);
    }
    let words = ("Read the text", "Read the text again");
    let hint = "One call. Wix lets apps read it, a key perhaps not";
    if read(ui, cx.model, told, words, hint) {
        cx.ask(Command::ReadAbout {
            site: sheet.site.clone(),
            id: sheet.id.clone(),
        });
    }
    let change = Button::secondary("Change the text…").enabled_or(cx.model.no_writing());
    if change.show(ui).clicked() {
        let (site, id) = (sheet.site.clone(), sheet.id.clone());
        let form = dialogs::About::new(site, id, name.to_owned());
        pane.dialog = Some(Box::new(super::Open::About(form)));
    }
    ui.add_space(8.0);
}

fn read_at(ui: &mut Ui, at: Timestamp, now: Timestamp) {
    let words = format!("Read {}", age(at, now));
    text::paragraph(ui, text::small_muted(words)).on_hover_text(exact(at));
}

/// Why it was not told, and the button that reads it, by what it says at first and then; true when
/// it was pressed.
fn read<T>(
    ui: &mut Ui,
    model: &Model,
    told: &ReadAlone<T>,
    (first, again): (&str, &str),
    hint: &str,
) -> bool {
    if let Some(problem) = &told.problem {
        refused::told(problem).show(ui);
    }
    let label = if told.kept.is_some() { again } else { first };
    let busy = told.reading.then(|| "It is being read".to_owned());
    let button = Button::secondary(label).hint(hint);
    let button = button.enabled_or(busy.or_else(|| no_reading(model)));
    button.show(ui).clicked()
}

/// Why nothing can be read now.
fn no_reading(model: &Model) -> Option<String> {
    match &model.session.as_ref()?.connection {
        Connection::Offline(why) => Some(why.clone()),
        _ => None,
    }
}
