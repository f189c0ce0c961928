//! Rail, pane, status bar, and what lies over them.

use super::commands::UiCommand;
use super::opening;
use super::save::Answer;
use super::shell::Shell;
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::tokens::{self, size};
use crate::kit::tone::Tone;
use crate::kit::{a11y, focus, palette, rail, status, text};
use crate::model::{Freshness, Route, age, exact, time_of_day};
use crate::panes::{Cx, refused};
use crate::worker::protocol::{Connection, JobKind, JobState, ProfileCard, Session, SignIn};
use egui::{CentralPanel, Context, Frame, Margin, Panel, Popup, Rect, Ui, UiBuilder};
use std::sync::Arc;

impl Shell {
    /// Rail, status bar and pane.
    pub(super) fn frame(&mut self, ui: &mut Ui) {
        let t = tokens::of(ui.ctx());
        let quiet = Frame::new().fill(t.app);
        let chosen = self.route();
        ui.ctx()
            .accesskit_node_builder(egui::accesskit_root_id(), |node| {
                node.set_label(format!("Gatehouse: {}", chosen.title()));
            });
        let session = self.model.session.clone();
        let whole = ui.available_rect_before_wrap();
        let foot = session.as_ref().map_or(0.0, |_| size::STATUS);
        let (above, below) = whole.split_top_bottom_at_y(whole.bottom() - foot);
        let part = |ui: &mut Ui, name: &str, rect: Rect| {
            ui.new_child(UiBuilder::new().id_salt(name).max_rect(rect))
        };
        // Rail, pane, status bar: in this order the Tab key goes through them.
        self.upper(&mut part(ui, "above", above), chosen, session.as_ref());
        if let Some(session) = &session {
            Panel::bottom("status")
                .exact_size(size::STATUS)
                .show_separator_line(false)
                .frame(quiet.inner_margin(Margin::symmetric(12, 2)))
                .show(&mut part(ui, "below", below), |ui| {
                    focus::part(ui, "status", below);
                    self.status(ui, session);
                });
        }
    }

    fn upper(&mut self, ui: &mut Ui, chosen: Route, session: Option<&Arc<Session>>) {
        let t = tokens::of(ui.ctx());
        let quiet = Frame::new().fill(t.app);
        if let Some(session) = session {
            Self::profile_line(ui, session);
            let folded = rail::folds(ui.ctx().content_rect().width());
            let width = if folded {
                size::RAIL_FOLDED
            } else {
                size::RAIL
            };
            Panel::left("rail")
                .exact_size(width)
                .resizable(false)
                .show_separator_line(false)
                .frame(quiet.inner_margin(Margin::symmetric(8, 10)))
                .show(ui, |ui| {
                    focus::part(ui, "rail", ui.max_rect());
                    self.rail(ui, folded, session);
                });
        }
        let pane = Frame::new().fill(t.surface);
        let place = CentralPanel::default().frame(pane).show(ui, |ui| {
            focus::part(ui, "pane", ui.max_rect());
            a11y::announce(ui, &self.announcement);
            self.pane_or_report(ui, chosen);
        });
        if self.model.session.is_some() {
            let line = egui::Stroke::new(1.0, t.border);
            let rect = place.response.rect;
            ui.painter().vline(rect.left(), rect.y_range(), line);
            ui.painter()
                .hline(ui.ctx().content_rect().x_range(), rect.bottom(), line);
        }
    }

