//! Where to save: a path that can be typed, and the system's dialog beside it.

use crate::kit::button::Button;
use crate::kit::field::{Field, submitted};
use crate::kit::icons::Icon;
use crate::kit::modal::{Dialog, Did};
use crate::worker::protocol::{Command, SaveKind};
use egui::Context;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

/// What came of the dialog in a frame.
pub(super) enum Answer {
    /// It stays.
    None,
    /// Nothing is saved.
    Close,
    /// This saves it.
    Save(Command),
}

/// A file that is about to be saved.
pub(super) struct Saving {
    what: SaveKind,
    path: String,
    name: String,
    begun: bool,
    asked: Option<Receiver<Option<PathBuf>>>,
    note: Option<String>,
}

impl Saving {
    /// Suggests a place in the user's documents.
    pub(super) fn new(what: SaveKind, name: &str) -> Self {
        let folder = directories::UserDirs::new()
            .map(|d| d.document_dir().unwrap_or(d.home_dir()).to_owned())
            .unwrap_or_default();
        Self {
            what,
            path: folder.join(name).display().to_string(),
            name: name.to_owned(),
            begun: false,
            asked: None,
            note: None,
        }
    }

    /// Asks the system's dialog on a thread of its own: it has no time limit, and no answer looks
    /// the same as Cancel, so the path field stays at hand.
    fn browse(&mut self, ctx: &Context) {
        let (tell, answer) = sync_channel(1);
        let (name, ctx) = (self.name.clone(), ctx.clone());
        let folder = Path::new(&self.path)
            .parent()
            .map(Path::to_owned)
            .unwrap_or_default();
        let started = std::thread::Builder::new()
            .name("file dialog".to_owned())
            .spawn(move || {
                let chosen = rfd::FileDialog::new()
                    .set_title("Save")
                    .set_directory(folder)
                    .set_file_name(name)
                    .save_file();
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

    fn take_answer(&mut self) {
        let Some(asked) = &self.asked else { return };
        match asked.try_recv() {
            Ok(Some(path)) => {
                self.path = path.display().to_string();
                self.note = None;
                self.asked = None;
            }
            Ok(None) | Err(TryRecvError::Disconnected) => {
                let note = "No file was chosen there. If no dialog opened, type the path here";
                self.note = Some(note.to_owned());
                self.asked = None;
            }
            Err(TryRecvError::Empty) => {}
        }
    }

    /// Draws the dialog.
    pub(super) fn show(&mut self, ctx: &Context) -> Answer {
        self.take_answer();
        let path = PathBuf::from(self.path.trim());
        let missing = (!path.is_absolute() || path.file_name().is_none())
            .then_some("Type the whole path of the file");
        let title = match self.what {
            SaveKind::Plan(_) => "Save the plan",
            SaveKind::ReceiptJson(_) => "Save the receipt",
            SaveKind::ReceiptCsv(_) => "Save the receipt as CSV",
        };
        let waiting = self
            .asked
            .is_some()
            .then_some("The system's dialog is open");
        let mut done = false;
        let shown = Dialog::new("save", title)
            .subtitle("It holds names and addresses of people")
            .width(520.0)
            .primary(Button::primary("Save").enabled_or(missing))
            .other(
                Button::secondary("Browse…")
                    .icon(Icon::Folder)
                    .enabled_or(waiting),
            )
            .cancel("Cancel")
            .show(ctx, |ui| {
                let field = Field::text("File", &mut self.path)
                    .help("A file that is there already is replaced")
                    .error(self.note.clone())
                    .focus(!self.begun)
                    .show(ui);
                self.begun = true;
                done = submitted(&field) && missing.is_none();
            });
        match shown.did {
            Did::Cancel => Answer::Close,
            Did::Primary => Answer::Save(self.command(path)),
            Did::Other(_) => {
                self.browse(ctx);
                Answer::None
            }
            Did::Nothing if done => Answer::Save(self.command(path)),
            Did::Nothing => Answer::None,
        }
    }

    fn command(&self, path: PathBuf) -> Command {
        Command::Save {
            what: self.what.clone(),
            path,
        }
    }
}
