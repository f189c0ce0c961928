//! What assistive programs hear beyond the name of a control.

use egui::accesskit::{Live, Role};
use egui::{Id, Rect, Response, Sense, Ui, vec2};

/// Has `text` read out when it changes, without moving the focus. Draw it in every frame, with an
/// empty text while there is nothing to say.
pub fn announce(ui: &mut Ui, text: &str) {
    let id = ui.scope_id().with("announce");
    let rect = Rect::from_min_size(ui.max_rect().min, vec2(1.0, 1.0));
    // Interacting gives the node its place in the tree.
    let _ = ui.interact(rect, id, Sense::hover());
    live(ui, id, rect, Role::Status, text, Live::Polite);
}

/// The same for errors: interrupts what is being read.
pub fn alert(ui: &mut Ui, text: &str) {
    let id = ui.scope_id().with("alert");
    let rect = Rect::from_min_size(ui.max_rect().min, vec2(1.0, 1.0));
    let _ = ui.interact(rect, id, Sense::hover());
    live(ui, id, rect, Role::Alert, text, Live::Assertive);
}

/// Has the name of this part read out when it comes: a note, a state. What stands in it would be read
/// out by itself too, so it goes into a [`quiet`] part.
pub(super) fn tell(ui: &Ui, how: Live) {
    ui.ctx()
        .accesskit_node_builder(ui.unique_id(), |node| node.set_live(how));
}

/// Has nothing in this part read out by itself, although what is around it is.
pub(super) fn quiet(ui: &Ui) {
    tell(ui, Live::Off);
}

/// Says of the dialog that this is drawn in that nothing else can be used while it is open.
pub(super) fn only_this(ui: &Ui) {
    // The first part of an area has the id of its layer.
    let id = ui.layer_id().id;
    ui.ctx()
        .accesskit_node_builder(id, egui::accesskit::Node::set_modal);
}

fn live(ui: &Ui, id: Id, rect: Rect, role: Role, text: &str, how: Live) {
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_role(role);
        node.set_live(how);
        node.set_bounds(bounds(rect));
        node.set_label(text);
    });
}

/// Adds what a control does or why it cannot do it.
pub fn describe(response: &Response, text: &str) {
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_description(text));
}

/// Gives a node another role and a name; the response must already have a place in the tree.
pub fn role(response: &Response, role: Role, name: &str) {
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_role(role);
        node.set_label(name);
        node.set_bounds(bounds(response.rect));
    });
}

/// Says whether a fold is open.
pub fn expanded(response: &Response, open: bool) {
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_expanded(open));
}

/// Says whether one of several is the chosen one.
pub fn selected(response: &Response, on: bool) {
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_selected(on));
}

fn bounds(rect: Rect) -> egui::accesskit::Rect {
    egui::accesskit::Rect {
        x0: rect.min.x.into(),
        y0: rect.min.y.into(),
        x1: rect.max.x.into(),
        y1: rect.max.y.into(),
    }
}
