//! Dialogs: a question or a form over a veil, with one way forward and always a way out.

use std::borrow::Cow;

use egui::accesskit::Role;
use egui::{
    Align, Context, CornerRadius, Frame, Id, Key, Layout, Margin, Modal, Modifiers, Rect,
    ScrollArea, Sense, Shadow, Stroke, Ui, UiBuilder, Vec2, vec2,
};

use super::button::{Button, IconButton};
use super::focus;
use super::icons::Icon;
use super::text;
use super::tokens::{self, size};

/// Height of a line of the title in points.
const TITLE_LINE: f32 = 20.0;

/// What the person did with a dialog in this frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Did {
    /// Nothing yet: the dialog stays.
    #[default]
    Nothing,
    /// Went out: Esc, the cross, or the cancel button.
    Cancel,
    /// Pressed the first button, or Enter.
    Primary,
    /// Pressed the other button with this number, in the order they were added.
    Other(usize),
}

/// What a dialog gives back: what was done, and what its body gave.
#[derive(Debug)]
pub struct Shown<R> {
    /// What the person did.
    pub did: Did,
    /// The value of the body.
    pub inner: R,
}

/// A dialog. Show it in every frame in which it is open.
#[derive(Debug)]
#[must_use = "draw it with show"]
pub struct Dialog<'a> {
    id: Id,
    title: Cow<'a, str>,
    subtitle: Cow<'a, str>,
    width: f32,
    primary: Option<Button<'a>>,
    others: Vec<Button<'a>>,
    cancel: Cow<'a, str>,
    enter: Option<bool>,
}

/// What is remembered of an open dialog between frames.
#[derive(Debug, Clone, Copy, Default)]
struct Memory {
    frame: u64,
    before: Option<Id>,
    left: bool,
    /// The dialog takes the focus in this frame.
    takes: bool,
    chrome: f32,
    size: Vec2,
}

impl<'a> Dialog<'a> {
    /// A dialog with a title; `id` tells dialogs apart.
    pub fn new(id: &str, title: impl Into<Cow<'a, str>>) -> Self {
        Self {
            id: Id::unique(("dialog", id)),
            title: title.into(),
            subtitle: Cow::Borrowed(""),
            width: size::DIALOG,
            primary: None,
            others: Vec::new(),
            cancel: Cow::Borrowed("Cancel"),
            enter: None,
        }
    }

    /// One line below the title.
    pub fn subtitle(mut self, subtitle: impl Into<Cow<'a, str>>) -> Self {
        self.subtitle = subtitle.into();
        self
    }

