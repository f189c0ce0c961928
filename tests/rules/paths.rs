//! Every path in a source file, resolved to where it leads: a place in this crate or another crate.
//!
//! Resolved are `crate`, `self`, chains of `super`, the crate's own name, names that a `use` of the
//! same file brought in (renamed or not, through any number of steps), modules declared in the file,
//! and paths in strings of attributes (`#[serde(with = "…")]`).

use crate::lex::{Kind, Token, attributes, lex};
use crate::uses::{self, Leaf};
use std::collections::{BTreeMap, BTreeSet};

/// Steps from name to name before an import is taken for what it says.
const STEPS: u8 = 8;

/// Words that may stand before a path but are no part of one.
const KEYWORDS: &[&str] = &[
    "as", "async", "await", "box", "break", "const", "do", "dyn", "else", "fn", "for", "if",
    "impl", "in", "let", "loop", "match", "move", "mut", "pub", "ref", "return", "static", "type",
    "unsafe", "where", "while", "yield",
];

/// Where a path leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// A module or item of this crate, from its root.
    Here(Vec<String>),
    /// Something in another crate, the crate's name first.
    Outside(Vec<String>),
}

/// A path found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Line of the path's end.
    pub(crate) line: usize,
    /// Where it leads.
    pub(crate) place: Place,
    /// It imports all names of that place.
    pub(crate) glob: bool,
}

/// All paths of a file whose module is `module` (empty for the crate's root).
pub(crate) fn find(module: &[String], source: &str) -> Vec<Found> {
    let tokens = lex(source);
    let mut scan = Scan::new(module, &tokens);
    scan.run();
    let names = scan.names;
    let resolve = |path: Path| Found {
        line: path.leaf.line,
        place: names.resolve(&path.module, &path.leaf.segments, path.leaf.global, STEPS),
        glob: path.leaf.glob,
    };
    scan.paths.into_iter().map(resolve).collect()
}

/// A path as written.
struct Path {
    module: Vec<String>,
    leaf: Leaf,
}

/// What names mean in the modules of one file.
#[derive(Default)]
struct Names {
    /// Number of parts in the path of the file's own module.
    depth: usize,
    imports: BTreeMap<(Vec<String>, String), Leaf>,
    modules: BTreeSet<(Vec<String>, String)>,
}

impl Names {
    fn resolve(&self, module: &[String], path: &[String], global: bool, steps: u8) -> Place {
        let Some((first, rest)) = path.split_first() else {
            return Place::Here(module.to_vec());
        };
        match first.as_str() {
            _ if global => Place::Outside(path.to_vec()),
            "crate" | "gatehouse" => Place::Here(rest.to_vec()),
            "self" => climb(module.to_vec(), rest),
            "super" => climb(module.to_vec(), path),
            name => self
                .named(module, name, rest, steps)
                .unwrap_or_else(|| Place::Outside(path.to_vec())),
        }
    }

    /// A name that the file itself gave, in this inline module or one around it (a module that
    /// takes in `super::*` sees the names of its parent).
    fn named(&self, module: &[String], name: &str, rest: &[String], steps: u8) -> Option<Place> {
        for depth in (self.depth..=module.len()).rev() {
            let scope = module[..depth].to_vec();
            let key = (scope.clone(), name.to_owned());
            if self.modules.contains(&key) {
                return Some(Place::Here(
                    [scope.as_slice(), &[name.to_owned()], rest].concat(),
                ));
            }
            if let Some(leaf) = self.imports.get(&key).filter(|_| steps > 0) {
                let path = [leaf.segments.as_slice(), rest].concat();
                return Some(self.resolve(&scope, &path, leaf.global, steps - 1));
            }
        }
        None
    }
}

/// Follows the `super` at the beginning of a path.
fn climb(mut module: Vec<String>, path: &[String]) -> Place {
    let ups = path.iter().take_while(|part| *part == "super").count();
    module.truncate(module.len().saturating_sub(ups));
    module.extend_from_slice(&path[ups..]);
    Place::Here(module)
}

struct Scan<'a> {
    tokens: &'a [Token],
    at: usize,
    module: Vec<String>,
    /// Open braces: does this one belong to an inline module?
    braces: Vec<bool>,
    names: Names,
    paths: Vec<Path>,
}

