//! A plan as a file: readable JSON that shows when it was changed.
//!
//! The file wraps the plan with a seal, the hash over its content. What is confirmed is what was
//! made: a file that somebody edited is refused, with the remedy to make the plan again. The seal
//! finds accidents and careless edits; whoever recomputes it on purpose still meets form, brakes
//! and fingerprints, which are measured against the account and not against the file. Plans of
//! format 1 had no seal and are read without one; they know the team alone.

use super::{FormError, Plan};
use serde::{Deserialize, Serialize};

/// Largest file that is read, in bytes.
pub const LARGEST: usize = 256 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed<P> {
    /// Says what this file is: `plan`.
    gatehouse: String,
    /// The plan's hash.
    seal: String,
    plan: P,
}

/// Why a file is no plan that can be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Not JSON, or not of this form.
    #[error("it is not a plan of Gatehouse: {0}")]
    NotAPlan(String),
    /// Larger than any plan.
    #[error("it is larger than any plan ({0} bytes)")]
    TooLarge(usize),
    /// The content does not fit the seal.
    #[error("it was changed after it was saved")]
    Changed,
    /// The content is not a sound plan.
    #[error(transparent)]
    Form(#[from] FormError),
}

impl FileError {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NotAPlan(_) | Self::TooLarge(_) => "Choose a file that “Save plan” wrote",
            Self::Changed => "Plans are not edited: make the plan again with what you want",
            Self::Form(_) => "Make the plan again with this version of Gatehouse",
        }
    }
}

/// The plan as a file.
///
/// # Errors
/// A [`serde_json::Error`] if it cannot be written as JSON.
pub fn to_bytes(plan: &Plan) -> Result<Vec<u8>, serde_json::Error> {
    let sealed = Sealed {
        gatehouse: "plan".to_owned(),
        seal: plan.hash()?,
        plan,
    };
    let mut bytes = serde_json::to_vec_pretty(&sealed)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Reads a file strictly: whatever is not as this program wrote it is refused.
///
/// # Errors
/// [`FileError`], naming the place where there is one.
pub fn from_bytes(bytes: &[u8]) -> Result<Plan, FileError> {
    if bytes.len() > LARGEST {
        return Err(FileError::TooLarge(bytes.len()));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if is_of_format_1(bytes) {
        let plan: Plan = strictly(bytes)?;
        plan.check_form()?;
        return Ok(plan);
    }
    let sealed: Sealed<Plan> = strictly(bytes)?;
    if sealed.gatehouse != "plan" {
        return Err(FileError::NotAPlan(format!(
            "it says that it is a {}",
            sealed.gatehouse
        )));
    }
    let hash = sealed
        .plan
        .hash()
        .map_err(|e| FileError::NotAPlan(e.to_string()))?;
    if hash != sealed.seal {
        return Err(FileError::Changed);
    }
    sealed.plan.check_form()?;
    Ok(sealed.plan)
}

fn strictly<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, FileError> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let read = serde_path_to_error::deserialize(&mut json)
        .map_err(|e| FileError::NotAPlan(format!("{} ({})", e.inner(), e.path())))?;
    json.end()
        .map_err(|e| FileError::NotAPlan(format!("something stands behind its end ({e})")))?;
    Ok(read)
}

/// Whether these bytes are a plan of format 1, which was saved without a seal.
fn is_of_format_1(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Head {
        gatehouse: Option<serde::de::IgnoredAny>,
        format: Option<u32>,
    }
    let head = serde_json::from_slice::<Head>(bytes);
    head.is_ok_and(|head| head.gatehouse.is_none() && head.format == Some(1))
}
