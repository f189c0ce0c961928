//! Which plan or evidence pack to open: a path that can be typed, and the system's dialog beside it.

use super::browse::{Browse, Wanted, documents};
use crate::kit::button::Button;
use crate::kit::field::{Field, submitted};
use crate::kit::icons::Icon;
use crate::kit::modal::{Dialog, Did};
use crate::worker::protocol::Command;
use egui::Context;
use std::path::PathBuf;

/// What came of the dialog in a frame.
pub(super) enum Answer {
    /// It stays.
    None,
    /// Nothing is opened.
    Close,
    /// This opens it.
    Open(Command),
}

/// What is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A plan.
    Plan,
    /// An evidence pack.
    Pack,
}

impl What {
    fn title(self) -> &'static str {
        match self {
            Self::Plan => "Open a plan",
            Self::Pack => "Open an evidence pack",
        }
    }

    fn subtitle(self) -> &'static str {
        match self {
            Self::Plan => "It is shown and checked; nothing is sent before you confirm it",
            Self::Pack => "It is checked and shown; no key and no network is needed",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Plan => "A plan that was saved by Gatehouse, for the account that is open",
            Self::Pack => "A pack of a review that was saved by Gatehouse, of any account",
        }
    }

    fn wanted(self) -> Wanted {
        match self {
            Self::Plan => Wanted::OpenPlan,
            Self::Pack => Wanted::Open(self.title(), "Evidence packs", &["zip"]),
        }
    }

    fn command(self, path: PathBuf) -> Command {
        match self {
            Self::Plan => Command::OpenPlan(path),
            Self::Pack => Command::OpenPack { path, digest: None },
        }
    }
}

/// A file that is about to be opened.
pub(super) struct Opening {
    what: What,
    path: String,
    begun: bool,
    browse: Browse,
}

impl Opening {
    /// Begins in the user's documents.
    pub(super) fn new(what: What) -> Self {
        let folder = documents().join("");
        Self {
            what,
            path: folder.display().to_string(),
            begun: false,
            browse: Browse::default(),
        }
    }

    /// Draws the dialog. Errors of the file itself are shown by the plan dialog.
    pub(super) fn show(&mut self, ctx: &Context) -> Answer {
        self.browse.take_answer(ctx, &mut self.path);
        let path = PathBuf::from(self.path.trim());
        let folder = self.path.trim().ends_with(['/', '\\']);
        let missing = (folder || !path.is_absolute() || path.file_name().is_none())
            .then_some("Choose a file, or type its whole path");
        let mut done = false;
        let shown = Dialog::new("open plan", self.what.title())
            .subtitle(self.what.subtitle())
            .width(520.0)
            .primary(Button::primary("Open").enabled_or(missing))
            .other(
                Button::secondary("Browse…")
                    .icon(Icon::Folder)
                    .enabled_or(self.browse.blocked()),
            )
            .cancel("Cancel")
            .show(ctx, |ui| {
                let field = Field::text("File", &mut self.path)
                    .help(self.what.help())
                    .error(self.browse.note.clone())
                    .focus(!self.begun)
                    .show(ui);
                self.begun = true;
                done = submitted(&field) && missing.is_none();
            });
        match shown.did {
            Did::Cancel => Answer::Close,
            Did::Primary => Answer::Open(self.what.command(path)),
            Did::Other(_) => {
                let wanted = self.what.wanted();
                self.browse.ask(ctx, &self.path, wanted);
                Answer::None
            }
            Did::Nothing if done => Answer::Open(self.what.command(path)),
            Did::Nothing => Answer::None,
        }
    }
}
