//! A stage for the tests of the panes: one pane, one model, what was asked for.

use egui::accesskit::Role;
use egui::{Theme, Ui, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, NodeT as _, Queryable as _};

use crate::kit::theme;
use crate::model::{Ask, Model};
use crate::panes::Cx;
use crate::worker::protocol::Command;

/// Free at the right of a small window: 8 points of the harness, 12 of the pane, less the edge.
const MARGIN: f32 = 8.0 + 12.0 - 1.0;

/// What a test plays with.
pub(in crate::panes) struct Stage<P> {
    pub(in crate::panes) pane: P,
    pub(in crate::panes) model: Model,
    pub(in crate::panes) asks: Vec<Ask>,
}

impl<P> Stage<P> {
    /// The commands among what was asked for.
    pub(in crate::panes) fn commands(&self) -> Vec<&Command> {
        self.asks
            .iter()
            .filter_map(|ask| match ask {
                Ask::Worker(command) => Some(command.as_ref()),
                _ => None,
            })
            .collect()
    }
}

/// How a pane draws itself.
pub(in crate::panes) type Draw<P> = fn(&mut P, &mut Ui, &mut Cx<'_>);

/// A pane in a window of this size.
pub(in crate::panes) fn sized<P: 'static>(
    size: Vec2,
    look: Theme,
    model: Model,
    pane: P,
    draw: Draw<P>,
) -> Harness<'static, Stage<P>> {
    let stage = Stage {
        pane,
        model,
        asks: Vec::new(),
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_theme(look)
        // A keyboard that was lost is brought back after some frames.
        .with_max_steps(16)
        .with_context_setup(|ctx| {
            theme::install(ctx);
            theme::still(ctx);
        })
        .build_ui_state(
            move |ui, stage: &mut Stage<P>| {
                let mut cx = Cx {
                    model: &stage.model,
                    asks: &mut stage.asks,
                };
                draw(&mut stage.pane, ui, &mut cx);
            },
            stage,
        );
    harness.run();
    harness
}

/// A pane in a window of the usual size, tall enough to show all of it.
pub(in crate::panes) fn play<P: 'static>(
    model: Model,
    pane: P,
    draw: Draw<P>,
) -> Harness<'static, Stage<P>> {
    sized(vec2(1280.0, 2400.0), Theme::Light, model, pane, draw)
}

/// Draws a pane in the smallest and the usual window, in both palettes; everything in it that can
/// be operated must have a name.
pub(in crate::panes) fn everywhere<P: Default + 'static>(
    name: &str,
    model: &Model,
    set: fn(&mut P),
    draw: Draw<P>,
) {
    for size in [vec2(512.0, 320.0), vec2(1280.0, 800.0)] {
        for look in [Theme::Light, Theme::Dark] {
            let mut pane = P::default();
            set(&mut pane);
            let harness = sized(size, look, model.clone(), pane, draw);
            let unnamed = harness.unnamed_widgets();
            assert!(unnamed.is_empty(), "{name} at {size:?}: {unnamed:?}");
            let wide = too_wide(&harness, size.x);
            assert!(wide.is_empty(), "{name} at {size:?}: {wide:?}");
            assert!(
                harness.state().asks.is_empty(),
                "{name} asks for something by itself"
            );
        }
    }
}

/// What reaches into the margin at the right or beyond.
fn too_wide<P>(harness: &Harness<'_, Stage<P>>, width: f32) -> Vec<String> {
    let inside = [
        Role::Button,
        Role::Label,
        Role::CheckBox,
        Role::TextInput,
        Role::Link,
    ];
    harness
        .get_all(By::new().predicate(move |n| inside.contains(&n.role())))
        .filter(|n| n.rect().right() > width - MARGIN)
        .map(|n| format!("{:?} {:?}", n.accesskit_node().label(), n.rect()))
        .collect()
}
