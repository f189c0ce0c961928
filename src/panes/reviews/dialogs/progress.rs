//! How a review goes: what was decided, when, and by whom. What was taken back counts nowhere.

use super::super::words;
use crate::access::review::{Made, Verdict};
use crate::kit::chart::{Bar, Part, bars, stacked};
use crate::kit::modal::{Dialog, Did};
use crate::kit::trend::{Moment, Trend, trends};
use crate::kit::{text, tokens};
use crate::model::{count, day, grouped, short_in, time_of_day};
use crate::panes::Cx;
use crate::worker::protocol::ReviewTable;
use egui::{Context, Ui};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most steps of the lines.
const STEPS: i64 = 48;
/// People whose bars are drawn.
const PEOPLE: usize = 8;

/// What the dialog keeps between frames.
#[derive(Debug, Default)]
pub(in crate::panes::reviews) struct Progress {
    made_for: Option<Arc<ReviewTable>>,
    moments: Vec<Moment>,
    lines: Vec<Trend>,
    people: Vec<(String, u64, String)>,
    /// Decisions a day, and when it would be done at that.
    pace: Option<String>,
    table: bool,
}

/// Moments between the first decision and the last, in words that tell them apart.
fn steps(first: Timestamp, last: Timestamp) -> Vec<Timestamp> {
    let seconds = last.duration_since(first).as_secs();
    let each = (seconds / STEPS).max(60);
    let mut all = vec![first];
    while let Some(next) = all.last().and_then(|at| {
        let next = at.checked_add(SignedDuration::from_secs(each)).ok()?;
        (next < last).then_some(next)
    }) {
        all.push(next);
    }
    if last > first {
        all.push(last);
    }
    all
}

/// How long the rest takes if it goes on as it went, of work on more than one day.
fn pace(made: usize, left: u64, (first, last): (Timestamp, Timestamp)) -> Option<String> {
    let days = last.duration_since(first).as_secs() / 86_400;
    let days = u64::try_from(days).ok().filter(|d| *d > 0)?;
    let a_day = (made as u64) / days;
    if a_day == 0 || left == 0 {
        return None;
    }
    let more = usize::try_from(left.div_ceil(a_day)).ok()?;
    let each = grouped(usize::try_from(a_day).ok()?);
    let rest = count(more, "day", "days");
    Some(format!("About {each} a day: the rest takes {rest} at that"))
}

impl Progress {
    fn follow(&mut self, table: &Arc<ReviewTable>) {
        let same = self.made_for.as_ref();
        if same.is_some_and(|known| Arc::ptr_eq(known, table)) {
            return;
        }
        self.made_for = Some(Arc::clone(table));
        let mut made: Vec<&Made> = table.standing.made.values().collect();
        made.sort_by_key(|m| m.at);
        self.moments.clear();
        self.lines.clear();
        self.people.clear();
        self.pace = None;
        let (Some(first), Some(last)) = (made.first(), made.last()) else {
            return;
        };
        let (from, to) = (first.at, last.at);
        let all = u64::from(table.card.counts.all);
        let (mut decided, mut acts) = (Vec::new(), Vec::new());
        let mut left = made.iter().peekable();
        let (mut n, mut act) = (0, 0);
        for at in steps(from, to) {
            while let Some(one) = left.next_if(|m| m.at <= at) {
                n += 1;
                if matches!(one.verdict, Verdict::Revoke | Verdict::Reduce { .. }) {
                    act += 1;
                }
            }
            decided.push(Some(n));
            acts.push(Some(act));
            self.moments.push(Moment {
                at: at.as_second() as f64,
                words: format!("{}, {}", day(at), time_of_day(at)),
                short: short_in(at, (from, to)),
            });
        }
        let open = decided
            .iter()
            .flatten()
            .map(|n| Some(all.saturating_sub(*n)));
        let line = |label: &str, values| Trend {
            label: label.to_owned(),
            values,
        };
        self.lines = vec![
            line("Undecided", open.collect()),
            line("Decided", decided),
            line("To take away", acts),
        ];
        let mut people: BTreeMap<&str, u64> = BTreeMap::new();
        for one in &made {
            *people.entry(one.by.as_str()).or_default() += 1;
        }
        let mut people: Vec<(&str, u64)> = people.into_iter().collect();
        people.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        self.people = people
            .into_iter()
            .take(PEOPLE)
            .map(|(who, n)| {
                let who = if who.is_empty() { "Not told" } else { who };
                let n_words = count(n as usize, "decision", "decisions");
                (who.to_owned(), n, format!("{who}: {n_words}"))
            })
            .collect();
        let undecided = u64::from(table.card.counts.undecided());
        self.pace = pace(made.len(), undecided, (from, to));
    }

