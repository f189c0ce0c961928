//! Notes inside a page, and notices at the lower right. Errors stay until they were read.

use std::borrow::Cow;

use egui::accesskit::{Live, Role};
use egui::{
    Align, Align2, Area, Context, CornerRadius, Frame, Id, Layout, Margin, Order, Rect, Sense,
    Shadow, Stroke, StrokeKind, Ui, UiBuilder, vec2,
};

use super::button::{Button, IconButton};
use super::icons::Icon;
use super::tokens::{self, size};
use super::tone::Tone;
use super::{a11y, text, toggle};

/// Below this height of the window, in points, notices float one at a time.
const LOW: f32 = 480.0;

/// Most notices kept; the oldest read ones go first.
pub const KEPT: usize = 100;

/// A note: ground by tone, icon, words, actions, details to unfold and copy.
#[derive(Debug)]
#[must_use = "draw it with show"]
pub struct Note<'a> {
    tone: Tone,
    title: Cow<'a, str>,
    body: Cow<'a, str>,
    details: Cow<'a, str>,
    actions: Vec<Button<'a>>,
    closable: bool,
    floating: bool,
    error: bool,
}

/// What was pressed on a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoteDid {
    /// The number of the action, in the order they were added.
    pub action: Option<usize>,
    /// The cross.
    pub closed: bool,
}

impl<'a> Note<'a> {
    /// A note with one or more sentences.
    pub fn new(tone: Tone, body: impl Into<Cow<'a, str>>) -> Self {
        Self {
            tone,
            title: Cow::Borrowed(""),
            body: body.into(),
            details: Cow::Borrowed(""),
            actions: Vec::new(),
            closable: false,
            floating: false,
            error: false,
        }
    }

    /// A strong first line.
    pub fn title(mut self, title: impl Into<Cow<'a, str>>) -> Self {
        self.title = title.into();
        self
    }

    /// Text for support and experts, folded away at first.
    pub fn details(mut self, details: impl Into<Cow<'a, str>>) -> Self {
        self.details = details.into();
        self
    }

    /// It tells that something failed: what it says can be copied, whether or not there is a text
    /// for support.
    pub fn error(mut self) -> Self {
        self.error = true;
        self
    }

    /// A button below the words.
    pub fn action(mut self, button: Button<'a>) -> Self {
        self.actions.push(button);
        self
    }

    /// A cross at the right.
    pub fn closable(mut self) -> Self {
        self.closable = true;
        self
    }

    /// Draws it as wide as the place.
    pub fn show(self, ui: &mut Ui) -> NoteDid {
        let t = tokens::of(ui.ctx());
        let name = if self.title.is_empty() {
            &self.body
        } else {
            &self.title
        };
        let name = format!("{}: {name}", self.tone.word());
        let role = if self.tone == Tone::Danger {
            Role::Alert
        } else {
            Role::Note
        };
        let (fill, line) = if self.floating {
            (t.surface, t.border)
        } else {
            (self.tone.ground(t), self.tone.ground(t))
        };
        let live = match (self.tone, self.floating) {
            (Tone::Danger, _) => Some(Live::Assertive),
            (_, true) => Some(Live::Polite),
            (_, false) => None,
        };
        let builder = UiBuilder::new()
            .accessibility_role(role)
            .accessibility_label(name);
        ui.scope_builder(builder, |ui| {
            if let Some(live) = live {
                a11y::tell(ui, live);
            }
            Frame::new()
                .fill(fill)
                .stroke(Stroke::new(1.0, line))
                .corner_radius(CornerRadius::same(size::RADIUS_NOTE))
                .inner_margin(Margin::symmetric(12, 10))
                .show(ui, |ui| {
                    if live.is_some() {
                        a11y::quiet(ui);
                    }
                    self.content(ui)
                })
                .inner
        })
        .inner
    }

    fn content(self, ui: &mut Ui) -> NoteDid {
        let t = tokens::of(ui.ctx());
        let ink = self.tone.ink(t);
        let mut did = NoteDid::default();
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(16.0, 18.0), Sense::hover());
            self.tone.icon().paint(ui.painter(), rect, ink);
            let cross = if self.closable { 30.0 } else { 0.0 };
            let room = (ui.available_width() - cross).max(40.0);
            ui.vertical(|ui| {
                ui.set_width(room);
                ui.spacing_mut().item_spacing.y = 4.0;
                if !self.title.is_empty() {
                    text::paragraph(ui, text::strong(self.title.as_ref()).color(ink));
                }
                if !self.body.is_empty() {
                    let plain = self.title.is_empty() && !self.floating;
                    let color = if plain && self.tone != Tone::Neutral {
                        ink
                    } else {
                        t.text
                    };
                    text::paragraph(ui, text::body(self.body.as_ref()).color(color));
                }
                // A mistake that floats by can always be told to somebody.
                let always = self.error || (self.floating && self.tone == Tone::Danger);
                let sentences = [self.title.as_ref(), self.body.as_ref()];
                details(ui, &sentences, &self.details, always);
                if !self.actions.is_empty() {
                    ui.add_space(4.0);
                    ui.horizontal_wrapped(|ui| {
                        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                        for (i, action) in self.actions.into_iter().enumerate() {
                            if action.show(ui).clicked() {
                                did.action = Some(i);
                            }
                        }
                    });
                }
            });
            if self.closable {
                did.closed = IconButton::new(Icon::Close, "Dismiss")
                    .small()
                    .show(ui)
                    .clicked();
            }
        });
        did
    }
}

