//! Checking sheets: every problem by cell, with the row's own number, grouped by kind, each with
//! its remedy and, where one is known, a suggestion. Rules say what happens to rows of each kind of
//! problem; corrections are values. Rows go by one at a time: a million of them need the memory of
//! their doubles.

mod account_names;
mod assignments;
mod checker;
mod class;
mod contributors;
mod domains;
mod edits;
mod firsts;
mod invites;
mod known;
mod problem;
mod result;
mod rows;
mod text;
mod trouble;
mod values;
mod wanted;

pub use checker::{Checker, Counts, Setup, Verdict};
pub use class::{Class, Rule, Rules};
pub use edits::{Edit, Edits};
pub(super) use known::is_account;
pub use known::{Known, MembersOf, PLACES};
pub use problem::{Group, KEPT, Problem, Problems};
pub(super) use result::ResultFile;
pub use result::{ResultRow, Results};
pub use wanted::{Collected, Wanted};

/// The same with a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
