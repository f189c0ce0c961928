//! Guessing how a file is to be read, out of its first rows and one look over its bytes.

use super::encoding::{Decoder, Encoding};
use super::format::{Confidence, DELIMITERS, Format, Guess, LineEnd, Question};
use super::letters;
use super::row::Row;
use super::rows::Rows;
use super::survey::Survey;
use crate::access::is_address;
use crate::sheet::map::is_known_name;

/// Rows that are looked at.
const ROWS: usize = 200;
/// Rows among which the names of the columns are looked for.
const TOP: usize = 12;

/// What is said about a file before it is guessed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Said {
    /// Its letters.
    pub encoding: Option<Encoding>,
    /// What stands between cells.
    pub delimiter: Option<u8>,
    /// Whether one of its rows holds names of columns.
    pub header: Option<bool>,
}

/// Guesses everything.
pub fn guess(survey: &Survey) -> Guess {
    guess_with(survey, Said::default())
}

/// Guesses what is not said.
pub fn guess_with(survey: &Survey, said: Said) -> Guess {
    let told = letters::of(survey);
    let mut encoding = said.encoding.unwrap_or(told.encoding);
    encoding.mark =
        survey.head.starts_with(encoding.mark_bytes()) && !encoding.mark_bytes().is_empty();
    let text = decoded(&survey.head, encoding, survey.whole);
    let mut format = Format {
        encoding,
        delimiter: b',',
        header: None,
        columns: 0,
        backslash: false,
        returns: survey.returns > survey.feeds,
        separator_line: false,
        line_end: line_end(&text, survey),
    };
    // Two bytes a letter: line ends are counted in the text.
    if text.contains('\r') && !text.contains('\n') {
        format.returns = true;
    }
    let named = separator_line(&text);
    format.separator_line = named.is_some();
    let mut question = None;
    let mut confidence = Confidence::Sure;
    let table = if let Some(delimiter) = said.delimiter.or(named) {
        Table::cut(&text, &format, delimiter, survey.whole)
    } else {
        let (best, close) = best(&text, &format, survey.whole);
        if !close.is_empty() {
            confidence = Confidence::Unsure;
            let mut choice = vec![best.delimiter];
            choice.extend(close);
            question = Some(Question::Delimiter(choice));
        } else if best.score < 8.0 {
            confidence = Confidence::Likely;
        }
        best
    };
    format.delimiter = table.delimiter;
    format.backslash = table.backslash;
    format.columns = table.columns;
    let header = table.header();
    format.header = match (said.header, header) {
        (Some(false), _) | (None, Header::None) => None,
        (_, Header::At(row)) => Some(row),
        (Some(true), _) => table.rows.first().map(|r| r.number),
        (None, Header::Perhaps(row)) => {
            confidence = Confidence::Unsure;
            question = question.or(Some(Question::Header));
            Some(row)
        }
    };
    if said.encoding.is_none() && !told.others.is_empty() {
        confidence = Confidence::Unsure;
        question = Some(Question::Letters(choices(
            survey,
            told.encoding,
            &told.others,
        )));
    }
    Guess {
        format,
        confidence,
        question,
    }
}

/// The delimiter that makes the best table, and others that make one as good.
fn best(text: &str, format: &Format, whole: bool) -> (Table, Vec<u8>) {
    let cut = |delimiter| Table::cut(text, format, delimiter, whole);
    let mut all: Vec<Table> = DELIMITERS.into_iter().map(cut).collect();
    // The first of several that are as good: the most usual one.
    all.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut all = all.into_iter();
    let best = all.next().unwrap_or_else(|| cut(b','));
    let close = all.filter(|t| t.columns > 1 && t.score > best.score * 0.9);
    let close = close.map(|t| t.delimiter).collect();
    (best, close)
}

fn decoded(bytes: &[u8], encoding: Encoding, whole: bool) -> String {
    let mut decoder = Decoder::new(bytes, encoding, bytes.len().max(1));
    let mut text = Vec::new();
    while let Ok(got) = decoder.fill(&mut text) {
        if got == 0 {
            break;
        }
    }
    let mut text = String::from_utf8_lossy(&text).into_owned();
    if !whole {
        // The last line may be cut off.
        let end = text.rfind(['\n', '\r']).map_or(text.len(), |at| at + 1);
        text.truncate(end);
    }
    text
}

fn line_end(text: &str, survey: &Survey) -> LineEnd {
    if text.contains("\r\n") {
        LineEnd::CrLf
    } else if !text.contains('\n') && text.contains('\r') || survey.returns > survey.feeds {
        LineEnd::Cr
    } else {
        LineEnd::Lf
    }
}

