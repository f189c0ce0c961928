//! In which language the titles of roles are shown: one of a list, or any that is typed. The
//! choice is remembered.

use crate::access::language_tag;
use crate::kit::button::Button;
use crate::kit::choice::Select;
use crate::kit::field::{Field, submitted};
use crate::kit::modal::{Dialog, Did};
use crate::model::{Ask, Model};
use crate::panes::Cx;
use crate::worker::protocol::{Command, Connection, ProfileId};
use egui::{Context, Ui};
use serde::{Deserialize, Serialize};

/// Languages of titles that are offered (contract U2: the locale of the list).
const KNOWN: [(&str, &str); 8] = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("pt", "Português"),
    ("ja", "日本語"),
    ("he", "עברית"),
];
/// The choice that opens the dialog.
const OTHER: &str = "…";
/// Name of the choice in the settings.
const KEPT: &str = "roles.language";
/// Languages beside the known ones that are remembered.
const MORE: usize = 6;

/// What is remembered.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    chosen: String,
    /// Languages that were typed, the newest first.
    typed: Vec<String>,
}

impl Kept {
    fn of(model: &Model) -> Self {
        let settings = model.settings.as_ref();
        let kept = settings.and_then(|s| s.views.get(KEPT));
        kept.and_then(|v| serde_json::from_value(v.clone()).ok())
            .unwrap_or_default()
    }
}

/// The choice.
#[derive(Debug, Default)]
pub(super) struct Language {
    /// The profile in which the remembered language was asked for.
    asked_in: Option<ProfileId>,
    /// What is typed, while the dialog is open.
    typing: Option<String>,
    begun: bool,
}

impl Language {
    /// Asks for the remembered language, once for each profile.
    pub(super) fn recall(&mut self, cx: &mut Cx<'_>) {
        let Some(session) = &cx.model.session else {
            return;
        };
        if cx.model.settings.is_none() || self.asked_in.as_ref() == Some(&session.profile.id) {
            return;
        }
        let Some(table) = &cx.model.roles else { return };
        self.asked_in = Some(session.profile.id.clone());
        let offline = matches!(session.connection, Connection::Offline(_));
        let kept = Kept::of(cx.model).chosen;
        if !offline && kept != table.locale && language_tag(&kept).as_ref() == Some(&kept) {
            cx.ask(Command::RolesIn(kept));
        }
    }

    /// Draws the choice.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(table) = &cx.model.roles else { return };
        let typed = Kept::of(cx.model).typed;
        let mut choices: Vec<(String, &str)> =
            KNOWN.iter().map(|(k, v)| ((*k).to_owned(), *v)).collect();
        let now = std::iter::once(&table.locale);
        for tag in typed.iter().chain(now) {
            if !choices.iter().any(|(known, _)| known == tag) {
                choices.push((tag.clone(), tag.as_str()));
            }
        }
        choices.push((OTHER.to_owned(), "Another language…"));
        let mut locale = table.locale.clone();
        let select = Select::new("Language of the titles").inline().width(140.0);
        if !select.show(ui, &mut locale, &choices).changed() || locale == table.locale {
            return;
        }
        if locale == OTHER {
            self.typing = Some(String::new());
            self.begun = false;
        } else {
            choose(cx, locale);
        }
    }

    /// Whether the dialog is open.
    pub(super) fn is_open(&self) -> bool {
        self.typing.is_some()
    }

    /// Draws the dialog.
    pub(super) fn dialog(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let Some(typed) = &mut self.typing else {
            return;
        };
        let tag = language_tag(typed);
        let blocked = match (&tag, typed.trim().is_empty()) {
            (Some(_), _) => None,
            (None, true) => Some("Type the tag of a language"),
            (None, false) => Some("Write a language such as de, pt-BR or zh-Hant-TW"),
        };
        let mut done = false;
        let shown = Dialog::new("roles in a language", "Titles in another language")
            .subtitle("Wix publishes no list of the languages that it has")
            .width(440.0)
            .primary(Button::primary("Show").enabled_or(blocked))
            .show(ctx, |ui| {
                let field = Field::text("Language", typed)
                    .hint("pt-BR")
                    .help("Two or three letters, with a region after a dash where it matters")
                    .limit(20)
                    .focus(!self.begun)
                    .show(ui);
                self.begun = true;
                done = submitted(&field) && blocked.is_none();
            });
        match shown.did {
            Did::Cancel => self.typing = None,
            Did::Primary => done = true,
            _ => {}
        }
        if let Some(tag) = tag.filter(|_| done) {
            self.typing = None;
            choose(cx, tag);
        }
    }
}

/// Shows the titles in this language and remembers it.
fn choose(cx: &mut Cx<'_>, tag: String) {
    let mut kept = Kept::of(cx.model);
    if !KNOWN.iter().any(|(known, _)| *known == tag) {
        kept.typed.retain(|t| *t != tag);
        kept.typed.insert(0, tag.clone());
        kept.typed.truncate(MORE);
    }
    kept.chosen.clone_from(&tag);
    if let (Some(settings), Ok(value)) = (&cx.model.settings, serde_json::to_value(&kept)) {
        let mut next = settings.as_ref().clone();
        next.views.insert(KEPT.to_owned(), value);
        cx.ask(Ask::Settings(Box::new(next)));
    }
    cx.ask(Command::RolesIn(tag));
}
