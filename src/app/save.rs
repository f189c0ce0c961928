//! Where to save: a path that can be typed, and the system's dialog beside it.

use super::browse::{Browse, Wanted, documents};
use crate::kit::button::Button;
use crate::kit::field::{Field, submitted};
use crate::kit::icons::Icon;
use crate::kit::modal::{Dialog, Did};
use crate::worker::protocol::{Command, SaveKind};
use egui::Context;
use std::path::PathBuf;

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
    browse: Browse,
}

impl Saving {
    /// Suggests a place in the user's documents.
    pub(super) fn new(what: SaveKind, name: &str) -> Self {
        Self {
            what,
            path: documents().join(name).display().to_string(),
            name: name.to_owned(),
            begun: false,
            browse: Browse::default(),
        }
    }

    /// Draws the dialog.
    pub(super) fn show(&mut self, ctx: &Context) -> Answer {
        self.browse.take_answer(ctx, &mut self.path);
        let path = PathBuf::from(self.path.trim());
        let missing = (!path.is_absolute() || path.file_name().is_none())
            .then_some("Type the whole path of the file");
        let title = match self.what {
            SaveKind::Support => "Save a support bundle",
            SaveKind::Plan(_) => "Save the plan",
            SaveKind::ReceiptJson(_) => "Save the receipt",
            SaveKind::ReceiptCsv(_) => "Save the receipt as CSV",
            SaveKind::Runs(_) => "Save the runs",
            SaveKind::Journal(_) => "Save the journal",
            SaveKind::List(_) => "Save the rows",
            SaveKind::RolesBySite(_) => "Save roles by site",
            SaveKind::ChangesText(_) => "Save the report",
            SaveKind::Pack(_) => "Save the evidence pack",
            SaveKind::SheetTemplate(_) => "Save a template",
            SaveKind::SheetCorrected(_) => "Save the corrected sheet",
            SaveKind::SheetNames(_) | SaveKind::SheetResult(..) => "Save the result of the sheet",
            SaveKind::SheetLeft(..) => "Save the rows that are left",
        };
        let subtitle = match self.what {
            SaveKind::SheetTemplate(_) => "It holds the names of the columns and nobody",
            SaveKind::RolesBySite(_) => "It holds names of roles and sites, and of nobody",
            SaveKind::Support => "It holds the version, numbers and the log, and nobody’s name",
            _ => "It holds names and addresses of people",
        };
        let mut done = false;
        let shown = Dialog::new("save", title)
            .subtitle(subtitle)
            .width(520.0)
            .primary(Button::primary("Save").enabled_or(missing))
            .other(
                Button::secondary("Browse…")
                    .icon(Icon::Folder)
                    .enabled_or(self.browse.blocked()),
            )
            .cancel("Cancel")
            .show(ctx, |ui| {
                let field = Field::text("File", &mut self.path)
                    .help("A file that is there already is replaced")
                    .error(self.browse.note.clone())
                    .focus(!self.begun)
                    .show(ui);
                self.begun = true;
                done = submitted(&field) && missing.is_none();
            });
        match shown.did {
            Did::Cancel => Answer::Close,
            Did::Primary => Answer::Save(self.command(path)),
            Did::Other(_) => {
                let wanted = Wanted::Save(self.name.clone());
                self.browse.ask(ctx, &self.path, wanted);
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
