//! The kinds of databases and how each format follows the one before.

use rusqlite_migration::M;

/// Which database a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What was read from Wix; may be thrown away.
    Cache,
    /// A profile's own memory; may not.
    Ledger,
    /// Moments of an account, kept as evidence; may not be thrown away.
    Snapshots,
    /// Profiles and settings of the program.
    Root,
}

const CACHE: &[M<'_>] = &[
    M::up(include_str!("sql/cache_1.sql")),
    M::up(include_str!("sql/cache_2.sql")),
    M::up(include_str!("sql/cache_3.sql")),
    M::up(include_str!("sql/cache_4.sql")),
];
const LEDGER: &[M<'_>] = &[
    M::up(include_str!("sql/ledger_1.sql")).foreign_key_check(),
    M::up(include_str!("sql/ledger_2.sql")).foreign_key_check(),
    M::up(include_str!("sql/ledger_3.sql")).foreign_key_check(),
    M::up(include_str!("sql/ledger_4.sql")).foreign_key_check(),
    M::up(include_str!("sql/ledger_5.sql")).foreign_key_check(),
];
const SNAPSHOTS: &[M<'_>] = &[
    M::up(include_str!("sql/snapshots_1.sql")).foreign_key_check(),
    M::up(include_str!("sql/snapshots_2.sql")).foreign_key_check(),
    M::up(include_str!("sql/snapshots_3.sql")).foreign_key_check(),
];
const ROOT: &[M<'_>] = &[
    M::up(include_str!("sql/root_1.sql")),
    M::up(include_str!("sql/root_2.sql")),
    M::up(include_str!("sql/root_3.sql")),
];

impl Kind {
    /// Every step from an empty file to the newest format.
    pub(crate) fn steps(self) -> &'static [M<'static>] {
        match self {
            Self::Cache => CACHE,
            Self::Ledger => LEDGER,
            Self::Snapshots => SNAPSHOTS,
            Self::Root => ROOT,
        }
    }

    /// The newest format number that this version knows.
    pub fn newest(self) -> i64 {
        i64::try_from(self.steps().len()).unwrap_or(i64::MAX)
    }

    /// Number in the file's head that tells our kinds apart from each other and from the
    /// databases of other programs (`PRAGMA application_id`).
    pub(crate) fn application_id(self) -> i32 {
        let word = match self {
            Self::Cache => *b"GHca",
            Self::Ledger => *b"GHle",
            Self::Snapshots => *b"GHsn",
            Self::Root => *b"GHro",
        };
        i32::from_be_bytes(word)
    }

    /// Whether every commit must survive a power cut.
    pub(crate) fn durable(self) -> bool {
        self != Self::Cache
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite_migration::Migrations;

    #[test]
    fn every_migration_runs_on_an_empty_file() {
        for kind in [Kind::Cache, Kind::Ledger, Kind::Snapshots, Kind::Root] {
            assert_eq!(
                Migrations::from_slice(kind.steps()).validate(),
                Ok(()),
                "{kind:?}"
            );
        }
    }
}
