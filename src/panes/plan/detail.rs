//! One line in full, below the table.

use super::facts::Place;
use super::lines::{both, look};
use crate::kit::button::link_out;
use crate::kit::icons::Icon;
use crate::kit::tokens;
use crate::kit::tone::Tone;
use crate::kit::{badge, button::IconButton, text};
use crate::model::{Ask, count, day, exact, until};
use crate::panes::Cx;
use crate::plan::{Action, Grant, Line, LineResult};
use egui::{CornerRadius, Frame, Margin, OpenUrl, Stroke, Ui, vec2};

/// Grants that are listed; more are counted.
const MOST: usize = 12;
/// Room for the names of facts, in points.
const NAME: f32 = 92.0;
/// Below this width a fact stands under its name.
const NARROW: f32 = 340.0;

fn boxed(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let t = tokens::of(ui.ctx());
    Frame::new()
        .stroke(Stroke::new(1.0, t.border))
        .corner_radius(CornerRadius::same(tokens::size::RADIUS_NOTE))
        .inner_margin(Margin::symmetric(12, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(8.0, 3.0);
            content(ui);
        });
}

/// What the line takes and gives, how it goes out, and how it could be taken back.
pub(super) fn planned(ui: &mut Ui, cx: &mut Cx<'_>, line: &Line, place: Option<Place>) {
    boxed(ui, |ui| {
        head(ui, line);
        by_hand(ui, cx, line);
        let lost: Vec<&Grant> = line.lost().collect();
        let gained: Vec<&Grant> = line.gained().collect();
        let stays: Vec<&Grant> = line
            .before
            .iter()
            .filter(|g| line.after.contains(g))
            .collect();
        group(ui, "Loses", &lost, Icon::Minus, Tone::Danger);
        group(ui, "Gets", &gained, Icon::Add, Tone::Success);
        group(ui, "Keeps", &stays, Icon::Check, Tone::Neutral);
        ui.add_space(2.0);
        fact(ui, "Why", &line.reason);
        if !line.action.is_sent() {
            return;
        }
        if !line.needs.is_empty() {
            fact(ui, "Only if", &line.needs.join(". "));
        }
        if let Some(place) = place {
            fact(ui, "Goes out", &place.words());
        }
        fact(ui, "Mails", &mails(line));
        fact(ui, "Read back", &line.read_back);
        fact(ui, "Take back", line.undo.sentence());
    });
}

fn mails(line: &Line) -> String {
    match line.mails {
        0 => "Wix sends no mail".to_owned(),
        n => format!("Wix sends {}", count(n as usize, "mail", "mails")),
    }
}

/// What has to be done by hand, where, and until when.
fn by_hand(ui: &mut Ui, cx: &mut Cx<'_>, line: &Line) {
    let Action::ByHand {
        task,
        link,
        ends_at,
    } = &line.action
    else {
        return;
    };
    text::paragraph(ui, text::body(task.as_str()));
    if let Some(link) = link {
        ui.horizontal(|ui| {
            let room = (ui.available_width() - 34.0).max(40.0);
            ui.scope(|ui| {
                ui.set_max_width(room);
                if link_out(ui, link).clicked() {
                    ui.ctx().open_url(OpenUrl::new_tab(link.as_str()));
                }
            });
            let copy = IconButton::new(Icon::Copy, "Copy the link").small();
            if copy.show(ui).clicked() {
                cx.ask(Ask::Copy(link.clone()));
            }
        });
    }
    if let Some(at) = ends_at {
        let words = format!(
            "Ends by itself on {}, {}",
            day(*at),
            until(*at, cx.model.now)
        );
        text::paragraph(ui, text::muted(words)).on_hover_text(exact(*at));
    }
}

/// A name with what is to be known about it.
fn fact(ui: &mut Ui, name: &str, words: &str) {
    if ui.available_width() < NARROW {
        ui.label(text::small_muted(name));
        text::paragraph(ui, text::small(words));
        return;
    }
    ui.horizontal_top(|ui| {
        ui.scope(|ui| {
            ui.set_width(NAME);
            text::ellipsis(ui, text::small_muted(name));
        });
        ui.vertical(|ui| {
            text::paragraph(ui, text::small(words));
        });
    });
}

fn head(ui: &mut Ui, line: &Line) {
    ui.horizontal_wrapped(|ui| {
        ui.label(text::strong(line.action.label()));
        text::paragraph(ui, text::muted(both(&line.who)));
    });
}

fn group(ui: &mut Ui, name: &str, grants: &[&Grant], icon: Icon, tone: Tone) {
    if grants.is_empty() {
        return;
    }
    let t = tokens::of(ui.ctx());
    ui.label(text::caption(format!("{name} ({})", grants.len())));
    for grant in grants.iter().take(MOST) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let ink = if tone == Tone::Neutral {
                t.muted
            } else {
                tone.ink(t)
            };
            icon.show(ui, 14.0, 16.0, ink);
            text::ellipsis(ui, text::body(grant.to_string()));
        });
    }
    if grants.len() > MOST {
        ui.label(text::muted(format!("and {} more", grants.len() - MOST)));
    }
}

/// What became of the line.
pub(super) fn result(ui: &mut Ui, cx: &mut Cx<'_>, line: &Line, result: &LineResult) {
    boxed(ui, |ui| {
        head(ui, line);
        let (icon, word, tone) = look(result.outcome);
        badge::state_word(ui, icon, word, tone);
        by_hand(ui, cx, line);
        if let Some(detail) = &result.detail {
            text::copyable(ui, text::body(detail.as_str()));
        }
        if let Some(back) = &result.read_back {
            let how = if back.as_planned {
                "As planned"
            } else {
                "Not as planned"
            };
            let words = format!("{}. {how}, {}", back.found, exact(back.at));
            fact(ui, "Read again", &words);
        }
        if let Some(at) = result.at {
            fact(ui, "Known since", &exact(at));
        }
        if line.action.is_sent() {
            fact(ui, "Take back", line.undo.sentence());
        }
        if let Some(id) = &result.request_id {
            text::copyable(ui, text::small(format!("Request id {id}")));
        }
    });
}
