//! Mail addresses in texts that people paste: columns of a sheet, lines of a mail, lists.

use super::fold_email;
use std::collections::BTreeSet;

/// Longest login address (RFC 5321: 254 with the brackets left out).
const LONGEST_ADDRESS: usize = 254;

/// Whether a text has the form of a mail address: one `@` with something around it, a dot behind
/// it, no blank and no control character.
pub fn is_address(text: &str) -> bool {
    let sound = |c: char| !c.is_whitespace() && !c.is_control() && !"<>(),;:\\\"[]".contains(c);
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let labels: Vec<&str> = domain.split('.').collect();
    text.len() <= LONGEST_ADDRESS
        && text.chars().all(sound)
        && !local.is_empty()
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !domain.contains('@')
        && labels.len() >= 2
        && labels
            .iter()
            .all(|l| !l.is_empty() && !l.starts_with('-') && !l.ends_with('-'))
}

/// What a pasted text holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pasted {
    /// Every address once, as it was written first, in the order of the text.
    pub found: Vec<String>,
    /// Addresses that came again, compared as Wix compares them, once for each further time.
    pub doubles: Vec<String>,
    /// Parts that are no address and no name beside one.
    pub wrong: Vec<String>,
}

impl Pasted {
    /// Reads a text: one address a line, or several with commas, semicolons, tabs or blanks
    /// between them, with or without a name: `Ana Díaz <ana@example.com>`, `"Díaz, Ana"
    /// <ana@example.com>`. Names are left out. Never fails.
    pub fn of(text: &str) -> Self {
        let mut reader = Reader::default();
        for part in split(text, |c| matches!(c, '\n' | '\r' | ';')) {
            reader.part(part);
        }
        reader.pasted
    }
}

#[derive(Default)]
struct Reader {
    pasted: Pasted,
    known: BTreeSet<String>,
}

impl Reader {
    /// A line, or what stands between two semicolons.
    fn part(&mut self, part: &str) {
        let mut rest = part;
        while let Some((before, behind)) = cut(rest, '<') {
            let (inside, after) = behind.split_once('>').unwrap_or((behind, ""));
            // What stands before a bracket is a name, or a list of addresses and then a name.
            for piece in split(before, |c| c == ',') {
                self.addresses_in(piece);
            }
            self.token(inside, true);
            rest = after;
        }
        for piece in split(rest, |c| matches!(c, ',' | '\t')) {
            if !self.addresses_in(piece) {
                let piece = bare(piece);
                if !piece.is_empty() {
                    self.pasted.wrong.push(piece.to_owned());
                }
            }
        }
    }

    /// Takes the words with an `@`; false when there is none among them.
    fn addresses_in(&mut self, piece: &str) -> bool {
        let words = piece.split_whitespace().filter(|w| w.contains('@'));
        words.fold(false, |_, word| {
            self.token(word, false);
            true
        })
    }

    fn token(&mut self, word: &str, bracketed: bool) {
        let word = bare(word);
        if word.is_empty() && !bracketed {
            return;
        }
        if !is_address(word) {
            let shown = if word.is_empty() { "<>" } else { word };
            self.pasted.wrong.push(shown.to_owned());
        } else if self.known.insert(fold_email(word)) {
            self.pasted.found.push(word.to_owned());
        } else {
            self.pasted.doubles.push(word.to_owned());
        }
    }
}

/// A word without what stands around addresses in running text.
fn bare(word: &str) -> &str {
    let around = |c: char| c.is_whitespace() || "\"'“”‘’„«»<>()[],;:.\u{feff}\u{200b}".contains(c);
    let word = word.trim_matches(around);
    match word.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => word[7..].trim_matches(around),
        _ => word,
    }
}

/// Where quotes are open. A quote that is never closed is only a mark in the text.
fn quoted(text: &str) -> impl Fn(usize) -> bool {
    let marks: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    move |at| {
        let before = marks.partition_point(|m| *m < at);
        before % 2 == 1 && before < marks.len()
    }
}

