//! This account, the one above it and those below it; and everybody in all of them.

mod cells;
mod deeds;
mod dialogs;
mod everybody;
mod sheet;

use crate::kit::choice::segmented;
use crate::kit::icons::Icon;
use crate::kit::notice::Note;
use crate::kit::state::{Kind, State};
use crate::kit::table::Column;
use crate::kit::tokens::size;
use crate::kit::tone::Tone;
use crate::model::{Ask, Dialog, Model, age, count, exact};
use crate::panes::listing::{
    Deed, Line, ListPane, Listed, Listing, Opener, Parts, Picked, View, Words, lists,
};
use crate::panes::{Cx, Pane, PaneCommand, Reveal};
use crate::sheet::map::Kind as SheetKind;
use crate::worker::protocol::{
    AccountKey, AccountRow, AccountsTable, Command, JobKind, ProfileId, ReadingEnd, ViewRequest,
};
use egui::{Align, Context, Layout, Ui, vec2};
use jiff::Timestamp;

/// Which list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tab {
    /// The accounts.
    #[default]
    Accounts,
    /// Everybody in them.
    Everybody,
}

/// Draws the choice between the two lists.
fn tabs(ui: &mut Ui, now: &mut Tab) {
    let tabs = [
        (Tab::Accounts, "Accounts"),
        (Tab::Everybody, "People in all accounts"),
    ];
    // As high as the buttons beside it, so that all stand on one line.
    let top = Layout::left_to_right(Align::Min);
    ui.allocate_ui_with_layout(vec2(0.0, size::CONTROL), top, |ui| {
        segmented(ui, "What is listed", now, &tabs);
    });
}

static WORDS: Words = Words {
    title: "Accounts",
    grid: "This account and its child accounts",
    kept: &["accounts"],
    search: "Search accounts",
    hint: "Search names, owners, websites, ids",
    searched: "names, short names, owners, websites and ids",
    no_one: "No account",
    nobody: "No account selected",
    noun: ("account", "accounts"),
    elsewhere: "Open the account first, and go to its team",
    ..Words::NONE
};

impl Listed for AccountsTable {
    fn name(row: &AccountRow) -> String {
        row.name.clone()
    }
}

/// The pane: two lists, of which one is shown.
#[derive(Debug, Default)]
pub struct AccountsPane {
    accounts: ListPane<Own>,
    people: ListPane<everybody::Everybody>,
    /// The profile for which everybody was asked.
    asked: Option<ProfileId>,
}

/// What the accounts have beside their list.
#[derive(Debug, Default)]
pub(super) struct Own {
    tab: Tab,
    dialog: dialogs::Open,
    /// Counts dialogs, so that none of them finds what was typed into the one before.
    opened: u64,
}

impl Own {
    fn next(&mut self) -> u64 {
        self.opened += 1;
        self.opened
    }
}

impl AccountsPane {
    fn shown(&mut self) -> &mut dyn Pane {
        match self.accounts.own.tab {
            Tab::Accounts => &mut self.accounts,
            Tab::Everybody => &mut self.people,
        }
    }

    /// Asks for everybody, once for each profile.
    fn ask(&mut self, cx: &mut Cx<'_>) {
        let profile = cx.model.session.as_ref().map(|s| &s.profile.id);
        if self.asked.as_ref() != profile {
            self.asked = profile.cloned();
            cx.ask(Command::ViewEverybody(ViewRequest::default()));
        }
    }
}

impl Pane for AccountsPane {
    fn forget(&mut self, cx: &mut Cx<'_>) {
        self.accounts.forget(cx);
        self.people.forget(cx);
        *self = Self::default();
    }

    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if self.accounts.own.tab == Tab::Everybody {
            self.ask(cx);
        }
        self.shown().ui(ui, cx);
        let everybody = &mut self.people.own;
        if let Some(account) = everybody.go.take() {
            everybody.back = true;
            let accounts = &mut self.accounts;
            accounts.list.select(&mut accounts.own, &account, cx.model);
        }
        if std::mem::take(&mut everybody.back) {
            self.accounts.own.tab = Tab::Accounts;
        }
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        self.accounts.dialogs(ctx, cx);
        self.people.dialogs(ctx, cx);
    }

    fn has_dialog(&self) -> bool {
        self.accounts.has_dialog() || self.people.has_dialog()
    }

    fn search_for(&mut self, text: &str) {
        self.accounts.own.tab = Tab::Accounts;
        self.accounts.search_for(text);
    }

    fn reveal(&mut self, row: Reveal) {
        self.accounts.own.tab = Tab::Accounts;
        self.accounts.reveal(row);
    }

    fn command(&mut self, command: PaneCommand, cx: &mut Cx<'_>) {
        self.shown().command(command, cx);
    }

    fn blocked(&self, command: PaneCommand, cx: &Cx<'_>) -> Option<String> {
        match self.accounts.own.tab {
            Tab::Accounts => self.accounts.blocked(command, cx),
            Tab::Everybody => self.people.blocked(command, cx),
        }
    }
}

/// Why the list of child accounts could not be read in the last reading.
fn refused(model: &Model) -> Option<&crate::worker::protocol::ErrorCard> {
    let end: &ReadingEnd = model.reading.as_deref()?;
    let gap = end
        .gaps
        .iter()
        .find(|(label, _)| *label == "Child accounts");
    gap.map(|(_, error)| error)
}

