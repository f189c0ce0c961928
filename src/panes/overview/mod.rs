//! Overview: figures, what needs attention, how old everything is, who holds which role.

mod ages;
mod attention;
mod charts;
#[cfg(test)]
pub(super) mod demo;
mod facts;
mod figures;
mod items;
#[cfg(test)]
pub(super) mod stage;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use egui::{Align, Frame, Layout, ScrollArea, Ui, vec2};

use super::Cx;
use super::listing::{answer_of, kind, lacks, refused};
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::layout::{Head, margins, page};
use crate::kit::state::{self, Kind, State};
use crate::kit::text;
use crate::kit::tokens::size;
use crate::model::{Ask, Dialog, Freshness, Model, age, exact};
use crate::worker::protocol::{Command, JobKind, JobState, KeyPlace, Session, TeamTable};
use facts::Facts;

/// Widest the contents get, in points.
const WIDEST: f32 = 1120.0;
/// From this width on, data ages stand beside the charts.
const TWO_COLUMNS: f32 = 820.0;

/// The overview.
#[derive(Debug, Default)]
pub struct OverviewPane {
    /// Figures of the table they were counted from.
    counted: Option<(Arc<TeamTable>, Arc<Facts>)>,
}

impl OverviewPane {
    /// Draws it.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(session) = cx.model.session.clone() else {
            return;
        };
        ui.spacing_mut().item_spacing.y = 0.0;
        head(ui, cx, &session);
        running(ui, cx);
        let facts = self.facts(cx.model);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            page(ui, 16, WIDEST, |ui| match facts {
                Some(facts) => full(ui, cx, &session, &facts),
                None => nothing_yet(ui, cx, &session),
            });
        });
    }

    /// Counts a new table once.
    fn facts(&mut self, model: &Model) -> Option<Arc<Facts>> {
        let Some(table) = &model.team else {
            self.counted = None;
            return None;
        };
        match &self.counted {
            Some((counted, facts)) if Arc::ptr_eq(counted, table) => Some(Arc::clone(facts)),
            _ => {
                let facts = Arc::new(Facts::of(table));
                self.counted = Some((Arc::clone(table), Arc::clone(&facts)));
                Some(facts)
            }
        }
    }
}

fn head(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let model = cx.model;
    let name = session.profile.name_to_type();
    let read = session.datasets.iter().filter_map(|d| d.read_at).min();
    let (line, exactly) = match read {
        Some(at) => (
            format!("{name} · read {}", age(at, model.now)),
            format!("The oldest part was read {}", exact(at)),
        ),
        None => (format!("{name} · not read yet"), String::new()),
    };
    let button = Button::primary("Read again")
        .icon(Icon::Refresh)
        .enabled_or(model.no_reading());
    // Before the first reading, the page itself has the button.
    let buttons = if model.team.is_some() {
        vec![button]
    } else {
        Vec::new()
    };
    let head = Head::new("Overview").line(line).exact(exactly);
    if head.buttons(ui, &buttons).is_some() {
        cx.ask(Command::Sync);
    }
}

/// Progress of the reading that is under way.
fn running(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(job) = cx.model.running(JobKind::Sync).cloned() else {
        return;
    };
    Frame::new()
        .inner_margin(margins(ui, 10, 2))
        .show(ui, |ui| {
            if super::activity::running(ui, &job, cx.model.now) {
                cx.ask(Command::Cancel(job.id));
            }
        });
}

