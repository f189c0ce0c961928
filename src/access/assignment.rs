//! Assignments: who holds which role, and for what.

use super::{ACCOUNT_ADMIN, AssignmentId, FolderId, OWNER, RoleId, SiteId};
use serde::{Deserialize, Serialize};

/// What kind of asset a condition names (contract 3, "restrictions").
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ConditionKind {
    /// A folder of sites; it reaches the sites in it.
    Folder,
    /// A word this version does not know, kept as it came.
    Other(String),
}

/// One condition of a restricted assignment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Condition {
    /// Its kind.
    pub kind: ConditionKind,
    /// Id of the folder, or of whatever the kind names.
    pub id: String,
    /// What Wix calls it: the folder's path. Told by Wix, never sent.
    pub value: Option<String>,
}

/// What an assignment reaches.
///
/// Absent or empty restrictions mean every asset of the account. One assignment names one site or
/// one set of conditions; several sites are several assignments of the same role (contract 3).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reach {
    /// The whole account.
    Account,
    /// One site.
    Site {
        /// The site.
        id: SiteId,
        /// Its name as Wix told it with the assignment.
        name: Option<String>,
    },
    /// Sites that meet conditions: in practice, the sites of folders.
    Conditions(Vec<Condition>),
    /// A form this version does not know, kept as JSON text so that nothing is taken for the
    /// whole account by mistake.
    Unknown(String),
}

impl Reach {
    /// Reach of one folder.
    pub fn folder(id: &FolderId) -> Self {
        Self::Conditions(vec![Condition {
            kind: ConditionKind::Folder,
            id: id.as_str().to_owned(),
            value: None,
        }])
    }

    /// Reach of one site.
    pub fn site(id: &SiteId) -> Self {
        Self::Site {
            id: id.clone(),
            name: None,
        }
    }

    /// Whether both reach the same, whatever names Wix told with them.
    pub fn same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Account, Self::Account) => true,
            (Self::Site { id: a, .. }, Self::Site { id: b, .. }) => a == b,
            (Self::Conditions(a), Self::Conditions(b)) => {
                let bare = |c: &[Condition]| {
                    let mut all: Vec<_> =
                        c.iter().map(|c| (c.kind.clone(), c.id.clone())).collect();
                    all.sort();
                    all
                };
                bare(a) == bare(b)
            }
            (Self::Unknown(a), Self::Unknown(b)) => a == b,
            _ => false,
        }
    }

    /// Ids of the folders it names.
    pub fn folders(&self) -> impl Iterator<Item = FolderId> + '_ {
        let conditions = match self {
            Self::Conditions(c) => c.as_slice(),
            _ => &[],
        };
        conditions
            .iter()
            .filter(|c| c.kind == ConditionKind::Folder)
            .map(|c| FolderId::new(&c.id))
    }
}

/// Kinds of subjects (contract 3). Only users are people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SubjectKind {
    /// A person with a Wix login.
    User,
    /// A whole account.
    Account,
    /// An app, of Wix or of somebody else.
    App,
    /// A group of users, members, visitors or accounts, or a word this version does not know.
    Other(String),
}

/// Who holds an assignment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Subject {
    /// User id, account id or app id, depending on the kind.
    pub id: String,
    /// Which of them it is.
    pub kind: SubjectKind,
}

/// A role that somebody holds for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The role.
    pub role: RoleId,
    /// Its own id. Invites carry assignments without one.
    pub id: Option<AssignmentId>,
    /// What it reaches.
    pub reach: Reach,
    /// Who holds it; absent when the answer leaves it to the row it stands in.
    pub subject: Option<Subject>,
}

impl Assignment {
    /// Whether it is that of the owner or of a co-owner of the whole account.
    pub fn holds_account(&self) -> bool {
        self.reach == Reach::Account && [OWNER, ACCOUNT_ADMIN].contains(&self.role.as_str())
    }

    /// Whether it gives the same role for the same reach.
    pub fn gives(&self, wanted: &NewAssignment) -> bool {
        self.role == wanted.role && self.reach.same_as(&wanted.reach)
    }
}

/// A role that shall be given for something: an assignment that has no id yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NewAssignment {
    /// The role.
    pub role: RoleId,
    /// What it shall reach.
    pub reach: Reach,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_told_by_wix_do_not_make_a_difference() {
        let bare = Reach::site(&SiteId::new("s1"));
        let named = Reach::Site {
            id: SiteId::new("s1"),
            name: Some("Shop".to_owned()),
        };
        assert!(bare.same_as(&named));
        assert!(!bare.same_as(&Reach::Account));
    }

    #[test]
    fn an_unknown_restriction_is_never_the_whole_account() {
        assert!(!Reach::Unknown("{\"planet\":1}".to_owned()).same_as(&Reach::Account));
    }

    #[test]
    fn order_of_conditions_does_not_matter() {
        let folder = |id: &str, value: Option<&str>| Condition {
            kind: ConditionKind::Folder,
            id: id.to_owned(),
            value: value.map(str::to_owned),
        };
        let a = Reach::Conditions(vec![folder("1", None), folder("2", Some("/Clients"))]);
        let b = Reach::Conditions(vec![folder("2", None), folder("1", None)]);
        assert!(a.same_as(&b));
    }
}
