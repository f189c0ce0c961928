//! Cutting bytes into cells. Well-formed files are cut as RFC 4180 says; of broken quotes as much
//! is saved as their line allows.

use super::row::{Closing, Fields};
use memchr::memchr;

/// A quoted cell longer than this was never closed.
const LONGEST_CELL: usize = 64 * 1024;

/// How cells are kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cutter {
    delimiter: u8,
    /// Quotes inside of quotes have a backslash before them.
    backslash: bool,
    /// What bytes are: 0 is a part of a cell.
    class: [u8; 256],
}

const DELIMITER: u8 = 1;
const LINE_END: u8 = 2;

/// The end of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// The record took so many bytes, its line end among them.
    Record(usize),
    /// More bytes are needed to tell.
    More,
}

impl Cutter {
    pub(super) fn new(delimiter: u8, backslash: bool, returns_end_lines: bool) -> Self {
        let mut class = [0; 256];
        class[usize::from(delimiter)] = DELIMITER;
        class[usize::from(b'\n')] = LINE_END;
        class[usize::from(b'\r')] = if returns_end_lines { LINE_END } else { 3 };
        Self {
            delimiter,
            backslash,
            class,
        }
    }

    fn of(&self, byte: u8) -> u8 {
        self.class[usize::from(byte)]
    }

    /// How many bytes of line end stand here: 0 if none, `None` if it cannot be told yet.
    fn line_end(&self, b: &[u8], at: usize, over: bool) -> Option<usize> {
        match (b.get(at), b.get(at + 1)) {
            (Some(b'\n'), _) | (Some(b'\r'), None) if over || b.get(at) == Some(&b'\n') => Some(1),
            (Some(b'\r'), None) => None,
            (Some(b'\r'), Some(b'\n')) => Some(2),
            (Some(b'\r'), Some(_)) if self.of(b'\r') == LINE_END => Some(1),
            _ => Some(0),
        }
    }

    /// The length of the first line with its end; `None` if more bytes are needed.
    pub(super) fn line(&self, b: &[u8], over: bool) -> Option<usize> {
        let mut from = 0;
        while let Some(at) = b.get(from..).and_then(|b| memchr::memchr2(b'\n', b'\r', b)) {
            let at = from + at;
            match self.line_end(b, at, over)? {
                0 => from = at + 1,
                n => return Some(at + n),
            }
        }
        over.then_some(b.len())
    }

    /// Cuts the first record. `over`: nothing comes behind these bytes.
    pub(super) fn cut(&self, b: &[u8], over: bool, out: &mut Fields) -> Cut {
        out.clear();
        let mut at = 0;
        loop {
            let Some(next) = self.cell(b, at, over, out) else {
                return Cut::More;
            };
            out.end();
            at = next;
            match b.get(at) {
                Some(d) if *d == self.delimiter => at += 1,
                Some(_) => match self.line_end(b, at, over) {
                    Some(n) => return Cut::Record(at + n),
                    None => return Cut::More,
                },
                None if over => return Cut::Record(at),
                None => return Cut::More,
            }
        }
    }

    /// One cell; tells where it ended.
    fn cell(&self, b: &[u8], at: usize, over: bool, out: &mut Fields) -> Option<usize> {
        let mut start = at;
        while b.get(start) == Some(&b' ') {
            start += 1;
        }
        if b.get(start) == Some(&b'"') && self.delimiter != b' ' {
            let kept = out.bytes.len();
            match self.quoted(b, start + 1, over, out) {
                Quoted::End(end) => return Some(end),
                Quoted::More => return None,
                Quoted::Open => {
                    out.bytes.truncate(kept);
                    out.broken = true;
                    // It was only a mark in the text.
                    return self.bare(b, start + 1, over, out);
                }
            }
        }
        self.bare(b, at, over, out)
    }

    /// A cell without quotes.
    fn bare(&self, b: &[u8], at: usize, over: bool, out: &mut Fields) -> Option<usize> {
        let mut end = at;
        loop {
            while b.get(end).is_some_and(|byte| self.of(*byte) == 0) {
                end += 1;
            }
            let ends = match b.get(end) {
                None if over => true,
                None => return None,
                Some(byte) if self.of(*byte) == DELIMITER => true,
                Some(_) => self.line_end(b, end, over)? > 0,
            };
            if ends {
                out.bytes.extend_from_slice(b.get(at..end)?);
                return Some(end);
            }
            end += 1;
        }
    }

