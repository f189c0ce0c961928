//! Arbitrary bytes: no panic, no end that never comes, no memory that grows.

use crate::support::read;
use gatehouse::sheet::Import;
use gatehouse::sheet::check::{Edit, Known, MembersOf, Results};
use gatehouse::sheet::map::Kind;
use gatehouse::sheet::read::{
    Encoding, Foreign, LONGEST_ROW, Row, Rows, Said, SaveError, Survey, guess,
};
use proptest::prelude::*;
use std::io::Read;
use strum::IntoEnumIterator as _;

/// Everything that is done with a sheet, of every kind: looked at, mapped, checked, corrected,
/// written again, and told by row. Nothing of it may break or grow, whatever the bytes are.
fn everything(bytes: &[u8], said: Said) {
    let survey = Survey::of_whole(&mut &*bytes, &mut |_| true).unwrap();
    let _: Option<Foreign> = survey.foreign();
    let start = Survey::of_start(&mut &*bytes).unwrap();
    assert_eq!(start.foreign(), survey.foreign());
    let members = MembersOf::default();
    let known = || Known {
        members: Some(&members),
        ..Known::default()
    };
    for kind in Kind::iter() {
        let mut import = Import::of(&survey, bytes, kind, said).unwrap();
        import.edits.push(Edit::Replace {
            column: None,
            find: "a".to_owned(),
            with: "\"b\r\n".to_owned(),
            whole: false,
        });
        let checked = import.check(bytes, known(), &mut |_| true).unwrap();
        assert!(checked.whole && checked.counts.rows <= bytes.len() as u64);
        import.collect(bytes, known(), &mut |_| true).unwrap();
        let mut out = Vec::new();
        let none = Results::default();
        let became = import.results(bytes, known(), &none, &mut out).unwrap();
        assert_eq!(became.rows as u64, checked.counts.rows, "{kind:?}");
        for into in [import.guess.format.encoding, Encoding::UTF_8] {
            let mut out = Vec::new();
            match import.corrected(bytes, into, &mut out) {
                // A character that the encoding does not have is named, and nothing is lost.
                Ok(_) | Err(SaveError::Letter { .. }) => {}
                Err(other) => panic!("{other}"),
            }
            assert!(out.len() <= 64 + 8 * bytes.len(), "{} bytes", out.len());
        }
    }
}

/// A local file header of a zip archive, as spreadsheet programs begin theirs.
fn zipped() -> impl Strategy<Value = Vec<u8>> {
    let name = prop_oneof![
        Just("[Content_Types].xml"),
        Just("xl/workbook.xml"),
        Just("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
        Just("Index/Document.iwa"),
        Just("people.csv"),
        Just(""),
    ];
    let body = proptest::collection::vec(any::<u8>(), 0..600);
    (name, body).prop_map(|(name, body)| {
        [&b"PK\x03\x04\x14\0\x06\0\x08\0"[..], name.as_bytes(), &body].concat()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let was = read(&bytes);
        prop_assert!(was.people.len() <= bytes.len() + 1);
    }

    #[test]
    fn any_bytes_are_checked_corrected_and_told(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        encoding in proptest::sample::select(Encoding::offered().collect::<Vec<_>>()),
        delimiter in proptest::sample::select(b",;\t|".to_vec()),
        header in any::<Option<bool>>(),
    ) {
        everything(&bytes, Said::default());
        let said = Said { encoding: Some(encoding), delimiter: Some(delimiter), header };
        everything(&bytes, said);
    }

    /// What is pasted is any text at all, often with signs that no sheet has.
    #[test]
    fn any_text_that_is_pasted_is_checked_corrected_and_told(text in "\\PC{0,60}[\t\r\n\"]{0,3}.{0,60}") {
        everything(text.as_bytes(), Said::default());
    }

    #[test]
    fn a_spreadsheet_programs_own_file_is_known_whatever_follows(bytes in zipped()) {
        let survey = Survey::of_whole(&mut &*bytes, &mut |_| true).unwrap();
        prop_assert!(survey.foreign().is_some());
        everything(&bytes, Said::default());
    }

    #[test]
    fn any_table_is_read_to_its_end(text in "[a@.,;|\t\"\\\\ \r\n\u{feff}é=]{0,300}") {
        let was = read(text.as_bytes());
        let lines = text.chars().filter(|c| matches!(c, '\n' | '\r')).count() as u64;
        prop_assert!(was.numbers.iter().all(|n| *n <= lines + 1));
        prop_assert!(was.numbers.windows(2).all(|w| w[0] < w[1]));
    }

    #[test]
    fn pieces_do_not_matter(text in "[ab,;\"\r\n]{0,200}", piece in 1usize..7) {
        let survey = Survey::of_whole(&mut text.as_bytes(), &mut |_| true).unwrap();
        let guess = guess(&survey);
        let all = |source: &mut dyn Read| {
            let mut rows = Rows::new(source, &guess.format);
            let (mut row, mut all) = (Row::default(), Vec::new());
            while rows.read(&mut row).unwrap() {
                all.push((row.number, row.cells().map(str::to_owned).collect::<Vec<_>>()));
            }
            all
        };
        prop_assert_eq!(all(&mut text.as_bytes()), all(&mut Slow(text.as_bytes(), piece)));
    }
}

/// A source that gives a few bytes at a time.
struct Slow<'a>(&'a [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = self.1.min(into.len()).min(self.0.len());
        into[..n].copy_from_slice(&self.0[..n]);
        self.0 = &self.0[n..];
        Ok(n)
    }
}

/// Bytes without end.
struct Endless(u64, &'static [u8]);

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = (into.len() as u64).min(self.0) as usize;
        for (at, byte) in into[..n].iter_mut().enumerate() {
            *byte = self.1[at % self.1.len()];
        }
        self.0 -= n as u64;
        Ok(n)
    }
}

#[test]
fn a_line_without_end_is_cut_and_the_next_row_is_read() {
    for inside in [&b"x"[..], b"\"", b"x,", b"\"a", b",\"x", b"\"\"x,", b"\" "] {
        let mut source = Endless(6 * 1024 * 1024, inside).chain(&b"\nlast,row\n"[..]);
        let survey = Survey::of_whole(&mut &b"a,b\nc,d\n"[..], &mut |_| true).unwrap();
        let mut rows = Rows::new(&mut source, &guess(&survey).format);
        let (mut row, mut n, mut cut, mut last) = (Row::default(), 0, false, String::new());
        while rows.read(&mut row).unwrap() {
            n += 1;
            cut |= row.flaws.cut;
            let size: usize = row.cells().map(str::len).sum();
            assert!(size <= 2 * LONGEST_ROW, "{size}");
            row.cell(0).clone_into(&mut last);
        }
        assert!(cut, "{inside:?}: {n} rows");
        assert_eq!(last, "last", "{inside:?}");
    }
}