/// The delimiter that the first line names, as spreadsheets write and read it.
fn separator_line(text: &str) -> Option<u8> {
    let line = text.lines().next()?.split('\r').next()?;
    let line = line.trim_matches('"');
    let (word, rest) = line.split_at_checked(4)?;
    let one = rest.as_bytes();
    (word.eq_ignore_ascii_case("sep=") && one.len() == 1).then(|| one[0])
}

fn choices(survey: &Survey, first: Encoding, others: &[Encoding]) -> Vec<(Encoding, String)> {
    let sample = survey.sample.get(..400).unwrap_or(&survey.sample);
    let read = |encoding: &Encoding| {
        let text = decoded(sample, *encoding, true);
        (
            *encoding,
            text.lines().take(3).collect::<Vec<_>>().join(" · "),
        )
    };
    std::iter::once(&first).chain(others).map(read).collect()
}

/// The first rows, cut with one delimiter.
struct Table {
    delimiter: u8,
    backslash: bool,
    columns: usize,
    rows: Vec<Row>,
    score: f64,
}

enum Header {
    At(u64),
    Perhaps(u64),
    None,
}

impl Table {
    fn cut(text: &str, format: &Format, delimiter: u8, whole: bool) -> Self {
        let inside = |text: &str| {
            let ends = [delimiter, b'\n', b'\r'];
            text.match_indices("\\\"").any(|(at, _)| {
                let next = text.as_bytes().get(at + 2);
                next.is_some_and(|b| !ends.contains(b) && *b != b'"')
            })
        };
        let mut table = Self {
            delimiter,
            backslash: inside(text),
            columns: 0,
            rows: Vec::new(),
            score: 0.0,
        };
        // A first pass counts; a second one knows how many cells a row has.
        for _ in 0..2 {
            table.read(text, format);
            table.columns = usual(&table.rows);
        }
        if !whole && table.rows.len() > 1 {
            table.rows.pop();
        }
        table.score = table.score();
        table
    }

    fn read(&mut self, text: &str, format: &Format) {
        let format = Format {
            encoding: Encoding::UTF_8,
            delimiter: self.delimiter,
            backslash: self.backslash,
            columns: self.columns,
            ..format.clone()
        };
        let mut rows = Rows::new(text.as_bytes(), &format);
        self.rows.clear();
        let mut row = Row::default();
        while self.rows.len() < ROWS && rows.read(&mut row).unwrap_or(false) {
            self.rows.push(row.clone());
        }
    }

    /// How much this looks like a table: rows of one length, whole addresses, names of columns.
    fn score(&self) -> f64 {
        if self.rows.is_empty() {
            return 0.0;
        }
        let n = self.rows.len() as f64;
        let even = self.rows.iter().filter(|r| r.len() == self.columns).count() as f64 / n;
        let whole = |r: &&Row| r.cells().any(|c| is_address(c.trim()));
        let addresses = self.rows.iter().filter(whole).count() as f64 / n;
        let top = self.rows.iter().take(TOP);
        let named = top.map(named).max().unwrap_or(0) as f64;
        let columns = if self.columns > 1 { 4.0 } else { 0.0 };
        // Names of columns that are kept apart say more than anything else.
        columns * even + 6.0 * addresses + 2.0 * named.min(6.0)
    }

    fn header(&self) -> Header {
        let Some(first) = self.rows.first() else {
            return Header::None;
        };
        let top = self.rows.iter().take(TOP);
        let is_data = |r: &Row| r.cells().any(|c| is_address(c.trim()));
        let mut best: Option<(usize, &Row)> = None;
        for row in top.take_while(|r| !is_data(r)) {
            let names = named(row);
            if names > 0 && best.is_none_or(|(most, _)| names > most) {
                best = Some((names, row));
            }
        }
        if let Some((_, row)) = best {
            return Header::At(row.number);
        }
        if is_data(first) {
            return Header::None;
        }
        // Names that nobody knows: words, each once, above rows that are data.
        let below = self.rows.iter().skip(1);
        let data = below.filter(|r| is_data(r)).count();
        let mut words: Vec<&str> = first.cells().map(str::trim).collect();
        let filled = words
            .iter()
            .all(|w| !w.is_empty() && !w.starts_with(|c: char| c.is_ascii_digit()));
        words.sort_unstable();
        words.dedup();
        let like_names = filled && words.len() == first.len();
        match (like_names, data > 0) {
            (true, true) => Header::At(first.number),
            (true, false) if self.rows.len() > 1 => Header::Perhaps(first.number),
            (false, true) => Header::None,
            _ => Header::Perhaps(first.number),
        }
    }
}

/// Cells of a row that are usual names of columns.
fn named(row: &Row) -> usize {
    row.cells().filter(|c| is_known_name(c)).count()
}

/// The number of cells that most rows have.
fn usual(rows: &[Row]) -> usize {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for row in rows {
        *counts.entry(row.len()).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(cells, n)| (*n, *cells));
    most.map_or(0, |(cells, _)| cells)
}
