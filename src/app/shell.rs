//! The shell: everything of the window that is not a pane.

use super::browse::Browse;
use super::cheat::Cheat;
use super::commands::{UiCommand, plan_open};
use super::crash::{Broken, Part};
use super::find::{Find, Recent};
use super::leaving::Leaving;
use super::lock::{Idle, Lock};
use super::long::Long;
use super::opening::Opening;
use super::options::{Options, Start};
use super::picture::Picture;
use super::remember::Remember;
use super::save::Saving;
use super::toasts::Toasts;
use crate::kit::gallery::Gallery;
use crate::kit::palette;
use crate::kit::theme::{self, ThemeChoice};
use crate::model::{Dialog, Model, Route};
use crate::panes::Pane;
use crate::panes::accounts::AccountsPane;
use crate::panes::activity::ActivityPane;
use crate::panes::changes::ChangesPane;
use crate::panes::contributors::ContributorsPane;
use crate::panes::help::HelpPane;
use crate::panes::import::ImportDialog;
use crate::panes::invites::InvitesPane;
use crate::panes::members::MembersPane;
use crate::panes::overview::OverviewPane;
use crate::panes::pack::PackPane;
use crate::panes::people::PeoplePane;
use crate::panes::plan::PlanDialog;
use crate::panes::reviews::ReviewsPane;
use crate::panes::roles::RolesPane;
use crate::panes::rules::RulesPane;
use crate::panes::settings::SettingsPane;
use crate::panes::sites::SitesPane;
use crate::panes::team::TeamPane;
use crate::panes::welcome::WelcomePane;
use crate::worker::Handle;
use crate::worker::protocol::{Command, Connection, KeepIn, Settings, ThemeWish};
use egui::{Context, Ui};

/// All panes.
pub(super) struct Panes {
    pub(super) overview: OverviewPane,
    pub(super) team: TeamPane,
    pub(super) invites: InvitesPane,
    pub(super) roles: RolesPane,
    pub(super) sites: SitesPane,
    pub(super) contributors: ContributorsPane,
    pub(super) members: MembersPane,
    pub(super) people: PeoplePane,
    pub(super) accounts: AccountsPane,
    pub(super) reviews: ReviewsPane,
    pub(super) changes: ChangesPane,
    pub(super) pack: PackPane,
    pub(super) rules: RulesPane,
    pub(super) activity: ActivityPane,
    pub(super) settings: SettingsPane,
    pub(super) help: HelpPane,
    pub(super) welcome: WelcomePane,
    pub(super) import: ImportDialog,
    pub(super) plan: PlanDialog,
    pub(super) gallery: Gallery,
}

impl Panes {
    /// Every list.
    pub(super) fn lists(&mut self) -> [&mut dyn Pane; 12] {
        [
            &mut self.team,
            &mut self.invites,
            &mut self.roles,
            &mut self.sites,
            &mut self.contributors,
            &mut self.members,
            &mut self.people,
            &mut self.accounts,
            &mut self.reviews,
            &mut self.changes,
            &mut self.pack,
            &mut self.rules,
        ]
    }

    /// The list of this route, if it is one of them.
    pub(super) fn list(&mut self, route: Route) -> Option<&mut dyn Pane> {
        match route {
            Route::Team => Some(&mut self.team),
            Route::Invites => Some(&mut self.invites),
            Route::Roles => Some(&mut self.roles),
            Route::Sites => Some(&mut self.sites),
            Route::Contributors => Some(&mut self.contributors),
            Route::Members => Some(&mut self.members),
            Route::People => Some(&mut self.people),
            Route::Accounts => Some(&mut self.accounts),
            Route::Reviews => Some(&mut self.reviews),
            Route::Changes => Some(&mut self.changes),
            Route::Pack => Some(&mut self.pack),
            Route::Rules => Some(&mut self.rules),
            _ => None,
        }
    }
}

/// Look of this run only, from the command line.
#[derive(Default)]
pub(super) struct OneRun {
    theme: Option<ThemeWish>,
    zoom: Option<f32>,
    told: Option<(ThemeWish, f32)>,
}

impl OneRun {
    /// The owner changed the look: from now on the settings count.
    pub(super) fn clear(&mut self, settings: &Settings) {
        let now = (settings.theme, settings.zoom);
        if self.told.is_some_and(|told| told != now) {
            self.theme = None;
            self.zoom = None;
        }
        self.told = Some(now);
    }
}

