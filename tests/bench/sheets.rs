//! Sheets: 100,000 rows checked against the csv crate's bare pass over the same bytes, a million
//! rows streamed, the first rows of each, and files that are written out of them.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/ratio.rs"]
mod ratio;
#[path = "support/report.rs"]
mod report;

use clock::wall;
use gatehouse::sheet::check::{Edit, Known, Results};
use gatehouse::sheet::map::Kind;
use gatehouse::sheet::read::{Row, Rows, Said, Survey};
use gatehouse::sheet::{Import, ListFile};
use gatehouse::worker::Draft;
use ratio::times;
use report::{Sample, Table, line, ms};
use std::io::{self, BufReader, Read};
use std::time::Duration;

/// How often each is measured.
const TIMES: usize = 5;

fn main() -> anyhow::Result<()> {
    if !report::wanted() {
        return Ok(());
    }
    line("## sheets: read and checked");
    line("");
    line(&format!(
        "Wall time, medians of {TIMES}; a new member with eight cells in each row."
    ));
    line("");
    let mut table = Table::new(&[
        "rows",
        "bytes MB",
        "first rows ms",
        "csv bytes ms",
        "csv text ms",
        "look ms",
        "rows ms",
        "check ms",
        "check / csv bytes",
        "check / csv text",
        "rows / csv bytes",
        "peak MB before",
        "rows streamed",
        "checked",
    ]);
    for rows in [100_000, 1_000_000] {
        table.row(measure(rows)?);
    }
    table.print();
    line("");
    line("## sheets: written");
    line("");
    let mut table = Table::new(&[
        "file",
        "rows",
        "MB",
        "ms",
        "MB a second",
        "bare copy ms",
        "memory MB before",
        "at the most",
    ]);
    for rows in [100_000, 1_000_000] {
        for file in [File::Corrected, File::Results, File::Left, File::List] {
            table.row(written(&file, rows)?);
        }
    }
    table.print();
    Ok(())
}

/// A file that is written out of a sheet, or like one.
enum File {
    /// The sheet with a correction in every five hundredth row.
    Corrected,
    /// One line for each row; nothing was carried out, so each is left.
    Results,
    /// All of the rows again, since none was carried out.
    Left,
    /// A list of eight columns.
    List,
}

/// Writes the file where a file goes, next to its place and then into it. Making the bytes of the
/// sheet is part of it; the bare copy makes the same bytes and writes them.
fn written(file: &File, rows: u64) -> anyhow::Result<Vec<String>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("written.csv");
    let survey = Survey::of_whole(&mut source(rows, &[]), &mut |_| true)?;
    let mut import = Import::of(&survey, source(rows, &[]), Kind::Members, Said::default())?;
    import.edits.push(Edit::Replace {
        column: None,
        find: "gmial.com".to_owned(),
        with: "gmail.com".to_owned(),
        whole: false,
    });
    let (known, none) = (Known::default, Results::default());
    let before = afresh();
    let begin = wall();
    let mut to = Draft::begin(&path)?;
    let word = match file {
        File::Corrected => {
            let encoding = import.guess.format.encoding;
            let changed = import.corrected(source(rows, &[]), encoding, &mut to)?;
            assert_eq!(changed, rows / 500);
            "the corrected sheet"
        }
        File::Results => {
            let became = import.results(source(rows, &[]), known(), &none, &mut to)?;
            assert_eq!(became.rows as u64, rows);
            "results"
        }
        File::Left => {
            let mut nowhere = io::sink();
            let became = import.results(source(rows, &[]), known(), &none, &mut nowhere)?;
            import.left(source(rows, &[]), &became, &mut to)?;
            "rows that were not done"
        }
        File::List => {
            let head = ["A", "B", "C", "D", "E", "F", "G", "H"];
            let mut list = ListFile::begin(to, true, &head, (0..head.len()).collect())?;
            let mut all = Rows::new(source(rows, &[]), &import.guess.format);
            let mut row = Row::default();
            while all.read(&mut row)? {
                let cells: Vec<&str> = row.cells().collect();
                list.line(&cells)?;
            }
            assert_eq!(list.lines(), rows + 1);
            to = list.end()?;
            "a list"
        }
    };
    to.keep()?;
    let took = begin.elapsed();
    let most = peak();
    let bytes = std::fs::metadata(&path)?.len();
    let begin = wall();
    let mut copy = std::fs::File::create(&path)?;
    io::copy(&mut source(rows, &[]), &mut copy)?;
    copy.sync_all()?;
    let bare = begin.elapsed();
    Ok(vec![
        word.to_owned(),
        rows.to_string(),
        format!("{}", bytes / 1_000_000),
        ms(took),
        format!("{:.0}", bytes as f64 / 1e6 / took.as_secs_f64()),
        ms(bare),
        before.to_string(),
        most.to_string(),
    ])
}

/// Begins the count of the most memory anew, where the system can; tells what is held now, in MB.
fn afresh() -> u64 {
    std::fs::write("/proc/self/clear_refs", "5").unwrap_or_default();
    peak()
}

