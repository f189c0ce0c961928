//! Whoever goes with the Tab key sees where, and never loses the way: what takes the keyboard comes
//! into sight, what goes away leaves the keyboard to what stands in its place, and a key goes from
//! one part of the window to the next.

use egui::accesskit::{Action, ActionRequest, TreeId};
use egui::{Context, Event, Id, Key, LayerId, Modifiers, Popup, Rect, Ui};

mod keep;

pub(super) use keep::keep;

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

/// A part of the window that F6 goes to.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Part {
    name: &'static str,
    layer: LayerId,
    rect: Rect,
    /// What had the keyboard last in it.
    last: Option<Id>,
}

/// Parts in the order in which they were drawn.
#[derive(Debug, Clone, Default)]
struct Parts {
    drawn: Vec<Part>,
    before: Vec<Part>,
}

fn parts_id() -> Id {
    Id::unique("parts of the window")
}

/// Makes this place a part of the window: F6 goes to the next one, Shift+F6 to the one before. A part
/// may lie in one that was named earlier in the frame. Call it in the order of the Tab key.
pub fn part(ui: &Ui, name: &'static str, rect: Rect) {
    let layer = ui.layer_id();
    ui.data_mut(|d| {
        let parts = d.get_temp_mut_or_default::<Parts>(parts_id());
        let known = parts.before.iter().find(|p| p.name == name);
        let last = known.and_then(|p| p.last);
        parts.drawn.retain(|p| p.name != name);
        parts.drawn.push(Part {
            name,
            layer,
            rect,
            last,
        });
    });
}

/// Goes to another part of the window when its key is pressed. `theme::install` has it called at the
/// start of every frame.
pub(super) fn between_parts(ctx: &Context) {
    let mut parts: Parts = ctx.data(|d| d.get_temp(parts_id())).unwrap_or_default();
    if !parts.drawn.is_empty() {
        parts.before = std::mem::take(&mut parts.drawn);
    }
    let here = ctx.memory(egui::Memory::focused);
    let place = here.and_then(|at| part_of(ctx, &parts.before, at));
    if let Some(place) = place {
        parts.before[place].last = here;
    }
    let key = |held| ctx.input_mut(|i| i.consume_key(held, Key::F6));
    let (back, on) = (key(Modifiers::SHIFT), key(Modifiers::NONE));
    if back || on {
        let n = parts.before.len();
        // Without a place it begins after the first one, the list of areas.
        let start = place.unwrap_or(0);
        let ways = (1..=n).map(|by| {
            if back {
                start + n * by - by
            } else {
                start + by
            }
        });
        let target = ways
            .map(|at| parts.before[at % n])
            .find_map(|p| entry(ctx, &parts.before, p));
        if let Some(target) = target {
            ctx.memory_mut(|m| m.request_focus(target));
            ctx.request_repaint();
        }
    }
    ctx.data_mut(|d| d.insert_temp(parts_id(), parts));
}

/// Where the keyboard begins in the window: after the list of areas, with a control that fits.
fn first(ctx: &Context, fits: &dyn Fn(&Id) -> bool) -> Option<Id> {
    let parts: Parts = ctx.data(|d| d.get_temp(parts_id()))?;
    let shown = if parts.drawn.is_empty() {
        &parts.before
    } else {
        &parts.drawn
    };
    let after = shown.iter().skip(1).chain(shown.first());
    { after }.find_map(|part| within(ctx, shown, *part).into_iter().find(fits))
}

/// The part that a control stands in: the innermost one.
fn part_of(ctx: &Context, parts: &[Part], at: Id) -> Option<usize> {
    let (layer, rect) = ctx.viewport(|v| {
        let widget = v.prev_pass.widgets.get(at)?;
        // What is scrolled out of sight has nothing left of its place.
        let seen = widget.interact_rect.is_positive();
        seen.then_some((widget.layer_id, widget.interact_rect))
    })?;
    let holds = |p: &Part| p.layer == layer && p.rect.contains(rect.center());
    parts.iter().rposition(holds)
}

/// Where the keyboard comes into a part: where it was last, else what stands first in it.
fn entry(ctx: &Context, parts: &[Part], part: Part) -> Option<Id> {
    let all = within(ctx, parts, part);
    part.last
        .filter(|last| all.contains(last))
        .or(all.first().copied())
}

/// What the Tab key stops at in a part and is in sight.
fn within(ctx: &Context, parts: &[Part], part: Part) -> Vec<Id> {
    if !ctx.memory(|m| m.allows_interaction(part.layer)) {
        return Vec::new();
    }
    let inside = |at: &Id| part_of(ctx, parts, *at).is_some_and(|n| parts[n].name == part.name);
    let mut all = stops(ctx, part.layer);
    all.retain(inside);
    all
}

/// What the Tab key stops at in a layer, in its order, as the frame before had it. What is scrolled out
/// of sight counts too.
fn stops(ctx: &Context, layer: LayerId) -> Vec<Id> {
    ctx.viewport(|v| {
        let all = v.prev_pass.widgets.get_layer(layer);
        let stops = all.filter(|w| w.enabled && w.sense.is_focusable());
        stops.map(|w| w.id).collect()
    })
}
