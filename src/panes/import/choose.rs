//! Choosing a sheet: by path, in the system's dialog, by drop, or by pasting rows.

use super::{Importing, Step};
use crate::kit::button::Button;
use crate::kit::choice::Select;
use crate::kit::field::{Field, submitted};
use crate::kit::icons::Icon;
use crate::kit::{text, toggle};
use crate::model::{Ask, Browsing, Model};
use crate::panes::Cx;
use crate::sheet::map::{Kind, legend};
use crate::worker::protocol::{SaveKind, SheetSource};
use egui::{Event, Ui, ViewportCommand};
use std::path::Path;
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// What the choice of the site is called.
const SITE: &str = "Site of these members";
/// Endings of files that are shown in the system's dialog.
const ENDINGS: &[&str] = &["csv", "tsv", "txt", "tab"];

/// Ways besides typing a path.
pub(super) fn buttons(model: &Model) -> Vec<Button<'static>> {
    let open = (model.browsing == Browsing::Open).then_some("The system’s dialog is open");
    vec![
        Button::secondary("Browse…")
            .icon(Icon::Folder)
            .enabled_or(open),
        Button::secondary("Paste rows").hint("Rows that were copied in a spreadsheet program"),
        Button::secondary("Save a template…"),
    ]
}

impl Importing {
    pub(super) fn no_source(&self) -> Option<&'static str> {
        let typed = self.path.trim();
        if typed.is_empty() && self.wish.is_some() {
            return None;
        }
        let path = Path::new(typed);
        let folder = typed.ends_with(['/', '\\']);
        (folder || !path.is_absolute() || path.file_name().is_none())
            .then_some("Choose a file, type its whole path, or paste rows")
    }

    pub(super) fn choose_pressed(&mut self, n: usize, cx: &mut Cx<'_>) {
        match n {
            0 => {
                self.browsing = true;
                self.note = None;
                cx.ask(Ask::Browse {
                    title: "Import a sheet",
                    files: ("Sheets", ENDINGS),
                    from: self.path.trim().to_owned(),
                });
            }
            1 => self.note = Some(PASTE.to_owned()),
            _ => cx.ask(Ask::Save {
                what: Box::new(SaveKind::SheetTemplate(self.kind)),
                name: format!("{}.csv", self.kind.word()),
            }),
        }
    }

    /// Draws the step; true when Enter was pressed in the path.
    pub(super) fn choose(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> bool {
        if self.take_paste(ui, cx) {
            return false;
        }
        let field = Field::text("File", &mut self.path)
            .help("Or drop the file on this window, or press Ctrl V to paste rows")
            .focus(!self.begun)
            .show(ui);
        self.begun = true;
        if let Some(note) = &self.note {
            if note == PASTE {
                ui.ctx().send_viewport_cmd(ViewportCommand::RequestPaste);
            }
            text::paragraph(ui, text::muted(note.as_str()));
        }
        self.subject(ui, cx);
        toggle::fold(ui, &mut self.legend, "What may stand in the cells");
        if self.legend {
            for words in legend(self.kind) {
                text::paragraph(ui, text::small_muted(words));
            }
        }
        if self.note.as_deref() == Some(PASTE) {
            self.note = Some(PASTED.to_owned());
        }
        submitted(&field)
    }

    /// What the rows are, and the site where one is needed.
    pub(super) fn subject(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let choices: Vec<(Kind, &str)> = Kind::iter().map(|k| (k, k.label())).collect();
        let mut kind = self.kind;
        if Select::new("What its rows are")
            .show(ui, &mut kind, &choices)
            .changed()
        {
            self.kind = kind;
            self.others = crate::worker::protocol::SheetOthers::default();
            self.say(|w| {
                w.kind = kind;
                w.columns.clear();
                w.rules = crate::sheet::check::Rules::default();
            });
        }
        if !self.kind.of_one_site() {
            return;
        }
        if cx.model.sites.is_none() {
            text::paragraph(
                ui,
                text::muted("Read the account first: the sites are not known"),
            );
            return;
        }
        let mut site = self.site.clone();
        let chosen = ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let label = (SITE, ui.available_width());
            ui.label(text::small_muted(SITE));
            self.sites.pick(ui, cx.model, label, &mut site)
        });
        if chosen.inner {
            self.site.clone_from(&site);
            self.say(|w| w.site = site);
        }
    }

    /// Rows out of the clipboard. They never go through a field: a hundred thousand of them would
    /// stall it.
    fn take_paste(&mut self, ui: &Ui, cx: &Cx<'_>) -> bool {
        let rows = |event: &Event| match event {
            Event::Paste(text) if text.trim().contains(['\n', '\r', '\t']) => Some(text.clone()),
            _ => None,
        };
        let pasted = ui.ctx().input_mut(|i| {
            let found = i.events.iter().find_map(rows);
            i.events.retain(|e| rows(e).is_none());
            found
        });
        let Some(pasted) = pasted else { return false };
        self.begin(SheetSource::Pasted(Arc::from(pasted.as_str())), cx.model);
        self.step == Step::File
    }
}

/// Told for one frame: the clipboard is asked for.
const PASTE: &str = "Looking into the clipboard";
/// Told after that, as long as no rows came.
const PASTED: &str = "If nothing happens, there are no rows in the clipboard: copy them in the spreadsheet program, \
     with their headings, and paste again";
