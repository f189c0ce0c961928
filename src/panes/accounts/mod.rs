//! This account, the one above it and those below it; and everybody in all of them.

mod cells;
mod deeds;
mod dialogs;
mod everybody;
mod sheet;

use crate::kit::button::Button;
use crate::kit::choice::segmented;
use crate::kit::icons::Icon;
use crate::kit::notice::Note;
use crate::kit::state::{Kind, State};
use crate::kit::table::Column;
use crate::kit::tokens::size;
use crate::kit::tone::Tone;
use crate::model::{Model, age, count};
use crate::panes::listing::{Listed, Listing, Parts, Words};
use crate::panes::{Cx, Pane, PaneCommand};
use crate::worker::protocol::{
    AccountKey, AccountsTable, AccountsView, Command, JobKind, ProfileId, ReadingEnd, ViewRequest,
};
use egui::{Align, Context, Layout, Ui, vec2};
use std::sync::Arc;

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

impl Listed for AccountsTable {
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

/// The pane.
#[derive(Debug, Default)]
pub struct AccountsPane {
    list: Listing<AccountsTable>,
    own: Own,
    people: Listing<crate::worker::protocol::EverybodyTable>,
    everybody: everybody::Everybody,
}

/// What the pane has beside its list.
#[derive(Debug, Default)]
struct Own {
    tab: Tab,
    dialog: dialogs::Open,
    /// Counts dialogs, so that none of them finds what was typed into the one before.
    opened: u64,
    now: Option<jiff::Timestamp>,
    /// The profile for which everybody was asked.
    asked: Option<ProfileId>,
}

impl Own {
    fn next(&mut self) -> u64 {
        self.opened += 1;
        self.opened
    }
}

impl Pane for AccountsPane {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.own.now = Some(cx.model.now);
        match self.own.tab {
            Tab::Accounts => self.list.show(&mut self.own, ui, cx),
            Tab::Everybody => {
                self.ask(cx);
                self.people.show(&mut self.everybody, ui, cx);
                if let Some(account) = self.everybody.go.take() {
                    self.own.tab = Tab::Accounts;
                    self.list.select(account.as_str());
                }
                if std::mem::take(&mut self.everybody.back) {
                    self.own.tab = Tab::Accounts;
                }
            }
        }
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        dialogs::show(&mut self.own.dialog, ctx, cx);
    }

    fn has_dialog(&self) -> bool {
        !matches!(self.own.dialog, dialogs::Open::None)
    }

    fn command(&mut self, command: PaneCommand, cx: &mut Cx<'_>) {
        match self.own.tab {
            Tab::Accounts => self.list.command(&self.own, command, cx),
            Tab::Everybody => self.people.command(&self.everybody, command, cx),
        };
    }

    fn blocked(&self, command: PaneCommand, _cx: &Cx<'_>) -> Option<String> {
        match command {
            PaneCommand::ChangeRoles
            | PaneCommand::SameAs
            | PaneCommand::Remove
            | PaneCommand::Invite
            | PaneCommand::AddInvites
            | PaneCommand::CopyLinks
            | PaneCommand::Ended => Some("Open the account first, and go to its team".to_owned()),
            _ => None,
        }
    }
}

