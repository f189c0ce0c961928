//! What every form that invites people has: pasted addresses, sites, roles, the mail's language.

use super::team::dialogs::roles::Roles;
use super::team::dialogs::site_set::SiteSet;
use crate::access::{NewAssignment, Pasted, Reach, RoleId};
use crate::kit::field::Field;
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{a11y, text};
use crate::model::{Model, count, grouped};
use crate::plan::{Invitee, Wish};
use crate::worker::protocol::TeamTable;
use egui::Ui;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Addresses and parts that are listed; more are counted.
const LISTED: usize = 5;
/// Longest text that can be pasted, in characters.
const LONGEST: usize = 400_000;

/// The common part of a form.
#[derive(Debug)]
pub(in crate::panes) struct Inviting {
    /// The team whose sites and roles are offered.
    pub(in crate::panes) table: Option<Arc<TeamTable>>,
    /// What was typed or pasted.
    pub(in crate::panes) text: String,
    /// What the text holds, read once per change.
    pub(in crate::panes) pasted: Pasted,
    /// Chosen sites.
    pub(in crate::panes) sites: SiteSet,
    roles: Roles,
    chosen: BTreeSet<RoleId>,
    language: String,
    fresh: bool,
}

impl Default for Inviting {
    fn default() -> Self {
        Self {
            table: None,
            text: String::new(),
            pasted: Pasted::default(),
            sites: SiteSet::default(),
            roles: Roles::default(),
            chosen: BTreeSet::new(),
            language: String::new(),
            fresh: true,
        }
    }
}

impl Inviting {
    /// Takes in the newest team; true when it is another one.
    pub(in crate::panes) fn follow(&mut self, table: &Arc<TeamTable>) -> bool {
        if self.table.as_ref().is_some_and(|t| Arc::ptr_eq(t, table)) {
            return false;
        }
        self.sites = SiteSet::of(&table.directory, std::mem::take(&mut self.sites));
        self.roles = Roles::of(&table.directory);
        self.table = Some(Arc::clone(table));
        true
    }

    /// The chosen roles that can be held there.
    pub(in crate::panes) fn allowed(&self, reach: &Reach) -> Vec<RoleId> {
        self.roles.allowed(&self.chosen, reach)
    }

    /// What each is given: the chosen roles for the whole account, or at each chosen site.
    pub(in crate::panes) fn give(&self, account: bool) -> Vec<NewAssignment> {
        let reaches: Vec<Reach> = if account {
            vec![Reach::Account]
        } else {
            self.sites.chosen.iter().map(Reach::site).collect()
        };
        let mut give = Vec::new();
        for reach in reaches {
            for role in self.allowed(&reach) {
                let reach = reach.clone();
                give.push(NewAssignment { role, reach });
            }
        }
        give
    }

    /// The wish to invite everybody into the team.
    pub(in crate::panes) fn team_wish(&self, account: bool) -> Wish {
        let give = self.give(account);
        let invitee = |email: &String| Invitee {
            email: email.clone(),
            give: give.clone(),
        };
        Wish::Invite {
            people: self.pasted.found.iter().map(invitee).collect(),
            language: self.language(),
        }
    }

    /// Language of the mail; `None` where Wix shall choose.
    pub(in crate::panes) fn language(&self) -> Option<String> {
        let language = self.language.trim().to_lowercase();
        (!language.is_empty()).then_some(language)
    }

    /// What is wrong with the language; `None` if nothing is.
    fn language_error(&self) -> Option<&'static str> {
        let language = self.language.trim();
        let letters = language.chars().all(|c| c.is_ascii_alphabetic());
        let sound = language.is_empty() || (language.len() == 2 && letters);
        (!sound).then_some("Two letters, such as en or pl, or nothing")
    }

    /// Why no plan can be made; `None` if one can.
    pub(in crate::panes) fn blocked(&self, account: bool, model: &Model) -> Option<String> {
        if let Some(why) = model.no_writing() {
            return Some(why);
        }
        let why = if self.pasted.found.is_empty() {
            "Paste or type at least one address"
        } else if !account && self.sites.chosen.is_empty() {
            "Choose at least one site"
        } else if self.give(account).is_empty() {
            "Choose at least one role"
        } else {
            self.language_error()?
        };
        Some(why.to_owned())
    }

    /// Draws the field for addresses.
    pub(in crate::panes) fn addresses(&mut self, ui: &mut Ui) {
        let fresh = std::mem::take(&mut self.fresh);
        let field = Field::lines("Addresses", &mut self.text, 4)
            .help("One a line, or with commas, semicolons or blanks between; names are left out")
            .limit(LONGEST)
            .focus(fresh)
            .show(ui);
        if field.changed() {
            self.pasted = Pasted::of(&self.text);
        }
    }

    /// How many addresses were found, how many came twice, and what else is `known` of them: before
    /// anything else.
    pub(in crate::panes) fn counted(&self, ui: &mut Ui, known: Vec<String>) {
        if self.text.trim().is_empty() {
            return;
        }
        let found = count(self.pasted.found.len(), "address", "addresses");
        let mut words = vec![format!("{found} found")];
        if !self.pasted.doubles.is_empty() {
            let again = count(self.pasted.doubles.len(), "double", "doubles");
            words.push(format!("{again} left out"));
        }
        words.extend(known);
        let words = words.join(", ");
        a11y::announce(ui, &words);
        text::paragraph(ui, text::strong(words));
    }

    /// What is no address.
    pub(in crate::panes) fn wrong(&self, ui: &mut Ui) {
        let wrong = &self.pasted.wrong;
        if wrong.is_empty() {
            return;
        }
        let all: Vec<&str> = wrong.iter().map(String::as_str).collect();
        let title = count(wrong.len(), "part is no address", "parts are no address");
        Note::new(Tone::Warning, listed(&all))
            .title(format!("{title} and left out"))
            .show(ui);
    }

    /// Draws the choice of roles.
    pub(in crate::panes) fn choose_roles(&mut self, ui: &mut Ui, account: bool) {
        ui.label(text::caption("Roles"));
        self.roles.show(ui, account, &mut self.chosen);
    }

    /// Draws the field for the mail's language.
    pub(in crate::panes) fn choose_language(&mut self, ui: &mut Ui) {
        let error = self.language_error();
        Field::text("Language of the mail (optional)", &mut self.language)
            .hint("en")
            .help("For people without a Wix login. Without it Wix takes the language of the account’s owner")
            .error(error)
            .limit(8)
            .width(280.0)
            .show(ui);
    }
}

/// The first of them, and how many there are besides.
pub(in crate::panes) fn listed(all: &[&str]) -> String {
    let first = all.iter().take(LISTED).copied().collect::<Vec<_>>();
    let first = first.join(", ");
    match all.len().saturating_sub(LISTED) {
        0 => first,
        more => format!("{first} and {} more", grouped(more)),
    }
}
