//! The tree of a `use` declaration, taken apart into its leaves.

use crate::lex::{Kind, Token};

/// One imported thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leaf {
    /// The whole path, group prefixes included, without a trailing `self`.
    pub(crate) segments: Vec<String>,
    /// The path began with `::`: it starts at an external crate.
    pub(crate) global: bool,
    /// Imports all names (`*`).
    pub(crate) glob: bool,
    /// Name it has afterwards; `None` for a glob and for `as _`.
    pub(crate) name: Option<String>,
    /// Line of its last part.
    pub(crate) line: usize,
}

/// Reads the tree that begins at token `at` (behind `use`): its leaves and the token behind it.
pub(crate) fn read(tokens: &[Token], at: usize) -> (Vec<Leaf>, usize) {
    let mut reader = Reader {
        tokens,
        at,
        leaves: Vec::new(),
    };
    reader.tree(&[], false);
    (reader.leaves, reader.at)
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    leaves: Vec<Leaf>,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a Kind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    fn skip(&mut self, kind: &Kind) -> bool {
        let found = self.peek() == Some(kind);
        self.at += usize::from(found);
        found
    }

    fn word(&mut self) -> Option<&'a str> {
        match self.peek() {
            Some(Kind::Word(word)) => {
                self.at += 1;
                Some(word)
            }
            _ => None,
        }
    }

    fn tree(&mut self, prefix: &[String], global: bool) {
        let mut segments = prefix.to_vec();
        let global = self.skip(&Kind::Sep) || global;
        loop {
            self.skip(&Kind::Mark('$')); // `$crate` in a macro
            if self.skip(&Kind::Mark('{')) {
                return self.group(&segments, global);
            }
            if self.skip(&Kind::Mark('*')) {
                return self.leaf(segments, global, true, None);
            }
            let Some(word) = self.word() else {
                return;
            };
            // `{self}` is the prefix itself.
            if word != "self" || segments.is_empty() {
                segments.push(word.to_owned());
            }
            if !self.skip(&Kind::Sep) {
                break;
            }
        }
        let name = if self.peek() == Some(&Kind::Word("as".to_owned())) {
            self.at += 1;
            self.word().filter(|name| *name != "_").map(str::to_owned)
        } else {
            segments.last().cloned()
        };
        self.leaf(segments, global, false, name);
    }

    fn group(&mut self, prefix: &[String], global: bool) {
        while self.peek().is_some() && !self.skip(&Kind::Mark('}')) {
            let before = self.at;
            self.tree(prefix, global);
            self.skip(&Kind::Mark(','));
            if self.at == before {
                self.at += 1; // not a tree: do not stand still
            }
        }
    }

    fn leaf(&mut self, segments: Vec<String>, global: bool, glob: bool, name: Option<String>) {
        let line = self.tokens[self.at - 1].line;
        self.leaves.push(Leaf {
            segments,
            global,
            glob,
            name,
            line,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lex::lex;

    fn told(source: &str) -> Vec<String> {
        let (leaves, _) = read(&lex(source), 1);
        let tell = |leaf: Leaf| {
            let name = leaf.name.unwrap_or_else(|| "-".to_owned());
            let glob = if leaf.glob { "::*" } else { "" };
            format!("{}{glob} {name} {}", leaf.segments.join("::"), leaf.line)
        };
        leaves.into_iter().map(tell).collect()
    }

    #[test]
    fn trees_come_apart() {
        assert_eq!(told("use a::b;"), ["a::b b 1"]);
        assert_eq!(told("use a::b as c;"), ["a::b c 1"]);
        assert_eq!(told("use a::b as _;"), ["a::b - 1"]);
        assert_eq!(told("use super::*;"), ["super::* - 1"]);
        assert_eq!(told("use self::x;"), ["self::x x 1"]);
        assert_eq!(
            told("use a::{self, b::{c, d as e,\n f::*}, {g},};"),
            [
                "a a 1",
                "a::b::c c 1",
                "a::b::d e 1",
                "a::b::f::* - 2",
                "a::g g 2"
            ]
        );
        assert_eq!(told("use {a, ::b::c};"), ["a a 1", "b::c c 1"]);
    }
}
