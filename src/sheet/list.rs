//! A list as a file: chosen columns of whatever the list holds, line by line, so that any number of
//! rows takes little memory.

use super::escaped;
use std::io::{self, Write};

/// The three bytes by which spreadsheets know UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A CSV file that is being written: UTF-8, commas, cells escaped against formulas.
#[derive(Debug)]
pub struct ListFile<W: Write> {
    csv: csv::Writer<W>,
    chosen: Vec<usize>,
    lines: u64,
}

impl<W: Write> ListFile<W> {
    /// Writes the titles of the columns at these places of `head`, after a mark if one is wanted.
    ///
    /// # Errors
    /// What the writer said.
    pub fn begin<T: AsRef<str>>(
        mut to: W,
        mark: bool,
        head: &[T],
        chosen: Vec<usize>,
    ) -> io::Result<Self> {
        if mark {
            to.write_all(MARK)?;
        }
        let mut file = Self {
            csv: csv::Writer::from_writer(to),
            chosen,
            lines: 0,
        };
        file.put(head)?;
        Ok(file)
    }

    /// Writes a line out of the cells of all columns.
    ///
    /// # Errors
    /// What the writer said.
    pub fn line<T: AsRef<str>>(&mut self, cells: &[T]) -> io::Result<()> {
        self.lines += 1;
        self.put(cells)
    }

    fn put<T: AsRef<str>>(&mut self, cells: &[T]) -> io::Result<()> {
        let chosen = self.chosen.iter();
        let chosen = chosen.map(|at| cells.get(*at).map_or("", AsRef::as_ref));
        self.csv.write_record(chosen.map(escaped))?;
        Ok(())
    }

    /// Lines so far, the titles not counted.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// Hands the writer back once everything is written.
    ///
    /// # Errors
    /// What the writer said.
    pub fn end(self) -> io::Result<W> {
        let ended = self.csv.into_inner();
        ended.map_err(|e| io::Error::other(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chosen_columns_stand_in_their_order_and_no_cell_is_a_formula() {
        let mut file = ListFile::begin(Vec::new(), true, &["A", "B", "C"], vec![2, 0]).unwrap();
        file.line(&["a,1", "b", "=1+1"]).unwrap();
        file.line(&["a2"]).unwrap();
        assert_eq!(file.lines(), 2);
        let bytes = file.end().unwrap();
        assert_eq!(bytes, b"\xef\xbb\xbfC,A\n'=1+1,\"a,1\"\n,a2\n");
    }
}
