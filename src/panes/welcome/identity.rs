//! Who may call what, and which sites a limited key reaches.

use egui::{Align, Layout, Ui, vec2};

use crate::kit::icons::Icon;
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{badge, layout, text, toggle};
use crate::model::count;
use crate::worker::protocol::{IdentityRow, IdentityRule, May, SiteLimit};

/// Below this width an area stands above what is known about it.
const NARROW: f32 = 460.0;

/// How far a limited key reaches.
pub fn limit(ui: &mut Ui, limit: &SiteLimit) {
    let numbers = limit.numbers();
    let title = format!("This key reaches {} of {} sites", numbers.open, numbers.of);
    let mut words = format!(
        "{} outside this key’s sites. Such sites are listed, and nothing about them is asked. Add \
         them to the key on the page of API keys and check again to reach them",
        match limit.outside.len() {
            1 => "1 site is".to_owned(),
            n => format!("{n} sites are"),
        }
    );
    if limit.more {
        words.push_str(". Sites beyond those are tried when they are read");
    }
    Note::new(Tone::Info, words).title(title).show(ui);
}

/// What this kind of sign-in may ask of Wix, and below it, folded away, what others may.
pub fn table(ui: &mut Ui, rows: &[IdentityRow], others_open: &mut bool) {
    for row in rows.iter().filter(|r| r.mine) {
        ui.push_id(row.who, |ui| rules(ui, row));
    }
    toggle::fold(ui, others_open, "What other sign-ins may ask");
    if *others_open {
        for row in rows.iter().filter(|r| !r.mine) {
            ui.add_space(4.0);
            let may = row.rules.iter().filter(|r| r.may == May::Yes).count();
            let told = count(row.rules.len(), "area", "areas");
            let name = text::capital(row.who);
            layout::section(ui, &name, &format!("{may} of {told}"));
            ui.push_id(row.who, |ui| rules(ui, row));
        }
    }
}

fn rules(ui: &mut Ui, row: &IdentityRow) {
    ui.spacing_mut().item_spacing.y = 3.0;
    for rule in &row.rules {
        if ui.available_width() < NARROW {
            ui.horizontal_wrapped(|ui| {
                ui.label(text::strong(text::capital(rule.area)));
                may(ui, rule.may);
            });
            why(ui, rule);
            continue;
        }
        ui.horizontal_top(|ui| {
            column(ui, 164.0, |ui| {
                text::paragraph(ui, text::body(text::capital(rule.area)));
            });
            column(ui, 112.0, |ui| may(ui, rule.may));
            let rest = ui.available_width();
            column(ui, rest, |ui| why(ui, rule));
        });
    }
}

fn column(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    let layout = Layout::top_down(Align::Min);
    ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
        ui.set_width(width);
        add(ui);
    });
}

/// Icon and word: colour never stands alone.
fn may(ui: &mut Ui, may: May) {
    let (icon, words, tone) = match may {
        May::Yes => (Icon::Success, "May ask", Tone::Success),
        May::No => (Icon::Refused, "May not", Tone::Neutral),
        May::Unclear => (Icon::Help, "Not told", Tone::Warning),
    };
    badge::state_word(ui, icon, words, tone);
}

fn why(ui: &mut Ui, rule: &IdentityRule) {
    text::paragraph(ui, text::small_muted(text::capital(rule.why)));
}
