//! The design kit, driven as by mouse, keyboard and screen reader.
#![cfg(test)]

mod components;
mod controls;
mod focus;
mod over;
mod page;
mod photo;
mod scripts;

#[path = "../support/eyes.rs"]
mod eyes;
#[path = "../support/paint.rs"]
mod paint;

use egui_kittest::kittest::NodeT as _;
use egui_kittest::{Harness, Node};
use gatehouse::kit::theme;

/// A window of 800 x 1,000 points with a state.
fn window<'a, S: 'a>(state: S, ui: impl FnMut(&mut egui::Ui, &mut S) + 'a) -> Harness<'a, S> {
    Harness::builder()
        .with_size([800.0, 1_000.0])
        .with_max_steps(12)
        .with_context_setup(|ctx| {
            theme::install(ctx);
            theme::still(ctx);
        })
        .build_ui_state(ui, state)
}

/// What a control says about itself beyond its name.
fn description(node: &Node<'_>) -> String {
    let node = node.accesskit_node();
    node.data().description().unwrap_or_default().to_owned()
}
