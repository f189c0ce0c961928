//! The limits of a member's fields (site contract 1.1), checked before anything is written into
//! the journal.

use super::query::MemberSearch;
use crate::access::{Address, MemberChange, NewMember, Privacy};
use crate::wix::BuildError;

/// Longest company, job title and date of birth, and house number.
const SHORT: usize = 100;
/// Longest line of an address.
const LINE: usize = 200;
/// Most fields of a search.
const MOST_FIELDS: usize = 4;

/// Whether a new member can be sent.
pub(super) fn new_member(member: &NewMember) -> Result<(), BuildError> {
    let login = member.login_email.trim();
    if login.is_empty() {
        return Err(BuildError::Missing("the login address"));
    }
    address("the login address", login)?;
    for email in &member.emails {
        address("a further address", email.trim())?;
    }
    length("company", &member.company, SHORT)?;
    length("job title", &member.job_title, SHORT)?;
    date_of_birth(&member.birthdate)?;
    if member.phones.iter().any(|p| p.trim().is_empty()) {
        return Err(BuildError::Missing("a telephone number"));
    }
    if member.custom_fields.keys().any(|key| key.trim().is_empty()) {
        return Err(BuildError::Missing("the key of a custom field"));
    }
    privacy(member.privacy.as_ref())?;
    member.addresses.iter().try_for_each(postal)
}

/// Whether a change of a member can be sent.
pub(super) fn change(change: &MemberChange) -> Result<(), BuildError> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    length("company", &text(&change.company), SHORT)?;
    length("job title", &text(&change.job_title), SHORT)?;
    date_of_birth(&text(&change.birthdate))?;
    for email in change.emails.iter().flatten() {
        address("an address of the contact", email.trim())?;
    }
    if change.phones.iter().flatten().any(|p| p.trim().is_empty()) {
        return Err(BuildError::Missing("a telephone number"));
    }
    if change.custom_fields.keys().any(|key| key.trim().is_empty()) {
        return Err(BuildError::Missing("the key of a custom field"));
    }
    privacy(change.privacy.as_ref())?;
    change.addresses.iter().flatten().try_for_each(postal)
}

/// Whether a text can be looked for (site contract 1.3).
pub(super) fn search(search: &MemberSearch) -> Result<(), BuildError> {
    if search.text.is_empty() {
        return Err(BuildError::Missing("the text to look for"));
    }
    length("the text to look for", &search.text, SHORT)?;
    if search.fields.len() > MOST_FIELDS {
        return Err(BuildError::TooMany(MOST_FIELDS));
    }
    Ok(())
}

fn date_of_birth(birthdate: &str) -> Result<(), BuildError> {
    let birthdate = birthdate.trim();
    // The parser alone would take other forms of a date too.
    let is_date = birthdate.len() == 10 && birthdate.parse::<jiff::civil::Date>().is_ok();
    if birthdate.is_empty() || is_date {
        Ok(())
    } else {
        Err(wrong("the date of birth", "be a date such as 1990-05-17"))
    }
}

/// Whether a privacy can be sent.
pub(in crate::wix) fn privacy(privacy: Option<&Privacy>) -> Result<(), BuildError> {
    match privacy {
        Some(Privacy::Unknown | Privacy::Other(_)) => {
            Err(wrong("the privacy", "be private or public"))
        }
        _ => Ok(()),
    }
}

fn postal(one: &Address) -> Result<(), BuildError> {
    let apart = !one.street.trim().is_empty() || !one.number.trim().is_empty();
    if apart && !one.line.trim().is_empty() {
        return Err(wrong(
            "a postal address",
            "have either one line or street and number",
        ));
    }
    length("address line", &one.line, LINE)?;
    length("street", &one.street, LINE)?;
    length("house number", &one.number, SHORT)?;
    let country = one.country.trim();
    let two = country.len() == 2 && country.bytes().all(|b| b.is_ascii_alphabetic());
    if country.is_empty() || two {
        Ok(())
    } else {
        Err(wrong("a country", "be told with two letters, such as DE"))
    }
}

pub(in crate::wix) fn length(
    field: &'static str,
    text: &str,
    most: usize,
) -> Result<(), BuildError> {
    if text.trim().chars().count() <= most {
        Ok(())
    } else {
        Err(BuildError::TooLong { field, most })
    }
}

/// One `@`, something before it, a dotted name after it, and no blanks.
pub(in crate::wix) fn address(field: &'static str, text: &str) -> Result<(), BuildError> {
    let parts = text.split_once('@');
    let good = parts.is_some_and(|(local, domain)| {
        !local.is_empty()
            && !domain.contains('@')
            && domain.contains('.')
            && domain.split('.').all(|label| !label.is_empty())
            && !text.chars().any(|c| c.is_whitespace() || c.is_control())
    });
    if good {
        Ok(())
    } else {
        Err(wrong(field, "be an email address such as dana@example.com"))
    }
}

pub(in crate::wix) fn wrong(field: &'static str, must: &'static str) -> BuildError {
    BuildError::Wrong { field, must }
}
