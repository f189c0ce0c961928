//! How long files are, that they say what they are, and that no lint is switched off silently.

use crate::lex::{Kind, attributes, lex};
use crate::tree::Finding;

/// No file has more lines than this.
const LONGEST: usize = 600;

/// Half of the files have at most this many.
const MEDIAN: usize = 200;

/// Files (path and text) that are too long, alone or on the whole.
pub(crate) fn lengths(files: &[(&str, &str)]) -> Vec<Finding> {
    let count = |(path, text): &(&str, &str)| (text.lines().count(), (*path).to_owned());
    let mut lines: Vec<(usize, String)> = files.iter().map(count).collect();
    lines.sort();
    let mut findings = Vec::new();
    if let Some((median, path)) = lines.get(lines.len() / 2)
        && *median > MEDIAN
    {
        findings.push(Finding {
            path: path.clone(),
            line: *median,
            rule: format!("the median of all files is {median} lines, over {MEDIAN}"),
        });
    }
    let long = lines.into_iter().filter(|(count, _)| *count > LONGEST);
    findings.extend(long.map(|(line, path)| Finding {
        path,
        line,
        rule: format!("{line} lines, over {LONGEST}"),
    }));
    findings
}

/// A source file that does not begin with its documentation.
pub(crate) fn documented(path: &str, source: &str) -> Option<Finding> {
    (!source.starts_with("//!")).then(|| Finding {
        path: path.to_owned(),
        line: 1,
        rule: "a file begins with what it is (`//!`)".to_owned(),
    })
}

/// Lints that are allowed instead of expected.
pub(crate) fn allowed(path: &str, source: &str) -> Vec<Finding> {
    let tokens = lex(source);
    let is_allow = |at: &usize| {
        tokens[*at].kind == Kind::Word("allow".to_owned())
            && tokens.get(at + 1).map(|token| &token.kind) == Some(&Kind::Mark('('))
    };
    let in_attributes = attributes(&tokens).into_iter().flatten();
    let finding = |at: usize| Finding {
        path: path.to_owned(),
        line: tokens[at].line,
        rule: "use #[expect(…, reason = \"…\")]: it tells when it is no longer needed".to_owned(),
    };
    in_attributes.filter(is_allow).map(finding).collect()
}
