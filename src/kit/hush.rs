//! Explanations on hover go away when a key is pressed and when a dialog comes up, and stay away
//! until the mouse moves: by itself egui keeps one open as long as the mouse rests on its control,
//! above whatever a key has opened meanwhile.

use super::theme::TOOLTIP_DELAY;
use egui::{
    Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, RawInput, TouchPhase, Vec2,
};

/// Seconds of stillness that nobody waits for.
const NEVER: f32 = 1e9;

/// The end of a scrolling that moves nothing.
const END: Event = Event::MouseWheel {
    unit: MouseWheelUnit::Point,
    delta: Vec2::ZERO,
    phase: TouchPhase::End,
    modifiers: Modifiers::NONE,
    source: MouseWheelSource::Unknown,
};

/// Watches keys, dialogs and the mouse.
#[derive(Debug, Default)]
pub(super) struct Hush {
    on: bool,
    dialog: bool,
    pushed: bool,
}

impl Hush {
    fn set(&mut self, ctx: &Context, on: bool) {
        if self.on != on {
            self.on = on;
            let delay = if on { NEVER } else { TOOLTIP_DELAY };
            ctx.all_styles_mut(|style| style.interaction.tooltip_delay = delay);
        }
    }
}

fn is_key(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { pressed: true, .. }
            | Event::Text(_)
            | Event::Copy
            | Event::Cut
            | Event::Paste(_)
    )
}

fn is_mouse(event: &Event) -> bool {
    matches!(
        event,
        Event::PointerMoved(_) | Event::PointerButton { .. } | Event::Touch { .. }
    )
}

impl egui::Plugin for Hush {
    fn debug_name(&self) -> &'static str {
        "hush"
    }

    fn on_begin_pass(&mut self, ui: &mut egui::Ui) {
        // It has done its work; nobody else is to take it for a wheel.
        if std::mem::take(&mut self.pushed) {
            ui.input_mut(|i| {
                i.events.retain(|e| *e != END);
                i.raw.events.retain(|e| *e != END);
            });
        }
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let dialog = ctx.memory(|m| m.top_modal_layer().is_some());
        let opened = dialog && !std::mem::replace(&mut self.dialog, dialog);
        self.dialog = dialog;
        if input.events.iter().any(is_mouse) && !opened {
            self.set(ctx, false);
        } else if opened || input.events.iter().any(is_key) {
            self.set(ctx, true);
            // An open one looks at the delay after scrolling alone.
            input.events.push(END);
            self.pushed = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::kit::modal::Dialog;
    use crate::kit::theme;
    use egui::{Event, Key, pos2};
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    const SAYS: &str = "Reads the account again";

    /// A control with an explanation, and a dialog that comes up when it is wanted.
    fn window() -> Harness<'static, bool> {
        Harness::builder()
            .with_size(egui::vec2(600.0, 400.0))
            .with_step_dt(0.1)
            .with_context_setup(theme::install)
            .build_ui_state(
                |ui, dialog| {
                    ui.button("Read").on_hover_text(SAYS);
                    if *dialog {
                        Dialog::new("a", "A question").show(ui.ctx(), |_| {});
                    }
                },
                false,
            )
    }

    fn is_said(window: &mut Harness<'static, bool>) -> bool {
        // Longer than the mouse has to rest.
        window.run_steps(12);
        window.query_by_label(SAYS).is_some()
    }

    #[test]
    fn a_key_hides_what_is_explained_until_the_mouse_moves() {
        let mut window = window();
        window.get_by_label("Read").hover();
        assert!(is_said(&mut window));
        window.key_press(Key::A);
        assert!(!is_said(&mut window));
        let at = window.get_by_label("Read").rect().center();
        window.event(Event::PointerMoved(pos2(at.x + 1.0, at.y)));
        assert!(is_said(&mut window));
    }

    #[test]
    fn a_dialog_that_comes_up_has_no_explanation_above_it() {
        let mut window = window();
        window.get_by_label("Read").hover();
        assert!(is_said(&mut window));
        *window.state_mut() = true;
        assert!(!is_said(&mut window));
    }
}
