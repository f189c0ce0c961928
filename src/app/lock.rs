//! The lock: nothing of any account is drawn, named or read out until somebody unlocks it.

use super::shell::Shell;
use crate::kit::button::Button;
use crate::kit::field::submitted;
use crate::kit::icons::Icon;
use crate::kit::tokens;
use crate::kit::{a11y, text};
use crate::panes::welcome::{KeyText, What, passphrase_trouble};
use crate::worker::protocol::{Command, Secret};
use egui::{Align, CentralPanel, Context, Frame, Layout, Ui, vec2};
use jiff::Timestamp;
use std::time::Duration;

/// Width of what stands in the middle, in points.
const WIDTH: f32 = 320.0;

/// The lock, closed.
#[derive(Debug)]
pub(super) struct Lock {
    typed: KeyText,
    /// The trial that is waited for.
    waits_for: Option<u64>,
    /// One was tried here: what went wrong before does not matter.
    tried: bool,
    begun: bool,
}

/// When somebody was here last.
#[derive(Debug)]
pub(super) struct Idle {
    since: Timestamp,
    locks: u64,
}

impl Idle {
    pub(super) fn new(now: Timestamp) -> Self {
        Self {
            since: now,
            locks: 0,
        }
    }
}

impl Shell {
    /// Hides everything and has the key forgotten, if a passphrase brings it back.
    pub(super) fn lock(&mut self, ctx: &Context) {
        if self.lock.is_some() {
            return;
        }
        self.idle.locks += 1;
        self.lock = Some(Lock {
            typed: KeyText::new(What::Passphrase, u64::MAX - self.idle.locks),
            waits_for: None,
            tried: false,
            begun: false,
        });
        self.palette = None;
        self.close_find();
        self.announcement.clear();
        if self.model.keeping.keeps.has_passphrase() {
            self.handle.send(Command::Lock);
        }
        egui::Popup::close_all(ctx);
        ctx.request_repaint();
    }

    /// Locks after the time of the settings, and wakes up for it.
    pub(super) fn watch_idle(&mut self, ctx: &Context) {
        let now = self.model.now;
        let active = ctx.input(|i| !i.events.is_empty() || i.pointer.delta() != egui::Vec2::ZERO);
        if active {
            self.idle.since = now;
        }
        let minutes = self.model.settings.as_ref().map_or(0, |s| s.lock_after);
        if minutes == 0 || self.lock.is_some() {
            return;
        }
        let most = Duration::from_mins(u64::from(minutes));
        // A clock that was put back counts as no time at all.
        let idle = now.duration_since(self.idle.since);
        let idle = Duration::try_from(idle).unwrap_or_default();
        match most.checked_sub(idle) {
            Some(left) if !left.is_zero() => ctx.request_repaint_after(left),
            _ => self.lock(ctx),
        }
    }

    /// Draws the lock instead of everything else.
    pub(super) fn lock_pane(&mut self, ui: &mut Ui) {
        let Some(lock) = &mut self.lock else { return };
        let keeping = std::sync::Arc::clone(&self.model.keeping);
        if lock.waits_for.is_some_and(|n| keeping.tries > n) {
            lock.waits_for = None;
            if keeping.trouble.is_none() {
                return self.unlock(ui.ctx());
            }
            // The field takes the keyboard again.
            lock.begun = false;
        }
        let ground = Frame::new().fill(tokens::of(ui.ctx()).app);
        let asks = keeping.keeps.has_passphrase();
        let mut send = false;
        let checking = lock.waits_for.is_some();
        CentralPanel::default().frame(ground).show(ui, |ui| {
            ui.ctx()
                .accesskit_node_builder(egui::accesskit_root_id(), |node| {
                    node.set_label("Gatehouse: locked");
                });
            a11y::announce(ui, "Locked");
            let free = (ui.available_height() - 200.0).max(0.0);
            ui.add_space(free * 0.4);
            let side = ((ui.available_width() - WIDTH) / 2.0).max(16.0);
            ui.horizontal_top(|ui| {
                ui.add_space(side);
                let width = WIDTH.min(ui.available_width() - 16.0);
                ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(width);
                    ui.horizontal(|ui| {
                        let ink = tokens::of(ui.ctx()).text;
                        Icon::Lock.show(ui, 20.0, 24.0, ink);
                        ui.label(text::title("Gatehouse is locked"));
                    });
                    text::paragraph(ui, text::muted("Jobs that were under way go on"));
                    ui.add_space(8.0);
                    let focus = !lock.begun;
                    lock.begun = true;
                    let mut entered = false;
                    let missing = if asks {
                        if lock.tried {
                            passphrase_trouble(ui, &keeping);
                        }
                        entered = submitted(&lock.typed.field(ui, focus));
                        let empty = lock.typed.trimmed().is_empty();
                        empty.then_some("Type the passphrase first")
                    } else {
                        None
                    };
                    let why_not = checking
                        .then_some("The passphrase is being tried")
                        .or(missing);
                    let pressed = Button::primary("Unlock").enabled_or(why_not).show(ui);
                    if !asks && focus {
                        pressed.request_focus();
                    }
                    send = why_not.is_none() && (pressed.clicked() || entered);
                });
            });
        });
        if send && asks {
            let typed = Secret(lock.typed.trimmed().to_owned());
            lock.waits_for = Some(keeping.tries);
            lock.tried = true;
            self.handle.send(Command::Passphrase(typed));
        } else if send {
            self.unlock(ui.ctx());
        }
    }

    fn unlock(&mut self, ctx: &Context) {
        if let Some(mut lock) = self.lock.take() {
            lock.typed.forget(ctx);
        }
        self.idle.since = self.model.now;
        ctx.request_repaint();
    }
}
