//! What a change of roles and locations would do to each, worked out when the choice changes.

use super::crowd::Crowd;
use super::locations_part::LocationsPart;
use super::roles_part::RolesPart;
use crate::access::{Directory, LimitEffect, LocationId, RoleId};
use crate::kit::notice::Note;
use crate::kit::tone::Tone;
use crate::model::{count, grouped};
use crate::worker::protocol::AccessRow;
use egui::Ui;
use std::collections::{BTreeMap, BTreeSet};

/// The effect on everybody.
#[derive(Debug, Default)]
pub(super) struct Effect {
    /// Roles that go away, with how many lose them.
    lost: Vec<(String, usize)>,
    /// Locations that are given up, with how many hold them.
    replaced: Vec<(String, usize)>,
    /// How many would have no role left.
    bare: usize,
    /// How many reach every location now and are limited afterwards.
    limited: usize,
    /// How many would have a limit to locations without effect, and why, for one of them.
    unbound: Option<(usize, String)>,
    /// How many change at all.
    pub(super) changed: usize,
}

impl Effect {
    /// Looks at every row once.
    pub(super) fn of(
        crowd: &Crowd,
        directory: &Directory,
        roles: Option<&RolesPart>,
        locations: Option<&LocationsPart>,
    ) -> Self {
        let roles = roles.map(RolesPart::wish).filter(|wish| !wish.is_empty());
        let mut effect = Self::default();
        let mut lost: BTreeMap<&RoleId, usize> = BTreeMap::new();
        let mut replaced: BTreeMap<&str, usize> = BTreeMap::new();
        let mut unbound: (usize, Option<String>) = (0, None);
        for row in crowd.rows() {
            let places = match locations {
                Some(part) => match part.after(row) {
                    Some(after) => after,
                    None => continue,
                },
                None => &row.locations,
            };
            let then = roles.as_ref().map(|wish| wish.after(&row.roles));
            let bare = then.as_ref().is_some_and(Vec::is_empty);
            effect.bare += usize::from(bare);
            let then = then.filter(|_| !bare);
            let moved = other(places, &row.locations);
            let new_roles = then.as_ref().is_some_and(|then| other(then, &row.roles));
            if !moved && !new_roles {
                effect.changed += usize::from(bare && locations.is_none());
                for role in row.roles.iter().filter(|_| bare) {
                    *lost.entry(role).or_default() += 1;
                }
                continue;
            }
            effect.changed += 1;
            let held = then.as_deref().unwrap_or(&row.roles);
            for role in row.roles.iter().filter(|r| !held.contains(r)) {
                *lost.entry(role).or_default() += 1;
            }
            if moved && !places.is_empty() {
                effect.limited += usize::from(row.locations.is_empty());
                for name in given_up(row, places) {
                    *replaced.entry(name).or_default() += 1;
                }
            }
            if !places.is_empty()
                && let Some(why) = LimitEffect::why_nothing(directory, held)
            {
                unbound.0 += 1;
                unbound.1.get_or_insert(why);
            }
        }
        let name = |(role, n): (&RoleId, usize)| (directory.role_name(role).to_owned(), n);
        effect.lost = lost.into_iter().map(name).collect();
        effect
            .lost
            .sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let replaced = replaced.into_iter().map(|(name, n)| (name.to_owned(), n));
        effect.replaced = replaced.collect();
        effect.unbound = unbound.1.map(|why| (unbound.0, why));
        effect
    }

    /// What is lost, replaced and without effect.
    pub(super) fn show(&self, ui: &mut Ui) {
        if !self.lost.is_empty() {
            Note::new(Tone::Warning, listed(&self.lost, 6, "role"))
                .title("What is lost")
                .show(ui);
        }
        if self.bare > 0 {
            let n = count(self.bare, "entry", "entries");
            let words = format!(
                "{n} would have no role left and {} left alone: remove them from the site instead",
                if self.bare == 1 { "is" } else { "are" }
            );
            Note::new(Tone::Info, words).show(ui);
        }
        if !self.replaced.is_empty() {
            Note::new(Tone::Warning, listed(&self.replaced, 8, "location"))
                .title("What is replaced")
                .show(ui);
        }
        if self.limited > 0 {
            let n = count(self.limited, "entry reaches", "entries reach");
            let words = format!("{n} every location now and would be limited");
            Note::new(Tone::Info, words).show(ui);
        }
        if let Some((n, why)) = &self.unbound {
            let n = count(*n, "entry", "entries");
            let title = format!("The limit to locations has no effect for {n}");
            Note::new(Tone::Warning, why.as_str()).title(title).show(ui);
        }
    }
}

fn other<T: Ord>(a: &[T], b: &[T]) -> bool {
    let set = |all| -> BTreeSet<&T> { <[T]>::iter(all).collect() };
    set(a) != set(b)
}

/// Names of the locations that somebody reaches no more.
fn given_up<'a>(row: &'a AccessRow, places: &'a [LocationId]) -> impl Iterator<Item = &'a str> {
    let held = row.locations.iter().zip(&row.location_names);
    held.filter(|(id, _)| !places.contains(id))
        .map(|(_, name)| name.as_str())
}

fn listed(all: &[(String, usize)], most: usize, what: &str) -> String {
    let first: Vec<String> = all
        .iter()
        .take(most)
        .map(|(name, n)| format!("{name} ({})", grouped(*n)))
        .collect();
    let more = match all.len().saturating_sub(most) {
        0 => String::new(),
        1 => format!(" and 1 more {what}"),
        n => format!(" and {} more {what}s", grouped(n)),
    };
    format!("{}{more}", first.join(", "))
}