impl AccountsPane {
    /// Asks for everybody, once for each profile.
    fn ask(&mut self, cx: &mut Cx<'_>) {
        let profile = cx.model.session.as_ref().map(|s| &s.profile.id);
        if self.own.asked.as_ref() != profile {
            self.own.asked = profile.cloned();
            cx.ask(Command::ViewEverybody(ViewRequest::default()));
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

impl Parts<AccountsTable> for Own {
    fn words(&self) -> Words {
        Words {
            key: "accounts",
            title: "Accounts",
            grid: "This account and its child accounts",
            search: "Search accounts",
            hint: "Search names, owners, websites, ids",
            noun: ("account", "accounts"),
        }
    }

    fn columns(&self) -> Vec<Column> {
        cells::columns()
    }

    fn table<'m>(&self, model: &'m Model) -> Option<&'m Arc<AccountsTable>> {
        model.accounts.as_ref()
    }

    fn view<'m>(&self, model: &'m Model) -> Option<&'m Arc<AccountsView>> {
        model.accounts_view.as_ref()
    }

    fn request(&self, request: ViewRequest) -> Command {
        Command::ViewAccounts(request)
    }

    fn line(&self, model: &Model) -> String {
        let Some(table) = &model.accounts else {
            return String::new();
        };
        let children = count(table.children().count(), "child account", "child accounts");
        match table.listed_at {
            Some(at) => format!("{children} · listed {}", age(at, model.now)),
            None => format!("{children} · never listed"),
        }
    }

    fn cell(&self, ui: &mut Ui, table: &AccountsTable, row: usize, column: usize) {
        if let Some(row) = table.rows.get(row) {
            cells::cell(ui, row, column, self.now);
        }
    }

    fn cell_text(&self, table: &AccountsTable, row: usize, column: usize) -> String {
        let row = table.rows.get(row);
        row.map(|r| cells::words(r, column, self.now))
            .unwrap_or_default()
    }

    fn buttons(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, rows: &[usize]) {
        tabs(ui, &mut self.tab);
        let blocked = deeds::no_reading(cx.model);
        let read = Button::secondary("Read child accounts…").icon(Icon::Refresh);
        if read.enabled_or(blocked).show(ui).clicked() {
            self.dialog = dialogs::Open::read(cx.model, rows);
        }
        let open = Button::secondary("Open");
        if open
            .enabled_or(deeds::no_opening(cx.model, rows))
            .show(ui)
            .clicked()
        {
            deeds::open(cx, rows);
        }
        let add = Button::secondary("Add child account…").icon(Icon::Add);
        if add.enabled_or(cx.model.no_writing()).show(ui).clicked() {
            self.dialog = dialogs::Open::create();
        }
    }

    fn banner(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(table) = cx.model.accounts.clone() else {
            return;
        };
        if let Some(job) = cx.model.running(JobKind::Accounts).cloned() {
            if crate::panes::activity::running(ui, &job, cx.model.now) {
                cx.ask(Command::Cancel(job.id));
            }
            ui.add_space(size::GAP_SMALL);
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
            ui.add_space(size::GAP_SMALL);
            return;
        }
        if table.listed_at.is_some() && table.children().next().is_none() {
            Note::new(
                Tone::Info,
                "This account has no child accounts. Only companies with a contract with Wix have \
                 some.",
            )
            .show(ui);
            ui.add_space(size::GAP_SMALL);
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
            ui.add_space(size::GAP_SMALL);
        }
    }

    fn inspector(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        table: &Arc<AccountsTable>,
        rows: &[usize],
    ) {
        match rows {
            // Without a choice, this account's own facts.
            [] => sheet::one(self, ui, cx, table, 0),
            [row] => sheet::one(self, ui, cx, table, *row),
            several => sheet::several(ui, table, several),
        }
    }

    fn menu(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, rows: &[usize]) {
        use crate::panes::team::bits;
        let blocked = deeds::no_opening(cx.model, rows);
        if bits::item(ui, "Open", blocked.as_deref()) {
            deeds::open(cx, rows);
        }
        let blocked = deeds::no_reading(cx.model);
        if bits::item(ui, "Read…", blocked.as_deref()) {
            self.dialog = dialogs::Open::read(cx.model, rows);
        }
        let blocked = deeds::no_naming(cx.model, rows);
        if bits::item(ui, "Name…", blocked.as_deref()) {
            self.dialog = dialogs::Open::name(cx.model, rows);
        }
        let blocked = deeds::no_key(cx.model, rows);
        if bits::item(ui, "Give a key of its own…", blocked.as_deref()) {
            let number = self.next();
            self.dialog = dialogs::Open::key(cx.model, rows, number);
        }
    }
}
