//! Help: the key facts of Wix's model in plain words, each with a way to where it can be seen.

use super::Cx;
use crate::kit::button::{Button, link};
use crate::kit::icons::Icon;
use crate::kit::layout::{self, Head, page};
use crate::kit::text;
use crate::kit::tokens::{self, size};
use crate::model::topics::{STEPS, TOPICS, Topic, WAYS, WayIn};
use crate::model::{Ask, Route};
use egui::accesskit::Role;
use egui::{Align, Frame, Layout, Margin, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

/// Widest the page gets, in points.
const WIDEST: f32 = 860.0;
/// From this width on the ways in are a table.
const TABLE: f32 = 600.0;
/// Widths of its first two columns, as parts of the whole.
const COLUMNS: [f32; 2] = [0.2, 0.4];

/// The pane.
#[derive(Debug, Default)]
pub struct HelpPane {
    /// The topic to scroll to.
    wanted: Option<&'static str>,
}

impl HelpPane {
    /// Scrolls to the topic with this title when it is next drawn.
    pub fn go_to(&mut self, title: &'static str) {
        self.wanted = Some(title);
    }

    /// Draws it.
    pub fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let line = "Who can get into what at Wix, in plain words";
        let head = Head::new("Help").line(line);
        let mut buttons = vec![Button::secondary("All commands").icon(Icon::Command)];
        if cx.model.session.is_none() {
            buttons.push(Button::secondary("Back to the start").icon(Icon::Back));
        }
        match head.buttons(ui, &buttons) {
            Some(0) => cx.ask(Ask::Palette),
            Some(_) => cx.ask(Ask::Go(Route::Welcome)),
            None => {}
        }
        let wanted = self.wanted.take();
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            page(ui, 12, WIDEST, |ui| {
                ui.spacing_mut().item_spacing.y = size::STEP;
                ways(ui, cx);
                ui.add_space(size::GAP);
                layout::section(ui, "How a change goes", "");
                steps(ui);
                ui.add_space(size::GAP);
                layout::section(ui, "The words", "");
                for topic in &TOPICS {
                    let place = one(ui, cx, topic);
                    if wanted == Some(topic.title) {
                        ui.scroll_to_rect(place, Some(Align::TOP));
                    }
                }
                ui.add_space(size::GAP);
            });
        });
    }
}

/// A way to a pane; without a profile there is none.
fn way(ui: &mut Ui, cx: &mut Cx<'_>, words: &str, route: Route) {
    if cx.model.session.is_some() && link(ui, words).clicked() {
        cx.ask(Ask::Go(route));
    }
}

/// Who gets in where.
fn ways(ui: &mut Ui, cx: &mut Cx<'_>) {
    layout::section(ui, "Who gets in where", "");
    let wide = ui.available_width() >= TABLE;
    layout::card(ui, |ui| {
        if wide {
            row(
                ui,
                ["Who", "Where they get in", "What Wix tells"].map(text::small_muted),
                None,
            );
        }
        for (at, way_in) in WAYS.iter().enumerate() {
            if wide || at > 0 {
                line(ui);
            }
            if wide {
                let words = [
                    text::strong(way_in.who),
                    text::body(way_in.place),
                    text::body(way_in.told),
                ];
                row(ui, words, Some((cx, way_in)));
            } else {
                ui.label(text::strong(way_in.who));
                text::paragraph(ui, text::body(way_in.place));
                text::paragraph(ui, text::muted(way_in.told));
                way(ui, cx, &shows(way_in), way_in.route);
            }
        }
    });
}

fn shows(way_in: &WayIn) -> String {
    format!("Show {}", text::lower(way_in.route.title()))
}

fn line(ui: &mut Ui) {
    let t = tokens::of(ui.ctx());
    ui.add_space(4.0);
    let y = ui.cursor().top();
    ui.painter()
        .hline(ui.max_rect().x_range(), y, egui::Stroke::new(1.0, t.border));
    ui.add_space(4.0);
}

/// A row of the table; its height is that of the highest cell.
fn row(ui: &mut Ui, words: [egui::RichText; 3], lead: Option<(&mut Cx<'_>, &WayIn)>) {
    let whole = ui.available_width();
    let [first, second] = COLUMNS.map(|part| (whole * part).floor());
    let widths = [first, second, whole - first - second];
    let top = ui.cursor().min;
    let (mut left, mut lowest) = (top.x, top.y);
    let mut lead = lead;
    for (at, (words, width)) in words.into_iter().zip(widths).enumerate() {
        let room = Rect::from_min_size(pos2(left, top.y), vec2(width - size::GAP, f32::INFINITY));
        let down = Layout::top_down(Align::Min);
        let mut cell = ui.new_child(UiBuilder::new().id_salt(at).max_rect(room).layout(down));
        cell.spacing_mut().item_spacing.y = 2.0;
        text::paragraph(&mut cell, words);
        if at == 0
            && let Some((cx, way_in)) = lead.take()
        {
            way(&mut cell, cx, &shows(way_in), way_in.route);
        }
        lowest = f32::max(lowest, cell.min_rect().bottom());
        left += width;
    }
    let place = Rect::from_min_max(top, pos2(top.x + whole, lowest));
    ui.advance_cursor_after_rect(place);
}

/// The way of a change as boxes in a row, which wrap where there is no room.
fn steps(ui: &mut Ui) {
    let t = tokens::of(ui.ctx());
    let narrow = ui.available_width() < TABLE;
    let columns = if narrow { 2 } else { 3 };
    let gap = 22.0;
    let whole = ui.available_width();
    let width = ((whole - gap * (columns - 1) as f32) / columns as f32).floor();
    for (at, part) in STEPS.chunks(columns).enumerate() {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for (n, (name, what)) in part.iter().enumerate() {
                let number = at * columns + n;
                let size = vec2(width, 0.0);
                ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), |ui| {
                    ui.set_width(width);
                    Frame::new()
                        .fill(t.sunken)
                        .corner_radius(egui::CornerRadius::same(size::RADIUS_NOTE))
                        .inner_margin(Margin::symmetric(12, 8))
                        .show(ui, |ui| {
                            ui.set_width(ui.available_width());
                            ui.set_min_height(40.0);
                            ui.spacing_mut().item_spacing.y = 2.0;
                            ui.label(text::strong(format!("{}  {name}", number + 1)));
                            text::paragraph(ui, text::small_muted(*what));
                        });
                });
                if number + 1 < STEPS.len() && n + 1 < columns {
                    Icon::Expand.show(ui, gap, 44.0, t.muted);
                }
            }
        });
        ui.add_space(size::STEP);
    }
}

fn one(ui: &mut Ui, cx: &mut Cx<'_>, topic: &Topic) -> Rect {
    let top = ui.cursor().min;
    // Several topics lead to one pane: a screen reader tells them apart by the group.
    let group = UiBuilder::new()
        .id_salt(topic.title)
        .accessibility_role(Role::Group)
        .accessibility_label(topic.title);
    ui.scope_builder(group, |ui| {
        layout::card(ui, |ui| {
            ui.label(text::heading(topic.title));
            for words in topic.says {
                text::paragraph(ui, text::body(*words));
            }
            if !topic.unknown.is_empty() {
                text::paragraph(ui, text::muted(topic.unknown));
            }
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = size::GAP;
                for (words, route) in topic.links {
                    way(ui, cx, words, *route);
                }
            });
        });
    });
    ui.add_space(size::STEP);
    Rect::from_two_pos(top, pos2(ui.max_rect().right(), ui.cursor().top()))
}