/// Cuts at every such character outside of quotes and angle brackets.
fn split(text: &str, at: impl Fn(char) -> bool) -> Vec<&str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    let is_quoted = quoted(text);
    for (i, c) in text.char_indices() {
        // A name in quotes never goes on over the end of its line.
        let line_end = matches!(c, '\n' | '\r');
        if at(c) && (line_end || !is_quoted(i)) {
            parts.extend(text.get(from..i));
            from = i + c.len_utf8();
        }
    }
    parts.extend(text.get(from..));
    parts
}

/// What stands before and behind the first such character outside of quotes.
fn cut(text: &str, at: char) -> Option<(&str, &str)> {
    let is_quoted = quoted(text);
    let (i, _) = text.match_indices(at).find(|(i, _)| !is_quoted(*i))?;
    Some((text.get(..i)?, text.get(i + at.len_utf8()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let pasted = Pasted::of(text);
        assert!(
            pasted.wrong.is_empty() && pasted.doubles.is_empty(),
            "{pasted:?}"
        );
        pasted.found
    }

    const TWO: [&str; 2] = ["ana@example.com", "bo.li@mail.example.org"];

    #[test]
    fn lists_come_in_every_form() {
        for text in [
            "ana@example.com\nbo.li@mail.example.org",
            "ana@example.com\r\n\r\nbo.li@mail.example.org\r\n",
            "ana@example.com, bo.li@mail.example.org",
            "ana@example.com;bo.li@mail.example.org;",
            "ana@example.com\tbo.li@mail.example.org",
            "  ana@example.com   bo.li@mail.example.org.",
            "Ana Díaz <ana@example.com>, Bo Li <bo.li@mail.example.org>",
            "\"Díaz, Ana\" <ana@example.com>; 'Bo' <bo.li@mail.example.org>",
            "Díaz, Ana <ana@example.com>; Li, Bo <bo.li@mail.example.org>",
            "\"Díaz; Ana\" <ana@example.com>\n<bo.li@mail.example.org>",
            "Ana Díaz ana@example.com\nBo Li (bo.li@mail.example.org)",
            "mailto:ana@example.com MAILTO:bo.li@mail.example.org",
            "ana@example.com, Bo <bo.li@mail.example.org>",
            "“ana@example.com”, «bo.li@mail.example.org»",
        ] {
            assert_eq!(found(text), TWO, "{text}");
        }
        assert!(found(" \n ;, \t").is_empty());
    }

    #[test]
    fn doubles_are_told_and_compared_without_case() {
        let pasted = Pasted::of("Ana@Example.com, ana@example.com\nbo@example.com;ANA@EXAMPLE.COM");
        assert_eq!(pasted.found, ["Ana@Example.com", "bo@example.com"]);
        assert_eq!(pasted.doubles, ["ana@example.com", "ANA@EXAMPLE.COM"]);
    }

    #[test]
    fn what_is_no_address_is_told_as_it_was_written() {
        let pasted = Pasted::of(
            "Address\nana@example.com\nana@nowhere\nBo Li <bo.example.com>, Eva <>\n@example.com",
        );
        assert_eq!(pasted.found, ["ana@example.com"]);
        let wrong = [
            "Address",
            "ana@nowhere",
            "bo.example.com",
            "<>",
            "@example.com",
        ];
        assert_eq!(pasted.wrong, wrong);
    }

    #[test]
    fn a_quote_that_stays_open_hides_nothing() {
        let text = "5\" ana@example.com\nbo.li@mail.example.org";
        assert_eq!(found(text), TWO);
    }

    #[test]
    fn long_lists_are_read_in_their_order() {
        let all: Vec<String> = (0..5000).map(|i| format!("p{i}@example.com")).collect();
        assert_eq!(found(&all.join("; ")), all);
    }

    proptest::proptest! {
        #[test]
        fn every_address_that_is_found_is_one(text in "[a-c@.,;<>\" \n]{0,60}") {
            let pasted = Pasted::of(&text);
            for address in &pasted.found {
                proptest::prop_assert!(is_address(address), "{address}");
            }
        }
    }
}
