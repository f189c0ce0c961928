//! Roles: what there is, where each may be given, and who holds it anywhere.

mod by_site;
mod language;
mod sheet;

use crate::kit::choice;
use crate::kit::icons::Icon;
use crate::kit::state::{Kind, State};
use crate::kit::table::{Column, cell_label, cell_quiet};
use crate::kit::tone::Tone;
use crate::kit::{badge, text};
use crate::model::{Model, count, grouped};
use crate::panes::Cx;
use crate::panes::listing::{
    Line, ListPane, Listed, Listing, Opener, Parts, Shown, View, Words, lists, put,
};
use crate::worker::protocol::{RoleRow, RolesTable, Where};
use egui::{Context, Ui};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Name of the chosen shape in the settings.
const SHAPE: &str = "roles.shape";

/// How the roles stand on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Shape {
    /// A row for each role.
    #[default]
    Rows,
    /// Roles down, places across.
    BySite,
}

static WORDS: Words = Words {
    title: "Roles",
    grid: "Roles and how many hold them",
    kept: &["roles"],
    search: "Search roles",
    hint: "Search titles, descriptions, ids",
    searched: "titles, descriptions, levels and ids",
    no_one: "No role",
    nobody: "No role selected",
    noun: ("role", "roles"),
    dataset: "Roles",
    area: "Roles",
    what: "the roles",
    one: false,
    some: "Some roles",
    stale: "Roles of the account may have changed since",
    empty: (
        "Wix tells no role",
        "Read the account again; every account has predefined roles",
    ),
    ..Words::NONE
};

impl Listed for RolesTable {
    fn name(row: &RoleRow) -> String {
        row.title.clone()
    }
}

/// The pane.
pub type RolesPane = ListPane<Roles>;

/// What the pane has beside its list.
#[derive(Debug, Default)]
pub struct Roles {
    shape: Shape,
    grid: by_site::Grid,
    sheet: sheet::Sheet,
    language: language::Language,
}

impl Parts for Roles {
    type Table = RolesTable;

    lists!(RolesTable, roles, roles_view, ViewRoles);

