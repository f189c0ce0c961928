//! The corrected file: rows that nobody changed keep their bytes, the others are written anew in
//! the file's own encoding, delimiter and line ends.

use super::format::Format;
use super::row::Row;
use super::rows::Rows;
use std::io::{self, Read, Write};

/// Why a corrected file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// A character that the encoding does not have.
    #[error("row {row} has “{letter}”, which {encoding} cannot write")]
    Letter {
        /// The row.
        row: u64,
        /// The character.
        letter: char,
        /// The encoding.
        encoding: &'static str,
    },
    /// A row that was too long to be read whole.
    #[error("row {row} is too long to be written again")]
    Cut {
        /// The row.
        row: u64,
    },
    /// The disk.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Copies the source in `format` to `to` in `into` (the same, or with another encoding). `change`
/// is shown every row and tells: `Some(true)` if it changed it, `Some(false)` if it stays, `None`
/// if it is left out.
///
/// # Errors
/// [`SaveError`].
pub fn save(
    source: impl Read,
    format: &Format,
    into: super::Encoding,
    to: &mut impl Write,
    mut change: impl FnMut(&mut Row) -> Option<bool>,
) -> Result<(), SaveError> {
    let mut rows = Rows::new(source, format);
    let mut out = Vec::new();
    if into.mark {
        out.extend_from_slice(into.mark_bytes());
    }
    let mut row = Row::default();
    let mut first = format.separator_line;
    loop {
        if std::mem::take(&mut first) {
            let line = format!(
                "sep={}{}",
                char::from(format.delimiter),
                format.line_end.text()
            );
            put(into, 0, &line, &mut out)?;
        }
        if !rows.read_any(&mut row)? {
            break;
        }
        if row.flaws.cut {
            return Err(SaveError::Cut { row: row.number });
        }
        match change(&mut row) {
            None => {}
            Some(false) => {
                let raw = String::from_utf8_lossy(rows.raw());
                put(into, row.number, &raw, &mut out)?;
            }
            Some(true) => put(into, row.number, &line(&row, format), &mut out)?,
        }
        if out.len() > 64 * 1024 {
            to.write_all(&out)?;
            out.clear();
        }
    }
    to.write_all(&out)?;
    Ok(())
}

fn put(into: super::Encoding, row: u64, text: &str, out: &mut Vec<u8>) -> Result<(), SaveError> {
    let encoding = into.name();
    let failed = |letter| SaveError::Letter {
        row,
        letter,
        encoding,
    };
    into.encode(text, out).map_err(failed)
}

/// A row as a line, quoted where that is needed.
fn line(row: &Row, format: &Format) -> String {
    let delimiter = char::from(format.delimiter);
    let mut line = String::new();
    for (at, cell) in row.cells().enumerate() {
        if at > 0 {
            line.push(delimiter);
        }
        let plain = !cell.contains([delimiter, '"', '\n', '\r']) && cell.trim() == cell;
        if plain {
            line.push_str(cell);
        } else {
            line.push('"');
            line.push_str(&cell.replace('"', "\"\""));
            line.push('"');
        }
    }
    line.push_str(format.line_end.text());
    line
}
