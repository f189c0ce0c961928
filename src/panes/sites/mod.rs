//! Sites, their locations, and which of them are read: find them, read who gets into them, open
//! one.

mod columns;
mod inspector;
mod reading;
mod scope;
mod sheet;
mod states;
#[cfg(test)]
mod tests;

pub(in crate::panes) use reading::minutes;

use crate::access::SiteId;
use crate::kit::icons::Icon;
use crate::kit::table::Column;
use crate::model::{Ask, Dialog, Freshness, Model, Route, age, count, exact, grouped};
use crate::panes::Cx;
use crate::panes::listing::{
    Deed, Line, ListPane, Listed, Listing, Opener, Parts, Picked, View, Words, lists,
};
use crate::worker::protocol::{
    AccessTable, Command, JobId, JobKind, SiteRow, SitesTable, TableView, access_groups,
};
use egui::{Context, Ui};
use jiff::Timestamp;

static WORDS: Words = Words {
    title: "Sites",
    grid: "Sites",
    kept: &["sites"],
    search: "Search the sites",
    hint: "Search sites, folders, owners",
    searched: "names, folders, owners, editors, web addresses and ids",
    no_one: "No site",
    nobody: "No site selected",
    noun: ("site", "sites"),
    dataset: "Sites",
    area: "Sites",
    what: "the sites",
    one: false,
    some: "Some sites",
    stale: "Who contributes may have changed since",
    empty: (
        "This account has no sites",
        "Sites are made in the Wix dashboard; read the account again afterwards",
    ),
    elsewhere: "Sites are only looked at here; go to the list of people",
    ..Words::NONE
};

impl Listed for SitesTable {
    fn name(row: &SiteRow) -> String {
        row.name.clone()
    }
}

/// The pane.
pub type SitesPane = ListPane<Sites>;

/// What the pane has beside its list.
#[derive(Debug, Default)]
pub struct Sites {
    /// The sites that are selected.
    picked: Vec<SiteId>,
    inspector: inspector::Inspector,
    dialog: Option<Box<reading::Reading>>,
    /// The reading after which the worker was asked what is left, and whether it ran.
    left_after: Option<(Option<JobId>, bool)>,
}

impl Sites {
    /// Asks once after each reading, and once at first, whether a reading has left something.
    fn ask_what_is_left(&mut self, cx: &mut Cx<'_>) {
        if cx.model.sites.is_none() || self.dialog.is_some() {
            return;
        }
        let last = cx.model.last_job(JobKind::SyncSites);
        let active = last.is_some_and(|job| job.state.is_active());
        let last = (last.map(|job| job.id), active);
        if self.left_after != Some(last) {
            self.left_after = Some(last);
            if !active {
                cx.ask(Command::PlanSiteSync(Vec::new()));
            }
        }
    }

    fn read(&self, cx: &mut Cx<'_>) {
        cx.ask(Ask::Open(Dialog::ReadSites(self.picked.clone())));
    }

    /// Goes to the contributors of the one site that is selected.
    fn open_access(&self, cx: &mut Cx<'_>) {
        if let [site] = self.picked.as_slice() {
            cx.ask(Ask::List {
                route: Route::Contributors,
                group: access_groups::SITE.to_owned(),
                value: site.as_str().to_owned(),
            });
        }
    }
}

impl Parts for Sites {
    type Table = SitesTable;

    lists!(SitesTable, sites, sites_view, ViewSites);

