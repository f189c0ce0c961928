//! Reading tables out of files that people made: any usual encoding, delimiter and line end, broken
//! quotes, rows of different length. What was guessed is a value that can be shown and changed.
//! Memory does not grow with the file.
//!
//! The first rows come out of [`Survey::of_start`], at once; [`Survey::of_whole`] looks at every
//! byte, so that a letter in the last row has its say.

mod cut;
mod encoding;
mod foreign;
mod format;
mod guess;
mod letters;
mod row;
mod rows;
mod save;
mod survey;

pub use encoding::Encoding;
pub use foreign::Foreign;
pub use format::{Confidence, DELIMITERS, Format, Guess, LineEnd, Question, delimiter_name};
pub use guess::{Said, guess, guess_with};
pub use row::{Flaws, Row};
pub use rows::{LONGEST_ROW, Rows};
pub use save::{SaveError, save};
pub use survey::Survey;
