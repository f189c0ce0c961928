//! Problems, by kind and by cell, and what is done about them.

use super::{Importing, fix, table};
use crate::kit::button::Button;
use crate::kit::choice::{self, Select};
use crate::kit::notice::Note;
use crate::kit::state;
use crate::kit::table::Table;
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::model::{Model, count, grouped};
use crate::panes::{Cx, copying};
use crate::sheet::Import;
use crate::sheet::check::{Class, Group, Problem, Rule};
use crate::sheet::map::Kind;
use crate::worker::protocol::{Command, JobKind, MembersReading, SheetFound, SheetStep};
use egui::Ui;
use std::sync::Arc;

impl Importing {
    pub(super) fn no_ending(&self, model: &Model) -> Option<String> {
        let Some(found) = self.found() else {
            let stopped = self.now().map(|v| &v.step);
            return Some(match stopped {
                Some(SheetStep::Stopped) => "Reading was stopped: read it again".to_owned(),
                Some(SheetStep::Failed(_)) => "The file cannot be read".to_owned(),
                _ => "The rows are being checked".to_owned(),
            });
        };
        let missing = self.no_problems();
        if missing.is_some() {
            return missing;
        }
        if self.needs_members(model) {
            return Some("Read the members of the site first".to_owned());
        }
        let rules = &self.wish.as_ref()?.rules;
        found.checked.problems.blocks(rules).then(|| {
            let rows = found.checked.counts.blocking as usize;
            let rows = count(rows, "row waits", "rows wait");
            format!("{rows} for a decision: correct them, or say what happens to them")
        })
    }

    /// Whether the members have to be read before there is a plan.
    pub(super) fn needs_members(&self, model: &Model) -> bool {
        self.kind.of_one_site()
            && self.kind != Kind::Members
            && !super::follow::members_whole(model, self.site.as_ref())
    }

    pub(super) fn problems(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.going(ui, cx);
        self.members_note(ui, cx);
        let view = self.view.clone();
        let parts = view.and_then(|v| Some((v.import.clone()?, v.found.clone()?)));
        let Some((import, found)) = parts else {
            if self.failed().is_none() {
                state::skeleton(ui, "Checking rows", 6);
            }
            return;
        };
        self.line(ui, &found);
        if found.by_row.is_empty() {
            Note::new(Tone::Success, "Go on to see what will happen")
                .title("No problems were found")
                .show(ui);
        } else {
            self.groups(ui, &found);
            self.one_group(ui, &found);
            self.list(ui, cx, &import, &found);
        }
        self.corrections(ui, &import);
        if super::is_low(ui.ctx()) && self.has_corrections() {
            let saves = Button::secondary(super::SAVE).show(ui).clicked();
            if saves {
                self.save_corrected(cx);
            }
        }
    }

    /// Members who are not known cannot be changed.
    fn members_note(&self, ui: &mut Ui, cx: &mut Cx<'_>) {
        if !self.needs_members(cx.model) {
            return;
        }
        let Some(site) = self.site.clone() else {
            return;
        };
        let blocked = cx.model.no_reading().or_else(|| {
            let reads = cx.model.running(JobKind::SyncMembers).is_some();
            reads.then(|| "They are being read".to_owned())
        });
        let note = Note::new(
            Tone::Warning,
            "Rows are held against them before there is a plan",
        )
        .title("The members of this site have not been read to the end")
        .action(Button::secondary("Read the members").enabled_or(blocked));
        if note.show(ui).action.is_some() {
            cx.ask(Command::SyncMembers {
                site,
                how: MembersReading::Everybody,
            });
        }
    }

    fn line(&self, ui: &mut Ui, found: &SheetFound) {
        let counts = &found.checked.counts;
        let n = |n: u64| grouped(n as usize);
        let mut words = format!(
            "{}: {} to take, {} left out, {} to decide",
            count(counts.rows as usize, "row", "rows"),
            n(counts.taken),
            n(counts.skipped),
            n(counts.blocking)
        );
        if self.kind.of_one_site() && found.compared.is_none() {
            words.push_str(". Not held against the members of the site");
        }
        crate::kit::a11y::announce(ui, &words);
        ui.label(text::strong(words));
    }

