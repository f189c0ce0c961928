//! A sheet on its way in: what is said about it, and what was found in it.
//!
//! The window keeps what somebody said and sends all of it with every change; the worker keeps no
//! rows. What it tells replaces what it told before, and carries the number of the wish it is for.

use super::ErrorCard;
use crate::access::SiteId;
use crate::sheet::check::{Edits, Problem, Rules};
use crate::sheet::map::{Holds, Kind, Mapping};
use crate::sheet::read::Said;
use crate::sheet::{Checked, Import};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

/// Where rows come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetSource {
    /// A file.
    File(PathBuf),
    /// Rows that were pasted.
    Pasted(Arc<str>),
}

impl SheetSource {
    /// What it is called.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                name.to_string_lossy().into_owned()
            }
            Self::Pasted(_) => "Pasted rows".to_owned(),
        }
    }
}

/// Size and time of a file: with another one, rows may have other numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetStamp {
    /// Bytes.
    pub bytes: u64,
    /// When it was written last, where the system tells.
    pub written: Option<SystemTime>,
}

/// Mappings that were used before, by the shape of the file.
pub type KnownShapes = BTreeMap<String, Mapping>;

/// Everything that is said about a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetWish {
    /// Counts up with every change; what is told names it.
    pub number: u64,
    /// Where the rows come from.
    pub source: SheetSource,
    /// The file as it was seen first; another one is refused. `None` takes it as it is.
    pub stamp: Option<SheetStamp>,
    /// What its rows are.
    pub kind: Kind,
    /// The site, for sheets about members of one.
    pub site: Option<SiteId>,
    /// How it is read, as far as somebody said.
    pub said: Said,
    /// What columns hold, as far as somebody said.
    pub columns: BTreeMap<usize, Option<Holds>>,
    /// Mappings of files of the same shape.
    pub shapes: Arc<KnownShapes>,
    /// Corrections.
    pub edits: Edits,
    /// What is done about problems.
    pub rules: Rules,
}

/// What happens to members whom a sheet does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SheetOthers {
    /// They stay as they are.
    #[default]
    Leave,
    /// They are blocked.
    Block,
    /// They are deleted.
    Delete,
}

/// How far the reading of a sheet is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SheetStep {
    /// Its bytes are looked at, or its rows checked: bytes so far.
    Going(&'static str, u64),
    /// Everything is found.
    #[default]
    Done,
    /// Somebody stopped it.
    Stopped,
    /// It cannot be read.
    Failed(ErrorCard),
}

/// How many rows ask for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SheetAsks {
    /// New members.
    pub create: u64,
    /// Changes of members.
    pub change: u64,
    /// Invites.
    pub invite: u64,
    /// Anything else that is done to somebody.
    pub act: u64,
    /// Rows that are so already.
    pub already: u64,
    /// Rows that are left out for another reason.
    pub left: u64,
}

impl SheetAsks {
    /// Rows that ask for something.
    pub fn all(&self) -> u64 {
        self.create + self.change + self.invite + self.act
    }
}

/// What a pass over all rows found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetFound {
    /// Problems by kind, and counts.
    pub checked: Checked,
    /// The problems that are kept, in the order of the file.
    pub by_row: Vec<Problem>,
    /// What the rows ask for.
    pub asks: SheetAsks,
    /// When the members were read that it was held against.
    pub compared: Option<Timestamp>,
}

/// A sheet as far as it is understood.
#[derive(Debug, Clone)]
pub struct SheetView {
    /// The wish this is for.
    pub number: u64,
    /// How it is read, what its columns hold, its first rows. `None` before the first look.
    pub import: Option<Arc<Import>>,
    /// The file as it was seen.
    pub stamp: Option<SheetStamp>,
    /// How far the reading is.
    pub step: SheetStep,
    /// What was found; of the wish before while this one is still read.
    pub found: Option<Arc<SheetFound>>,
    /// How many accounts got the names of this wish, once they were to be kept, or why none did.
    pub named: Option<Result<usize, ErrorCard>>,
}