/// The window without the window: drawn by eframe, or by a test.
pub struct Shell {
    pub(super) model: Model,
    pub(super) handle: Handle,
    pub(super) panes: Panes,
    pub(super) asks: Vec<crate::model::Ask>,
    pub(super) palette: Option<palette::State>,
    pub(super) find: Option<Find>,
    pub(super) recent: Recent,
    /// The sheet of shortcuts.
    pub(super) cheat: Option<Cheat>,
    pub(super) saving: Option<Saving>,
    pub(super) opening: Option<Opening>,
    /// The file dialog that a pane asked for.
    pub(super) browse: Browse,
    pub(super) toasts: Toasts,
    pub(super) long: Long,
    pub(super) remember: Remember,
    pub(super) one_run: OneRun,
    /// What assistive programs are told, for example why a key did nothing.
    pub(super) announcement: String,
    /// Where the owner wants to go while a run is on.
    pub(super) leaving: Option<Leaving>,
    pub(super) close_now: bool,
    /// Everything is hidden behind it.
    pub(super) lock: Option<Lock>,
    pub(super) idle: Idle,
    /// Parts of the window that broke.
    pub(super) broken: Broken,
    /// The part that a test has break.
    pub(super) breaks: Option<Part>,
    /// The passphrase was asked for in this run.
    asked: bool,
    picture: Option<Picture>,
    failed: Option<String>,
    pub(super) options: Options,
}

impl std::fmt::Debug for Shell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shell")
            .field("route", &self.model.route)
            .finish_non_exhaustive()
    }
}

impl Shell {
    /// A shell on this worker. Sets fonts and styles, and opens what the options say.
    pub fn new(ctx: &Context, mut handle: Handle, options: Options) -> Self {
        theme::install(ctx);
        ctx.options_mut(|o| o.zoom_with_keyboard = false);
        if options.screenshot.is_some() {
            theme::still(ctx);
        }
        handle.send(match &options.start {
            Start::Last => Command::OpenLast,
            Start::Practice(practice) => Command::OpenPractice(*practice),
            Start::Pack(path, digest) => Command::OpenPack {
                path: path.clone(),
                digest: *digest,
            },
        });
        let now = (options.now)();
        let first = match options.start {
            Start::Pack(..) => Route::Pack,
            Start::Last | Start::Practice(_) => options.route.unwrap_or_default(),
        };
        let model = Model::new(now, first);
        let settings = SettingsPane::new(options.data_dir.clone());
        Self {
            model,
            handle,
            panes: Panes {
                overview: OverviewPane::default(),
                team: TeamPane::default(),
                invites: InvitesPane::default(),
                roles: RolesPane::default(),
                sites: SitesPane::default(),
                contributors: ContributorsPane::default(),
                members: MembersPane::default(),
                people: PeoplePane::default(),
                accounts: AccountsPane::default(),
                reviews: ReviewsPane::default(),
                changes: ChangesPane::default(),
                pack: PackPane::default(),
                rules: RulesPane::default(),
                activity: ActivityPane::default(),
                settings,
                help: HelpPane::default(),
                welcome: WelcomePane::default(),
                import: ImportDialog::default(),
                plan: PlanDialog::default(),
                gallery: Gallery::default(),
            },
            asks: Vec::new(),
            palette: None,
            find: None,
            recent: Recent::default(),
            cheat: None,
            saving: None,
            opening: None,
            browse: Browse::default(),
            toasts: Toasts::default(),
            long: Long::default(),
            remember: Remember::default(),
            one_run: OneRun {
                theme: options.theme,
                zoom: options.zoom,
                told: None,
            },
            announcement: String::new(),
            leaving: None,
            close_now: false,
            lock: None,
            idle: Idle::new(now),
            broken: Broken::new(),
            breaks: None,
            asked: false,
            picture: options.screenshot.clone().map(Picture::new),
            failed: None,
            options,
        }
    }

    /// Everything that is known: for tests.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Draws in this theme and size of text until the owner changes the look, as `--theme` and
    /// `--zoom` do; `None` as the settings say.
    pub fn look(&mut self, theme: Option<ThemeWish>, zoom: Option<f32>) {
        self.one_run.theme = theme;
        self.one_run.zoom = zoom;
    }

    /// The error that the program should end with.
    pub fn failed(&mut self) -> Option<String> {
        self.failed.take()
    }

    /// Stops the worker at safe places.
    pub fn shutdown(&mut self) {
        self.handle.shutdown();
    }

