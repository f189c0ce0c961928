//! Going through everything with the keyboard.

use super::seen::{Control, Seen};
use egui::accesskit::{NodeId, Role};
use egui::epaint::Shape;
use egui::{Color32, Event, Id, Key, Modifiers, Rect};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use gatehouse::kit::tokens;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Stops after which Tab counts as lost.
const STOPS: usize = 260;
/// Steps with an arrow key inside of one control.
const STEPS: usize = 60;
/// Frames in which what has the keyboard comes into sight.
const FRAMES: usize = 4;
/// A ring may lie so far outside of its control.
const NEAR: f32 = 6.0;

/// What the keyboard came to.
#[derive(Debug, Default)]
pub(super) struct Tour {
    pub(super) reached: HashSet<NodeId>,
    /// The same by role and name: what moves may get another id.
    named: HashSet<(Role, String)>,
    /// Stops at which nobody sees where the keyboard is.
    pub(super) dark: Vec<String>,
}

/// Goes through everything, and gives the keyboard back to what had it.
pub(super) fn tour<S>(harness: &mut Harness<'_, S>, seen: &Seen) -> Tour {
    let before = harness.ctx.memory(egui::Memory::focused);
    let mut tour = Tour::default();
    let mut stops = BTreeMap::new();
    for _ in 0..STOPS {
        press(harness, Key::Tab, Modifiers::NONE);
        let Some(id) = harness.ctx.memory(egui::Memory::focused) else {
            continue;
        };
        if stops.insert(id.value(), id).is_some() {
            break;
        }
        tour.note(harness);
    }
    for control in seen.controls() {
        if control.needs_key && !tour.came_to(control) {
            tour.rove(harness, seen, control, &stops);
        }
    }
    // The walk goes on with the rows that it saw.
    let grids = seen.all.iter().filter(|c| c.role == Role::Grid);
    for grid in grids {
        if let Some(id) = stops.values().find(|s| s.accesskit_id() == grid.id) {
            harness.ctx.memory_mut(|m| m.request_focus(*id));
            harness.run_steps(2);
            press(harness, Key::Home, Modifiers::COMMAND | Modifiers::CTRL);
        }
    }
    harness.ctx.memory_mut(|m| match before {
        Some(id) => m.request_focus(id),
        None => m.stop_text_input(),
    });
    harness.step();
    tour
}

impl Tour {
    /// Whether a key came to this control.
    pub(super) fn came_to(&self, control: &Control) -> bool {
        let named = (control.role, super::seen::plain(&control.name));
        control.by_key || self.reached.contains(&control.id) || self.named.contains(&named)
    }

    /// Remembers where the keyboard is, and whether it is seen there.
    fn note<S>(&mut self, harness: &mut Harness<'_, S>) {
        let host = harness.ctx.memory(egui::Memory::focused);
        self.reached.extend(host.map(|h| h.accesskit_id()));
        let focused = harness.root().children_recursive();
        let Some(node) = { focused }.find(|n| n.accesskit_node().is_focused()) else {
            return;
        };
        let it = node.accesskit_node();
        self.reached.insert(it.locate().0);
        // What holds a dialog or a part together has the keyboard only until the next key.
        let group = matches!(it.role(), Role::Group | Role::Grid | Role::Dialog);
        let (role, name) = (it.role(), crate::tree::name(&node));
        let key = (role, super::seen::plain(&name));
        let first = self.named.insert(key);
        if group || !first {
            return;
        }
        // The list of a palette is gone through from its field, which has the ring.
        let list = role == Role::ListBoxOption;
        let at = it.locate().0;
        for _ in 0..FRAMES {
            let place = place(harness, at).map(|r| r.expand(NEAR));
            if list || place.is_none_or(|p| ringed(harness, p)) {
                return;
            }
            // What was out of sight comes in the next frames.
            harness.step();
        }
        let told = format!("nobody sees that the keyboard is at {role:?} “{name}”");
        self.dark.push(told);
    }

