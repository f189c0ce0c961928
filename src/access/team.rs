//! The team of an account, and the directory that gives ids their names.

use super::{
    AccountInvite, Assignment, Folder, FolderId, InviteId, OWNER, Reach, Role, RoleId, Site,
    SiteId, TeamMember, UserId,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A row of the team list: a person (or another subject) who is in, or an invite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum TeamEntry {
    /// Somebody who is in the team.
    Member(Arc<TeamMember>),
    /// An account invite in any state.
    Invite(Arc<AccountInvite>),
}

/// Everybody in the team and every invite, in the order in which they were read.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Team {
    /// Who is in.
    pub members: Vec<Arc<TeamMember>>,
    /// Account invites in all states.
    pub invites: Vec<Arc<AccountInvite>>,
}

impl Team {
    /// The member with this id.
    pub fn member(&self, id: &UserId) -> Option<&Arc<TeamMember>> {
        self.members.iter().find(|m| m.id == *id)
    }

    /// How many hold the whole account: the owner and co-owners.
    pub fn co_owners(&self) -> u64 {
        let holds = |m: &&Arc<TeamMember>| m.assignments.iter().any(Assignment::holds_account);
        self.members.iter().filter(holds).count() as u64
    }

    /// How many people have an address outside the owner's domain; `None` where the owner's address
    /// is not told.
    pub fn outsiders(&self) -> Option<u64> {
        let domain = |m: &TeamMember| {
            let (_, domain) = m.email.rsplit_once('@')?;
            Some(domain.to_lowercase()).filter(|d| !d.is_empty())
        };
        let owns = |m: &&Arc<TeamMember>| m.assignments.iter().any(|a| a.role.as_str() == OWNER);
        let home = domain(self.members.iter().find(owns)?)?;
        let outside = |m: &&Arc<TeamMember>| domain(m).is_some_and(|d| d != home);
        Some(self.members.iter().filter(outside).count() as u64)
    }

    /// The invite with this id.
    pub fn invite(&self, id: &InviteId) -> Option<&Arc<AccountInvite>> {
        self.invites.iter().find(|i| i.id == *id)
    }
}

/// Roles, sites and folders by id: what turns ids into names, and folders into sites.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Directory {
    roles: BTreeMap<RoleId, Role>,
    sites: BTreeMap<SiteId, Site>,
    folders: BTreeMap<FolderId, Folder>,
}

impl Directory {
    /// Collects what is known. Later entries with the same id win.
    pub fn new(roles: Vec<Role>, sites: Vec<Site>, folders: Vec<Folder>) -> Self {
        Self {
            roles: roles.into_iter().map(|r| (r.id.clone(), r)).collect(),
            sites: sites.into_iter().map(|s| (s.id.clone(), s)).collect(),
            folders: folders.into_iter().map(|f| (f.id.clone(), f)).collect(),
        }
    }

    /// All roles, by id.
    pub fn roles(&self) -> impl ExactSizeIterator<Item = &Role> {
        self.roles.values()
    }

    /// All sites, by id.
    pub fn sites(&self) -> impl ExactSizeIterator<Item = &Site> {
        self.sites.values()
    }

    /// All folders, by id.
    pub fn folders(&self) -> impl ExactSizeIterator<Item = &Folder> {
        self.folders.values()
    }

    /// One role.
    pub fn role(&self, id: &RoleId) -> Option<&Role> {
        self.roles.get(id)
    }

    /// One site.
    pub fn site(&self, id: &SiteId) -> Option<&Site> {
        self.sites.get(id)
    }

    /// One folder.
    pub fn folder(&self, id: &FolderId) -> Option<&Folder> {
        self.folders.get(id)
    }

    /// The role's title, else its id.
    pub fn role_name<'a>(&'a self, id: &'a RoleId) -> &'a str {
        self.roles
            .get(id)
            .map(|r| r.title.as_str())
            .filter(|t| !t.is_empty())
            .unwrap_or(id.as_str())
    }

