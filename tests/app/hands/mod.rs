//! Two pairs of hands. With the mouse a control is clicked where it is; with the keys the keyboard
//! goes to it as a person without a mouse would go, and presses it.
//!
//! `GATEHOUSE_HANDS=keys` has every flow of this suite done by keys: nothing but key events reaches
//! the program, and every step fails that does not bring the keyboard to the very node that is meant,
//! with a ring around it.

mod inside;

use crate::crawl::ringed_at;
use crate::screen::Screen;
use crate::tree::name;
use egui::accesskit::{Action, NodeId, Role};
use egui::{Event, Key, Modifiers, RawInput};
use egui_kittest::Node;
use egui_kittest::kittest::NodeT as _;

/// Tab stops after which a control counts as out of reach.
const STOPS: usize = 200;
/// Tab stops after which a way counts as too long for a person.
const FAR: usize = 40;
/// Tab stops up to which nobody would go by parts of the window.
const NEAR: usize = 10;
/// Parts of the window that F6 goes to at most.
const PARTS: usize = 8;
/// Arrow keys after which a row or an entry counts as out of reach.
const STEPS: usize = 400;
/// Rows from which on a page is turned instead.
const PAGE: usize = 60;
/// Frames in which what has the keyboard comes into sight, with its ring.
const FRAMES: usize = 6;
/// No modifier.
const PLAIN: Modifiers = Modifiers::NONE;

/// What a person uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hands {
    Mouse,
    Keys,
}

/// What cannot be done without a pointer by its nature. Each has a way by keys beside it, in the flow
/// that is named with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pointer {
    /// A mouse that moves is somebody who is there, as the lock counts it. A key that is pressed is
    /// so too: `lock::the_window_locks_itself_after_the_time_of_the_settings`.
    Moves,
    /// A file is dropped on the window. By keys its path is typed:
    /// `import::a_typed_path_is_read_corrected_planned_applied_and_its_result_saved`.
    Drops,
}

impl Hands {
    /// Those that this run was started with.
    pub(crate) fn of_this_run() -> Self {
        match std::env::var("GATEHOUSE_HANDS").as_deref() {
            Err(_) | Ok("mouse") => Self::Mouse,
            Ok("keys") => Self::Keys,
            Ok(other) => panic!("GATEHOUSE_HANDS is “{other}”: mouse or keys"),
        }
    }

    /// Fails on what these hands cannot do.
    pub(crate) fn check(self, input: &RawInput) {
        if self == Self::Mouse {
            return;
        }
        let foul = input.events.iter().find(|e| !by_key(e));
        assert!(foul.is_none(), "no key makes {foul:?}");
        let files = input.dropped_files.len() + input.hovered_files.len();
        assert_eq!(files, 0, "no key drops a file");
    }
}

/// Whether a keyboard can be the reason for an event.
fn by_key(event: &Event) -> bool {
    match event {
        Event::Key { .. }
        | Event::Text(_)
        | Event::Copy
        | Event::Cut
        | Event::Paste(_)
        | Event::ModifiersChanged(_)
        | Event::WindowFocused(_)
        | Event::Ime(_) => true,
        // A wheel that turns nothing is how the program has explanations closed (`kit::hush`).
        Event::MouseWheel { delta, .. } => *delta == egui::Vec2::ZERO,
        // What takes the keyboard comes into sight by itself: the program asks itself for that.
        Event::AccessKitActionRequest(request) => request.action == Action::ScrollIntoView,
        _ => false,
    }
}

impl Screen {
    /// Does this with the mouse, whatever the hands of the run are.
    pub(crate) fn by_mouse<T>(&mut self, _why: Pointer, does: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.hands();
        self.set_hands(Hands::Mouse);
        let out = does(self);
        self.settle();
        self.set_hands(before);
        out
    }

    /// Goes to a control by keys, and presses nothing.
    pub(crate) fn reach(&mut self, role: Role, name: &str) {
        self.until_there(role, name);
        let to = self.get(role, name).accesskit_node().locate().0;
        let what = self.told(to);
        let to = self.go_to(to, &what);
        self.ringed(to, &what);
    }