impl<'a> Scan<'a> {
    fn new(module: &[String], tokens: &'a [Token]) -> Self {
        Self {
            tokens,
            at: 0,
            module: module.to_vec(),
            braces: Vec::new(),
            names: Names {
                depth: module.len(),
                ..Names::default()
            },
            paths: Vec::new(),
        }
    }

    fn kind(&self, ahead: usize) -> Option<&'a Kind> {
        self.tokens.get(self.at + ahead).map(|token| &token.kind)
    }

    fn word(&self, ahead: usize) -> Option<&'a str> {
        match self.kind(ahead) {
            Some(Kind::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn is(&self, ahead: usize, mark: char) -> bool {
        self.kind(ahead) == Some(&Kind::Mark(mark))
    }

    fn run(&mut self) {
        while let Some(kind) = self.kind(0) {
            match kind {
                Kind::Word(word) => self.at_word(word),
                Kind::Sep => self.inline(),
                Kind::Mark(mark) => self.at_mark(*mark),
                Kind::Text(text) => {
                    self.text(text);
                    self.at += 1;
                }
                Kind::Other => self.at += 1,
            }
        }
    }

    fn at_mark(&mut self, mark: char) {
        match mark {
            '{' => self.braces.push(false),
            '}' if self.braces.pop() == Some(true) => {
                self.module.pop();
            }
            _ => {}
        }
        self.at += 1;
    }

    fn at_word(&mut self, word: &str) {
        match (word, self.word(1)) {
            ("mod", Some(name)) if self.is(2, '{') || self.is(2, ';') => {
                let key = (self.module.clone(), name.to_owned());
                self.names.modules.insert(key);
                if self.is(2, '{') {
                    self.module.push(name.to_owned());
                    self.braces.push(true);
                }
                self.at += 3;
            }
            ("extern", Some("crate")) => {
                self.at += 2;
                self.import();
            }
            // `use<'a>` in a type captures lifetimes.
            ("use", _) if !self.is(1, '<') => {
                self.at += 1;
                self.import();
            }
            _ => self.inline(),
        }
    }

    fn import(&mut self) {
        let (leaves, end) = uses::read(self.tokens, self.at);
        self.at = end;
        for leaf in leaves {
            if let Some(name) = &leaf.name {
                let key = (self.module.clone(), name.clone());
                self.names.imports.insert(key, leaf.clone());
            }
            self.paths.push(Path {
                module: self.module.clone(),
                leaf,
            });
        }
    }

    /// A path in running code. One word alone is a local name or came in with a `use`.
    fn inline(&mut self) {
        let before = self.at.checked_sub(1).map(|at| &self.tokens[at].kind);
        let method = before == Some(&Kind::Mark('.'));
        let global = self.kind(0) == Some(&Kind::Sep);
        // After `<…>` the `::` goes on with that type.
        let goes_on = global && before == Some(&Kind::Mark('>'));
        self.at += usize::from(global);
        let mut segments = Vec::new();
        while let Some(word) = self.word(0) {
            self.at += 1;
            if KEYWORDS.contains(&word) {
                break; // `mut ::a::b` is not one path
            }
            segments.push(word.to_owned());
            if self.kind(0) != Some(&Kind::Sep) || self.word(1).is_none() {
                break;
            }
            self.at += 1;
        }
        if method || goes_on || segments.len() < 2 {
            return;
        }
        let leaf = Leaf {
            segments,
            global,
            glob: false,
            name: None,
            line: self.tokens[self.at - 1].line,
        };
        let module = self.module.clone();
        self.paths.push(Path { module, leaf });
    }

    /// A string in an attribute may be a path; prose has blanks.
    fn text(&mut self, text: &str) {
        let path_like = text.contains("::") && !text.contains(char::is_whitespace);
        if !path_like || !attributes(self.tokens).iter().any(|a| a.contains(&self.at)) {
            return;
        }
        let line = self.tokens[self.at].line;
        let tokens = lex(text);
        let mut inner = Scan::new(&self.module, &tokens);
        inner.run();
        for mut path in inner.paths {
            path.leaf.line = line;
            self.paths.push(path);
        }
    }
}
