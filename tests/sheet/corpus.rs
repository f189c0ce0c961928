//! Every file of the generator reads right, nearly all of them without a question.

use crate::nasty::files;
use crate::support::read;

#[test]
fn nasty_files_read_right() {
    let all = files();
    assert!(all.len() >= 60, "{}", all.len());
    let mut wrong = Vec::new();
    let mut quiet = 0;
    for file in &all {
        let was = read(&file.bytes);
        let asked = was.guess.question.is_some();
        quiet += usize::from(!asked);
        let right = if file.asks {
            asked
        } else {
            !asked && was.people == file.people
        };
        if !right {
            let differs = was.people.iter().zip(&file.people).find(|(a, b)| a != b);
            wrong.push(format!(
                "{}: {:?} {} of {} first difference {differs:?} columns {:?}",
                file.name,
                was.guess,
                was.people.len(),
                file.people.len(),
                was.mapping.columns,
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        all.len(),
        wrong.join("\n")
    );
    assert!(quiet >= 58);
}

#[test]
fn row_numbers_are_those_of_a_spreadsheet() {
    let was =
        read(b"Email,First name,Last name\n\np0@example.com,\"Bo\nB\",Li\n\np1@example.com,A,B\n");
    assert_eq!(was.numbers, [3, 5]);
    let was = read(b"sep=;\nEmail;First name\np0@example.com;Bo\n");
    assert_eq!(
        (was.numbers.as_slice(), was.guess.format.header),
        (&[2][..], Some(1))
    );
}
