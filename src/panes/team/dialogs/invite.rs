//! Invite addresses to the account: to whom, to what, in which language.

use super::roles::Roles;
use super::site_set::SiteSet;
use crate::access::{NewAssignment, Pasted, Reach, RoleId};
use crate::kit::button::Button;
use crate::kit::choice::segmented;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{a11y, text};
use crate::model::{Model, count, grouped};
use crate::panes::Cx;
use crate::plan::{Invitee, Wish};
use crate::worker::protocol::{Command, TeamTable};
use egui::{Context, Ui};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Parts of the text that are listed when they are no address; more are counted.
const LISTED: usize = 5;
/// Longest text that can be pasted, in characters.
const LONGEST: usize = 400_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Level {
    #[default]
    Account,
    Sites,
}

/// The form.
#[derive(Debug)]
pub(in crate::panes::team) struct Invite {
    table: Option<Arc<TeamTable>>,
    text: String,
    /// What the text holds, read once per change.
    pasted: Pasted,
    level: Level,
    sites: SiteSet,
    roles: Roles,
    chosen: BTreeSet<RoleId>,
    language: String,
    fresh: bool,
}

impl Invite {
    pub(in crate::panes::team) fn new() -> Self {
        Self {
            table: None,
            text: String::new(),
            pasted: Pasted::default(),
            level: Level::default(),
            sites: SiteSet::default(),
            roles: Roles::default(),
            chosen: BTreeSet::new(),
            language: String::new(),
            fresh: true,
        }
    }

    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(table) = &cx.model.team else {
            return false;
        };
        if self.table.as_ref().is_none_or(|t| !Arc::ptr_eq(t, table)) {
            self.sites = SiteSet::of(&table.directory, std::mem::take(&mut self.sites));
            self.roles = Roles::of(&table.directory);
            self.table = Some(Arc::clone(table));
        }
        let dialog = Dialog::new("invite", "Invite to the account")
            .subtitle("Wix mails an invite to every address; nothing is sent before you confirm")
            .width(600.0)
            .primary(Button::primary("Make the plan…").enabled_or(self.blocked(cx.model)));
        let shown = dialog.show(ctx, |ui| self.body(ui));
        match shown.did {
            Did::Primary => {
                cx.ask(Command::MakePlan(self.wish()));
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn reaches(&self) -> Vec<Reach> {
        match self.level {
            Level::Account => vec![Reach::Account],
            Level::Sites => self.sites.chosen.iter().map(Reach::site).collect(),
        }
    }

    fn give(&self) -> Vec<NewAssignment> {
        let mut give = Vec::new();
        for reach in self.reaches() {
            for role in self.roles.allowed(&self.chosen, &reach) {
                let reach = reach.clone();
                give.push(NewAssignment { role, reach });
            }
        }
        give
    }

    fn wish(&self) -> Wish {
        let give = self.give();
        let invitee = |email: &String| Invitee {
            email: email.clone(),
            give: give.clone(),
        };
        let language = self.language.trim().to_lowercase();
        Wish::Invite {
            people: self.pasted.found.iter().map(invitee).collect(),
            language: (!language.is_empty()).then_some(language),
        }
    }

    /// What is wrong with the language; `None` if nothing is.
    fn language_error(&self) -> Option<&'static str> {
        let language = self.language.trim();
        let letters = language.chars().all(|c| c.is_ascii_alphabetic());
        let sound = language.is_empty() || (language.len() == 2 && letters);
        (!sound).then_some("Two letters, such as en or pl, or nothing")
    }

    fn blocked(&self, model: &Model) -> Option<String> {
        if let Some(why) = model.no_writing() {
            return Some(why);
        }
        let why = if self.pasted.found.is_empty() {
            "Paste or type at least one address"
        } else if self.level == Level::Sites && self.sites.chosen.is_empty() {
            "Choose at least one site"
        } else if self.give().is_empty() {
            "Choose at least one role"
        } else {
            self.language_error()?
        };
        Some(why.to_owned())
    }

    fn body(&mut self, ui: &mut Ui) {
        let fresh = std::mem::take(&mut self.fresh);
        let field = Field::lines("Addresses", &mut self.text, 4)
            .help("One a line, or with commas, semicolons or blanks between; names are left out")
            .limit(LONGEST)
            .focus(fresh)
            .show(ui);
        if field.changed() {
            self.pasted = Pasted::of(&self.text);
        }
        self.counted(ui);
        ui.label(text::caption("Where"));
        let levels = [(Level::Account, "Whole account"), (Level::Sites, "Sites")];
        segmented(ui, "Where", &mut self.level, &levels);
        let words = "An invite cannot be limited to folders: Wix’s call takes the whole account or \
                     sites. A folder can be given once the person is in the team.";
        text::paragraph(ui, text::small_muted(words));
        if self.level == Level::Sites {
            self.sites.show(ui);
        }
        ui.label(text::caption("Roles"));
        let account = self.level == Level::Account;
        self.roles.show(ui, account, &mut self.chosen);
        let error = self.language_error();
        Field::text("Language of the mail (optional)", &mut self.language)
            .hint("en")
            .help("For people without a Wix login. Without it Wix takes the language of the account’s owner")
            .error(error)
            .limit(8)
            .width(280.0)
            .show(ui);
    }

    /// How many addresses were found, how many came twice, and what is none: before anything else.
    fn counted(&self, ui: &mut Ui) {
        if self.text.trim().is_empty() {
            return;
        }
        let Pasted {
            found,
            doubles,
            wrong,
        } = &self.pasted;
        let mut words = vec![format!(
            "{} found",
            count(found.len(), "address", "addresses")
        )];
        if !doubles.is_empty() {
            let again = count(doubles.len(), "double", "doubles");
            words.push(format!("{again} left out"));
        }
        let words = words.join(", ");
        a11y::announce(ui, &words);
        text::paragraph(ui, text::strong(words));
        if wrong.is_empty() {
            return;
        }
        let first: Vec<&str> = wrong.iter().take(LISTED).map(String::as_str).collect();
        let mut listed = first.join(", ");
        if wrong.len() > LISTED {
            listed = format!("{listed} and {} more", grouped(wrong.len() - LISTED));
        }
        let title = count(wrong.len(), "part is no address", "parts are no address");
        Note::new(Tone::Warning, listed)
            .title(format!("{title} and left out"))
            .show(ui);
    }
}