    fn words(&self) -> &'static Words {
        &WORDS
    }

    fn columns(&self) -> Vec<Column> {
        let number = |id: &'static str, title: &str| {
            Column::new(id, title)
                .width(104.0, 84.0)
                .align(egui::Align::Max)
        };
        vec![
            Column::new("title", "Role")
                .width(230.0, 150.0)
                .stretch(2.0),
            Column::new("kind", "Kind").width(110.0, 96.0).priority(3),
            Column::new("level", "May be given")
                .width(160.0, 120.0)
                .stretch(1.0)
                .priority(2),
            number("team", "Team"),
            number("sites", "Contributors")
                .width(108.0, 100.0)
                .priority(1),
            number("invites", "Open invites").priority(4),
        ]
    }

    fn line(&self, model: &Model) -> Line {
        let Some(table) = &model.roles else {
            return Line::default();
        };
        let custom = table.rows.iter().filter(|r| r.role.custom).count();
        let all = count(table.rows.len(), "role", "roles");
        Line {
            words: format!("{all}, {} custom", grouped(custom)),
            more: None,
        }
    }

    fn cell(&self, ui: &mut Ui, row: &RoleRow, column: usize, _: Timestamp) {
        match column {
            0 => {
                cell_label(ui, row.title.as_str());
            }
            1 if row.role.custom => {
                badge::badge(ui, "Custom", Tone::Info);
            }
            _ => {
                cell_quiet(ui, cell_words(row, column));
            }
        }
    }

    fn cell_text(&self, row: &RoleRow, column: usize, _: Timestamp) -> String {
        cell_words(row, column)
    }

    fn openers(&self, _: &Model) -> Vec<Opener> {
        if self.shape == Shape::Rows {
            return Vec::new();
        }
        vec![Opener {
            command: None,
            label: "Save grid…",
            icon: Icon::Download,
            keys: None,
            blocked: None,
            primary: false,
        }]
    }

    fn open(&mut self, _: usize, _: &mut Listing<RolesTable>, cx: &mut Cx<'_>) {
        by_site::save(cx);
    }

    fn before_filters(&mut self, list: &mut Listing<RolesTable>, ui: &mut Ui, _: &mut Cx<'_>) {
        let shapes = [(Shape::Rows, "List"), (Shape::BySite, "By site")];
        if choice::segmented(ui, "Shape of the list", &mut self.shape, &shapes) {
            list.touch(ui);
        }
    }

    fn rows(
        &mut self,
        list: &mut Listing<RolesTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<RolesTable>,
    ) {
        if self.shape == Shape::BySite {
            return by_site::show(self, list, ui, cx, view);
        }
        let (out, opened) = {
            let rows = Shown {
                view,
                parts: &*self,
                now: cx.model.now,
            };
            list.table_of(self, ui, (WORDS.key(), WORDS.grid), &rows)
        };
        list.after(self, ui, cx, &out, opened);
    }

    fn no_columns(&self) -> Option<&'static str> {
        (self.shape == Shape::BySite).then_some("The grid has a column for each place")
    }

    fn load(&mut self, kept: &BTreeMap<String, serde_json::Value>) {
        let shape = kept.get(SHAPE).cloned();
        if let Some(shape) = shape.and_then(|v| serde_json::from_value(v).ok()) {
            self.shape = shape;
        }
    }

    fn keep(&self, kept: &mut BTreeMap<String, serde_json::Value>) {
        put(kept, SHAPE, &self.shape);
    }

    fn after_filters(&mut self, list: &mut Listing<RolesTable>, ui: &mut Ui, cx: &mut Cx<'_>) {
        if !list.picked().is_empty() {
            ui.label(text::strong(list.picked().words("")));
        }
        self.language.show(ui, cx);
    }

    fn begin_frame(&mut self, cx: &mut Cx<'_>) {
        self.language.recall(cx);
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        self.language.dialog(ctx, cx);
    }

    fn has_dialog(&self) -> bool {
        self.language.is_open()
    }

    fn above(&mut self, _: &mut Listing<RolesTable>, ui: &mut Ui, cx: &mut Cx<'_>, _: f32) {
        let unread = cx.model.access.as_ref().map_or(0, |a| a.unread);
        if unread == 0 {
            return;
        }
        let words = format!(
            "Contributors of {} have not been read: who holds a role there is missing here",
            count(unread, "site", "sites")
        );
        State::new(Kind::Incomplete, words).banner(ui);
    }

    fn inspector(
        &mut self,
        list: &mut Listing<RolesTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<RolesTable>,
    ) {
        match list.picked().rows.as_slice() {
            [] => {
                State::new(Kind::Empty, "Select a role to see who holds it")
                    .detail("Select two to see them side by side.")
                    .show(ui);
            }
            [row] => {
                let row = *row as usize;
                let at = self.grid.chosen.filter(|_| self.shape == Shape::BySite);
                let spot = at.filter(|(of, _)| *of == row).map(|(_, spot)| spot);
                self.sheet.one(ui, cx, &view.table, (row, spot));
            }
            [a, b] => self.sheet.two(ui, &view.table, *a as usize, *b as usize),
            several => {
                let words = format!("{} selected", grouped(several.len()));
                ui.label(text::heading(words));
                text::paragraph(ui, text::muted("Two roles can be compared, not more."));
            }
        }
    }
}

fn cell_words(row: &RoleRow, column: usize) -> String {
    match column {
        0 => row.title.clone(),
        1 if !row.listed => "Not in the list".to_owned(),
        1 if row.role.custom => "Custom".to_owned(),
        1 => "Predefined".to_owned(),
        2 => row.level.to_owned(),
        3 => grouped(row.count(Where::Team)),
        4 => grouped(row.count(Where::Site)),
        _ => grouped(row.count(Where::AccountInvite) + row.count(Where::SiteInvite)),
    }
}
