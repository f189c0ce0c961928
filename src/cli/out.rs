//! Standard output and standard error. A reader that went away is no failure.

use super::end::{Failure, Report};
use super::exit::Exit;
use super::text::{clean, clean_lines, line};
use crate::worker::protocol::ErrorCard;
use serde_json::{Map, Value, json};
use std::fmt::Write as FmtWrite;
use std::io::{self, Write as _};

/// Writes bytes to standard output.
///
/// # Errors
/// What the system said, except that nobody reads any more.
pub(super) fn stdout(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    read_or_not(out.write_all(bytes).and_then(|()| out.flush()))
}

/// Writes a text to standard error. If even that cannot be written, nothing else can be done.
pub(super) fn stderr(text: &str) {
    let mut err = io::stderr().lock();
    err.write_all(text.as_bytes())
        .and_then(|()| err.flush())
        .unwrap_or_default();
}

fn read_or_not(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Shows the end of a command and tells its number.
pub(super) fn show(done: Result<Report, Failure>, as_json: bool) -> Exit {
    let (exit, shown) = match done {
        Ok(report) => (report.exit(), report_out(report, as_json)),
        Err(failure) => {
            stderr(&card_text(&failure.card));
            let object = card_json(&failure.card, failure.exit);
            let shown = as_json.then(|| stdout(json_line(object).as_bytes()));
            (failure.exit, shown.unwrap_or(Ok(())))
        }
    };
    match shown {
        Ok(()) => exit,
        Err(error) => {
            stderr(&format!(
                "gatehouse: the result could not be written: {error}\n"
            ));
            Exit::Failed
        }
    }
}

/// Writes a failure as JSON alone; it was told to people already.
pub(super) fn json_only(failure: &Failure) -> Exit {
    let object = card_json(&failure.card, failure.exit);
    match stdout(json_line(object).as_bytes()) {
        Ok(()) => failure.exit,
        Err(_) => Exit::Failed,
    }
}

fn report_out(report: Report, as_json: bool) -> io::Result<()> {
    let exit = report.exit();
    if let Some(card) = &report.trouble {
        stderr(&card_text(card));
    }
    if !as_json {
        return stdout(report.text.as_bytes());
    }
    let mut object = match &report.trouble {
        Some(card) => card_json(card, exit),
        None => head(exit),
    };
    object.extend(report.data);
    stdout(json_line(object).as_bytes())
}

fn head(exit: Exit) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("ok".to_owned(), Value::Bool(exit == Exit::Done));
    object.insert("exit".to_owned(), Value::from(exit.code()));
    object
}

fn card_json(card: &ErrorCard, exit: Exit) -> Map<String, Value> {
    let mut object = head(exit);
    object.insert("trouble".to_owned(), json!(card.trouble));
    object.insert("sentence".to_owned(), json!(card.sentence));
    object.insert("remedy".to_owned(), json!(card.remedy));
    object.insert("details".to_owned(), json!(card.details));
    object
}

/// One line. The ASCII form of JSON holds no control character; others that turn a terminal
/// around are escaped as JSON escapes them.
fn json_line(object: Map<String, Value>) -> String {
    let text = Value::Object(object).to_string();
    let mut out = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        if clean(c.encode_utf8(&mut [0; 4])).starts_with('\\') && c != '\\' {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                FmtWrite::write_fmt(&mut out, format_args!("\\u{unit:04x}")).unwrap_or_default();
            }
        } else {
            out.push(c);
        }
    }
    out.push('\n');
    out
}

/// What went wrong, for people.
pub(super) fn card_text(card: &ErrorCard) -> String {
    let mut out = String::new();
    line(&mut out, &format!("gatehouse: {}", clean(&card.sentence)));
    if !card.remedy.is_empty() {
        line(&mut out, &clean(&card.remedy));
    }
    if !card.details.is_empty() {
        for detail in clean_lines(&card.details).lines() {
            line(&mut out, &format!("  {detail}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_one_line_without_orders_to_a_terminal() {
        let mut object = Map::new();
        object.insert("name".to_owned(), json!("A\u{9b}1m\u{202e}\n\\"));
        let line = json_line(object.clone());
        assert_eq!(line.matches('\n').count(), 1);
        assert!(!line.contains(['\u{9b}', '\u{202e}']), "{line}");
        let back: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(back, Value::Object(object));
    }
}