    /// Goes to a control and presses it, with what a person would hold down.
    pub(crate) fn press_at(&mut self, to: NodeId, modifiers: Modifiers) {
        let what = self.told(to);
        let role = self.node(to).map(|n| n.accesskit_node().role());
        let to = match role.unwrap_or(Role::Unknown) {
            Role::Row => return self.press_row(to, &what, modifiers),
            Role::Cell => self.go_to_cell(to, &what),
            Role::ColumnHeader => self.go_to_heading(to, &what),
            Role::ListBoxOption => self.go_to_option(to, &what),
            _ => self.go_to(to, &what),
        };
        self.ringed(to, &what);
        assert_eq!(modifiers, PLAIN, "{what} with a key held down");
        match role.unwrap_or(Role::Unknown) {
            // The cursor stands in them already.
            Role::TextInput
            | Role::MultilineTextInput
            | Role::PasswordInput
            | Role::SpinButton
            | Role::SearchInput => self.settle(),
            Role::CheckBox | Role::RadioButton | Role::Switch => self.key(Key::Space),
            _ => self.key(Key::Enter),
        }
    }

    /// Goes with the Tab key until the keyboard is at this very node. What is drawn anew meanwhile, as
    /// a pane is when its rows come, is looked for again by its role and name.
    fn go_to(&mut self, to: NodeId, what: &str) -> NodeId {
        let known = self.node(to).map(|n| (n.accesskit_node().role(), name(&n)));
        let now = |s: &Self| {
            let same = |(role, name): &(Role, String)| {
                let node = s.find(*role, name)?;
                Some(node.accesskit_node().locate().0)
            };
            s.node(to).map(|_| to).or(known.as_ref().and_then(same))
        };
        let there = |s: &Self| s.here().is_some() && s.here() == now(s);
        let stops = self.walk(what, there, to);
        assert!(
            stops <= FAR,
            "it takes {stops} presses of the Tab key to come to {what}"
        );
        now(self).unwrap_or(to)
    }

    /// Goes with the Tab key, in the direction in which this node is, until it is so; gives how often
    /// it was pressed.
    fn walk(&mut self, what: &str, there: impl Fn(&Self) -> bool, toward: NodeId) -> usize {
        let from = self.here();
        let start = from.map_or("nothing".to_owned(), |id| self.told(id));
        let lost = from.is_none() && self.has_keyboard();
        assert!(
            !lost,
            "nothing has the keyboard before it goes to {what}\n{}",
            self.dump()
        );
        let place = |s: &Self, id: Option<NodeId>| {
            let at = |n: &Node<'_>| Some(n.accesskit_node().locate().0) == id;
            s.nodes().position(|n| at(&n))
        };
        let mut stops = Vec::new();
        let begun = if self.between(from, toward) > NEAR {
            self.by_parts(toward)
        } else {
            0
        };
        let back = place(self, self.here()) > place(self, Some(toward));
        let held = if back { Modifiers::SHIFT } else { PLAIN };
        for pressed in begun..=STOPS {
            if there(self) {
                self.set_keyboard(true);
                return pressed;
            }
            self.tap(held, Key::Tab);
            let now = self.here();
            stops.push(now.map_or("nothing".to_owned(), |id| self.told(id)));
        }
        panic!(
            "no key path from {start} to {what}; stops seen: {:#?}\n{}",
            &stops[..stops.len().min(60)],
            self.dump()
        );
    }

