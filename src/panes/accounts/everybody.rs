//! Everybody in this account and in the child accounts that were read.

use super::{Tab, tabs};
use crate::access::AccountId;
use crate::kit::button::{Button, link};
use crate::kit::state::{Kind, State};
use crate::kit::table::{Column, cell_label, cell_quiet};
use crate::kit::tokens::size;
use crate::kit::tone::Tone;
use crate::kit::{badge, layout, text};
use crate::model::{Model, count, grouped};
use crate::panes::Cx;
use crate::panes::listing::{Listed, Parts, Words};
use crate::worker::protocol::{
    Command, EverybodyRow, EverybodyTable, EverybodyView, Kin, ViewRequest,
};
use egui::Ui;
use std::sync::Arc;

/// Names that are drawn before the rest is counted.
const FIRST: usize = 12;

impl Listed for EverybodyTable {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn id(&self, row: usize) -> &str {
        self.rows.get(row).map_or("", |r| r.id.as_str())
    }

    fn name(&self, row: usize) -> &str {
        self.rows.get(row).map_or("", |r| r.name.as_str())
    }
}

/// What the list has beside its rows.
#[derive(Debug, Default)]
pub(super) struct Everybody {
    /// The account to show in the other list.
    pub(super) go: Option<AccountId>,
    /// Go to the other list.
    pub(super) back: bool,
}

impl Parts<EverybodyTable> for Everybody {
    fn words(&self) -> Words {
        Words {
            key: "everybody",
            title: "Accounts",
            grid: "People in all accounts",
            search: "Find a person in all accounts",
            hint: "Find a person: name, address, role, site",
            noun: ("person", "people"),
        }
    }

    fn columns(&self) -> Vec<Column> {
        vec![
            Column::new("name", "Person")
                .width(180.0, 130.0)
                .stretch(1.5),
            Column::new("email", "Address")
                .width(200.0, 130.0)
                .stretch(1.0)
                .priority(2),
            Column::new("account", "Account")
                .width(180.0, 120.0)
                .stretch(1.0),
            Column::new("roles", "Roles")
                .width(180.0, 110.0)
                .stretch(1.0)
                .priority(1),
            Column::new("sites", "Sites")
                .width(76.0, 64.0)
                .align(egui::Align::Max)
                .priority(3),
            Column::new("accounts", "In accounts")
                .width(100.0, 84.0)
                .align(egui::Align::Max)
                .priority(4),
        ]
    }

    fn table<'m>(&self, model: &'m Model) -> Option<&'m Arc<EverybodyTable>> {
        model.everybody.as_ref()
    }

    fn view<'m>(&self, model: &'m Model) -> Option<&'m Arc<EverybodyView>> {
        model.everybody_view.as_ref()
    }

    fn request(&self, request: ViewRequest) -> Command {
        Command::ViewEverybody(request)
    }

    fn line(&self, model: &Model) -> String {
        let searched = model.everybody.as_ref().map_or(0, |t| t.searched);
        format!("people of {}", count(searched, "account", "accounts"))
    }

    fn cell(&self, ui: &mut Ui, table: &EverybodyTable, row: usize, column: usize) {
        let Some(row) = table.rows.get(row) else {
            return;
        };
        match column {
            0 => {
                cell_label(ui, row.name.as_str());
            }
            5 if row.accounts > 1 => {
                badge::badge(ui, &words(row, column), Tone::Info);
            }
            _ => {
                cell_quiet(ui, words(row, column));
            }
        }
    }

    fn cell_text(&self, table: &EverybodyTable, row: usize, column: usize) -> String {
        let row = table.rows.get(row);
        row.map(|r| words(r, column)).unwrap_or_default()
    }

    fn buttons(&mut self, ui: &mut Ui, _cx: &mut Cx<'_>, _rows: &[usize]) {
        let mut tab = Tab::Everybody;
        tabs(ui, &mut tab);
        self.back = tab != Tab::Everybody;
    }

    fn banner(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let unread = cx.model.everybody.as_ref().map_or(0, |t| t.unread);
        if unread == 0 {
            return;
        }
        let one = "child account was never read: its people are missing here";
        let many = "child accounts were never read: their people are missing here";
        let state = State::new(Kind::Incomplete, count(unread, one, many))
            .action(Button::secondary("Go to accounts"));
        if state.banner(ui).is_some() {
            self.back = true;
        }
        ui.add_space(size::GAP_SMALL);
    }

    fn inspector(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        table: &Arc<EverybodyTable>,
        rows: &[usize],
    ) {
        match rows {
            [] => {
                State::new(Kind::Empty, "Select somebody to see every account")
                    .detail("The same user, account or address in two accounts is one person.")
                    .show(ui);
            }
            [row] => self.person(ui, cx, table, *row),
            several => {
                let words = format!("{} selected", grouped(several.len()));
                ui.label(text::heading(words));
            }
        }
    }
}

impl Everybody {
    fn person(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, table: &EverybodyTable, at: usize) {
        let Some(chosen) = table.rows.get(at) else {
            return;
        };
        text::ellipsis(ui, text::heading(chosen.name.as_str()));
        for address in chosen.addresses.iter().take(FIRST) {
            text::copyable(ui, text::body(address.as_str()));
        }
        let n = chosen.accounts;
        ui.label(text::caption(count(n, "account", "accounts")));
        for row in table.same(at) {
            ui.push_id(&row.id, |ui| self.place(ui, cx, row));
            layout::rule(ui);
        }
    }

    fn place(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, row: &EverybodyRow) {
        text::ellipsis(ui, text::strong(row.account_name.as_str()));
        let roles = if row.roles.is_empty() {
            "No role is known".to_owned()
        } else {
            row.roles.join(", ")
        };
        layout::key_value(ui, "Roles", &roles);
        layout::key_value(ui, "How", &text::capital(&row.ways));
        if !row.sites.is_empty() {
            let mut sites: Vec<&str> = row.sites.iter().take(FIRST).map(String::as_str).collect();
            let more = row.sites.len().saturating_sub(FIRST);
            let rest = format!("and {} more", grouped(more));
            if more > 0 {
                sites.push(&rest);
            }
            layout::key_value(ui, "Sites", &sites.join(", "));
        }
        let known = cx.model.accounts.iter().flat_map(|t| &t.rows);
        let known = known.into_iter().find(|r| r.id == row.account);
        if known.is_some_and(|r| r.kin == Kin::Own) {
            ui.label(text::small_muted("This account"));
        } else if link(ui, &format!("Open {}", row.account_name)).clicked() {
            cx.ask(Command::OpenAccount(row.account.clone()));
        }
        if link(ui, &format!("Show {} in the list", row.account_name)).clicked() {
            self.go = Some(row.account.clone());
        }
    }
}

fn words(row: &EverybodyRow, column: usize) -> String {
    match column {
        0 => row.name.clone(),
        1 => row.addresses.join(", "),
        2 => row.account_name.clone(),
        3 if row.roles.is_empty() => text::capital(&row.ways),
        3 => row.roles.join(", "),
        4 => grouped(row.sites.len()),
        _ => grouped(row.accounts),
    }
}