/// Nothing of the team is known: why, and what to do.
fn nothing_yet(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let again = |label| Button::primary(label).enabled_or(cx.model.no_reading());
    let mut button = "Read the account";
    let offline = |why: String| {
        let state = State::new(Kind::Offline, "There is nothing to show yet").detail(why);
        if session.profile.key == KeyPlace::Missing {
            state.action(Button::primary("Give the key again…"))
        } else {
            state
        }
    };
    let team = cx.model.freshness("Team");
    let lacking = refused("Team", cx.model);
    let state = match (team, lacking) {
        (Freshness::Reading, _) => {
            state::skeleton(ui, "Reading the account for the first time", 8);
            return;
        }
        (Freshness::Offline(why), _) => {
            if offline(why).show(ui).is_some() {
                cx.ask(Ask::Open(Dialog::GiveKey(session.profile.id.clone())));
            }
            return;
        }
        (_, Some(missing)) => {
            button = "Try again";
            State::new(Kind::Refused, "This key may not read the team")
                .detail(format!("{}. {}", lacks(missing), missing.without))
                .technical(answer_of(missing))
        }
        (Freshness::Failed(error), _) => {
            button = "Try again";
            State::new(kind(&error), error.sentence)
                .detail(error.remedy)
                .technical(error.details)
        }
        (Freshness::Incomplete(why), _) => {
            State::new(Kind::Incomplete, "The account was not read to its end").detail(why)
        }
        (Freshness::Unread | Freshness::Fresh | Freshness::Stale, _) => {
            State::new(Kind::Empty, "The account has not been read yet").detail(
                "Reading it takes a minute or two for a large account. What was read stays on this \
                 computer and can be seen without a connection",
            )
        }
    };
    if state.action(again(button)).show(ui).is_some() {
        cx.ask(Command::Sync);
    }
}

fn full(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, facts: &Facts) {
    banner(ui, cx, session);
    figures::show(ui, cx, session, facts);
    ui.add_space(size::GAP);
    items::show(ui, cx, facts);
    ui.add_space(size::GAP);
    if ui.available_width() >= TWO_COLUMNS {
        let gap = 36.0;
        let left = (ui.available_width() - gap) * 0.54;
        let right = ui.available_width() - gap - left;
        let column = Layout::top_down(Align::Min);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.allocate_ui_with_layout(vec2(left, 0.0), column, |ui| {
                ui.set_width(left);
                ui.spacing_mut().item_spacing.x = 8.0;
                charts::show(ui, cx, facts);
            });
            ui.add_space(gap);
            ui.allocate_ui_with_layout(vec2(right, 0.0), column, |ui| {
                ui.set_width(right);
                ui.spacing_mut().item_spacing.x = 8.0;
                ages::show(ui, cx, session);
            });
        });
    } else {
        charts::show(ui, cx, facts);
        ui.add_space(size::GAP);
        ages::show(ui, cx, session);
    }
    ui.add_space(size::GAP);
    last(ui, cx);
}

/// What stands between the owner and a fresh picture, on one line.
fn banner(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let now = cx.model.now;
    match cx.model.freshness("Team") {
        Freshness::Offline(why) => {
            State::new(Kind::Offline, why)
                .detail("This is what was read before")
                .banner(ui);
        }
        Freshness::Stale => {
            let read = session.dataset("Team").and_then(|d| d.read_at);
            let when = read.map_or_else(String::new, |at| age(at, now));
            let state = State::new(Kind::Stale, format!("The team was read {when}"))
                .action(Button::quiet("Read again").enabled_or(cx.model.no_reading()));
            if state.banner(ui).is_some() {
                cx.ask(Command::Sync);
            }
        }
        Freshness::Unread
        | Freshness::Reading
        | Freshness::Fresh
        | Freshness::Incomplete(_)
        | Freshness::Failed(_) => {}
    }
}

/// The last job and the last run, in a line each.
fn last(ui: &mut Ui, cx: &Cx<'_>) {
    let now = cx.model.now;
    if let Some(job) = cx.model.jobs.iter().find(|j| !j.state.is_active()) {
        let came = match &job.state {
            JobState::Done(words) | JobState::Cancelled(words) => words.as_str(),
            JobState::Failed(error) => error.sentence.as_str(),
            JobState::Running | JobState::Paused | JobState::Stopping => "",
        };
        let when = age(job.ended.unwrap_or(job.started), now);
        let words = format!(
            "Last job: {}, {when}. {came}",
            job.kind.label().to_lowercase()
        );
        text::paragraph(ui, text::small_muted(words));
    }
    if let Some(run) = cx.model.activity.runs.first() {
        let when = age(run.ended.unwrap_or(run.started), now);
        let words = format!("Last run: {}, {when}. {}", run.title, run.summary);
        text::paragraph(ui, text::small_muted(words));
    }
}
