//! Words for a terminal. What came from Wix or out of a file never reaches it as it is: a control
//! character would be an order to the terminal.

use std::fmt::Write as _;

/// The text in one line, with everything escaped that a terminal would not show as it is.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_order(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// The same for a text of several lines.
pub(super) fn clean_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(clean).collect();
    lines.join("\n")
}

/// Control characters, and the signs that turn the direction of writing or cannot be seen.
fn is_order(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{61c}')
}

/// A number with its word: `1 line`, `2 lines`.
pub(super) fn count(n: usize, one: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{n} {one}s")
    }
}

/// Seconds as people say them.
pub(super) fn duration(seconds: u64) -> String {
    match seconds {
        0 => "at once".to_owned(),
        1..60 => count(seconds as usize, "second"),
        _ => format!("about {}", count(seconds.div_ceil(60) as usize, "minute")),
    }
}

/// Adds a line.
pub(super) fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").unwrap_or_default();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_order_reaches_the_terminal() {
        let shown = clean("Ana\u{1b}[2J\nD\u{ed}az\u{202e}\u{9b}1m\u{7}");
        assert!(!shown.chars().any(is_order), "{shown}");
        assert!(shown.starts_with("Ana\\u{1b}[2J\\nDíaz"), "{shown}");
        assert_eq!(clean_lines("a\r\nb\tc"), "a\nb\\tc");
    }

    #[test]
    fn numbers_have_their_words() {
        assert_eq!(
            (count(1, "line"), count(0, "line")),
            ("1 line".into(), "0 lines".into())
        );
        assert_eq!(duration(61), "about 2 minutes");
    }
}
