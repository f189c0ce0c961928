//! A case of a table: an account, a wish or a file, what happens meanwhile, and what has to come
//! of it.

use gatehouse::sandbox::Switches;
use serde::Deserialize;
use serde_json::Value;

/// One text or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Words {
    One(String),
    Many(Vec<String>),
}

impl Words {
    pub(crate) fn all(&self) -> Vec<&str> {
        match self {
            Self::One(one) => vec![one],
            Self::Many(many) => many.iter().map(String::as_str).collect(),
        }
    }
}

/// One case.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// `s` or `l`.
    #[serde(default = "small")]
    pub(crate) size: String,
    #[serde(default)]
    pub(crate) switches: Switches,
    #[serde(default)]
    pub(crate) limits: Limits,
    /// What others do before the account is read.
    #[serde(default)]
    pub(crate) before: Vec<Value>,
    /// The last reading does not come to its end.
    #[serde(default)]
    pub(crate) incomplete: bool,
    /// Plans that are applied before, with every brake lifted.
    #[serde(default)]
    pub(crate) earlier: Vec<WishWords>,
    pub(crate) wish: WishWords,
    /// The plan is saved, changed in these ways, and opened again.
    #[serde(default)]
    pub(crate) file: Option<Vec<Edit>>,
    /// Faults that are armed before the plan is made.
    #[serde(default)]
    pub(crate) faults: Vec<Value>,
    /// What others do between plan and apply.
    #[serde(default)]
    pub(crate) between: Vec<Value>,
    #[serde(default)]
    pub(crate) lifts: Vec<LiftWords>,
    pub(crate) expect: Expect,
}

fn small() -> String {
    "s".to_owned()
}

/// Limits of the profile that differ from the usual ones.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(crate) struct Limits {
    pub(crate) share_percent: Option<u32>,
    pub(crate) share_from: Option<usize>,
    pub(crate) number: Option<usize>,
    pub(crate) co_owners: Option<usize>,
    pub(crate) mails_per_day: Option<usize>,
    pub(crate) own_user: Option<String>,
}

/// A wish in words.
#[derive(Debug, Clone, Deserialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub(crate) enum WishWords {
    Change {
        who: Words,
        #[serde(default)]
        give: Vec<String>,
        #[serde(default)]
        take: Vec<String>,
    },
    Set {
        who: Words,
        roles: Vec<String>,
        at: String,
    },
    Same {
        who: Words,
        r#as: String,
        #[serde(default)]
        exactly: bool,
    },
    Remove {
        who: Words,
    },
    Invite {
        who: Words,
        give: Vec<String>,
        #[serde(default)]
        language: Option<String>,
    },
    Create {
        who: Words,
        on: String,
    },
    /// The wish about people whom a filter chose; the counts are the true ones if left out.
    Chosen {
        filter: String,
        #[serde(default)]
        matched: Option<usize>,
        #[serde(default)]
        of: Option<usize>,
        wish: Box<WishWords>,
    },
    /// Take back the run before.
    Undo {},
    /// The plan of the run before once more.
    Again {},
}

/// A change to a saved plan.
#[derive(Debug, Clone, Deserialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub(crate) enum Edit {
    /// Nothing but this.
    Content(String),
    /// So many bytes are left.
    Keep(usize),
    /// This stands behind the end.
    Append(String),
    /// A byte order mark stands in front.
    Bom {},
    /// So many blanks stand behind the end.
    Blanks(usize),
    /// A text is replaced wherever it stands.
    Text { from: String, to: String },
    /// A value is put at a place (JSON pointer).
    Put { at: String, value: Value },
    /// A value is taken away.
    Drop { at: String },
    /// A value of a list is put behind its end once more.
    Twice { list: String, at: usize },
    /// A line is added, with what it rests on: `now`, `absent` or a text.
    Line {
        action: Value,
        who: String,
        rests: String,
    },
    /// The seal is made to fit.
    Seal {},
}

/// A brake to lift.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct LiftWords {
    pub(crate) brake: gatehouse::plan::Brake,
    /// What is typed; `@account` is the account's name.
    pub(crate) typed: String,
    #[serde(default)]
    pub(crate) site: Option<String>,
}

/// What has to come of a case.
#[derive(Debug, Clone, Deserialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub(crate) enum Expect {
    /// These brakes hold it, and the sentence says all of this.
    Held {
        brakes: Vec<gatehouse::plan::Brake>,
        #[serde(default)]
        says: Vec<String>,
    },
    /// It cannot be used, and the sentence says this.
    BadInput(String),
    /// There is nothing to do.
    Nothing {},
    /// So many lines moved, and the first moved in this way.
    Stale { moved: usize, what: String },
    /// It could not be read to the end before the first write.
    Stopped(String),
    /// It is carried out with so many writes.
    Done {
        writes: usize,
        #[serde(default)]
        already: usize,
        #[serde(default)]
        by_hand: usize,
        #[serde(default)]
        skipped: usize,
    },
}
