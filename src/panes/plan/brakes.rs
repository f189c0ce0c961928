//! What holds a plan, and the name that lifts it.

use super::facts::holds;
use crate::kit::field::Field;
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::plan::{Brake, BrakeHit, Lift, Scope};
use crate::worker::protocol::PlanReview;
use egui::accesskit::Role;
use egui::{Ui, UiBuilder};
use std::collections::BTreeMap;

/// What was typed, by brake and by what it guards.
pub(super) type Typed = BTreeMap<(Brake, Scope), String>;

/// Draws every brake with its field.
pub(super) fn show(ui: &mut Ui, ready: &PlanReview, typed: &mut Typed) {
    for hit in &ready.brakes {
        let who = hit.people();
        let parts = [hit.message.as_str(), holds(hit.brake), who.as_str()];
        let told: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        let words = told.join(". ");
        Note::new(Tone::Warning, words)
            .title(hit.brake.label())
            .show(ui);
        let text = typed.entry((hit.brake, hit.scope.clone())).or_default();
        let wrong = !text.trim().is_empty()
            && !lift(hit, text).lifts(hit)
            && !hit.type_name.starts_with(text.trim());
        let label = format!("Type “{}” to go on", hit.type_name);
        // Two brakes can ask for the same name.
        let group = UiBuilder::new()
            .id_salt((hit.brake.word(), &hit.scope))
            .accessibility_role(Role::Group)
            .accessibility_label(format!("Brake: {}", hit.brake.label()));
        ui.scope_builder(group, |ui| {
            Field::text(label, text)
                .limit(200)
                .width(420.0)
                .error(wrong.then_some("This is not the name. Capitals and blanks count"))
                .show(ui);
        });
    }
}

/// The lifts that were typed right.
pub(super) fn lifts(ready: &PlanReview, typed: &Typed) -> Vec<Lift> {
    let of = |hit: &BrakeHit| {
        let text = typed.get(&(hit.brake, hit.scope.clone()))?;
        Some(lift(hit, text)).filter(|l| l.lifts(hit))
    };
    ready.brakes.iter().filter_map(of).collect()
}

fn lift(hit: &BrakeHit, typed: &str) -> Lift {
    Lift {
        brake: hit.brake,
        scope: hit.scope.clone(),
        typed: typed.to_owned(),
    }
}
