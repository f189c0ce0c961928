//! What lies behind an open dialog cannot be pressed, scrolled or set by a screen reader either:
//! egui keeps mouse and keyboard away from there, but does whatever an assistive technology asks for
//! wherever it is.

use egui::accesskit::{ActionRequest, NodeId, TreeId};
use egui::{Context, Event, RawInput};

/// Drops what is asked of controls behind the dialog on top.
#[derive(Debug)]
pub(super) struct Behind;

impl egui::Plugin for Behind {
    fn debug_name(&self) -> &'static str {
        "behind"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let asks = |e: &Event| matches!(e, Event::AccessKitActionRequest(_));
        if input.events.iter().any(asks) && ctx.memory(|m| m.top_modal_layer().is_some()) {
            input
                .events
                .retain(|event| !asked(event).is_some_and(|node| is_behind(ctx, node)));
        }
    }
}

/// The node of this window that something is asked of.
fn asked(event: &Event) -> Option<NodeId> {
    match event {
        Event::AccessKitActionRequest(ActionRequest {
            target_tree: TreeId::ROOT,
            target_node,
            ..
        }) => Some(*target_node),
        _ => None,
    }
}

/// Whether this is a control of a layer that the dialog on top covers, as the last frame drew it.
fn is_behind(ctx: &Context, node: NodeId) -> bool {
    let layer = ctx.viewport(|v| {
        let drawn = v.this_pass.widgets.layers();
        drawn.into_iter().find_map(|(layer, widgets)| {
            let mut ids = widgets.iter().map(|w| w.id.accesskit_id());
            ids.any(|id| id == node).then_some(*layer)
        })
    });
    layer.is_some_and(|layer| ctx.memory(|m| !m.is_above_modal_layer(layer)))
}

#[cfg(test)]
mod tests {
    use crate::kit::button::Button;
    use crate::kit::modal::Dialog;
    use crate::kit::theme;
    use egui_kittest::Harness;
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    /// What was pressed, and whether the dialog is open.
    #[derive(Debug, Default)]
    struct Pressed {
        behind: u32,
        inside: u32,
        open: bool,
    }

    fn window() -> Harness<'static, Pressed> {
        Harness::builder()
            .with_size(egui::vec2(600.0, 400.0))
            .with_max_steps(20)
            .with_context_setup(theme::install)
            .build_ui_state(
                |ui, pressed: &mut Pressed| {
                    if Button::quiet("Below").show(ui).clicked() {
                        pressed.behind += 1;
                    }
                    if pressed.open {
                        Dialog::new("a", "A question").show(ui.ctx(), |ui| {
                            if Button::quiet("Above").show(ui).clicked() {
                                pressed.inside += 1;
                            }
                        });
                    }
                },
                Pressed::default(),
            )
    }

    fn press(window: &mut Harness<'static, Pressed>, name: &str) {
        window.get_by_label(name).click_accesskit();
        window.run();
    }

    #[test]
    fn a_screen_reader_presses_only_what_the_dialog_does_not_cover() {
        let mut window = window();
        press(&mut window, "Below");
        assert_eq!(window.state().behind, 1, "nothing is open yet");
        window.state_mut().open = true;
        window.run();
        press(&mut window, "Below");
        press(&mut window, "Above");
        let state = window.state();
        assert_eq!((state.behind, state.inside), (1, 1), "behind, inside");
        window.state_mut().open = false;
        window.run();
        press(&mut window, "Below");
        assert_eq!(window.state().behind, 2, "it is closed again");
    }

    #[test]
    fn a_dialog_says_that_nothing_else_can_be_used() {
        let mut window = window();
        window.state_mut().open = true;
        window.run();
        let dialog = window.get_by_role(egui::accesskit::Role::Dialog);
        assert!(dialog.accesskit_node().data().is_modal());
    }
}