    /// Drains the worker, carries out commands. Called before each frame, also while hidden.
    pub fn logic(&mut self, ctx: &Context) {
        self.model.now = (self.options.now)();
        for event in self.handle.poll() {
            let profiles = matches!(event, crate::worker::protocol::Event::Profiles(_));
            self.model.apply(event);
            if profiles {
                self.keep_profiles();
            }
        }
        if self.handle.is_behind() {
            ctx.request_repaint_after(std::time::Duration::from_millis(20));
        }
        self.hear_browsing(ctx);
        self.take_pack(ctx);
        self.toasts.begin(self.model.session.is_some());
        let activity = std::sync::Arc::clone(&self.model.activity);
        self.toasts.take_in(&activity);
        self.tell_of_long_jobs(ctx);
        self.apply_look(ctx);
        crate::kit::notice::stamp(ctx, self.stamp());
        self.guard_close(ctx);
        self.remember(ctx);
        self.watch_idle(ctx);
        if self.lock.is_some() {
            self.keys_while_locked(ctx);
        } else {
            self.ask_once();
            self.keys(ctx);
            self.carry_out(ctx);
        }
        if let Some(picture) = &mut self.picture {
            let now = ctx.input(|i| i.time);
            if let Some(error) = picture.step(ctx, &self.model, now) {
                self.failed = Some(error);
            }
        }
        // Ages in words change by themselves, once a minute.
        ctx.request_repaint_after(std::time::Duration::from_secs(30));
    }

    /// The end of copied details: which program, when, and which pane.
    fn stamp(&self) -> String {
        format!(
            "Gatehouse {} ({} {}), {}, {}",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH,
            self.model.now.strftime("%Y-%m-%d %H:%M:%S UTC"),
            self.model.shown().title(),
        )
    }

    fn apply_look(&mut self, ctx: &Context) {
        let Some(settings) = self.model.settings.clone() else {
            return;
        };
        if self.one_run.told.is_none() {
            self.one_run.clear(&settings);
        }
        let theme = match self.one_run.theme.unwrap_or(settings.theme) {
            ThemeWish::System => ThemeChoice::System,
            ThemeWish::Light => ThemeChoice::Light,
            ThemeWish::Dark => ThemeChoice::Dark,
        };
        theme.apply(ctx);
        let zoom = self.one_run.zoom.unwrap_or(settings.zoom);
        if (ctx.zoom_factor() - zoom).abs() > 0.001 {
            ctx.set_zoom_factor(zoom);
        }
    }

    /// Whether a dialog lies over the pane.
    pub(super) fn dialog_open(&mut self) -> bool {
        plan_open(&self.model)
            || self.cheat.is_some()
            || self.saving.is_some()
            || self.opening.is_some()
            || self.leaving.is_some()
            || self.panes.welcome.has_dialog()
            || self.panes.lists().iter().any(|p| p.has_dialog())
            || self.panes.import.is_open()
            || self.panes.plan.is_open(&self.model)
    }

    /// Whether the palette or the search over everything is open.
    pub(super) fn box_open(&self) -> bool {
        self.palette.is_some() || self.find.is_some()
    }

    /// The window can be closed from behind the lock, and nothing else.
    fn keys_while_locked(&mut self, ctx: &Context) {
        let quit = UiCommand::Quit.keys();
        if quit.is_some_and(|keys| ctx.input_mut(|i| i.consume_shortcut(&keys))) {
            self.execute(ctx, UiCommand::Quit);
        }
    }

    /// Asks for the passphrase once after the start, when a profile is open that may need it.
    fn ask_once(&mut self) {
        let closed = self.model.keeping.keeps == KeepIn::Closed;
        let needs = self.model.session.as_ref().is_some_and(|s| {
            s.profile.practice.is_none() && matches!(s.connection, Connection::Trouble(_))
        });
        if closed && needs && !self.asked && !self.dialog_open() {
            self.asked = true;
            self.asks.push(crate::model::Ask::Open(Dialog::Passphrase));
        }
    }

    fn keys(&mut self, ctx: &Context) {
        let dialog = self.dialog_open() || self.box_open();
        // Longer ones first: Ctrl Shift F also counts as Ctrl F.
        let with_shift = |c: &UiCommand| c.keys().is_some_and(|k| k.modifiers.shift);
        let (longer, shorter): (Vec<_>, Vec<_>) =
            UiCommand::FIXED.into_iter().partition(with_shift);
        for command in longer.into_iter().chain(shorter) {
            let Some(keys) = command.keys() else { continue };
            if dialog && !command.over_dialogs() {
                continue;
            }
            // A sign that is typed into a field is no command.
            let sign = !keys.modifiers.any() || command.is_for_fields();
            if sign && ctx.text_edit_focused() {
                continue;
            }
            if ctx.input_mut(|i| i.consume_shortcut(&keys)) {
                self.execute(ctx, command);
            }
        }
    }

    /// Draws everything.
    pub fn ui(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        if self.lock.is_some() {
            self.lock_pane(ui);
            return self.leaving_dialog(&ctx);
        }
        self.frame(ui);
        self.overlays_or_report(&ctx);
        self.carry_out(&ctx);
    }

    /// The pane to draw.
    pub(super) fn route(&self) -> Route {
        self.model.shown()
    }
}
