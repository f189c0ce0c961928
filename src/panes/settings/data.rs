//! What is kept on this computer, and where.

use egui::Ui;

use super::help;
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::text;
use crate::model::{Ask, age, count, exact};
use crate::panes::Cx;
use crate::worker::protocol::SaveKind;

/// What lies in the folder, in plain words.
const KEPT: [(&str, &str); 3] = [
    (
        "A copy of what was read",
        "Team, roles, sites and folders. It can be thrown away and read again",
    ),
    (
        "The ledger",
        "Profiles, runs, receipts and notices. It cannot be made again, so include it in your \
         backups",
    ),
    (
        "The journal",
        "Every change before it was sent and what came of it. Lines are added, never changed",
    ),
];

/// Draws the section.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>, folder: &str) {
    ui.label(text::small_muted("Folder"));
    if folder.is_empty() {
        ui.label(text::body("Not known"));
    } else {
        text::copyable(ui, text::code(folder));
        if Button::secondary("Copy the path")
            .icon(Icon::Copy)
            .show(ui)
            .clicked()
        {
            cx.ask(Ask::Copy(folder.to_owned()));
        }
    }
    ui.add_space(4.0);
    for (what, about) in KEPT {
        text::paragraph(ui, text::strong(what));
        ui.add_space(-4.0);
        help(ui, about);
    }
    text::paragraph(ui, text::body("The key is in none of these files"));
    ui.add_space(4.0);
    let bundle = Button::secondary("Save a support bundle…").icon(Icon::Download);
    if bundle.show(ui).clicked() {
        cx.ask(Ask::Save {
            what: Box::new(SaveKind::Support),
            name: "gatehouse-support.zip".to_owned(),
        });
    }
    let words = "Version, settings, numbers and the log, for whoever helps you. No name, address, id \
                 or key is in it";
    help(ui, words);
    let Some(session) = cx.model.session.clone() else {
        return;
    };
    ui.add_space(4.0);
    ui.label(text::small_muted("Read from this account"));
    if session.datasets.is_empty() {
        help(ui, "Nothing yet");
    }
    for set in &session.datasets {
        let rows = count(set.rows as usize, "row", "rows");
        let when = set.read_at.map_or_else(
            || "never read".to_owned(),
            |at| format!("read {}", age(at, cx.model.now)),
        );
        let whole = if set.complete { "" } else { ", not complete" };
        let words = format!("{}: {rows}, {when}{whole}", set.label);
        let line = text::paragraph(ui, text::body(words));
        if let Some(at) = set.read_at {
            line.on_hover_text(exact(at));
        }
    }
}
