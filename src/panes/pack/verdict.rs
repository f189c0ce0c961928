//! What the check of a pack found, and its digest.

use crate::evidence::Opened;
use crate::journal::Hash;
use crate::kit::button::Button;
use crate::kit::field::{Field, submitted};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{layout, text};
use crate::model::Ask;
use crate::panes::Cx;
use crate::worker::protocol::{Command, PackView};
use egui::Ui;

/// The digest that is typed.
#[derive(Debug, Default)]
pub(super) struct Typed {
    text: String,
}

impl Typed {
    /// Draws it.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, view: &PackView, opened: &Opened) {
        ui.spacing_mut().item_spacing.y = 8.0;
        result(ui, opened);
        let digest = opened.digest.to_string();
        if layout::key_value_copy(ui, "Digest", &digest) {
            cx.ask(Ask::Copy(digest));
        }
        layout::key_value(ui, "File", &view.path.display().to_string());
        ui.add_space(8.0);
        self.digest(ui, cx, view);
        let missing = opened.manifest.as_ref().map_or(&[][..], |m| &m.missing);
        if !missing.is_empty() {
            ui.add_space(8.0);
            layout::section(ui, "What is missing", "");
            for gap in missing {
                text::paragraph(ui, text::body(gap.as_str()));
            }
        }
        if let Some(manifest) = &opened.manifest {
            ui.add_space(8.0);
            layout::section(ui, "Files", "SHA-256");
            for file in &manifest.files {
                layout::key_value(ui, &file.name, &file.sha256.to_string());
            }
        }
    }

    /// Where the digest is typed that was handed over.
    fn digest(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, view: &PackView) {
        let typed = self.text.trim().to_ascii_lowercase();
        let wanted = Hash::parse(&typed);
        let wrong = !typed.is_empty() && wanted.is_none();
        let error = wrong.then_some("A digest has 64 digits and letters from a to f");
        let field = Field::text("Digest that was handed over", &mut self.text)
            .help(
                "It comes by another way than the pack: only it tells a pack that was written anew",
            )
            .error(error)
            .limit(80)
            .show(ui);
        let none = typed
            .is_empty()
            .then_some("Type or paste the digest first")
            .or(error);
        let check = Button::secondary("Check the digest").enabled_or(none);
        let pressed = check.show(ui).clicked() || submitted(&field);
        if let Some(digest) = wanted.filter(|_| pressed) {
            cx.ask(Command::OpenPack {
                path: view.path.clone(),
                digest: Some(digest),
            });
        }
    }
}

fn result(ui: &mut Ui, opened: &Opened) {
    if !opened.is_sound() {
        let words = "This pack is not as it was written";
        let details: Vec<String> = opened.problems.iter().map(sentence).collect();
        Note::new(Tone::Danger, words).show(ui);
        for problem in details {
            text::paragraph(ui, text::body(problem));
        }
        return;
    }
    let (tone, words) = if opened.wanted.is_some() {
        (
            Tone::Success,
            "Every file is as it was written, and this is the pack that the digest is of",
        )
    } else {
        (
            Tone::Info,
            "Every file is as it was written. Compare the digest with the one that was handed over",
        )
    };
    Note::new(tone, words).show(ui);
    if !opened.compared {
        let words = "Another version wrote this pack: its tables and its report were not held \
                     against its data";
        Note::new(Tone::Warning, words).show(ui);
    }
}

/// What is wrong as a sentence of its own; a name of a file keeps its letters.
fn sentence(problem: &crate::evidence::Problem) -> String {
    let words = problem.to_string();
    if words.starts_with("it") || words.starts_with("the pack") {
        text::capital(&words)
    } else {
        words
    }
}