    /// Goes on with the arrow keys from a neighbour that Tab came to.
    fn rove<S>(
        &mut self,
        harness: &mut Harness<'_, S>,
        seen: &Seen,
        to: &Control,
        stops: &BTreeMap<u64, Id>,
    ) {
        let ids: BTreeMap<NodeId, Id> = stops.values().map(|s| (s.accesskit_id(), *s)).collect();
        let beside = |c: &&Control| {
            let same = c.role == to.role && c.holder.0 == to.holder.0 && c.id != to.id;
            // From the field of a palette its list is gone through.
            let field = to.role == Role::ListBoxOption && c.role == Role::TextInput;
            same || field || Some(c.id) == to.holder.0
        };
        let from: BTreeSet<&NodeId> = seen.all.iter().filter(beside).map(|c| &c.id).collect();
        let Some(start) = from.into_iter().find_map(|id| ids.get(id).copied()) else {
            return;
        };
        let on = [
            Key::ArrowRight,
            Key::ArrowDown,
            Key::ArrowLeft,
            Key::ArrowUp,
        ];
        let on = on.map(|k| (k, Modifiers::NONE));
        let along = [on[0], on[2]];
        let down = [(Key::ArrowDown, Modifiers::COMMAND | Modifiers::CTRL)];
        let keys = match to.role {
            Role::Row => &down[..],
            Role::ColumnHeader => &along[..],
            Role::ListBoxOption => &on[1..2],
            _ => &on[..],
        };
        for (key, held) in keys {
            harness.ctx.memory_mut(|m| m.request_focus(start));
            // Only in the second frame it keeps the arrow keys for itself.
            harness.run_steps(2);
            let mut before = here(harness);
            for _ in 0..STEPS {
                if self.came_to(to) {
                    return;
                }
                press(harness, *key, *held);
                self.note(harness);
                let now = here(harness);
                if now == before || now.as_ref().is_none_or(|n| n.1 != to.role) {
                    break;
                }
                before = now;
            }
        }
    }
}

/// What has the keyboard, as it is read out, and its role.
fn here<S>(harness: &Harness<'_, S>) -> Option<(NodeId, Role)> {
    let mut all = harness.root().children_recursive();
    let node = all.find(|n| n.accesskit_node().is_focused())?;
    let it = node.accesskit_node();
    Some((it.locate().0, it.role()))
}

/// Where a control is drawn.
fn place<S>(harness: &Harness<'_, S>, id: NodeId) -> Option<Rect> {
    let mut all = harness.root().children_recursive();
    all.find(|n| n.accesskit_node().locate().0 == id)
        .map(|n| n.rect())
}

/// Whether the ring of the keyboard is seen at a control.
pub(crate) fn ringed_at<S>(harness: &Harness<'_, S>, id: NodeId) -> bool {
    place(harness, id).is_some_and(|p| ringed(harness, p.expand(NEAR)))
}

/// One press, and the frames that answer it: in the second one the ring is drawn.
fn press<S>(harness: &mut Harness<'_, S>, key: Key, modifiers: Modifiers) {
    for pressed in [true, false] {
        let held = if pressed { modifiers } else { Modifiers::NONE };
        let event = Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: held,
        };
        let all = [Event::ModifiersChanged(held), event];
        harness.input_mut().events.extend(all);
        harness.step();
    }
}

/// Whether something is drawn there in the colour and width of a focus ring.
fn ringed<S>(harness: &Harness<'_, S>, place: Rect) -> bool {
    // A field with a mistake in it has a red ring.
    let both = [&tokens::LIGHT, &tokens::DARK];
    let accents = [
        both[0].accent,
        both[1].accent,
        both[0].danger,
        both[1].danger,
    ];
    let shapes = harness.output().shapes.iter();
    { shapes }.any(|s| {
        let clip = s.clip_rect.intersect(place);
        clip.is_positive() && ring(&s.shape, clip, &accents)
    })
}

fn ring(shape: &Shape, place: Rect, accents: &[Color32]) -> bool {
    match shape {
        Shape::Vec(all) => all.iter().any(|s| ring(s, place, accents)),
        Shape::Rect(r) => {
            r.stroke.width >= 1.5 && accents.contains(&r.stroke.color) && r.rect.intersects(place)
        }
        _ => false,
    }
}