    /// Widest width in points; never wider than the window less 32.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width.min(size::DIALOG);
        self
    }

    /// The first button: [`Button::primary`] or [`Button::danger`]. Enter presses it unless it is
    /// blocked or red.
    pub fn primary(mut self, button: Button<'a>) -> Self {
        self.primary = Some(button);
        self
    }

    /// Another button, at the left of the footer.
    pub fn other(mut self, button: Button<'a>) -> Self {
        self.others.push(button);
        self
    }

    /// The words of the way out; "Close" where there is nothing to cancel.
    pub fn cancel(mut self, label: impl Into<Cow<'a, str>>) -> Self {
        self.cancel = label.into();
        self
    }

    /// Overrides whether Enter presses the first button.
    pub fn enter(mut self, enter: bool) -> Self {
        self.enter = Some(enter);
        self
    }

    /// Draws it over everything else.
    pub fn show<R>(self, ctx: &Context, body: impl FnOnce(&mut Ui) -> R) -> Shown<R> {
        let t = tokens::of(ctx);
        let window = ctx.content_rect().size() - Vec2::splat(32.0);
        let width = self.width.min(window.x).max(160.0);
        let mut memory = self.enter_stage(ctx);
        let (id, title) = (self.id, self.title.to_string());
        let area = Modal::default_area(id)
            .role(Role::Dialog)
            .accessible_name(title);
        let frame = Frame::new()
            .fill(t.surface)
            .stroke(Stroke::new(1.0, t.border))
            .corner_radius(CornerRadius::same(size::RADIUS_DIALOG))
            .shadow(Shadow {
                offset: [0, 12],
                blur: 40,
                spread: 0,
                color: t.shadow,
            });
        let may_enter = self.may_enter();
        let modal = Modal::new(id)
            .area(area)
            .backdrop_color(t.scrim)
            .frame(frame);
        let shown = modal.show(ctx, |ui| {
            super::a11y::only_this(ui);
            ui.set_width(width);
            self.hold_focus(ui, memory.takes);
            ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
            let top = ui.cursor().top();
            let crossed = self.header(ui);
            let above = ui.cursor().top() - top;
            let room = (window.y - memory.chrome.max(above)).max(48.0);
            let inner = content(ui, id, room, body);
            let foot = ui.cursor().top();
            let did = self.footer(ui);
            memory.chrome = above + (ui.cursor().top() - foot) + 4.0;
            (if crossed { Did::Cancel } else { did }, inner)
        });
        let (mut did, inner) = shown.inner;
        if did == Did::Nothing && shown.is_top_modal && !shown.any_popup_open {
            did = keys(ctx, id, may_enter);
        }
        let size = shown.response.rect.size();
        if size != memory.size {
            // It is centred by the size of the frame before.
            memory.size = size;
            ctx.request_repaint();
        }
        memory.leave(ctx, id, did);
        Shown { did, inner }
    }

    /// Remembers where the focus was when the dialog opened.
    fn enter_stage(&self, ctx: &Context) -> Memory {
        let now = ctx.cumulative_frame_nr();
        let mut memory: Memory = ctx.data(|d| d.get_temp(self.id)).unwrap_or_default();
        let fresh = memory.frame == 0 || memory.frame + 1 < now;
        let way = ctx.data(|d| d.get_temp::<Back>(back_id()));
        if fresh {
            // One dialog after another: what still has the focus went with the one before, and
            // the focus is on its way back from there.
            let ended = way.filter(|back| back.at < now + WAY);
            if ended.is_some() {
                ctx.data_mut(|d| d.remove::<Back>(back_id()));
            }
            let focused = ctx.memory(egui::Memory::focused);
            memory.before = ended.map(|back| back.to).or(focused);
        } else if let Some(back) = way.filter(|back| back.from == self.id) {
            // It was answered and is still there: the focus waits for its end.
            let at = now + WAY;
            let waits = Back {
                at,
                waits: true,
                ..back
            };
            ctx.data_mut(|d| d.insert_temp(back_id(), waits));
        }
        // Also when it stayed open after a button: the focus comes back in.
        memory.takes = fresh || memory.left;
        memory.left = false;
        memory.frame = now.max(1);
        memory
    }

    /// The dialog itself takes the focus first, so that its title is read; the veil keeps the
    /// focus from leaving.
    fn hold_focus(&self, ui: &Ui, takes: bool) {
        let rect = ui.max_rect();
        let response = ui.interact(rect, frame_id(self.id), Sense::focusable_noninteractive());
        if takes {
            // Not earlier: while egui measures a new dialog, its controls let go of the focus.
            response.request_focus();
        }
        super::a11y::role(&response, Role::Group, &self.title);
        if !self.subtitle.is_empty() {
            super::a11y::describe(&response, &self.subtitle);
        }
    }

    fn may_enter(&self) -> bool {
        self.primary
            .as_ref()
            .is_some_and(|b| !b.is_blocked() && self.enter.unwrap_or(!b.is_danger()))
    }

    /// Title, subtitle, cross; true when the cross was pressed.
    fn header(&self, ui: &mut Ui) -> bool {
        let margin = Margin {
            left: 20,
            right: 12,
            top: 16,
            bottom: 8,
        };
        Frame::new()
            .inner_margin(margin)
            .show(ui, |ui| {
                ui.horizontal_top(|ui| {
                    let room = ui.available_width() - 40.0;
                    ui.allocate_ui_with_layout(
                        vec2(room, 0.0),
                        Layout::top_down(Align::Min),
                        |ui| {
                            ui.set_width(room);
                            ui.spacing_mut().item_spacing.y = 2.0;
                            text::few_lines(ui, &self.title, text::heading_format(ui), 2);
                            if !self.subtitle.is_empty() {
                                text::paragraph(ui, text::muted(self.subtitle.as_ref()));
                            }
                        },
                    );
                    // Its middle stands on that of the first line of the title.
                    let up = (size::CONTROL - TITLE_LINE) / 2.0;
                    let corner = ui.cursor().min - vec2(0.0, up);
                    let place = Rect::from_min_size(corner, Vec2::splat(size::CONTROL));
                    let cross = ui.new_child(UiBuilder::new().max_rect(place));
                    close(cross)
                })
                .inner
            })
            .inner
    }

    fn footer(self, ui: &mut Ui) -> Did {
        let t = tokens::of(ui.ctx());
        let line = ui.cursor().top();
        let across = ui.max_rect().x_range();
        ui.painter().hline(across, line, Stroke::new(1.0, t.border));
        Frame::new()
            .inner_margin(Margin::symmetric(20, 12))
            .show(ui, |ui| self.buttons(ui))
            .inner
    }

    fn buttons(self, ui: &mut Ui) -> Did {
        let cancel = Button::secondary(self.cancel);
        let wanted = |b: &Button<'_>, ui: &Ui| b.width(ui) + 8.0;
        let right =
            wanted(&cancel, ui) + self.primary.as_ref().map_or(0.0, |b| wanted(b, ui)) - 8.0;
        let left: f32 = self.others.iter().map(|b| wanted(b, ui)).sum();
        let room = ui.available_width();
        let mut did = Did::Nothing;
        let mut note = |ui: &mut Ui, button: Button<'_>, what: Did| {
            if button.show(ui).clicked() {
                did = what;
            }
        };
        if left + right > room && left <= room && right <= room {
            // Two lines leave the contents more room than one button below the other.
            ui.spacing_mut().item_spacing.y = 8.0;
            ui.horizontal(|ui| {
                for (i, other) in self.others.into_iter().enumerate() {
                    note(ui, other, Did::Other(i));
                }
            });
            ui.horizontal(|ui| {
                ui.add_space((room - right).max(0.0));
                note(ui, cancel, Did::Cancel);
                if let Some(primary) = self.primary {
                    note(ui, primary, Did::Primary);
                }
            });
        } else if left + right > room {
            ui.spacing_mut().item_spacing.y = 8.0;
            if let Some(primary) = self.primary {
                note(ui, primary.wide(), Did::Primary);
            }
            for (i, other) in self.others.into_iter().enumerate() {
                note(ui, other.wide(), Did::Other(i));
            }
            note(ui, cancel.wide(), Did::Cancel);
        } else {
            ui.horizontal(|ui| {
                for (i, other) in self.others.into_iter().enumerate() {
                    note(ui, other, Did::Other(i));
                }
                ui.add_space((room - left - right).max(0.0));
                note(ui, cancel, Did::Cancel);
                if let Some(primary) = self.primary {
                    note(ui, primary, Did::Primary);
                }
            });
        }
        did
    }
}

