//! Forgetting a profile: what goes, and its name typed before the last button.

use egui::{Context, Ui};

use super::connect::meant;
use super::profile;
use crate::kit::button::Button;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::model::{count, grouped};
use crate::panes::Cx;
use crate::worker::protocol::{Command, KeyPlace, ProfileCard, ProfileId};

/// What was typed.
#[derive(Debug)]
pub(super) struct Form {
    profile: ProfileId,
    typed: String,
    /// Those of its child accounts too.
    below: bool,
    fresh: bool,
}

impl Form {
    /// A form for this profile.
    pub(super) fn new(profile: ProfileId) -> Self {
        Self {
            profile,
            typed: String::new(),
            below: false,
            fresh: true,
        }
    }

    /// Draws it; false once it was left.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(card) = profile(cx, &self.profile) else {
            return false;
        };
        let all = cx.model.profiles.as_deref().map_or(&[][..], Vec::as_slice);
        let below = card.below(all).len();
        let go = if self.below && below > 0 {
            format!("Forget {} profiles", grouped(below + 1))
        } else {
            format!("Forget {}", card.name)
        };
        let right = self.typed.trim() == card.name.trim();
        let why_not = (!right).then(|| format!("Type “{}” first", card.name.trim()));
        let shown = Dialog::new("forget", format!("Forget {}?", card.name))
            .subtitle("Nothing changes at Wix")
            .width(520.0)
            .primary(Button::danger(go).enabled_or(why_not))
            .show(ctx, |ui| self.body(ui, card, below));
        self.fresh = false;
        match shown.did {
            Did::Nothing | Did::Other(_) => true,
            Did::Cancel => false,
            Did::Primary => {
                cx.ask(Command::ForgetProfile {
                    profile: self.profile.clone(),
                    below: self.below && below > 0,
                });
                false
            }
        }
    }

    fn body(&mut self, ui: &mut Ui, card: &ProfileCard, below: usize) {
        text::paragraph(ui, text::body("This is deleted from this computer:"));
        let key = match card.key {
            KeyPlace::Parent => "The settings of the profile; its key stays with the account above",
            KeyPlace::Practice if card.parent.is_some() => "The settings of the profile",
            KeyPlace::System => "The key, from the key store of your system",
            KeyPlace::Sealed => "The key, and the file it lies in",
            KeyPlace::ThisRun => "The key, from memory",
            KeyPlace::Missing => "The settings of the profile; it has no key",
            KeyPlace::Practice => "The practice account with everything that was tried in it",
        };
        let gone = [
            key,
            "The copy of the team, roles and sites",
            "The journal of every change that was sent",
            "All receipts, runs and notices",
        ];
        for line in gone {
            ui.horizontal_top(|ui| {
                ui.label(text::muted("•"));
                text::paragraph(ui, text::body(line));
            });
        }
        if below > 0 {
            let label = count(
                below,
                "profile of a child account",
                "profiles of child accounts",
            );
            let meaning = "Each with its own copy, journal and receipts. Otherwise they stay in the \
                           list, and those without a key of their own have to be given one";
            meant(ui, &mut self.below, &format!("Forget {label} too"), meaning);
        }
        if card.practice.is_none() {
            let words = "The journal and the receipts cannot be made again. Save the receipts you \
                         may need before you go on.";
            Note::new(Tone::Warning, words).show(ui);
        }
        Field::text(
            format!("Type “{}” to go on", card.name.trim()),
            &mut self.typed,
        )
        .limit(200)
        .focus(self.fresh)
        .show(ui);
    }
}