    /// What stands behind a quote that could be the closing one.
    fn behind(&self, b: &[u8], at: usize, over: bool) -> Behind {
        let mut next = at;
        while matches!(b.get(next), Some(b' ' | b'\t')) && b.get(next) != Some(&self.delimiter) {
            next += 1;
        }
        match b.get(next) {
            None if over => Behind::Ends(next),
            None => Behind::More,
            Some(byte) if self.of(*byte) == DELIMITER => Behind::Ends(next),
            Some(_) => match self.line_end(b, next, over) {
                None => Behind::More,
                Some(0) => Behind::GoesOn,
                Some(_) => Behind::Ends(next),
            },
        }
    }

    /// Looks for the last quote of the line at this place that could close a cell. It is looked for
    /// once a line, however many quotes there are.
    fn closing(&self, b: &[u8], at: usize, over: bool, out: &mut Fields) -> Closing {
        if let Some(known) = out.closing
            && known.end.is_none_or(|end| at <= end)
        {
            return known;
        }
        let rest = b.get(at..).unwrap_or_default();
        let end = self.line(rest, over).map(|length| at + length);
        let line = end.and_then(|end| b.get(at..end)).unwrap_or_default();
        let closes = |q: &usize| matches!(self.behind(line, q + 1, true), Behind::Ends(_));
        let last = memchr::memrchr_iter(b'"', line).find(closes);
        let closing = Closing {
            end,
            last: last.map(|q| at + q),
        };
        out.closing = Some(closing);
        closing
    }

    /// The rest of a quoted cell.
    fn quoted(&self, b: &[u8], start: usize, over: bool, out: &mut Fields) -> Quoted {
        let mut from = start;
        loop {
            let found = b.get(from..).and_then(|rest| memchr(b'"', rest));
            let Some(quote) = found.map(|at| from + at) else {
                let open = over || b.len() - start > LONGEST_CELL;
                return if open { Quoted::Open } else { Quoted::More };
            };
            if quote - start > LONGEST_CELL {
                return Quoted::Open;
            }
            let inside = b.get(from..quote).unwrap_or_default();
            if self.backslash && inside.last() == Some(&b'\\') {
                out.bytes.extend_from_slice(&inside[..inside.len() - 1]);
                out.bytes.push(b'"');
                from = quote + 1;
                continue;
            }
            out.bytes.extend_from_slice(inside);
            match b.get(quote + 1) {
                Some(b'"') => {
                    out.bytes.push(b'"');
                    from = quote + 2;
                    continue;
                }
                None if !over => return Quoted::More,
                _ => {}
            }
            match self.behind(b, quote + 1, over) {
                Behind::More => return Quoted::More,
                Behind::Ends(end) => {
                    let all = b.get(start..quote).unwrap_or_default();
                    out.crossed |= memchr::memchr2(b'\n', b'\r', all).is_some();
                    return Quoted::End(end);
                }
                Behind::GoesOn => {}
            }
            out.broken = true;
            // A quote inside that nobody doubled, or text behind the closing one.
            let closing = self.closing(b, quote + 1, over, out);
            if closing.end.is_none() {
                return if b.len() - quote > LONGEST_CELL {
                    Quoted::Open
                } else {
                    Quoted::More
                };
            }
            let closes = closing.last.is_some_and(|at| at > quote);
            if !closes {
                return match self.bare(b, quote + 1, over, out) {
                    Some(end) => {
                        let all = b.get(start..quote).unwrap_or_default();
                        out.crossed |= memchr::memchr2(b'\n', b'\r', all).is_some();
                        Quoted::End(end)
                    }
                    None => Quoted::More,
                };
            }
            out.bytes.push(b'"');
            from = quote + 1;
        }
    }
}

enum Quoted {
    /// It ended here.
    End(usize),
    /// It was never closed.
    Open,
    More,
}

enum Behind {
    Ends(usize),
    GoesOn,
    More,
}
