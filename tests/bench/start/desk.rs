//! A worker without a window, and a window without a screen.

use crate::world::{SEED, clock, environment, signal};
use anyhow::bail;
use egui::{Context, Pos2, RawInput, Rect, vec2};
use gatehouse::app::{Options, Shell, Start};
use gatehouse::model::{Model, Route};
use gatehouse::worker::protocol::{Command, Practice, Size};
use gatehouse::worker::{Handle, PracticeLauncher};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// Longest wait for any one thing.
const PATIENCE: Duration = Duration::from_secs(60);

type Practices = Option<Arc<dyn PracticeLauncher>>;

/// Starts a worker; offline without a launcher.
fn start(data: &Path, practice: Practices) -> anyhow::Result<(Handle, Receiver<()>)> {
    let (wake, woken) = signal();
    let handle = Handle::start(environment(data, practice), wake);
    Ok((handle.map_err(|e| anyhow::anyhow!(e.to_string()))?, woken))
}

/// A worker, and everything it told.
pub(crate) struct Desk {
    handle: Handle,
    pub(crate) model: Model,
    woken: Receiver<()>,
}

impl Desk {
    /// Starts a worker and lets it open the practice account.
    pub(crate) fn open(data: &Path, size: Size, practice: Practices) -> anyhow::Result<Self> {
        let (mut handle, woken) = start(data, practice)?;
        handle.send(Command::OpenPractice(Practice { size, seed: SEED }));
        let model = Model::new(clock()(), Route::Team);
        Ok(Self {
            handle,
            model,
            woken,
        })
    }

    pub(crate) fn send(&mut self, command: Command) {
        self.handle.send(command);
    }

    /// Takes in what the worker tells until this is so.
    pub(crate) fn until(
        &mut self,
        what: &str,
        mut so: impl FnMut(&Model) -> bool,
    ) -> anyhow::Result<()> {
        loop {
            for event in self.handle.poll() {
                self.model.apply(event);
            }
            if so(&self.model) {
                return Ok(());
            }
            if self.woken.recv_timeout(PATIENCE).is_err() {
                bail!("nothing more happened before this: {what}");
            }
        }
    }
}

/// A window on what is kept, without a network.
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
