//! What a pane shows when it cannot show its content, and the same on one line above it. Every
//! state has a sentence, a detail and a next step.

use std::borrow::Cow;

use egui::accesskit::{Live, Role};
use egui::{Align, CornerRadius, Frame, Layout, Margin, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use super::button::{Button, IconButton};
use super::icons::Icon;
use super::tokens::{self, size};
use super::tone::Tone;
use super::{a11y, notice, text};

/// Which state it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing to show, and that is right.
    Empty,
    /// The first reading is under way.
    Loading,
    /// Shown from an older reading.
    Stale,
    /// No connection.
    Offline,
    /// Part of it could not be read.
    Incomplete,
    /// The key may not read this.
    Refused,
    /// Something went wrong.
    Error,
}

impl Kind {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Empty,
        Self::Loading,
        Self::Stale,
        Self::Offline,
        Self::Incomplete,
        Self::Refused,
        Self::Error,
    ];

    /// The icon of this state.
    pub fn icon(self) -> Icon {
        match self {
            Self::Empty => Icon::Empty,
            Self::Loading => Icon::Refresh,
            Self::Stale => Icon::Clock,
            Self::Offline => Icon::Offline,
            Self::Incomplete => Icon::Incomplete,
            Self::Refused => Icon::Lock,
            Self::Error => Icon::Error,
        }
    }

    /// The tone of this state.
    pub fn tone(self) -> Tone {
        match self {
            Self::Empty | Self::Loading | Self::Offline => Tone::Neutral,
            Self::Stale | Self::Incomplete | Self::Refused => Tone::Warning,
            Self::Error => Tone::Danger,
        }
    }
}

/// A state with words and next steps; over the whole pane with [`State::show`], on one line with
/// [`State::banner`].
#[derive(Debug)]
#[must_use = "draw it with show or banner"]
pub struct State<'a> {
    kind: Kind,
    sentence: Cow<'a, str>,
    detail: Cow<'a, str>,
    technical: Cow<'a, str>,
    actions: Vec<Button<'a>>,
}

impl<'a> State<'a> {
    /// A state in one sentence.
    pub fn new(kind: Kind, sentence: impl Into<Cow<'a, str>>) -> Self {
        Self {
            kind,
            sentence: sentence.into(),
            detail: Cow::Borrowed(""),
            technical: Cow::Borrowed(""),
            actions: Vec::new(),
        }
    }

    /// Why, and what it means.
    pub fn detail(mut self, detail: impl Into<Cow<'a, str>>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Text for support, folded away.
    pub fn technical(mut self, technical: impl Into<Cow<'a, str>>) -> Self {
        self.technical = technical.into();
        self
    }

    /// A next step.
    pub fn action(mut self, button: Button<'a>) -> Self {
        self.actions.push(button);
        self
    }

    /// Fills the rest of the pane; gives the number of the action that was pressed.
    pub fn show(self, ui: &mut Ui) -> Option<usize> {
        let t = tokens::of(ui.ctx());
        let name = self.sentence.to_string();
        let role = if self.kind == Kind::Error {
            Role::Alert
        } else {
            Role::Region
        };
        let builder = UiBuilder::new()
            .accessibility_role(role)
            .accessibility_label(name)
            .layout(Layout::top_down(Align::Center));
        let error = self.kind == Kind::Error;
        ui.scope_builder(builder, |ui| {
            if error {
                a11y::tell(ui, Live::Assertive);
            }
            ui.scope(|ui| {
                if error {
                    a11y::quiet(ui);
                }
                let width = (ui.available_width() - 32.0).clamp(120.0, 420.0);
                ui.add_space((ui.available_height() * 0.28 - 40.0).clamp(16.0, 160.0));
                ui.spacing_mut().item_spacing.y = 8.0;
                let (rect, _) = ui.allocate_exact_size(vec2(44.0, 44.0), Sense::hover());
                ui.painter()
                    .circle_filled(rect.center(), 22.0, self.kind.tone().ground(t));
                let ink = match self.kind.tone() {
                    Tone::Neutral => t.muted,
                    tone => tone.ink(t),
                };
                self.kind.icon().paint_sized(ui.painter(), rect, 22.0, ink);
                ui.add_space(4.0);
                centred(ui, width, text::heading(self.sentence.as_ref()));
                if !self.detail.is_empty() {
                    centred(ui, width, text::muted(self.detail.as_ref()));
                }
                let did = actions(ui, width, self.actions);
                let failed = matches!(self.kind, Kind::Error | Kind::Refused);
                if failed || !self.technical.is_empty() {
                    ui.add_space(4.0);
                    let layout = Layout::top_down(Align::Center);
                    ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
                        let sentences = [self.sentence.as_ref(), self.detail.as_ref()];
                        notice::details(ui, &sentences, &self.technical, failed);
                    });
                }
                did
            })
            .inner
        })
        .inner
    }

    /// One line above content that is still shown; gives the number of the action pressed.
    pub fn banner(self, ui: &mut Ui) -> Option<usize> {
        let t = tokens::of(ui.ctx());
        let tone = self.kind.tone();
        let words = if self.detail.is_empty() {
            self.sentence.to_string()
        } else {
            format!("{}. {}", self.sentence.trim_end_matches('.'), self.detail)
        };
        let builder = UiBuilder::new()
            .accessibility_role(Role::Status)
            .accessibility_label(words.clone());
        ui.scope_builder(builder, |ui| {
            a11y::tell(ui, Live::Polite);
            Frame::new()
                .fill(tone.ground(t))
                .corner_radius(CornerRadius::same(size::RADIUS_NOTE))
                .inner_margin(Margin {
                    left: 12,
                    right: 4,
                    top: 3,
                    bottom: 3,
                })
                .show(ui, |ui| {
                    a11y::quiet(ui);
                    ui.set_width(ui.available_width());
                    ui.set_min_height(size::CONTROL);
                    self.banner_line(ui, &words)
                })
                .inner
        })
        .inner
    }

    fn banner_line(self, ui: &mut Ui, words: &str) -> Option<usize> {
        let t = tokens::of(ui.ctx());
        let ink = self.kind.tone().ink(t);
        let failed = matches!(self.kind, Kind::Error | Kind::Refused);
        let copies = if failed { 30.0 } else { 0.0 };
        let wanted: f32 = self.actions.iter().map(|a| a.width(ui) + 8.0).sum();
        let wanted = wanted + copies;
        let room = ui.available_width() - wanted - 32.0;
        let mut did = None;
        let narrow = room < 160.0 && wanted > 0.0;
        ui.horizontal(|ui| {
            ui.set_min_height(size::CONTROL);
            let (rect, _) = ui.allocate_exact_size(vec2(16.0, 16.0), Sense::hover());
            self.kind.icon().paint(ui.painter(), rect, ink);
            let width = if narrow {
                ui.available_width() - 8.0
            } else {
                room
            };
            ui.allocate_ui_with_layout(
                vec2(width, size::CONTROL),
                Layout::left_to_right(Align::Center),
                |ui| {
                    ui.set_width(width);
                    text::few_lines(ui, words, text::body_format(ink), 2);
                },
            );
            if !narrow {
                did = row(ui, &self.actions);
                self.copy(ui, failed, words);
            }
        });
        if narrow {
            ui.horizontal_wrapped(|ui| {
                did = row(ui, &self.actions);
                self.copy(ui, failed, words);
            });
        }
        did
    }

    /// The button that copies what a line about a failure says.
    fn copy(&self, ui: &mut Ui, failed: bool, words: &str) {
        let copy = || IconButton::new(Icon::Copy, "Copy details").small();
        if failed && copy().show(ui).clicked() {
            let report = notice::report(ui.ctx(), &[words, &self.technical]);
            ui.ctx().copy_text(report);
        }
    }
}

