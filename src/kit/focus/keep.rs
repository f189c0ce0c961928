//! What goes away leaves the keyboard to what stands in its place.
//!
//! egui lets go of the keyboard when the control that has it is not drawn any more, and the next Tab
//! begins at the top of the window. Here the place is kept: when a button went with the step that it
//! led to, the keyboard goes to what follows now; when a menu closed, to what opened it. Who lets go on
//! purpose, with Escape or a click elsewhere, goes on from there with the next Tab.

use super::stops;
use egui::{Context, FocusDirection, Id, Key, LayerId, Modifiers, Popup};

/// Frames in which something else may take the keyboard first: a dialog, or what one gives back.
const WAIT: u32 = 5;
/// Layers of which the place is kept: window, panel, dialogs, menus.
const LAYERS: usize = 8;

/// Where the keyboard was in a layer.
#[derive(Debug, Clone)]
struct Spot {
    layer: LayerId,
    at: Id,
    /// Everything that the Tab key stopped at.
    order: Vec<Id>,
    /// A click gave it: nobody looks for a ring there.
    mouse: bool,
}

/// What is remembered from frame to frame.
#[derive(Debug, Clone, Default)]
struct Keeper {
    /// The newest last.
    spots: Vec<Spot>,
    /// Frames since nothing has the keyboard.
    without: u32,
    /// It was let go with Escape.
    escaped: bool,
    /// There is nothing more to be done about it.
    over: bool,
}

/// Looks where the keyboard is, and brings it back when it is lost. `theme::install` has it called at
/// the start of every frame.
pub(in crate::kit) fn keep(ctx: &Context) {
    let id = Id::unique("where the keyboard was");
    let mut keeper = ctx
        .data_mut(|d| d.remove_temp::<Keeper>(id))
        .unwrap_or_default();
    let mouse = ctx.input(|i| {
        let p = &i.pointer;
        p.any_down() || p.any_pressed() || p.any_released()
    });
    match ctx.memory(egui::Memory::focused) {
        Some(at) => keeper.note(ctx, at, mouse),
        None if !keeper.spots.is_empty() => keeper.without(ctx, mouse),
        None => {}
    }
    ctx.data_mut(|d| d.insert_temp(id, keeper));
}

impl Keeper {
    fn note(&mut self, ctx: &Context, at: Id, mouse: bool) {
        let known = self.spots.last().is_some_and(|s| s.at == at);
        let mouse = if known {
            self.spots.last().is_some_and(|s| s.mouse)
        } else {
            mouse
        };
        (self.without, self.escaped, self.over) = (0, false, false);
        let layer = ctx.viewport(|v| v.prev_pass.widgets.get(at).map(|w| w.layer_id));
        let Some(layer) = layer else {
            return;
        };
        let order = stops(ctx, layer);
        self.spots.retain(|s| s.layer != layer);
        if self.spots.len() >= LAYERS {
            self.spots.remove(0);
        }
        self.spots.push(Spot {
            layer,
            at,
            order,
            mouse,
        });
    }

    /// Nothing has the keyboard in this frame.
    fn without(&mut self, ctx: &Context, mouse: bool) {
        self.without += 1;
        // A menu that is open when it is pressed is what it closes.
        let menu = Popup::is_any_open(ctx);
        self.escaped |= ctx.input(|i| i.key_pressed(Key::Escape)) && !menu;
        self.over |= mouse;
        let tab = ctx.input(|i| {
            let held = i.modifiers;
            let free = !held.any() || held == Modifiers::SHIFT;
            (i.key_pressed(Key::Tab) && free).then_some(held.shift)
        });
        if let Some(back) = tab {
            self.go_on(ctx, back);
        } else if !self.over && self.without < WAIT {
            ctx.request_repaint();
        } else if !self.over {
            self.over = true;
            self.bring_back(ctx);
        }
    }

    /// The keyboard goes to what stands where it was.
    fn bring_back(&self, ctx: &Context) {
        let newest = self.spots.last().map(|s| s.layer);
        let there = self.there(ctx);
        // Who pressed Escape while nothing closed wanted to let go.
        let same = |(spot, _): &(&Spot, Vec<Id>)| Some(spot.layer) == newest;
        if self.escaped && there.as_ref().is_some_and(same) {
            return;
        }
        let spot = there.as_ref().map(|t| t.0).or(self.spots.last());
        if spot.is_none_or(|s| s.mouse) {
            return;
        }
        // Where it went with a dialog before which nothing had it, it begins with what is shown.
        let to = there.and_then(|(spot, now)| spot.place(&now, &|id| types(ctx, id)));
        if let Some(to) = to.or_else(|| super::first(ctx, &|id| !types(ctx, *id))) {
            ctx.memory_mut(|m| m.request_focus(to));
            ctx.request_repaint();
        }
    }

    /// The Tab key goes on from where the keyboard was.
    fn go_on(&self, ctx: &Context, back: bool) {
        let Some((spot, now)) = self.there(ctx) else {
            return;
        };
        let Some(to) = spot.place(&now, &|_| false) else {
            return;
        };
        ctx.memory_mut(|m| {
            m.request_focus(to);
            // From what is still there egui goes on by itself; what took the place of something is
            // the next stop, and what stood before it the one before.
            if to != spot.at && !back {
                m.move_focus(FocusDirection::None);
            }
        });
    }

    /// The newest place whose layer can have the keyboard, and what the Tab key stops at there now.
    fn there(&self, ctx: &Context) -> Option<(&Spot, Vec<Id>)> {
        let open = |s: &&Spot| ctx.memory(|m| m.allows_interaction(s.layer));
        let spots = self.spots.iter().rev().filter(open);
        let mut all = spots.map(|s| (s, stops(ctx, s.layer)));
        all.find(|(_, now)| !now.is_empty())
    }
}

/// Whether it is a field that letters are typed into.
fn types(ctx: &Context, id: Id) -> bool {
    egui::text_edit::TextEditState::load(ctx, id).is_some()
}

impl Spot {
    /// What stands now where the keyboard was. Nobody finds themselves in a field by that: the next
    /// letter is meant for the pane, as `?` is.
    fn place(&self, now: &[Id], types: &dyn Fn(Id) -> bool) -> Option<Id> {
        if now.contains(&self.at) {
            return Some(self.at);
        }
        let at = self.order.iter().position(|id| *id == self.at)?;
        let before = self.order[..at].iter().rev();
        let before = { before }.find_map(|id| now.iter().position(|n| n == id));
        let (past, follows) = now.split_at(before.map_or(0, |n| n + 1));
        let quiet = |id: &&Id| !types(**id);
        let found = { follows.iter() }.find(quiet).or(past.iter().rfind(quiet));
        found.or(follows.first()).or(past.last()).copied()
    }
}