/// Where `stamp` is kept.
fn stamp_id() -> Id {
    Id::unique("stamp of copied details")
}

/// Says which program this is, when it is, and what is on the screen; it ends what "Copy details"
/// copies. Told in every frame.
pub fn stamp(ctx: &Context, words: String) {
    ctx.data_mut(|d| d.insert_temp(stamp_id(), words));
}

/// What "Copy details" copies: the sentences as they are shown, the text for support, and the stamp.
pub fn report(ctx: &Context, parts: &[&str]) -> String {
    let stamp = ctx.data(|d| d.get_temp::<String>(stamp_id()));
    let stamp = stamp.unwrap_or_default();
    let all = parts.iter().copied().chain([stamp.as_str()]);
    let all: Vec<&str> = all.map(str::trim).filter(|p| !p.is_empty()).collect();
    all.join("\n")
}

/// Folded text for support with a button that copies it together with the sentences before it.
/// Without such a text there is the button alone, if `always`.
pub fn details(ui: &mut Ui, sentences: &[&str], details: &str, always: bool) {
    if details.is_empty() && !always {
        return;
    }
    let id = ui.make_persistent_id(("details", details));
    let mut open = ui.data(|d| d.get_temp::<bool>(id).unwrap_or(false));
    let copy = || Button::quiet("Copy details").icon(Icon::Copy);
    let both = |ui: &mut Ui| {
        ui.set_min_height(size::CONTROL);
        let mut copy = copy();
        if details.is_empty() {
            copy = copy.flush();
        } else {
            toggle::fold(ui, &mut open, "Details");
        }
        if copy.show(ui).clicked() {
            let parts: Vec<&str> = sentences.iter().copied().chain([details]).collect();
            ui.ctx().copy_text(report(ui.ctx(), &parts));
        }
    };
    if ui.layout().horizontal_align() == Align::Center {
        let fold = if details.is_empty() {
            -8.0
        } else {
            toggle::fold_width(ui, "Details") + ui.spacing().item_spacing.x
        };
        let wide = vec2(fold + copy().width(ui), size::CONTROL);
        ui.allocate_ui_with_layout(wide, Layout::left_to_right(Align::Center), both);
    } else {
        ui.horizontal(both);
    }
    if open {
        let t = tokens::of(ui.ctx());
        Frame::new()
            .fill(t.surface)
            .stroke(Stroke::new(1.0, t.border))
            .corner_radius(CornerRadius::same(size::RADIUS))
            .inner_margin(Margin::same(8))
            .show(ui, |ui| {
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    egui::ScrollArea::vertical()
                        .id_salt(id)
                        .max_height(160.0)
                        .show(ui, |ui| {
                            text::copyable(ui, text::code(details));
                        });
                });
            });
    }
    ui.data_mut(|d| d.insert_temp(id, open));
}

/// One notice. Plain data.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Unique among the notices of one list, counting up.
    pub id: u64,
    /// How it is meant.
    pub tone: Tone,
    /// The strong first line.
    pub title: String,
    /// One or more sentences.
    pub body: String,
    /// Text for support, may be empty.
    pub details: String,
    /// Was it read, or did it fade?
    pub read: bool,
    /// It does not fade, whatever its tone.
    pub stays: bool,
    /// When it was first drawn, in seconds of the caller's clock.
    pub since: Option<f64>,
}

/// All notices of a window, oldest first. Has no clock: the caller says what time it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Notices {
    items: Vec<Notice>,
    next: u64,
}

impl Notices {
    /// Adds one and gives its id.
    pub fn push(
        &mut self,
        tone: Tone,
        title: impl Into<String>,
        body: impl Into<String>,
        details: impl Into<String>,
    ) -> u64 {
        let id = self.next;
        self.next += 1;
        self.items.push(Notice {
            id,
            tone,
            title: title.into(),
            body: body.into(),
            details: details.into(),
            read: false,
            stays: false,
            since: None,
        });
        if self.items.len() > KEPT {
            let first = self.items.iter().position(|n| n.read).unwrap_or(0);
            self.items.remove(first);
        }
        id
    }

    /// Adds one that stays until it was read, whatever its tone.
    pub fn push_until_read(&mut self, tone: Tone, title: impl Into<String>) -> u64 {
        let id = self.push(tone, title, "", "");
        for notice in self.items.iter_mut().filter(|n| n.id == id) {
            notice.stays = true;
        }
        id
    }

