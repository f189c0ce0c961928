//! Why somebody can do something on a site: every assignment that gives it.

use super::{
    AssignmentId, Contributor, Directory, Human, Known, LocationId, Mark, OWNER, Place, Reach,
    RoleId, Site, SiteId,
};

/// What gives access to a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// The account of the human owns the site.
    OwnsSite,
    /// A role in the team for the whole account.
    WholeAccount,
    /// A role in the team for a folder in which the site lies.
    Folder,
    /// A role in the team for this site.
    Site,
    /// A role as a contributor of the site.
    Contributor,
    /// A role in the team with a limit that this version does not know: it may count or not.
    Unclear,
}

/// One assignment that gives access to a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// How it gives it.
    pub way: Way,
    /// The role; `None` where it was not read yet.
    pub role: Option<RoleId>,
    /// Id of the assignment, where it has one.
    pub assignment: Option<AssignmentId>,
    /// The user or account that holds it.
    pub by: Mark,
    /// Where the assignment stands, as people see it: a folder's path, the site, the account.
    pub place: String,
    /// Locations that it is limited to.
    pub locations: Vec<LocationId>,
}

/// Everything that gives this human access to this site, the strongest first.
pub fn reasons(human: &Human, site: &SiteId, known: Known<'_>) -> Vec<Reason> {
    let told = known.directory.site(site);
    let mut all = Vec::new();
    for place in &human.places {
        match place {
            Place::Team(member) => {
                for held in &member.assignments {
                    let Some(way) = way(&held.reach, site, told, known.directory) else {
                        continue;
                    };
                    all.push(Reason {
                        way,
                        role: Some(held.role.clone()),
                        assignment: held.id.clone(),
                        by: Mark::User(member.id.clone()),
                        place: known.directory.reach_label(&held.reach),
                        locations: Vec::new(),
                    });
                }
            }
            Place::Site {
                site: at,
                account,
                owns,
            } if at == site => {
                let read = known.contributors.get(site).and_then(|c| c.get(account));
                let here = known.directory.site_name(site);
                contributes(read, *owns, account, here, &mut all);
            }
            _ => {}
        }
    }
    all.sort_by_key(|r| r.way);
    all
}

fn contributes(
    read: Option<&Contributor>,
    owns: bool,
    account: &super::AccountId,
    here: &str,
    all: &mut Vec<Reason>,
) {
    let reason = |way, role: Option<&RoleId>| Reason {
        way,
        role: role.cloned(),
        assignment: None,
        by: Mark::Account(account.clone()),
        place: here.to_owned(),
        locations: read.map(|c| c.locations.clone()).unwrap_or_default(),
    };
    if owns {
        all.push(reason(Way::OwnsSite, Some(&RoleId::new(OWNER))));
    }
    match read.map(|c| c.roles.as_slice()) {
        None | Some([]) if owns => {}
        None | Some([]) => all.push(reason(Way::Contributor, None)),
        Some(roles) => {
            let roles = roles.iter().filter(|r| !owns || r.as_str() != OWNER);
            all.extend(roles.map(|r| reason(Way::Contributor, Some(r))));
        }
    }
}

/// How a reach covers a site; `None` if it does not.
fn way(reach: &Reach, site: &SiteId, told: Option<&Site>, names: &Directory) -> Option<Way> {
    match reach {
        Reach::Account => Some(Way::WholeAccount),
        Reach::Site { id, .. } => (id == site).then_some(Way::Site),
        Reach::Conditions(_) => {
            let folder = told.and_then(|s| s.folder.as_ref());
            let inside = reach
                .folders()
                .any(|f| folder.is_some_and(|at| names.folder_tree(&f).contains(at)));
            if inside {
                return Some(Way::Folder);
            }
            let Reach::Conditions(conditions) = reach else {
                return None;
            };
            let strange = |c: &super::Condition| c.kind != super::ConditionKind::Folder;
            conditions.iter().any(strange).then_some(Way::Unclear)
        }
        Reach::Unknown(_) => Some(Way::Unclear),
    }
}
