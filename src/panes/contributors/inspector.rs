//! Everything about the selection, at the right.

use super::Contributors;
use super::picked::{Chosen, Deed};
use super::rows::face;
use crate::access::AccountId;
use crate::kit::button::{Button, link};
use crate::kit::icons::Icon;
use crate::kit::notice::Note;
use crate::kit::state::{Kind, State};
use crate::kit::tokens::size;
use crate::kit::tone::Tone;
use crate::kit::{a11y, avatar, badge, layout, text};
use crate::model::{Ask, count, grouped};
use crate::panes::Cx;
use crate::panes::listing::Listing;
use crate::worker::protocol::{AccessTable, PersonRow};
use egui::Ui;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Sites that are drawn before the rest is asked for.
const FIRST: usize = 20;

/// What is shown.
#[derive(Debug, Default)]
enum Sheet {
    /// Nothing is selected.
    #[default]
    Nothing,
    One(Box<PersonRow>),
    Several(Several),
}

/// What several people have in common.
#[derive(Debug, Default)]
struct Several {
    people: usize,
    sites: usize,
    names: Vec<String>,
    roles: Vec<(String, usize)>,
    without_effect: usize,
}

/// What the inspector keeps between frames.
#[derive(Debug, Default)]
pub(super) struct Inspector {
    sheet: Sheet,
    made_for: Option<(Arc<AccessTable>, Vec<u32>)>,
    /// Show every site, not only the first ones.
    all: bool,
}

impl Inspector {
    fn follow(&mut self, table: &Arc<AccessTable>, chosen: &Chosen) {
        let same = self
            .made_for
            .as_ref()
            .is_some_and(|(t, rows)| Arc::ptr_eq(t, table) && *rows == chosen.rows);
        if same {
            return;
        }
        self.sheet = match chosen.person(table) {
            Some(person) => Sheet::One(Box::new(person.clone())),
            None if chosen.rows.is_empty() => Sheet::Nothing,
            None => Sheet::Several(several(table, chosen)),
        };
        self.made_for = Some((Arc::clone(table), chosen.rows.clone()));
        self.all = false;
    }
}

fn several(table: &AccessTable, picked: &Chosen) -> Several {
    let mut roles: BTreeMap<&str, usize> = BTreeMap::new();
    let mut sites = std::collections::BTreeSet::new();
    let mut without_effect = 0;
    for row in picked
        .rows
        .iter()
        .filter_map(|r| table.rows.get(*r as usize))
    {
        sites.insert(&row.site);
        without_effect += usize::from(row.no_effect.is_some());
        for title in &row.role_titles {
            *roles.entry(title).or_default() += 1;
        }
    }
    let mut roles: Vec<(String, usize)> =
        roles.into_iter().map(|(t, n)| (t.to_owned(), n)).collect();
    roles.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let name = |id: &AccountId| table.persons.person(id).map(|p| p.name.clone());
    Several {
        people: picked.accounts.len(),
        sites: sites.len(),
        names: picked.accounts.iter().take(5).filter_map(name).collect(),
        roles,
        without_effect,
    }
}

/// Draws the details of the selection.
pub(super) fn show(
    own: &mut Contributors,
    list: &mut Listing<AccessTable>,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &Arc<AccessTable>,
) {
    // Taken out while it is drawn, so that its buttons can act on the pane.
    let mut shown = std::mem::take(&mut own.inspector);
    shown.follow(table, &own.chosen);
    let deed = match &shown.sheet {
        Sheet::Nothing => {
            State::new(Kind::Empty, "Select somebody to see what they reach")
                .detail("Click a row, or move with the arrow keys. Ctrl and Shift select several.")
                .show(ui);
            None
        }
        Sheet::One(person) => one(&own.chosen, ui, cx, table, person, &mut shown.all),
        Sheet::Several(several) => {
            together(&own.chosen, ui, several);
            let copies = Button::quiet("Copy as lines").icon(Icon::Copy).flush();
            if copies.show(ui).clicked() {
                list.copy(own, cx);
            }
            roles(ui, several);
            deeds(&own.chosen, ui, cx)
        }
    };
    own.inspector = shown;
    if let Some(deed) = deed {
        list.begin(own, deed.place(), cx);
    }
}

fn one(
    chosen: &Chosen,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    table: &AccessTable,
    person: &PersonRow,
    all: &mut bool,
) -> Option<Deed> {
    let known = !person.name_from.is_empty();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 12.0;
        let kind = face(&person.name_from);
        avatar::show(ui, kind, person.account.as_str(), &person.name, 40.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let heading = if known {
                person.name.as_str()
            } else {
                "Nobody tells who this is"
            };
            text::ellipsis(ui, text::heading(heading));
            let words = if known {
                format!("Known from {}", person.name_from)
            } else {
                "Wix tells the id alone".to_owned()
            };
            text::ellipsis(ui, text::small_muted(words));
        });
    });
    ui.add_space(6.0);
    if layout::key_value_copy(ui, "Address", &person.email) {
        cx.ask(Ask::Copy(person.email.clone()));
    }
    if layout::key_value_copy(ui, "Account", person.account.as_str()) {
        cx.ask(Ask::Copy(person.account.as_str().to_owned()));
    }
    let naming = Button::quiet("Name this account…")
        .flush()
        .icon(Icon::Edit)
        .enabled_or(chosen.blocked(Deed::Name, cx.model))
        .show(ui)
        .clicked();
    ui.add_space(6.0);
    places(chosen, ui, table, person, all);
    let deed = deeds(chosen, ui, cx);
    naming.then_some(Deed::Name).or(deed)
}

