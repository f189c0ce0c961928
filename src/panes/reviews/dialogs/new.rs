//! A new review: what is in it, with a count that follows every change.

use super::super::ask;
use super::pick::Pick;
use crate::access::review::{ItemKind, MOST, Scope, Share, Tally, domains_of};
use crate::access::{RoleId, SiteId, SnapshotHead};
use crate::kit::button::{Button, link};
use crate::kit::choice::Select;
use crate::kit::field::Field;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::kit::{a11y, text, toggle};
use crate::model::{Model, count, day, grouped, time_of_day};
use crate::panes::{Cx, refused};
use crate::worker::protocol::{NewReview, ReviewCommand};
use egui::{Context, Ui};
use std::collections::BTreeSet;

/// Most parts in the list to choose from.
const CHOICES: u32 = 200;

/// The form.
#[derive(Debug)]
pub(in crate::panes::reviews) struct New {
    name: String,
    reviewer: String,
    kinds: [bool; 4],
    sites: Pick<SiteId>,
    sites_open: bool,
    roles: Pick<RoleId>,
    roles_open: bool,
    people: String,
    people_open: bool,
    outside: bool,
    domains: String,
    unchanged: String,
    never: bool,
    /// Of what is too much for one review.
    part: Option<Share>,
    due: String,
    repeat: String,
    asked: Option<Scope>,
    begun: bool,
}

/// As the words for numbers take it.
fn n(n: u64) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

impl New {
    pub(super) fn of(model: &Model) -> Self {
        let directory = model.team.as_ref().map(|t| &t.directory);
        let sites = directory.into_iter().flat_map(|d| d.sites());
        let roles = directory.into_iter().flat_map(|d| d.roles());
        let list = model.reviews.as_ref();
        Self {
            name: format!("Review of {}", day(model.now)),
            reviewer: list.map(|l| l.person.clone()).unwrap_or_default(),
            kinds: [true, true, true, false],
            sites: Pick::new("sites", sites.map(|s| (s.id.clone(), s.label().to_owned()))),
            sites_open: false,
            roles: Pick::new("roles", roles.map(|r| (r.id.clone(), r.title.clone()))),
            roles_open: false,
            people: String::new(),
            people_open: false,
            outside: false,
            domains: list.map(|l| l.domains.join(", ")).unwrap_or_default(),
            unchanged: String::new(),
            never: false,
            part: None,
            due: String::new(),
            repeat: String::new(),
            asked: None,
            begun: false,
        }
    }

    fn scope(&self) -> Scope {
        let on = |(kind, on): (ItemKind, &bool)| on.then_some(kind);
        let people = self.people.lines().map(str::trim);
        Scope {
            kinds: ItemKind::ALL
                .into_iter()
                .zip(&self.kinds)
                .filter_map(on)
                .collect(),
            sites: self.sites.chosen.clone(),
            roles: self.roles.chosen.clone(),
            people: people
                .filter(|p| !p.is_empty())
                .map(str::to_owned)
                .collect(),
            outside: self.outside,
            domains: domains_of(&self.domains),
            unchanged_days: number(&self.unchanged).unwrap_or_default(),
            never_logged_in: self.never && self.kinds[3],
            part: self.part,
        }
    }

    fn blocked(&self, model: &Model) -> Option<String> {
        let why = if self.name.trim().is_empty() {
            "Give the review a name"
        } else if !self.kinds.contains(&true) {
            "Choose at least one kind"
        } else if [&self.unchanged, &self.due, &self.repeat]
            .into_iter()
            .any(|t| number(t).is_err())
        {
            "Days are whole numbers"
        } else if self.outside && domains_of(&self.domains).is_empty() {
            "Name the domains of your house"
        } else {
            return match self.found(model) {
                None => Some("Counting".to_owned()),
                Some(Err(error)) => Some(error.sentence.clone()),
                Some(Ok((_, tally))) if tally.total() == 0 => Some("Nothing is in it".to_owned()),
                Some(Ok((_, tally))) if tally.total() > MOST => {
                    let most = grouped(n(MOST));
                    Some(format!(
                        "A review has at most {most} entries. Review it in parts"
                    ))
                }
                Some(Ok(_)) => None,
            };
        };
        Some(why.to_owned())
    }

