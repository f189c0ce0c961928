//! The journal: its newest lines and where its chain stands.

use egui::{Align, Layout, Popup, Ui, vec2};

use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::layout::split;
use crate::kit::state::{Kind, State};
use crate::kit::table::{Column, Rows, Selection, Table, TableState, cell_label, cell_quiet};
use crate::kit::text;
use crate::model::{Ask, count, day, exact, time_of_day};
use crate::panes::{Cx, copying};
use crate::worker::protocol::{JournalLine, SaveKind};

struct Lines<'a>(&'a [JournalLine]);

impl Rows for Lines<'_> {
    fn len(&self) -> usize {
        self.0.len()
    }

    /// Numbers of the file, counted from 0.
    fn key(&self, row: usize) -> u32 {
        self.0
            .get(row)
            .map_or(0, |l| u32::try_from(l.seq).unwrap_or(u32::MAX))
    }

    fn name(&self, row: usize) -> String {
        self.0
            .get(row)
            .map_or_else(String::new, |l| format!("Line {}: {}", l.seq, l.text))
    }

    fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        let Some(line) = self.0.get(row) else {
            return;
        };
        match column {
            0 => cell_quiet(ui, line.seq.to_string()),
            1 => cell_quiet(ui, self.cell_text(row, column)).on_hover_text(exact(line.at)),
            _ => cell_label(ui, line.text.as_str()),
        };
    }

    fn cell_text(&self, row: usize, column: usize) -> String {
        self.0
            .get(row)
            .map_or_else(String::new, |line| match column {
                0 => line.seq.to_string(),
                1 => format!("{}, {}", day(line.at), time_of_day(line.at)),
                _ => line.text.clone(),
            })
    }
}

/// What copies the head of the chain.
const COPY: &str = "Copy head and count";
/// Height of a window in which a row of buttons would leave the lines no room, in points.
const LOW: f32 = 480.0;

/// The words with one button beside them, whose menu has what the buttons do; gives the number of
/// what was chosen.
fn in_a_menu(ui: &mut Ui, words: impl FnOnce(&mut Ui)) -> Option<usize> {
    let button = Button::secondary("Actions").menu();
    let room = ui.available_width() - button.width(ui) - 8.0;
    ui.horizontal_top(|ui| {
        let down = Layout::top_down(Align::Min);
        ui.allocate_ui_with_layout(vec2(room, 0.0), down, |ui| {
            ui.set_width(room);
            words(ui);
        });
        let mut chosen = None;
        Popup::menu(&button.show(ui)).show(|ui| {
            ui.set_width(200.0);
            ui.spacing_mut().item_spacing.y = 2.0;
            let labels = ["Save as CSV…", "Save as JSON lines…", COPY];
            for (at, label) in labels.into_iter().enumerate() {
                if Button::quiet(label).wide().show(ui).clicked() {
                    chosen = Some(at);
                    ui.close();
                }
            }
        });
        chosen
    })
    .inner
}

/// Head and lines, newest first.
pub(super) fn show(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    state: &mut TableState,
    selection: &mut Selection,
) {
    let activity = std::sync::Arc::clone(&cx.model.activity);
    if activity.head.count == 0 {
        State::new(Kind::Empty, "The journal is empty")
            .detail(
                "Every change is written here before it is sent, and what came of it right after. \
                 Lines can be added, never changed",
            )
            .show(ui);
        return;
    }
    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
    let hash = activity.head.hash.to_string();
    let all = count(activity.head.count as usize, "line", "lines");
    let copy = Button::secondary(COPY).icon(Icon::Copy);
    let [csv, lines] = super::save_buttons();
    let low = ui.ctx().content_rect().height() < LOW;
    let told = |ui: &mut Ui| {
        let shown = activity.journal.len();
        let words = if (shown as u64) < activity.head.count {
            format!("{all}; the newest {shown} are shown")
        } else {
            all.clone()
        };
        text::paragraph(ui, text::body(words));
        ui.horizontal(|ui| {
            ui.label(text::small_muted("Head of the chain"));
            text::ellipsis(ui, text::code(hash.as_str()));
        });
    };
    let pressed = if low {
        in_a_menu(ui, told)
    } else {
        split(ui, &[csv, lines, copy], told)
    };
    match pressed {
        Some(2) => cx.ask(Ask::Copy(format!("{hash} {}", activity.head.count))),
        Some(n) => super::save(cx, SaveKind::Journal(super::form(n)), "journal", n),
        None => {}
    }
    ui.add_space(4.0);
    let columns = [
        Column::new("seq", "Number")
            .width(72.0, 56.0)
            .align(Align::Max)
            .unsortable(),
        Column::new("at", "Time")
            .width(140.0, 120.0)
            .unsortable()
            .priority(1),
        Column::new("text", "What")
            .width(300.0, 120.0)
            .stretch(1.0)
            .unsortable(),
    ];
    let lines = Lines(&activity.journal);
    let out = Table::new("journal", "Journal", &columns).show(ui, state, selection, &lines);
    if out.copy
        && let Some(ask) = selected(&activity.journal, selection)
    {
        cx.ask(ask);
    }
}

/// The selected lines, in their order and with whole times.
fn selected(lines: &[JournalLine], selection: &Selection) -> Option<Ask> {
    let chosen = lines
        .iter()
        .filter(|l| u32::try_from(l.seq).is_ok_and(|key| selection.contains(key)));
    let rows: Vec<Vec<String>> = chosen
        .map(|l| vec![l.seq.to_string(), l.at.to_string(), l.text.clone()])
        .collect();
    let titles = ["Number", "Time", "What"].map(str::to_owned);
    let said = copying::said(rows.len(), titles.len());
    (!rows.is_empty()).then(|| Ask::CopyRows {
        text: copying::text(&titles, rows.into_iter()),
        said,
    })
}
