//! Members of one site: a million under one keyboard.
//!
//! What is searched and filtered here is what is kept; Wix's own search is an action of its own,
//! and what it finds is marked. The table is the list that all panes share.

mod alone;
mod chips;
mod columns;
mod dates;
mod deeds;
mod dialogs;
mod events;
mod inspector;
mod reading;
mod settings;
pub(in crate::panes) mod site;
mod states;
mod top;

use crate::access::{MemberId, SiteId};
use crate::index::Filter;
use crate::kit::icons::Icon;
use crate::kit::table::Column;
use crate::model::{Ask, Dialog, Freshness, Model, age, count, exact, grouped};
use crate::panes::listing::{
    Deed, Line, ListPane, Listed, Listing, Opener, Parts, Picked, View, Words, copy_all, lists,
};
use crate::panes::{Cx, PaneCommand};
use crate::sheet::map::Kind;
use crate::worker::protocol::{
    Command, MemberColumn, MemberRow, MembersTable, TableView, member_groups,
};
use egui::{Context, Ui};
use jiff::Timestamp;

static WORDS: Words = Words {
    title: "Members",
    grid: "Members",
    kept: &["members"],
    search: "Search the members",
    hint: "Search names, addresses, slugs",
    searched: "names, nicknames, addresses and slugs of the members that are kept here",
    no_one: "No member",
    nobody: "No member selected",
    noun: ("member", "members"),
    place: "kept here",
    dataset: "Sites",
    area: "Members",
    what: "the members",
    one: false,
    some: "Some members",
    empty: (
        "This site has no members",
        "They come when people sign up, or are made by a plan",
    ),
    elsewhere: "Go to the team for that",
    ..Words::NONE
};

impl Listed for MembersTable {
    fn name(row: &MemberRow) -> String {
        row.name()
    }
}

/// The pane.
pub type MembersPane = ListPane<Members>;

/// What the pane has beside its list.
#[derive(Debug, Default)]
pub struct Members {
    /// The site that was looked at last.
    site: Option<SiteId>,
    sites: site::Sites,
    dates: dates::Dates,
    dialog: Option<Box<Open>>,
    /// The one member that is selected.
    one: Option<MemberId>,
    /// Members of the selection by status.
    statuses: Vec<(String, usize)>,
    facts: deeds::Facts,
    /// The member that the worker was asked for, and for which table.
    asked: Option<(MemberId, Timestamp)>,
    /// What Wix was asked to search, until its answer is shown.
    searched: Option<String>,
}

/// The dialog that is open.
#[derive(Debug)]
enum Open {
    Reading(reading::Reading),
    Events(events::Events),
    Create(dialogs::Create),
    Edit(Box<dialogs::Edit>),
    About(dialogs::About),
    OneText(dialogs::OneText),
    Hold(dialogs::Hold),
    Mail(dialogs::Mail),
    Settings(Box<settings::Settings>),
}

impl Members {
    /// Opens the site that was looked at last, once it is known to be one of this account.
    fn open_site(&mut self, cx: &mut Cx<'_>) {
        let desk = &cx.model.members_desk;
        if let Some(site) = &desk.site {
            self.site = Some(site.clone());
            return;
        }
        let Some(table) = &cx.model.sites else { return };
        let there = |site: &SiteId| table.rows.iter().any(|r| r.site.id == *site);
        let last = self.site.clone().filter(there);
        let kept = || desk.sites.keys().find(|s| there(s)).cloned();
        // An app sees one site, and there is nothing to choose.
        let only = || match table.rows.as_slice() {
            [one] => Some(one.site.id.clone()),
            _ => None,
        };
        if let Some(site) = last.or_else(kept).or_else(only) {
            self.site = Some(site.clone());
            cx.ask(Command::OpenMembers(Some(site)));
        }
    }

    /// Lets Wix search for what was typed.
    fn search_at_wix(&mut self, text: &str, cx: &mut Cx<'_>) {
        if let Some(site) = cx.model.members_desk.site.clone() {
            self.searched = Some(text.trim().to_owned());
            cx.ask(Command::SearchMembers {
                site,
                text: text.to_owned(),
            });
        }
    }

    /// Opens the form about one member.
    fn begin_one(
        &mut self,
        what: deeds::Do,
        row: &MemberRow,
        table: &MembersTable,
        cx: &mut Cx<'_>,
    ) {
        let (site, id, name) = (table.site.clone(), row.id(), row.name());
        let text = |what, column| {
            let was = row.text(column);
            let form = dialogs::OneText::new(what, site.clone(), id.clone(), name.clone(), was);
            Open::OneText(form)
        };
        let open = match what {
            deeds::Do::Slug => text(dialogs::What::Slug, MemberColumn::Slug),
            deeds::Do::Login => text(dialogs::What::Login, MemberColumn::Login),
            deeds::Do::About => Open::About(dialogs::About::new(site, id, name)),
            _ => {
                // What is known may be old; the plan looks again.
                cx.ask(Command::ShowMember {
                    site: site.clone(),
                    id: id.clone(),
                });
                Open::Edit(Box::new(dialogs::Edit::new(site, id, name)))
            }
        };
        self.dialog = Some(Box::new(open));
    }

