//! New members out of files, read strictly: what is not understood is refused with its place. CSV
//! goes through the reader and the check of every sheet.

use super::check::{Known, Problem, Rule};
use super::import::Import;
use super::map::Kind;
use super::read::{Said, Survey};
use crate::access::NewMember;
use crate::plan::is_address;
use std::io;

/// Why a file was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowError {
    /// Not UTF-8.
    #[error("it is not UTF-8: the first bad byte is at {0}, counted from 0")]
    Encoding(usize),
    /// Nothing but a first row.
    #[error("there is no row in it")]
    Empty,
    /// It can be read in several ways.
    #[error("it cannot be told: {0}")]
    Asks(&'static str),
    /// A column that is not known.
    #[error("the column “{name}” is not known")]
    UnknownColumn {
        /// Its name.
        name: String,
    },
    /// A column that stands there twice.
    #[error("the column “{name}” stands there twice")]
    ColumnTwice {
        /// Its name.
        name: String,
    },
    /// The column that must be there is missing.
    #[error("a column with login addresses is missing, such as “loginEmail”")]
    NoLogin,
    /// A row that is not right.
    #[error("row {row}{}: {what}", column.as_ref().map(|c| format!(", column {c}")).unwrap_or_default())]
    Row {
        /// Number of the row, the names of the columns being row 1.
        row: u64,
        /// The column, where one is to blame.
        column: Option<String>,
        /// What is wrong.
        what: String,
    },
}

fn wrong(row: u64, column: Option<&str>, what: impl Into<String>) -> RowError {
    RowError::Row {
        row,
        column: column.map(str::to_owned),
        what: what.into(),
    }
}

/// What a reader in memory never says.
fn of_io(error: &io::Error) -> RowError {
    wrong(0, None, error.to_string())
}

/// Reads new members out of CSV of any usual form, names of columns in one of the first rows.
/// Nothing is guessed that somebody would have to confirm: `gatehouse sheet` is for that. Whoever
/// stands there twice is named by the plan.
///
/// # Errors
/// The first [`RowError`].
pub fn members_csv(bytes: &[u8]) -> Result<Vec<NewMember>, RowError> {
    let survey = Survey::of_whole(&mut &*bytes, &mut |_| true).map_err(|e| of_io(&e))?;
    let import = Import::of(&survey, bytes, Kind::Members, Said::default());
    let import = import.map_err(|e| of_io(&e))?;
    let mapping = &import.mapping;
    if let Some(name) = mapping.doubled.first() {
        return Err(RowError::ColumnTwice { name: name.clone() });
    }
    if !mapping.missing().is_empty() {
        return Err(RowError::NoLogin);
    }
    let unknown = mapping
        .columns
        .iter()
        .find(|c| c.holds.is_none() && !c.name.is_empty());
    if let Some(column) = unknown {
        let name = column.name.clone();
        return Err(RowError::UnknownColumn { name });
    }
    if let Some(question) = &import.guess.question {
        return Err(RowError::Asks(question.words()));
    }
    let mut members = Vec::new();
    let each = |checker: &super::check::Checker<'_>, row: &_, _: &_| {
        if let Some(super::check::Wanted::Create(member)) = checker.wanted(row)
            && is_address(&member.login_email)
        {
            members.push(*member);
        }
        Ok(())
    };
    let pass = import.pass::<io::Error>(bytes, Known::default(), each, &mut |_| true);
    let checked = pass.map_err(|e| of_io(&e))?;
    let stands = |p: &&&Problem| matches!(import.rules.of(p.class), Rule::Ask | Rule::Stop);
    // What looks like a slip may be meant: this way in has nobody to ask.
    let all = checked.problems.by_row();
    if let Some(first) = all.iter().filter(|p| !p.class.can_be_taken()).find(stands) {
        let column = first.column.map(|at| mapping.name(at));
        return Err(wrong(first.row, column.as_deref(), first.says.clone()));
    }
    if members.is_empty() {
        return Err(RowError::Empty);
    }
    Ok(members)
}

/// Reads new members out of JSON, one object per line; blank lines do not count.
///
/// # Errors
/// The first [`RowError`]; rows are counted from 1.
pub fn members_jsonl(bytes: &[u8]) -> Result<Vec<NewMember>, RowError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|e| RowError::Encoding(e.valid_up_to()))?;
    let mut members = Vec::new();
    for (row, line) in (1_u64..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let member: NewMember =
            serde_json::from_str(line).map_err(|e| wrong(row, None, e.to_string()))?;
        let login = member.login_email.trim();
        if !is_address(login) {
            let what = format!("“{login}” is not a mail address");
            return Err(wrong(row, Some("loginEmail"), what));
        }
        members.push(member);
    }
    if members.is_empty() {
        return Err(RowError::Empty);
    }
    Ok(members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Privacy;

    #[test]
    fn a_good_file_is_read() {
        let file = "\u{feff}loginEmail,firstName,phone,privacy\n\
                    ana@example.com,\"Díaz, Ana\",+34 1,private\nbo@example.com,,,\n";
        let members = members_csv(file.as_bytes()).unwrap();
        assert_eq!(members.len(), 2);
        assert_eq!(members[0].first_name, "Díaz, Ana");
        assert_eq!(members[0].phones, ["+34 1"]);
        assert_eq!(members[0].privacy, Some(Privacy::Private));
        assert!(members[1].phones.is_empty() && members[1].privacy.is_none());
        let lines = b"{\"loginEmail\":\"a@example.com\"}\n\n{\"loginEmail\":\"b@example.com\"}\n";
        assert_eq!(members_jsonl(lines).unwrap().len(), 2);
        // Whoever stands there twice is left to the plan, which names both.
        let twice = b"email;firstName\na@example.com;Ana\nA@example.com;Ana\n";
        assert_eq!(members_csv(twice).unwrap().len(), 2);
    }

    #[test]
    fn a_bad_file_is_refused_with_its_place() {
        let told = |file: &[u8]| members_csv(file).unwrap_err().to_string();
        assert_eq!(told(b"loginEmail\n"), "there is no row in it");
        assert!(told(b"email,colour\na@example.com,red\n").contains("“colour” is not known"));
        assert!(told(b"firstName\nAna\n").contains("is missing"));
        assert!(told(b"loginEmail,loginEmail\na,b\n").contains("twice"));
        let row = told(b"loginEmail,privacy\na@example.com,\nb@example.com,secret\n");
        assert_eq!(
            row,
            "row 3, column privacy: “secret” is neither PRIVATE nor PUBLIC"
        );
        assert!(told(b"loginEmail\nnobody\n").starts_with("row 2, column loginEmail"));
        let json = members_jsonl(b"{\"loginEmail\":\"a@example.com\",\"colour\":1}").unwrap_err();
        assert!(json.to_string().starts_with("row 1"), "{json}");
    }
}
