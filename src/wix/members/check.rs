//! The limits of a new member's fields (site contract 1.1), checked before anything is written
//! into the journal.

use crate::access::{Address, NewMember, Privacy};
use crate::wix::BuildError;

/// Longest company, job title and date of birth, and house number.
const SHORT: usize = 100;
/// Longest line of an address.
const LINE: usize = 200;

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
    let birthdate = member.birthdate.trim();
    // The parser alone would take other forms of a date too.
    let is_date = birthdate.len() == 10 && birthdate.parse::<jiff::civil::Date>().is_ok();
    if !birthdate.is_empty() && !is_date {
        return Err(wrong("the date of birth", "be a date such as 1990-05-17"));
    }
    if member.phones.iter().any(|p| p.trim().is_empty()) {
        return Err(BuildError::Missing("a telephone number"));
    }
    if member.custom_fields.keys().any(|key| key.trim().is_empty()) {
        return Err(BuildError::Missing("the key of a custom field"));
    }
    if matches!(member.privacy, Some(Privacy::Unknown | Privacy::Other(_))) {
        return Err(wrong("the privacy", "be private or public"));
    }
    member.addresses.iter().try_for_each(postal)
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

fn length(field: &'static str, text: &str, most: usize) -> Result<(), BuildError> {
    if text.trim().chars().count() <= most {
        Ok(())
    } else {
        Err(BuildError::TooLong { field, most })
    }
}

/// One `@`, something before it, a dotted name after it, and no blanks.
fn address(field: &'static str, text: &str) -> Result<(), BuildError> {
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

fn wrong(field: &'static str, must: &'static str) -> BuildError {
    BuildError::Wrong { field, must }
}
