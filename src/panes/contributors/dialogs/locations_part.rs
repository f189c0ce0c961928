//! Which locations are reached: on one site by location, on several sites by name, since every
//! location belongs to one site.

use super::crowd::Crowd;
use super::ticks::{Tick, Ticks};
use crate::access::{Location, LocationId, SiteId};
use crate::kit::notice::Note;
use crate::kit::text;
use crate::kit::tone::Tone;
use crate::model::{count, grouped};
use crate::plan::{LocationsWish, MOST_LOCATIONS, NamedLocations};
use crate::worker::protocol::AccessRow;
use egui::Ui;
use std::collections::{BTreeMap, BTreeSet};

/// What can be ticked: a location of the one site, or a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Id(LocationId),
    Name(String),
}

/// The part of the form.
#[derive(Debug)]
pub(super) struct LocationsPart {
    list: Ticks<Key>,
    chosen: BTreeSet<Key>,
    /// Names as they are written.
    labels: BTreeMap<Key, String>,
    /// The sites, with their names and locations.
    sites: BTreeMap<SiteId, (String, Vec<Location>)>,
    /// What the choice means on each site.
    meant: BTreeMap<SiteId, NamedLocations>,
}

/// A name and where it is.
#[derive(Default)]
struct Spread {
    label: String,
    sites: BTreeSet<SiteId>,
    open: bool,
    held: usize,
}

impl LocationsPart {
    pub(super) fn new(crowd: &Crowd) -> Self {
        let of = |r: &AccessRow| {
            let known = crowd.table().access.locations.get(&r.site);
            let known = known.cloned().unwrap_or_default();
            (r.site.clone(), (r.site_name.clone(), known))
        };
        let mut sites: BTreeMap<SiteId, (String, Vec<Location>)> = BTreeMap::new();
        for row in crowd.rows() {
            if !sites.contains_key(&row.site) {
                sites.extend([of(row)]);
            }
        }
        let mut held: BTreeMap<(&SiteId, &LocationId), usize> = BTreeMap::new();
        for row in crowd.rows() {
            for location in &row.locations {
                *held.entry((&row.site, location)).or_default() += 1;
            }
        }
        let single = sites.len() == 1;
        let mut spread: BTreeMap<Key, Spread> = BTreeMap::new();
        for (site, (_, locations)) in &sites {
            for location in locations {
                let key = if single {
                    Key::Id(location.id.clone())
                } else {
                    Key::Name(location.label().trim().to_lowercase())
                };
                let one = spread.entry(key).or_default();
                location.label().clone_into(&mut one.label);
                one.sites.insert(site.clone());
                one.open |= location.archived != Some(true);
                one.held += held.get(&(site, &location.id)).copied().unwrap_or(0);
            }
        }
        let all = crowd.len();
        let label = |one: &Spread| {
            let at = if single || one.sites.len() == sites.len() {
                String::new()
            } else {
                let of = count(sites.len(), "site", "sites");
                format!(", at {} of {of}", grouped(one.sites.len()))
            };
            let by = match one.held {
                0 => String::new(),
                n if all > 1 => format!(", held by {} of {}", grouped(n), grouped(all)),
                _ => ", now".to_owned(),
            };
            format!("{}{at}{by}", one.label)
        };
        let ticks = spread.iter().map(|(key, one)| Tick {
            key: key.clone(),
            label: label(one),
            blocked: (!one.open).then_some("This location is archived"),
        });
        let list = Ticks::new("locations", ticks.collect());
        let common = spread.iter().filter(|(_, one)| one.held == all && one.open);
        let chosen = common.map(|(key, _)| key.clone()).collect();
        let labels = spread.into_iter().map(|(key, one)| (key, one.label));
        let mut part = Self {
            list,
            chosen,
            labels: labels.collect(),
            sites,
            meant: BTreeMap::new(),
        };
        part.work_out();
        part
    }

    /// Whether there is anything to choose.
    pub(super) fn any(&self) -> bool {
        !self.list.is_empty()
    }

    fn names(&self) -> Vec<String> {
        let names = self.chosen.iter().filter(|k| matches!(k, Key::Name(_)));
        names.filter_map(|k| self.labels.get(k)).cloned().collect()
    }

