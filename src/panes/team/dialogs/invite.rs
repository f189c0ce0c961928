//! Invite addresses to the account: to whom, to what, in which language.

use crate::kit::button::Button;
use crate::kit::choice::segmented;
use crate::kit::modal::{Dialog, Did};
use crate::kit::text;
use crate::panes::Cx;
use crate::panes::inviting::Inviting;
use crate::worker::protocol::Command;
use egui::{Context, Ui};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Level {
    #[default]
    Account,
    Sites,
}

/// The form.
#[derive(Debug, Default)]
pub(in crate::panes::team) struct Invite {
    form: Inviting,
    level: Level,
}

impl Invite {
    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(table) = &cx.model.team else {
            return false;
        };
        self.form.follow(table);
        let account = self.level == Level::Account;
        let blocked = self.form.blocked(account, cx.model);
        let dialog = Dialog::new("invite", "Invite to the account")
            .subtitle("Wix mails an invite to every address; nothing is sent before you confirm")
            .width(600.0)
            .primary(Button::primary("Make the plan…").enabled_or(blocked));
        let shown = dialog.show(ctx, |ui| self.body(ui));
        match shown.did {
            Did::Primary => {
                let account = self.level == Level::Account;
                cx.ask(Command::MakePlan(self.form.team_wish(account)));
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn body(&mut self, ui: &mut Ui) {
        self.form.addresses.show(ui, "Addresses");
        self.form.addresses.counted(ui, Vec::new());
        self.form.addresses.wrong(ui);
        ui.label(text::caption("Where"));
        let levels = [(Level::Account, "Whole account"), (Level::Sites, "Sites")];
        segmented(ui, "Where", &mut self.level, &levels);
        let words = "An invite cannot be limited to folders: Wix’s call takes the whole account or \
                     sites. A folder can be given once the person is in the team.";
        text::paragraph(ui, text::small_muted(words));
        let account = self.level == Level::Account;
        if !account {
            self.form.sites.show(ui);
        }
        self.form.choose_roles(ui, account);
        self.form.choose_language(ui);
    }
}
