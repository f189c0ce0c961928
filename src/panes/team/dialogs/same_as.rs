//! Give people what a colleague has.

use super::crowd::Crowd;
use crate::access::{OWNER, TeamEntry, TeamMember, UserId};
use crate::index::{Filter, Order, never};
use crate::kit::button::{Button, link};
use crate::kit::field::Field;
use crate::kit::long;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{text, toggle};
use crate::model::{Model, count, grouped};
use crate::panes::Cx;
use crate::plan::Wish;
use crate::worker::protocol::{Command, RowKind, TeamTable};
use egui::{Context, ScrollArea, Ui};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Grants of the colleague that are listed; more are counted.
const PREVIEW: usize = 12;

/// The form.
#[derive(Debug)]
pub(in crate::panes::team) struct SameAs {
    crowd: Crowd,
    text: String,
    searched: Option<String>,
    /// Rows of the table that are offered.
    found: Vec<usize>,
    colleague: Option<Arc<TeamMember>>,
    /// What the colleague holds, in words.
    holds: Vec<String>,
    exactly: bool,
    fresh: bool,
}

impl SameAs {
    /// About these people.
    pub(in crate::panes::team) fn new(people: Vec<UserId>) -> Self {
        Self {
            crowd: Crowd::new(people),
            text: String::new(),
            searched: None,
            found: Vec::new(),
            colleague: None,
            holds: Vec::new(),
            exactly: false,
            fresh: true,
        }
    }

    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(table) = cx.model.team.clone() else {
            return false;
        };
        if self.crowd.follow(&table) {
            self.searched = None;
            let id = self.colleague.take().map(|m| m.id.clone());
            if let Some(member) = id.and_then(|id| table.team.member(&id).cloned()) {
                self.choose(member, &table);
            }
        }
        let n = self.crowd.ids().len();
        let title = format!(
            "Same access as a colleague for {}",
            count(n, "person", "people")
        );
        let dialog = Dialog::new("same access", title)
            .width(600.0)
            .primary(Button::primary("Make the plan…").enabled_or(self.blocked(cx.model)));
        let shown = dialog.show(ctx, |ui| self.body(ui, &table));
        match shown.did {
            Did::Primary => {
                if let Some(colleague) = &self.colleague {
                    cx.ask(Command::MakePlan(Wish::SameAs {
                        colleague: colleague.id.clone(),
                        people: self.crowd.ids().to_vec(),
                        exactly: self.exactly,
                    }));
                }
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn blocked(&self, model: &Model) -> Option<String> {
        if let Some(why) = model.no_writing() {
            return Some(why);
        }
        match &self.colleague {
            None => Some("Choose a colleague".to_owned()),
            Some(_) if self.holds.is_empty() => {
                Some("The colleague holds no role that can be given to others".to_owned())
            }
            Some(_) => None,
        }
    }

    fn choose(&mut self, member: Arc<TeamMember>, table: &TeamTable) {
        let directory = &table.directory;
        let given = member
            .assignments
            .iter()
            .filter(|a| a.role.as_str() != OWNER);
        let words: BTreeSet<String> = given
            .map(|a| {
                format!(
                    "{}, {}",
                    directory.role_name(&a.role),
                    directory.reach_label(&a.reach)
                )
            })
            .collect();
        self.holds = words.into_iter().collect();
        self.colleague = Some(member);
    }

    /// Finds colleagues: people of the team who are not the ones that it is about.
    fn search(&mut self, table: &TeamTable) {
        if self.searched.as_ref() == Some(&self.text) {
            return;
        }
        let filter = Filter {
            text: self.text.clone(),
            ..Filter::default()
        };
        let by_name = Some(Order {
            column: 0,
            descending: false,
        });
        let targets: BTreeSet<&UserId> = self.crowd.ids().iter().collect();
        let rows = table
            .index
            .view(&filter, by_name, None, &never)
            .map(|v| v.rows);
        self.found = rows
            .unwrap_or_default()
            .into_iter()
            .map(|row| row as usize)
            .filter(|&row| {
                table
                    .rows
                    .get(row)
                    .is_some_and(|r| match (&r.entry, r.kind) {
                        (TeamEntry::Member(m), RowKind::Person) => !targets.contains(&m.id),
                        _ => false,
                    })
            })
            .collect();
        self.searched = Some(self.text.clone());
    }

    fn body(&mut self, ui: &mut Ui, table: &Arc<TeamTable>) {
        self.crowd.show(ui);
        ui.label(text::caption("The same as"));
        if let Some(member) = self.colleague.clone() {
            self.chosen(ui, &member);
            return;
        }
        let fresh = std::mem::take(&mut self.fresh);
        Field::search("Search colleagues", &mut self.text)
            .hint("Search by name, address, role or place")
            .limit(200)
            .focus(fresh)
            .show(ui);
        self.search(table);
        if self.found.is_empty() {
            ui.label(text::muted("No colleague found"));
        }
        let mut chosen = None;
        let area = ScrollArea::vertical()
            .id_salt("colleagues")
            .max_height(long::height(ui, 240.0));
        long::lines(ui, area, (24.0, self.found.len()), |ui, at| {
            let row = self.found.get(at).and_then(|row| table.rows.get(*row))?;
            let label = if row.email.is_empty() {
                row.name.clone()
            } else {
                format!("{}, {}", row.name, row.email)
            };
            let response = toggle::radio(ui, false, &label, None);
            if response.clicked()
                && let TeamEntry::Member(member) = &row.entry
            {
                chosen = Some(Arc::clone(member));
            }
            Some(response)
        });
        if let Some(member) = chosen {
            self.choose(member, table);
        }
    }

    fn chosen(&mut self, ui: &mut Ui, member: &TeamMember) {
        ui.horizontal(|ui| {
            let room = (ui.available_width() - 170.0).max(60.0);
            ui.scope(|ui| {
                ui.set_max_width(room);
                text::ellipsis(ui, text::strong(member.display_name()));
            });
            if link(ui, "Choose another").clicked() {
                self.colleague = None;
                self.fresh = true;
            }
        });
        ui.label(text::caption(format!(
            "Holds ({})",
            grouped(self.holds.len())
        )));
        for words in self.holds.iter().take(PREVIEW) {
            text::ellipsis(ui, text::body(words.as_str()));
        }
        if self.holds.len() > PREVIEW {
            ui.label(text::muted(format!(
                "and {} more",
                grouped(self.holds.len() - PREVIEW)
            )));
        }
        if self.holds.is_empty() {
            Note::new(Tone::Warning, "Holds no role that can be given to others").show(ui);
        }
        toggle::checkbox(
            ui,
            &mut self.exactly,
            "Also take away what they do not have",
        );
    }
}