fn row(ui: &mut Ui, actions: &[Button<'_>]) -> Option<usize> {
    let mut did = None;
    for (i, action) in actions.iter().enumerate() {
        if action.clone().show(ui).clicked() {
            did = Some(i);
        }
    }
    did
}

fn centred(ui: &mut Ui, width: f32, words: egui::RichText) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Center), |ui| {
        ui.set_width(width);
        ui.add(egui::Label::new(words).wrap().halign(Align::Center));
    });
}

/// Next steps, side by side where they fit and below each other where not.
fn actions(ui: &mut Ui, width: f32, actions: Vec<Button<'_>>) -> Option<usize> {
    if actions.is_empty() {
        return None;
    }
    ui.add_space(4.0);
    let wanted = actions.iter().map(|a| a.width(ui) + 8.0).sum::<f32>() - 8.0;
    let mut did = None;
    if wanted <= width {
        ui.allocate_ui_with_layout(
            vec2(wanted, size::CONTROL),
            Layout::left_to_right(Align::Center),
            |ui| {
                did = row(ui, &actions);
            },
        );
    } else {
        ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
            for (i, action) in actions.into_iter().enumerate() {
                if action.wide().show(ui).clicked() {
                    did = Some(i);
                }
            }
        });
    }
    did
}

/// Rows that stand where content will come. They do not move; `label` says what is being read.
pub fn skeleton(ui: &mut Ui, label: &str, rows: usize) {
    let t = tokens::of(ui.ctx());
    // What is sunken is darker than the ground: in the dark it would not be seen.
    let ink = if ui.visuals().dark_mode {
        t.border
    } else {
        t.sunken
    };
    let width = ui.available_width();
    let (rect, response) =
        ui.allocate_exact_size(vec2(width, rows as f32 * size::ROW), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::ProgressIndicator, true, label));
    let shares = [
        [0.62, 0.8, 0.5],
        [0.48, 0.66, 0.72],
        [0.7, 0.54, 0.4],
        [0.55, 0.74, 0.6],
    ];
    for i in 0..rows {
        let top = rect.top() + i as f32 * size::ROW;
        let y = top + size::ROW / 2.0;
        ui.painter()
            .circle_filled(pos2(rect.left() + 20.0, y), 11.0, ink);
        let room = (width - 52.0).max(60.0) / 3.0;
        for (column, share) in shares[i % shares.len()].iter().enumerate() {
            let left = rect.left() + 42.0 + room * column as f32;
            let bar = Rect::from_min_size(pos2(left, y - 5.0), vec2((room - 20.0) * share, 10.0));
            ui.painter().rect_filled(bar, CornerRadius::same(4), ink);
        }
        let line = egui::Stroke::new(1.0, ink);
        ui.painter()
            .hline(rect.x_range(), top + size::ROW - 0.5, line);
    }
}
