//! The auditor's reader: an evidence pack, checked and shown with no profile, no key and no
//! network. Nothing can be changed here.

mod carried;
mod entries;
mod population;
mod sampling;
mod verdict;

use crate::evidence::Opened;
use crate::kit::button::Button;
use crate::kit::choice;
use crate::kit::icons::Icon;
use crate::kit::layout::{Head, margins, page};
use crate::kit::state::{Kind, State, skeleton};
use crate::model::{Ask, Model, count, exact, grouped};
use crate::panes::listing::ListPane;
use crate::panes::{Cx, Pane, PaneCommand};
use crate::worker::protocol::{Command, PackView};
use egui::{Context, Frame, ScrollArea, Ui};
use entries::Entries;
use std::path::PathBuf;
use std::sync::Arc;

/// Widest the pages get, in points.
const WIDEST: f32 = 860.0;

/// A part of the pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    Check,
    Entries,
    Population,
    Carried,
    Sample,
}

/// The pane.
#[derive(Debug, Default)]
pub struct PackPane {
    part: Part,
    entries: ListPane<Entries>,
    verdict: verdict::Typed,
    sampling: sampling::Sampling,
    /// The file that is shown; another one begins anew.
    shown: Option<PathBuf>,
}

/// What was found in the pack that is shown.
fn found(view: &PackView) -> Option<&Arc<Opened>> {
    view.found.as_ref()?.as_ref().ok()
}

/// Whether its entries are shown.
fn has_entries(model: &Model) -> bool {
    model.pack_table.is_some()
}

impl PackPane {
    fn head(ui: &mut Ui, cx: &mut Cx<'_>, view: &PackView) {
        let opened = found(view);
        let manifest = opened.and_then(|o| o.manifest.as_ref());
        let (title, line) = match manifest {
            Some(m) => (
                m.name.clone(),
                format!(
                    "{} of {} decided, as of {}",
                    grouped(usize::try_from(m.decided).unwrap_or(0)),
                    count(usize::try_from(m.entries).unwrap_or(0), "entry", "entries"),
                    exact(m.as_of)
                ),
            ),
            None => ("Evidence pack".to_owned(), view.path.display().to_string()),
        };
        let open = Button::secondary("Open another…").icon(Icon::Folder);
        let close = Button::secondary("Close").icon(Icon::Close);
        match Head::new(title)
            .line(line)
            .bare()
            .buttons(ui, &[open, close])
        {
            Some(0) => cx.ask(Ask::OpenPack),
            Some(_) => cx.ask(Command::ClosePack),
            None => {}
        }
    }

    fn tabs(&mut self, ui: &mut Ui, cx: &Cx<'_>, opened: &Opened) {
        let entries = cx.model.pack_table.as_ref().map(|t| t.rows.len() as u64);
        let problems = opened.problems.len() as u64;
        let choices = [
            (Part::Check, "Check", (problems > 0).then_some(problems)),
            (Part::Entries, "Entries", entries),
            (Part::Population, "Population", None),
            (Part::Carried, "Plan and receipt", None),
            (Part::Sample, "Sample", None),
        ];
        choice::tabs(ui, "Parts of the pack", &mut self.part, &choices);
    }

    fn body(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, view: &PackView, opened: &Opened) {
        Frame::new()
            .inner_margin(margins(ui, 0, 0))
            .show(ui, |ui| self.tabs(ui, cx, opened));
        let Some(pack) = opened.pack.as_ref().filter(|_| has_entries(cx.model)) else {
            let part = self.part;
            let scroll = ScrollArea::vertical().id_salt("pack").auto_shrink(false);
            scroll.show(ui, |ui| {
                page(ui, 16, WIDEST, |ui| {
                    self.verdict.show(ui, cx, view, opened);
                    if part != Part::Check {
                        State::new(Kind::Error, "The content of this pack cannot be read")
                            .detail("What is wrong with it stands above")
                            .show(ui);
                    }
                });
            });
            return;
        };
        if self.part == Part::Entries {
            self.entries.ui(ui, cx);
            return;
        }
        let scroll = ScrollArea::vertical().id_salt(self.part as u8);
        // What says that there is nothing stands in the middle of the window.
        let nothing = self.part == Part::Carried && pack.carried.is_none();
        let widest = if nothing { f32::INFINITY } else { WIDEST };
        scroll.auto_shrink(false).show(ui, |ui| {
            page(ui, 16, widest, |ui| match self.part {
                Part::Check => self.verdict.show(ui, cx, view, opened),
                Part::Population => population::show(ui, pack),
                Part::Carried => carried::show(ui, cx, pack),
                Part::Sample => self.sampling.show(ui, cx),
                Part::Entries => {}
            });
        });
    }
}

impl Pane for PackPane {
    fn forget(&mut self, cx: &mut Cx<'_>) {
        self.entries.forget(cx);
        *self = Self::default();
    }

    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(view) = cx.model.pack.clone() else {
            return;
        };
        if self.shown.as_ref() != Some(&view.path) {
            *self = Self {
                shown: Some(view.path.clone()),
                ..Self::default()
            };
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        Self::head(ui, cx, &view);
        match &view.found {
            None => {
                Frame::new()
                    .inner_margin(margins(ui, 16, 16))
                    .show(ui, |ui| {
                        skeleton(ui, "Checking the pack", 6);
                    });
            }
            Some(Err(error)) => {
                Frame::new()
                    .inner_margin(margins(ui, 16, 16))
                    .show(ui, |ui| {
                        State::new(Kind::Error, error.sentence.clone())
                            .detail(error.remedy.clone())
                            .technical(error.details.clone())
                            .show(ui);
                    });
            }
            Some(Ok(opened)) => self.body(ui, cx, &view, opened),
        }
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        self.entries.dialogs(ctx, cx);
    }

    fn has_dialog(&self) -> bool {
        self.entries.has_dialog()
    }

    fn command(&mut self, command: PaneCommand, cx: &mut Cx<'_>) {
        if self.part == Part::Entries {
            self.entries.command(command, cx);
        }
    }

    fn blocked(&self, command: PaneCommand, cx: &Cx<'_>) -> Option<String> {
        if self.part == Part::Entries && has_entries(cx.model) {
            return self.entries.blocked(command, cx);
        }
        Some("Go to the entries of the pack first".to_owned())
    }
}
