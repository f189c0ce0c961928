//! What can be said to `gatehouse sheet`.

use super::end::{Failure, bad};
use super::shared_args::{Common, Output};
use super::text::clean;
use crate::sheet::check::{Class, Rule};
use crate::sheet::map::{Field, Holds, Kind};
use crate::sheet::read::{Encoding, Said, delimiter_name};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;
use strum::IntoEnumIterator as _;

/// Sheets: files with one row for each person.
#[derive(Debug, Subcommand)]
pub enum Sheets {
    /// Read a sheet and tell what is wrong, cell by cell; needs no network
    Check(CheckSheet),
    /// Make a plan of a sheet and show it; nothing is sent
    Plan(PlanSheet),
    /// Write what became of every row of a sheet, in the order of the sheet
    Result(ResultOf),
    /// Give accounts names of your own, as the sheet says; they stay on this computer
    Name(NameSheet),
    /// Write the sheet anew with corrections, in its own encoding and with its own delimiter
    Correct(Correct),
    /// Write an empty sheet with the right names of columns
    Template(Template),
}

/// A sheet, and how it is to be read.
#[derive(Debug, Args)]
pub(super) struct Sheet {
    /// The sheet: comma, semicolon, tab or pipe; UTF-8, UTF-16 or an older encoding
    #[arg(id = "sheet", value_name = "FILE")]
    pub(super) file: PathBuf,
    /// What its rows are
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub(super) kind: Kind,
    /// The site, for sheets about members of one
    #[arg(long, value_name = "NAME|ID")]
    pub(super) site: Option<String>,
    #[command(flatten)]
    pub(super) how: How,
}

