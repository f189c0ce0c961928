//! The words of a list.

/// What is said about a list where all lists say the same kind of thing.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// Title of the pane.
    pub title: &'static str,
    /// Name of the table.
    pub grid: &'static str,
    /// Names in the settings of what is kept of each of its sheets; the first one is the list's.
    pub kept: &'static [&'static str],
    /// Name of the search field.
    pub search: &'static str,
    /// What the field finds, in the field.
    pub hint: &'static str,
    /// The same in full: `names, addresses and ids`.
    pub searched: &'static str,
    /// Who or what matches nothing: `No one`, `No site`.
    pub no_one: &'static str,
    /// Selection without anybody: `Nobody selected`.
    pub nobody: &'static str,
    /// One row and several, as entries that are gone: `person`, `people`.
    pub noun: (&'static str, &'static str),
    /// Where a row is while it is there: `in the team`.
    pub place: &'static str,
    /// Data set whose age and state counts.
    pub dataset: &'static str,
    /// Beginning of the area in the check of the key.
    pub area: &'static str,
    /// What is read, in the middle of a sentence: `the team`.
    pub what: &'static str,
    /// Whether that is one thing.
    pub one: bool,
    /// Who may be missing after a reading that did not come to its end: `Some people`.
    pub some: &'static str,
    /// What stands under "has not been read yet".
    pub unread: &'static str,
    /// What is meant by an old reading.
    pub stale: &'static str,
    /// A list without any row, and what to do about it.
    pub empty: (&'static str, &'static str),
    /// The command that this list does not have leads there.
    pub elsewhere: &'static str,
}

/// What stands in most lists.
impl Words {
    /// A list that says nothing yet.
    pub const NONE: Self = Self {
        title: "",
        grid: "",
        kept: &[],
        search: "",
        hint: "",
        searched: "",
        no_one: "Nothing",
        nobody: "Nobody selected",
        noun: ("entry", "entries"),
        place: "there",
        dataset: "Team",
        area: "Team",
        what: "the account",
        one: true,
        some: "Something",
        unread: "Reading changes nothing at Wix. Afterwards everything here also works offline.",
        stale: "Read it again before you change something",
        empty: ("There is nothing here", ""),
        elsewhere: "Go to the team for that",
    };

    /// The key that the list is kept under.
    pub fn key(&self) -> &'static str {
        self.kept.first().copied().unwrap_or_default()
    }

    /// `The team was`, `The sites were`.
    pub(super) fn was(&self) -> String {
        let verb = if self.one { "was" } else { "were" };
        format!("{} {verb}", crate::kit::text::capital(self.what))
    }

    /// `The team has`, `The sites have`.
    pub(super) fn has(&self) -> String {
        let verb = if self.one { "has" } else { "have" };
        format!("{} {verb}", crate::kit::text::capital(self.what))
    }
}
