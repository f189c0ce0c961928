//! The page after a key was found to work.

use egui::Context;

use super::{capability, profile};
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::model::{Ask, Route};
use crate::panes::Cx;
use crate::worker::protocol::{Capability, KeyPlace, ProfileId, Reading};

/// Draws it; true when it was left.
pub(super) fn show(
    ctx: &Context,
    cx: &mut Cx<'_>,
    id: &ProfileId,
    capabilities: &[Capability],
    key_note: &str,
) -> bool {
    let name = profile(cx, id).map_or("The account", |p| p.name.as_str());
    let for_this_run = profile(cx, id).is_some_and(|p| p.key == KeyPlace::ThisRun);
    let tone = if for_this_run {
        Tone::Warning
    } else {
        Tone::Success
    };
    let works = capabilities
        .iter()
        .filter(|c| c.reading == Reading::Yes)
        .count();
    let shown = Dialog::new("connected", format!("{name} is connected"))
        .subtitle(format!(
            "The key can read {works} of {} areas",
            capabilities.len()
        ))
        .primary(Button::primary("Open the team"))
        .cancel("Close")
        .show(ctx, |ui| {
            Note::new(tone, key_note).show(ui);
            ui.add_space(4.0);
            ui.label(text::heading("What the key can do"));
            capability::table(ui, capabilities);
        });
    match shown.did {
        Did::Nothing | Did::Other(_) => false,
        Did::Cancel => true,
        Did::Primary => {
            cx.ask(Ask::Go(Route::Team));
            true
        }
    }
}
