//! Carrying out what keys, palette and panes ask for.

use super::browse::Wanted;
use super::commands::UiCommand;
use super::crash::Part;
use super::opening::{Opening, What};
use super::save::Saving;
use super::shell::Shell;
use crate::model::{Ask, Browsing, Dialog, Edit, Route, Way};
use crate::panes::{Cx, PaneCommand};
use crate::worker::protocol::{Command, JobKind, JobState, Practice, Settings};
use egui::Context;
use std::sync::Arc;

/// Seed of the practice accounts that the window opens.
const SEED: u64 = 7;
/// Smallest and largest text size.
const ZOOM: (f32, f32) = (0.8, 2.0);

impl Shell {
    /// Carries out one command, unless something stands against it.
    pub(super) fn execute(&mut self, ctx: &Context, command: UiCommand) {
        if let Some(why) = self.why_not(command) {
            self.announcement = why;
            return;
        }
        match command {
            UiCommand::Palette => self.palette = Some(crate::kit::palette::State::default()),
            UiCommand::Find => self.open_find(),
            UiCommand::Shortcuts => self.cheat = Some(super::cheat::Cheat::default()),
            UiCommand::Go(route) => self.go(route),
            UiCommand::Pane(command) => self.pane_command(command),
            UiCommand::Read => self.handle.send(Command::Sync),
            UiCommand::StopReading => {
                if let Some(job) = self.model.being_read() {
                    self.handle.send(Command::Cancel(job.id));
                }
            }
            UiCommand::ReadMembers => self.open(Dialog::ReadMembers),
            UiCommand::ReadSites => self.open(Dialog::ReadSites(Vec::new())),
            UiCommand::Theme(theme) => self.settings(|s| s.theme = theme),
            UiCommand::Larger => self.zoom_by(0.1),
            UiCommand::Smaller => self.zoom_by(-0.1),
            UiCommand::NormalSize => self.settings(|s| s.zoom = 1.0),
            UiCommand::Connect => self.open(Dialog::Connect),
            UiCommand::Practice(size) => {
                self.send(Command::OpenPractice(Practice { size, seed: SEED }));
            }
            UiCommand::Profile(n) => {
                let id = self
                    .model
                    .profiles
                    .as_ref()
                    .and_then(|p| p.get(n))
                    .map(|p| p.id.clone());
                if let Some(id) = id {
                    self.send(Command::OpenProfile(id));
                }
            }
            UiCommand::ToParent => {
                if let Some(id) = super::commands::parent(&self.model).map(|p| p.id.clone()) {
                    self.send(Command::OpenProfile(id));
                }
            }
            UiCommand::Undo => self.step(Way::Back),
            UiCommand::Redo => self.step(Way::Again),
            UiCommand::Import => {
                let kind = crate::panes::import::ImportDialog::kind_of(self.model.shown());
                self.open(Dialog::Import(kind));
            }
            UiCommand::OpenPlan => self.opening = Some(Opening::new(What::Plan)),
            UiCommand::OpenPack => self.opening = Some(Opening::new(What::Pack)),
            UiCommand::PauseRun => {
                if let Some(job) = self.model.running(JobKind::Apply) {
                    let pause = job.state != JobState::Paused;
                    self.handle.send(Command::Pause(job.id, pause));
                }
            }
            UiCommand::StopRun => {
                if let Some(job) = self.model.running(JobKind::Apply) {
                    self.handle.send(Command::Cancel(job.id));
                }
            }
            UiCommand::ShowRun => self.panes.plan.reveal(),
            UiCommand::CheckKey => self.handle.send(Command::CheckKey),
            UiCommand::ReadNotices => self.handle.send(Command::ReadAllNotices),
            UiCommand::CloseProfile => {
                self.send(Command::CloseProfile);
                if self.leaving.is_none() {
                    self.go(Route::Overview);
                }
            }
            UiCommand::Lock => self.lock(ctx),
            UiCommand::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    /// Why a command cannot be done now.
    pub(super) fn why_not(&mut self, command: UiCommand) -> Option<String> {
        command.blocked(&self.model).or_else(|| match command {
            UiCommand::Pane(command) => {
                let shown = self.model.shown();
                if self.is_broken(Part::Pane(shown)) {
                    return Some("Show this part of the window again first".to_owned());
                }
                self.with_pane(shown, |list, cx| list.blocked(command, cx))?
            }
            _ => None,
        })
    }

    /// New profiles go to the server of the command line, unless the form names another one.
    fn with_server(&self, command: Command) -> Command {
        match command {
            Command::Connect(mut wanted) => {
                wanted.base_url = wanted.base_url.or_else(|| self.options.base_url.clone());
                Command::Connect(wanted)
            }
            other => other,
        }
    }

    fn pane_command(&mut self, command: PaneCommand) {
        self.with_pane(self.model.shown(), |list, cx| list.command(command, cx));
    }

    /// An edit that can be taken back.
    fn edit(&mut self, edit: Edit) {
        for command in &edit.does {
            self.send(command.clone());
        }
        self.model.edits.note(self.model.shown(), edit);
    }

    /// Takes the last edit back, or does it again, and says which that was.
    fn step(&mut self, way: Way) {
        if self.model.review_shown().is_some() {
            let mut cx = Cx {
                model: &self.model,
                asks: &mut self.asks,
            };
            self.panes.reviews.take_back(&mut cx);
            return;
        }
        let Some(edit) = self.model.edits.take(way) else {
            return;
        };
        let (word, commands) = match way {
            Way::Back => ("Taken back", edit.back),
            Way::Again => ("Done again", edit.does),
        };
        for command in commands {
            self.send(command);
        }
        let said = format!("{word}: {}", edit.what);
        self.toasts.say(true, &said);
        self.announcement = said;
    }

    fn go(&mut self, route: Route) {
        self.model.route = route;
    }

    /// Goes to a list, narrowed to one value.
    fn go_to_list(&mut self, route: Route, group: &str, value: &str) {
        if let Some(list) = self.panes.list(route) {
            list.filter_by(group, value);
        }
        self.go(route);
    }

    fn open(&mut self, dialog: Dialog) {
        if matches!(dialog, Dialog::Connect) {
            self.model.route = Route::Welcome;
        }
        // The welcome pane owns the dialogs about profiles, the lists those about their rows.
        if self.panes.plan.open_dialog(&dialog)
            || self.panes.import.open_dialog(&dialog, &self.model)
        {
            return;
        }
        let mut left = self.panes.welcome.open_dialog(dialog);
        for list in self.panes.lists() {
            left = left.and_then(|dialog| list.open_dialog(dialog));
        }
        if left.is_some() {
            tracing::error!("a dialog that no pane has was asked for");
        }
    }

    fn zoom_by(&mut self, step: f32) {
        self.settings(|s| s.zoom = ((s.zoom + step) * 10.0).round() / 10.0);
    }

    /// Changes the settings, shows the change at once, and has it kept.
    pub(super) fn settings(&mut self, edit: impl FnOnce(&mut Settings)) {
        let Some(settings) = &mut self.model.settings else {
            return;
        };
        let mut changed = settings.as_ref().clone();
        edit(&mut changed);
        changed.zoom = changed.zoom.clamp(ZOOM.0, ZOOM.1);
        if changed != **settings {
            *settings = Arc::new(changed.clone());
            self.one_run.clear(&changed);
            self.handle.send(Command::KeepSettings(Box::new(changed)));
        }
    }

    /// Opens an evidence pack that was dropped on the window; other files are sheets.
    pub(super) fn take_pack(&mut self, ctx: &Context) {
        if self.dialog_open() || self.box_open() {
            return;
        }
        let mut dropped = Vec::new();
        ctx.input_mut(|i| {
            i.raw.dropped_files.retain(|file| {
                let path = file.path().to_owned();
                let pack = path
                    .extension()
                    .is_some_and(|e| e.eq_ignore_ascii_case("zip"));
                if pack {
                    dropped.push(path);
                }
                !pack
            });
        });
        if let Some(path) = dropped.into_iter().next() {
            self.asks
                .push(Command::OpenPack { path, digest: None }.into());
        }
    }

    /// Passes the answer of a file dialog on to the pane that asked for it.
    pub(super) fn hear_browsing(&mut self, ctx: &Context) {
        if self.model.browsing != Browsing::Open {
            return;
        }
        let mut chosen = String::new();
        self.browse.take_answer(ctx, &mut chosen);
        if let Some(note) = self.browse.note.take() {
            self.model.browsing = Browsing::Nothing(note);
        } else if !chosen.is_empty() {
            self.model.browsing = Browsing::Chosen(chosen);
        }
    }

    /// Puts rows on the clipboard, and says what was copied or why nothing was.
    fn copy_rows(&mut self, ctx: &Context, text: String, said: String) {
        let copied = !text.is_empty();
        if copied {
            ctx.copy_text(text);
        }
        self.toasts.say(copied, &said);
        self.announcement = said;
    }

    /// Carries out what the panes asked for in the last frame.
    pub(super) fn carry_out(&mut self, ctx: &Context) {
        self.panes.plan.note(&self.asks);
        for ask in std::mem::take(&mut self.asks) {
            match ask {
                Ask::Worker(command) => {
                    let command = self.with_server(*command);
                    if matches!(command, Command::OpenPack { .. }) {
                        let from = self.model.shown();
                        if from != Route::Pack {
                            self.model.pack_from = Some(from);
                        }
                        self.go(Route::Pack);
                    }
                    self.send(command);
                }
                Ask::Edit(edit) => self.edit(*edit),
                Ask::Go(route) => self.go(route),
                Ask::Team { group, value } => {
                    self.go_to_list(Route::Team, &group, &value);
                }
                Ask::List {
                    route,
                    group,
                    value,
                } => self.go_to_list(route, &group, &value),
                Ask::Open(dialog) => self.open(dialog),
                Ask::Save { what, name } => self.saving = Some(Saving::new(*what, &name)),
                Ask::OpenPack => self.execute(ctx, UiCommand::OpenPack),
                Ask::OpenPlan => self.execute(ctx, UiCommand::OpenPlan),
                Ask::Browse { title, files, from } => {
                    let wanted = Wanted::Open(title, files.0, files.1);
                    self.browse.ask(ctx, &from, wanted);
                    self.model.browsing = Browsing::Open;
                }
                Ask::ShowUnderWay => self.panes.plan.reveal(),
                Ask::Copy(text) => ctx.copy_text(text),
                Ask::CopyRows { text, said } => self.copy_rows(ctx, text, said),
                Ask::Lock => self.execute(ctx, UiCommand::Lock),
                Ask::Palette => self.execute(ctx, UiCommand::Palette),
                Ask::Settings(wanted) => self.settings(|s| *s = *wanted),
            }
        }
    }
}
