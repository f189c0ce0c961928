//! A world in a window that nobody sees.

use super::fixture::World;
use crate::kit::theme;
use egui::accesskit::Role;
use egui::{Theme, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};

/// A window over a world.
pub(in crate::panes) type Window = Harness<'static, World>;

/// Opens a window of this size, in points.
pub(in crate::panes) fn window(world: World, size: (f32, f32), look: Theme) -> Window {
    let mut harness = Harness::builder()
        .with_size(vec2(size.0, size.1))
        .with_theme(look)
        .with_max_steps(12)
        .with_context_setup(|ctx| {
            theme::install(ctx);
            theme::still(ctx);
        })
        .build_ui_state(|ui, world: &mut World| world.frame(ui), world);
    harness.run();
    harness
}

/// A window with room for everything.
pub(in crate::panes) fn wide(world: World) -> Window {
    window(world, (1280.0, 800.0), Theme::Light)
}

/// The button with exactly this label.
pub(in crate::panes) fn button<'a>(window: &'a Window, label: &'a str) -> Node<'a> {
    let all = window.get_all_by_role_and_label(Role::Button, label);
    all.into_iter().next().expect("a button with this label")
}

/// Presses a button.
pub(in crate::panes) fn press(window: &mut Window, label: &str) {
    button(window, label).click();
    window.run();
}

/// Whether a button can be pressed, and what is said about it.
pub(in crate::panes) fn about(window: &Window, label: &str) -> (bool, String) {
    let node = button(window, label);
    let node = node.accesskit_node();
    (!node.is_disabled(), node.description().unwrap_or_default())
}

/// Clicks on a row of a table.
pub(in crate::panes) fn click_row(window: &mut Window, name: &str, modifiers: egui::Modifiers) {
    window
        .get_by_role_and_label(Role::Row, name)
        .click_modifiers(modifiers);
    window.run();
}

/// Whether these words stand somewhere.
pub(in crate::panes) fn says(window: &Window, words: &str) -> bool {
    window.query_all_by_label_contains(words).next().is_some()
}
