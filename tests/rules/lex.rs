//! A tokenizer for Rust that knows just enough to find paths: what is a comment, what is a literal,
//! what is an identifier.

use std::ops::Range;

/// A token and its line, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) line: usize,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An identifier or keyword; raw ones keep their `r#`.
    Word(String),
    /// The content of a string literal, escapes as written.
    Text(String),
    /// `::`
    Sep,
    /// Any other single character that means something alone.
    Mark(char),
    /// A number, character, lifetime, arrow or range: nothing a path goes through.
    Other,
}

/// Splits a source text into tokens. Never fails: what is not Rust gives tokens without meaning.
pub(crate) fn lex(source: &str) -> Vec<Token> {
    let mut lexer = Lexer {
        rest: source,
        line: 1,
    };
    let mut tokens = Vec::new();
    while let Some(first) = lexer.rest.chars().next() {
        let line = lexer.line;
        if let Some(kind) = lexer.next(first) {
            tokens.push(Token { kind, line });
        }
    }
    tokens
}

/// Where the contents of attributes (`#[…]`, `#![…]`) lie among the tokens.
pub(crate) fn attributes(tokens: &[Token]) -> Vec<Range<usize>> {
    let mark = |at: usize| match tokens.get(at).map(|token| &token.kind) {
        Some(Kind::Mark(mark)) => *mark,
        _ => ' ',
    };
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let start = match (mark(at), mark(at + 1), mark(at + 2)) {
            ('#', '[', _) => at + 2,
            ('#', '!', '[') => at + 3,
            _ => continue,
        };
        let mut depth = 1;
        let end = (start..tokens.len()).find(|&at| {
            match mark(at) {
                '[' => depth += 1,
                ']' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        found.push(start..end.unwrap_or(tokens.len()));
    }
    found
}

struct Lexer<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Lexer<'a> {
    fn next(&mut self, first: char) -> Option<Kind> {
        if first.is_whitespace() {
            self.take(first.len_utf8());
            return None;
        }
        if self.rest.starts_with("//") {
            self.take(self.rest.find('\n').unwrap_or(self.rest.len()));
            return None;
        }
        if self.rest.starts_with("/*") {
            self.block_comment();
            return None;
        }
        if let Some(text) = self.string() {
            return Some(Kind::Text(text));
        }
        for sign in ["->", "=>", "..=", ".."] {
            if self.rest.starts_with(sign) {
                self.take(sign.len());
                return Some(Kind::Other);
            }
        }
        Some(match first {
            ':' if self.rest.starts_with("::") => {
                self.take(2);
                Kind::Sep
            }
            '\'' => self.quote(),
            'b' if self.rest.starts_with("b'") => {
                self.take(1);
                self.quote()
            }
            'r' if self.rest[1..].starts_with('#') && self.rest[2..].starts_with(is_word) => {
                self.take(2);
                Kind::Word(format!("r#{}", self.word()))
            }
            '0'..='9' => {
                self.word();
                Kind::Other
            }
            c if is_word(c) => Kind::Word(self.word().to_owned()),
            c => {
                self.take(c.len_utf8());
                Kind::Mark(c)
            }
        })
    }

    /// Takes so many bytes, counting lines.
    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    fn word(&mut self) -> &'a str {
        let end = self.rest.find(|c| !is_word(c)).unwrap_or(self.rest.len());
        self.take(end)
    }

    /// Block comments nest.
    fn block_comment(&mut self) {
        let mut depth = 0;
        while !self.rest.is_empty() {
            if self.rest.starts_with("/*") {
                depth += 1;
                self.take(2);
            } else if self.rest.starts_with("*/") {
                depth -= 1;
                self.take(2);
                if depth == 0 {
                    return;
                }
            } else {
                self.take(self.rest.chars().next().map_or(0, char::len_utf8));
            }
        }
    }

    /// A string of any kind: plain, byte, C, raw.
    fn string(&mut self) -> Option<String> {
        let letters = ["br", "cr", "r", "b", "c", ""];
        let prefix = letters.into_iter().find(|p| {
            let after = self.rest.strip_prefix(p).unwrap_or_default();
            let hashes = if p.ends_with('r') { "#" } else { "" };
            after
                .trim_start_matches(|c| hashes.contains(c))
                .starts_with('"')
        })?;
        self.take(prefix.len());
        let hashes = self.rest.len() - self.rest.trim_start_matches('#').len();
        self.take(hashes + 1);
        let end = if prefix.ends_with('r') {
            let close = format!("\"{}", "#".repeat(hashes));
            self.rest.find(&close).map(|at| (at, close.len()))
        } else {
            self.closing('"').map(|at| (at, 1))
        };
        let (text, close) = end.unwrap_or((self.rest.len(), 0));
        let text = self.take(text).to_owned();
        self.take(close);
        Some(text)
    }

    /// A character or a lifetime.
    fn quote(&mut self) -> Kind {
        self.take(1);
        let mut chars = self.rest.chars();
        let is_char = match (chars.next(), chars.next()) {
            (Some('\\'), _) => true,
            (_, second) => second == Some('\''),
        };
        if is_char {
            let end = self.closing('\'').map_or(self.rest.len(), |at| at + 1);
            self.take(end);
        } else {
            self.word();
        }
        Kind::Other
    }

    /// Where the first unescaped closing sign is.
    fn closing(&self, sign: char) -> Option<usize> {
        let mut escaped = false;
        self.rest.char_indices().find_map(|(at, c)| {
            let closes = c == sign && !escaped;
            escaped = c == '\\' && !escaped;
            closes.then_some(at)
        })
    }
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<String> {
        let word = |token: Token| match token.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        };
        lex(source).into_iter().filter_map(word).collect()
    }

    #[test]
    fn comments_and_literals_hold_no_words() {
        let source = r###"
            a // no
            /* no /* no */ no */ b "no \" no" c r#"no " no"# d b"no" 'n' '\'' '\u{1f}' e b'n'
            br##"no "# no"## f c"no" 'static g r"no\" h '"' i 1_000u32 0xff j
        "###;
        assert_eq!(words(source).concat(), "abcdefghij");
    }

    #[test]
    fn lines_are_counted_through_everything() {
        let source = "a\n/* \n\n */ b \"\n\n\" r#\"\n\"# c // x\nd";
        let lines: Vec<(String, usize)> = lex(source)
            .into_iter()
            .filter_map(|token| match token.kind {
                Kind::Word(word) => Some((word, token.line)),
                _ => None,
            })
            .collect();
        let expected = [("a", 1), ("b", 4), ("c", 7), ("d", 8)];
        assert_eq!(lines, expected.map(|(word, line)| (word.to_owned(), line)));
    }

    #[test]
    fn raw_identifiers_and_separators() {
        let kinds: Vec<Kind> = lex("r#type::x : ->").into_iter().map(|t| t.kind).collect();
        let word = |w: &str| Kind::Word(w.to_owned());
        assert_eq!(
            kinds,
            [
                word("r#type"),
                Kind::Sep,
                word("x"),
                Kind::Mark(':'),
                Kind::Other
            ]
        );
    }
}
