//! Give contributors roles, take roles away, or set exactly which they hold on their sites.

use super::crowd::Crowd;
use super::ticks::{Tick, Ticks};
use crate::access::{Directory, LimitEffect, OWNER, RoleId};
use crate::kit::button::Button;
use crate::kit::choice::segmented;
use crate::kit::modal::{Dialog, Did};
use crate::kit::notice::Note;
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::model::{Model, count, grouped};
use crate::panes::Cx;
use crate::plan::Wish;
use crate::worker::protocol::{AccessTable, Command};
use egui::{Context, Ui};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Mode {
    #[default]
    Give,
    Take,
    Exactly,
}

/// What the choice would do, worked out when it changes.
#[derive(Debug, Default)]
struct Effect {
    /// Roles that go away, with how many lose them.
    lost: Vec<(String, usize)>,
    /// How many would have no role left.
    bare: usize,
    /// How many would have a limit to locations without effect, and why, for one of them.
    unbound: Option<(usize, String)>,
    /// How many change at all.
    changed: usize,
}

/// The form.
#[derive(Debug)]
pub(in crate::panes::contributors) struct Roles {
    crowd: Crowd,
    mode: Mode,
    lists: Option<[Ticks<RoleId>; 3]>,
    chosen: [BTreeSet<RoleId>; 3],
    effect: Effect,
}