fn measure(rows: u64) -> anyhow::Result<Vec<String>> {
    let before = peak();
    let bytes = Made::new(rows).bytes_in_all()?;
    let mut kept = Vec::new();
    if rows <= 100_000 {
        Made::new(rows).read_to_end(&mut kept)?;
    }
    let start = || -> io::Result<usize> {
        let survey = Survey::of_start(&mut source(rows, &kept))?;
        Ok(
            Import::of(&survey, source(rows, &kept), Kind::Members, Said::default())?
                .top
                .len(),
        )
    };
    let first = median(start)?;
    // What making the bytes costs is in every pass; it is taken off.
    let making = if kept.is_empty() {
        median(|| Made::new(rows).bytes_in_all())?
    } else {
        Duration::ZERO
    };
    let bare = median(|| {
        let mut csv = csv::Reader::from_reader(source(rows, &kept));
        let (mut record, mut n) = (csv::ByteRecord::new(), 0);
        while csv.read_byte_record(&mut record)? {
            n += record.len();
        }
        Ok(n)
    })?;
    // The same as text, which is what a check needs at least.
    let text = median(|| {
        let mut csv = csv::Reader::from_reader(source(rows, &kept));
        let (mut record, mut n) = (csv::StringRecord::new(), 0);
        while csv.read_record(&mut record)? {
            n += record.len();
        }
        Ok(n)
    })?;
    let look = || Survey::of_whole(&mut source(rows, &kept), &mut |_| true);
    let looked = median(look)?;
    let survey = look()?;
    let import = Import::of(&survey, source(rows, &kept), Kind::Members, Said::default())?;
    let read = median(|| {
        let mut all = Rows::new(source(rows, &kept), &import.guess.format);
        let (mut row, mut n) = (Row::default(), 0);
        while all.read(&mut row)? {
            n += row.len();
        }
        Ok(n)
    })?;
    let streamed = peak();
    // Everything that it takes: the look over the bytes, the guess, and the check of every cell.
    let checked = median(|| {
        let survey = look()?;
        let import = Import::of(&survey, source(rows, &kept), Kind::Members, Said::default())?;
        let checked = import.check(source(rows, &kept), Known::default(), &mut |_| true)?;
        assert_eq!(checked.counts.rows, rows);
        Ok(checked.problems.count())
    })?;
    let less = |d: Duration, n: u32| d.saturating_sub(making * n);
    let (bare, text) = (less(bare, 1), less(text, 1));
    let (read, checked) = (less(read, 1), less(checked, 2));
    Ok(vec![
        rows.to_string(),
        (bytes / 1_000_000).to_string(),
        ms(first),
        ms(bare),
        ms(text),
        ms(less(looked, 1)),
        ms(read),
        ms(checked),
        times(checked, bare),
        times(checked, text),
        times(read, bare),
        before.to_string(),
        streamed.to_string(),
        peak().to_string(),
    ])
}

fn median<T>(work: impl Fn() -> io::Result<T>) -> anyhow::Result<Duration> {
    let mut all = Vec::new();
    for _ in 0..TIMES {
        let begin = wall();
        std::hint::black_box(work()?);
        all.push(begin.elapsed());
    }
    Ok(Sample::new(all).median())
}

/// The smaller file lies in memory, so that nothing but the reading is measured; the larger one is
/// made as it is read.
fn source(rows: u64, kept: &[u8]) -> Box<dyn Read + Send + '_> {
    if kept.is_empty() {
        Box::new(BufReader::with_capacity(64 * 1024, Made::new(rows)))
    } else {
        Box::new(kept)
    }
}

/// A file that is made as it is read, so that it takes no memory: a few problems in every thousand
/// rows.
struct Made {
    rows: u64,
    at: u64,
    line: Vec<u8>,
    used: usize,
}

impl Made {
    fn new(rows: u64) -> Self {
        let head =
            "First name,Last name,Login address,Company,Job title,Date of birth,Phones,Privacy\n";
        Self {
            rows,
            at: 0,
            line: head.as_bytes().to_vec(),
            used: 0,
        }
    }

    fn bytes_in_all(self) -> io::Result<u64> {
        io::copy(
            &mut BufReader::with_capacity(64 * 1024, self),
            &mut io::sink(),
        )
    }

    fn next_line(&mut self) {
        use std::io::Write as _;
        let n = self.at;
        let domain = if n % 500 == 7 {
            "gmial.com"
        } else {
            "example.com"
        };
        self.line.clear();
        self.used = 0;
        let who = if n % 1000 == 999 { n - 1 } else { n };
        writeln!(
            self.line,
            "Zoë{n},\"Müller, {n}\",person.{who}@{domain},Northlight Bakery,Head of bread,1990-05-17,+44 20 7946 {n:06},PRIVATE"
        )
        .unwrap_or_default();
        self.at += 1;
    }
}

impl Read for Made {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut given = 0;
        while given < into.len() {
            if self.used == self.line.len() {
                if self.at == self.rows {
                    break;
                }
                self.next_line();
            }
            let rest = &self.line[self.used..];
            let n = rest.len().min(into.len() - given);
            into[given..given + n].copy_from_slice(&rest[..n]);
            self.used += n;
            given += n;
        }
        Ok(given)
    }
}

/// The most memory that this process had, in MB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kb = line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok());
    kb.unwrap_or(0) / 1024
}
