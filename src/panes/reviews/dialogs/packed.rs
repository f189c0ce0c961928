//! After an evidence pack was saved: its digest, to be handed over apart from it.

use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::model::Ask;
use crate::panes::Cx;
use crate::worker::protocol::{Command, Packed};
use egui::Context;

/// Draws it; false when it was answered.
pub(super) fn show(packed: &Packed, ctx: &Context, cx: &mut Cx<'_>) -> bool {
    let Ok((digest, missing)) = &packed.end else {
        // The notice says why.
        return false;
    };
    let dialog = Dialog::new("packed", "The evidence pack is saved")
        .subtitle(packed.path.display().to_string())
        .width(640.0)
        .other(Button::secondary("Look at it"))
        .primary(Button::primary("Copy digest"))
        .cancel("Done");
    let shown = dialog.show(ctx, |ui| {
        // It is read out or written down, so all of it shows in any window.
        ui.label(text::caption("Digest"));
        text::paragraph(ui, text::strong(digest.as_str()));
        text::paragraph(
            ui,
            text::body(
                "Hand the digest over apart from the pack, for example in a letter or a call. \
                 Only it tells a pack that somebody wrote anew.",
            ),
        );
        if !missing.is_empty() {
            let words = "The pack says that it is incomplete";
            Note::new(Tone::Warning, words)
                .details(missing.join("\n"))
                .show(ui);
        }
    });
    match shown.did {
        Did::Primary => {
            cx.ask(Ask::Copy(digest.clone()));
            true
        }
        Did::Other(_) => {
            cx.ask(Command::OpenPack {
                path: packed.path.clone(),
                digest: crate::journal::Hash::parse(digest),
            });
            false
        }
        Did::Cancel => false,
        Did::Nothing => true,
    }
}
