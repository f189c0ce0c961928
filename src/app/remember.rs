//! What is remembered of the window between two starts: its size and place, and the pane. Nothing of
//! it is personal.

use super::options::Start;
use super::shell::Shell;
use crate::model::Route;
use egui::{Context, Pos2, Vec2, ViewportCommand, pos2, vec2};
use serde::{Deserialize, Serialize};

/// Names in the settings.
const PANE: &str = "window.pane";
const PLACE: &str = "window.place";
/// Seconds without a further change before the place is kept.
const REST: f64 = 0.6;
/// Frames after the settings are known in which the text size takes effect.
const SETTLES: u8 = 2;

/// Where the window is, in points at the plain text size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct WindowPlace {
    size: [f32; 2],
    /// Upper left corner of the frame; the system may not tell it.
    corner: Option<[f32; 2]>,
    maximized: bool,
}

/// What is known of it in this run.
#[derive(Debug, Default)]
pub(super) struct Remember {
    /// Frames since the settings are known.
    frames: u8,
    pane: bool,
    seen: Option<(WindowPlace, f64)>,
    kept: Option<WindowPlace>,
}

impl WindowPlace {
    fn of(ctx: &Context) -> Option<Self> {
        let zoom = ctx.zoom_factor();
        ctx.input(|i| {
            let view = i.viewport();
            if view.minimized == Some(true) || view.fullscreen == Some(true) {
                return None;
            }
            let size = view.inner_rect?.size() * zoom;
            let corner = view.outer_rect.map(|r| r.min.to_vec2() * zoom);
            Some(Self {
                size: [size.x.round(), size.y.round()],
                corner: corner.map(|c| [c.x.round(), c.y.round()]),
                maximized: view.maximized == Some(true),
            })
        })
    }

    /// Commands that bring the window there, as far as it fits on the screen.
    fn commands(self, screen: Option<Vec2>, zoom: f32) -> Vec<ViewportCommand> {
        let [width, height] = self.size;
        let most = screen.map_or(vec2(f32::INFINITY, f32::INFINITY), |s| s * zoom);
        let size = vec2(width.min(most.x), height.min(most.y)).max(vec2(512.0, 320.0));
        let mut all = vec![ViewportCommand::InnerSize(size / zoom)];
        // A screen may be gone since: the corner has to be on this one.
        let corner = self.corner.map(|[x, y]| pos2(x, y));
        let there = |c: &Pos2| c.x >= 0.0 && c.y >= 0.0 && c.x < most.x && c.y < most.y;
        if let Some(corner) = corner.filter(there).filter(|_| screen.is_some()) {
            all.push(ViewportCommand::OuterPosition(corner / zoom));
        }
        if self.maximized {
            all.push(ViewportCommand::Maximized(true));
        }
        all
    }
}

impl Shell {
    /// Brings back what was remembered once the settings are known, and takes note of what changes.
    pub(super) fn remember(&mut self, ctx: &Context) {
        let Some(settings) = self.model.settings.clone() else {
            return;
        };
        if !std::mem::replace(&mut self.remember.pane, true) {
            let last = settings.views.get(PANE).and_then(|v| v.as_str());
            let free = self.options.route.is_none() && self.options.start == Start::Last;
            if let Some(route) = last.and_then(Route::from_word).filter(|_| free) {
                self.model.route = route;
            }
        }
        self.remember_pane();
        let fixed = self.options.window.is_some() || self.options.screenshot.is_some();
        if !fixed {
            self.remember_place(ctx);
        }
    }

    /// What is kept for profiles goes with them.
    pub(super) fn keep_profiles(&mut self) {
        let Some(profiles) = self.model.profiles.clone() else {
            return;
        };
        self.settings(|s| {
            s.keep_profiles(|id| profiles.iter().any(|p| p.id.0 == id));
        });
    }

    fn remember_pane(&mut self) {
        let now = self.model.shown();
        let lasting = !matches!(now, Route::Welcome | Route::Kit | Route::Pack | Route::Help);
        if self.model.session.is_some() && lasting {
            self.settings(|s| {
                s.views.insert(PANE.to_owned(), now.word().into());
            });
        }
    }

    fn remember_place(&mut self, ctx: &Context) {
        if self.remember.frames < SETTLES {
            self.remember.frames += 1;
            ctx.request_repaint();
            if self.remember.frames == SETTLES {
                let settings = self.model.settings.as_ref();
                let kept = settings.and_then(|s| s.views.get(PLACE).cloned());
                let kept = kept.and_then(|v| serde_json::from_value::<WindowPlace>(v).ok());
                let screen = ctx.input(|i| i.viewport().monitor_size);
                for command in kept
                    .iter()
                    .flat_map(|k| k.commands(screen, ctx.zoom_factor()))
                {
                    ctx.send_viewport_cmd(command);
                }
                self.remember.kept = kept;
            }
            return;
        }
        let Some(now) = WindowPlace::of(ctx) else {
            return;
        };
        let time = ctx.input(|i| i.time);
        let since = match self.remember.seen {
            Some((seen, since)) if seen == now => since,
            _ => {
                self.remember.seen = Some((now, time));
                time
            }
        };
        if self.remember.kept == Some(now) {
            return;
        }
        if time - since < REST {
            return ctx.request_repaint_after(std::time::Duration::from_secs_f64(REST));
        }
        let mut now = now;
        if now.maximized
            && let Some(kept) = self.remember.kept
        {
            // The size to which it goes back later.
            now.size = kept.size;
            now.corner = kept.corner;
            if kept == now {
                return;
            }
        }
        self.remember.kept = Some(now);
        if let Ok(value) = serde_json::to_value(now) {
            self.settings(|s| {
                s.views.insert(PLACE.to_owned(), value);
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_comes_back_where_it_was_as_far_as_that_is_on_the_screen() {
        let place = WindowPlace {
            size: [1_400.0, 900.0],
            corner: Some([100.0, 50.0]),
            maximized: false,
        };
        let screen = Some(vec2(960.0, 540.0));
        let commands = place.commands(screen, 2.0);
        assert_eq!(
            commands,
            [
                ViewportCommand::InnerSize(vec2(700.0, 450.0)),
                ViewportCommand::OuterPosition(pos2(50.0, 25.0)),
            ]
        );
        let gone = WindowPlace {
            corner: Some([3_000.0, 50.0]),
            size: [5_000.0, 100.0],
            ..place
        };
        assert_eq!(
            gone.commands(screen, 1.0),
            [ViewportCommand::InnerSize(vec2(960.0, 320.0))],
            "a screen that is gone"
        );
    }
}
