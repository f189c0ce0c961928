//! CSV that spreadsheets open without running anything.

use crate::plan::Receipt;
use std::io;

/// The text with a leading apostrophe if a spreadsheet would take it for a formula. The characters
/// are those that OWASP names: `=`, `+`, `-`, `@`, tab and carriage return, also after blanks.
pub fn escaped(text: &str) -> String {
    let risky = text.trim_start_matches([' ', '\u{a0}']).starts_with([
        '=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
    ]);
    if risky {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

const HEAD: [&str; 13] = [
    "Line",
    "Name",
    "Address",
    "Action",
    "Before",
    "After",
    "Outcome",
    "Detail",
    "Request id",
    "Time",
    "Read back",
    "As planned",
    "Take back",
];

/// A receipt as CSV: UTF-8, commas, one line per line of the plan in its order.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn receipt_csv(receipt: &Receipt) -> io::Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(HEAD)?;
    for line in &receipt.lines {
        let result = &line.result;
        let back = result.read_back.as_ref();
        let cells = [
            line.number.to_string(),
            line.name.clone(),
            line.email.clone(),
            line.action.clone(),
            line.before.join("; "),
            line.after.join("; "),
            result.outcome.label().to_owned(),
            result.detail.clone().unwrap_or_default(),
            result.request_id.clone().unwrap_or_default(),
            result.at.map(|t| t.to_string()).unwrap_or_default(),
            back.map(|b| b.found.clone()).unwrap_or_default(),
            back.map(|b| if b.as_planned { "yes" } else { "no" }.to_owned())
                .unwrap_or_default(),
            line.take_back.clone(),
        ];
        csv.write_record(cells.iter().map(|c| escaped(c)))?;
    }
    csv.into_inner()
        .map_err(|e| io::Error::other(e.to_string()))
}

/// Lines of cells as CSV: UTF-8 with the mark by which spreadsheets know it, and commas.
///
/// # Errors
/// As [`receipt_csv`].
pub fn lines_csv(lines: &[Vec<String>]) -> io::Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    for line in lines {
        csv.write_record(line.iter().map(|c| escaped(c)))?;
    }
    csv.into_inner()
        .map_err(|e| io::Error::other(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_disarmed() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u{ff1d}1"] {
            assert!(escaped(text).starts_with('\''), "{text}");
        }
        assert_eq!(escaped("Ana Díaz"), "Ana Díaz");
    }

    proptest! {
        #[test]
        fn no_cell_begins_like_a_formula(text in ".*") {
            prop_assert!(!escaped(&text).starts_with(['=', '+', '-', '@', '\t', '\r']));
        }
    }
}
