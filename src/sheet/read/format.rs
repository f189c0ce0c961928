//! What a file is read as: every bit of it is a guess that somebody can change.

use super::encoding::Encoding;
use serde::{Deserialize, Serialize};

/// How a file is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Format {
    /// Its letters.
    pub encoding: Encoding,
    /// What stands between cells.
    pub delimiter: u8,
    /// The row with the names of the columns; `None` if there is none.
    pub header: Option<u64>,
    /// Cells of a row; 0 where that is not known.
    pub columns: usize,
    /// Whether a quote inside of quotes has a backslash before it.
    pub backslash: bool,
    /// Whether a carriage return alone ends a line.
    pub returns: bool,
    /// Whether the first line names the delimiter (`sep=;`) and is no row.
    pub separator_line: bool,
    /// What ends lines that are written anew.
    pub line_end: LineEnd,
}

/// What ends a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LineEnd {
    /// `\n`
    Lf,
    /// `\r\n`
    CrLf,
    /// `\r`
    Cr,
}

impl LineEnd {
    /// Its characters.
    pub fn text(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
            Self::Cr => "\r",
        }
    }
}

/// Delimiters that are looked for, most usual first.
pub const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A delimiter as a word.
pub fn delimiter_name(delimiter: u8) -> &'static str {
    match delimiter {
        b',' => "comma",
        b';' => "semicolon",
        b'\t' => "tab",
        b'|' => "pipe",
        _ => "other",
    }
}

/// How sure a guess is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Nothing else fits.
    Sure,
    /// It fits best.
    Likely,
    /// Something else fits as well: somebody has to say.
    Unsure,
}

/// What to ask somebody about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Which letters these are: the encodings that fit, each with a piece of the file.
    Letters(Vec<(Encoding, String)>),
    /// What stands between cells.
    Delimiter(Vec<u8>),
    /// Whether the first row holds names of columns.
    Header,
}

impl Question {
    /// The question as a sentence.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Letters(_) => "Which of these texts reads right?",
            Self::Delimiter(_) => "What stands between the cells?",
            Self::Header => "Does the first row hold the names of the columns?",
        }
    }
}

/// A format, and how far it can be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The format.
    pub format: Format,
    /// How sure it is.
    pub confidence: Confidence,
    /// What to ask; a file never asks more than one thing.
    pub question: Option<Question>,
}

impl Guess {
    /// The same guess with this encoding, said by somebody; the rest is guessed anew by
    /// [`super::guess_with`].
    #[must_use]
    pub fn answered(mut self, change: impl FnOnce(&mut Format)) -> Self {
        change(&mut self.format);
        self.confidence = Confidence::Sure;
        self.question = None;
        self
    }
}
