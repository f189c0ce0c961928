//! The keyboard inside of what is one stop of the Tab key: tables, grids, lists that open.

use super::{PAGE, PLAIN, STEPS};
use crate::act::CTRL;
use crate::screen::Screen;
use crate::tree::name;
use egui::accesskit::{NodeId, Role};
use egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;

impl Screen {
    /// Goes to a row and picks it as a click with these keys held down would.
    pub(super) fn press_row(&mut self, to: NodeId, what: &str, modifiers: Modifiers) {
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
    pub(super) fn go_to_heading(&mut self, to: NodeId, what: &str) -> NodeId {
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
    pub(super) fn go_to_option(&mut self, to: NodeId, what: &str) -> NodeId {
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
    pub(super) fn go_to_cell(&mut self, to: NodeId, what: &str) -> NodeId {
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
        let heard = self.names(Role::Status).contains(&says);
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
        let above = |c: &&(NodeId, egui::Rect)| {
            (c.1.left() - target.left()).abs() < 1.0 && c.1.bottom() < target.center().y
        };
        let before = |c: &&(NodeId, egui::Rect)| {
            (c.1.top() - target.top()).abs() < 1.0 && c.1.right() < target.center().x
        };
        (
            cells.iter().filter(above).count(),
            cells.iter().filter(before).count(),
        )
    }
}
