//! A new child account: the form from which its plan is made (contract A1).

use crate::kit::button::Button;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::panes::Cx;
use crate::plan::{NewAccount, Wish, is_address};
use crate::worker::protocol::Command;
use egui::{Context, Ui};

/// The form.
#[derive(Debug, Default)]
pub(in crate::panes::accounts) struct Create {
    email: String,
    first: String,
    last: String,
    language: String,
    shown: bool,
}

impl Create {
    fn blocked(&self, cx: &Cx<'_>) -> Option<String> {
        let language = self.language.trim();
        let two = language.len() == 2 && language.bytes().all(|b| b.is_ascii_alphabetic());
        if self.email.trim().is_empty() {
            Some("Type an address".to_owned())
        } else if !is_address(self.email.trim()) {
            Some("This is not a mail address".to_owned())
        } else if !language.is_empty() && !two {
            Some("A language has two letters, such as en".to_owned())
        } else {
            cx.model.no_writing()
        }
    }

    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let plan = Button::primary("Make the plan…").enabled_or(self.blocked(cx));
        let dialog = Dialog::new("create account", "Add a child account")
            .width(520.0)
            .primary(plan);
        let shown = dialog.show(ctx, |ui| self.body(ui));
        match shown.did {
            Did::Primary => {
                let language = self.language.trim().to_lowercase();
                cx.ask(Command::MakePlan(Wish::CreateAccount(NewAccount {
                    email: self.email.trim().to_owned(),
                    first_name: self.first.trim().to_owned(),
                    last_name: self.last.trim().to_owned(),
                    language: Some(language).filter(|l| !l.is_empty()),
                })));
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn body(&mut self, ui: &mut Ui) {
        Note::new(
            Tone::Warning,
            "Wix makes a new user for it, even if the address has a Wix login already, and has no \
             call that deletes an account. It needs a contract with Wix.",
        )
        .title("This cannot be taken back")
        .show(ui);
        let fresh = !std::mem::replace(&mut self.shown, true);
        Field::text("Address of the owner", &mut self.email)
            .hint("pat@example.com")
            .limit(320)
            .focus(fresh)
            .show(ui);
        Field::text("First name", &mut self.first)
            .limit(100)
            .show(ui);
        Field::text("Last name", &mut self.last).limit(100).show(ui);
        Field::text("Language", &mut self.language)
            .hint("en")
            .help("Two letters; may stay empty")
            .limit(2)
            .show(ui);
        text::paragraph(
            ui,
            text::small_muted(
                "One plan makes one account. The child accounts are listed before and after; the \
                 new one is the one that was not there.",
            ),
        );
    }
}
