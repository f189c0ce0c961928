//! Whether a deed on a member can be sent.

use super::{Deed, MemberDeed, is_address};
use crate::access::{MemberChange, Privacy};

/// Longest company, job title and date of birth (site contract 1.1).
const LONGEST_FIELD: usize = 100;
/// Longest slug.
const LONGEST_SLUG: usize = 255;

/// Checks a deed, wherever it came from.
///
/// # Errors
/// A sentence about what is wrong.
pub(super) fn check(of: &MemberDeed) -> Result<(), String> {
    if of.site.is_empty() || of.member.is_empty() {
        return Err("an id is missing".to_owned());
    }
    match &of.deed {
        Deed::Update { change } => {
            if change.is_empty() {
                return Err("it changes nothing".to_owned());
            }
            if !change.clears().is_empty() {
                return Err("a list is emptied by a line of its own".to_owned());
            }
            check_change(change)
        }
        Deed::Slug { slug } => check_slug(slug),
        Deed::ChangeLogin { login } if !is_address(login) => {
            Err(format!("“{login}” is not a mail address"))
        }
        Deed::PasswordMail if !is_address(&of.login_email) => {
            Err("the login address is missing".to_owned())
        }
        Deed::GiveRole { role } | Deed::TakeRole { role } if role.is_empty() => {
            Err("the role is missing".to_owned())
        }
        Deed::GiveBadge { badge } if badge.is_empty() => Err("the badge is missing".to_owned()),
        Deed::TakeBadge { badge, assignment } if badge.is_empty() || assignment.is_empty() => {
            Err("the badge is missing".to_owned())
        }
        _ => Ok(()),
    }
}

/// Checks what a page of a member may be called.
///
/// # Errors
/// A sentence about what is wrong.
pub(super) fn check_slug(slug: &str) -> Result<(), String> {
    match slug.trim().chars().count() {
        0 => Err("the page address is missing".to_owned()),
        n if n > LONGEST_SLUG => Err(format!(
            "the page address has {n} characters; Wix takes {LONGEST_SLUG}"
        )),
        _ => Ok(()),
    }
}

/// Checks the limits of a change (site contract 1.1).
///
/// # Errors
/// A sentence about the first field that Wix would not take.
pub(super) fn check_change(change: &MemberChange) -> Result<(), String> {
    for (name, text) in [
        ("company", &change.company),
        ("job title", &change.job_title),
    ] {
        let n = text.as_ref().map_or(0, |t| t.chars().count());
        if n > LONGEST_FIELD {
            return Err(format!(
                "the {name} has {n} characters; Wix takes {LONGEST_FIELD}"
            ));
        }
    }
    let date = change.birthdate.as_deref().unwrap_or_default().trim();
    let is_date = date.len() == 10 && date.parse::<jiff::civil::Date>().is_ok();
    if !date.is_empty() && !is_date {
        return Err(format!(
            "“{date}” is not a date of birth such as 1990-05-17"
        ));
    }
    if let Some(bad) = change
        .emails
        .iter()
        .flatten()
        .find(|e| !is_address(e.trim()))
    {
        return Err(format!("“{bad}” is not a mail address"));
    }
    if change.phones.iter().flatten().any(|p| p.trim().is_empty()) {
        return Err("a phone number is empty".to_owned());
    }
    match &change.privacy {
        Some(Privacy::Unknown | Privacy::Other(_)) => {
            Err("a profile is private or public".to_owned())
        }
        _ => Ok(()),
    }
}
