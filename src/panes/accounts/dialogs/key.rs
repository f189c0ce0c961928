//! A key of its own for a child account.

use crate::access::AccountId;
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{a11y, text};
use crate::panes::welcome::{KeyText, What};
use crate::panes::{Cx, refused};
use crate::worker::protocol::{AccountRow, Command, ErrorCard, GivenKey, Secret};
use egui::{Context, Ui};
use std::sync::Arc;

/// The key as typed so far, and how its trial stands.
#[derive(Debug)]
pub(in crate::panes::accounts) struct Key {
    account: AccountId,
    name: String,
    number: u64,
    text: KeyText,
    fresh: bool,
    trial: Trial,
    /// The answer that was there when the key was sent: that of an earlier try.
    before: Option<Arc<GivenKey>>,
}

/// How far the key is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Trial {
    /// It was not sent, or it was refused and is corrected.
    Typing,
    /// It is tried. `aside`: the form was put away; it comes back if the key is refused.
    Running { aside: bool },
    /// It does not work there.
    Refused(ErrorCard),
}

impl Key {
    /// `number` tells the form from earlier ones, and its answer from theirs.
    pub(super) fn new(row: &AccountRow, number: u64) -> Self {
        Self {
            account: row.id.clone(),
            name: row.name.clone(),
            number,
            text: KeyText::new(What::Key, number),
            fresh: true,
            trial: Trial::Typing,
            before: None,
        }
    }

    /// Wipes the key.
    pub(super) fn forget(&mut self, ctx: &Context) {
        self.text.forget(ctx);
    }

    /// Takes what came of the trial; true once the key is kept.
    fn follow(&mut self, cx: &Cx<'_>) -> bool {
        let Trial::Running { .. } = self.trial else {
            return false;
        };
        let given = cx.model.given_key.as_ref();
        let before = self.before.as_ref();
        let new = given.filter(|g| !before.is_some_and(|b| Arc::ptr_eq(b, g)));
        match new.filter(|g| g.form == self.number).map(|g| &g.end) {
            Some(Some(Ok(_))) => true,
            Some(Some(Err(error))) => {
                self.trial = Trial::Refused(error.clone());
                self.fresh = true;
                false
            }
            _ => false,
        }
    }

    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        if self.follow(cx) {
            return false;
        }
        if self.trial == (Trial::Running { aside: true }) {
            return true;
        }
        let running = self.trial == (Trial::Running { aside: false });
        let busy = running.then_some("The key is being tried");
        let keep = Button::primary("Check and keep the key")
            .enabled_or(busy.or_else(|| self.text.missing()));
        let title = format!("Give {} a key of its own", self.name);
        let dialog = Dialog::new("account key", title).width(520.0).primary(keep);
        let shown = dialog.show(ctx, |ui| self.body(ui));
        match shown.did {
            Did::Nothing | Did::Other(_) => true,
            Did::Cancel if running => {
                self.trial = Trial::Running { aside: true };
                true
            }
            Did::Cancel => false,
            Did::Primary => {
                self.before.clone_from(&cx.model.given_key);
                cx.ask(Command::GiveAccountKey {
                    form: self.number,
                    account: self.account.clone(),
                    key: Secret(self.text.trimmed().to_owned()),
                });
                self.trial = Trial::Running { aside: false };
                true
            }
        }
    }

    fn body(&mut self, ui: &mut Ui) {
        self.told(ui);
        text::paragraph(
            ui,
            text::muted(
                "The owner of the account makes it on the page of API keys of that account.",
            ),
        );
        let typed = self.text.field(ui, std::mem::take(&mut self.fresh));
        if typed.changed() && matches!(self.trial, Trial::Refused(_)) {
            self.trial = Trial::Typing;
        }
        text::paragraph(
            ui,
            text::small_muted(
                "It is tried in that account first and kept only if it works there. It goes into \
                 the key store of your system, never into a file.",
            ),
        );
    }

    /// What came of the last try, above the field.
    fn told(&self, ui: &mut Ui) {
        match &self.trial {
            Trial::Typing => {}
            Trial::Running { .. } => {
                a11y::announce(ui, "Trying the key");
                let words = "Wix is asked one harmless question for each area of the account. \
                             Closed, this form comes back if the key is refused.";
                Note::new(Tone::Info, words)
                    .title("Trying the key")
                    .show(ui);
            }
            Trial::Refused(error) => {
                a11y::announce(ui, &error.sentence);
                refused::told(error).show(ui);
            }
        }
    }
}
