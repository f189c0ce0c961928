//! Files in memory, and what was read out of them.

use gatehouse::sheet::map::{Field, Kind, Mapping};
use gatehouse::sheet::read::{Encoding, Guess, Row, Rows, Survey, guess};

/// A person of a file: login address, first name, last name.
pub(crate) type Person = (String, String, String);

/// What a file was read as.
pub(crate) struct Was {
    pub(crate) guess: Guess,
    pub(crate) mapping: Mapping,
    pub(crate) people: Vec<Person>,
    /// Row numbers beside them.
    pub(crate) numbers: Vec<u64>,
}

/// Every row of a file.
pub(crate) fn rows(bytes: &[u8], guess: &Guess) -> Vec<Row> {
    let mut rows = Rows::new(bytes, &guess.format);
    let (mut all, mut row) = (Vec::new(), Row::default());
    while rows.read(&mut row).expect("memory does not fail") {
        all.push(row.clone());
    }
    all
}

/// Looks at all of a file and reads it as new members.
pub(crate) fn read(bytes: &[u8]) -> Was {
    let survey = Survey::of_whole(&mut &*bytes, &mut |_| true).expect("memory does not fail");
    let guess = guess(&survey);
    let all = rows(bytes, &guess);
    let top = all.get(..all.len().min(100)).unwrap_or_default();
    let mapping = Mapping::guess(Kind::Members, &guess.format, top);
    let column = |field| mapping.column(field);
    let text = |row: &Row, at: Option<usize>| at.map_or("", |at| row.cell(at)).trim().to_owned();
    let header = guess.format.header.unwrap_or(0);
    let (mut people, mut numbers) = (Vec::new(), Vec::new());
    for row in all.iter().filter(|r| r.number > header) {
        people.push((
            text(row, column(Field::Login)),
            text(row, column(Field::FirstName)),
            text(row, column(Field::LastName)),
        ));
        numbers.push(row.number);
    }
    Was {
        guess,
        mapping,
        people,
        numbers,
    }
}

/// The text in an encoding, with its mark if that is wanted.
pub(crate) fn bytes(text: &str, encoding: &str, mark: bool) -> Vec<u8> {
    let encoding = Encoding::named(encoding).expect("a known name");
    let mut bytes = Vec::new();
    if mark {
        encoding.encode("\u{feff}", &mut bytes).expect("a mark");
    }
    encoding.encode(text, &mut bytes).expect("letters of it");
    bytes
}
