//! Templates: a file with the right names of columns, ready to be filled.

use super::field::Kind;
use std::io;

/// The template of a kind: UTF-8 with a mark, so that spreadsheets read it right, and nothing but
/// the names of the columns.
///
/// # Errors
/// What the writer said; writing into memory does not fail otherwise.
pub fn template_csv(kind: Kind) -> io::Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(b"\xef\xbb\xbf".to_vec());
    csv.write_record(kind.fields().iter().map(|f| f.header()))?;
    csv.into_inner()
        .map_err(|e| io::Error::other(e.to_string()))
}

/// What may stand in the cells, one sentence each.
pub fn legend(kind: Kind) -> Vec<String> {
    let mut words = Vec::new();
    for (_, need) in kind.needs() {
        words.push(format!("There must be a column with {need}"));
    }
    if kind.changes() {
        words.push("An empty cell leaves what is there; a dash (-) clears it".to_owned());
    }
    words.push("Several values in one cell have semicolons between them".to_owned());
    for field in kind.fields().iter().filter(|f| !f.example().is_empty()) {
        words.push(format!("{}: such as {}", field.header(), field.example()));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::map::{Field, Mapping};
    use crate::sheet::read::{Row, Rows, Survey, guess};
    use strum::IntoEnumIterator as _;

    #[test]
    fn every_template_is_understood_by_its_own_names() {
        for kind in Kind::iter() {
            let bytes = template_csv(kind).unwrap();
            let guess = guess(&Survey::of_start(&mut bytes.as_slice()).unwrap());
            assert_eq!(guess.question, None, "{kind:?}");
            let mut row = Row::default();
            Rows::new(bytes.as_slice(), &guess.format)
                .read(&mut row)
                .unwrap();
            let mapping = Mapping::guess(kind, &guess.format, &[row]);
            assert!(mapping.exact && mapping.missing().is_empty(), "{mapping:?}");
            let held = mapping.columns.iter().filter(|c| c.holds.is_some());
            assert_eq!(held.count(), kind.fields().len());
            assert!(mapping.column(Field::FullName).is_none());
        }
    }
}
