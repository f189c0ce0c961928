//! A table of numbers, and what happened in it.

use std::cell::Cell;

use egui::{Align, Modifiers, Pos2, Ui, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use gatehouse::kit::table::{
    Column, Rows, Selection, Table, TableResponse, TableState, cell_label, cell_quiet,
};
use gatehouse::kit::theme;

/// Height of the window in points: 30 for the heading and 15 rows.
pub(crate) const HEIGHT: f32 = 30.0 + 15.0 * 32.0;
pub(crate) const WIDTH: f32 = 700.0;

/// A list of so many rows, upside down when `down` is set. Counts how often it is asked.
pub(crate) struct List {
    pub(crate) len: usize,
    pub(crate) down: bool,
    pub(crate) cells: Cell<usize>,
    pub(crate) keys: Cell<usize>,
}

impl Rows for List {
    fn len(&self) -> usize {
        self.len
    }

    fn key(&self, row: usize) -> u32 {
        self.keys.set(self.keys.get() + 1);
        let key = if self.down { self.len - 1 - row } else { row };
        u32::try_from(key).unwrap()
    }

    fn name(&self, row: usize) -> String {
        format!("Person {}", self.key(row))
    }

    fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        self.cells.set(self.cells.get() + 1);
        let text = self.cell_text(row, column);
        if column == 0 {
            cell_label(ui, text);
        } else {
            cell_quiet(ui, text);
        }
    }

    fn cell_text(&self, row: usize, column: usize) -> String {
        format!("{} {}", ["Person", "Role", "Sites"][column], self.key(row))
    }

    fn find(&self, key: u32) -> Option<usize> {
        let key = key as usize;
        (key < self.len).then(|| if self.down { self.len - 1 - key } else { key })
    }

    fn select(&self, rows: std::ops::Range<usize>, selection: &mut Selection) {
        let (low, high) = if self.down {
            (self.len - rows.end, self.len - rows.start)
        } else {
            (rows.start, rows.end)
        };
        selection.insert_range(u32::try_from(low).unwrap()..u32::try_from(high).unwrap());
    }
}

pub(crate) struct World {
    pub(crate) list: List,
    pub(crate) columns: Vec<Column>,
    pub(crate) state: TableState,
    pub(crate) selection: Selection,
    /// Rows that were opened.
    pub(crate) opened: Vec<usize>,
    /// Rows whose menu was asked for.
    pub(crate) menus: Vec<usize>,
    pub(crate) copies: usize,
    pub(crate) sorts: usize,
    pub(crate) resizes: usize,
    pub(crate) visible: std::ops::Range<usize>,
    pub(crate) folded: usize,
}

impl World {
    fn note(&mut self, out: &TableResponse) {
        self.opened.extend(out.activated);
        self.menus.extend(out.menu);
        self.copies += usize::from(out.copy);
        self.resizes += usize::from(out.columns_changed);
        if out.sort_changed {
            self.sorts += 1;
            let sort = self.state.sort.as_ref().unwrap();
            self.list.down = !sort.ascending;
        }
        self.visible = out.visible.clone();
        self.folded = out.folded;
    }

    pub(crate) fn selected(&self) -> Vec<u32> {
        self.selection.iter().collect()
    }
}

pub(crate) fn table(len: usize) -> Harness<'static, World> {
    let world = World {
        list: List {
            len,
            down: false,
            cells: Cell::new(0),
            keys: Cell::new(0),
        },
        columns: vec![
            Column::new("name", "Name").width(200.0, 120.0).stretch(1.0),
            Column::new("role", "Role").width(160.0, 100.0),
            Column::new("sites", "Sites")
                .width(120.0, 80.0)
                .align(Align::Max)
                .priority(1),
        ],
        state: TableState::default(),
        selection: Selection::new(),
        opened: Vec::new(),
        menus: Vec::new(),
        copies: 0,
        sorts: 0,
        resizes: 0,
        visible: 0..0,
        folded: 0,
    };
    let show = |ui: &mut Ui, world: &mut World| {
        let rect = egui::Rect::from_min_size(Pos2::ZERO, ui.ctx().content_rect().size());
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect));
        let table = Table::new("people", "People", &world.columns);
        let out = table.show(
            &mut child,
            &mut world.state,
            &mut world.selection,
            &world.list,
        );
        out.context_menu(|ui| ui.button("Menu of the rows"));
        world.note(&out);
    };
    Harness::builder()
        .with_size(vec2(WIDTH, HEIGHT))
        .with_max_steps(20)
        .with_step_dt(1.0 / 60.0)
        .with_context_setup(|ctx| {
            theme::install(ctx);
            theme::still(ctx);
        })
        .build_ui_state(show, world)
}

/// Clicks the row with this name. A pause before it: two quick clicks would be a double click.
pub(crate) fn click(harness: &mut Harness<'_, World>, key: u32, modifiers: Modifiers) {
    harness.run_steps(40);
    let name = format!("Person {key}");
    let row = harness.get_by_role_and_label(egui::accesskit::Role::Row, &name);
    if modifiers == Modifiers::NONE {
        row.click();
    } else {
        row.click_modifiers(modifiers);
    }
    harness.run();
}

/// Presses a key in the table.
pub(crate) fn press(harness: &mut Harness<'_, World>, modifiers: Modifiers, key: egui::Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}
