//! One row of a file.

/// What was not as it should be about a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flaws {
    /// A quote was opened and not closed, or stood in the middle.
    pub quotes: bool,
    /// It was longer than any row can be, and was cut.
    pub cut: bool,
    /// Bytes that are no letters.
    pub letters: bool,
}

/// A row: its cells, and where it stands. One is filled again and again.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its number as spreadsheets count: every row, blank ones too, from 1.
    pub number: u64,
    /// The line of the file it begins in, from 1.
    pub line: u64,
    /// What was not right.
    pub flaws: Flaws,
    text: String,
    ends: Vec<u32>,
}

impl Row {
    /// A row of these cells.
    pub fn of(number: u64, cells: &[&str]) -> Self {
        let mut row = Self {
            number,
            line: number,
            ..Self::default()
        };
        for cell in cells {
            row.push(cell);
        }
        row
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether nothing stands in any cell.
    pub fn is_blank(&self) -> bool {
        self.text
            .chars()
            .all(|c| c.is_whitespace() || c == '\u{1a}')
    }

    /// The cell at this place; nothing stands behind the last.
    pub fn cell(&self, at: usize) -> &str {
        let start = match at.checked_sub(1) {
            None => 0,
            Some(before) => match self.ends.get(before) {
                Some(end) => *end as usize,
                None => return "",
            },
        };
        let end = self.ends.get(at).map_or(start, |e| *e as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The text of all cells, one after the other.
    pub(in crate::sheet) fn text(&self) -> &str {
        &self.text
    }

    /// Every cell.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.cell(at))
    }

    /// Puts another text into a cell; cells in between are added empty.
    pub fn set(&mut self, at: usize, text: &str) {
        let mut cells: Vec<String> = self.cells().map(str::to_owned).collect();
        if cells.len() <= at {
            cells.resize(at + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(at) {
            text.clone_into(cell);
        }
        self.text.clear();
        self.ends.clear();
        for cell in &cells {
            self.push(cell);
        }
    }

    fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len() as u32);
    }

    /// Takes over bytes and where the cells end in them; what is not UTF-8 is replaced and flagged.
    pub(super) fn take(&mut self, fields: &mut Fields) {
        self.ends.clear();
        self.text.clear();
        if let Ok(text) = std::str::from_utf8(&fields.bytes) {
            self.text.push_str(text);
            self.ends.extend_from_slice(&fields.ends);
            return;
        }
        self.flaws.letters = true;
        let mut from = 0;
        for end in &fields.ends {
            let cell = fields.bytes.get(from..*end as usize).unwrap_or_default();
            self.push(&String::from_utf8_lossy(cell));
            from = *end as usize;
        }
    }
}

/// Cells as bytes, on their way into a [`Row`].
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) bytes: Vec<u8>,
    pub(super) ends: Vec<u32>,
    /// A quote was broken.
    pub(super) broken: bool,
    /// A cell went over the end of its line.
    pub(super) crossed: bool,
    /// The line that was last looked at for quotes.
    pub(super) closing: Option<Closing>,
}

/// Where a line ends, if that is known, and the last quote in it that could close a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Closing {
    pub(super) end: Option<usize>,
    pub(super) last: Option<usize>,
}

impl Fields {
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.broken = false;
        self.crossed = false;
        self.closing = None;
    }

    pub(super) fn end(&mut self) {
        self.ends.push(self.bytes.len() as u32);
    }
}
