//! What can be seen to be wrong without pressing a key.

use super::seen::{Control, Seen};
use egui::accesskit::{NodeId, Role};
use std::collections::{HashMap, HashSet};

/// Roles that say nothing about what can be done.
const MUTE: [Role; 6] = [
    Role::Unknown,
    Role::GenericContainer,
    Role::Label,
    Role::Paragraph,
    Role::Image,
    Role::TextRun,
];

/// Everything that is wrong with what stands on the screen.
pub(super) fn of(seen: &Seen) -> Vec<String> {
    let mut found: Vec<String> = seen.all.iter().flat_map(of_one).collect();
    found.extend(doubles(seen));
    found.extend(unheard(seen));
    found
}

fn of_one(control: &Control) -> Vec<String> {
    let mut found = Vec::new();
    let used = control.click || control.focus;
    // Words that can be selected with the mouse take clicks too.
    let selectable = control.text && !control.focus;
    if used && !selectable && MUTE.contains(&control.role) {
        let how = if control.click { "clicked" } else { "focused" };
        found.push(format!("can be {how} but has no role: {control}"));
    }
    let spoken = used || control.is_control();
    // The bars of scroll areas are egui's own; they say their direction.
    if spoken && control.role != Role::ScrollBar && control.name.trim().is_empty() {
        found.push(format!("has no name: {control}"));
    }
    if !control.is_control() || control.is_heading_row() {
        return found;
    }
    if control.disabled && control.reason.trim().is_empty() {
        found.push(format!("is blocked and does not say why: {control}"));
    }
    // A click is what egui makes of Enter and Space; fields and steppers take keys themselves.
    let typed = matches!(
        control.role,
        Role::TextInput
            | Role::MultilineTextInput
            | Role::PasswordInput
            | Role::SearchInput
            | Role::SpinButton
            | Role::Slider
            | Role::Splitter
    );
    let heading = control.role == Role::ColumnHeader && !control.name.starts_with("Sort by");
    if !control.disabled && !control.click && !typed && !heading {
        found.push(format!("Enter and Space do nothing on {control}"));
    }
    found
}

/// What may be there twice: rows of people who have one name, told apart by their cells, and the
/// cross of a dialog whose way out is called the same.
fn twin(control: &Control) -> bool {
    control.role == Role::Row || (control.role == Role::Button && control.name == "Close")
}

/// Controls that are called the same in the same place.
fn doubles(seen: &Seen) -> Vec<String> {
    let mut known: HashMap<(Option<NodeId>, Role, &str), usize> = HashMap::new();
    for c in seen.controls().filter(|c| !c.name.is_empty() && !twin(c)) {
        *known
            .entry((c.holder.0, c.role, c.name.as_str()))
            .or_default() += 1;
    }
    let mut told = HashSet::new();
    let all = seen.controls();
    all.filter(|c| {
        let key = (c.holder.0, c.role, c.name.as_str());
        known.get(&key).is_some_and(|n| *n > 1) && told.insert(key)
    })
    .map(|c| format!("is there more than once: {c}"))
    .collect()
}

/// What takes clicks and is not in the tree at all.
fn unheard(seen: &Seen) -> Vec<String> {
    let heard: HashSet<NodeId> = seen.all.iter().map(|c| c.id).collect();
    let whole = seen.screen.area() * 0.9;
    let spots = seen.spots.iter();
    spots
        .filter(|s| !heard.contains(&s.id))
        // The veil behind a dialog: Escape does the same.
        .filter(|s| s.rect.is_positive() && s.rect.area() < whole)
        .map(|s| format!("takes clicks at {:?} and is not in the tree", s.rect))
        .collect()
}