impl Roles {
    pub(super) fn new(table: Arc<AccessTable>, rows: &[u32]) -> Self {
        Self {
            crowd: Crowd::new(table, rows),
            mode: Mode::default(),
            lists: None,
            chosen: Default::default(),
            effect: Effect::default(),
        }
    }

    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(team) = &cx.model.team else {
            return false;
        };
        let directory = &team.directory;
        if self.lists.is_none() {
            self.fill(directory);
        }
        let title = format!("Change roles of {}", self.crowd.words());
        let dialog = Dialog::new("contributor roles", title)
            .width(600.0)
            .primary(Button::primary("Make the plan…").enabled_or(self.blocked(cx.model)));
        let shown = dialog.show(ctx, |ui| self.body(ui, directory));
        match shown.did {
            Did::Primary => {
                cx.ask(Command::MakePlan(self.wish()));
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn at(&self) -> usize {
        match self.mode {
            Mode::Give => 0,
            Mode::Take => 1,
            Mode::Exactly => 2,
        }
    }

    fn chosen(&self) -> &BTreeSet<RoleId> {
        let [give, take, exactly] = &self.chosen;
        match self.mode {
            Mode::Give => give,
            Mode::Take => take,
            Mode::Exactly => exactly,
        }
    }

    fn fill(&mut self, directory: &Directory) {
        let mut held: BTreeMap<&RoleId, usize> = BTreeMap::new();
        for role in self.crowd.rows().flat_map(|r| &r.roles) {
            *held.entry(role).or_default() += 1;
        }
        let all = self.crowd.len();
        let held_by = |role: &RoleId| match held.get(role) {
            None | Some(0) => String::new(),
            Some(n) if all > 1 => format!(", held by {} of {}", grouped(*n), grouped(all)),
            Some(_) => ", held now".to_owned(),
        };
        let label = |role: &RoleId| format!("{}{}", directory.role_name(role), held_by(role));
        let give = || -> Vec<Tick<RoleId>> {
            let roles = directory.roles().filter(|r| r.can_be_given());
            roles
                .map(|r| Tick {
                    key: r.id.clone(),
                    label: label(&r.id),
                    blocked: (!r.at_site()).then_some("Can be given for the whole account only"),
                })
                .collect()
        };
        let take = held.keys().filter(|r| r.as_str() != OWNER);
        let take = take.map(|r| Tick {
            key: (*r).clone(),
            label: label(r),
            blocked: None,
        });
        let lists = [
            Ticks::new("roles", give()),
            Ticks::new("roles held", take.collect()),
            Ticks::new("roles", give()),
        ];
        let common = held.iter().filter(|(_, n)| **n == all);
        self.chosen[2] = common.map(|(r, _)| (*r).clone()).collect();
        self.lists = Some(lists);
    }

    fn blocked(&self, model: &Model) -> Option<String> {
        if let Some(why) = model.no_writing() {
            return Some(why);
        }
        if self.chosen().is_empty() {
            let why = match self.mode {
                Mode::Give => "Choose at least one role to give",
                Mode::Take => "Choose at least one role to take away",
                Mode::Exactly => {
                    "Choose at least one role; to leave none, remove them from the site"
                }
            };
            return Some(why.to_owned());
        }
        let nothing = self.effect.changed == 0;
        nothing.then(|| "Everybody has it so already".to_owned())
    }

    fn wish(&self) -> Wish {
        let whom = self.crowd.whom();
        let roles: Vec<RoleId> = self.chosen().iter().cloned().collect();
        match self.mode {
            Mode::Exactly => Wish::SetContributorRoles { whom, roles },
            Mode::Give => Wish::ChangeContributorRoles {
                whom,
                give: roles,
                take: Vec::new(),
            },
            Mode::Take => Wish::ChangeContributorRoles {
                whom,
                give: Vec::new(),
                take: roles,
            },
        }
    }

    fn body(&mut self, ui: &mut Ui, directory: &Directory) {
        self.crowd.show(ui);
        let modes = [
            (Mode::Give, "Give roles"),
            (Mode::Take, "Take roles away"),
            (Mode::Exactly, "Exactly these"),
        ];
        let mut changed = segmented(ui, "What to do", &mut self.mode, &modes);
        let words = match self.mode {
            Mode::Give => "They get these roles on their sites and keep the others.",
            Mode::Take => "They lose these roles on their sites and keep the others.",
            Mode::Exactly => "They hold exactly these roles on their sites afterwards.",
        };
        text::paragraph(ui, text::muted(words));
        let at = self.at();
        if let Some(list) = self.lists.as_mut().and_then(|l| l.get_mut(at))
            && let Some(chosen) = self.chosen.get_mut(at)
        {
            if list.is_empty() {
                ui.label(text::muted("There is no role to choose"));
            } else {
                changed |= list.show(ui, chosen);
            }
        }
        if changed {
            self.effect = self.work_out(directory);
        }
        self.consequences(ui);
    }

    /// What the choice would do; looks at every row once.
    fn work_out(&self, directory: &Directory) -> Effect {
        let chosen = self.chosen();
        let mut effect = Effect::default();
        let mut lost: BTreeMap<&RoleId, usize> = BTreeMap::new();
        let mut without: (usize, Option<String>) = (0, None);
        for row in self.crowd.rows() {
            let now: BTreeSet<&RoleId> = row.roles.iter().collect();
            let then: BTreeSet<&RoleId> = match self.mode {
                Mode::Give => now.iter().copied().chain(chosen).collect(),
                Mode::Take => now
                    .iter()
                    .copied()
                    .filter(|r| !chosen.contains(*r))
                    .collect(),
                Mode::Exactly => chosen.iter().collect(),
            };
            if now == then {
                continue;
            }
            effect.changed += 1;
            effect.bare += usize::from(then.is_empty());
            for role in now.difference(&then) {
                *lost.entry(role).or_default() += 1;
            }
            if row.locations.is_empty() || then.is_empty() {
                continue;
            }
            let then: Vec<RoleId> = then.into_iter().cloned().collect();
            if let Some(why) = LimitEffect::why_nothing(directory, &then) {
                without.0 += 1;
                without.1.get_or_insert(why);
            }
        }
        let name = |(role, n): (&RoleId, usize)| (directory.role_name(role).to_owned(), n);
        effect.lost = lost.into_iter().map(name).collect();
        effect
            .lost
            .sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        effect.unbound = without.1.map(|why| (without.0, why));
        effect
    }

    fn consequences(&self, ui: &mut Ui) {
        if self.chosen().is_empty() {
            return;
        }
        let effect = &self.effect;
        if !effect.lost.is_empty() {
            let all: Vec<String> = effect
                .lost
                .iter()
                .take(6)
                .map(|(role, n)| format!("{role} ({})", grouped(*n)))
                .collect();
            let more = effect.lost.len().saturating_sub(all.len());
            let more = if more > 0 {
                format!(" and {}", count(more, "more role", "more roles"))
            } else {
                String::new()
            };
            Note::new(Tone::Warning, format!("{}{more}", all.join(", ")))
                .title("What is lost")
                .show(ui);
        }
        if effect.bare > 0 {
            let n = count(effect.bare, "entry", "entries");
            let words = format!(
                "{n} would have no role left and {} left alone: remove them from the site instead",
                if effect.bare == 1 { "is" } else { "are" }
            );
            Note::new(Tone::Info, words).show(ui);
        }
        if let Some((n, why)) = &effect.unbound {
            let title = format!(
                "{} a limit to locations without effect",
                count(*n, "entry would have", "entries would have")
            );
            Note::new(Tone::Warning, why.as_str()).title(title).show(ui);
        }
    }
}
