//! The yardstick: nothing but a table of `egui_extras` with the same texts in the same columns.

use crate::scene::{Round, Scene, WHEEL};
use crate::screen::{Chance, Screen, wheel};
use crate::window::Window;
use egui::{Align, Event, Layout, Rect, TextWrapMode, Ui, UiBuilder, vec2};
use egui_extras::{Column, TableBuilder};
use gatehouse::kit::theme;
use gatehouse::kit::tokens::size;
use gatehouse::model::day;
use gatehouse::worker::protocol::{self, TeamTable};
use std::time::Duration;
use strum::IntoEnumIterator as _;

/// Height of the heading.
const HEAD: f32 = 30.0;

/// What is drawn.
struct Sheet {
    texts: Vec<[String; 6]>,
    widths: Vec<f32>,
    area: Rect,
    rows: Vec<u32>,
    selected: bool,
    offset: Option<f32>,
}

/// The table in a context of its own.
pub(crate) struct Bare {
    screen: Screen,
    sheet: Sheet,
}

impl Bare {
    /// As large as the table in the window, in the same fonts.
    pub(crate) fn beside(window: &Window) -> anyhow::Result<Self> {
        let view = window.view()?;
        let screen = Screen::new();
        theme::install(&screen.ctx);
        let sheet = Sheet {
            texts: texts(&view.table),
            widths: window.widths(),
            area: window.table,
            rows: view.view.rows.clone(),
            selected: false,
            offset: None,
        };
        anyhow::ensure!(sheet.widths.len() == 6, "all six columns have room");
        Ok(Self { screen, sheet })
    }

    pub(crate) fn hear(&mut self, heard: bool) {
        self.screen.hear(heard);
    }

    /// Rows that have room.
    pub(crate) fn visible(&self) -> usize {
        ((self.sheet.area.height() - HEAD) / size::ROW).ceil() as usize
    }

    fn frame(&mut self, events: Vec<Event>) -> Duration {
        let sheet = &self.sheet;
        self.screen.frame(events, |ui| sheet.draw(ui))
    }

    /// Plays a scene with the rows that the window had in it.
    pub(crate) fn play(
        &mut self,
        scene: Scene,
        seed: u64,
        round: &Round,
    ) -> anyhow::Result<Vec<Duration>> {
        self.sheet.offset = Some(0.0);
        self.frame(vec![Event::PointerMoved(self.sheet.area.center())]);
        self.sheet.offset = None;
        self.frame(Vec::new());
        let before = self.in_sight();
        let mut chance = Chance::new(seed);
        let most = self.sheet.rows.len() as f32 * size::ROW - self.sheet.area.height() + HEAD;
        let mut took = Vec::with_capacity(round.took.len());
        for (at, view) in round.views.iter().enumerate() {
            let mut events = Vec::new();
            match scene {
                Scene::Idle => {}
                Scene::Wheel => events.push(wheel(-WHEEL)),
                Scene::Jump => self.sheet.offset = Some(chance.next() * most),
                Scene::Typing | Scene::Facets | Scene::Reading => {
                    self.sheet.rows.clone_from(&view.view.rows);
                }
                Scene::All => self.sheet.selected = at % 5 < 3,
            }
            took.push(self.frame(events));
        }
        self.sheet.selected = false;
        anyhow::ensure!(
            scene.scrolls() != (before == self.in_sight()),
            "in the bare table: {}",
            scene.words()
        );
        Ok(took)
    }

    /// The texts in sight.
    fn in_sight(&mut self) -> Vec<String> {
        let sheet = &self.sheet;
        self.screen.look(|ui| sheet.draw(ui));
        let mut names = self.screen.names(|_| true);
        names.sort();
        names
    }
}

impl Sheet {
    fn draw(&self, ui: &mut Ui) {
        let mut ui = ui.new_child(UiBuilder::new().max_rect(self.area));
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
        let mut table = TableBuilder::new(&mut ui)
            .id_salt("bare")
            .auto_shrink(false)
            .max_scroll_height(f32::INFINITY)
            .cell_layout(Layout::left_to_right(Align::Center));
        for width in &self.widths {
            table = table.column(Column::exact(*width));
        }
        if let Some(offset) = self.offset {
            table = table.vertical_scroll_offset(offset);
        }
        let table = table.header(HEAD, |mut row| {
            for column in protocol::Column::iter() {
                row.col(|ui| {
                    ui.label(column.title());
                });
            }
        });
        table.body(|body| {
            body.rows(size::ROW, self.rows.len(), |mut row| {
                row.set_selected(self.selected);
                let number = self.rows.get(row.index()).map_or(0, |n| *n as usize);
                for text in self.texts.get(number).into_iter().flatten() {
                    row.col(|ui| {
                        ui.label(text);
                    });
                }
            });
        });
    }
}

fn texts(table: &TeamTable) -> Vec<[String; 6]> {
    let row = |row: &protocol::TeamRow| {
        [
            row.name.clone(),
            row.email.clone(),
            row.roles.join(", "),
            row.reach.clone(),
            row.joined.map(day).unwrap_or_default(),
            row.status.clone(),
        ]
    };
    table.rows.iter().map(row).collect()
}
