//! A table with a few invented people, for the page that shows the kit.

use egui::{Align, Ui};

use super::{Column, Rows, Selection, Table, TableState, cell_label, cell_quiet};

const FIRST: [&str; 8] = [
    "Ana", "Bartosz", "Chen", "Dana", "Emeka", "Fatima", "Greta", "Hiro",
];
const LAST: [&str; 7] = [
    "Díaz", "Kowalski", "Wei", "Levi", "Okoro", "Haddad", "Müller",
];
const ROLES: [&str; 4] = [
    "Account admin",
    "Website manager",
    "Website designer",
    "Blog editor",
];

/// How many people the demonstration has.
const PEOPLE: u32 = 2_000;

/// State of the demonstration: order and what is selected.
#[derive(Debug, Clone)]
struct Demo {
    columns: Vec<Column>,
    order: Vec<u32>,
    state: TableState,
    selection: Selection,
}

impl Default for Demo {
    fn default() -> Self {
        let columns = vec![
            Column::new("name", "Name").width(180.0, 120.0).stretch(2.0),
            Column::new("address", "Address")
                .width(200.0, 120.0)
                .stretch(2.0),
            Column::new("role", "Role")
                .width(140.0, 100.0)
                .stretch(1.0)
                .priority(1),
            Column::new("sites", "Sites")
                .width(72.0, 56.0)
                .align(Align::Max)
                .priority(2),
        ];
        let order = (0..PEOPLE).collect();
        Self {
            columns,
            order,
            state: TableState::default(),
            selection: Selection::new(),
        }
    }
}

fn pick<'a>(from: &[&'a str], at: u32) -> &'a str {
    from.get(at as usize % from.len())
        .copied()
        .unwrap_or_default()
}

fn text(key: u32, column: usize) -> String {
    let (first, last) = (pick(&FIRST, key), pick(&LAST, key / 8));
    match column {
        0 => format!("{first} {last}"),
        1 => format!("{}.{}@northlight.example", first.to_lowercase(), key),
        2 => pick(&ROLES, key / 3).to_owned(),
        _ => (key % 37 + 1).to_string(),
    }
}

/// The list in the order of the demonstration.
struct List<'a>(&'a [u32]);

impl Rows for List<'_> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn key(&self, row: usize) -> u32 {
        self.0.get(row).copied().unwrap_or_default()
    }

    fn name(&self, row: usize) -> String {
        text(self.key(row), 0)
    }

    fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        let text = self.cell_text(row, column);
        if column == 0 {
            cell_label(ui, text);
        } else {
            cell_quiet(ui, text);
        }
    }

    fn cell_text(&self, row: usize, column: usize) -> String {
        text(self.key(row), column)
    }

    fn find(&self, key: u32) -> Option<usize> {
        self.0.iter().position(|k| *k == key)
    }
}

fn sort(demo: &mut Demo) {
    let Some(sort) = &demo.state.sort else {
        return;
    };
    let column = demo
        .columns
        .iter()
        .position(|c| c.id == sort.column)
        .unwrap_or_default();
    if column == 3 {
        demo.order.sort_by_key(|key| (key % 37, *key));
    } else {
        demo.order
            .sort_by_cached_key(|key| (text(*key, column), *key));
    }
    if !sort.ascending {
        demo.order.reverse();
    }
}

/// Draws the demonstration; it keeps its state in egui's memory.
pub fn gallery(ui: &mut Ui) {
    let id = ui.make_persistent_id("table gallery");
    let mut demo = ui
        .data_mut(|data| data.get_temp::<Demo>(id))
        .unwrap_or_default();
    let selected = demo.selection.len() as u64;
    let all = crate::kit::text::count(u64::from(PEOPLE));
    cell_quiet(ui, format!("{all} invented people, {selected} selected"));
    let list = List(&demo.order);
    let out = Table::new("gallery", "Invented people", &demo.columns)
        .height(300.0)
        .show(ui, &mut demo.state, &mut demo.selection, &list);
    out.context_menu(|ui| ui.label("The actions of the selected rows stand here"));
    if out.sort_changed {
        sort(&mut demo);
    }
    ui.data_mut(|data| data.insert_temp(id, demo));
}
