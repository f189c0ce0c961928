//! What every form that invites people has: pasted addresses, sites, roles, the mail's language.

use super::pasting::Pasting;
use super::team::dialogs::roles::Roles;
use super::team::dialogs::site_set::SiteSet;
use crate::access::{NewAssignment, Reach, RoleId};
use crate::kit::field::Field;
use crate::kit::text;
use crate::model::Model;
use crate::plan::{Invitee, Wish};
use crate::worker::protocol::TeamTable;
use egui::Ui;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The common part of a form.
#[derive(Debug, Default)]
pub(in crate::panes) struct Inviting {
    /// The team whose sites and roles are offered.
    pub(in crate::panes) table: Option<Arc<TeamTable>>,
    /// Whom.
    pub(in crate::panes) addresses: Pasting,
    /// Chosen sites.
    pub(in crate::panes) sites: SiteSet,
    roles: Roles,
    chosen: BTreeSet<RoleId>,
    language: String,
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
            people: self.addresses.pasted.found.iter().map(invitee).collect(),
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
        let why = if self.addresses.pasted.found.is_empty() {
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
