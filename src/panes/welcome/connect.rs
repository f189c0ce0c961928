//! The form that connects an account.

use egui::{Context, Ui};
use std::sync::Arc;

use super::hue;
use super::passphrase::Fresh;
use super::sign_in::SignInForm;
use crate::kit::button::Button;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{a11y, choice, text, toggle};
use crate::panes::Cx;
use crate::worker::protocol::{Command, ConnectState, ErrorCard, KeepIn, NewProfile};

/// What was typed. It stays until the account is connected or the form is left.
#[derive(Debug)]
pub(super) struct Form {
    name: String,
    colour: u8,
    sign_in: SignInForm,
    server: String,
    advanced: bool,
    read_only: bool,
    /// Keys go into a file with this passphrase.
    seals: bool,
    passphrase: Fresh,
    /// The state of the frame before, to notice a change.
    before: Option<Arc<ConnectState>>,
}

impl Form {
    /// An empty one. `number` tells it from earlier ones.
    pub(super) fn new(number: u64) -> Self {
        Self {
            name: String::new(),
            colour: 0,
            sign_in: SignInForm::new(number),
            server: String::new(),
            advanced: false,
            read_only: false,
            seals: false,
            passphrase: Fresh::new(number),
            before: None,
        }
    }

    /// Wipes the key.
    pub(super) fn forget_key(&mut self, ctx: &Context) {
        self.sign_in.forget(ctx);
        self.passphrase.forget(ctx);
    }

    #[cfg(test)]
    pub(super) fn key_id(&self) -> egui::Id {
        self.sign_in.key_id()
    }

    /// Draws it; false once it was left.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let state = Arc::clone(&cx.model.connect);
        let changed = self
            .before
            .as_ref()
            .is_some_and(|b| !Arc::ptr_eq(b, &state));
        self.before = Some(Arc::clone(&state));
        let checking = *state == ConnectState::Checking;
        let ask = changed
            && matches!(
                *state,
                ConnectState::AccountNeeded(_) | ConnectState::SiteNeeded(_)
            );
        let keeping = Arc::clone(&cx.model.keeping);
        let chooses = keeping.keeps == KeepIn::ForRun;
        let why_not = self.why_not(checking, chooses);
        let shown = Dialog::new("connect", "Connect an account")
            .subtitle("It is tried first; only what works is kept")
            .width(560.0)
            .primary(Button::primary("Check and connect").enabled_or(why_not))
            .show(ctx, |ui| {
                self.body(ui, &state, ask, keeping.keeps);
                if chooses {
                    super::passphrase_trouble(ui, &keeping);
                }
            });
        match shown.did {
            Did::Nothing | Did::Other(_) => true,
            Did::Primary => {
                if chooses && self.seals {
                    // Carried out first, so that the key finds its place.
                    cx.ask(self.passphrase.wanted());
                }
                cx.ask(Command::Connect(self.wanted()));
                true
            }
            Did::Cancel => {
                cx.ask(Command::ConnectAside);
                false
            }
        }
    }

    fn why_not(&self, checking: bool, chooses: bool) -> Option<String> {
        if checking {
            let what = if self.sign_in.is_app() { "app" } else { "key" };
            return Some(format!("Wix is being asked about this {what}"));
        }
        let server = server_trouble(&self.server);
        let sealing = (chooses && self.seals).then(|| self.passphrase.missing());
        let missing = self.sign_in.missing().or(server);
        missing.or(sealing.flatten()).map(str::to_owned)
    }

    fn wanted(&self) -> NewProfile {
        let server = self.server.trim();
        NewProfile {
            name: self.name.trim().to_owned(),
            colour: self.colour,
            sign_in: self.sign_in.wanted(),
            base_url: (!server.is_empty()).then(|| server.to_owned()),
            read_only: self.read_only,
        }
    }

    /// Where the key goes on a computer without a key store: the owner chooses.
    fn place(&mut self, ui: &mut Ui, keeps: KeepIn) {
        match keeps {
            KeepIn::ForRun => {
                let places = [
                    (false, "For this run only"),
                    (true, "In a file with a passphrase"),
                ];
                ui.label(text::small_muted(
                    "This computer offers no key store. Keep it",
                ));
                choice::segmented(ui, "Keep it", &mut self.seals, &places);
                if self.seals {
                    self.passphrase.show(ui, false);
                }
                ui.add_space(4.0);
            }
            KeepIn::Closed => {
                let words = "It is kept for this run only: the passphrase of the keys on this \
                             computer was not given. Give it under Settings to keep this one too";
                Note::new(Tone::Info, words).show(ui);
            }
            KeepIn::Unknown | KeepIn::System | KeepIn::Sealed => {}
        }
    }

    fn body(&mut self, ui: &mut Ui, state: &ConnectState, ask: bool, keeps: KeepIn) {
        told(ui, state, self.sign_in.is_app());
        self.sign_in.show(ui, state, ask);
        self.place(ui, keeps);
        Field::text("Name (optional)", &mut self.name)
            .help(if self.sign_in.is_app() {
                "Without one, it is called after its site"
            } else {
                "Without one, the account's own name is taken"
            })
            .limit(80)
            .show(ui);
        hue::choose(ui, &mut self.colour);
        ui.add_space(4.0);
        meant(
            ui,
            &mut self.read_only,
            "Start read only",
            "Nothing can be changed until you switch it off",
        );
        toggle::fold(ui, &mut self.advanced, "Advanced");
        if self.advanced {
            let error = server_trouble(&self.server);
            Field::text("Server", &mut self.server)
                .hint("https://www.wixapis.com")
                .help("Leave it empty for Wix. Any other needs https, or must run on this computer")
                .error(error)
                .limit(200)
                .show(ui);
        }
    }
}

