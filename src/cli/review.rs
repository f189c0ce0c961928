//! A plan as it is reviewed: for people, and for programs.

use super::end::Report;
use super::text::{clean, count, duration, line};
use crate::plan::{BrakeHit, Forecast, Line, Plan, Skip, Summary};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Lines that are shown of a long plan.
const FIRST: usize = 10;

/// A plan with what is known about it.
pub(super) struct Review<'a> {
    pub(super) plan: &'a Plan,
    pub(super) summary: Summary,
    /// How many mails go out on which day, where it has waves and somebody counted.
    pub(super) forecast: Option<&'a Forecast>,
    /// What holds it; `None` where nobody measured.
    pub(super) brakes: Option<&'a [BrakeHit]>,
    /// Why it cannot be applied now.
    pub(super) no_writing: Option<&'a str>,
    /// Show every line.
    pub(super) all: bool,
}

impl Review<'_> {
    /// Both forms.
    pub(super) fn report(&self) -> Report {
        Report::new(self.text(), self.json())
    }

    /// For people.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        line(&mut out, &clean(&self.plan.title));
        line(&mut out, &self.figures());
        if let Some(by) = &self.plan.selection {
            let filter = clean(&by.filter);
            line(
                &mut out,
                &format!("Filter “{filter}” matches {} of {}", by.matched, by.of),
            );
        }
        self.waves(&mut out);
        if !self.plan.complete {
            line(&mut out, "The reading that it rests on is not complete");
        }
        for hit in self.brakes.unwrap_or_default() {
            line(&mut out, &brake(hit));
        }
        if self.brakes.is_none() {
            line(&mut out, "Brakes are measured when it is applied");
        }
        if let Some(why) = self.no_writing {
            line(&mut out, &format!("Cannot be applied now: {}", clean(why)));
        }
        self.lines(&mut out);
        self.skipped(&mut out);
        out
    }

    fn figures(&self) -> String {
        let s = &self.summary;
        let mut parts = vec![
            count(self.plan.lines.len(), "line"),
            count(s.writes, "write"),
            duration(s.seconds),
            count(s.mails, "mail"),
        ];
        if s.lose_all > 0 {
            parts.push(format!("{} end with no access", s.lose_all));
        }
        if s.by_hand > 0 {
            parts.push(format!("{} by hand", s.by_hand));
        }
        parts.join(", ")
    }

    fn waves(&self, out: &mut String) {
        let Some(waves) = &self.plan.waves else {
            return;
        };
        let (days, hours, zone) = (waves.days_words(), waves.hours_words(), clean(&waves.zone));
        let most = count(waves.a_day as usize, "mail");
        let words = format!("In waves: at most {most} within 24 hours, {days}, {hours} ({zone})");
        line(out, &words);
        line(
            out,
            "        Mails of other plans and sites of the profile count too",
        );
        let Some(forecast) = self.forecast else {
            return;
        };
        let shown = if self.all { usize::MAX } else { FIRST };
        for day in forecast.days.iter().take(shown) {
            let words = format!("        {}: {}", day.date, count(day.mails, "mail"));
            line(out, &words);
        }
        let more = forecast.days.len().saturating_sub(shown);
        if more > 0 {
            line(out, &format!("        and {}", count(more, "more day")));
        }
        if forecast.later > 0 {
            let later = count(forecast.later, "mail");
            line(out, &format!("        and {later} later than in a year"));
        }
    }

    fn lines(&self, out: &mut String) {
        let shown = if self.all { usize::MAX } else { FIRST };
        for (i, one) in self.plan.lines.iter().enumerate().take(shown) {
            line(out, &format!("{:>6}  {}", i + 1, of_line(one)));
        }
        let more = self.plan.lines.len().saturating_sub(shown);
        if more > 0 {
            line(out, &format!("        and {}", count(more, "more line")));
        }
    }

    fn skipped(&self, out: &mut String) {
        if self.plan.skipped.is_empty() {
            return;
        }
        let n = self.plan.skipped.len();
        line(out, &format!("Left alone: {n}"));
        let shown = if self.all { usize::MAX } else { FIRST };
        for skip in self.plan.skipped.iter().take(shown) {
            let who = clean(&who(skip));
            line(out, &format!("        {who}: {}", clean(&skip.reason)));
        }
        if n > shown {
            line(out, &format!("        and {} more", n - shown));
        }
    }

    /// For programs.
    pub(super) fn json(&self) -> Value {
        let s = &self.summary;
        let skipped: Vec<Value> = self
            .plan
            .skipped
            .iter()
            .map(|k| {
                json!({
                    "id": k.who.id, "name": k.who.name, "email": k.who.email,
                    "reason": k.reason, "alreadySo": k.already_so,
                })
            })
            .collect();
        let mut value = json!({
            "plan": self.plan.id,
            "title": self.plan.title,
            "account": self.plan.account.as_str(),
            "lines": self.plan.lines.len(),
            "writes": s.writes,
            "reads": s.reads,
            "seconds": s.seconds,
            "mails": s.mails,
            "endWithNoAccess": s.lose_all,
            "byHand": s.by_hand,
            "complete": self.plan.complete,
            "selection": self.plan.selection,
            "skipped": skipped,
            "brakes": self.brakes,
            "noWriting": self.no_writing,
        });
        if let Some(waves) = &self.plan.waves {
            value["waves"] = json!(waves);
        }
        if let Some(forecast) = self.forecast {
            let day = |d: &crate::plan::WaveDay| json!({ "date": d.date, "mails": d.mails });
            value["mailsByDay"] = forecast.days.iter().map(day).collect();
        }
        if self.all {
            value["planLines"] = self.plan.lines.iter().map(json_line).collect();
        }
        value
    }
}

fn json_line(of: &Line) -> Value {
    let words = |grants: &[crate::plan::Grant]| -> Vec<String> {
        grants.iter().map(ToString::to_string).collect()
    };
    json!({
        "action": of.action.label(),
        "id": of.who.id,
        "name": of.who.name,
        "email": of.who.email,
        "before": words(&of.before),
        "after": words(&of.after),
        "reason": of.reason,
        "undo": of.undo.label(),
    })
}

fn of_line(of: &Line) -> String {
    let mut text = format!("{}: {}", of.action.label(), of.who.name);
    if !of.who.email.is_empty() && of.who.email != of.who.name {
        write!(text, " <{}>", of.who.email).unwrap_or_default();
    }
    let lost: Vec<String> = of.lost().map(|g| format!("-{g}")).collect();
    let gained: Vec<String> = of.gained().map(|g| format!("+{g}")).collect();
    for change in lost.iter().chain(&gained) {
        write!(text, " {change}").unwrap_or_default();
    }
    if let crate::plan::Action::ByHand { task, .. } = &of.action {
        write!(text, ": {task}").unwrap_or_default();
    }
    clean(&text)
}

fn who(skip: &Skip) -> String {
    if skip.who.name.is_empty() {
        skip.who.id.clone()
    } else {
        skip.who.name.clone()
    }
}

fn brake(hit: &BrakeHit) -> String {
    format!(
        "Held by {}: {} ({}). Lift it with --lift {}=\"{}\"",
        hit.brake.word(),
        clean(&hit.message),
        clean(&hit.people()),
        hit.brake.word(),
        clean(&hit.type_name)
    )
}
