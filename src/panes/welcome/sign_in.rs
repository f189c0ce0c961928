//! How a new profile signs in: with an API key, or as an app that is installed on a site.

use egui::{Context, Ui};

use super::key_text::{KeyText, What};
use crate::kit::choice;
use crate::kit::field::Field;
use crate::kit::{button, text};
use crate::worker::protocol::{ConnectState, NewSignIn};

/// Where keys are made (contract 1).
const KEYS_PAGE: &str = "https://manage.wix.com/account/api-keys";
/// Longest id that can be typed.
const LONGEST_ID: usize = 100;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Key,
    App,
}

/// What was typed of it.
#[derive(Debug)]
pub(super) struct SignInForm {
    kind: Kind,
    key: KeyText,
    account: String,
    app_id: String,
    secret: KeyText,
    instance_id: String,
    site: String,
    /// The kind was just chosen: the first field takes the keyboard with the form alone.
    fresh: bool,
}

impl SignInForm {
    /// An empty one. `number` tells it from earlier ones.
    pub(super) fn new(number: u64) -> Self {
        Self {
            kind: Kind::Key,
            key: KeyText::new(What::Key, number),
            account: String::new(),
            app_id: String::new(),
            secret: KeyText::new(What::AppSecret, number),
            instance_id: String::new(),
            site: String::new(),
            fresh: true,
        }
    }

    /// Wipes what is secret.
    pub(super) fn forget(&mut self, ctx: &Context) {
        self.key.forget(ctx);
        self.secret.forget(ctx);
    }

    #[cfg(test)]
    pub(super) fn key_id(&self) -> egui::Id {
        self.key.id()
    }

    /// Whether an app is being connected.
    pub(super) fn is_app(&self) -> bool {
        self.kind == Kind::App
    }

    /// Why it cannot be tried; `None` if it can.
    pub(super) fn missing(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Key => self.key.missing(),
            Kind::App if self.app_id.trim().is_empty() => Some("Paste the app id first"),
            Kind::App if self.instance_id.trim().is_empty() => Some("Paste the instance id first"),
            Kind::App => [&self.app_id, &self.instance_id, &self.site]
                .into_iter()
                .find_map(|id| id_trouble(id))
                .or_else(|| self.secret.missing()),
        }
    }

    /// What to try.
    pub(super) fn wanted(&self) -> NewSignIn {
        let typed = |text: &str| text.trim().to_owned();
        match self.kind {
            Kind::Key => NewSignIn::Key {
                key: self.key.trimmed().to_owned(),
                account: typed(&self.account),
            },
            Kind::App => NewSignIn::App {
                app_id: typed(&self.app_id),
                secret: self.secret.trimmed().to_owned(),
                instance_id: typed(&self.instance_id),
                site: typed(&self.site),
            },
        }
    }

    /// The choice and the fields of it. `ask` gives the keyboard to the id that Wix did not tell.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &ConnectState, ask: bool) {
        let kinds = [(Kind::Key, "API key"), (Kind::App, "App instance")];
        choice::segmented(ui, "Sign in with", &mut self.kind, &kinds);
        ui.add_space(4.0);
        match self.kind {
            Kind::Key => self.of_key(ui, state, ask),
            Kind::App => self.of_app(ui, state, ask),
        }
        self.fresh = false;
    }

    fn of_key(&mut self, ui: &mut Ui, state: &ConnectState, ask: bool) {
        self.key.field(ui, self.fresh);
        if button::link_out(ui, "Make a key on manage.wix.com").clicked() {
            ui.ctx().open_url(egui::OpenUrl::new_tab(KEYS_PAGE));
        }
        explained(
            ui,
            "Only the owner and co-owners can make keys. A key for some sites works too: which \
             sites it reaches is found out when it is checked",
        );
        explained(ui, KEPT);
        ui.add_space(4.0);
        let needed = matches!(state, ConnectState::AccountNeeded(_));
        let needed = needed && self.account.trim().is_empty();
        Field::text("Account id (optional)", &mut self.account)
            .help("Found from the key where possible")
            .error(needed.then_some("Type the account id"))
            .limit(LONGEST_ID)
            .focus(ask)
            .show(ui);
    }

    fn of_app(&mut self, ui: &mut Ui, state: &ConnectState, ask: bool) {
        explained(
            ui,
            "An app that is installed on one site reads who contributes there, its locations and \
             its members. Team, roles and the list of sites stay closed to it",
        );
        let trouble = id_trouble(&self.app_id);
        Field::text("App id", &mut self.app_id)
            .error(trouble)
            .limit(LONGEST_ID)
            .focus(self.fresh)
            .show(ui);
        self.secret.field(ui, false);
        explained(ui, KEPT);
        let trouble = id_trouble(&self.instance_id);
        Field::text("Instance id", &mut self.instance_id)
            .help("Id of the installation on the site")
            .error(trouble)
            .limit(LONGEST_ID)
            .show(ui);
        let needed = matches!(state, ConnectState::SiteNeeded(_));
        let needed = needed && self.site.trim().is_empty();
        let needed = needed.then_some("Type the site id");
        let trouble = needed.or_else(|| id_trouble(&self.site));
        Field::text("Site id (optional)", &mut self.site)
            .help("Found from the app where Wix tells it")
            .error(trouble)
            .limit(LONGEST_ID)
            .focus(ask)
            .show(ui);
    }
}

/// Where it goes.
const KEPT: &str = "It goes into the key store of your system. Where there is none, you choose: for this run \
                    only, or into a file that your passphrase opens.";

fn explained(ui: &mut Ui, words: &str) {
    text::paragraph(ui, text::small_muted(words));
}

/// What is wrong with an id; nothing while it is empty.
fn id_trouble(id: &str) -> Option<&'static str> {
    id.trim()
        .contains(char::is_whitespace)
        .then_some("There is a blank inside. Copy the id again")
}
