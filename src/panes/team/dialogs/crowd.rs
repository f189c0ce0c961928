//! The people a dialog is about, and what they hold.

use crate::access::{Assignment, NewAssignment, OWNER, Reach, RoleId, TeamMember, UserId};
use crate::kit::text;
use crate::model::count;
use crate::worker::protocol::TeamTable;
use egui::Ui;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A role at a place that some of the people hold.
#[derive(Debug, Clone)]
pub(super) struct HeldBy {
    pub(super) grant: NewAssignment,
    pub(super) role: String,
    pub(super) place: String,
    /// How many of them hold it.
    pub(super) people: usize,
}

/// The people, looked up once per table.
#[derive(Debug, Default)]
pub(super) struct Crowd {
    ids: Vec<UserId>,
    members: Vec<Arc<TeamMember>>,
    /// What can be taken away, most held first.
    pub(super) held: Vec<HeldBy>,
    table: Option<Arc<TeamTable>>,
}

impl Crowd {
    pub(super) fn new(ids: Vec<UserId>) -> Self {
        Self {
            ids,
            ..Self::default()
        }
    }

    /// Looks everybody up again when the table is another one; true if it is.
    pub(super) fn follow(&mut self, table: &Arc<TeamTable>) -> bool {
        if self.table.as_ref().is_some_and(|t| Arc::ptr_eq(t, table)) {
            return false;
        }
        let wanted: BTreeSet<&UserId> = self.ids.iter().collect();
        let members = table.team.members.iter().filter(|m| wanted.contains(&m.id));
        self.members = members.cloned().collect();
        self.held = held(&self.members, table);
        self.table = Some(Arc::clone(table));
        true
    }

    pub(super) fn ids(&self) -> &[UserId] {
        &self.ids
    }

    /// Roles that all of them hold at exactly this reach.
    pub(super) fn common_at(&self, reach: &Reach) -> BTreeSet<RoleId> {
        let at = |m: &Arc<TeamMember>| -> BTreeSet<RoleId> {
            let here = m.assignments.iter().filter(|a| a.reach.same_as(reach));
            here.map(|a| a.role.clone()).collect()
        };
        let mut sets = self.members.iter().map(at);
        let first = sets.next().unwrap_or_default();
        sets.fold(first, |all, set| all.intersection(&set).cloned().collect())
    }

    /// `Ana Díaz, Bartosz Kowalski and 3 more`.
    pub(super) fn show(&self, ui: &mut Ui) {
        let names: Vec<String> = self
            .members
            .iter()
            .take(5)
            .map(|m| m.display_name())
            .collect();
        let more = self.members.len().saturating_sub(names.len());
        let mut words = names.join(", ");
        if more > 0 {
            words = format!("{words} and {}", count(more, "more person", "more people"));
        }
        ui.label(text::caption(count(self.members.len(), "person", "people")));
        text::paragraph(ui, text::body(words));
        let left = self.ids.len().saturating_sub(self.members.len());
        if left > 0 {
            let words = format!(
                "{} no longer in the team",
                count(left, "person is", "people are")
            );
            text::paragraph(ui, text::small_muted(words));
        }
    }
}

fn held(members: &[Arc<TeamMember>], table: &TeamTable) -> Vec<HeldBy> {
    let mut all: BTreeMap<NewAssignment, usize> = BTreeMap::new();
    for member in members {
        let grants: BTreeSet<NewAssignment> = member
            .assignments
            .iter()
            .filter(|a| can_go(a))
            .map(bare)
            .collect();
        for grant in grants {
            *all.entry(grant).or_default() += 1;
        }
    }
    let directory = &table.directory;
    let mut held: Vec<HeldBy> = all
        .into_iter()
        .map(|(grant, people)| HeldBy {
            role: directory.role_name(&grant.role).to_owned(),
            place: directory.reach_label(&grant.reach),
            grant,
            people,
        })
        .collect();
    held.sort_by(|a, b| {
        let order = b.people.cmp(&a.people);
        order
            .then_with(|| a.role.cmp(&b.role))
            .then_with(|| a.place.cmp(&b.place))
    });
    held
}

fn can_go(a: &Assignment) -> bool {
    a.role.as_str() != OWNER && !matches!(a.reach, Reach::Unknown(_))
}

/// The grant without the names that Wix told with it, so that equal ones are counted together.
fn bare(a: &Assignment) -> NewAssignment {
    let reach = match &a.reach {
        Reach::Site { id, .. } => Reach::site(id),
        Reach::Conditions(all) => {
            let mut all = all.clone();
            for c in &mut all {
                c.value = None;
            }
            all.sort();
            Reach::Conditions(all)
        }
        other => other.clone(),
    };
    NewAssignment {
        role: a.role.clone(),
        reach,
    }
}
