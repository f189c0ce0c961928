//! What a check of a sheet found, in words.

use super::end::Report;
use super::text::{clean, count, line};
use crate::sheet::check::{Group, Problem, Rule};
use crate::sheet::map::Holds;
use crate::sheet::read::delimiter_name;
use crate::sheet::{Checked, Import};
use crate::worker::protocol::{ErrorCard, Trouble};
use jiff::Timestamp;
use serde_json::{Value, json};

/// Problems of one kind that are shown; programs get more.
const SHOWN: usize = 20;

/// The check as a report.
/// `compared`: when the members it was held against were read.
pub(super) fn told(import: &Import, checked: &Checked, compared: Option<Timestamp>) -> Report {
    let mut text = String::new();
    let format = &import.guess.format;
    line(
        &mut text,
        &format!(
            "{}, {} between cells, {}",
            format.encoding.name(),
            delimiter_name(format.delimiter),
            match format.header {
                Some(row) => format!("names of columns in row {row}"),
                None => "no names of columns".to_owned(),
            }
        ),
    );
    for (at, column) in import.mapping.columns.iter().enumerate() {
        let holds = match &column.holds {
            Some(Holds::Field(field)) => field.header(),
            Some(Holds::Custom(key)) => key,
            None => "left out",
        };
        let name = clean(&import.mapping.name(at));
        line(&mut text, &format!("  {name}: {}", clean(holds)));
    }
    for name in &import.mapping.doubled {
        let words = format!(
            "  {} stands there more than once: the first one counts",
            clean(name)
        );
        line(&mut text, &words);
    }
    for group in checked.problems.groups.values() {
        groups(&mut text, import, group);
    }
    let counts = &checked.counts;
    let words = format!(
        "{}: {} to take, {} left out, {} to decide",
        count(counts.rows as usize, "row"),
        counts.taken,
        counts.skipped,
        counts.blocking,
    );
    line(&mut text, &words);
    match compared {
        Some(at) => line(
            &mut text,
            &format!("Held against the members of the site as they were read at {at}"),
        ),
        None if import.mapping.kind.of_one_site() => {
            line(&mut text, "Not held against the members of the site");
        }
        None => {}
    }
    Report::new(text, data(import, checked, compared))
}

fn groups(text: &mut String, import: &Import, group: &Group) {
    let Some(first) = group.shown.first() else {
        return;
    };
    let class = first.class;
    let does = match import.rules.of(class) {
        Rule::Take => "taken as they are",
        Rule::Skip => "left out",
        Rule::Ask | Rule::Stop => "to decide",
    };
    let words = format!(
        "{} ({}): {}, {does}. {}",
        class.label(),
        class.word(),
        group.count,
        class.remedy()
    );
    line(text, &words);
    for problem in group.shown.iter().take(SHOWN) {
        line(text, &format!("  {}", words_of(import, problem)));
    }
    let more = group.count.saturating_sub(SHOWN as u64);
    if more > 0 {
        line(text, &format!("  and {more} more"));
    }
}

fn words_of(import: &Import, problem: &Problem) -> String {
    let column = problem
        .column
        .map(|at| format!(", {}", clean(&import.mapping.name(at))));
    let cell = Some(&problem.cell).filter(|c| !c.is_empty());
    let cell = cell.map(|c| format!(" “{}”", clean(c)));
    let meant = problem.suggestion.as_ref();
    let meant = meant.map(|s| format!(" → “{}”", clean(s)));
    format!(
        "row {}{}{}: {}{}",
        problem.row,
        column.unwrap_or_default(),
        cell.unwrap_or_default(),
        clean(&problem.says),
        meant.unwrap_or_default(),
    )
}

fn data(import: &Import, checked: &Checked, compared: Option<Timestamp>) -> Value {
    json!({
        "format": import.guess.format,
        "question": import.guess.question.as_ref().map(super::sheet_args::answer),
        "mapping": import.mapping,
        "shape": import.mapping.shape(),
        "problems": checked.problems.groups,
        "counts": checked.counts,
        "compared": compared,
    })
}

/// Why there can be no plan yet.
pub(super) fn blocked(import: &Import, checked: &Checked) -> ErrorCard {
    let groups = checked.problems.groups.keys();
    let open = groups.filter(|c| matches!(import.rules.of(**c), Rule::Ask | Rule::Stop));
    let open: Vec<&str> = open.map(|c| c.word()).collect();
    let n = count(checked.counts.blocking as usize, "row");
    let sentence = format!("{n} of the sheet stand against a plan");
    let remedy = format!(
        "Correct the sheet, take suggestions with --accept, or say what happens with --rule: {}",
        open.join(", ")
    );
    ErrorCard::new(sentence, remedy).of(Trouble::BadInput)
}