    fn read(cx: &mut Cx<'_>) {
        cx.ask(Ask::Open(Dialog::ReadMembers));
    }
}

impl Parts for Members {
    type Table = MembersTable;

    lists!(MembersTable, members, members_view, ViewMembers);

    fn words(&self) -> &'static Words {
        &WORDS
    }

    fn columns(&self) -> Vec<Column> {
        columns::columns()
    }

    fn line(&self, model: &Model) -> Line {
        let Some(table) = &model.members else {
            return Line::default();
        };
        let info = &table.info;
        let mut parts = vec![count(table.rows.len(), "member", "members")];
        if let Some(total) = info.total.filter(|t| *t != info.kept) {
            parts.push(format!("Wix counts {}", grouped(total as usize)));
        }
        if let Some(at) = info.read_at {
            let how = if info.is_whole() {
                "complete"
            } else {
                "in part"
            };
            parts.push(format!("read {}, {how}", age(at, model.now)));
        }
        let told = |words: &str, at: Option<Timestamp>| {
            at.map_or_else(
                || format!("{words}: never"),
                |at| format!("{words}: {}", exact(at)),
            )
        };
        let more = [
            told("Everybody read", info.full_at),
            told("New and changed ones read", info.newest_at),
        ];
        Line::of(&parts, Some(more.join("\n")))
    }

    fn cell(&self, ui: &mut Ui, row: &MemberRow, column: usize, now: Timestamp) {
        columns::cell(ui, row, column, now);
    }

    fn cell_text(&self, row: &MemberRow, column: usize, now: Timestamp) -> String {
        columns::words(row, column, now)
    }

    fn openers(&self, model: &Model) -> Vec<Opener> {
        let none = model.members_desk.site.is_none();
        let events = model.members.as_ref().map_or(0, |t| t.changes.1);
        let no_site = || "Choose a site first".to_owned();
        vec![
            Opener {
                command: None,
                label: "Badges and fields…",
                icon: Icon::Roles,
                keys: None,
                blocked: none.then(no_site),
                primary: false,
            },
            Opener {
                command: None,
                label: "Changes…",
                icon: Icon::Changes,
                keys: None,
                blocked: if none {
                    Some(no_site())
                } else {
                    (events == 0)
                        .then(|| "No reading has told anything otherwise than before".to_owned())
                },
                primary: false,
            },
            Opener::import(),
            Opener {
                command: None,
                label: "Read members…",
                icon: Icon::Refresh,
                keys: None,
                blocked: none.then(no_site),
                primary: false,
            },
            Opener {
                command: Some(PaneCommand::Invite),
                label: "New members…",
                icon: Icon::Add,
                keys: PaneCommand::Invite.keys(),
                blocked: none.then(no_site).or_else(|| model.no_writing()),
                primary: true,
            },
        ]
    }

    fn open(&mut self, opener: usize, _: &mut Listing<MembersTable>, cx: &mut Cx<'_>) {
        match opener {
            0 => cx.ask(Ask::Open(Dialog::SiteSettings)),
            1 => cx.ask(Ask::Open(Dialog::MemberChanges)),
            2 => cx.ask(Ask::Open(Dialog::Import(Kind::Members))),
            3 => Self::read(cx),
            _ => {
                let site = cx.model.members_desk.site.clone();
                let form = site.map(|site| Open::Create(dialogs::Create::new(site)));
                self.dialog = form.map(Box::new);
            }
        }
    }

    fn deeds(&self, _: &Picked, model: &Model) -> Vec<Deed> {
        deeds::deeds(&self.facts, model)
    }

    fn begin(&mut self, deed: usize, list: &mut Listing<MembersTable>, cx: &mut Cx<'_>) {
        let Some((what, view)) = deeds::ALL.get(deed).zip(cx.model.members_view.clone()) else {
            return;
        };
        if let Some(wish) = deeds::wish(*what, list.picked(), &view) {
            cx.ask(Command::MakePlan(wish));
            return;
        }
        let table = &*view.table;
        if *what == deeds::Do::Copy {
            let rows = list.picked().of(table);
            copy_all(rows.map(|r| r.text(MemberColumn::Login)), cx);
        } else if matches!(what, deeds::Do::Hold | deeds::Do::Mail) {
            let ids = list.picked().of(table).map(MemberRow::id).collect();
            let by = deeds::by_filter(list.picked(), &view);
            let site = table.site.clone();
            self.dialog = Some(Box::new(match what {
                deeds::Do::Mail => {
                    let a_day = cx.model.brakes().mails_per_day;
                    Open::Mail(dialogs::Mail::new(site, ids, by, a_day))
                }
                _ => Open::Hold(dialogs::Hold::new(site, ids, by)),
            }));
        } else if let Some(row) = list.picked().of(table).next() {
            self.begin_one(*what, row, table, cx);
        }
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let Some(dialog) = &mut self.dialog else {
            return;
        };
        let stays = match &mut **dialog {
            Open::Reading(reading) => reading.show(ctx, cx),
            Open::Events(events) => events.show(ctx, cx),
            Open::Create(create) => create.show(ctx, cx),
            Open::Edit(edit) => edit.show(ctx, cx),
            Open::About(about) => about.show(ctx, cx),
            Open::OneText(text) => text.show(ctx, cx),
            Open::Hold(hold) => hold.show(ctx, cx),
            Open::Mail(mail) => mail.show(ctx, cx),
            Open::Settings(settings) => settings.show(ctx, cx),
        };
        if !stays {
            self.dialog = None;
        }
    }

    fn has_dialog(&self) -> bool {
        match self.dialog.as_deref() {
            Some(Open::Settings(settings)) => !settings.waits(),
            other => other.is_some(),
        }
    }

    fn open_dialog(&mut self, dialog: Dialog) -> Option<Dialog> {
        let open = match dialog {
            Dialog::ReadMembers => Open::Reading(reading::Reading::default()),
            Dialog::MemberChanges => Open::Events(events::Events::default()),
            Dialog::SiteSettings => match self.site.clone() {
                Some(site) => Open::Settings(Box::new(settings::Settings::new(site))),
                None => return None,
            },
            other => return Some(other),
        };
        self.dialog = Some(Box::new(open));
        None
    }

    fn begin_frame(&mut self, cx: &mut Cx<'_>) {
        self.open_site(cx);
    }

    fn pick(&mut self, picked: &Picked, view: &TableView<MembersTable>) {
        let mut rows = picked.of(&*view.table);
        self.one = match (picked.len(), rows.next()) {
            (1, Some(row)) => Some(row.id()),
            _ => None,
        };
        self.facts = deeds::Facts::of(picked.of(&*view.table));
        // There are a handful of words and perhaps a million rows.
        let mut statuses: Vec<(&str, usize)> = Vec::new();
        for row in picked.of(&*view.table) {
            let word = row.text(MemberColumn::Status);
            match statuses.iter_mut().find(|(known, _)| *known == word) {
                Some((_, n)) => *n += 1,
                None => statuses.push((word, 1)),
            }
        }
        statuses.sort_unstable();
        let statuses = statuses.into_iter();
        self.statuses = statuses.map(|(word, n)| (word.to_owned(), n)).collect();
    }

    fn elsewhere(&self) -> &'static [&'static str] {
        &[member_groups::STATUS]
    }

    fn reads_account(&self) -> bool {
        false
    }

    fn top(&mut self, list: &mut Listing<MembersTable>, ui: &mut Ui, cx: &mut Cx<'_>) {
        top::show(self, list, ui, cx);
    }

    fn before_filters(&mut self, list: &mut Listing<MembersTable>, ui: &mut Ui, _: &mut Cx<'_>) {
        self.dates.button(&mut list.filter, ui);
        chips::show(&mut list.filter, ui);
    }

    fn after_filters(&mut self, list: &mut Listing<MembersTable>, ui: &mut Ui, cx: &mut Cx<'_>) {
        top::search_at_wix(self, list, ui, cx);
    }

    fn unread(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, known: bool) {
        states::unread(ui, cx, known);
    }

    fn banner(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        // The dialog shows how far a reading is, so that it is not said twice.
        states::banner(self.dialog.is_none(), ui, cx);
    }

    fn inspector(
        &mut self,
        list: &mut Listing<MembersTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<MembersTable>,
    ) {
        inspector::show(self, list.picked(), ui, cx, &view.table);
    }

    fn spans(&self, filter: &Filter) -> Vec<String> {
        dates::spans(filter)
    }

    /// The site that was shown last.
    fn load_of_profile(&mut self, kept: serde_json::Value) {
        self.site = kept.as_str().map(SiteId::new);
    }

    fn keep_of_profile(&self) -> Option<serde_json::Value> {
        self.site.as_ref().map(|site| site.as_str().into())
    }
}

/// Whether the sites of the account are known; without them there is nothing to choose from.
fn no_sites(model: &Model) -> bool {
    model.sites.is_none() && !matches!(model.freshness("Sites"), Freshness::Fresh)
}