impl Memory {
    /// Gives the focus back to where it was when the dialog is answered.
    fn leave(mut self, ctx: &Context, id: Id, did: Did) {
        if matches!(did, Did::Cancel | Did::Primary) {
            self.left = true;
            if let Some(before) = self.before {
                give_back(ctx, id, before);
            }
        }
        ctx.data_mut(|d| d.insert_temp(id, self));
    }
}

/// The focus on its way back. In the frame after a dialog egui still lets nothing below it take the
/// focus, so it goes back one frame later.
#[derive(Debug, Clone, Copy)]
struct Back {
    from: Id,
    to: Id,
    at: u64,
    /// The dialog was answered and is still there.
    waits: bool,
}

fn back_id() -> Id {
    Id::unique("focus on its way back from a dialog")
}

/// Frames until the focus arrives.
const WAY: u64 = 2;

/// Lets the focus go back from a dialog to this control, unless something else takes it.
pub(super) fn give_back(ctx: &Context, from: Id, to: Id) {
    let back = Back {
        from,
        to,
        at: ctx.cumulative_frame_nr() + WAY,
        waits: false,
    };
    ctx.data_mut(|d| d.insert_temp(back_id(), back));
    ctx.request_repaint();
}

/// Brings the focus back from a dialog that was answered; `theme::install` has it called at the
/// start of every frame.
pub(super) fn bring_focus_back(ctx: &Context) {
    let Some(back) = ctx.data(|d| d.get_temp::<Back>(back_id())) else {
        return;
    };
    if ctx.cumulative_frame_nr() < back.at {
        let soon = if back.waits { 50 } else { 0 };
        ctx.request_repaint_after(std::time::Duration::from_millis(soon));
        return;
    }
    ctx.data_mut(|d| d.remove::<Back>(back_id()));
    ctx.memory_mut(|m| {
        if m.focused().is_none() {
            m.request_focus(back.to);
        }
    });
}

fn close(mut ui: Ui) -> bool {
    IconButton::new(Icon::Close, "Close")
        .show(&mut ui)
        .clicked()
}

fn frame_id(id: Id) -> Id {
    id.with("frame")
}

/// The scrolling middle.
fn content<R>(ui: &mut Ui, id: Id, room: f32, body: impl FnOnce(&mut Ui) -> R) -> R {
    let out = ScrollArea::vertical()
        .id_salt(id.with("body"))
        .max_height(room)
        // Without it a dialog whose content grows would keep the height it began with.
        .min_scrolled_height(room)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            Frame::new()
                .inner_margin(Margin {
                    left: 20,
                    right: 20,
                    top: 4,
                    bottom: 16,
                })
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                    body(ui)
                })
                .inner
        });
    out.inner
}

/// Esc goes out. Enter goes forward when nothing else in the dialog takes it: a one-line field has
/// let go of the focus by now, a button or a field of several lines has not.
fn keys(ctx: &Context, id: Id, may_enter: bool) -> Did {
    // A list that is open in the dialog goes first.
    if focus::menu_open(ctx) {
        return Did::Nothing;
    }
    if ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
        return Did::Cancel;
    }
    let free = ctx.memory(|m| m.focused().is_none_or(|f| f == frame_id(id)));
    if may_enter && free && ctx.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter)) {
        return Did::Primary;
    }
    Did::Nothing
}