    /// Draws it; false when it was closed.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(table) = cx.model.review.clone() else {
            return false;
        };
        self.follow(&table);
        let card = &table.card;
        let shown = Dialog::new("progress", "Progress")
            .subtitle(words::progress(card))
            .width(620.0)
            .cancel("Close")
            .show(ctx, |ui| self.body(ui, cx, &table));
        matches!(shown.did, Did::Nothing)
    }

    fn body(&mut self, ui: &mut Ui, cx: &Cx<'_>, table: &ReviewTable) {
        let (t, counts) = (tokens::of(ui.ctx()), &table.card.counts);
        let part = |label, n: u32, color| Part {
            label,
            count: n.into(),
            color,
            leads: None,
        };
        let parts = [
            part("Keep", counts.keep, t.success),
            part("Reduce", counts.reduce, t.warning),
            part("Revoke", counts.revoke, t.danger),
            part("Unsure", counts.unsure, t.info),
            part("Handed over", counts.hand_over, t.accent),
            part("Undecided", counts.undecided(), t.border),
        ];
        stacked(ui, "Decisions", &parts);
        if let Some((due, late)) = words::due(&table.card, cx.model.now) {
            let due = if late {
                text::strong(due)
            } else {
                text::muted(due)
            };
            text::paragraph(ui, due);
        }
        if let Some(pace) = &self.pace {
            text::paragraph(ui, text::muted(pace.as_str()));
        }
        if self.moments.is_empty() {
            text::paragraph(ui, text::muted("Nothing is decided yet."));
            return;
        }
        // What was decided within a minute has no course.
        if self.moments.len() > 2 {
            ui.add_space(8.0);
            ui.label(text::strong("Over time"));
            let (moments, lines) = (&self.moments, &self.lines);
            trends(ui, "Decisions over time", moments, lines, &mut self.table);
        }
        ui.add_space(8.0);
        ui.label(text::strong("By whom"));
        let people: Vec<Bar<'_>> = self
            .people
            .iter()
            .map(|(label, n, spoken)| Bar {
                label,
                count: *n,
                spoken,
                leads: None,
            })
            .collect();
        bars(ui, "Decisions by person", &people);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(minutes * 60).unwrap()
    }

    #[test]
    fn steps_begin_with_the_first_decision_and_end_with_the_last() {
        assert_eq!(steps(at(0), at(0)), [at(0)]);
        assert_eq!(steps(at(0), at(1)), [at(0), at(1)]);
        let long = steps(at(0), at(60 * 24 * 30));
        assert!((40..=50).contains(&long.len()), "{}", long.len());
        assert_eq!(
            (long.first(), long.last()),
            (Some(&at(0)), Some(&at(60 * 24 * 30)))
        );
        assert!(long.is_sorted());
    }

    #[test]
    fn the_rest_is_reckoned_only_of_work_on_several_days() {
        assert_eq!(pace(100, 50, (at(0), at(60))), None);
        let told = pace(100, 50, (at(0), at(60 * 48))).unwrap();
        assert_eq!(told, "About 50 a day: the rest takes 1 day at that");
    }
}
