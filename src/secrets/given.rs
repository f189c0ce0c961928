//! A key that is given to one run from outside.

use super::{Secret, SecretError};
use std::ffi::OsString;
use std::io::Read;
use zeroize::{Zeroize as _, Zeroizing};

/// Name of the variable with the key.
pub const ENV_KEY: &str = "GATEHOUSE_API_KEY";

/// Name of the variable with the secret of an app.
pub const ENV_APP_SECRET: &str = "GATEHOUSE_APP_SECRET";

/// Name of the variable with the number of the descriptor that the passphrase is read from.
pub const ENV_PASSPHRASE_FD: &str = "GATEHOUSE_PASSPHRASE_FD";

/// Longest key that is read, in bytes. Wix's keys have less than 2,000.
const MAX: u64 = 64 * 1024;

/// The key in the environment; `None` if the variable is absent or blank.
///
/// # Errors
/// [`SecretError::Unusable`] if it is not a text.
pub fn from_env() -> Result<Option<Secret>, SecretError> {
    from_value(std::env::var_os(ENV_KEY))
}

/// The app secret in the environment; `None` if the variable is absent or blank.
///
/// # Errors
/// [`SecretError::Unusable`] if it is not a text.
pub fn app_secret_from_env() -> Result<Option<Secret>, SecretError> {
    from_value(std::env::var_os(ENV_APP_SECRET))
}

fn from_value(value: Option<OsString>) -> Result<Option<Secret>, SecretError> {
    match value.map(OsString::into_string) {
        None => Ok(None),
        Some(Ok(text)) => usable(text, "the environment"),
        Some(Err(_)) => Err(SecretError::Unusable {
            place: "the environment",
            reason: "it is not a text".to_owned(),
        }),
    }
}

/// The key from a pipe or a file that the caller opened (standard input, a descriptor handed in);
/// `None` if there is nothing in it.
///
/// # Errors
/// [`SecretError::Unusable`] if it cannot be read, is not a text, or has more than 64 KiB.
pub fn from_reader(reader: impl Read) -> Result<Option<Secret>, SecretError> {
    read(reader, usable)
}

/// The passphrase from a pipe or a file that the caller opened; `None` if there is nothing in it.
/// It may hold blanks and letters of any script.
///
/// # Errors
/// As [`from_reader`].
pub fn passphrase_from_reader(reader: impl Read) -> Result<Option<Secret>, SecretError> {
    read(reader, |text, _| Ok(Secret::new(text)))
}

fn read(
    reader: impl Read,
    usable: impl FnOnce(String, &'static str) -> Result<Option<Secret>, SecretError>,
) -> Result<Option<Secret>, SecretError> {
    let unusable = |reason: String| SecretError::Unusable {
        place: "the input",
        reason,
    };
    // One piece of memory that never grows, so that no copy of the key stays behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAX as usize + 1));
    reader
        .take(MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| unusable(e.to_string()))?;
    if bytes.len() as u64 > MAX {
        return Err(unusable("it is too long".to_owned()));
    }
    match String::from_utf8(std::mem::take(&mut *bytes)) {
        Ok(text) => usable(text, "the input"),
        Err(error) => {
            error.into_bytes().zeroize();
            Err(unusable("it is not a text".to_owned()))
        }
    }
}

/// A key is one line of visible characters; anything else could not be sent in a header.
fn usable(text: String, place: &'static str) -> Result<Option<Secret>, SecretError> {
    let secret = Secret::new(text);
    match &secret {
        Some(s) if !s.expose().chars().all(|c| c.is_ascii_graphic()) => {
            Err(SecretError::Unusable {
                place,
                reason: "it is not a single word of plain letters and signs".to_owned(),
            })
        }
        _ => Ok(secret),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_is_no_key() {
        assert_eq!(from_value(None), Ok(None));
        assert_eq!(from_value(Some("  ".into())), Ok(None));
        assert_eq!(from_reader(&b"\n"[..]), Ok(None));
    }

    #[test]
    fn the_line_end_is_not_part_of_it() {
        let secret = from_reader(&b"IST.eyJ-a_b.c\r\n"[..]).unwrap().unwrap();
        assert_eq!(secret.expose(), "IST.eyJ-a_b.c");
        let secret = from_value(Some("IST.x".into())).unwrap().unwrap();
        assert_eq!(secret.expose(), "IST.x");
    }

    #[test]
    fn what_cannot_be_a_key_is_refused_and_not_shown() {
        for bytes in [&b"two words"[..], b"a\nb", b"\xff\xfe", "kä".as_bytes()] {
            let error = from_reader(bytes).unwrap_err();
            assert!(error.to_string().contains("the input"), "{error}");
            assert!(!error.to_string().contains("two"), "{error}");
        }
        let long = vec![b'a'; MAX as usize + 1];
        assert!(from_reader(&long[..]).is_err());
        assert!(from_reader(&long[1..]).is_ok());
    }
}
