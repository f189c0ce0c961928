//! Spans of time: made, last login, changed from one day to another.

use crate::index::{Filter, Span};
use crate::kit::button::Button;
use crate::kit::field::Field;
use crate::kit::text;
use crate::model::{day, day_start, typed_day};
use crate::worker::protocol::member_groups;
use egui::{Popup, PopupCloseBehavior, Ui};
use jiff::Timestamp;

/// Times that can be limited, with their words.
pub(super) const KINDS: [(&str, &str); 3] = [
    (member_groups::CREATED, "Made"),
    (member_groups::LAST_LOGIN, "Last login"),
    (member_groups::UPDATED, "Changed"),
];

const DAY: i64 = 24 * 60 * 60;

/// What is typed into the fields.
#[derive(Debug, Default)]
pub(super) struct Dates {
    typed: [[String; 2]; 3],
}

/// A span in words; its last day belongs to it.
pub(super) fn words(span: Span) -> String {
    let at = |seconds: i64| Timestamp::from_second(seconds).map(day).unwrap_or_default();
    match (span.from, span.until) {
        (Some(from), Some(until)) => format!("{} to {}", at(from), at(until - DAY)),
        (Some(from), None) => format!("since {}", at(from)),
        (None, Some(until)) => format!("up to {}", at(until - DAY)),
        (None, None) => "told".to_owned(),
    }
}

/// The spans of a filter in words.
pub(super) fn spans(filter: &Filter) -> Vec<String> {
    let spans = KINDS.iter().filter_map(|(key, label)| {
        let span = filter.spans.get(*key)?;
        Some(format!("{label} {}", words(*span)))
    });
    spans.collect()
}

impl Dates {
    /// The button with the fields below it.
    pub(super) fn button(&mut self, filter: &mut Filter, ui: &mut Ui) {
        let button = Button::quiet("Dates").menu().flush().show(ui);
        let popup = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        popup.show(|ui| {
            ui.set_min_width(300.0);
            ui.label(text::caption("Days such as 2026-11-21; both count"));
            for ((key, label), typed) in KINDS.into_iter().zip(&mut self.typed) {
                ui.add_space(4.0);
                follow(filter, key, typed);
                let mut changed = false;
                let mut wrong = None;
                ui.horizontal(|ui| {
                    for (text, end) in typed.iter_mut().zip(["from", "to"]) {
                        let bad = !text.trim().is_empty() && day_start(text).is_none();
                        let field = Field::text(format!("{label} {end}"), text)
                            .hint("YYYY-MM-DD")
                            .width(140.0)
                            .limit(10);
                        changed |= field.show(ui).changed();
                        if bad {
                            wrong = Some(format!("“{}” is no day", text.trim()));
                        }
                    }
                });
                if let Some(wrong) = wrong {
                    crate::kit::field::error_line(ui, &wrong);
                }
                if changed {
                    put(filter, key, typed);
                }
            }
        });
    }
}

/// The span of what is typed; what is no day leaves its end open.
fn span([from, until]: &[String; 2]) -> Span {
    Span {
        from: day_start(from).map(Timestamp::as_second),
        until: day_start(until).map(|t| t.as_second() + DAY),
    }
}

/// Where the span was chosen or taken off elsewhere, by a view or a chip, the fields show it.
fn follow(filter: &Filter, key: &str, typed: &mut [String; 2]) {
    let now = filter.spans.get(key).copied().unwrap_or_default();
    if span(typed) != now {
        let day = |at: i64| Timestamp::from_second(at).map(typed_day);
        let day = |at: Option<i64>| at.and_then(|at| day(at).ok()).unwrap_or_default();
        *typed = [day(now.from), day(now.until.map(|at| at - DAY))];
    }
}

fn put(filter: &mut Filter, key: &str, typed: &[String; 2]) {
    let span = span(typed);
    if span.is_open() {
        filter.spans.remove(key);
    } else {
        filter.spans.insert(key.to_owned(), span);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_a_span_that_holds_both_and_bad_ones_are_left_out() {
        let mut filter = Filter::default();
        let days = ["2026-11-01".to_owned(), "2026-11-02".to_owned()];
        put(&mut filter, "created", &days);
        let span = filter.spans["created"];
        assert_eq!(span.until.unwrap() - span.from.unwrap(), 2 * DAY);
        put(&mut filter, "created", &["soon".to_owned(), String::new()]);
        assert!(filter.spans.is_empty());
    }

    #[test]
    fn fields_show_what_was_chosen_elsewhere_and_leave_what_is_being_typed() {
        let chosen = ["2026-11-01".to_owned(), "2026-11-02".to_owned()];
        let mut filter = Filter::default();
        put(&mut filter, "created", &chosen);
        let mut typed = [String::new(), "2025-01-01".to_owned()];
        follow(&filter, "created", &mut typed);
        assert_eq!(typed, chosen, "by a view");
        let half = ["2026-11-01".to_owned(), "2026-1".to_owned()];
        put(&mut filter, "created", &half);
        typed.clone_from(&half);
        follow(&filter, "created", &mut typed);
        assert_eq!(typed, half, "while it is typed");
        filter.spans.clear();
        follow(&filter, "created", &mut typed);
        assert_eq!(typed, [String::new(), String::new()], "by its chip");
    }
}
