//! The real window.

use super::options::Options;
use super::shell::Shell;
use crate::worker::Handle;
use crate::worker::protocol::ErrorCard;
use eframe::{NativeOptions, Renderer};
use egui::{Context, Ui, ViewportBuilder, vec2};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// The shell in eframe's frame.
struct Window(Shell, Rc<RefCell<Option<String>>>);

impl eframe::App for Window {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.0.logic(ctx);
        if let Some(error) = self.0.failed() {
            self.1.borrow_mut().get_or_insert(error);
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.0.ui(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.0.shutdown();
    }
}

/// The last part of an error that names places in source files before it says what is wrong.
fn plain(error: &str) -> &str {
    error
        .rsplit(": ")
        .next()
        .unwrap_or(error)
        .trim_end_matches('.')
}

/// Opens the window and runs until it is closed. `start` starts the worker with something that
/// wakes the window.
///
/// # Errors
/// One sentence when no window can be opened or the worker does not start.
pub fn run(
    start: impl FnOnce(Arc<dyn Fn() + Send + Sync>) -> Result<Handle, ErrorCard> + 'static,
    options: Options,
) -> Result<(), String> {
    let (width, height) = options.window.unwrap_or((1280, 800));
    let viewport = ViewportBuilder::default()
        .with_title("Gatehouse")
        .with_app_id("gatehouse")
        .with_inner_size(vec2(width as f32, height as f32))
        .with_min_inner_size(vec2(512.0, 320.0));
    let native = NativeOptions {
        viewport,
        renderer: Renderer::Glow,
        ..NativeOptions::default()
    };
    let failed = Rc::new(RefCell::new(None));
    let told = Rc::clone(&failed);
    let opened = eframe::run_native(
        "Gatehouse",
        native,
        Box::new(move |cc| {
            let ctx = cc.egui_ctx.clone();
            let wake = ctx.clone();
            let handle =
                start(Arc::new(move || wake.request_repaint())).map_err(|e| e.to_string())?;
            Ok(Box::new(Window(Shell::new(&ctx, handle, options), told)))
        }),
    );
    opened.map_err(|e| {
        format!(
            "the window could not be opened: {}. On Linux, check that a display is there and that \
             the libraries of OpenGL and X11 or Wayland are installed",
            plain(&e.to_string())
        )
    })?;
    match failed.take() {
        Some(error) => Err(error),
        None => Ok(()),
    }
}