    fn groups(&mut self, ui: &mut Ui, found: &SheetFound) {
        let groups = &found.checked.problems.groups;
        let all = found.checked.problems.count();
        let mut choices: Vec<(Option<Class>, &str, Option<u64>)> =
            vec![(None, "All problems", Some(all))];
        for (class, group) in groups {
            choices.push((Some(*class), class.label(), Some(group.count)));
        }
        let wide = choice::tabs_width(ui, choices.iter().map(|c| (c.1, c.2)));
        let changed = if wide > ui.available_width() {
            let words: Vec<String> = choices
                .iter()
                .map(|(_, label, n)| format!("{label} · {}", text::count(n.unwrap_or(0))))
                .collect();
            let lines = choices.iter().zip(&words);
            let lines: Vec<(Option<Class>, &str)> =
                lines.map(|((class, ..), w)| (*class, w.as_str())).collect();
            let select = Select::new("Kind of problem").inline();
            select.show(ui, &mut self.group, &lines).changed()
        } else {
            choice::tabs(ui, "Kind of problem", &mut self.group, &choices)
        };
        if changed {
            self.selection.clear();
            self.draft = None;
            self.table.set_position(0.0);
        }
    }

    /// Remedy, rule and suggestions of the kind that is looked at.
    fn one_group(&mut self, ui: &mut Ui, found: &SheetFound) {
        let Some(class) = self.group else {
            let words = "Choose a kind to say what happens to its rows, or a row to correct it";
            text::paragraph(ui, text::muted(words));
            return;
        };
        let Some(group) = found.checked.problems.groups.get(&class) else {
            return;
        };
        text::paragraph(ui, text::muted(class.remedy()));
        let mut choices = vec![(Rule::Skip, "Leave them out"), (Rule::Ask, "Ask me first")];
        if class.can_be_taken() {
            choices.insert(0, (Rule::Take, "Take them as they are"));
        }
        choices.push((Rule::Stop, "Make no plan as long as there is one"));
        let rules = self.wish.as_ref().map(|w| &w.rules);
        let mut rule = rules.map_or(class.usual(), |r| r.of(class));
        ui.horizontal_wrapped(|ui| {
            let width = ui.available_width().min(280.0);
            let select = Select::new("What happens to these rows")
                .inline()
                .width(width);
            if select.show(ui, &mut rule, &choices).changed() {
                self.say(|w| {
                    w.rules.set(class, rule);
                });
            }
            self.suggestions(ui, found, class, group);
        });
        let kept = group.shown.len() as u64;
        if kept < group.count {
            let words = format!(
                "The first {} are listed; the others come when these are dealt with",
                text::count(kept)
            );
            text::paragraph(ui, text::small_muted(words));
        }
    }

    fn suggestions(&mut self, ui: &mut Ui, found: &SheetFound, class: Class, group: &Group) {
        let offers = |p: &&Problem| p.column.is_some() && p.suggestion.is_some();
        let all = group.shown.iter().filter(offers).count();
        if all == 0 {
            return;
        }
        let label = format!("Take {}", count(all, "suggestion", "suggestions"));
        if Button::secondary(label).show(ui).clicked() {
            self.correct(|edits| {
                edits.take_suggestions(&found.checked.problems, class);
            });
        }
    }

    fn list(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        import: &Arc<Import>,
        found: &Arc<SheetFound>,
    ) {
        let all = match self.group {
            None => found.by_row.as_slice(),
            Some(class) => {
                let group = found.checked.problems.groups.get(&class);
                group.map_or(&[][..], |g| g.shown.as_slice())
            }
        };
        let rows = table::Problems { import, all };
        let high = table::height(ui, all.len(), 8);
        let columns = table::columns();
        let shown = Table::new("problems", "Problems", &columns)
            .height(high)
            .show(ui, &mut self.table, &mut self.selection, &rows);
        if shown.copy
            && let Some(ask) = copying::table(&columns, &self.table, &self.selection, &rows)
        {
            cx.ask(ask);
        }
        if shown.selection_changed {
            let chosen = self.selection.iter().next();
            let problem = chosen.and_then(|k| all.get(k as usize));
            self.draft = problem.map(|p| fix::Draft::of(p, import));
        }
    }
}
