//! Giving a profile its key, or its app secret, again.

use egui::Context;

use super::key_text::{KeyText, What};
use super::profile;
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::text;
use crate::panes::Cx;
use crate::worker::protocol::{Command, ProfileId, Secret};

/// The key as typed so far.
#[derive(Debug)]
pub(super) struct Form {
    profile: ProfileId,
    key: KeyText,
    fresh: bool,
}

impl Form {
    /// An empty one. `number` tells it from earlier ones.
    pub(super) fn new(profile: ProfileId, number: u64) -> Self {
        Self {
            profile,
            key: KeyText::new(What::Key, number),
            fresh: true,
        }
    }

    /// Wipes the key.
    pub(super) fn forget_key(&mut self, ctx: &Context) {
        self.key.forget(ctx);
    }

    /// Draws it; false once it was left.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(card) = profile(cx, &self.profile) else {
            return false;
        };
        if card.sign_in.is_app() {
            self.key.is_of_app();
        }
        let what = card.sign_in.secret();
        let title = format!("Give the {what} of {} again", card.name);
        let keep = format!("Check and keep the {what}");
        let shown = Dialog::new("give key", title)
            .width(520.0)
            .primary(Button::primary(keep).enabled_or(self.key.missing()))
            .show(ctx, |ui| {
                self.key.field(ui, self.fresh);
                text::paragraph(
                    ui,
                    text::small_muted(
                        "It is tried first and replaces the old one only if it works. It goes where \
                         Settings say that keys are kept.",
                    ),
                );
            });
        self.fresh = false;
        match shown.did {
            Did::Nothing | Did::Other(_) => true,
            Did::Cancel => false,
            Did::Primary => {
                cx.ask(Command::GiveKey {
                    profile: self.profile.clone(),
                    key: Secret(self.key.trimmed().to_owned()),
                });
                false
            }
        }
    }
}
