//! Limit contributors of one site to some of its locations. The list replaces the one before.

use super::crowd::Crowd;
use super::ticks::{Tick, Ticks};
use crate::access::{Directory, LimitEffect, LocationId};
use crate::kit::button::Button;
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

/// Most locations that Wix takes for one contributor (contract C3).
const MOST: usize = 20;

/// The form.
#[derive(Debug)]
pub(in crate::panes::contributors) struct Locations {
    crowd: Crowd,
    list: Ticks<LocationId>,
    chosen: BTreeSet<LocationId>,
    /// Locations that are given up, with how many hold them; and how many change at all.
    lost: Vec<(String, usize)>,
    /// How many reach every location now and are limited afterwards.
    limited: usize,
    changed: usize,
    /// How many of them a limit does not bind, and why; `None` until it was worked out.
    unbound: Option<(usize, String)>,
    looked: bool,
}

impl Locations {
    pub(super) fn new(table: Arc<AccessTable>, rows: &[u32]) -> Self {
        let crowd = Crowd::new(table, rows);
        let mut held: BTreeMap<&LocationId, usize> = BTreeMap::new();
        for location in crowd.rows().flat_map(|r| &r.locations) {
            *held.entry(location).or_default() += 1;
        }
        let all = crowd.len();
        let site = crowd.rows().next().map(|r| r.site.clone());
        let known = site.and_then(|s| crowd.table().access.locations.get(&s));
        let ticks = known.into_iter().flatten().map(|l| {
            let by = match held.get(&l.id) {
                None => String::new(),
                Some(n) if all > 1 => format!(", {} of {}", grouped(*n), grouped(all)),
                Some(_) => ", now".to_owned(),
            };
            Tick {
                key: l.id.clone(),
                label: format!("{}{by}", l.label()),
                blocked: (l.archived == Some(true)).then_some("This location is archived"),
            }
        });
        let list = Ticks::new("locations", ticks.collect());
        let common = held.iter().filter(|(_, n)| **n == all);
        let chosen = common.map(|(l, _)| (*l).clone()).collect();
        let mut dialog = Self {
            list,
            chosen,
            lost: Vec::new(),
            limited: 0,
            changed: 0,
            unbound: None,
            looked: false,
            crowd,
        };
        dialog.work_out();
        dialog
    }

    /// Draws the form; false when it was answered.
    pub(super) fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) -> bool {
        let Some(team) = &cx.model.team else {
            return false;
        };
        if !self.looked {
            self.look_at_roles(&team.directory);
        }
        let title = format!("Locations of {}", self.crowd.words());
        let dialog = Dialog::new("contributor locations", title)
            .width(600.0)
            .primary(Button::primary("Make the plan…").enabled_or(self.blocked(cx.model)));
        let shown = dialog.show(ctx, |ui| self.body(ui));
        match shown.did {
            Did::Primary => {
                cx.ask(Command::MakePlan(Wish::SetContributorLocations {
                    whom: self.crowd.whom(),
                    locations: self.chosen.iter().cloned().collect(),
                }));
                false
            }
            Did::Cancel => false,
            _ => true,
        }
    }

    fn blocked(&self, model: &Model) -> Option<String> {
        if let Some(why) = model.no_writing() {
            return Some(why);
        }
        if self.chosen.len() > MOST {
            return Some(format!(
                "Wix takes at most {MOST} locations for a person; {} are chosen",
                self.chosen.len()
            ));
        }
        let nothing = self.changed == 0;
        nothing.then(|| "Everybody has it so already".to_owned())
    }

    fn look_at_roles(&mut self, directory: &Directory) {
        self.looked = true;
        let mut first = None;
        let mut n = 0;
        for row in self.crowd.rows() {
            if let Some(why) = LimitEffect::why_nothing(directory, &row.roles) {
                n += 1;
                first.get_or_insert(why);
            }
        }
        self.unbound = first.map(|why| (n, why));
    }

    /// What is lost; looks at every row once.
    fn work_out(&mut self) {
        let mut lost: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut limited, mut changed) = (0, 0);
        for row in self.crowd.rows() {
            let now: BTreeSet<&LocationId> = row.locations.iter().collect();
            let then: BTreeSet<&LocationId> = self.chosen.iter().collect();
            if now == then {
                continue;
            }
            changed += 1;
            limited += usize::from(now.is_empty());
            if then.is_empty() {
                continue;
            }
            for (id, name) in row.locations.iter().zip(&row.location_names) {
                if !self.chosen.contains(id) {
                    *lost.entry(name).or_default() += 1;
                }
            }
        }
        let lost = lost.into_iter().map(|(name, n)| (name.to_owned(), n));
        self.lost = lost.collect();
        (self.limited, self.changed) = (limited, changed);
    }

    fn body(&mut self, ui: &mut Ui) {
        self.crowd.show(ui);
        let words = "They reach exactly these locations of the site afterwards. What they were \
                     limited to before is replaced.";
        text::paragraph(ui, text::muted(words));
        if self.list.show(ui, &mut self.chosen) {
            self.work_out();
        }
        if self.chosen.is_empty() {
            let words = "No location is chosen: the limit ends, and they reach every location";
            Note::new(Tone::Info, words).show(ui);
        }
        if !self.lost.is_empty() {
            let all: Vec<String> = self
                .lost
                .iter()
                .take(8)
                .map(|(name, n)| format!("{name} ({})", grouped(*n)))
                .collect();
            let more = self.lost.len().saturating_sub(all.len());
            let more = if more > 0 {
                format!(" and {}", count(more, "more location", "more locations"))
            } else {
                String::new()
            };
            Note::new(Tone::Warning, format!("{}{more}", all.join(", ")))
                .title("What is replaced")
                .show(ui);
        }
        if self.limited > 0 && !self.chosen.is_empty() {
            let n = count(self.limited, "person reaches", "people reach");
            let words = format!("{n} every location now and would be limited");
            Note::new(Tone::Info, words).show(ui);
        }
        if let Some((n, why)) = self.unbound.as_ref().filter(|_| !self.chosen.is_empty()) {
            let title = format!(
                "The limit has no effect for {}",
                count(*n, "person", "people")
            );
            Note::new(Tone::Warning, why.as_str()).title(title).show(ui);
        }
    }
}
