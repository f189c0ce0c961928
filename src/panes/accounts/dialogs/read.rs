//! What reading child accounts takes, before it begins.

use super::super::deeds;
use crate::access::AccountId;
use crate::kit::button::Button;
use crate::kit::modal::{Dialog, Did};
use crate::kit::{layout, text, toggle};
use crate::model::{Model, count, grouped};
use crate::panes::Cx;
use crate::panes::sites::minutes;
use crate::worker::protocol::{AccountsTable, Command, Kin};
use egui::{Context, Ui};

/// Rows of a page of child accounts (contract A4).
const PAGE: usize = 50;

/// The form.
#[derive(Debug)]
pub(in crate::panes::accounts) struct Read {
    /// The selected child accounts.
    selected: Vec<AccountId>,
    all: bool,
    whole: bool,
}

impl Read {
    pub(super) fn new(model: &Model, rows: &[u32]) -> Self {
        let table = model.accounts.as_deref();
        let selected: Vec<AccountId> = rows
            .iter()
            .filter_map(|r| table?.rows.get(*r as usize))
            .filter(|r| r.kin == Kin::Child)
            .map(|r| r.id.clone())
            .collect();
        Self {
            all: selected.is_empty(),
            whole: true,
            selected,
        }
    }

    /// Accounts and calls.
    fn takes(&self, table: Option<&AccountsTable>) -> (usize, usize) {
        let Some(table) = table else { return (0, 0) };
        let ids: Vec<AccountId> = if self.all {
            table.children().map(|r| r.id.clone()).collect()
        } else {
            self.selected.clone()
        };
        let list = if self.all {
            ids.len().div_ceil(PAGE).max(1)
        } else {
            0
        };
        let calls = if self.whole {
            table.calls(&ids)
        } else {
            ids.len()
        };
        (ids.len(), calls + list)
    }

    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let (accounts, calls) = self.takes(cx.model.accounts.as_deref());
        let label = format!("Read {}", count(accounts, "account", "accounts"));
        let blocked = deeds::no_reading(cx.model);
        let dialog = Dialog::new("read accounts", "Read child accounts")
            .width(500.0)
            .primary(Button::primary(label).enabled_or(blocked));
        let shown = dialog.show(ctx, |ui| self.body(ui, cx.model, accounts, calls));
        match shown.did {
            Did::Primary => {
                let accounts = if self.all {
                    Vec::new()
                } else {
                    self.selected.clone()
                };
                let whole = self.whole;
                cx.ask(Command::ReadAccounts { accounts, whole });
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn body(&mut self, ui: &mut Ui, model: &Model, accounts: usize, calls: usize) {
        text::paragraph(
            ui,
            text::muted(
                "Nothing is changed at Wix. What is read stays on this computer, a profile of its \
                 own for each account.",
            ),
        );
        if !self.selected.is_empty() {
            ui.label(text::caption("Which"));
            let these = match self.selected.len() {
                1 => "The selected account".to_owned(),
                n => format!("The {} selected accounts", grouped(n)),
            };
            toggle::radio_value(ui, &mut self.all, &false, &these);
            toggle::radio_value(ui, &mut self.all, &true, "All child accounts");
        }
        ui.label(text::caption("What"));
        toggle::radio_value(
            ui,
            &mut self.whole,
            &true,
            "Everything: team, invites, roles, folders, sites",
        );
        toggle::radio_value(
            ui,
            &mut self.whole,
            &false,
            "Only their facts: name, state, owner",
        );
        text::paragraph(
            ui,
            text::small_muted(
                "Accounts without a key of their own are read with the key of this one. Wix may \
                 refuse that; then the account is named and asks for its own key.",
            ),
        );
        layout::key_value(ui, "Accounts", &grouped(accounts));
        layout::key_value(ui, "Calls", &format!("{} at least", grouped(calls)));
        let time = match model.pace.limit {
            None => "As fast as it goes".to_owned(),
            Some(limit) => {
                let seconds = (calls as u64 * 60).div_ceil(u64::from(limit.max(1)));
                format!("{} at {limit} calls a minute", minutes(seconds))
            }
        };
        layout::key_value(ui, "Time", &time);
    }
}
