//! Let findings stand: why, and until when.

use crate::kit::button::Button;
use crate::kit::choice::segmented;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::text;
use crate::model::{Edit, count, day_start, grouped};
use crate::panes::Cx;
use crate::plan::rules::FindingId;
use crate::worker::protocol::{Command, FindingRow, RulesCommand};
use egui::{Context, Ui};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// Findings that are named; more are counted.
const NAMES: usize = 5;
/// Longest reason, in characters.
const LONGEST: usize = 500;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum End {
    #[default]
    Open,
    Day,
}

/// The form.
#[derive(Debug)]
pub(in crate::panes::rules) struct Waive {
    findings: Vec<FindingId>,
    names: Vec<String>,
    why: String,
    end: End,
    day: String,
    fresh: bool,
}

impl Waive {
    /// About those of these rows that nobody waived.
    pub(super) fn of(rows: &[&FindingRow]) -> Self {
        let open: Vec<_> = rows.iter().filter(|r| r.is_open()).collect();
        let name = |r: &&&FindingRow| format!("{}: {}", r.finding.who, r.finding.rule.title());
        Self {
            findings: open.iter().map(|r| r.finding.id()).collect(),
            names: open.iter().take(NAMES).map(name).collect(),
            why: String::new(),
            end: End::default(),
            day: String::new(),
            fresh: true,
        }
    }

    /// The end of the chosen day, as people here count days.
    fn until(&self) -> Option<Timestamp> {
        let start = day_start(&self.day)?.to_zoned(TimeZone::system());
        let next = start.checked_add(Span::new().days(1)).ok()?;
        Some(next.timestamp())
    }

    /// What is wrong with the day that was typed.
    fn bad_day(&self, now: Timestamp) -> Option<String> {
        if self.end == End::Open || self.day.trim().is_empty() {
            return None;
        }
        match self.until() {
            None => Some(format!("“{}” is no day", self.day.trim())),
            Some(end) if end <= now => Some("This day is over".to_owned()),
            Some(_) => None,
        }
    }

    fn blocked(&self, now: Timestamp) -> Option<String> {
        if self.why.trim().is_empty() {
            return Some("Say why first: whoever reads it later has to understand".to_owned());
        }
        if self.end == End::Day && self.day.trim().is_empty() {
            return Some("Type the last day, or let it stand until taken back".to_owned());
        }
        self.bad_day(now)
    }

    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let n = count(self.findings.len(), "finding", "findings");
        let waive = Button::primary(format!("Waive {n}")).enabled_or(self.blocked(cx.model.now));
        let dialog = Dialog::new("waive findings", "Let this stand")
            .subtitle("It is hidden and does not count. Nothing changes at Wix")
            .width(520.0)
            .primary(waive);
        let bad = self.bad_day(cx.model.now);
        match dialog.show(ctx, |ui| self.body(ui, bad)).did {
            Did::Primary => {
                let until = self.until().filter(|_| self.end == End::Day);
                let findings = std::mem::take(&mut self.findings);
                let why = self.why.trim().to_owned();
                cx.ask(Edit {
                    what: format!("waiver of {n}"),
                    back: vec![Command::Rules(RulesCommand::TakeBack(findings.clone()))],
                    does: vec![Command::Rules(RulesCommand::Waive {
                        findings,
                        why,
                        until,
                    })],
                });
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn body(&mut self, ui: &mut Ui, bad: Option<String>) {
        for name in &self.names {
            text::ellipsis(ui, text::strong(name.as_str()));
        }
        let more = self.findings.len().saturating_sub(self.names.len());
        if more > 0 {
            ui.label(text::muted(format!("and {} more", grouped(more))));
        }
        ui.add_space(4.0);
        Field::lines("Why", &mut self.why, 3)
            .hint("Audits our books; the contract runs to the end of the year")
            .limit(LONGEST)
            .focus(std::mem::take(&mut self.fresh))
            .show(ui);
        let ends = [(End::Open, "Until taken back"), (End::Day, "Up to a day")];
        segmented(ui, "How long", &mut self.end, &ends);
        if self.end == End::Day {
            Field::text("Last day", &mut self.day)
                .hint("YYYY-MM-DD")
                .help("This day still counts; afterwards it is found again")
                .error(bad)
                .width(160.0)
                .limit(10)
                .show(ui);
        }
    }
}