    /// The site's name, else its id.
    pub fn site_name<'a>(&'a self, id: &'a SiteId) -> &'a str {
        self.sites.get(id).map_or(id.as_str(), Site::label)
    }

    /// The folder's path from the root, else its id.
    pub fn folder_path(&self, id: &FolderId) -> String {
        let mut names = Vec::new();
        let mut seen = BTreeSet::new();
        let mut next = Some(id);
        while let Some(id) = next {
            // Wix should never send a circle; if it does, the path ends instead of the program.
            if !seen.insert(id) {
                break;
            }
            if let Some(f) = self.folders.get(id) {
                names.push(f.name.as_str());
                next = f.parent.as_ref();
            } else {
                names.push(id.as_str());
                break;
            }
        }
        names.reverse();
        names.join(" / ")
    }

    /// A few words for what a reach covers.
    pub fn reach_label(&self, reach: &Reach) -> String {
        match reach {
            Reach::Account => "Whole account".to_owned(),
            Reach::Site { id, name } => match (self.sites.get(id), name) {
                (None, Some(name)) if !name.is_empty() => name.clone(),
                _ => self.site_name(id).to_owned(),
            },
            Reach::Conditions(conditions) => {
                let parts: Vec<String> = conditions
                    .iter()
                    .map(|c| match c.kind {
                        super::ConditionKind::Folder => {
                            let id = FolderId::new(&c.id);
                            match (&c.value, self.folders.contains_key(&id)) {
                                (Some(value), false) if !value.is_empty() => {
                                    format!("Folder {value}")
                                }
                                _ => format!("Folder {}", self.folder_path(&id)),
                            }
                        }
                        super::ConditionKind::Other(ref kind) => format!("{kind} {}", c.id),
                    })
                    .collect();
                parts.join(", ")
            }
            Reach::Unknown(_) => "A limit this version does not know".to_owned(),
        }
    }

    /// The folder and every folder below it.
    pub fn folder_tree(&self, id: &FolderId) -> BTreeSet<FolderId> {
        let mut tree = BTreeSet::from([id.clone()]);
        loop {
            let more: Vec<FolderId> = self
                .folders
                .values()
                .filter(|f| f.parent.as_ref().is_some_and(|p| tree.contains(p)))
                .map(|f| f.id.clone())
                .filter(|f| !tree.contains(f))
                .collect();
            if more.is_empty() {
                return tree;
            }
            tree.extend(more);
        }
    }

    /// Number of known sites that a reach covers; `None` where this version cannot know.
    pub fn sites_reached(&self, reach: &Reach) -> Option<usize> {
        match reach {
            Reach::Account => Some(self.sites.len()),
            Reach::Site { .. } => Some(1),
            Reach::Conditions(conditions) => {
                let mut folders = BTreeSet::new();
                for c in conditions {
                    if c.kind != super::ConditionKind::Folder {
                        return None;
                    }
                    folders.extend(self.folder_tree(&FolderId::new(&c.id)));
                }
                let inside = |s: &&Site| s.folder.as_ref().is_some_and(|f| folders.contains(f));
                Some(self.sites.values().filter(inside).count())
            }
            Reach::Unknown(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Extra;

    fn folder(id: &str, name: &str, parent: Option<&str>) -> Folder {
        Folder {
            id: id.into(),
            name: name.to_owned(),
            parent: parent.map(FolderId::from),
            site_count: None,
            extra: Extra::new(),
        }
    }

    #[test]
    fn paths_start_at_the_root_and_circles_end() {
        let d = Directory::new(
            vec![],
            vec![],
            vec![
                folder("1", "Clients", None),
                folder("2", "Hotels", Some("1")),
                folder("3", "A", Some("4")),
                folder("4", "B", Some("3")),
            ],
        );
        assert_eq!(d.folder_path(&"2".into()), "Clients / Hotels");
        assert_eq!(d.folder_path(&"3".into()), "B / A");
        assert_eq!(d.folder_path(&"9".into()), "9");
        assert_eq!(d.folder_tree(&"3".into()).len(), 2);
    }
}
