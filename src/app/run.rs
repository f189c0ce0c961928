//! The real window.

use super::options::Options;
use super::shell::Shell;
use super::single::Listener;
use crate::worker::Handle;
use crate::worker::protocol::ErrorCard;
use eframe::{NativeOptions, Renderer};
use egui::{Context, IconData, Ui, ViewportBuilder, vec2};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

/// What desktops know the program by: the name of its desktop file, of its icon and of the class of
/// its window. `alt` is the part of all names that belongs to no registry (RFC 9476).
pub(super) const APP_ID: &str = "alt.gatehouse.Gatehouse";

/// The icon of the window, for desktops that do not take it from the desktop file.
const ICON: &[u8] = include_bytes!("../../assets/icons/gatehouse-256.png");

fn icon() -> IconData {
    eframe::icon_data::from_png_bytes(ICON).unwrap_or_else(|error| {
        tracing::warn!("the icon of the window cannot be read: {error}");
        IconData::default()
    })
}

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

/// Why there is no window, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoWindow {
    /// Graphics did not start. Drawing in software may work where the graphics card does not.
    #[error("{0}")]
    Graphics(String),
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

/// Opens the window and runs until it is closed. `start` starts the worker with something that
/// wakes the window; `listener` hears second starts, which bring the window to the front.
///
/// # Errors
/// [`NoWindow`] when no window can be opened or the worker does not start.
pub fn run(
    start: impl FnOnce(Arc<dyn Fn() + Send + Sync>) -> Result<Handle, ErrorCard> + 'static,
    options: Options,
    listener: Option<Listener>,
) -> Result<(), NoWindow> {
    let (width, height) = options.window.unwrap_or((1280, 800));
    let viewport = ViewportBuilder::default()
        .with_title("Gatehouse")
        .with_app_id(APP_ID)
        .with_icon(icon())
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
            if let Some(listener) = listener {
                let window = ctx.clone();
                listener.serve(move || raise(&window));
            }
            Ok(Box::new(Window(Shell::new(&ctx, handle, options), told)))
        }),
    );
    opened.map_err(|error| no_window(&error))?;
    match failed.take() {
        Some(error) => Err(NoWindow::Other(error)),
        None => Ok(()),
    }
}

/// Brings the window to the front, as far as the system lets a program do that.
fn raise(ctx: &Context) {
    use egui::{UserAttentionType, ViewportCommand};
    ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
    ctx.send_viewport_cmd(ViewportCommand::Visible(true));
    ctx.send_viewport_cmd(ViewportCommand::Focus);
    // Where a program may not take the front by itself, the window asks for it.
    let asks = UserAttentionType::Informational;
    ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(asks));
    ctx.request_repaint();
}

fn no_window(error: &eframe::Error) -> NoWindow {
    let words = format!(
        "the window could not be opened: {}. On Linux, check that a display is there and that \
         the libraries of OpenGL and X11 or Wayland are installed",
        plain(&error.to_string())
    );
    match error {
        eframe::Error::OpenGL(_)
        | eframe::Error::Glutin(_)
        | eframe::Error::NoGlutinConfigs(..) => NoWindow::Graphics(words),
        _ => NoWindow::Other(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_of_the_window_can_be_read() {
        let icon = icon();
        assert_eq!((icon.width, icon.height), (256, 256));
        assert!(icon.rgba.chunks(4).any(|p| p == [0x34, 0x50, 0xC8, 0xFF]));
    }

    #[test]
    fn the_window_and_the_files_of_the_desktop_have_one_name() {
        let desktop = include_str!("../../packaging/linux/alt.gatehouse.Gatehouse.desktop");
        for key in ["Icon", "StartupWMClass"] {
            let line = format!("{key}={APP_ID}");
            assert!(desktop.lines().any(|l| l == line), "{line}");
        }
        let about = include_str!("../../packaging/linux/alt.gatehouse.Gatehouse.metainfo.xml");
        assert!(about.contains(&format!("<id>{APP_ID}</id>")));
        assert!(about.contains(&format!(">{APP_ID}.desktop</launchable>")));
        let version = concat!("<release version=\"", env!("CARGO_PKG_VERSION"), "\"");
        assert!(
            about.contains(version),
            "the release is not in the metainfo"
        );
    }
}
