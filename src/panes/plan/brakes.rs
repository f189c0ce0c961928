//! What holds a plan, and the name that lifts it.

use crate::kit::field::Field;
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::model::count;
use crate::plan::{Brake, Lift};
use crate::worker::protocol::PlanReview;
use egui::Ui;
use std::collections::BTreeMap;

/// Draws every brake with its field.
pub(super) fn show(ui: &mut Ui, ready: &PlanReview, typed: &mut BTreeMap<Brake, String>) {
    for hit in &ready.brakes {
        let mut who = hit.first.join(", ");
        if hit.more > 0 {
            who = format!("{who} and {} more", count(hit.more, "person", "people"));
        }
        let words = if who.is_empty() {
            hit.message.clone()
        } else {
            format!("{}. {who}", hit.message)
        };
        Note::new(Tone::Warning, words)
            .title(hit.brake.label())
            .show(ui);
        let text = typed.entry(hit.brake).or_default();
        let lift = Lift {
            brake: hit.brake,
            typed: text.clone(),
        };
        let wrong = !text.trim().is_empty()
            && !lift.is_valid(&ready.name_to_type)
            && !ready.name_to_type.starts_with(text.trim());
        let label = format!("Type “{}” to go on", ready.name_to_type);
        ui.push_id(hit.brake.word(), |ui| {
            Field::text(label, text)
                .limit(200)
                .width(420.0)
                .error(wrong.then_some("This is not the name. Capitals and blanks count"))
                .show(ui);
        });
    }
}

/// The lifts that were typed right.
pub(super) fn lifts(ready: &PlanReview, typed: &BTreeMap<Brake, String>) -> Vec<Lift> {
    let of = |brake: Brake| Lift {
        brake,
        typed: typed.get(&brake).cloned().unwrap_or_default(),
    };
    let all = ready.brakes.iter().map(|hit| of(hit.brake));
    all.filter(|lift| lift.is_valid(&ready.name_to_type))
        .collect()
}