/// How a sheet is read, and what is done about problems.
#[derive(Debug, Clone, Args)]
pub(super) struct How {
    /// Its encoding, such as utf-8 or windows-1255; else it is guessed
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<Encoding>,
    /// What stands between cells; else it is guessed
    #[arg(long, value_name = "WORD", value_enum)]
    delimiter: Option<Delimiter>,
    /// Whether a row holds the names of the columns; else it is guessed
    #[arg(long, value_name = "YES|NO", value_enum)]
    header: Option<YesNo>,
    /// What a column holds, by its name or number; nothing behind the = leaves it out
    #[arg(long = "column", value_name = "COLUMN=FIELD")]
    pub(super) columns: Vec<String>,
    /// What happens to rows with a kind of problem: take, skip, ask or stop
    #[arg(long = "rule", value_name = "PROBLEM=RULE")]
    pub(super) rules: Vec<String>,
    /// Take every suggestion for a kind of problem, such as typo
    #[arg(long = "accept", value_name = "PROBLEM")]
    pub(super) accept: Vec<String>,
    /// Put another text into every cell that is exactly this one
    #[arg(long = "replace", value_name = "TEXT=TEXT")]
    pub(super) replace: Vec<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Delimiter {
    Comma,
    Semicolon,
    Tab,
    Pipe,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum YesNo {
    Yes,
    No,
}

/// `sheet check`.
#[derive(Debug, Args)]
pub struct CheckSheet {
    #[command(flatten)]
    pub(super) sheet: Sheet,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `sheet plan`.
#[derive(Debug, Args)]
pub struct PlanSheet {
    #[command(flatten)]
    pub(super) sheet: Sheet,
    /// What happens to members that the sheet does not name; only for member-truth
    #[arg(long, value_name = "WHAT", value_enum, default_value = "leave")]
    pub(super) others: Others,
    /// Language of mails for people without a Wix login, such as “en”
    #[arg(long, value_name = "XX")]
    pub(super) language: Option<String>,
    #[command(flatten)]
    pub(super) output: Output,
}

/// What happens to members that a truth sheet does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Others {
    /// They stay as they are
    Leave,
    /// They are blocked
    Block,
    /// They are deleted for good
    Delete,
}

/// `sheet result`.
#[derive(Debug, Args)]
pub struct ResultOf {
    #[command(flatten)]
    pub(super) sheet: Sheet,
    /// The receipt of the run (.json), or the plan if nothing was sent
    #[arg(long = "from", value_name = "RECEIPT|PLAN")]
    pub(super) from: PathBuf,
    /// Where the result goes
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) output: PathBuf,
    /// Write only the rows that were not done, as a sheet of the same form that can be corrected
    /// and run again
    #[arg(long)]
    pub(super) errors_only: bool,
    /// Overwrite FILE
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `sheet name`.
#[derive(Debug, Args)]
pub struct NameSheet {
    /// The sheet: account ids or addresses, and names
    #[arg(id = "sheet", value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    how: How,
    /// Where the result goes, one line for each row
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) output: PathBuf,
    /// Overwrite FILE
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

impl NameSheet {
    /// The sheet; its kind is the only one that ends here.
    pub(super) fn sheet(&self) -> Sheet {
        Sheet {
            file: self.file.clone(),
            kind: Kind::AccountNames,
            site: None,
            how: self.how.clone(),
        }
    }
}

/// `sheet correct`.
#[derive(Debug, Args)]
pub struct Correct {
    #[command(flatten)]
    pub(super) sheet: Sheet,
    /// Where the corrected sheet goes
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) output: PathBuf,
    /// Another encoding for it
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub(super) into: Option<Encoding>,
    /// Overwrite FILE
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `sheet template`.
#[derive(Debug, Args)]
pub struct Template {
    /// What its rows are
    #[arg(long, value_name = "KIND", value_parser = kind)]
    pub(super) kind: Kind,
    /// Where it goes
    #[arg(short = 'o', long = "output", value_name = "FILE")]
    pub(super) output: PathBuf,
    /// Overwrite FILE
    #[arg(long)]
    pub(super) force: bool,
    /// One JSON object on standard output
    #[arg(long)]
    pub(super) json: bool,
}

fn kind(word: &str) -> Result<Kind, String> {
    let words = || Kind::iter().map(Kind::word).collect::<Vec<_>>().join(", ");
    Kind::iter()
        .find(|k| k.word() == word)
        .ok_or_else(|| format!("known are {}", words()))
}

fn encoding(name: &str) -> Result<Encoding, String> {
    let known = || {
        Encoding::offered()
            .map(Encoding::name)
            .collect::<Vec<_>>()
            .join(", ")
    };
    Encoding::named(name).ok_or_else(|| format!("known are {}", known()))
}

/// A kind of problem by its word.
pub(super) fn class(word: &str) -> Result<Class, Failure> {
    let known = || {
        Class::iter()
            .map(Class::word)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let found = Class::iter().find(|c| c.word() == word.trim());
    found.ok_or_else(|| {
        let what = format!("There is no kind of problem “{}”", clean(word));
        bad(what, format!("Known are {}", known()))
    })
}

/// `PROBLEM=RULE`.
pub(super) fn rule(text: &str) -> Result<(Class, Rule), Failure> {
    let (word, rule) = text.split_once('=').unwrap_or((text, ""));
    let class = class(word)?;
    let rule = Rule::from_word(rule.trim()).ok_or_else(|| {
        let what = format!("--rule {} says nothing that is known", clean(text));
        bad(what, "Give PROBLEM=take, =skip, =ask or =stop")
    })?;
    Ok((class, rule))
}

/// What a column shall hold.
pub(super) fn holds(kind: Kind, word: &str) -> Result<Option<Holds>, Failure> {
    let word = word.trim();
    if word.is_empty() {
        return Ok(None);
    }
    if word.starts_with("custom.") {
        return Ok(Some(Holds::Custom(word.to_owned())));
    }
    let known = Field::iter().filter(|f| kind.takes(*f));
    let found = known
        .clone()
        .find(|f| f.header().eq_ignore_ascii_case(word));
    if let Some(field) = found {
        return Ok(Some(Holds::Field(field)));
    }
    let names: Vec<&str> = known.map(Field::header).collect();
    let what = format!("Sheets of this kind have no “{}”", clean(word));
    Err(bad(what, format!("Known are {}", names.join(", "))))
}

impl How {
    /// What was said about how it is read.
    pub(super) fn said(&self) -> Said {
        Said {
            encoding: self.encoding,
            delimiter: self.delimiter.map(|d| match d {
                Delimiter::Comma => b',',
                Delimiter::Semicolon => b';',
                Delimiter::Tab => b'\t',
                Delimiter::Pipe => b'|',
            }),
            header: self.header.map(|h| h == YesNo::Yes),
        }
    }
}

/// How a question is answered here.
pub(super) fn answer(question: &crate::sheet::read::Question) -> String {
    use crate::sheet::read::Question;
    match question {
        Question::Letters(all) => {
            let words = all
                .iter()
                .map(|(e, text)| format!("--encoding {} reads “{}”", e.name(), clean(text)));
            words.collect::<Vec<_>>().join("; ")
        }
        Question::Delimiter(all) => {
            let words = all
                .iter()
                .map(|d| format!("--delimiter {}", delimiter_name(*d)));
            words.collect::<Vec<_>>().join(" or ")
        }
        Question::Header => "--header yes or --header no".to_owned(),
    }
}
