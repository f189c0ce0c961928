//! What was found in everything that is kept.

use crate::access::SiteId;

/// A kind of thing that is looked for, in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum FoundKind {
    /// Somebody who gets in or is invited anywhere.
    Person,
    /// A site.
    Site,
    /// A contributor on one site.
    Contributor,
    /// An invite of either kind.
    Invite,
    /// A role.
    Role,
    /// A location of a site.
    Location,
    /// A member of a site whose members were read.
    Member,
    /// This account, the one above it or one below it.
    Account,
    /// What breaks a house rule.
    Finding,
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundAt {
    /// The row with this number in the list of its kind; for a location the row of its site.
    Row(u32),
    /// The member with this number in the list of this site.
    Member(SiteId, u32),
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRow {
    /// Its name.
    pub title: String,
    /// What tells it apart from others of that name.
    pub detail: String,
    /// Where it stands.
    pub at: FoundAt,
}

/// Everything of one kind that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundGroup {
    /// The kind.
    pub kind: FoundKind,
    /// The best of them.
    pub rows: Vec<FoundRow>,
    /// How many there are.
    pub total: usize,
}

/// The answer to [`Command::FindAll`](super::Command::FindAll).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FoundAll {
    /// What was typed.
    pub text: String,
    /// By kind; kinds of which nothing was found are left out.
    pub groups: Vec<FoundGroup>,
    /// Members of other sites than the one that is looked at are still being looked through.
    pub going_on: bool,
    /// Members that are kept and were not looked at, because there are too many of them.
    pub left: u64,
}
