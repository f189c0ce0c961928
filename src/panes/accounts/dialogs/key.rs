//! A key of its own for a child account.

use crate::access::AccountId;
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::text;
use crate::panes::Cx;
use crate::panes::welcome::{KeyText, What};
use crate::worker::protocol::{AccountRow, Command, Secret};
use egui::Context;

/// The key as typed so far.
#[derive(Debug)]
pub(in crate::panes::accounts) struct Key {
    account: AccountId,
    name: String,
    text: KeyText,
    fresh: bool,
}

impl Key {
    pub(super) fn new(row: &AccountRow, number: u64) -> Self {
        Self {
            account: row.id.clone(),
            name: row.name.clone(),
            text: KeyText::new(What::Key, number),
            fresh: true,
        }
    }

    /// Wipes the key.
    pub(super) fn forget(&mut self, ctx: &Context) {
        self.text.forget(ctx);
    }

    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let keep = Button::primary("Check and keep the key").enabled_or(self.text.missing());
        let title = format!("Give {} a key of its own", self.name);
        let dialog = Dialog::new("account key", title).width(520.0).primary(keep);
        let shown = dialog.show(ctx, |ui| {
            text::paragraph(
                ui,
                text::muted(
                    "The owner of the account makes it on the page of API keys of that account.",
                ),
            );
            self.text.field(ui, self.fresh);
            text::paragraph(
                ui,
                text::small_muted(
                    "It is tried in that account first and kept only if it works there. It goes \
                     into the key store of your system, never into a file.",
                ),
            );
        });
        self.fresh = false;
        match shown.did {
            Did::Nothing | Did::Other(_) => true,
            Did::Cancel => false,
            Did::Primary => {
                cx.ask(Command::GiveAccountKey {
                    account: self.account.clone(),
                    key: Secret(self.text.trimmed().to_owned()),
                });
                false
            }
        }
    }
}