    /// The numbers for the scope as it is now.
    fn found<'m>(
        &self,
        model: &'m Model,
    ) -> Option<Result<&'m (SnapshotHead, Tally), &'m crate::worker::protocol::ErrorCard>> {
        let draft = model.review_draft.as_ref()?;
        (Some(&draft.scope) == self.asked.as_ref()).then_some(())?;
        draft.found.as_ref().map(Result::as_ref)
    }

    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let scope = self.scope();
        if self.asked.as_ref() != Some(&scope) {
            self.asked = Some(scope.clone());
            ask(cx, ReviewCommand::Draft(scope.clone()));
        }
        let n = self.found(cx.model).and_then(Result::ok);
        let label = n.map_or_else(
            || "Begin the review".to_owned(),
            |(_, tally)| {
                let n = usize::try_from(tally.total()).unwrap_or(usize::MAX);
                format!("Review {}", count(n, "entry", "entries"))
            },
        );
        let button = Button::primary(label).enabled_or(self.blocked(cx.model));
        let dialog = Dialog::new("new review", "New review")
            .width(560.0)
            .primary(button);
        let shown = dialog.show(ctx, |ui| self.body(ui, cx.model));
        match shown.did {
            Did::Primary => {
                let wanted = NewReview {
                    name: match self.part {
                        Some(part) => format!("{}, {}", self.name.trim(), part.words()),
                        None => self.name.trim().to_owned(),
                    },
                    scope,
                    reviewer: self.reviewer.trim().to_owned(),
                    due_days: number(&self.due).unwrap_or_default(),
                    repeat_days: number(&self.repeat).unwrap_or_default(),
                };
                ask(cx, ReviewCommand::Make(wanted));
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn body(&mut self, ui: &mut Ui, model: &Model) {
        let first = !std::mem::replace(&mut self.begun, true);
        self.count(ui, model);
        self.parts(ui, model);
        self.reading(ui, model);
        Field::text("Name", &mut self.name)
            .limit(120)
            .focus(first)
            .show(ui);
        Field::text("Reviewer", &mut self.reviewer)
            .limit(120)
            .show(ui);
        ui.label(text::caption("What is reviewed"));
        ui.horizontal_wrapped(|ui| {
            for (kind, on) in ItemKind::ALL.into_iter().zip(&mut self.kinds) {
                toggle::checkbox(ui, on, kind.label());
            }
        });
        let blocked = (!self.kinds[3]).then_some("Only site members have a login that is told");
        let label = "Of site members, only those without a login";
        toggle::checkbox_or(ui, &mut self.never, label, blocked);
        self.narrower(ui);
        ui.add_space(4.0);
        days(ui, "Finish within, in days", &mut self.due);
        days(ui, "Repeat every, in days", &mut self.repeat);
    }

    fn narrower(&mut self, ui: &mut Ui) {
        ui.label(text::caption("Only some of it"));
        let words = |what: &str, n: usize| match n {
            0 => format!("Only some {what}"),
            n => format!("Only some {what}, {n} chosen"),
        };
        let sites = words("sites", self.sites.chosen.len());
        toggle::fold(ui, &mut self.sites_open, &sites);
        if self.sites_open {
            self.sites.show(ui, 132.0);
        }
        let roles = words("roles", self.roles.chosen.len());
        toggle::fold(ui, &mut self.roles_open, &roles);
        if self.roles_open {
            self.roles.show(ui, 132.0);
        }
        let named: BTreeSet<&str> = self.people.lines().map(str::trim).collect();
        let named = named.iter().filter(|p| !p.is_empty()).count();
        let people = words("people", named);
        toggle::fold(ui, &mut self.people_open, &people);
        if self.people_open {
            Field::lines("Addresses or ids, one a line", &mut self.people, 3)
                .limit(20_000)
                .show(ui);
        }
        toggle::checkbox(ui, &mut self.outside, "Only addresses outside your domains");
        if self.outside {
            Field::text("Your domains", &mut self.domains)
                .hint("example.com, example.org")
                .limit(500)
                .show(ui);
        }
        days(
            ui,
            "Only what has not changed for so many days",
            &mut self.unchanged,
        );
    }

    /// What is too much for one review is reviewed in parts, one after the other.
    fn parts(&mut self, ui: &mut Ui, model: &Model) {
        let total = self.found(model).and_then(Result::ok);
        let total = total.map(|(_, tally)| tally.total());
        if let Some(part) = &mut self.part {
            let names: Vec<(u32, String)> = (1..=part.of.min(CHOICES))
                .map(|n| (n, format!("Part {n} of {}", part.of)))
                .collect();
            let choices: Vec<(u32, &str)> = names.iter().map(|(n, w)| (*n, w.as_str())).collect();
            let select = Select::new("Which part").width(180.0);
            select.show(ui, &mut part.number, &choices);
            text::paragraph(
                ui,
                text::small_muted(
                    "Everybody stands in the same part whenever the review is repeated.",
                ),
            );
            if link(ui, "Not in parts").clicked() {
                self.part = None;
            }
            return;
        }
        let Some(share) = total.and_then(Share::first) else {
            return;
        };
        let most = grouped(n(MOST));
        let button = Button::secondary(format!("Review in {} parts", share.of));
        let words = format!("A review has at most {most} entries");
        let note = Note::new(Tone::Info, words).action(button);
        if note.show(ui).action.is_some() {
            self.part = Some(share);
        }
    }

    /// How much is in it.
    fn count(&self, ui: &mut Ui, model: &Model) {
        let (_, tally) = match self.found(model) {
            None => {
                ui.label(text::muted("Counting…"));
                return;
            }
            Some(Err(error)) => {
                refused::told(error).show(ui);
                return;
            }
            Some(Ok(found)) => found,
        };
        let kinds = tally.taken.iter().filter(|(_, n)| **n > 0);
        let kinds: Vec<String> = kinds
            .map(|(kind, many)| format!("{} {}", grouped(n(*many)), kind.label().to_lowercase()))
            .collect();
        let mut words = count(n(tally.total()), "entry", "entries");
        if !kinds.is_empty() {
            words = format!("{words}: {}", kinds.join(", "));
        }
        text::paragraph(ui, text::strong(words.as_str()));
        a11y::announce(ui, &words);
    }

    /// Which reading it stands on, and what that does not know.
    fn reading(&self, ui: &mut Ui, model: &Model) {
        let Some(Ok((head, tally))) = self.found(model) else {
            return;
        };
        let whole = if head.is_complete() {
            "complete"
        } else {
            "incomplete"
        };
        let of = format!(
            "From the reading of {}, {}, {whole}",
            day(head.at),
            time_of_day(head.at)
        );
        text::paragraph(ui, text::muted(of));
        if tally.untold > 0 {
            let words = format!(
                "{} left out, since nobody can tell: {} not known long enough",
                count(n(tally.untold), "entry is", "entries are"),
                if tally.untold == 1 {
                    "it is"
                } else {
                    "they are"
                }
            );
            Note::new(Tone::Info, words).show(ui);
        }
        let unread = [
            (1, head.figures.contributor_sites, "Contributors"),
            (3, head.figures.member_sites, "Members"),
        ];
        for (kind, sites, who) in unread {
            if self.kinds[kind] && sites == 0 {
                let words = format!("{who} of no site have been read, so none are in it");
                Note::new(Tone::Info, words).show(ui);
            }
        }
        if !head.is_complete() {
            let words = "What is missing in this reading cannot be reviewed";
            let details = head.gaps.join("\n");
            Note::new(Tone::Warning, words).details(details).show(ui);
        }
    }
}

/// A number of days; nothing where nothing is typed.
fn number(typed: &str) -> Result<Option<u32>, std::num::ParseIntError> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some),
    }
}

fn days(ui: &mut Ui, label: &str, typed: &mut String) {
    let wrong = number(typed).is_err().then_some("Type a whole number");
    Field::text(label, typed).limit(5).error(wrong).show(ui);
}
