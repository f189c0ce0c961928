//! Arbitrary bytes: no panic, no end that never comes, no memory that grows.

use crate::support::read;
use gatehouse::sheet::read::{LONGEST_ROW, Row, Rows, Survey, guess};
use proptest::prelude::*;
use std::io::Read;

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let was = read(&bytes);
        prop_assert!(was.people.len() <= bytes.len() + 1);
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