    fn words(&self) -> &'static Words {
        &WORDS
    }

    fn columns(&self) -> Vec<Column> {
        columns::columns()
    }

    fn line(&self, model: &Model) -> Line {
        let info = model.session.as_ref().and_then(|s| s.dataset("Sites"));
        let read_at = info.and_then(|i| i.read_at);
        let mut parts = Vec::new();
        if let Some(table) = &model.sites {
            let sites = count(table.rows.len(), "site", "sites");
            parts.push(format!(
                "{sites}, {} with contributors",
                grouped(table.with)
            ));
        }
        parts.push(match (model.freshness("Sites"), read_at) {
            (Freshness::Reading, _) => "Being read now".to_owned(),
            (_, None) => "Never read".to_owned(),
            (_, Some(at)) => {
                let whole = info.is_some_and(|i| i.complete);
                let how = if whole { "complete" } else { "incomplete" };
                format!("Read {}, {how}", age(at, model.now))
            }
        });
        Line::of(&parts, read_at.map(|at| format!("Read {}", exact(at))))
    }

    fn cell(&self, ui: &mut Ui, row: &SiteRow, column: usize, now: Timestamp) {
        columns::cell(ui, row, column, now);
    }

    fn cell_text(&self, row: &SiteRow, column: usize, now: Timestamp) -> String {
        columns::words(row, column, now)
    }

    fn openers(&self, model: &Model) -> Vec<Opener> {
        // A reading that is under way can be looked at.
        let unread = model.sites.is_none();
        vec![Opener {
            command: None,
            label: "Read contributors…",
            icon: Icon::Contributors,
            keys: Some(crate::panes::keys::READ_SITES),
            blocked: unread.then(|| "Read the account first".to_owned()),
            primary: true,
        }]
    }

    fn open(&mut self, _: usize, _: &mut Listing<SitesTable>, cx: &mut Cx<'_>) {
        self.read(cx);
    }

    fn deeds(&self, picked: &Picked, _: &Model) -> Vec<Deed> {
        let nothing = picked.is_empty();
        let open = match picked.len() {
            0 => Some("Select a site first"),
            1 => None,
            _ => Some("Select one site alone"),
        };
        vec![
            Deed::new(
                "Read these…",
                nothing.then(|| "Select sites first".to_owned()),
            ),
            Deed::new("Open access", open.map(str::to_owned)),
        ]
    }

    fn begin(&mut self, deed: usize, _: &mut Listing<SitesTable>, cx: &mut Cx<'_>) {
        if deed == 0 {
            self.read(cx);
        } else {
            self.open_access(cx);
        }
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        if let Some(dialog) = &mut self.dialog
            && !dialog.show(ctx, cx)
        {
            self.dialog = None;
        }
    }

    fn has_dialog(&self) -> bool {
        self.dialog.is_some()
    }

    fn open_dialog(&mut self, dialog: Dialog) -> Option<Dialog> {
        match dialog {
            Dialog::ReadSites(sites) => {
                let sites = if sites.is_empty() {
                    self.picked.clone()
                } else {
                    sites
                };
                self.dialog = Some(Box::new(reading::Reading::new(sites)));
                None
            }
            other => Some(other),
        }
    }

    fn begin_frame(&mut self, cx: &mut Cx<'_>) {
        self.ask_what_is_left(cx);
    }

    fn pick(&mut self, picked: &Picked, view: &TableView<SitesTable>) {
        let rows = picked.of(&*view.table);
        self.picked = rows.map(|r| r.site.id.clone()).collect();
    }

    fn above(&mut self, _: &mut Listing<SitesTable>, ui: &mut Ui, cx: &mut Cx<'_>, _: f32) {
        // The dialog shows how far a reading is, so that it is not said twice.
        if self.dialog.is_none() {
            states::reading(ui, cx);
        }
    }

    fn inspector(
        &mut self,
        list: &mut Listing<SitesTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<SitesTable>,
    ) {
        inspector::show(self, list.picked(), ui, cx, &view.table);
    }
}

/// The rows of one site in the table of contributors, found without going through all of them.
fn rows_of<'a>(
    table: &'a AccessTable,
    name: &str,
    site: &SiteId,
) -> &'a [crate::worker::protocol::AccessRow] {
    let name = crate::index::fold(name);
    // The order of the frozen rows: folded name of the site, then its id.
    let place = |row: &crate::worker::protocol::AccessRow| {
        let folded = crate::index::fold(&row.site_name);
        folded
            .as_ref()
            .cmp(name.as_ref())
            .then_with(|| row.site.cmp(site))
    };
    let from = table.rows.partition_point(|r| place(r).is_lt());
    let to = table.rows.partition_point(|r| place(r).is_le());
    table.rows.get(from..to).unwrap_or_default()
}
