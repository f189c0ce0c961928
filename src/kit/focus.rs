//! Whoever goes with the Tab key sees where: what takes the keyboard comes into sight.

use egui::accesskit::{Action, ActionRequest, TreeId};
use egui::{Context, Event, Id, Popup};

/// What is remembered from frame to frame.
#[derive(Debug, Clone, Copy, Default)]
struct Memory {
    at: Option<Id>,
    /// The mouse did something in the frame before: it is where it is clicked.
    mouse: bool,
    /// A menu was open when the frame began.
    menu: bool,
}

const ID: &str = "focus into sight";

/// Whether a menu, or a list that opens, has the arrow keys and Escape in this frame: it is open, or
/// the Escape of this frame closed it.
pub fn menu_open(ctx: &Context) -> bool {
    let known: Memory = ctx.data(|d| d.get_temp(Id::unique(ID))).unwrap_or_default();
    known.menu || Popup::is_any_open(ctx)
}

/// Scrolls to the control that took the keyboard in the frame before, unless all of it is in sight or
/// a mouse did it. `theme::install` has it called at the start of every frame.
pub(super) fn into_sight(ctx: &Context) {
    let id = Id::unique(ID);
    let known: Memory = ctx.data(|d| d.get_temp(id)).unwrap_or_default();
    let now = Memory {
        at: ctx.memory(egui::Memory::focused),
        mouse: ctx.input(|i| i.pointer.any_down() || i.pointer.any_released()),
        menu: Popup::is_any_open(ctx),
    };
    ctx.data_mut(|d| d.insert_temp(id, now));
    let Some(at) = now.at.filter(|at| Some(*at) != known.at && !known.mouse) else {
        return;
    };
    let cut = ctx.viewport(|v| {
        let widget = v.prev_pass.widgets.get(at);
        widget.is_some_and(|w| !w.interact_rect.expand(1.0).contains_rect(w.rect))
    });
    if cut {
        // What screen readers ask for when they go to a control does just this.
        let request = ActionRequest {
            action: Action::ScrollIntoView,
            target_tree: TreeId::ROOT,
            target_node: at.accesskit_id(),
            data: None,
        };
        ctx.input_mut(|i| i.events.push(Event::AccessKitActionRequest(request)));
        ctx.request_repaint();
    }
}