    /// All of them, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Notice> {
        self.items.iter()
    }

    /// How many were not read.
    pub fn unread(&self) -> usize {
        self.items.iter().filter(|n| !n.read).count()
    }

    /// This one was read.
    pub fn mark_read(&mut self, id: u64) {
        for notice in self.items.iter_mut().filter(|n| n.id == id) {
            notice.read = true;
        }
    }

    /// All of them were read.
    pub fn mark_all_read(&mut self) {
        for notice in &mut self.items {
            notice.read = true;
        }
    }

    /// Lets successes and infos fade that were shown for `lasting` seconds; gives the seconds
    /// until the next one fades.
    pub fn fade(&mut self, now: f64, lasting: f64) -> Option<f64> {
        let mut next: Option<f64> = None;
        for n in self.items.iter_mut().filter(|n| !n.read) {
            let since = *n.since.get_or_insert(now);
            if n.stays || matches!(n.tone, Tone::Danger | Tone::Warning) {
                continue;
            }
            let left = since + lasting - now;
            if left <= 0.0 {
                n.read = true;
            } else {
                next = Some(next.map_or(left, |x| x.min(left)));
            }
        }
        next
    }
}

/// Draws the unread notices at the lower right, above a margin of `bottom` points (the status
/// bar). At most three at a time, the newest lowest; the rest wait.
pub fn toasts(ctx: &Context, notices: &mut Notices, now: f64, lasting: f64, bottom: f32) {
    if let Some(left) = notices.fade(now, lasting) {
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(left));
    }
    let unread: Vec<Notice> = notices.iter().rev().filter(|n| !n.read).cloned().collect();
    if unread.is_empty() {
        return;
    }
    let width = (ctx.content_rect().width() - 32.0).min(360.0);
    // In a small window one is enough: more would hide everything they are about.
    let low = ctx.content_rect().height() < LOW;
    let most = if low { 1 } else { 3 };
    let waiting = unread.len().saturating_sub(most);
    Area::new(Id::unique("toasts"))
        // Below dialogs and menus: what somebody has to answer hides behind nothing.
        .order(Order::Middle)
        .anchor(Align2::RIGHT_BOTTOM, vec2(-16.0, -16.0 - bottom))
        .role(Role::Log)
        .accessible_name("Notices")
        .show(ctx, |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 8.0;
            if waiting > 0 {
                let label = format!("Mark all {} as read", unread.len());
                if Button::secondary(label).show(ui).clicked() {
                    notices.mark_all_read();
                }
            }
            for notice in unread.iter().take(most).rev() {
                if toast(ui, notice, low) {
                    notices.mark_read(notice.id);
                }
            }
        });
}

/// One floating notice; true when it was closed. `low`: only its sentence, since it would hide what
/// it is about; the rest is said on hover and stands in the list of notices.
fn toast(ui: &mut Ui, notice: &Notice, low: bool) -> bool {
    let t = tokens::of(ui.ctx());
    let back = ui.painter().add(egui::Shape::Noop);
    let (body, details) = if low {
        ("", "")
    } else {
        (notice.body.as_str(), notice.details.as_str())
    };
    let mut note = Note::new(notice.tone, body)
        .title(notice.title.as_str())
        .details(details)
        .closable();
    note.floating = true;
    let out = ui.scope(|ui| ui.push_id(notice.id, |ui| note.show(ui)).inner);
    let rect: Rect = out.response.rect;
    let radius = CornerRadius::same(size::RADIUS_NOTE);
    let shadow = Shadow {
        offset: [0, 4],
        blur: 16,
        spread: 0,
        color: t.shadow,
    };
    ui.painter().set(back, shadow.as_shape(rect, radius));
    let line = Stroke::new(1.0, notice.tone.ink(t));
    ui.painter()
        .rect_stroke(rect, radius, line, StrokeKind::Inside);
    if low && !notice.body.is_empty() {
        out.response.on_hover_text(&notice.body);
    }
    out.inner.closed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn successes_fade_and_errors_stay() {
        let mut notices = Notices::default();
        notices.push(Tone::Success, "Saved", "", "");
        let error = notices.push(Tone::Danger, "Refused", "Ask for the right.", "403");
        assert_eq!(notices.fade(10.0, 4.0), Some(4.0));
        assert_eq!(notices.unread(), 2);
        assert_eq!(notices.fade(14.5, 4.0), None);
        assert_eq!(notices.unread(), 1);
        notices.fade(1e6, 4.0);
        assert_eq!(notices.unread(), 1, "an error stays until it was read");
        notices.mark_read(error);
        assert_eq!(notices.unread(), 0);
    }

    #[test]
    fn the_list_is_bounded_and_keeps_unread_ones() {
        let mut notices = Notices::default();
        let first = notices.push(Tone::Danger, "first", "", "");
        for i in 0..KEPT + 20 {
            let id = notices.push(Tone::Info, i.to_string(), "", "");
            notices.mark_read(id);
        }
        assert_eq!(notices.iter().count(), KEPT);
        assert!(notices.iter().any(|n| n.id == first));
    }
}
