//! New members out of files, read strictly: what is not understood is refused with its place.

use crate::access::{NewMember, Privacy};

/// Names of columns, as they stand in the first row.
const COLUMNS: [&str; 10] = [
    "loginEmail",
    "firstName",
    "lastName",
    "nickname",
    "title",
    "company",
    "jobTitle",
    "birthdate",
    "phone",
    "privacy",
];

/// Why a file was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowError {
    /// Not UTF-8.
    #[error("it is not UTF-8: the first bad byte is at {0}, counted from 0")]
    Encoding(usize),
    /// Nothing but a first row.
    #[error("there is no row in it")]
    Empty,
    /// A column that is not known.
    #[error("the column “{name}” is not known; known are {}", COLUMNS.join(", "))]
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
    #[error("the column “loginEmail” is missing")]
    NoLogin,
    /// A row that is not right.
    #[error("row {row}{}: {what}", column.map(|c| format!(", column {c}")).unwrap_or_default())]
    Row {
        /// Number of the row, the names of the columns being row 1.
        row: u64,
        /// The column, where one is to blame.
        column: Option<&'static str>,
        /// What is wrong.
        what: String,
    },
}

fn wrong(row: u64, column: Option<&'static str>, what: impl Into<String>) -> RowError {
    RowError::Row {
        row,
        column,
        what: what.into(),
    }
}

fn text(bytes: &[u8]) -> Result<&str, RowError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|e| RowError::Encoding(e.valid_up_to()))
}

/// Reads new members out of CSV: UTF-8, commas, names of columns in the first row.
///
/// # Errors
/// The first [`RowError`].
pub fn members_csv(bytes: &[u8]) -> Result<Vec<NewMember>, RowError> {
    let mut csv = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text(bytes)?.as_bytes());
    let unreadable = |e: &csv::Error| {
        let row = e.position().map_or(0, csv::Position::line);
        wrong(row, None, e.to_string())
    };
    let head = csv.headers().map_err(|e| unreadable(&e))?.clone();
    let mut columns: Vec<&'static str> = Vec::new();
    for name in &head {
        let name = name.trim();
        let known = COLUMNS.into_iter().find(|c| *c == name);
        let known = known.ok_or_else(|| RowError::UnknownColumn {
            name: name.to_owned(),
        })?;
        if columns.contains(&known) {
            return Err(RowError::ColumnTwice {
                name: name.to_owned(),
            });
        }
        columns.push(known);
    }
    if !columns.contains(&"loginEmail") {
        return Err(RowError::NoLogin);
    }
    let mut members = Vec::new();
    for record in csv.records() {
        let record = record.map_err(|e| unreadable(&e))?;
        let row = record.position().map_or(0, csv::Position::line);
        if record.len() != columns.len() {
            let (has, wants) = (record.len(), columns.len());
            let what = format!("it has {has} cells, and there are {wants} columns");
            return Err(wrong(row, None, what));
        }
        let mut member = NewMember::default();
        for (column, cell) in columns.iter().zip(&record) {
            put(&mut member, column, cell.trim()).map_err(|what| wrong(row, Some(column), what))?;
        }
        check(&member).map_err(|(column, what)| wrong(row, Some(column), what))?;
        members.push(member);
    }
    if members.is_empty() {
        return Err(RowError::Empty);
    }
    Ok(members)
}

fn put(member: &mut NewMember, column: &str, cell: &str) -> Result<(), String> {
    if let Some(c) = cell.chars().find(|c| c.is_control()) {
        return Err(format!(
            "there is a control character in it ({})",
            c.escape_default()
        ));
    }
    let slot = match column {
        "firstName" => &mut member.first_name,
        "lastName" => &mut member.last_name,
        "nickname" => &mut member.nickname,
        "title" => &mut member.title,
        "company" => &mut member.company,
        "jobTitle" => &mut member.job_title,
        "birthdate" => &mut member.birthdate,
        "phone" => {
            if !cell.is_empty() {
                member.phones = vec![cell.to_owned()];
            }
            return Ok(());
        }
        "privacy" => {
            member.privacy = match cell.to_uppercase().as_str() {
                "" => None,
                "PRIVATE" => Some(Privacy::Private),
                "PUBLIC" => Some(Privacy::Public),
                _ => return Err(format!("“{cell}” is neither PRIVATE nor PUBLIC")),
            };
            return Ok(());
        }
        _ => &mut member.login_email,
    };
    cell.clone_into(slot);
    Ok(())
}

fn check(member: &NewMember) -> Result<(), (&'static str, String)> {
    let login = &member.login_email;
    if login.trim().is_empty() {
        return Err(("loginEmail", "it is empty".to_owned()));
    }
    if !crate::plan::is_address(login.trim()) {
        return Err(("loginEmail", format!("“{login}” is not a mail address")));
    }
    Ok(())
}

/// Reads new members out of JSON, one object per line; blank lines do not count.
///
/// # Errors
/// The first [`RowError`]; rows are counted from 1.
pub fn members_jsonl(bytes: &[u8]) -> Result<Vec<NewMember>, RowError> {
    let mut members = Vec::new();
    for (row, line) in (1_u64..).zip(text(bytes)?.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let member: NewMember =
            serde_json::from_str(line).map_err(|e| wrong(row, None, e.to_string()))?;
        check(&member).map_err(|(column, what)| wrong(row, Some(column), what))?;
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
    }

    #[test]
    fn a_bad_file_is_refused_with_its_place() {
        let told = |file: &[u8]| members_csv(file).unwrap_err().to_string();
        assert!(told(b"loginEmail\n\xff").contains("UTF-8"));
        assert_eq!(told(b"loginEmail\n"), "there is no row in it");
        assert!(told(b"email\na@example.com\n").contains("“email” is not known"));
        assert!(told(b"firstName\nAna\n").contains("is missing"));
        assert!(told(b"loginEmail,loginEmail\na,b\n").contains("twice"));
        assert!(told(b"loginEmail;firstName\na@example.com;Ana\n").contains("not known"));
        let cells = told(b"loginEmail,firstName\na@example.com\n");
        assert_eq!(cells, "row 2: it has 1 cells, and there are 2 columns");
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
