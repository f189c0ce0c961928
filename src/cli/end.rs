//! What a command came to: what is shown, and the number it ends with.

use super::exit::Exit;
use crate::worker::protocol::{ErrorCard, Trouble};
use serde_json::{Map, Value};

/// A command that came to its end. It need not have gone well.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// The number, if it is not 0.
    pub(super) exit: Option<Exit>,
    /// What people read on standard output.
    pub(super) text: String,
    /// What programs read with `--json`.
    pub(super) data: Map<String, Value>,
    /// Why it did not go as it was meant to.
    pub(super) trouble: Option<ErrorCard>,
}

impl Report {
    /// A report of these words, with this for programs.
    pub(super) fn new(text: String, data: Value) -> Self {
        Self {
            text,
            data: match data {
                Value::Object(map) => map,
                _ => Map::new(),
            },
            ..Self::default()
        }
    }

    /// The same with this end.
    pub(super) fn ending(mut self, exit: Exit) -> Self {
        self.exit = Some(exit);
        self
    }

    /// Adds a value for programs.
    pub(super) fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.data.insert(name.to_owned(), value.into());
    }

    /// How it ended.
    pub(super) fn exit(&self) -> Exit {
        self.exit.unwrap_or(Exit::Done)
    }
}

/// Why a command could not do what it was asked.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    /// The number.
    pub(super) exit: Exit,
    /// What went wrong and what to do.
    pub(super) card: ErrorCard,
}

impl From<ErrorCard> for Failure {
    fn from(card: ErrorCard) -> Self {
        Self {
            exit: Exit::of(card.trouble),
            card,
        }
    }
}

/// What was given cannot be used.
pub(super) fn bad(sentence: impl Into<String>, remedy: impl Into<String>) -> Failure {
    ErrorCard::new(sentence, remedy)
        .of(Trouble::BadInput)
        .into()
}

/// What the disk or the system said.
pub(super) fn failed(sentence: impl Into<String>, remedy: impl Into<String>) -> Failure {
    ErrorCard::new(sentence, remedy).into()
}
