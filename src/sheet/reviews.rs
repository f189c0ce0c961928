//! A review as a sheet: its entries with what is known and decided, and the decisions back.

use super::escaped;
use crate::access::review::{Item, LastChange, Made, Verdict};
use jiff::Timestamp;
use std::io;

/// Titles of the columns.
pub const REVIEW_HEAD: [&str; 16] = [
    "Entry",
    "Kind",
    "Name",
    "Address",
    "Id",
    "Role",
    "Reach",
    "Since at latest",
    "Last change",
    "Worth knowing",
    "Decision",
    "To",
    "Reason",
    "Note",
    "Decided by",
    "Decided at",
];

/// One entry of the sheet.
#[derive(Debug)]
pub struct ReviewLine<'a> {
    /// Its number, counted from 1.
    pub number: u32,
    /// What it is about.
    pub item: &'a Item,
    /// What is worth knowing, in words.
    pub worth: &'a str,
    /// The decision.
    pub made: Option<&'a Made>,
    /// Titles of roles that a decision leaves.
    pub reduced_to: &'a [String],
    /// A note.
    pub note: &'a str,
}

/// Entries as CSV: UTF-8, commas, in their order.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn review_csv<'a>(lines: impl Iterator<Item = ReviewLine<'a>>) -> io::Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(REVIEW_HEAD)?;
    for line in lines {
        csv.write_record(review_cells(&line).iter().map(|c| escaped(c)))?;
    }
    csv.into_inner()
        .map_err(|e| io::Error::other(e.to_string()))
}

/// A moment to the second, in UTC.
fn whole(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The cells of an entry, one for each of [`REVIEW_HEAD`], nothing escaped.
pub fn review_cells(line: &ReviewLine<'_>) -> Vec<String> {
    let (item, made) = (line.item, line.made);
    let to = match made.map(|m| &m.verdict) {
        Some(Verdict::HandOver { to }) => to.clone(),
        Some(Verdict::Reduce { .. }) => line.reduced_to.join("; "),
        _ => String::new(),
    };
    let changed = match &item.context.changed {
        LastChange::Unknown => "unknown".to_owned(),
        LastChange::NotSince(at) => format!("not since {}", whole(*at)),
        LastChange::Between { after, by, .. } => {
            format!("between {} and {}", whole(*after), whole(*by))
        }
    };
    let since = item.context.since();
    vec![
        line.number.to_string(),
        item.kind().word().to_owned(),
        item.name.clone(),
        item.address.clone(),
        item.matter.who().to_owned(),
        item.titles.join("; "),
        item.place.clone(),
        since.map_or_else(|| "unknown".to_owned(), whole),
        changed,
        line.worth.to_owned(),
        made.map(|m| m.verdict.word())
            .unwrap_or_default()
            .to_owned(),
        to,
        made.map(|m| m.reason.clone()).unwrap_or_default(),
        line.note.to_owned(),
        made.map(|m| m.by.clone()).unwrap_or_default(),
        made.map(|m| whole(m.at)).unwrap_or_default(),
    ]
}

/// A decision as a sheet has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetDecision {
    /// Line of the file, counted from 1.
    pub line: u64,
    /// Number of the entry, counted from 1.
    pub entry: u32,
    /// Id of whom it is about: a row that was moved to another entry is found out.
    pub id: String,
    /// The word of the decision, in lower case.
    pub decision: String,
    /// To whom, or to which roles.
    pub to: String,
    /// Why.
    pub reason: String,
}

/// What stands against a sheet of decisions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecisionsError {
    /// A column that has to be there is not.
    #[error("the sheet has no column “{0}”")]
    NoColumn(&'static str),
    /// A line that is none.
    #[error("line {0} cannot be read")]
    Line(u64),
    /// No number.
    #[error("line {0} has no number in the column “Entry”")]
    NoNumber(u64),
}

/// Decisions out of a sheet as [`review_csv`] writes it. Rows without a decision are left out;
/// other columns and their order do not count.
///
/// # Errors
/// The first thing that stands against it.
pub fn decisions_csv(bytes: &[u8]) -> Result<Vec<SheetDecision>, DecisionsError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut csv = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let Ok(head) = csv.headers().cloned() else {
        return Err(DecisionsError::Line(1));
    };
    let column = |name: &'static str| {
        let found = head
            .iter()
            .position(|h| h.trim().eq_ignore_ascii_case(name));
        found.ok_or(DecisionsError::NoColumn(name))
    };
    let (entry, id, decision) = (column("Entry")?, column("Id")?, column("Decision")?);
    let (to, reason) = (column("To").ok(), column("Reason").ok());
    let mut all = Vec::new();
    for (n, record) in (2_u64..).zip(csv.records()) {
        let Ok(record) = record else {
            return Err(DecisionsError::Line(n));
        };
        let cell = |at: Option<usize>| {
            let text = at.and_then(|at| record.get(at)).unwrap_or_default().trim();
            // What was disarmed for spreadsheets comes back as it was.
            let bare = text.strip_prefix('\'').filter(|rest| escaped(rest) == text);
            bare.unwrap_or(text).to_owned()
        };
        let word = cell(Some(decision)).to_lowercase();
        if word.is_empty() || word == "undecided" {
            continue;
        }
        let number = cell(Some(entry)).parse().ok().filter(|n| *n > 0);
        all.push(SheetDecision {
            line: n,
            entry: number.ok_or(DecisionsError::NoNumber(n))?,
            id: cell(Some(id)),
            decision: word,
            to: cell(to),
            reason: cell(reason),
        });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_come_back_by_the_names_of_columns_and_rows_without_one_are_left_out() {
        let sheet = "\u{feff}Decision,Reason,Id,Entry,Own\nKeep,,u1,1,x\n,,u2,2,\n\
                     Revoke,\"'=left, in May\",u3,3,\n";
        let all = decisions_csv(sheet.as_bytes()).unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!((all[0].entry, all[0].decision.as_str()), (1, "keep"));
        assert_eq!(all[1].reason, "=left, in May");
        assert_eq!(all[1].line, 4);
        let error = decisions_csv(b"Entry,Id\n1,u1\n").unwrap_err();
        assert_eq!(error, DecisionsError::NoColumn("Decision"));
        let error = decisions_csv(b"Entry,Id,Decision\nx,u1,keep\n").unwrap_err();
        assert_eq!(error, DecisionsError::NoNumber(2));
    }
}
