//! What the inspector shows, computed when the selection or a table changes: contributors and
//! limits of a site are gathered from its rows, which no frame may do.

use super::rows_of;
use crate::access::Location;
use crate::worker::protocol::{AccessRow, AccessTable, SiteRow, SitesTable};

/// Contributors that are listed; more are counted.
const FIRST: usize = 12;
/// People that are named beside a location; more are counted.
const NAMED: usize = 6;
/// Names of a selection that are listed.
const NAMES: usize = 8;

/// One contributor.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) roles: String,
    /// Owner, limits, or what is odd about it.
    pub(super) note: String,
}

/// One location, and who is limited to it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    pub(super) name: String,
    pub(super) address: String,
    pub(super) default: bool,
    /// `Ana Díaz, Bo Chen and 3 more`; empty if nobody is.
    pub(super) limited: String,
    pub(super) people: usize,
    /// For whom of them the limit does nothing, in the same words.
    pub(super) no_effect: String,
    /// Why it does nothing.
    pub(super) why: String,
}

/// Everything about one site.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct One {
    pub(super) row: SiteRow,
    /// The first contributors.
    pub(super) people: Vec<Person>,
    /// All that were read.
    pub(super) contributors: usize,
    /// Those who are limited to some location.
    pub(super) limited: usize,
    /// Those whose limit does nothing.
    pub(super) no_effect: usize,
    pub(super) open: Vec<Place>,
    pub(super) archived: Vec<Place>,
}

/// What several sites have in common.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Several {
    pub(super) names: Vec<String>,
    pub(super) sites: usize,
    /// Contributors in all, as Query Sites tells them.
    pub(super) contributors: usize,
    /// Sites that nobody contributes to, that were read, read in part, and never read.
    pub(super) empty: usize,
    pub(super) read: usize,
    pub(super) part: usize,
    pub(super) unread: usize,
    pub(super) locations: usize,
}

/// What is shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Sheet {
    /// Nothing is selected.
    #[default]
    Nothing,
    One(Box<One>),
    Several(Several),
}

impl Sheet {
    /// What to show of these rows.
    pub(super) fn of(rows: &[u32], sites: &SitesTable, access: Option<&AccessTable>) -> Self {
        let row = |at: &u32| sites.rows.get(*at as usize);
        match rows {
            [] => Self::Nothing,
            [one_row] => {
                row(one_row).map_or(Self::Nothing, |row| Self::One(Box::new(one(row, access))))
            }
            several => Self::Several(together(several.iter().filter_map(row))),
        }
    }
}

fn one(row: &SiteRow, access: Option<&AccessTable>) -> One {
    let rows = access.map_or(&[][..], |table| rows_of(table, &row.name, &row.site.id));
    let (archived, open): (Vec<&Location>, Vec<&Location>) =
        row.locations.iter().partition(|l| l.archived == Some(true));
    let mut places: [Vec<Place>; 2] =
        [open, archived].map(|all| all.into_iter().map(|l| place(l, rows)).collect());
    for list in &mut places {
        list.sort_by_cached_key(|p| (!p.default, p.name.to_lowercase()));
    }
    let [open, archived] = places;
    // Whom nobody can name comes last.
    let known = rows.iter().filter(|r| !r.name_from.is_empty());
    let others = rows.iter().filter(|r| r.name_from.is_empty());
    One {
        people: known.chain(others).take(FIRST).map(person).collect(),
        contributors: rows.len(),
        limited: rows.iter().filter(|r| !r.locations.is_empty()).count(),
        no_effect: rows.iter().filter(|r| r.no_effect.is_some()).count(),
        open,
        archived,
        row: row.clone(),
    }
}

fn person(row: &AccessRow) -> Person {
    let note = match (row.owns, row.locations.len(), &row.no_effect) {
        (_, _, Some(_)) => "The limit to locations has no effect".to_owned(),
        (true, ..) => "Owns the site".to_owned(),
        (_, 0, _) => String::new(),
        (_, 1, _) => format!("Limited to {}", row.location_names.join(", ")),
        (_, n, _) => format!("Limited to {n} locations"),
    };
    Person {
        name: row.name.clone(),
        id: row.account.as_str().to_owned(),
        roles: if row.role_titles.is_empty() {
            "No role was told".to_owned()
        } else {
            row.role_titles.join(", ")
        },
        note,
    }
}

fn place(location: &Location, rows: &[AccessRow]) -> Place {
    let there: Vec<&AccessRow> = rows
        .iter()
        .filter(|r| r.locations.contains(&location.id))
        .collect();
    let idle: Vec<&AccessRow> = there
        .iter()
        .copied()
        .filter(|r| r.no_effect.is_some())
        .collect();
    Place {
        name: location.label().to_owned(),
        address: location.address.clone().unwrap_or_default(),
        default: location.default == Some(true),
        limited: named(&there),
        people: there.len(),
        no_effect: named(&idle),
        why: idle
            .first()
            .and_then(|r| r.no_effect.clone())
            .unwrap_or_default(),
    }
}

/// `Ana Díaz, Bo Chen and 3 more`.
fn named(rows: &[&AccessRow]) -> String {
    let names: Vec<&str> = rows.iter().take(NAMED).map(|r| r.name.as_str()).collect();
    let more = rows.len().saturating_sub(NAMED);
    if more == 0 {
        names.join(", ")
    } else {
        format!("{} and {more} more", names.join(", "))
    }
}

fn together<'a>(rows: impl Iterator<Item = &'a SiteRow>) -> Several {
    let mut all = Several::default();
    for row in rows {
        all.sites += 1;
        if all.names.len() < NAMES {
            all.names.push(row.name.clone());
        }
        all.contributors += row.contributors;
        all.locations += row.locations.len();
        match (row.contributors, row.read) {
            (_, Some((_, true))) => all.read += 1,
            (_, Some((_, false))) => all.part += 1,
            (0, None) => all.empty += 1,
            (_, None) => all.unread += 1,
        }
    }
    all
}