impl Parts for Own {
    type Table = AccountsTable;

    lists!(AccountsTable, accounts, accounts_view, ViewAccounts);

    fn words(&self) -> &'static Words {
        &WORDS
    }

    fn columns(&self) -> Vec<Column> {
        cells::columns()
    }

    fn line(&self, model: &Model) -> Line {
        let Some(table) = &model.accounts else {
            return Line::default();
        };
        let children = count(table.children().count(), "child account", "child accounts");
        let words = match table.listed_at {
            Some(at) => format!("{children} · listed {}", age(at, model.now)),
            None => format!("{children} · never listed"),
        };
        Line {
            words,
            more: table.listed_at.map(|at| format!("Listed {}", exact(at))),
        }
    }

    fn cell(&self, ui: &mut Ui, row: &AccountRow, column: usize, now: Timestamp) {
        cells::cell(ui, row, column, Some(now));
    }

    fn cell_text(&self, row: &AccountRow, column: usize, now: Timestamp) -> String {
        cells::words(row, column, Some(now))
    }

    /// Reading the child accounts lists them again.
    fn reads_account(&self) -> bool {
        false
    }

    fn before_filters(&mut self, _: &mut Listing<AccountsTable>, ui: &mut Ui, _: &mut Cx<'_>) {
        tabs(ui, &mut self.tab);
    }

    fn openers(&self, model: &Model) -> Vec<Opener> {
        let opener = |label, icon, blocked, primary| Opener {
            command: None,
            label,
            icon,
            keys: None,
            blocked,
            primary,
        };
        let (read, add) = (deeds::no_reading(model), model.no_writing());
        vec![
            Opener::import(),
            opener("Read child accounts…", Icon::Refresh, read, false),
            opener("Add child account…", Icon::Add, add, false),
        ]
    }

    fn open(&mut self, opener: usize, list: &mut Listing<AccountsTable>, cx: &mut Cx<'_>) {
        self.dialog = match opener {
            0 => return cx.ask(Ask::Open(Dialog::Import(SheetKind::AccountNames))),
            1 => dialogs::Open::read(cx.model, &list.picked().rows),
            _ => dialogs::Open::create(),
        };
    }

    fn deeds(&self, picked: &Picked, model: &Model) -> Vec<Deed> {
        let rows = &picked.rows;
        vec![
            Deed::new("Open", deeds::no_opening(model, rows)),
            Deed::new("Read…", deeds::no_reading(model)).menu_only(),
            Deed::new("Name…", deeds::no_naming(model, rows)).menu_only(),
            Deed::new("Give a key of its own…", deeds::no_key(model, rows)).menu_only(),
        ]
    }

    fn begin(&mut self, deed: usize, list: &mut Listing<AccountsTable>, cx: &mut Cx<'_>) {
        let rows = &list.picked().rows;
        match deed {
            0 => deeds::open(cx, rows),
            1 => self.dialog = dialogs::Open::read(cx.model, rows),
            2 => self.dialog = dialogs::Open::name(cx.model, rows),
            _ => {
                let number = self.next();
                self.dialog = dialogs::Open::key(cx.model, rows, number);
            }
        }
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        dialogs::show(&mut self.dialog, ctx, cx);
    }

    fn has_dialog(&self) -> bool {
        !matches!(self.dialog, dialogs::Open::None)
    }

    fn banner(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(table) = cx.model.accounts.clone() else {
            return;
        };
        if let Some(job) = cx.model.running(JobKind::Accounts).cloned()
            && crate::panes::activity::running(ui, &job, cx.model.now)
        {
            cx.ask(Command::Cancel(job.id));
        }
        let told = |model: &Model, table: &AccountsTable| -> Option<State<'static>> {
            if let Some(error) = refused(model) {
                return Some(
                    State::new(
                        Kind::Refused,
                        "Wix does not list the child accounts for this key",
                    )
                    .detail("The Accounts API needs a contract with Wix. Everything else is read as usual")
                    .technical(format!("{}\n{}", error.sentence, error.details)),
                );
            }
            if let Some(note) = &table.note {
                let detail = "Some child accounts may be missing here";
                return Some(State::new(Kind::Incomplete, note.clone()).detail(detail));
            }
            None
        };
        if let Some(state) = told(cx.model, &table) {
            state.banner(ui);
            return;
        }
        if table.listed_at.is_some() && table.children().next().is_none() {
            Note::new(
                Tone::Info,
                "This account has no child accounts. Only companies with a contract with Wix have \
                 some.",
            )
            .show(ui);
        }
        let shut = table
            .children()
            .filter(|r| matches!(r.key, AccountKey::Refused { .. }))
            .count();
        if shut > 0 {
            let words = format!(
                "Wix does not let this account’s key act in {}. Select one and give it a key of its \
                 own",
                count(shut, "child account", "child accounts")
            );
            Note::new(Tone::Warning, words).show(ui);
        }
    }

    /// The facts of this account.
    fn tells_of_all(&self) -> bool {
        true
    }

    fn inspector(
        &mut self,
        list: &mut Listing<AccountsTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<AccountsTable>,
    ) {
        let rows = list.picked().rows.as_slice();
        match rows {
            // Without a choice, this account's own facts.
            [] => sheet::one(self, ui, cx, &view.table, 0),
            [row] => sheet::one(self, ui, cx, &view.table, *row),
            several => sheet::several(ui, &view.table, several),
        }
    }
}
