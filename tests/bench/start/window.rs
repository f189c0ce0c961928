//! A window without a screen, on what is kept and without a network.

use crate::desk::start;
use crate::world::clock;
use anyhow::bail;
use egui::{Context, Pos2, RawInput, Rect, vec2};
use gatehouse::app::{Options, Shell, Start};
use gatehouse::model::Route;
use std::path::Path;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// Longest wait for any one thing.
const PATIENCE: Duration = Duration::from_mins(1);

/// The window.
pub(crate) struct Window {
    ctx: Context,
    shell: Shell,
    woken: Receiver<()>,
}

impl Window {
    pub(crate) fn open(data: &Path) -> anyhow::Result<Self> {
        let (handle, woken) = start(data, None)?;
        let ctx = Context::default();
        let options = Options {
            start: Start::Last,
            route: Some(Route::Team),
            theme: None,
            zoom: None,
            window: None,
            screenshot: None,
            data_dir: String::new(),
            base_url: None,
            now: clock(),
            notify: std::sync::Arc::new(|_| {}),
        };
        let shell = Shell::new(&ctx, handle, options);
        Ok(Self { ctx, shell, woken })
    }

    /// One frame, down to the triangles.
    pub(crate) fn frame(&mut self, time: f64) {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0))),
            max_texture_side: Some(8192),
            time: Some(time),
            ..RawInput::default()
        };
        let shell = &mut self.shell;
        let output = self.ctx.run_ui(input, |ui| {
            shell.logic(ui.ctx());
            shell.ui(ui);
        });
        drop(self.ctx.tessellate(output.shapes, output.pixels_per_point));
    }

    /// Draws whenever there is something new, until the list of people was drawn.
    pub(crate) fn until_rows(&mut self) -> anyhow::Result<()> {
        for frame in 0..1_000 {
            self.frame(f64::from(frame) / 60.0);
            let view = self.shell.model().view.as_ref();
            if view.is_some_and(|v| !v.view.rows.is_empty()) {
                return Ok(());
            }
            if self.woken.recv_timeout(PATIENCE).is_err() {
                bail!("the worker said nothing more");
            }
        }
        bail!("there are no rows")
    }
}