    /// What the choice means on every site.
    fn work_out(&mut self) {
        let names = self.names();
        let id = |key: &Key| match key {
            Key::Id(id) => Some(id.clone()),
            Key::Name(_) => None,
        };
        let ids: Vec<LocationId> = self.chosen.iter().filter_map(id).collect();
        let on = |(site, (_, known)): (&SiteId, &(String, Vec<Location>))| {
            let mut meant = NamedLocations::of(known, &names);
            meant.found.extend(ids.iter().cloned());
            (site.clone(), meant)
        };
        self.meant = self.sites.iter().map(on).collect();
    }

    /// The locations of somebody afterwards; `None` where the site has none of them, or where a
    /// name is not clear: there nobody is changed.
    pub(super) fn after(&self, row: &AccessRow) -> Option<&[LocationId]> {
        let meant = self.meant.get(&row.site)?;
        let meets = self.ends() || !meant.found.is_empty();
        let clear = meets && meant.several.is_empty();
        clear.then_some(meant.found.as_slice())
    }

    /// Whether the limit ends.
    pub(super) fn ends(&self) -> bool {
        self.chosen.is_empty()
    }

    /// Why Wix would not take it.
    pub(super) fn blocked(&self) -> Option<String> {
        let most = self.meant.values().map(|m| m.found.len()).max();
        let n = most.filter(|n| *n > MOST_LOCATIONS)?;
        Some(format!(
            "Wix takes at most {MOST_LOCATIONS} locations for a person; {n} are chosen"
        ))
    }

    /// What is wished.
    pub(super) fn wish(&self) -> LocationsWish {
        match self.meant.values().next() {
            Some(meant) if self.sites.len() == 1 => LocationsWish::These(meant.found.clone()),
            _ => LocationsWish::Named(self.names()),
        }
    }

    /// Draws it; true when something was changed.
    pub(super) fn show(&mut self, ui: &mut Ui) -> bool {
        let words = if self.sites.len() == 1 {
            "They reach exactly these locations of the site afterwards. What they were limited to \
             before is replaced."
        } else {
            "On each site they reach exactly its locations with these names afterwards. What they \
             were limited to before is replaced."
        };
        text::paragraph(ui, text::muted(words));
        let changed = self.list.show(ui, &mut self.chosen);
        if changed {
            self.work_out();
        }
        if self.ends() {
            let words = "No location is chosen: the limit ends, and they reach every location";
            Note::new(Tone::Info, words).show(ui);
        }
        self.show_gaps(ui);
        changed
    }

    /// At which sites a name does not exist, or says too little.
    fn show_gaps(&self, ui: &mut Ui) {
        let mut missing: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut several: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (site, meant) in &self.meant {
            let Some((site, _)) = self.sites.get(site) else {
                continue;
            };
            for name in &meant.missing {
                missing.entry(name).or_default().push(site);
            }
            for name in &meant.several {
                several.entry(name).or_default().push(site);
            }
        }
        let lines = |gaps: &BTreeMap<&str, Vec<&str>>| -> String {
            let all = gaps.iter().take(5);
            let all = all.map(|(name, at)| format!("{name}: {}", sites_named(at)));
            all.collect::<Vec<_>>().join("\n")
        };
        let nowhere = self.meant.values().filter(|m| m.found.is_empty()).count();
        if !missing.is_empty() {
            let rest = if nowhere > 0 {
                let n = count(nowhere, "site has", "sites have");
                format!("\n{n} none of them: nobody is changed there")
            } else {
                String::new()
            };
            Note::new(Tone::Warning, format!("{}{rest}", lines(&missing)))
                .title("Sites without these locations")
                .show(ui);
        }
        if !several.is_empty() {
            let words = format!("{}\nNobody is changed there", lines(&several));
            Note::new(Tone::Warning, words)
                .title("Several locations have the same name")
                .show(ui);
        }
    }
}

/// The first names, and how many there are.
fn sites_named(sites: &[&str]) -> String {
    let first = sites.iter().take(3).copied().collect::<Vec<_>>();
    match sites.len() - first.len() {
        0 => first.join(", "),
        n => format!(
            "{} and {}",
            first.join(", "),
            count(n, "more site", "more sites")
        ),
    }
}
