//! What changed between two moments, as a table and as a report to read. Both say where they are
//! incomplete.

use super::escaped;
use crate::access::{SnapshotHead, Weight, count};
use std::fmt::Write as _;
use std::io;

/// Titles of the columns.
pub const CHANGES_HEAD: [&str; 11] = [
    "Change",
    "Name of the change",
    "What it does",
    "Kind",
    "Who",
    "Where",
    "Before",
    "After",
    "Made by",
    "Run",
    "Compared",
];

/// One change in words.
#[derive(Debug, Clone, Copy)]
pub struct ChangeLine<'a> {
    /// Its short name.
    pub key: &'a str,
    /// What it does to access.
    pub weight: Weight,
    /// “People”, “Invites”, ….
    pub kind: &'a str,
    /// One sentence.
    pub what: &'a str,
    /// Whom or what it is about.
    pub who: &'a str,
    /// The site, or “Account”.
    pub place: &'a str,
    /// How it was, if it was there.
    pub before: Option<&'a str>,
    /// How it is, if it is there.
    pub after: Option<&'a str>,
    /// Who made it.
    pub by: &'a str,
    /// The run that made it, if one of ours did.
    pub run: Option<&'a str>,
}

/// What changed, with everything that has to be said about it.
#[derive(Debug, Clone)]
pub struct ChangesDocument<'a> {
    /// The earlier moment.
    pub from: &'a SnapshotHead,
    /// The later moment.
    pub to: &'a SnapshotHead,
    /// What is missing in one of them, one sentence each.
    pub gaps: Vec<String>,
    /// Worst first.
    pub lines: Vec<ChangeLine<'a>>,
    /// What was not compared, one sentence each.
    pub untold: &'a [String],
}

impl ChangesDocument<'_> {
    fn span(&self) -> String {
        let at = |head: &SnapshotHead| head.at.strftime("%Y-%m-%d %H:%M:%S").to_string();
        format!("{} to {}", at(self.from), at(self.to))
    }

    /// Which moments were compared, and what is missing in them.
    pub fn compared(&self) -> String {
        let span = format!("{} UTC", self.span());
        if self.gaps.is_empty() {
            span
        } else {
            format!("{span}, INCOMPLETE: {}", self.gaps.join("; "))
        }
    }
}

/// Changes as CSV: UTF-8, commas, one line each. The last cell of each line names the two moments
/// and says whether one of them is incomplete.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn changes_csv(document: &ChangesDocument<'_>) -> io::Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(CHANGES_HEAD)?;
    let compared = document.compared();
    for line in &document.lines {
        let cells = change_cells(line, &compared);
        csv.write_record(cells.iter().map(|c| escaped(c)))?;
    }
    csv.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// The cells of a change, one for each of [`CHANGES_HEAD`], nothing escaped. `compared` is
/// [`ChangesDocument::compared`].
pub fn change_cells(line: &ChangeLine<'_>, compared: &str) -> Vec<String> {
    let cells = [
        line.what,
        line.key,
        line.weight.label(),
        line.kind,
        line.who,
        line.place,
        line.before.unwrap_or_default(),
        line.after.unwrap_or_default(),
        line.by,
        line.run.unwrap_or_default(),
        compared,
    ];
    cells.map(str::to_owned).into()
}

/// Changes as a text to read, worst first.
pub fn changes_text(document: &ChangesDocument<'_>) -> String {
    let mut text = String::new();
    let n = count(document.lines.len(), "change", "changes");
    say(&mut text, 0, &format!("{}: {n}", document.span()));
    if !document.gaps.is_empty() {
        let words = "INCOMPLETE: what is missing may look like a change";
        say(&mut text, 0, words);
        for gap in &document.gaps {
            say(&mut text, 2, gap);
        }
    }
    for weight in Weight::ALL {
        let lines = document.lines.iter().filter(|l| l.weight == weight);
        for (i, line) in lines.enumerate() {
            if i == 0 {
                say(&mut text, 0, weight.label());
            }
            let words = format!("{}  {}  [{}]", line.key, line.what, line.by);
            say(&mut text, 2, &words);
            // A thing that was not there before, or is gone, is told by the other side alone.
            for (label, state) in [("was", line.before), ("is", line.after)] {
                if let Some(state) = state {
                    say(&mut text, 6, &format!("{label}: {state}"));
                }
            }
        }
    }
    if !document.untold.is_empty() {
        say(&mut text, 0, "Not compared");
    }
    for untold in document.untold {
        say(&mut text, 2, untold);
    }
    text
}

/// Adds a line. Names come from outside: what would end the line or steer a terminal is left out.
fn say(text: &mut String, indent: usize, words: &str) {
    let plain: String = words
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    // Writing into memory does not fail.
    writeln!(text, "{:indent$}{plain}", "").unwrap_or_default();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Figures;

    fn head(at: &str) -> SnapshotHead {
        SnapshotHead {
            id: at.to_owned(),
            at: at.parse().unwrap(),
            why: "asked".to_owned(),
            gaps: Vec::new(),
            figures: Figures::default(),
            kept: false,
            added: None,
        }
    }

    #[test]
    fn a_table_and_a_report_say_where_they_are_incomplete_and_run_nothing() {
        let (from, to) = (head("2026-11-20T09:00:00Z"), head("2026-11-21T09:00:00Z"));
        let line = ChangeLine {
            key: "0a1b2c3d4e",
            weight: Weight::Top,
            kind: "People",
            what: "=HYPERLINK(1) joined\u{1b}[2J the team",
            who: "=HYPERLINK(1)",
            place: "Account",
            before: None,
            after: Some("Co-owner"),
            by: "By others",
            run: None,
        };
        let mut document = ChangesDocument {
            from: &from,
            to: &to,
            gaps: Vec::new(),
            lines: vec![line],
            untold: &["Members of Shop are known only of the earlier moment".to_owned()],
        };
        let csv = String::from_utf8(changes_csv(&document).unwrap()).unwrap();
        assert!(!csv.contains("INCOMPLETE"), "{csv}");
        assert!(csv.lines().nth(1).unwrap().starts_with("'="), "{csv}");
        let text = changes_text(&document);
        assert!(text.starts_with("2026-11-20 09:00:00 to 2026-11-21 09:00:00: 1 change\n"));
        assert!(text.contains("\nNew co-owners\n  0a1b2c3d4e  "), "{text}");
        assert!(text.contains("Not compared\n  Members of Shop"), "{text}");
        assert!(!text.contains('\u{1b}') && !text.contains("INCOMPLETE"));
        document.gaps = vec!["Team: never read".to_owned()];
        let csv = String::from_utf8(changes_csv(&document).unwrap()).unwrap();
        assert!(csv.contains("INCOMPLETE: Team: never read"), "{csv}");
        assert!(changes_text(&document).contains("INCOMPLETE"));
    }
}
