//! A name of the owner's own for an account of which Wix tells the id alone.

use crate::access::AccountId;
use crate::kit::button::Button;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::text;
use crate::model::Edit;
use crate::panes::Cx;
use crate::worker::protocol::Command;
use egui::{Context, Ui};

/// Where a name comes from that the owner gave.
pub(in crate::panes) const OWN: &str = crate::plan::AccountName::OWN;

/// The form.
#[derive(Debug)]
pub(in crate::panes) struct Naming {
    account: AccountId,
    now: String,
    from: String,
    text: String,
    fresh: bool,
}

impl Naming {
    /// About an account with the name that it has now, and where that comes from; nowhere if
    /// nobody tells one.
    pub(in crate::panes) fn new(account: AccountId, now: &str, from: &str) -> Self {
        Self {
            account,
            now: now.to_owned(),
            from: from.to_owned(),
            text: if from == OWN { now } else { "" }.to_owned(),
            fresh: true,
        }
    }

    /// Draws the form; false when it was answered.
    pub(in crate::panes) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
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
        let dialog = Dialog::new("account name", "Name this account")
            .width(480.0)
            .primary(Button::primary(label).enabled_or(blocked));
        let shown = dialog.show(ctx, |ui| self.body(ui));
        match shown.did {
            Did::Primary => {
                let name = self.text.trim().to_owned();
                let called = |name| vec![Command::NameAccount(self.account.clone(), name)];
                let before = if own { self.now.clone() } else { String::new() };
                cx.ask(Edit {
                    what: "name of an account".to_owned(),
                    back: called(before),
                    does: called(name),
                });
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
