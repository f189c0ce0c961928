//! Everybody in this account and in the child accounts that were read.

use super::{Tab, tabs};
use crate::access::AccountId;
use crate::kit::button::{Button, link};
use crate::kit::state::{Kind, State};
use crate::kit::table::{Column, cell_label, cell_quiet};
use crate::kit::tone::Tone;
use crate::kit::{badge, layout, text};
use crate::model::{Model, count, grouped};
use crate::panes::Cx;
use crate::panes::listing::{Line, Listed, Listing, Parts, View, Words, lists};
use crate::worker::protocol::{Command, EverybodyRow, EverybodyTable, Kin};
use egui::Ui;
use jiff::Timestamp;

/// Names that are drawn before the rest is counted.
const FIRST: usize = 12;

static WORDS: Words = Words {
    title: "Accounts",
    grid: "People in all accounts",
    kept: &["everybody"],
    search: "Find a person in all accounts",
    hint: "Find a person: name, address, role, site",
    searched: "names, addresses, accounts, roles and sites",
    no_one: "No one",
    noun: ("person", "people"),
    elsewhere: "Open the account first, and go to its team",
    ..Words::NONE
};

impl Listed for EverybodyTable {
    fn name(row: &EverybodyRow) -> String {
        row.name.clone()
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

impl Parts for Everybody {
    type Table = EverybodyTable;

    lists!(EverybodyTable, everybody, everybody_view, ViewEverybody);

    fn words(&self) -> &'static Words {
        &WORDS
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

    fn line(&self, model: &Model) -> Line {
        let searched = model.everybody.as_ref().map_or(0, |t| t.searched);
        Line {
            words: format!("People of {}", count(searched, "account", "accounts")),
            more: None,
        }
    }

    fn cell(&self, ui: &mut Ui, row: &EverybodyRow, column: usize, _: Timestamp) {
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

    fn cell_text(&self, row: &EverybodyRow, column: usize, _: Timestamp) -> String {
        words(row, column)
    }

    fn reads_account(&self) -> bool {
        false
    }

    fn before_filters(&mut self, _: &mut Listing<EverybodyTable>, ui: &mut Ui, _: &mut Cx<'_>) {
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
    }

    fn nothing(&mut self, ui: &mut Ui, _: &mut Cx<'_>, _: &EverybodyTable) {
        let state = State::new(Kind::Empty, "Nobody is known in these accounts")
            .detail("Read this account and its child accounts first")
            .action(Button::secondary("Go to accounts"));
        if state.show(ui).is_some() {
            self.back = true;
        }
    }

    fn inspector(
        &mut self,
        list: &mut Listing<EverybodyTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<EverybodyTable>,
    ) {
        let table = &view.table;
        match list.picked().rows.as_slice() {
            [] => {
                State::new(Kind::Empty, "Select somebody to see every account")
                    .detail("The same user, account or address in two accounts is one person.")
                    .show(ui);
            }
            [row] => self.person(ui, cx, table, *row as usize),
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