/// A check box with its meaning close below it.
pub(super) fn meant(ui: &mut Ui, on: &mut bool, label: &str, meaning: &str) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        toggle::checkbox(ui, on, label);
        ui.horizontal_top(|ui| {
            // Below the words of the box, not below the box.
            ui.add_space(24.0);
            text::paragraph(ui, text::small_muted(meaning));
        });
    });
}

/// What came of the last try, above the fields.
fn told(ui: &mut Ui, state: &ConnectState, is_app: bool) {
    let note = |ui: &mut Ui, tone: Tone, error: &ErrorCard| {
        Note::new(tone, error.remedy.as_str())
            .title(error.sentence.as_str())
            .details(error.details.as_str())
            .show(ui);
    };
    let checking = if is_app {
        "Checking the app"
    } else {
        "Checking the key"
    };
    let spoken = match state {
        ConnectState::Checking => checking,
        ConnectState::AccountNeeded(error)
        | ConnectState::SiteNeeded(error)
        | ConnectState::Failed(error) => &error.sentence,
        ConnectState::Idle | ConnectState::Connected { .. } => "",
    };
    a11y::announce(ui, spoken);
    match state {
        ConnectState::Checking => {
            let words = if is_app {
                "Wix is asked for a token, which site the app is installed on, and one harmless \
                 question for each area of the site"
            } else {
                "Wix is asked which account the key belongs to, one harmless question for each \
                 area, and whether the key reaches all sites"
            };
            Note::new(Tone::Info, words).title(checking).show(ui);
        }
        ConnectState::AccountNeeded(error) | ConnectState::SiteNeeded(error) => {
            note(ui, Tone::Warning, error);
        }
        ConnectState::Failed(error) => note(ui, Tone::Danger, error),
        ConnectState::Idle | ConnectState::Connected { .. } => {}
    }
}

/// What is wrong with the address of a server; the client checks it again.
pub(super) fn server_trouble(address: &str) -> Option<&'static str> {
    let address = address.trim();
    if address.is_empty() {
        return None;
    }
    let Ok(url) = url::Url::parse(address) else {
        return Some("This is not an address. It begins with https://");
    };
    match url.scheme() {
        "https" if url.host().is_some() => {}
        "http" if crate::panes::settings::is_loopback(address) => {}
        _ => return Some("The address must begin with https://, or be on this computer"),
    }
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    (!bare || !url.username().is_empty()).then_some("Give only host and port, nothing after it")
}
