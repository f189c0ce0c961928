//! Names that an import finds again: a name where it says which one is meant, else the id.

use super::check::is_account;
use crate::access::{ConditionKind, Directory, FolderId, Reach, RoleId};
use std::collections::HashMap;

/// What roles, sites and folders are called in files, worked out once for many cells.
#[derive(Debug)]
pub struct SureNames<'a> {
    names: &'a Directory,
    roles: HashMap<String, usize>,
    sites: HashMap<String, usize>,
    folders: HashMap<String, usize>,
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

fn counted(names: impl Iterator<Item = String>) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for name in names {
        *counts.entry(folded(&name)).or_default() += 1;
    }
    counts
}

/// Whether a text comes back as it is from a cell with several names.
fn plain(name: &str) -> bool {
    let odd = name.contains([';', '\n', '\r']) || name.starts_with('\'') || name == "-";
    !name.is_empty() && name.trim() == name && !odd
}

impl<'a> SureNames<'a> {
    /// Counts the names of a directory.
    pub fn new(names: &'a Directory) -> Self {
        Self {
            roles: counted(names.roles().map(|r| r.title.clone())),
            sites: counted(names.sites().map(|s| s.label().to_owned())),
            folders: counted(names.folders().map(|f| names.folder_path(&f.id))),
            names,
        }
    }

    fn alone(counts: &HashMap<String, usize>, name: &str) -> bool {
        plain(name) && counts.get(&folded(name)) == Some(&1)
    }

    /// A role.
    pub fn role(&self, id: &RoleId) -> String {
        let name = self.names.role_name(id);
        let sure = Self::alone(&self.roles, name) || name == id.as_str();
        if sure { name } else { id.as_str() }.to_owned()
    }

    /// What a role holds for. Where there is no form that comes back, the words for people.
    pub fn reach(&self, reach: &Reach) -> String {
        match reach {
            Reach::Account => "Whole account".to_owned(),
            Reach::Site { id, .. } => {
                let name = self.names.site_name(id);
                let lower = folded(name);
                let marks = ["site:", "folder:", "folder "];
                let other = self.folders.contains_key(&lower)
                    || is_account(name)
                    || marks.iter().any(|word| lower.starts_with(word));
                if Self::alone(&self.sites, name) && !other {
                    name.to_owned()
                } else {
                    format!("site:{id}")
                }
            }
            Reach::Conditions(all)
                if !all.is_empty() && all.iter().all(|c| c.kind == ConditionKind::Folder) =>
            {
                let all = all.iter().map(|c| self.folder(&FolderId::new(&c.id)));
                all.collect::<Vec<_>>().join("; ")
            }
            Reach::Conditions(_) | Reach::Unknown(_) => self.names.reach_label(reach),
        }
    }

    fn folder(&self, id: &FolderId) -> String {
        let path = self.names.folder_path(id);
        if Self::alone(&self.folders, &path) && self.known(id) {
            format!("Folder {path}")
        } else {
            format!("folder:{id}")
        }
    }

    /// Whether every name in the path of a folder comes back as it is: one with a slash in it would
    /// be cut at the wrong place.
    fn known(&self, id: &FolderId) -> bool {
        let mut next = Some(id.clone());
        while let Some(id) = next {
            let Some(folder) = self.names.folder(&id) else {
                return false;
            };
            if folder.name.contains('/') || !plain(&folder.name) {
                return false;
            }
            next = folder.parent.clone().filter(|p| *p != id);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Extra, Folder, Site, SiteId};
    use crate::sheet::check::Known;

    fn folder(id: &str, name: &str, parent: Option<&str>) -> Folder {
        Folder {
            id: FolderId::new(id),
            name: name.to_owned(),
            parent: parent.map(FolderId::new),
            site_count: None,
            extra: Extra::default(),
        }
    }

    fn site(n: u32, name: &str) -> Site {
        Site {
            display_name: name.to_owned(),
            ..Site::bare(SiteId::new(&format!("s{n}")))
        }
    }

    #[test]
    fn what_is_written_is_found_again_whatever_things_are_called() {
        let sites = [
            "Shop",
            "shop",
            "account",
            "Folder A",
            "A",
            "Two; three",
            "'=x",
            "Plain",
        ];
        let sites: Vec<Site> = (0..).zip(sites).map(|(n, name)| site(n, name)).collect();
        let folders = vec![
            folder("f1", "A", None),
            folder("f2", "B", Some("f1")),
            folder("f3", "B/C", Some("f1")),
            folder("f4", "B", Some("f1")),
            folder("f5", "Only", Some("f1")),
        ];
        let all = Directory::new(Vec::new(), sites.clone(), folders.clone());
        let (names, known) = (
            SureNames::new(&all),
            Known {
                directory: Some(&all),
                ..Known::default()
            },
        );
        for site in &sites {
            let reach = Reach::site(&site.id);
            let text = names.reach(&reach);
            assert_eq!(known.reach(&text).ok(), Some(reach), "{text}");
        }
        for folder in &folders {
            let reach = Reach::folder(&folder.id);
            let text = names.reach(&reach);
            assert_eq!(known.reach(&text).ok(), Some(reach), "{text}");
        }
        let both = [&folders[4], &folders[2]].map(|f| Reach::folder(&f.id));
        let [Reach::Conditions(a), Reach::Conditions(b)] = both else {
            panic!("folders");
        };
        let both = Reach::Conditions([a, b].concat());
        let text = names.reach(&both);
        assert_eq!(text, "Folder A / Only; folder:f3");
        assert_eq!(known.reach(&text).ok(), Some(both));
        assert_eq!(names.reach(&Reach::site(&sites[7].id)), "Plain");
        assert_eq!(
            known.reach(&names.reach(&Reach::Account)).ok(),
            Some(Reach::Account)
        );
    }
}
