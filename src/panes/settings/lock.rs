//! Where keys are kept, and when the window locks itself.

use egui::Ui;

use super::help;
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::{choice, text};
use crate::model::{Ask, Dialog};
use crate::panes::Cx;
use crate::worker::protocol::{KeepIn, Settings};

/// Minutes without a key or the mouse after which the window locks itself.
const AFTER: [(u16, &str); 5] = [
    (0, "Never"),
    (1, "1 minute"),
    (5, "5 minutes"),
    (15, "15 minutes"),
    (60, "1 hour"),
];

/// Draws the section.
pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (where_to, button) = match cx.model.keeping.keeps {
        KeepIn::Unknown => ("Being found out", None),
        KeepIn::System => ("New keys go into the key store of your system", None),
        KeepIn::ForRun => (
            "This computer offers no key store, so keys are kept for this run only",
            Some("Use a passphrase…"),
        ),
        KeepIn::Closed => (
            "Keys lie in files that your passphrase opens; it was not given yet",
            Some("Give the passphrase…"),
        ),
        KeepIn::Sealed => ("Keys lie in files that your passphrase opens", None),
    };
    ui.label(text::small_muted("Keys"));
    text::paragraph(ui, text::body(where_to));
    if let Some(label) = button
        && Button::secondary(label).icon(Icon::Key).show(ui).clicked()
    {
        cx.ask(Ask::Open(Dialog::Passphrase));
    }
    ui.add_space(4.0);
    if let Some(known) = cx.model.settings.clone() {
        let mut settings = Settings::clone(&known);
        ui.label(text::small_muted("Lock the window after"));
        choice::segmented(
            ui,
            "Lock the window after",
            &mut settings.lock_after,
            &AFTER,
        );
        help(
            ui,
            "After so long without keyboard and mouse. Jobs that are under way go on",
        );
        if settings != *known {
            cx.ask(Ask::Settings(Box::new(settings)));
        }
    }
    let words = if cx.model.keeping.keeps.has_passphrase() {
        "Everything is hidden until you type your passphrase"
    } else {
        "Everything is hidden until somebody presses Unlock, which takes no passphrase"
    };
    if Button::secondary("Lock now")
        .icon(Icon::Lock)
        .show(ui)
        .clicked()
    {
        cx.ask(Ask::Lock);
    }
    help(ui, words);
}
