//! One role with everybody who holds it, or two of them side by side.

use crate::kit::button::link;
use crate::kit::{layout, text};
use crate::model::{Ask, count, grouped};
use crate::panes::Cx;
use crate::worker::protocol::{Holder, RoleRow, RolesTable, Where};
use egui::Ui;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Holders that are drawn before the rest is asked for.
const FIRST: usize = 20;
/// Names in each part of a comparison.
const NAMES: usize = 8;

/// A part of a comparison.
#[derive(Debug, Default)]
struct Part {
    title: String,
    people: Vec<String>,
    sites: Vec<String>,
}

/// What the inspector keeps between frames.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    made_for: Option<(Arc<RolesTable>, usize, usize)>,
    parts: Vec<Part>,
    all: bool,
}

impl Sheet {
    fn follow(&mut self, table: &Arc<RolesTable>, a: usize, b: usize) {
        let same = self
            .made_for
            .as_ref()
            .is_some_and(|(t, x, y)| Arc::ptr_eq(t, table) && (*x, *y) == (a, b));
        if same {
            return;
        }
        self.made_for = Some((Arc::clone(table), a, b));
        self.all = false;
        self.parts = match (table.rows.get(a), table.rows.get(b)) {
            (Some(x), Some(y)) if a != b => compare(table, x, y),
            _ => Vec::new(),
        };
    }

    /// One role; first who holds it at a place, if one is chosen.
    pub(super) fn one(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        table: &Arc<RolesTable>,
        (at, spot): (usize, Option<usize>),
    ) {
        self.follow(table, at, at);
        let Some(row) = table.rows.get(at) else {
            return;
        };
        text::paragraph(ui, text::heading(row.title.as_str()));
        if let Some(spot) = spot {
            here(ui, table, row, (at, spot));
        }
        if !row.role.description.is_empty() {
            text::paragraph(ui, text::muted(row.role.description.as_str()));
        }
        if layout::key_value_copy(ui, "Id", row.role.id.as_str()) {
            cx.ask(Ask::Copy(row.role.id.as_str().to_owned()));
        }
        layout::key_value(
            ui,
            "Kind",
            if row.role.custom {
                "Custom"
            } else {
                "Predefined"
            },
        );
        layout::key_value(ui, "May be given", row.level);
        layout::key_value(ui, "People", &grouped(row.people.len()));
        let reach = if row.unclear {
            format!("{}, and limits not known", grouped(row.sites.len()))
        } else {
            grouped(row.sites.len())
        };
        layout::key_value(ui, "Sites reached", &reach);
        text::paragraph(
            ui,
            text::small_muted("Wix does not tell what a role permits inside a site."),
        );
        ui.add_space(6.0);
        self.holders(ui, row);
    }

    fn holders(&mut self, ui: &mut Ui, row: &RoleRow) {
        let n = row.holders.len();
        if n == 0 {
            ui.label(text::caption("Held by nobody"));
            return;
        }
        let shown = if self.all { n } else { n.min(FIRST) };
        let mut last: Option<Where> = None;
        for holder in row.holders.iter().take(shown) {
            if last != Some(holder.held) {
                last = Some(holder.held);
                let head = format!(
                    "{} ({})",
                    holder.held.words(),
                    grouped(row.count(holder.held))
                );
                ui.label(text::caption(head));
            }
            ui.scope(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                text::ellipsis(ui, text::body(holder.name.as_str()));
                text::ellipsis(ui, text::small_muted(holder.place.as_str()));
            });
        }
        if shown < n && link(ui, &format!("Show all {}", grouped(n))).clicked() {
            self.all = true;
        }
    }

    /// Two roles side by side.
    pub(super) fn two(&mut self, ui: &mut Ui, table: &Arc<RolesTable>, a: usize, b: usize) {
        self.follow(table, a, b);
        ui.label(text::heading("Side by side"));
        for part in &self.parts {
            ui.add_space(4.0);
            text::paragraph(ui, text::strong(part.title.as_str()));
            list(ui, "person", "people", &part.people);
            list(ui, "site", "sites", &part.sites);
            layout::rule(ui);
        }
        text::paragraph(
            ui,
            text::small_muted(
                "Compared by who holds them and which sites that reaches. Invites do not count \
                 until they are accepted.",
            ),
        );
    }
}

/// Who holds the role at this place.
fn here(ui: &mut Ui, table: &RolesTable, row: &RoleRow, (at, spot): (usize, usize)) {
    let Some(place) = table.by_site.spots.get(spot) else {
        return;
    };
    let all = table.by_site.count(at, spot) as usize;
    let people = match all {
        0 => "nobody".to_owned(),
        n => count(n, "person", "people"),
    };
    let words = format!("{}: {people}", place.name());
    text::paragraph(ui, text::strong(words));
    let given =
        |h: &&Holder| matches!(h.held, Where::Team | Where::Site) && h.place == place.name();
    // The same person can hold it twice there.
    let named: BTreeSet<(&str, &str)> = row
        .holders
        .iter()
        .filter(given)
        .map(|h| (h.name.as_str(), h.person.as_str()))
        .collect();
    for (name, _) in named.iter().take(NAMES) {
        text::ellipsis(ui, text::body(*name));
    }
    if named.len() > NAMES {
        let more = format!("and {} more", grouped(named.len() - NAMES));
        ui.label(text::muted(more));
    }
    let through = all.saturating_sub(named.len());
    if through > 0 {
        let words = format!("{} through a folder", count(through, "person", "people"));
        ui.label(text::muted(words));
    }
    layout::rule(ui);
}

fn list(ui: &mut Ui, one: &str, many: &str, all: &[String]) {
    ui.label(text::caption(count(all.len(), one, many)));
    for name in all.iter().take(NAMES) {
        text::ellipsis(ui, text::body(name.as_str()));
    }
    if all.len() > NAMES {
        let more = format!("and {} more", grouped(all.len() - NAMES));
        ui.label(text::muted(more));
    }
}

fn compare(table: &RolesTable, a: &RoleRow, b: &RoleRow) -> Vec<Part> {
    let names: std::collections::BTreeMap<&str, &str> = table
        .people
        .rows
        .iter()
        .map(|r| (r.id.as_str(), r.name.as_str()))
        .collect();
    let people = |ids: Vec<&String>| {
        let mut all: Vec<String> = ids
            .into_iter()
            .map(|id| (*names.get(id.as_str()).unwrap_or(&id.as_str())).to_owned())
            .collect();
        all.sort();
        all
    };
    let site = |ids: Vec<&crate::access::SiteId>| {
        let names = ids.into_iter().map(|s| table.people.directory.site_name(s));
        let all: BTreeSet<String> = names.map(str::to_owned).collect();
        all.into_iter().collect()
    };
    vec![
        Part {
            title: format!("Only {}", a.title),
            people: people(a.people.difference(&b.people).collect()),
            sites: site(a.sites.difference(&b.sites).collect()),
        },
        Part {
            title: format!("Only {}", b.title),
            people: people(b.people.difference(&a.people).collect()),
            sites: site(b.sites.difference(&a.sites).collect()),
        },
        Part {
            title: "Both".to_owned(),
            people: people(a.people.intersection(&b.people).collect()),
            sites: site(a.sites.intersection(&b.sites).collect()),
        },
    ]
}
