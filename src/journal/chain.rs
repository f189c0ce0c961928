//! Lines of the journal and the chain between them.
//!
//! A line is the SHA-256 of the JSON that follows it in hex, a blank, the JSON, and a line feed.
//! The JSON holds the hash of the line before, so a changed, swapped or dropped line shows.

use super::{Entry, Record};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// A SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hash([u8; 32]);

impl Hash {
    /// Takes the bytes as they are.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Hashes some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// From 64 hex digits in small letters.
    pub fn parse(text: &str) -> Option<Self> {
        let digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if text.len() != 64 || !text.bytes().all(digit) {
            return None;
        }
        let mut bytes = [0; 32];
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl std::fmt::Debug for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl Serialize for Hash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a hash has 64 hex digits"))
    }
}

/// Where the chain stands: what a receipt quotes to make a cut tail show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Head {
    /// Hash of the last line; zeros for an empty file.
    pub hash: Hash,
    /// Number of lines.
    pub count: u64,
}

/// An encoded entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The entry.
    pub entry: Entry,
    /// Its text, line feed included.
    pub text: String,
    /// Where the chain stands after it.
    pub head: Head,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// Not a whole line: the writer was cut off here.
    #[error("the line is torn")]
    Torn,
    /// The text does not match its hash.
    #[error("the line was changed after it was written")]
    Changed,
    /// The line is sound but does not follow the one before.
    #[error("a line before this one was dropped, swapped or changed")]
    Broken,
    /// The hash is right and the content is not readable: written by a newer version.
    #[error("the line is sound but its content is not understood: {0}")]
    Unreadable(String),
}

/// Makes the line that follows `head`.
///
/// # Errors
/// A [`serde_json::Error`] if the record cannot be written as JSON.
pub fn encode(head: Head, at: Timestamp, record: Record) -> Result<Line, serde_json::Error> {
    let entry = Entry {
        seq: head.count + 1,
        at,
        prev: head.hash,
        record,
    };
    let json = serde_json::to_string(&entry)?;
    let hash = Hash::of(json.as_bytes());
    let text = format!("{hash} {json}\n");
    let head = Head {
        hash,
        count: entry.seq,
    };
    Ok(Line { entry, text, head })
}

/// Reads the line that should follow `head`.
///
/// # Errors
/// [`ChainError`] saying what is wrong with it.
pub fn decode(head: Head, line: &str) -> Result<Line, ChainError> {
    let body = line.strip_suffix('\n').ok_or(ChainError::Torn)?;
    let (hash, json) = body.split_once(' ').ok_or(ChainError::Changed)?;
    let told = Hash::parse(hash).ok_or(ChainError::Changed)?;
    if Hash::of(json.as_bytes()) != told {
        return Err(ChainError::Changed);
    }
    let entry: Entry =
        serde_json::from_str(json).map_err(|e| ChainError::Unreadable(e.to_string()))?;
    if entry.prev != head.hash || entry.seq != head.count + 1 {
        return Err(ChainError::Broken);
    }
    let head = Head {
        hash: told,
        count: entry.seq,
    };
    Ok(Line {
        entry,
        text: line.to_owned(),
        head,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::RunId;
    use proptest::prelude::*;

    fn note(text: &str) -> Record {
        Record::Repaired {
            note: text.to_owned(),
        }
    }

    fn chain(notes: &[String]) -> Vec<Line> {
        let mut head = Head::default();
        notes
            .iter()
            .map(|n| {
                let line = encode(head, Timestamp::UNIX_EPOCH, note(n)).unwrap();
                head = line.head;
                line
            })
            .collect()
    }

    fn verify<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Head, ChainError> {
        let mut head = Head::default();
        for line in lines {
            head = decode(head, line)?.head;
        }
        Ok(head)
    }

    proptest! {
        #[test]
        fn an_untouched_chain_reads_back(notes in proptest::collection::vec(".*", 0..12)) {
            let lines = chain(&notes);
            let head = verify(lines.iter().map(|l| l.text.as_str())).unwrap();
            prop_assert_eq!(head.count, notes.len() as u64);
        }

        #[test]
        fn any_changed_bit_shows(
            notes in proptest::collection::vec("[a-z]{0,8}", 1..6),
            place in any::<prop::sample::Index>(),
            bit in 0_u32..8,
        ) {
            let text: String = chain(&notes).iter().map(|l| l.text.as_str()).collect();
            let mut bytes = text.into_bytes();
            let at = place.index(bytes.len());
            bytes[at] ^= 1_u8 << bit;
            let Ok(text) = String::from_utf8(bytes) else { return Ok(()) };
            prop_assert!(verify(text.split_inclusive('\n')).is_err());
        }
    }

    #[test]
    fn dropped_and_swapped_lines_show() {
        let lines = chain(&["a".to_owned(), "b".to_owned(), "c".to_owned()]);
        let texts: Vec<&str> = lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(
            verify([texts[0], texts[2]].into_iter()),
            Err(ChainError::Broken)
        );
        assert_eq!(
            verify([texts[1], texts[0], texts[2]].into_iter()),
            Err(ChainError::Broken)
        );
        let torn = &texts[0][..texts[0].len() - 5];
        assert_eq!(verify([torn].into_iter()), Err(ChainError::Torn));
    }

    #[test]
    fn records_name_their_run() {
        let run = RunId::new("r1");
        let ended = Record::RunEnded {
            run: run.clone(),
            how: "done".to_owned(),
        };
        assert_eq!(ended.run(), Some(&run));
        assert_eq!(note("x").run(), None);
    }
}
