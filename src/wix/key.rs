//! The API key: a redacting type.

use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Longest key that is taken, in bytes. Real keys have well under 2,000.
const LONGEST: usize = 8 * 1024;

/// An API key of a Wix account (contract 1). Its text never shows: `Debug` and `Display` hide it,
/// only this room can read it, and its memory is wiped when the last copy is dropped.
#[derive(Clone)]
pub struct ApiKey(Arc<Zeroizing<String>>);

/// Why a text cannot be an API key. Never carries the text itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nothing was given.
    #[error("no key was given")]
    Empty,
    /// It begins with the word that other kinds of tokens take.
    #[error("paste only the key, without the word “Bearer” in front of it")]
    Bearer,
    /// It is an OAuth token, which ends after some hours and is sent in another way.
    #[error("this is an OAuth token; an API key begins with “IST.”")]
    OAuth,
    /// There is a blank or a line break inside.
    #[error("there is a blank or a line break inside the key, at character {0}")]
    Blank(usize),
    /// There is a character that cannot stand in a header.
    #[error("character {0} of the key cannot be part of a key")]
    Character(usize),
    /// It is far too long.
    #[error("this is too long for a key")]
    TooLong,
}

impl ApiKey {
    /// Takes a pasted key, without blanks, line breaks and invisible marks around it.
    ///
    /// # Errors
    /// [`KeyError`] when the text cannot be a key; positions count characters from 1.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        if text.is_empty() {
            return Err(KeyError::Empty);
        }
        if text.len() > LONGEST {
            return Err(KeyError::TooLong);
        }
        if starts_with_word(text, "bearer ") {
            return Err(KeyError::Bearer);
        }
        if starts_with_word(text, "oauthng.") {
            return Err(KeyError::OAuth);
        }
        for (i, c) in text.chars().enumerate() {
            if c.is_whitespace() {
                return Err(KeyError::Blank(i + 1));
            }
            if !c.is_ascii_graphic() {
                return Err(KeyError::Character(i + 1));
            }
        }
        Ok(Self(Arc::new(Zeroizing::new(text.to_owned()))))
    }

    /// Whether it begins like the keys that Wix makes. Others are tried all the same.
    pub fn looks_like_wix(&self) -> bool {
        self.0.starts_with("IST.")
    }

    /// The key itself.
    pub(in crate::wix) fn expose(&self) -> &str {
        &self.0
    }
}

/// Marks that come along when text is copied from a web page or a mail.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

fn starts_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

impl fmt::Display for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IST.…(hidden)")
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(IST.…(hidden))")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_marks_around_it_are_dropped() {
        let key = ApiKey::parse("\u{feff} \tIST.abc\r\n").unwrap();
        assert_eq!(key.expose(), "IST.abc");
        assert!(key.looks_like_wix());
    }

    #[test]
    fn what_cannot_be_a_key_is_named() {
        let why = |text: &str| ApiKey::parse(text).unwrap_err();
        assert_eq!(why(" \n"), KeyError::Empty);
        assert_eq!(why("Bearer IST.abc"), KeyError::Bearer);
        assert_eq!(why("OauthNG.JWS.x"), KeyError::OAuth);
        assert_eq!(why("IST.a b"), KeyError::Blank(6));
        assert_eq!(why("IST.a\nb"), KeyError::Blank(6));
        assert_eq!(why("IST.ä"), KeyError::Character(5));
        assert_eq!(why("IST.\u{1}"), KeyError::Character(5));
        assert_eq!(why(&"a".repeat(LONGEST + 1)), KeyError::TooLong);
    }

    #[test]
    fn it_never_shows() {
        let key = ApiKey::parse("IST.verysecret").unwrap();
        assert!(!format!("{key} {key:?} {key:#?}").contains("verysecret"));
    }
}
