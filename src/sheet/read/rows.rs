//! The rows of a file, one after the other, with a memory that does not grow.

use super::cut::{Cut, Cutter};
use super::encoding::Decoder;
use super::format::Format;
use super::row::{Fields, Flaws, Row};
use std::io::{self, Read};

/// Bytes read at once.
const PIECE: usize = 64 * 1024;
/// Longest row; what is longer is cut.
pub const LONGEST_ROW: usize = 1024 * 1024;

/// Rows out of a source of bytes.
pub struct Rows<R> {
    from: Decoder<R>,
    cutter: Cutter,
    /// Decoded bytes that are not used up begin at `at`.
    buffer: Vec<u8>,
    at: usize,
    /// The last record, with its line end.
    raw: (usize, usize),
    fields: Fields,
    spare: Fields,
    /// Cells that rows of this file have; 0 as long as nobody knows.
    columns: usize,
    row: u64,
    line: u64,
    bytes: u64,
    skip_first_line: bool,
}

impl<R> std::fmt::Debug for Rows<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rows")
            .field("row", &self.row)
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}

impl<R: Read> Rows<R> {
    /// Reads a source from its start in this format.
    pub fn new(source: R, format: &Format) -> Self {
        Self {
            from: Decoder::new(source, format.encoding, PIECE),
            cutter: Cutter::new(format.delimiter, format.backslash, format.returns),
            buffer: Vec::new(),
            at: 0,
            raw: (0, 0),
            fields: Fields::default(),
            spare: Fields::default(),
            columns: format.columns,
            row: 0,
            line: 0,
            bytes: 0,
            skip_first_line: format.separator_line,
        }
    }

    /// Bytes of the source that were read so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The text of the last row as it stands in the file, line end and all, decoded.
    pub fn raw(&self) -> &[u8] {
        self.buffer.get(self.raw.0..self.raw.1).unwrap_or_default()
    }

    /// Reads the next row with anything in it; false at the end. Blank rows count in the numbers.
    ///
    /// # Errors
    /// What the source said.
    pub fn read(&mut self, row: &mut Row) -> io::Result<bool> {
        loop {
            if !self.read_any(row)? {
                return Ok(false);
            }
            if !row.is_blank() {
                return Ok(true);
            }
        }
    }

    /// The same with blank rows too, for those who copy a file.
    ///
    /// # Errors
    /// As [`Rows::read`].
    pub fn read_any(&mut self, row: &mut Row) -> io::Result<bool> {
        if std::mem::take(&mut self.skip_first_line) {
            // The line that names the delimiter is none of the rows.
            let Some(length) = self.first_line()? else {
                return Ok(false);
            };
            self.raw = (self.at, self.at + length);
            self.at += length;
            self.line += 1;
        }
        row.flaws = Flaws::default();
        let Some(length) = self.record(&mut row.flaws)? else {
            return Ok(false);
        };
        self.raw = (self.at, self.at + length);
        self.row += 1;
        row.number = self.row;
        row.line = self.line + 1;
        let ends = if self.fields.crossed {
            let raw = self.buffer.get(self.at..self.at + length);
            lines_of(raw.unwrap_or_default())
        } else {
            1
        };
        self.line += ends;
        self.at += length;
        row.flaws.quotes = self.fields.broken;
        row.take(&mut self.fields);
        Ok(true)
    }

    fn first_line(&mut self) -> io::Result<Option<usize>> {
        loop {
            let rest = self.buffer.get(self.at..).unwrap_or_default();
            if let Some(length) = self.cutter.line(rest, self.from.is_over()) {
                return Ok((length > 0).then_some(length));
            }
            self.more()?;
        }
    }

    /// Cuts the next record; `None` at the end.
    fn record(&mut self, flaws: &mut Flaws) -> io::Result<Option<usize>> {
        loop {
            let over = self.from.is_over();
            let rest = self.buffer.get(self.at..).unwrap_or_default();
            if over && rest.is_empty() {
                return Ok(None);
            }
            match self.cutter.cut(rest, over, &mut self.fields) {
                Cut::Record(length) => return Ok(Some(self.mended(length))),
                Cut::More if rest.len() > LONGEST_ROW => {
                    flaws.cut = true;
                    return self.cut_short().map(Some);
                }
                Cut::More => self.more()?,
            }
        }
    }

    /// A record over several lines with a broken quote, or with another number of cells than the
    /// others have, is one whose quote was never closed: its first line alone is taken.
    fn mended(&mut self, length: usize) -> usize {
        if !self.fields.crossed {
            return length;
        }
        let rest = self.buffer.get(self.at..).unwrap_or_default();
        let cells = self.fields.ends.len();
        let odd = self.columns > 0 && cells != self.columns;
        let Some(line) = self.cutter.line(rest, true) else {
            return length;
        };
        if !self.fields.broken && !odd {
            return length;
        }
        let first = rest.get(..line).unwrap_or_default();
        self.cutter.cut(first, true, &mut self.spare);
        let fits = self.spare.ends.len() == self.columns;
        if self.fields.broken || fits {
            std::mem::swap(&mut self.fields, &mut self.spare);
            self.fields.broken = true;
            return line;
        }
        length
    }

    /// Takes what is there as a row, and leaves out the rest of its line.
    fn cut_short(&mut self) -> io::Result<usize> {
        let mut length = LONGEST_ROW;
        let rest = self.buffer.get(self.at..).unwrap_or_default();
        if let Some(line) = self.cutter.line(rest, false) {
            length = length.min(line);
        }
        // Not in the middle of a character.
        while length > 0 && rest.get(length).is_some_and(|b| (0x80..0xc0).contains(b)) {
            length -= 1;
        }
        let kept = rest.get(..length).unwrap_or_default();
        self.cutter.cut(kept, true, &mut self.fields);
        self.fields.crossed = false;
        if self.cutter.line(kept, false).is_some() {
            return Ok(length);
        }
        // The rest of the line goes by; only its end is kept.
        self.buffer.drain(..self.at + length);
        self.at = 0;
        loop {
            let over = self.from.is_over();
            if let Some(line) = self.cutter.line(&self.buffer, over) {
                return Ok(line);
            }
            let last = self.buffer.len().saturating_sub(1);
            self.buffer.drain(..last);
            self.more()?;
        }
    }

    /// Gets more bytes, and forgets those that are used up.
    fn more(&mut self) -> io::Result<()> {
        if self.at > 0 {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        // A long row is looked at again from its start each time: twice as much at a time keeps
        // that cheap.
        let wanted = self.buffer.len().max(1);
        let before = self.buffer.len();
        loop {
            let got = self.from.fill(&mut self.buffer)?;
            self.bytes += got as u64;
            if self.from.is_over() || self.buffer.len() - before >= wanted {
                return Ok(());
            }
        }
    }
}

fn lines_of(raw: &[u8]) -> u64 {
    let feeds = memchr::memchr_iter(b'\n', raw).count();
    let returns = memchr::memchr_iter(b'\r', raw)
        .filter(|at| raw.get(at + 1) != Some(&b'\n'))
        .count();
    (feeds + returns) as u64
}
