//! Two pairs of hands. With the mouse a control is clicked where it is; with the keys the keyboard
//! goes to it as a person without a mouse would go, and presses it.
//!
//! `GATEHOUSE_HANDS=keys` has every flow of this suite done by keys: nothing but key events reaches
//! the program, and every step fails that does not bring the keyboard to the very node that is meant,
//! with a ring around it.

use crate::act::CTRL;
use crate::crawl::ringed_at;
use crate::screen::Screen;
use crate::tree::name;
use egui::accesskit::{Action, NodeId, Role};
use egui::{Event, Key, Modifiers};
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

    /// Fails on an event that these hands cannot make.
    pub(crate) fn check(self, events: &[Event]) {
        let foul = events.iter().find(|e| self == Self::Keys && !by_key(e));
        assert!(foul.is_none(), "no key makes {foul:?}");
    }
}

/// Whether a keyboard can be the reason for an event.
fn by_key(event: &Event) -> bool {
    match event {
        Event::Key { .. } | Event::Text(_) | Event::Copy | Event::Cut | Event::Paste(_) => true,
        Event::ModifiersChanged(_) | Event::WindowFocused(_) | Event::Ime(_) => true,
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
            self.to_part(toward)
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
    fn to_part(&mut self, toward: NodeId) -> usize {
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

    /// Goes to a row and picks it as a click with these keys held down would.
    fn press_row(&mut self, to: NodeId, what: &str, modifiers: Modifiers) {
        let grid = self.holder(to, Role::Grid, what);
        self.walk(what, |s| s.in_grid(grid), grid);
        let place = self.place_of(to, what);
        let moves = if modifiers.command { CTRL } else { PLAIN };
        let moves = if modifiers.shift {
            moves | Modifiers::SHIFT
        } else {
            moves
        };
        let mut moved = false;
        for _ in 0..STEPS {
            let now = self.focused_place();
            if self.active() == Some(to) {
                break;
            }
            let key = match now {
                Some(now) if now + PAGE < place => Key::PageDown,
                Some(now) if place + PAGE < now => Key::PageUp,
                Some(now) if place < now => Key::ArrowUp,
                _ => Key::ArrowDown,
            };
            self.tap(moves, key);
            moved = true;
        }
        assert_eq!(self.active(), Some(to), "the arrows never come to {what}");
        self.settle();
        self.ringed(to, what);
        if modifiers.command && !modifiers.shift {
            self.key(Key::Space);
        } else if !moved {
            self.pick_alone(grid, to);
        }
    }

    /// Has the row on which the keyboard stands already be the only one that is selected.
    fn pick_alone(&mut self, grid: NodeId, to: NodeId) {
        let rows = self
            .node(grid)
            .and_then(|n| n.accesskit_node().data().row_count());
        if rows == Some(1) {
            let on = self.node(to).and_then(|n| n.accesskit_node().is_selected());
            if on != Some(true) {
                self.key(Key::Space);
            }
            return;
        }
        let last = self.focused_place().map(|p| p + 1) == rows;
        let ways = [Key::ArrowDown, Key::ArrowUp];
        let [away, back] = if last { [ways[1], ways[0]] } else { ways };
        self.key(away);
        self.key(back);
        assert_eq!(self.active(), Some(to), "one row away and back");
    }

    /// Goes along the headings of a table.
    fn go_to_heading(&mut self, to: NodeId, what: &str) -> NodeId {
        let row = self.holder(to, Role::Row, what);
        let mine = |s: &Self| s.here().and_then(|h| s.parent(h)).is_some_and(|p| p == row);
        self.walk(what, mine, to);
        let order = |s: &Self, id| s.nodes().position(|n| n.accesskit_node().locate().0 == id);
        for _ in 0..STEPS {
            let Some(now) = self.here().filter(|h| *h != to) else {
                break;
            };
            let on = order(self, now) < order(self, to);
            self.tap(PLAIN, if on { Key::ArrowRight } else { Key::ArrowLeft });
        }
        assert_eq!(self.here(), Some(to), "the arrows never come to {what}");
        to
    }

    /// Goes through a list: that of a palette from its field, another from entry to entry.
    fn go_to_option(&mut self, to: NodeId, what: &str) -> NodeId {
        let field = self
            .here()
            .and_then(|h| self.node(h).map(|n| n.accesskit_node().role()));
        let field = field.is_some_and(|r| matches!(r, Role::TextInput | Role::SearchInput));
        for _ in 0..STEPS {
            if self.active() == Some(to) || self.here() == Some(to) {
                return to;
            }
            self.tap(PLAIN, Key::ArrowDown);
        }
        let way = if field { "field" } else { "list" };
        panic!(
            "the arrows of the {way} never come to {what}\n{}",
            self.dump()
        );
    }

    /// Goes through a grid of cells.
    fn go_to_cell(&mut self, to: NodeId, what: &str) -> NodeId {
        let grid = |s: &Self| {
            let here = s.here().and_then(|h| s.node(h));
            here.is_some_and(|n| n.accesskit_node().role() == Role::Grid)
        };
        self.walk(what, grid, to);
        let (line, column) = self.cell_steps(to);
        for (key, times) in [(Key::ArrowDown, line), (Key::ArrowRight, column)] {
            for _ in 0..times {
                self.tap(PLAIN, key);
            }
        }
        let says = self.node(to).map(|n| name(&n)).unwrap_or_default();
        let heard = self.names(Role::Status).iter().any(|s| *s == says);
        assert!(heard, "the arrows never come to {what}\n{}", self.dump());
        to
    }

    /// Lines and columns from the first cell to this one.
    fn cell_steps(&self, to: NodeId) -> (usize, usize) {
        let cells: Vec<_> = { self.nodes() }
            .filter(|n| n.accesskit_node().role() == Role::Cell)
            .map(|n| (n.accesskit_node().locate().0, n.rect()))
            .collect();
        let target = cells.iter().find(|c| c.0 == to).expect("a cell").1;
        let above =
            |c: &&(NodeId, egui::Rect)| c.1.left() == target.left() && c.1.top() < target.top();
        let before =
            |c: &&(NodeId, egui::Rect)| c.1.top() == target.top() && c.1.left() < target.left();
        (
            cells.iter().filter(above).count(),
            cells.iter().filter(before).count(),
        )
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