/// Every site of the account, the selected ones first.
fn places(chosen: &Chosen, ui: &mut Ui, table: &AccessTable, person: &PersonRow, all: &mut bool) {
    let n = person.rows.len();
    ui.label(text::caption(format!("On {}", count(n, "site", "sites"))));
    let selected = &chosen.rows;
    let is_in = |r: &&u32| selected.binary_search(r).is_ok();
    let rows = person.rows.iter().filter(is_in);
    let others = person.rows.iter().filter(|r| !is_in(r));
    let shown = if *all { n } else { n.min(FIRST) };
    for at in rows.chain(others).take(shown) {
        let Some(row) = table.rows.get(*at as usize) else {
            continue;
        };
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let is_chosen = selected.binary_search(at).is_ok();
            let mark = if row.owns {
                Some("Owner")
            } else {
                (is_chosen && selected.len() < n).then_some("Selected")
            };
            let room = mark.map_or(0.0, |m| badge::width(ui, m) + 8.0);
            ui.scope(|ui| {
                ui.set_max_width((ui.available_width() - room).max(24.0));
                text::ellipsis(ui, text::strong(row.site_name.as_str()));
            });
            if let Some(mark) = mark {
                let tone = if row.owns { Tone::Neutral } else { Tone::Info };
                badge::badge(ui, mark, tone);
            }
        });
        let roles = if row.role_titles.is_empty() {
            row.no_roles.to_owned()
        } else {
            row.role_titles.join(", ")
        };
        text::paragraph(ui, text::body(roles));
        if !row.location_names.is_empty() {
            let words = format!("Only {}", row.location_names.join(", "));
            text::paragraph(ui, text::small_muted(words));
        }
        if let Some(why) = &row.no_effect {
            ui.add_space(3.0);
            Note::new(Tone::Warning, why.as_str())
                .title("The limit has no effect")
                .show(ui);
        }
        ui.add_space(3.0);
        layout::rule(ui);
        ui.add_space(5.0);
    }
    ui.spacing_mut().item_spacing.y = 6.0;
    if shown < n {
        let response = link(ui, &format!("Show all {n}"));
        a11y::describe(&response, "Sites");
        if response.clicked() {
            *all = true;
        }
    }
}

/// Draws the buttons; gives the deed that was pressed.
fn deeds(chosen: &Chosen, ui: &mut Ui, cx: &Cx<'_>) -> Option<Deed> {
    ui.add_space(size::STEP);
    let blocked = |deed: Deed| chosen.blocked(deed, cx.model);
    let first = vec![
        Button::secondary("Change roles…")
            .icon(Icon::Edit)
            .enabled_or(blocked(Deed::Roles)),
        Button::secondary("Locations…").enabled_or(blocked(Deed::Locations)),
    ];
    let sites = chosen.sites.len();
    let words = format!("Remove from {}…", count(sites, "site", "sites"));
    let last = vec![
        Button::secondary(words)
            .icon(Icon::RemovePerson)
            .enabled_or(blocked(Deed::Remove)),
    ];
    let first = layout::buttons(ui, first);
    let first = first.and_then(|at| [Deed::Roles, Deed::Locations].get(at).copied());
    let last = layout::buttons(ui, last).map(|_| Deed::Remove);
    if let Some(words) = chosen.left_out() {
        text::paragraph(ui, text::small_muted(words));
    }
    first.or(last)
}

fn together(chosen: &Chosen, ui: &mut Ui, several: &Several) {
    let words = count(several.people, "person", "people");
    ui.label(text::heading(format!("{words} selected")));
    let on = format!(
        "On {}, {} in all",
        count(several.sites, "site", "sites"),
        count(chosen.rows.len(), "entry", "entries")
    );
    text::paragraph(ui, text::muted(on));
    ui.add_space(4.0);
    for name in &several.names {
        text::ellipsis(ui, text::body(name.as_str()));
    }
    let more = several.people.saturating_sub(several.names.len());
    if more > 0 {
        ui.label(text::muted(format!("and {} more", grouped(more))));
    }
}

fn roles(ui: &mut Ui, several: &Several) {
    if several.without_effect > 0 {
        let n = count(several.without_effect, "entry has", "entries have");
        Note::new(
            Tone::Warning,
            format!("{n} a limit to locations that has no effect"),
        )
        .show(ui);
    }
    ui.add_space(6.0);
    ui.label(text::caption("Roles, and how many entries hold them"));
    for (title, n) in several.roles.iter().take(12) {
        layout::key_value(ui, title, &grouped(*n));
    }
    if several.roles.len() > 12 {
        ui.label(text::muted(format!(
            "and {} more",
            several.roles.len() - 12
        )));
    }
}
