//! The system's file dialog, asked on a thread of its own.
//!
//! It has no time limit, and a dialog that fails gives the same as Cancel. What ended before anybody
//! could have pressed a key never opened; for everything else a path field stays at hand beside it.

use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

/// A dialog that ends sooner, in seconds, was never on the screen: nobody cancels so fast.
const NEVER_OPENED: f64 = 0.3;

/// What the dialog is for.
pub(super) enum Wanted {
    /// A place to save something, with the name to suggest.
    Save(String),
    /// The file of a plan.
    OpenPlan,
    /// A file for a pane: title, kind of files, their endings.
    Open(&'static str, &'static str, &'static [&'static str]),
}

/// The dialog, open or not.
#[derive(Default)]
pub(super) struct Browse {
    asked: Option<Receiver<Option<PathBuf>>>,
    /// When it was opened, by the time of the frame.
    began: f64,
    /// What went wrong, or that nothing was chosen.
    pub(super) note: Option<String>,
}

impl Browse {
    /// Why the dialog cannot be opened now; `None` if it can.
    pub(super) fn blocked(&self) -> Option<&'static str> {
        self.asked
            .is_some()
            .then_some("The system’s dialog is open")
    }

    /// Opens the dialog in the folder of this path.
    pub(super) fn ask(&mut self, ctx: &Context, path: &str, wanted: Wanted) {
        self.began = ctx.input(|i| i.time);
        let (tell, answer) = sync_channel(1);
        let ctx = ctx.clone();
        let folder = Path::new(path)
            .parent()
            .map(Path::to_owned)
            .unwrap_or_default();
        let started = std::thread::Builder::new()
            .name("file dialog".to_owned())
            .spawn(move || {
                let dialog = rfd::FileDialog::new().set_directory(folder);
                let chosen = match wanted {
                    Wanted::Save(name) => dialog.set_title("Save").set_file_name(name).save_file(),
                    Wanted::OpenPlan => dialog
                        .set_title("Open a plan")
                        .add_filter("Plans", &["json"])
                        .pick_file(),
                    Wanted::Open(title, kind, endings) => dialog
                        .set_title(title)
                        .add_filter(kind, endings)
                        .pick_file(),
                };
                if tell.send(chosen).is_err() {
                    tracing::debug!("the answer of a file dialog came too late");
                }
                ctx.request_repaint();
            });
        match started {
            Ok(_) => self.asked = Some(answer),
            Err(error) => self.note = Some(format!("The dialog did not open ({error})")),
        }
    }

    /// Puts the answer into the path, once there is one.
    pub(super) fn take_answer(&mut self, ctx: &Context, path: &mut String) {
        let Some(asked) = &self.asked else { return };
        let now = ctx.input(|i| i.time);
        match asked.try_recv() {
            Ok(Some(chosen)) => {
                *path = chosen.display().to_string();
                self.note = None;
                self.asked = None;
            }
            Ok(None) if now - self.began >= NEVER_OPENED => {
                let note = "No file was chosen there. If no dialog opened, type the path here";
                self.note = Some(note.to_owned());
                self.asked = None;
            }
            Ok(None) | Err(TryRecvError::Disconnected) => {
                let note = "The system’s dialog did not open. Type the path here";
                self.note = Some(note.to_owned());
                self.asked = None;
            }
            Err(TryRecvError::Empty) => {}
        }
    }
}

/// The user's documents.
pub(super) fn documents() -> PathBuf {
    directories::UserDirs::new()
        .map(|d| d.document_dir().unwrap_or(d.home_dir()).to_owned())
        .unwrap_or_default()
}
