//! The page after a sign-in was found to work.

use egui::Context;

use super::{capability, identity, profile};
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::model::{Ask, Route};
use crate::panes::Cx;
use crate::worker::protocol::{Capability, KeyPlace, ProfileId, Reading, SiteLimit};

/// What came of the check.
pub(super) struct Found<'a> {
    pub(super) capabilities: &'a [Capability],
    pub(super) limit: Option<&'a SiteLimit>,
    pub(super) key_note: &'a str,
}

/// Draws it; true when it was left.
pub(super) fn show(ctx: &Context, cx: &mut Cx<'_>, id: &ProfileId, found: &Found<'_>) -> bool {
    let card = profile(cx, id);
    let name = card.map_or("The account", |p| p.name.as_str());
    let for_this_run = card.is_some_and(|p| p.key == KeyPlace::ThisRun);
    let is_app = card.is_some_and(|p| p.sign_in.is_app());
    let (who, next, route) = if is_app {
        ("app", "Open the contributors", Route::Contributors)
    } else {
        ("key", "Open the team", Route::Team)
    };
    let tone = if for_this_run {
        Tone::Warning
    } else {
        Tone::Success
    };
    let capabilities = found.capabilities;
    let works = capabilities
        .iter()
        .filter(|c| c.reading == Reading::Yes)
        .count();
    let shown = Dialog::new("connected", format!("{name} is connected"))
        .subtitle(format!(
            "The {who} can read {works} of {} areas",
            capabilities.len()
        ))
        .primary(Button::primary(next))
        .cancel("Close")
        .show(ctx, |ui| {
            Note::new(tone, found.key_note).show(ui);
            ui.add_space(4.0);
            if let Some(limit) = found.limit {
                identity::limit(ui, limit);
                ui.add_space(4.0);
            }
            ui.label(text::heading(format!("What the {who} can do")));
            capability::table(ui, capabilities);
        });
    match shown.did {
        Did::Nothing | Did::Other(_) => false,
        Did::Cancel => true,
        Did::Primary => {
            cx.ask(Ask::Go(route));
            true
        }
    }
}
