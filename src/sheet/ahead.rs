//! Rows that are read on a thread of their own while the ones before them are checked.

use super::read::{Format, Row, Rows};
use std::io::{self, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Rows handed over at once.
const ROWS: usize = 256;
/// Batches on their way: so many rows are held, whatever the size of the file.
const BATCHES: usize = 4;

/// Rows on their way from one thread to the other; used again and again.
#[derive(Default)]
struct Batch {
    rows: Vec<Row>,
    used: usize,
    /// Bytes read so far.
    bytes: u64,
    /// How the reading ended, in the last batch.
    end: Option<io::Result<()>>,
}

impl Batch {
    fn fill<R: Read>(&mut self, from: &mut Rows<R>) {
        self.used = 0;
        self.rows.resize_with(ROWS, Row::default);
        for row in &mut self.rows {
            match from.read(row) {
                Ok(true) => self.used += 1,
                ended => {
                    self.end = Some(ended.map(|_| ()));
                    break;
                }
            }
        }
        self.bytes = from.bytes();
    }
}

/// Hands every row of a source over, in its order. `progress` hears of the bytes that were read
/// after every few rows, and ends it by saying no; tells whether the end was reached.
///
/// # Errors
/// What the source said, after the rows before that; or `each`.
pub(super) fn each_row<E: From<io::Error>>(
    source: impl Read + Send,
    format: &Format,
    each: &mut dyn FnMut(&mut Row) -> Result<(), E>,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<bool, E> {
    let mut rows = Rows::new(source, format);
    let mut take = |batch: &mut Batch| -> Result<Option<bool>, E> {
        for row in batch.rows.iter_mut().take(batch.used) {
            each(row)?;
        }
        match batch.end.take() {
            Some(end) => end.map(|()| Some(true)).map_err(E::from),
            None if progress(batch.bytes) => Ok(None),
            None => Ok(Some(false)),
        }
    };
    // Most files are no longer than this: they need no second thread.
    let mut batch = Batch::default();
    batch.fill(&mut rows);
    if let Some(whole) = take(&mut batch)? {
        return Ok(whole);
    }
    let ended: Result<Option<bool>, E> = thread::scope(|scope| {
        let (give, spare) = sync_channel(BATCHES);
        let (full, filled) = sync_channel(BATCHES);
        let reader = thread::Builder::new().name("rows".to_owned());
        let rows = &mut rows;
        let started = reader.spawn_scoped(scope, move || ahead(rows, &spare, &full));
        if started.is_err() {
            return Ok(None);
        }
        for _ in 0..BATCHES {
            give.send(Batch::default()).unwrap_or_default();
        }
        while let Ok(mut batch) = filled.recv() {
            if let Some(whole) = take(&mut batch)? {
                return Ok(Some(whole));
            }
            give.send(batch).unwrap_or_default();
        }
        Ok(Some(false))
    });
    if let Some(whole) = ended? {
        return Ok(whole);
    }
    // Without a second thread it takes longer, and no more.
    loop {
        batch.fill(&mut rows);
        if let Some(whole) = take(&mut batch)? {
            return Ok(whole);
        }
    }
}

/// Fills batches until the source ends, or nobody takes them any more.
fn ahead<R: Read>(rows: &mut Rows<R>, spare: &Receiver<Batch>, full: &SyncSender<Batch>) {
    while let Ok(mut batch) = spare.recv() {
        batch.fill(rows);
        let over = batch.end.is_some();
        if full.send(batch).is_err() || over {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::read::{Encoding, LineEnd};

    fn format() -> Format {
        Format {
            encoding: Encoding::UTF_8,
            delimiter: b',',
            header: None,
            columns: 2,
            backslash: false,
            returns: false,
            separator_line: false,
            line_end: LineEnd::Lf,
        }
    }

    /// A source that breaks off after some bytes.
    struct Breaks<'a>(&'a [u8]);

    impl Read for Breaks<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            match self.0.read(into) {
                Ok(0) => Err(io::Error::other("gone")),
                read => read,
            }
        }
    }

    fn file(rows: usize) -> String {
        let all: Vec<String> = (1..=rows).map(|n| format!("a{n},b\n")).collect();
        all.concat()
    }

    fn read(source: impl Read + Send, most: u64) -> (Vec<u64>, Result<bool, io::Error>) {
        let mut seen = Vec::new();
        let ended = each_row(
            source,
            &format(),
            &mut |row: &mut Row| {
                assert_eq!(row.cell(0), format!("a{}", row.number));
                seen.push(row.number);
                Ok::<_, io::Error>(())
            },
            &mut |bytes| bytes < most,
        );
        (seen, ended)
    }

    #[test]
    fn every_row_comes_once_and_in_its_order() {
        for rows in [0, 1, ROWS - 1, ROWS, ROWS + 1, 20 * ROWS + 7] {
            let (seen, ended) = read(file(rows).as_bytes(), u64::MAX);
            assert!(ended.unwrap());
            assert_eq!(seen, (1..=rows as u64).collect::<Vec<_>>());
        }
    }

    #[test]
    fn it_ends_where_somebody_says_so_or_the_source_breaks() {
        let text = file(100_000);
        let (seen, ended) = read(text.as_bytes(), 300_000);
        assert!(!ended.unwrap() && seen.len() < 50_000);
        let (seen, ended) = read(Breaks(text.as_bytes()), u64::MAX);
        assert_eq!(ended.unwrap_err().to_string(), "gone");
        assert!(seen.len() > 90_000, "rows before it are seen");
        let stop = |row: &mut Row| match row.number {
            5_000 => Err(io::Error::other("enough")),
            _ => Ok(()),
        };
        let ended = each_row(text.as_bytes(), &format(), &mut { stop }, &mut |_| true);
        assert_eq!(ended.unwrap_err().to_string(), "enough");
    }
}