    /// A line in the profile's colour on top of the window.
    fn profile_line(ui: &Ui, session: &Session) {
        let t = tokens::of(ui.ctx());
        let screen = ui.ctx().content_rect();
        let hue = t.hues[usize::from(session.profile.colour) % t.hues.len()];
        let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("profile line"));
        let line = Rect::from_min_size(screen.min, egui::vec2(screen.width(), 2.0));
        ui.ctx().layer_painter(layer).rect_filled(line, 0.0, hue);
    }

    fn rail(&mut self, ui: &mut Ui, folded: bool, session: &Session) {
        ui.spacing_mut().item_spacing.y = 2.0;
        let card = &session.profile;
        let name = if card.account_name.is_empty() {
            &card.name
        } else {
            &card.account_name
        };
        let line = match (&card.practice, &session.no_writing) {
            (Some(_), _) => "Practice account".to_owned(),
            (None, Some(_)) => "Read only".to_owned(),
            // What the sign-in reaches belongs to everything that is shown.
            (None, None) if card.sign_in != SignIn::default() => card.sign_in.words(),
            // Said once is enough.
            (None, None) if card.name == *name => "Wix account".to_owned(),
            (None, None) => card.name.clone(),
        };
        let profile = rail::profile(ui, folded, card.colour, name, &line);
        self.profile_menu(&profile);
        self.back(ui, folded);
        ui.add_space(size::GAP_SMALL);
        let closed = refused::closed(&self.model, Route::Team).is_some();
        let people = self.model.team.as_ref().filter(|_| !closed);
        let people = people.map(|t| t.team.members.len());
        let unread = self.model.activity.unread();
        let sites = self.model.sites.as_ref().map(|t| t.rows.len());
        let contributors = self.model.access.as_ref().map(|t| t.rows.len());
        let invites = self.model.invites.as_ref().map(|t| t.rows.len());
        let invites = invites.filter(|n| *n > 0);
        let members = self.model.members.as_ref().map(|t| t.rows.len());
        let accounts = self.model.accounts.as_ref();
        let children = accounts.map(|t| t.children().count()).filter(|n| *n > 0);
        let entries = [
            (Route::Overview, Icon::Overview, None, false),
            (Route::Team, Icon::Team, people, false),
            (Route::People, Icon::Person, None, false),
            (Route::Sites, Icon::Sites, sites, false),
            (
                Route::Contributors,
                Icon::Contributors,
                contributors.filter(|n| *n > 0),
                false,
            ),
            (Route::Members, Icon::Members, members, false),
            (Route::Invites, Icon::Invites, invites, false),
            (Route::Roles, Icon::Roles, None, false),
            (Route::Accounts, Icon::Accounts, children, false),
        ];
        let (reviews, late) = self.model.open_reviews();
        let found = self.model.rules.as_ref().map(|t| t.open);
        let found = found.filter(|n| *n > 0);
        let count = (unread > 0).then_some(unread);
        let alert = self.model.activity.needs_attention();
        // In a low window the entries scroll; the last ones keep their place below them.
        let room = (ui.available_height() - 2.0 * size::CONTROL - size::GAP_SMALL).max(0.0);
        let area = egui::ScrollArea::vertical().id_salt("rail entries");
        area.max_height(room).show(ui, |ui| {
            for (route, icon, count, alert) in entries {
                self.entry(ui, folded, route, icon, count, alert);
            }
            rail::caption(ui, folded, "Work");
            self.entry(ui, folded, Route::Reviews, Icon::Reviews, reviews, late);
            self.entry(ui, folded, Route::Changes, Icon::Changes, None, false);
            self.entry(ui, folded, Route::Rules, Icon::Flag, found, false);
            self.entry(ui, folded, Route::Activity, Icon::Activity, count, alert);
            if self.model.pack.is_some() {
                self.entry(ui, folded, Route::Pack, Icon::Folder, None, false);
            }
        });
        ui.with_layout(egui::Layout::bottom_up(egui::Align::Min), |ui| {
            self.entry(ui, folded, Route::Settings, Icon::Settings, None, false);
            self.entry(ui, folded, Route::Help, Icon::Help, None, false);
        });
    }

    fn entry(
        &mut self,
        ui: &mut Ui,
        folded: bool,
        route: Route,
        icon: Icon,
        count: Option<usize>,
        alert: bool,
    ) {
        let here = self.route() == route;
        let entry = rail::Entry {
            icon,
            label: route.title(),
            count,
            alert,
            here,
        };
        if entry.show(ui, folded).clicked() {
            self.asks.push(crate::model::Ask::Go(route));
        }
    }

    /// One click back to the account above.
    fn back(&mut self, ui: &mut Ui, folded: bool) {
        if UiCommand::ToParent.blocked(&self.model).is_some() {
            return;
        }
        let label = UiCommand::ToParent.title(&self.model);
        let entry = rail::Entry {
            icon: Icon::Back,
            label: &label,
            count: None,
            alert: false,
            here: false,
        };
        if entry.show(ui, folded).clicked() {
            let ctx = ui.ctx().clone();
            self.execute(&ctx, UiCommand::ToParent);
        }
    }

    fn profile_menu(&mut self, anchor: &egui::Response) {
        let ctx = anchor.ctx.clone();
        let profiles = self.model.profiles.clone().unwrap_or_default();
        let mut wanted = None;
        Popup::menu(anchor).show(|ui| {
            ui.set_width(240.0_f32.min(ctx.content_rect().width() - 32.0));
            ui.spacing_mut().item_spacing.y = 2.0;
            // Child accounts are opened from the list of accounts.
            let open = self.model.session.as_ref().map(|s| &s.profile.id);
            let shown = |card: &&ProfileCard| !card.is_below(&profiles) || Some(&card.id) == open;
            for (n, card) in profiles.iter().enumerate().filter(|(_, c)| shown(c)) {
                let command = UiCommand::Profile(n);
                let open = command.blocked(&self.model);
                let button = Button::quiet(card.name.as_str())
                    .icon(if open.is_some() {
                        Icon::Check
                    } else {
                        Icon::Accounts
                    })
                    .wide()
                    .enabled_or(open);
                if button.show(ui).clicked() {
                    wanted = Some(command);
                    ui.close();
                }
            }
            ui.separator();
            for (icon, command) in [
                (Icon::Add, UiCommand::Connect),
                (Icon::Close, UiCommand::CloseProfile),
                (Icon::Info, UiCommand::Shortcuts),
                (Icon::Lock, UiCommand::Lock),
            ] {
                let title = command.title(&self.model);
                if Button::quiet(title).icon(icon).wide().show(ui).clicked() {
                    wanted = Some(command);
                    ui.close();
                }
            }
        });
        if let Some(command) = wanted {
            self.execute(&ctx, command);
        }
    }

    pub(super) fn pane(&mut self, ui: &mut Ui, route: Route) {
        let mut cx = Cx {
            model: &self.model,
            asks: &mut self.asks,
        };
        let panes = &mut self.panes;
        if let Some(what) = refused::closed(cx.model, route) {
            return refused::show(ui, &mut cx, route, what);
        }
        match route {
            Route::Overview => panes.overview.ui(ui, &mut cx),
            Route::Activity => panes.activity.ui(ui, &mut cx),
            Route::Settings => panes.settings.ui(ui, &mut cx),
            Route::Help => panes.help.ui(ui, &mut cx),
            Route::Welcome => panes.welcome.ui(ui, &mut cx),
            Route::Kit => panes.gallery.ui(ui),
            list => {
                if let Some(pane) = panes.list(list) {
                    pane.ui(ui, &mut cx);
                }
            }
        }
    }

    fn status(&mut self, ui: &mut Ui, session: &Arc<Session>) {
        let narrow = ui.available_width() < 640.0;
        let (mut palette, mut find) = (false, false);
        let mut activity = false;
        let model = &self.model;
        let job = model.jobs.iter().find(|j| j.state.is_active());
        let pace = model.pace;
        // What changes here is said; figures that count up are not.
        let said = match (job, &session.connection) {
            (Some(job), _) if job.state == JobState::Paused => {
                format!("{}: paused", job.kind.label())
            }
            (Some(job), _) => format!("{}: running", job.kind.label()),
            (None, Connection::Offline(_)) => "Offline".to_owned(),
            (None, Connection::Trouble(_)) => "No connection".to_owned(),
            (None, _) => "No job running".to_owned(),
        };
        a11y::announce(ui, &said);
        status::bar(
            ui,
            |ui| {
                connection(ui, &session.connection);
                if session.profile.practice.is_some() {
                    status::dot(
                        ui,
                        Tone::Warning,
                        "Practice",
                        "Made-up people on this computer",
                    );
                } else if session.profile.read_only {
                    status::dot(ui, Tone::Info, "Read only", "Nothing can be changed");
                }
                if let Some(line) = self.age_line(session) {
                    status::fact(ui, &line.0, &line.1);
                }
                let asks = !matches!(session.connection, Connection::Offline(_));
                if !narrow && asks {
                    let words = match (pace.limit, pace.blocked_until) {
                        (_, Some(until)) => format!("Waiting until {}", time_of_day(until)),
                        (Some(limit), None) => {
                            format!("{} of {limit} calls this minute", pace.used)
                        }
                        (None, None) => "Calls without a limit".to_owned(),
                    };
                    status::fact(ui, &words, "Pace of calls to Wix");
                }
            },
            |ui| {
                let keys = UiCommand::Find.keys();
                find = status::key_button(ui, "Search", keys.as_ref()).clicked();
                let keys = UiCommand::Palette.keys();
                palette = status::key_button(ui, "Commands", keys.as_ref()).clicked();
                if let Some(job) = job {
                    let done = match job.progress.total {
                        Some(total) if total > 0 => {
                            let done = text::count(job.progress.done);
                            format!("{done} of {}: ", text::count(total))
                        }
                        _ => String::new(),
                    };
                    let words = format!("{done}{}", job.progress.step);
                    activity = status::key_button(ui, &words, None).clicked();
                } else if !narrow {
                    status::fact(ui, "No job running", "");
                }
            },
        );
        let ctx = ui.ctx().clone();
        if palette {
            self.execute(&ctx, UiCommand::Palette);
        }
        if find {
            self.execute(&ctx, UiCommand::Find);
        }
        if activity {
            // The plan dialog shows its run again; other jobs are listed under Activity.
            let apply = self.model.running(JobKind::Apply).is_some();
            if apply {
                self.panes.plan.reveal();
                return;
            }
            self.execute(&ctx, UiCommand::Go(Route::Activity));
        }
    }

    /// Age and completeness of the team in a few words, and exactly.
    fn age_line(&self, session: &Session) -> Option<(String, String)> {
        let info = session.dataset("Team")?;
        let at = info.read_at?;
        let whole = match self.model.freshness("Team") {
            Freshness::Reading => "reading now",
            _ if info.complete => "complete",
            _ => "incomplete",
        };
        let line = format!("Read {}, {whole}", age(at, self.model.now));
        let note = info
            .note
            .as_deref()
            .map(|n| format!("\n{n}"))
            .unwrap_or_default();
        Some((line, format!("{}{note}", exact(at))))
    }

    /// The dialogs of the panes.
    pub(super) fn dialogs(&mut self, ctx: &Context) {
        let free = !self.dialog_open() && !self.box_open();
        let mut cx = Cx {
            model: &self.model,
            asks: &mut self.asks,
        };
        self.panes.welcome.dialogs(ctx, &mut cx);
        for list in self.panes.lists() {
            list.dialogs(ctx, &mut cx);
        }
        let covered = self.panes.plan.is_open(cx.model);
        self.panes.import.ui(ctx, &mut cx, covered, free);
        self.panes.plan.ui(ctx, &mut cx);
    }

    /// The shell's own dialogs, palette and notices.
    pub(super) fn boxes(&mut self, ctx: &Context) {
        match self.saving.as_mut().map(|s| s.show(ctx)) {
            None | Some(Answer::None) => {}
            Some(Answer::Close) => self.saving = None,
            Some(Answer::Save(command)) => {
                self.saving = None;
                self.handle.send(command);
            }
        }
        match self.opening.as_mut().map(|o| o.show(ctx)) {
            None | Some(opening::Answer::None) => {}
            Some(opening::Answer::Close) => self.opening = None,
            Some(opening::Answer::Open(command)) => {
                self.opening = None;
                self.asks.push(command.into());
            }
        }
        self.leaving_dialog(ctx);
        self.show_cheat(ctx);
        self.show_palette(ctx);
        self.show_find(ctx);
        let now = ctx.input(|i| i.time);
        // Under Activity they stand in a list of their own.
        let elsewhere = self.dialog_open() || self.route() == Route::Activity;
        for command in self.toasts.show(ctx, now, elsewhere) {
            self.handle.send(command);
        }
    }

    /// A command as lists show it.
    pub(super) fn entry_of(&mut self, command: UiCommand) -> palette::Entry {
        palette::Entry {
            title: command.title(&self.model),
            group: command.group(&self.model).to_owned(),
            keys: command.keys(),
            blocked: self.why_not(command),
        }
    }

    fn show_palette(&mut self, ctx: &Context) {
        let Some(mut state) = self.palette.take() else {
            return;
        };
        let commands: Vec<UiCommand> = UiCommand::all(&self.model)
            .into_iter()
            .filter(|c| *c != UiCommand::Palette)
            .collect();
        let entries: Vec<palette::Entry> = commands.iter().map(|c| self.entry_of(*c)).collect();
        match palette::show(ctx, &entries, &mut state) {
            palette::Did::Nothing => self.palette = Some(state),
            palette::Did::Closed => {}
            palette::Did::Chose(n) => self.execute(ctx, commands[n]),
        }
    }
}

fn connection(ui: &mut Ui, connection: &Connection) {
    match connection {
        Connection::Untried => status::dot(ui, Tone::Neutral, "Not connected yet", ""),
        Connection::Online => status::dot(ui, Tone::Success, "Online", "Wix answered"),
        Connection::Offline(why) => status::dot(ui, Tone::Neutral, "Offline", why),
        Connection::Trouble(error) => {
            status::dot(ui, Tone::Danger, "No connection", &error.to_string())
        }
    };
}
