//! Roles: what there is, where each may be given, and who holds it anywhere.

mod language;
mod sheet;

use crate::kit::state::{Kind, State};
use crate::kit::table::{Column, cell_label, cell_quiet};
use crate::kit::tone::Tone;
use crate::kit::{badge, text};
use crate::model::{Model, count, grouped};
use crate::panes::Cx;
use crate::panes::listing::{Line, ListPane, Listed, Listing, Parts, View, Words, lists};
use crate::worker::protocol::{RoleRow, RolesTable, Where};
use egui::{Context, Ui};
use jiff::Timestamp;

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
            number("sites", "Contributors").priority(1),
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
        ui.add_space(crate::kit::tokens::size::GAP_SMALL);
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
            [row] => self.sheet.one(ui, cx, &view.table, *row as usize),
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