    /// Tab stops from here to there, about.
    fn between(&self, from: Option<NodeId>, to: NodeId) -> usize {
        let stop = |n: &Node<'_>| {
            let it = n.accesskit_node();
            let inner = matches!(it.role(), Role::Row | Role::ColumnHeader | Role::Cell);
            it.data().supports_action(Action::Focus) && !inner
        };
        let all = self
            .nodes()
            .filter(stop)
            .map(|n| n.accesskit_node().locate().0);
        let all: Vec<NodeId> = all.collect();
        let place = |id| all.iter().position(|n| *n == id);
        let from = from.and_then(place).unwrap_or_default();
        place(to).map_or(0, |to| to.abs_diff(from))
    }

    /// Goes with F6 to the part of the window from which it is least far; gives how often it was pressed.
    fn by_parts(&mut self, toward: NodeId) -> usize {
        let mut landed: Vec<(usize, Option<NodeId>)> = Vec::new();
        for _ in 0..PARTS {
            self.tap(PLAIN, Key::F6);
            let here = self.here();
            if landed.iter().any(|l| l.1 == here) {
                break;
            }
            landed.push((self.between(here, toward), here));
        }
        let Some(best) = landed.iter().min_by_key(|l| l.0).map(|l| l.1) else {
            return 0;
        };
        for pressed in 0..PARTS {
            if self.here() == best {
                return pressed;
            }
            self.tap(PLAIN, Key::F6);
        }
        panic!("F6 goes another way the second time\n{}", self.dump());
    }

    /// One press and its two frames, without waiting for what comes of it.
    fn tap(&mut self, held: Modifiers, key: Key) {
        for pressed in [true, false] {
            let modifiers = if pressed { held } else { PLAIN };
            let event = Event::Key {
                key,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers,
            };
            let all = [Event::ModifiersChanged(modifiers), event];
            self.harness.input_mut().events.extend(all);
            self.harness.step();
        }
    }

    /// Waits until the ring of the keyboard is seen at this node.
    fn ringed(&mut self, at: NodeId, what: &str) {
        // From the field of a palette its list is gone through; the field has the ring.
        let list = self
            .node(at)
            .is_some_and(|n| n.accesskit_node().role() == Role::ListBoxOption);
        let at = if list { self.here().unwrap_or(at) } else { at };
        for _ in 0..FRAMES {
            if ringed_at(&self.harness, at) {
                return;
            }
            self.harness.step();
        }
        panic!("nobody sees that the keyboard is at {what}");
    }

    /// What has the keyboard.
    pub(crate) fn here(&self) -> Option<NodeId> {
        let id = self.harness.ctx.memory(egui::Memory::focused)?;
        Some(id.accesskit_id())
    }

    /// What is read out as having the keyboard: in a table or a palette one line of it.
    fn active(&self) -> Option<NodeId> {
        self.focused().map(|n| n.accesskit_node().locate().0)
    }

    /// What has this id.
    pub(crate) fn node(&self, id: NodeId) -> Option<Node<'_>> {
        self.nodes().find(|n| n.accesskit_node().locate().0 == id)
    }

    fn parent(&self, id: NodeId) -> Option<NodeId> {
        let parent = self.node(id)?.accesskit_node().parent()?;
        Some(parent.locate().0)
    }

    /// What of this role holds a node.
    fn holder(&self, of: NodeId, role: Role, what: &str) -> NodeId {
        let mut up = self.node(of).and_then(|n| n.accesskit_node().parent());
        while let Some(node) = up {
            if node.role() == role {
                return node.locate().0;
            }
            up = node.parent();
        }
        panic!("{what} is in no {role:?}\n{}", self.dump());
    }

    fn in_grid(&self, grid: NodeId) -> bool {
        self.here() == Some(grid)
    }

    /// The number of a row in its table.
    fn place_of(&self, row: NodeId, what: &str) -> usize {
        let place = self
            .node(row)
            .and_then(|n| n.accesskit_node().position_in_set());
        place.unwrap_or_else(|| panic!("{what} has no place"))
    }

    fn focused_place(&self) -> Option<usize> {
        let node = self.focused()?;
        let node = node.accesskit_node();
        node.position_in_set().filter(|_| node.role() == Role::Row)
    }

    /// A node in words.
    pub(crate) fn told(&self, id: NodeId) -> String {
        self.node(id)
            .map_or("what is read out as nothing".to_owned(), |n| {
                format!("{:?} “{}”", n.accesskit_node().role(), name(&n))
            })
    }
}
