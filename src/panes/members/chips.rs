//! Chips of the spans of time that are chosen.

use super::dates::{KINDS, words};
use crate::index::Filter;
use crate::kit::badge;
use egui::Ui;

/// One chip per span; a click takes it off.
pub(super) fn show(filter: &mut Filter, ui: &mut Ui) {
    let mut off = None;
    for (key, label) in KINDS {
        if let Some(span) = filter.spans.get(key) {
            let chip = format!("{label}: {}", words(*span));
            if badge::filter_chip(ui, &chip, None) {
                off = Some(key);
            }
        }
    }
    if let Some(key) = off {
        filter.spans.remove(key);
    }
}
