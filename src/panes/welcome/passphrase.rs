//! The passphrase that the keys lie behind: choosing it, giving it, and starting anew without it.

use egui::{Context, Ui};

use super::key_text::{KeyText, What};
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::panes::Cx;
use crate::worker::protocol::{Command, KeepIn, Keeping, Secret};

/// Fewest characters of a new passphrase; the worker checks it again.
const SHORTEST: usize = 8;
/// What choosing one means.
const MEANING: &str = "Keys are kept in files on this computer that only your passphrase opens. It is \
                       asked for once after each start and kept nowhere, so nobody can tell it to \
                       you again.";

/// A new passphrase, typed twice.
#[derive(Debug)]
pub(super) struct Fresh {
    first: KeyText,
    again: KeyText,
}

impl Fresh {
    /// An empty one. `number` tells it from earlier ones.
    pub(super) fn new(number: u64) -> Self {
        Self {
            first: KeyText::new(What::Passphrase, number),
            again: KeyText::new(What::Again, number),
        }
    }

    /// Why it cannot be taken; `None` if it can.
    pub(super) fn missing(&self) -> Option<&'static str> {
        let typed = self.first.trimmed();
        if typed.is_empty() {
            Some("Type a passphrase first")
        } else if typed.chars().count() < SHORTEST {
            Some("A passphrase needs at least 8 characters")
        } else if self.again.trimmed() != typed {
            Some("Type the same passphrase twice")
        } else {
            None
        }
    }

    /// Takes it.
    pub(super) fn wanted(&self) -> Command {
        Command::Passphrase(Secret(self.first.trimmed().to_owned()))
    }

    /// Both fields.
    pub(super) fn show(&mut self, ui: &mut Ui, focus: bool) {
        self.first.field(ui, focus);
        self.again.field(ui, false);
        text::paragraph(ui, text::small_muted(MEANING));
    }

    /// Wipes it.
    pub(super) fn forget(&mut self, ctx: &Context) {
        self.first.forget(ctx);
        self.again.forget(ctx);
    }
}

/// The dialog.
#[derive(Debug)]
pub(super) struct Form {
    typed: KeyText,
    fresh: Fresh,
    begun: bool,
    /// The trial that is waited for.
    waits_for: Option<u64>,
    /// One was tried here: what went wrong before does not matter.
    tried: bool,
    /// It is asked whether to start anew.
    anew: bool,
}

impl Form {
    /// An empty one. `number` tells it from earlier ones.
    pub(super) fn new(number: u64) -> Self {
        Self {
            typed: KeyText::new(What::Passphrase, number),
            fresh: Fresh::new(number),
            begun: false,
            waits_for: None,
            tried: false,
            anew: false,
        }
    }

    /// Wipes what was typed.
    pub(super) fn forget(&mut self, ctx: &Context) {
        self.typed.forget(ctx);
        self.fresh.forget(ctx);
    }

    /// Draws it; false once it was left.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let keeping = std::sync::Arc::clone(&cx.model.keeping);
        if self.waits_for.is_some_and(|n| keeping.tries > n) {
            self.waits_for = None;
            if keeping.trouble.is_none() {
                return false;
            }
            // The field takes the keyboard again.
            self.begun = false;
        }
        if keeping.keeps == KeepIn::Closed {
            if self.anew {
                self.ask_anew(ctx, cx, &keeping)
            } else {
                self.give(ctx, cx, &keeping)
            }
        } else {
            self.choose(ctx, cx, &keeping)
        }
    }

    fn checking(&self, keeping: &Keeping) -> Option<&'static str> {
        let waits = keeping.checking || self.waits_for.is_some();
        waits.then_some("The passphrase is being tried")
    }

    fn give(&mut self, ctx: &Context, cx: &mut Cx<'_>, keeping: &Keeping) -> bool {
        let tried = self.tried;
        let empty = self.typed.trimmed().is_empty();
        let missing = empty.then_some("Type the passphrase first");
        let why_not = self.checking(keeping).or(missing);
        let shown = Dialog::new("passphrase", "Give your passphrase")
            .subtitle("The keys on this computer open with it")
            .width(480.0)
            .primary(Button::primary("Open the keys").enabled_or(why_not))
            .other(Button::quiet("I do not remember it…"))
            .cancel("Not now")
            .show(ctx, |ui| {
                if tried {
                    trouble(ui, keeping);
                }
                self.typed.field(ui, !self.begun);
                let words = "Without it you see what was read before; nothing is read or changed.";
                text::paragraph(ui, text::small_muted(words));
            });
        self.begun = true;
        match shown.did {
            Did::Nothing => true,
            Did::Cancel => false,
            Did::Other(_) => {
                self.anew = true;
                // What was said about the passphrase is not said about this.
                self.tried = false;
                true
            }
            Did::Primary => {
                self.waits_for = Some(keeping.tries);
                self.tried = true;
                cx.ask(Command::Passphrase(Secret(self.typed.trimmed().to_owned())));
                true
            }
        }
    }

    fn ask_anew(&mut self, ctx: &Context, cx: &mut Cx<'_>, keeping: &Keeping) -> bool {
        let tried = self.tried;
        let shown = Dialog::new("start anew", "Start without the kept keys")
            .width(480.0)
            .primary(Button::danger("Remove the kept keys").enabled_or(self.checking(keeping)))
            // Enter was meant for the passphrase.
            .enter(false)
            .cancel("Back")
            .show(ctx, |ui| {
                let words = "Nobody can find out a passphrase. The keys behind it are removed from \
                             this computer; you give them again, from the page of API keys.";
                text::paragraph(ui, text::body(words));
                let words = "What was read, the journal and the receipts stay.";
                text::paragraph(ui, text::body(words));
                if tried {
                    trouble(ui, keeping);
                }
            });
        match shown.did {
            Did::Primary => {
                self.waits_for = Some(keeping.tries);
                self.tried = true;
                cx.ask(Command::RemoveSealedKeys);
            }
            Did::Cancel => self.anew = false,
            Did::Nothing | Did::Other(_) => {}
        }
        true
    }

    fn choose(&mut self, ctx: &Context, cx: &mut Cx<'_>, keeping: &Keeping) -> bool {
        let tried = self.tried;
        let why_not = self.checking(keeping).or(self.fresh.missing());
        let shown = Dialog::new("new passphrase", "Keep keys with a passphrase")
            .width(480.0)
            .primary(Button::primary("Use this passphrase").enabled_or(why_not))
            .cancel("Cancel")
            .show(ctx, |ui| {
                if tried {
                    trouble(ui, keeping);
                }
                self.fresh.show(ui, !self.begun);
            });
        self.begun = true;
        match shown.did {
            Did::Nothing | Did::Other(_) => true,
            Did::Cancel => false,
            Did::Primary => {
                self.waits_for = Some(keeping.tries);
                self.tried = true;
                cx.ask(self.fresh.wanted());
                true
            }
        }
    }
}

/// Why the last passphrase did not do.
pub fn trouble(ui: &mut Ui, keeping: &Keeping) {
    let error = keeping.trouble.as_ref().filter(|_| !keeping.checking);
    if let Some(error) = error {
        Note::new(Tone::Danger, error.remedy.as_str())
            .title(error.sentence.as_str())
            .show(ui);
    }
}
