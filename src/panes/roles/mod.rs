//! Roles: what there is, where each may be given, and who holds it anywhere.

mod language;
mod sheet;

use crate::kit::state::{Kind, State};
use crate::kit::table::{Column, cell_label, cell_quiet};
use crate::kit::tone::Tone;
use crate::kit::{badge, text};
use crate::model::{Model, count, grouped};
use crate::panes::listing::{Listed, Listing, Parts, Words};
use crate::panes::{Cx, Pane, PaneCommand};
use crate::worker::protocol::{Command, RoleRow, RolesTable, RolesView, ViewRequest, Where};
use egui::{Context, Ui};
use std::sync::Arc;

impl Listed for RolesTable {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn id(&self, row: usize) -> &str {
        self.rows.get(row).map_or("", |r| r.role.id.as_str())
    }

    fn name(&self, row: usize) -> &str {
        self.rows.get(row).map_or("", |r| r.title.as_str())
    }
}

/// The pane.
#[derive(Debug, Default)]
pub struct RolesPane {
    list: Listing<RolesTable>,
    own: Own,
}

/// What the pane has beside its list.
#[derive(Debug, Default)]
struct Own {
    sheet: sheet::Sheet,
    language: language::Language,
}

impl Pane for RolesPane {
    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.own.language.recall(cx);
        self.list.show(&mut self.own, ui, cx);
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        self.own.language.dialog(ctx, cx);
    }

    fn has_dialog(&self) -> bool {
        self.own.language.is_open()
    }

    fn command(&mut self, command: PaneCommand, cx: &mut Cx<'_>) {
        self.list.command(&self.own, command, cx);
    }

    fn blocked(&self, command: PaneCommand, _cx: &Cx<'_>) -> Option<String> {
        match command {
            PaneCommand::ChangeRoles
            | PaneCommand::SameAs
            | PaneCommand::Remove
            | PaneCommand::Invite => Some("Go to the team for that".to_owned()),
            _ => None,
        }
    }
}

impl Parts<RolesTable> for Own {
    fn words(&self) -> Words {
        Words {
            key: "roles",
            title: "Roles",
            grid: "Roles and how many hold them",
            search: "Search roles",
            hint: "Search titles, descriptions, ids",
            noun: ("role", "roles"),
        }
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

    fn table<'m>(&self, model: &'m Model) -> Option<&'m Arc<RolesTable>> {
        model.roles.as_ref()
    }

    fn view<'m>(&self, model: &'m Model) -> Option<&'m Arc<RolesView>> {
        model.roles_view.as_ref()
    }

    fn request(&self, request: ViewRequest) -> Command {
        Command::ViewRoles(request)
    }

    fn line(&self, model: &Model) -> String {
        let Some(table) = &model.roles else {
            return String::new();
        };
        let custom = table.rows.iter().filter(|r| r.role.custom).count();
        let all = count(table.rows.len(), "role", "roles");
        format!("{all}, {} custom", grouped(custom))
    }

    fn cell(&self, ui: &mut Ui, table: &RolesTable, row: usize, column: usize) {
        let Some(row) = table.rows.get(row) else {
            return;
        };
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

    fn cell_text(&self, table: &RolesTable, row: usize, column: usize) -> String {
        let row = table.rows.get(row);
        row.map(|r| cell_words(r, column)).unwrap_or_default()
    }

    fn buttons(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, _rows: &[usize]) {
        self.language.show(ui, cx);
    }

    fn banner(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
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

    fn inspector(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, table: &Arc<RolesTable>, rows: &[usize]) {
        match rows {
            [] => {
                State::new(Kind::Empty, "Select a role to see who holds it")
                    .detail("Select two to see them side by side.")
                    .show(ui);
            }
            [row] => self.sheet.one(ui, cx, table, *row),
            [a, b] => self.sheet.two(ui, table, *a, *b),
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
