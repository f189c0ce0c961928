//! A name of the owner's own for an account of which Wix tells the id alone.

use crate::access::AccountId;
use crate::kit::button::Button;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::text;
use crate::panes::Cx;
use crate::worker::protocol::{Command, PersonRow};
use egui::{Context, Ui};

/// Where a name comes from that the owner gave.
const OWN: &str = "your own name for it";

/// The form.
#[derive(Debug)]
pub(in crate::panes::contributors) struct Name {
    account: AccountId,
    now: String,
    from: String,
    text: String,
    fresh: bool,
}

impl Name {
    pub(super) fn new(person: &PersonRow) -> Self {
        let own = person.name_from == OWN;
        Self {
            account: person.account.clone(),
            now: person.name.clone(),
            from: person.name_from.clone(),
            text: if own {
                person.name.clone()
            } else {
                String::new()
            },
            fresh: true,
        }
    }

    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let own = self.from == OWN;
        let empty = self.text.trim().is_empty();
        let label = if own && empty {
            "Take the name away"
        } else {
            "Keep the name"
        };
        let blocked = if empty && !own {
            Some("Type a name")
        } else {
            (own && self.text.trim() == self.now).then_some("This is its name")
        };
        let dialog = Dialog::new("contributor name", "Name this account")
            .width(480.0)
            .primary(Button::primary(label).enabled_or(blocked));
        let shown = dialog.show(ctx, |ui| self.body(ui));
        match shown.did {
            Did::Primary => {
                let name = self.text.trim().to_owned();
                cx.ask(Command::NameAccount(self.account.clone(), name));
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn body(&mut self, ui: &mut Ui) {
        text::paragraph(
            ui,
            text::muted("The name stays in this profile. Wix does not hear of it."),
        );
        let fresh = std::mem::take(&mut self.fresh);
        Field::text("Name", &mut self.text)
            .limit(120)
            .focus(fresh)
            .show(ui);
        let known = match self.from.as_str() {
            "" => "Nobody tells a name".to_owned(),
            from => format!("Shown as {}, from {from}", self.now),
        };
        text::paragraph(ui, text::small_muted(known));
        text::copyable(ui, text::code(self.account.as_str()));
    }
}
