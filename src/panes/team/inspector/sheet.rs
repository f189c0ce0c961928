//! What the inspector shows, computed when the selection or the table changes: reach labels and
//! counts of sites walk through the whole directory, which no frame may do.

use crate::access::{ACCOUNT_ADMIN, Assignment, Directory, OWNER, Reach, SubjectKind, TeamEntry};
use crate::model::count;
use crate::worker::protocol::{TeamRow, TeamTable};
use std::collections::BTreeMap;

/// One assignment in words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Held {
    pub(super) role: String,
    /// Holds the whole account.
    pub(super) top: bool,
    pub(super) place: String,
    /// How far the place reaches, where it is not one site.
    pub(super) reaches: String,
    pub(super) id: String,
    /// Who holds it, if that is not the row itself.
    pub(super) holder: String,
    pub(super) kind: PlaceKind,
}

/// Kind of a place, for its icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlaceKind {
    Account,
    Site,
    Folder,
    Unknown,
}

/// Everything about one row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct One {
    pub(super) row: TeamRow,
    pub(super) held: Vec<Held>,
    /// JSON of the fields that this version does not know; empty if there are none.
    pub(super) unknown: String,
}

/// What several rows have in common.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Several {
    pub(super) names: Vec<String>,
    pub(super) common: Vec<String>,
    pub(super) some: Vec<(String, usize)>,
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
    pub(super) fn of(rows: &[u32], table: &TeamTable) -> Self {
        let row = |at: &u32| table.rows.get(*at as usize);
        match rows {
            [] => Self::Nothing,
            [at] => row(at).map_or(Self::Nothing, |r| {
                Self::One(Box::new(one(r, &table.directory)))
            }),
            several => {
                let rows: Vec<&TeamRow> = several.iter().filter_map(row).collect();
                Self::Several(together(&rows))
            }
        }
    }
}

fn one(row: &TeamRow, directory: &Directory) -> One {
    let (assignments, extra) = match &row.entry {
        TeamEntry::Member(m) => (&m.assignments, &m.extra),
        TeamEntry::Invite(i) => (&i.assignments, &i.extra),
    };
    let mut held: Vec<Held> = assignments
        .iter()
        .map(|a| words(a, row, directory))
        .collect();
    held.sort_by(|a, b| {
        let key = |h: &Held| {
            (
                !h.top,
                h.kind != PlaceKind::Account,
                h.role.clone(),
                h.place.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    let unknown = if extra.is_empty() {
        String::new()
    } else {
        serde_json::to_string_pretty(extra).unwrap_or_default()
    };
    One {
        row: row.clone(),
        held,
        unknown,
    }
}

fn words(a: &Assignment, row: &TeamRow, directory: &Directory) -> Held {
    let kind = match &a.reach {
        Reach::Account => PlaceKind::Account,
        Reach::Site { .. } => PlaceKind::Site,
        Reach::Conditions(_) => PlaceKind::Folder,
        Reach::Unknown(_) => PlaceKind::Unknown,
    };
    let sites = |n: usize| count(n, "site", "sites");
    let reaches = match (kind, directory.sites_reached(&a.reach)) {
        (PlaceKind::Site, _) => String::new(),
        (PlaceKind::Unknown, _) | (_, None) => "How many sites is not known".to_owned(),
        (_, Some(n)) => sites(n),
    };
    let top = kind == PlaceKind::Account && [OWNER, ACCOUNT_ADMIN].contains(&a.role.as_str());
    Held {
        role: directory.role_name(&a.role).to_owned(),
        top,
        place: directory.reach_label(&a.reach),
        reaches,
        id: a
            .id
            .as_ref()
            .map(|id| id.as_str().to_owned())
            .unwrap_or_default(),
        holder: holder(a, row),
        kind,
    }
}

fn holder(a: &Assignment, row: &TeamRow) -> String {
    let Some(subject) = &a.subject else {
        return String::new();
    };
    match &subject.kind {
        SubjectKind::User if subject.id == row.id => String::new(),
        SubjectKind::User => format!("Held by the user {}", subject.id),
        SubjectKind::Account => format!("Held by the account {}", subject.id),
        SubjectKind::App => format!("Held by the app {}", subject.id),
        SubjectKind::Other(kind) => format!("Held by {kind} {}", subject.id),
    }
}

fn together(rows: &[&TeamRow]) -> Several {
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        for title in &row.roles {
            *holders.entry(title).or_default() += 1;
        }
    }
    let all = |n: usize| n == rows.len();
    let (common, some): (Vec<_>, Vec<_>) = holders.into_iter().partition(|(_, n)| all(*n));
    let mut some: Vec<(String, usize)> = some.into_iter().map(|(t, n)| (t.to_owned(), n)).collect();
    some.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Several {
        names: rows.iter().take(5).map(|r| r.name.clone()).collect(),
        common: common.into_iter().map(|(t, _)| t.to_owned()).collect(),
        some,
    }
}
