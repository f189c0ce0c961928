//! Hits, and where they lead.

use super::super::commands::UiCommand;
use crate::access::SiteId;
use crate::journal::RunId;
use crate::kit::finder;
use crate::kit::icons::Icon;
use crate::model::{Route, grouped};
use crate::worker::protocol::{FoundAt, FoundGroup, FoundKind};
use egui::KeyboardShortcut;

/// Where a hit leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A row of a list.
    Row(Route, u32),
    /// A member of a site.
    Member(SiteId, u32),
    /// A list, searched for this text.
    All(Route, String),
    /// A review.
    Review(String),
    /// A run.
    Run(RunId),
    /// A section of the settings.
    Section(&'static str),
    /// A topic of the help.
    Topic(&'static str),
    /// A command.
    Command(UiCommand),
}

/// One hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) icon: Icon,
    pub(super) title: String,
    pub(super) detail: String,
    pub(super) keys: Option<KeyboardShortcut>,
    pub(super) blocked: Option<String>,
    pub(super) target: Target,
}

impl Hit {
    pub(super) fn new(icon: Icon, title: impl Into<String>, target: Target) -> Self {
        Self {
            icon,
            title: title.into(),
            detail: String::new(),
            keys: None,
            blocked: None,
            target,
        }
    }

    pub(super) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    fn row(&self) -> finder::Row {
        finder::Row {
            icon: self.icon,
            title: self.title.clone(),
            detail: self.detail.clone(),
            keys: self.keys,
            blocked: self.blocked.clone(),
        }
    }
}

/// Hits in their groups.
#[derive(Debug, Default)]
pub(super) struct Hits {
    all: Vec<(String, String, Vec<Hit>)>,
    /// How many were found, shown or not.
    pub(super) total: usize,
    /// They belong to the text before the newest one.
    pub(super) stale: bool,
}

/// The pane of a kind, and its picture.
fn place(kind: FoundKind) -> (Route, Icon, &'static str) {
    match kind {
        FoundKind::Person => (Route::People, Icon::Person, "People"),
        FoundKind::Site => (Route::Sites, Icon::Sites, "Sites"),
        FoundKind::Contributor => (Route::Contributors, Icon::Contributors, "Contributors"),
        FoundKind::Invite => (Route::Invites, Icon::Invites, "Invites"),
        FoundKind::Role => (Route::Roles, Icon::Roles, "Roles"),
        FoundKind::Location => (Route::Sites, Icon::Place, "Locations"),
        FoundKind::Member => (Route::Members, Icon::Members, "Members"),
        FoundKind::Account => (Route::Accounts, Icon::Accounts, "Accounts"),
        FoundKind::Finding => (Route::Rules, Icon::Flag, "Findings of house rules"),
    }
}

impl Hits {
    /// Adds a group, unless it is empty.
    pub(super) fn add(&mut self, title: &str, hits: Vec<Hit>) {
        self.total += hits.len();
        self.next(title, hits);
    }

    /// Adds a group of what was not looked for.
    pub(super) fn next(&mut self, title: &str, hits: Vec<Hit>) {
        if !hits.is_empty() {
            self.all.push((title.to_owned(), String::new(), hits));
        }
    }

    /// Adds what the worker found of one kind.
    pub(super) fn found(&mut self, group: &FoundGroup, text: &str) {
        let (route, icon, title) = place(group.kind);
        let hit = |row: &crate::worker::protocol::FoundRow| {
            let target = match &row.at {
                FoundAt::Row(number) => Target::Row(route, *number),
                FoundAt::Member(site, number) => Target::Member(site.clone(), *number),
            };
            Hit::new(icon, row.title.clone(), target).detail(row.detail.clone())
        };
        let mut hits: Vec<Hit> = group.rows.iter().map(hit).collect();
        let shown = hits.len();
        let whole = !matches!(group.kind, FoundKind::Location | FoundKind::Member);
        if group.total > shown && whole {
            let words = format!("Show all {} in {}", grouped(group.total), route.title());
            hits.push(Hit::new(
                Icon::Search,
                words,
                Target::All(route, text.to_owned()),
            ));
        }
        let count = if group.total > shown {
            format!("{shown} of {}", grouped(group.total))
        } else {
            grouped(group.total)
        };
        self.total += group.total;
        self.all.push((title.to_owned(), count, hits));
    }

    /// Nothing can be chosen before the newest text is answered.
    pub(super) fn wait(&mut self) {
        for hit in self.all.iter_mut().flat_map(|(_, _, hits)| hits) {
            hit.blocked.get_or_insert_with(|| "Searching…".to_owned());
        }
    }

    /// As the box draws them.
    pub(super) fn groups(&self) -> Vec<finder::Group> {
        let all = self.all.iter();
        all.map(|(title, count, hits)| finder::Group {
            title: title.clone(),
            count: count.clone(),
            rows: hits.iter().map(Hit::row).collect(),
        })
        .collect()
    }

    /// A hit by group and row.
    pub(super) fn at(&self, group: usize, row: usize) -> Option<&Hit> {
        self.all.get(group)?.2.get(row)
    }
}
