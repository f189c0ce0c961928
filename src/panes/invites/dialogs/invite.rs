//! Invite addresses to the account or to sites: to whom, to what, in which language.

use super::found::Found;
use crate::access::{NewAssignment, Pasted, Reach, RoleId, SiteId};
use crate::kit::button::Button;
use crate::kit::choice::segmented;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{a11y, text};
use crate::model::{Model, count, grouped};
use crate::panes::Cx;
use crate::panes::team::dialogs::roles::Roles;
use crate::panes::team::dialogs::site_set::SiteSet;
use crate::plan::{Invitee, Wish};
use crate::worker::protocol::{AccessTable, Command, TeamTable};
use egui::{Context, Ui};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Addresses and parts that are listed; more are counted.
const LISTED: usize = 5;
/// Longest text that can be pasted, in characters.
const LONGEST: usize = 400_000;

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
#[derive(Debug)]
pub(in crate::panes::invites) struct Invite {
    table: Option<Arc<TeamTable>>,
    access: Option<Arc<AccessTable>>,
    text: String,
    /// What the text holds, read once per change.
    pasted: Pasted,
    found: Found,
    found_for: Option<Basis>,
    target: Target,
    sites: SiteSet,
    roles: Roles,
    chosen: BTreeSet<RoleId>,
    language: String,
    fresh: bool,
}

impl Default for Invite {
    fn default() -> Self {
        Self {
            table: None,
            access: None,
            text: String::new(),
            pasted: Pasted::default(),
            found: Found::default(),
            found_for: None,
            target: Target::default(),
            sites: SiteSet::default(),
            roles: Roles::default(),
            chosen: BTreeSet::new(),
            language: String::new(),
            fresh: true,
        }
    }
}

impl Invite {
    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(table) = &cx.model.team else {
            return false;
        };
        if self.table.as_ref().is_none_or(|t| !Arc::ptr_eq(t, table)) {
            self.sites = SiteSet::of(&table.directory, std::mem::take(&mut self.sites));
            self.roles = Roles::of(&table.directory);
            self.table = Some(Arc::clone(table));
            self.found_for = None;
        }
        self.access.clone_from(&cx.model.access);
        self.look_up(cx.model);
        let dialog = Dialog::new("invite to", "Invite")
            .subtitle("Wix mails an invite to every address; nothing is sent before you confirm")
            .width(620.0)
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

    /// Looks the addresses up when they or the sites are other ones.
    fn look_up(&mut self, model: &Model) {
        let Some(table) = &self.table else { return };
        let none = BTreeSet::new();
        let sites = match self.target {
            Target::Sites => &self.sites.chosen,
            Target::Account | Target::TeamAtSites => &none,
        };
        let same = |b: &Basis| b.text == self.text && b.sites == *sites;
        if self.found_for.as_ref().is_some_and(same) {
            return;
        }
        let access = self.access.as_ref().map(|t| t.access.as_ref());
        self.found = Found::of(&self.pasted.found, sites, table, access, model.now);
        self.found_for = Some(Basis {
            text: self.text.clone(),
            sites: sites.clone(),
        });
    }

    fn give(&self) -> Vec<NewAssignment> {
        let reaches: Vec<Reach> = match self.target {
            Target::Account => vec![Reach::Account],
            _ => self.sites.chosen.iter().map(Reach::site).collect(),
        };
        let mut give = Vec::new();
        for reach in reaches {
            for role in self.roles.allowed(&self.chosen, &reach) {
                let reach = reach.clone();
                give.push(NewAssignment { role, reach });
            }
        }
        give
    }

    fn site_roles(&self) -> Vec<RoleId> {
        let first = self.sites.chosen.iter().next();
        first.map_or_else(Vec::new, |site| {
            self.roles.allowed(&self.chosen, &Reach::site(site))
        })
    }

    fn wish(&self) -> Wish {
        let language = self.language.trim().to_lowercase();
        let language = (!language.is_empty()).then_some(language);
        if self.target == Target::Sites {
            return Wish::InviteToSites {
                sites: self.sites.chosen.iter().cloned().collect(),
                emails: self.pasted.found.clone(),
                roles: self.site_roles(),
                language,
            };
        }
        let give = self.give();
        let invitee = |email: &String| Invitee {
            email: email.clone(),
            give: give.clone(),
        };
        Wish::Invite {
            people: self.pasted.found.iter().map(invitee).collect(),
            language,
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
        } else if self.target != Target::Account && self.sites.chosen.is_empty() {
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
        let targets = [
            (Target::Account, "Team, whole account"),
            (Target::TeamAtSites, "Team, some sites"),
            (Target::Sites, "Contributors of sites"),
        ];
        segmented(ui, "Where", &mut self.target, &targets);
        text::paragraph(ui, text::small_muted(self.target_words()));
        if self.target != Target::Account {
            self.sites.show(ui);
        }
        ui.label(text::caption("Roles"));
        let account = self.target == Target::Account;
        self.roles.show(ui, account, &mut self.chosen);
        self.seats(ui);
        let error = self.language_error();
        Field::text("Language of the mail (optional)", &mut self.language)
            .hint("en")
            .help("For people without a Wix login. Without it Wix takes the language of the account’s owner")
            .error(error)
            .limit(8)
            .width(280.0)
            .show(ui);
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
        let people = self.pasted.found.len();
        let invites = match self.target {
            Target::Sites => people * self.sites.chosen.len(),
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
        words.extend(self.known());
        let words = words.join(", ");
        a11y::announce(ui, &words);
        text::paragraph(ui, text::strong(words));
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
        if !wrong.is_empty() {
            let wrong: Vec<&str> = wrong.iter().map(String::as_str).collect();
            let title = count(wrong.len(), "part is no address", "parts are no address");
            Note::new(Tone::Warning, listed(&wrong))
                .title(format!("{title} and left out"))
                .show(ui);
        }
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

fn listed(all: &[&str]) -> String {
    let first = all.iter().take(LISTED).copied().collect::<Vec<_>>();
    let first = first.join(", ");
    if all.len() > LISTED {
        format!("{first} and {} more", grouped(all.len() - LISTED))
    } else {
        first
    }
}
