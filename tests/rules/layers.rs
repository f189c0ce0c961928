//! Which room a file belongs to, and which of its paths cross a line of the house.

use crate::house::{BORDERS, Border, ROOMS, Room};
use crate::lex::{Kind, attributes, lex};
use crate::paths::{Found, Place, find};
use crate::tree::Finding;

/// The paths of one file that cross a line.
pub(crate) fn check(path: &str, source: &str) -> Vec<Finding> {
    let module = module_of(path);
    let Some(room) = room_of(path, &module) else {
        return vec![Finding {
            path: path.to_owned(),
            line: 1,
            rule: "this room is not in the plan of the house (tests/rules/house.rs)".to_owned(),
        }];
    };
    let crossing = |found: Found| {
        Some(Finding {
            path: path.to_owned(),
            line: found.line,
            rule: crossed(room, &found)?,
        })
    };
    let mut findings: Vec<Finding> = find(&module, source)
        .into_iter()
        .filter_map(crossing)
        .collect();
    findings.sort();
    findings.dedup();
    findings
}

/// Ways around the module tree, which the paths would not show.
pub(crate) fn hidden(path: &str, source: &str) -> Vec<Finding> {
    let tokens = lex(source);
    let word = |at: usize| match tokens.get(at).map(|token| &token.kind) {
        Some(Kind::Word(word)) => word,
        _ => "",
    };
    let mark = |at: usize, mark| tokens.get(at).map(|t| &t.kind) == Some(&Kind::Mark(mark));
    let in_attributes = attributes(&tokens).into_iter().flatten();
    let moved = in_attributes
        .filter(|&at| word(at) == "path" && mark(at + 1, '='))
        .map(|at| (at, "a module lies where its name says: no #[path]"));
    let included = (0..tokens.len())
        .filter(|&at| word(at) == "include" && mark(at + 1, '!'))
        .map(|at| (at, "source is a module and not included"));
    let finding = |(at, rule): (usize, &str)| Finding {
        path: path.to_owned(),
        line: tokens[at].line,
        rule: rule.to_owned(),
    };
    moved.chain(included).map(finding).collect()
}

/// The module of a file from the crate's root.
fn module_of(path: &str) -> Vec<String> {
    let inner = path.strip_prefix("src/").unwrap_or(path);
    let inner = inner.strip_suffix(".rs").unwrap_or(inner);
    let inner = inner.strip_suffix("/mod").unwrap_or(inner);
    match inner {
        "lib" | "main" | "gatehousew" => Vec::new(),
        _ => inner.split('/').map(str::to_owned).collect(),
    }
}

fn room_of(path: &str, module: &[String]) -> Option<&'static Room> {
    let name = match (path, module) {
        ("src/lib.rs", _) => "lib",
        ("src/main.rs" | "src/gatehousew.rs", _) => "main",
        (_, [first, second, ..]) if first == "worker" && second == "protocol" => "worker::protocol",
        (_, [first, ..]) => first,
        _ => return None,
    };
    ROOMS.iter().find(|room| room.name == name)
}

/// The rule that a path breaks.
fn crossed(room: &Room, found: &Found) -> Option<String> {
    let name = room.name;
    match &found.place {
        Place::Here(path) if path.is_empty() => {
            let hides = found.glob && name != "main";
            hides.then(|| format!("{name}: a glob of the whole crate hides what is used"))
        }
        Place::Here(path) => {
            // The two roots may also use what they hold themselves.
            let held = matches!(name, "lib" | "main") && !ROOMS.iter().any(|r| r.name == path[0]);
            let own = held || within(path, name);
            let may = own || room.may.iter().any(|other| within(path, other));
            (!may).then(|| format!("{name} may not use {}", path.join("::")))
        }
        Place::Outside(path) => {
            let barred = |border: &&Border| {
                !border.only.contains(&name) && border.places.iter().any(|p| within(path, p))
            };
            let border = BORDERS.iter().find(barred)?;
            let only = border.only.join(", ");
            Some(format!(
                "{name} may not use {} (only {only})",
                path.join("::")
            ))
        }
    }
}

/// Whether a path lies in a place told as `a::b`.
fn within(path: &[String], place: &str) -> bool {
    let mut path = path.iter();
    place
        .split("::")
        .all(|part| path.next().is_some_and(|p| p == part))
}
