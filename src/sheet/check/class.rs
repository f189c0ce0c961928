//! Kinds of problems, and what is done about rows that have one.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use strum::EnumIter;

/// What can be wrong with a cell or a row.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, EnumIter,
)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Nobody is named.
    NoAddress,
    /// It is no mail address.
    BadAddress,
    /// The domain looks misspelt.
    Typo,
    /// Letters of another script that look like Latin ones.
    LookAlike,
    /// The same somebody stands in another row.
    Double,
    /// It is so in the account already.
    AlreadyThere,
    /// Nobody like that is in the account.
    NotThere,
    /// A role, site or location that is not known.
    UnknownName,
    /// A word that means nothing here.
    BadValue,
    /// A text that Wix would not take.
    TooLong,
    /// What a spreadsheet did to a cell.
    Damage,
    /// Bytes that are no letters.
    Letters,
    /// A quote that was never closed.
    Quotes,
    /// More cells than there are columns.
    TooManyCells,
    /// A row longer than any can be.
    Cut,
    /// A row of totals.
    Totals,
    /// Characters that nobody sees; they are left out.
    Invisible,
    /// The row asks for nothing.
    Nothing,
}

/// What is done about rows with a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Rule {
    /// They are taken as they are.
    Take,
    /// They are left out.
    Skip,
    /// Somebody has to decide before there is a plan.
    Ask,
    /// There is no plan as long as there is one.
    Stop,
}

impl Rule {
    /// From the word that somebody typed.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Take, Self::Skip, Self::Ask, Self::Stop]
            .into_iter()
            .find(|r| r.word() == word)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Skip => "skip",
            Self::Ask => "ask",
            Self::Stop => "stop",
        }
    }
}

impl Class {
    /// The word for the command line and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::NoAddress => "no-address",
            Self::BadAddress => "bad-address",
            Self::Typo => "typo",
            Self::LookAlike => "look-alike",
            Self::Double => "double",
            Self::AlreadyThere => "already-there",
            Self::NotThere => "not-there",
            Self::UnknownName => "unknown-name",
            Self::BadValue => "bad-value",
            Self::TooLong => "too-long",
            Self::Damage => "damage",
            Self::Letters => "letters",
            Self::Quotes => "quotes",
            Self::TooManyCells => "too-many-cells",
            Self::Cut => "cut",
            Self::Totals => "totals",
            Self::Invisible => "invisible",
            Self::Nothing => "nothing",
        }
    }

    /// The name of the group.
    pub fn label(self) -> &'static str {
        match self {
            Self::NoAddress => "Rows that name nobody",
            Self::BadAddress => "Not a mail address",
            Self::Typo => "Mail domains that look misspelt",
            Self::LookAlike => "Letters of another script",
            Self::Double => "In the file more than once",
            Self::AlreadyThere => "So already",
            Self::NotThere => "Not in the account",
            Self::UnknownName => "Names that are not known",
            Self::BadValue => "Words that mean nothing here",
            Self::TooLong => "Too long for Wix",
            Self::Damage => "Damaged by a spreadsheet",
            Self::Letters => "Unreadable letters",
            Self::Quotes => "Broken quotes",
            Self::TooManyCells => "More cells than columns",
            Self::Cut => "Rows that are too long",
            Self::Totals => "Rows of totals",
            Self::Invisible => "Invisible characters",
            Self::Nothing => "Rows that ask for nothing",
        }
    }

    /// What to do about it.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::NoAddress => "Fill in the address, or leave the row out",
            Self::BadAddress => "Correct the address, such as pat@example.com",
            Self::Typo => "Take the suggestion, or say that the domain is right",
            Self::LookAlike => "Type the letters anew",
            Self::Double => "The first row counts; delete or correct the others",
            Self::AlreadyThere | Self::Totals => "Nothing to do: such rows are left out",
            Self::NotThere => "Correct the address, or leave the row out",
            Self::UnknownName => "Take the suggestion, or type a name that is known",
            Self::BadValue => "Type one of the words that are known",
            Self::TooLong => "Shorten the text",
            Self::Damage => "Type the value anew, and let the spreadsheet keep it as text",
            Self::Letters => "Choose another encoding, or type the cell anew",
            Self::Quotes => "Look at the row; its quotes were read as plain marks",
            Self::TooManyCells => "Put quotes around cells that hold the delimiter",
            Self::Cut => "Correct the row in the file: a line end is missing",
            Self::Invisible => "Nothing to do: they are left out of the values",
            Self::Nothing => "Fill in what shall be different, or leave the row out",
        }
    }

    /// What is done unless somebody says otherwise.
    pub fn usual(self) -> Rule {
        match self {
            Self::Invisible => Rule::Take,
            Self::Double | Self::AlreadyThere | Self::Totals | Self::Nothing => Rule::Skip,
            Self::Cut => Rule::Stop,
            _ => Rule::Ask,
        }
    }

    /// Whether rows with it can be taken as they are at all.
    pub fn can_be_taken(self) -> bool {
        matches!(
            self,
            Self::Typo
                | Self::LookAlike
                | Self::Damage
                | Self::Letters
                | Self::Quotes
                | Self::TooManyCells
                | Self::Invisible
        )
    }
}

/// Rules that differ from the usual ones.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rules(BTreeMap<Class, Rule>);

impl Rules {
    /// The rule for a class.
    pub fn of(&self, class: Class) -> Rule {
        self.0.get(&class).copied().unwrap_or_else(|| class.usual())
    }

    /// Sets a rule; false where a problem of that class cannot just be taken.
    pub fn set(&mut self, class: Class, rule: Rule) -> bool {
        if rule == Rule::Take && !class.can_be_taken() {
            return false;
        }
        self.0.insert(class, rule);
        true
    }
}
