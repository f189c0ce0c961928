//! A part of the window that breaks whenever it is drawn begins anew: what it holds, and what of it
//! would come back after a restart, is the likeliest cause.

use super::shell::Shell;
use crate::kit::gallery::Gallery;
use crate::model::Route;
use crate::panes::Cx;
use crate::panes::activity::ActivityPane;
use crate::panes::help::HelpPane;
use crate::panes::import::ImportDialog;
use crate::panes::overview::OverviewPane;
use crate::panes::plan::PlanDialog;
use crate::panes::settings::SettingsPane;
use crate::panes::welcome::WelcomePane;
use crate::worker::protocol::Command;

impl Shell {
    /// The pane forgets what it holds; the view that it last asked for goes too, since it may be
    /// what it cannot draw.
    pub(super) fn renew_pane(&mut self, route: Route) {
        let (model, panes) = (&mut self.model, &mut self.panes);
        match route {
            Route::Overview => panes.overview = OverviewPane::default(),
            Route::Activity => panes.activity = ActivityPane::default(),
            Route::Settings => panes.settings = SettingsPane::new(self.options.data_dir.clone()),
            Route::Help => panes.help = HelpPane::default(),
            Route::Welcome => panes.welcome = WelcomePane::default(),
            Route::Kit => panes.gallery = Gallery::default(),
            Route::Team => model.view = None,
            Route::Sites => model.sites_view = None,
            Route::Contributors => model.access_view = None,
            Route::Members => model.members_view = None,
            Route::Invites => model.invites_view = None,
            Route::People => model.people_view = None,
            Route::Roles => model.roles_view = None,
            Route::Accounts => (model.accounts_view, model.everybody_view) = (None, None),
            Route::Reviews => model.review_view = None,
            Route::Changes => model.changes_view = None,
            Route::Pack => model.pack_view = None,
            Route::Rules => model.rules_view = None,
        }
        let mut cx = Cx {
            model: &self.model,
            asks: &mut self.asks,
        };
        if let Some(list) = self.panes.list(route) {
            list.forget(&mut cx);
        }
    }

    /// Every dialog of the panes goes. A run that is shown in one goes on.
    pub(super) fn renew_dialogs(&mut self) {
        let mut cx = Cx {
            model: &self.model,
            asks: &mut self.asks,
        };
        for list in self.panes.lists() {
            if list.has_dialog() {
                list.forget(&mut cx);
            }
        }
        if self.panes.import.is_open() {
            cx.ask(Command::CloseSheet);
        }
        cx.ask(Command::DropPlan);
        let run = self.model.run.as_ref().map(|r| r.run.clone());
        self.panes.plan = PlanDialog::without(run);
        self.panes.import = ImportDialog::default();
        self.panes.welcome = WelcomePane::default();
        self.saving = None;
        self.opening = None;
    }
}
