//! Invite addresses to the account or to sites: to whom, to what, in which language.

use super::found::Found;
use crate::access::{Reach, SiteId};
use crate::kit::button::Button;
use crate::kit::choice::segmented;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::model::{Model, count, grouped};
use crate::panes::Cx;
use crate::panes::inviting::Inviting;
use crate::panes::pasting::listed;
use crate::plan::Wish;
use crate::worker::protocol::{AccessTable, Command};
use egui::{Context, Ui};
use std::collections::BTreeSet;
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Target {
    #[default]
    Account,
    /// Into the team, with roles at these sites.
    TeamAtSites,
    /// As contributors of these sites.
    Sites,
}

/// What [`Found`] was computed for.
#[derive(Debug, Clone, PartialEq)]
struct Basis {
    text: String,
    sites: BTreeSet<SiteId>,
}

/// The form.
#[derive(Debug, Default)]
pub(in crate::panes::invites) struct Invite {
    form: Inviting,
    access: Option<Arc<AccessTable>>,
    found: Found,
    found_for: Option<Basis>,
    target: Target,
}

impl Invite {
    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(table) = &cx.model.team else {
            return false;
        };
        if self.form.follow(table) {
            self.found_for = None;
        }
        self.access.clone_from(&cx.model.access);
        self.look_up(cx.model);
        let blocked = self.form.blocked(self.account(), cx.model);
        let dialog = Dialog::new("invite to", "Invite")
            .subtitle("Wix mails an invite to every address; nothing is sent before you confirm")
            .width(620.0)
            .primary(Button::primary("Make the plan…").enabled_or(blocked));
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

    /// Whether the whole account is meant.
    fn account(&self) -> bool {
        self.target == Target::Account
    }

    /// Looks the addresses up when they or the sites are other ones.
    fn look_up(&mut self, model: &Model) {
        let Some(table) = &self.form.table else {
            return;
        };
        let none = BTreeSet::new();
        let sites = match self.target {
            Target::Sites => &self.form.sites.chosen,
            Target::Account | Target::TeamAtSites => &none,
        };
        let same = |b: &Basis| b.text == self.form.addresses.text && b.sites == *sites;
        if self.found_for.as_ref().is_some_and(same) {
            return;
        }
        let access = self.access.as_ref().map(|t| t.access.as_ref());
        self.found = Found::of(
            &self.form.addresses.pasted.found,
            sites,
            table,
            access,
            model.now,
        );
        self.found_for = Some(Basis {
            text: self.form.addresses.text.clone(),
            sites: sites.clone(),
        });
    }

    fn wish(&self) -> Wish {
        if self.target != Target::Sites {
            return self.form.team_wish(self.account());
        }
        let sites = &self.form.sites.chosen;
        let first = sites.iter().next();
        let roles = first.map_or_else(Vec::new, |site| self.form.allowed(&Reach::site(site)));
        Wish::InviteToSites {
            sites: sites.iter().cloned().collect(),
            emails: self.form.addresses.pasted.found.clone(),
            roles,
            language: self.form.language(),
        }
    }

    fn body(&mut self, ui: &mut Ui) {
        self.form.addresses.show(ui, "Addresses");
        self.counted(ui);
        ui.label(text::caption("Where"));
        let targets = [
            (Target::Account, "Team, whole account"),
            (Target::TeamAtSites, "Team, some sites"),
            (Target::Sites, "Contributors of sites"),
        ];
        segmented(ui, "Where", &mut self.target, &targets);
        text::paragraph(ui, text::small_muted(self.target_words()));
        let account = self.account();
        if !account {
            self.form.sites.show(ui);
        }
        self.form.choose_roles(ui, account);
        self.seats(ui);
        self.form.choose_language(ui);
    }

    fn target_words(&self) -> &'static str {
        match self.target {
            Target::Account => "One invite to the team for each address.",
            Target::TeamAtSites => {
                "One invite to the team for each address, with the roles at these sites. Wix’s \
                 call takes the whole account or sites; a folder can be given once the person is \
                 in the team."
            }
            Target::Sites => {
                "One invite for each address and site. These can be sent again and revoked from \
                 here; Wix does not list them, so their ids are kept."
            }
        }
    }

    /// How many invites that makes, and what is known of seats.
    fn seats(&self, ui: &mut Ui) {
        let people = self.form.addresses.pasted.found.len();
        let invites = match self.target {
            Target::Sites => people * self.form.sites.chosen.len(),
            _ => people,
        };
        if invites == 0 {
            return;
        }
        let words = format!(
            "{}, as many mails. Seats: Wix does not tell how many are free",
            count(invites, "invite", "invites")
        );
        text::paragraph(ui, text::small_muted(words));
    }

    /// What was found before any call: addresses, doubles, who is in, who is invited.
    fn counted(&self, ui: &mut Ui) {
        if self.form.addresses.text.trim().is_empty() {
            return;
        }
        self.form.addresses.counted(ui, self.known());
        let mut people: Vec<&str> = Vec::new();
        if self.target != Target::Sites {
            let known = self.found.in_team.iter().chain(&self.found.invited);
            people.extend(known.map(String::as_str));
        }
        if !people.is_empty() {
            Note::new(Tone::Info, listed(&people))
                .title("In the team or invited already; the plan leaves them alone and says why")
                .show(ui);
        }
        if self.target == Target::Sites && self.found.unread > 0 {
            let sites = count(self.found.unread, "chosen site was", "chosen sites were");
            let words = format!(
                "The contributors of {sites} never read, so who contributes there already is not \
                 known"
            );
            Note::new(Tone::Info, words).show(ui);
        }
        self.form.addresses.wrong(ui);
    }

    fn known(&self) -> Vec<String> {
        let found = &self.found;
        let parts: Vec<(usize, &str)> = match self.target {
            Target::Sites => vec![
                (found.contributing, "contributing already"),
                (found.site_invited, "with an open invite"),
                (found.in_team.len(), "in the team"),
            ],
            _ => vec![
                (found.in_team.len(), "in the team already"),
                (found.invited.len(), "with an open invite"),
            ],
        };
        let parts = parts.into_iter().filter(|(n, _)| *n > 0);
        parts.map(|(n, w)| format!("{} {w}", grouped(n))).collect()
    }
}
