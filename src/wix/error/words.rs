//! Wix's own words from the body of a refusal: JSON, HTML, plain text or nothing (contract 9).

use super::FieldViolation;
use serde_json::Value;

/// Most characters that are kept.
const MOST: usize = 500;
/// Most characters that are kept of a web page.
const MOST_OF_PAGE: usize = 200;
/// Most violations that are kept.
const MOST_VIOLATIONS: usize = 20;

/// What a body says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::wix) struct Words {
    /// The message and the description of the application error.
    pub(in crate::wix) text: Option<String>,
    /// The application error's code; digits stay as they are.
    pub(in crate::wix) code: Option<String>,
    /// Fields that were not accepted.
    pub(in crate::wix) violations: Vec<FieldViolation>,
    /// The permission that the body names.
    pub(in crate::wix) permission: Option<String>,
}

/// Reads a body. `clean` takes the key out of a text; it runs before anything is cut off, so that
/// no piece of the key is left at a cut.
pub(in crate::wix) fn read(body: &[u8], clean: impl Fn(&str) -> String) -> Words {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Words::default();
    }
    match serde_json::from_slice::<Value>(body) {
        Ok(Value::Object(object)) => from_json(&Value::Object(object), &clean),
        Ok(Value::String(text)) => from_text(&text, &clean),
        _ => from_text(&String::from_utf8_lossy(body), &clean),
    }
}

fn from_json(body: &Value, clean: &impl Fn(&str) -> String) -> Words {
    let application = &body["details"]["applicationError"];
    let validation = &body["details"]["validationError"]["fieldViolations"];
    let mut parts: Vec<String> = Vec::new();
    for part in [
        &body["message"],
        &application["description"],
        &body["error_description"],
        &body["error"],
    ] {
        let part = part.as_str().map(str::trim).unwrap_or_default();
        if !part.is_empty() && !parts.iter().any(|p| p.contains(part)) {
            parts.push(part.to_owned());
        }
    }
    let violations: Vec<FieldViolation> = validation
        .as_array()
        .into_iter()
        .flatten()
        .take(MOST_VIOLATIONS)
        .map(|v| violation(v, clean))
        .collect();
    if let Some(v) = violations.first()
        && !v.description.is_empty()
    {
        parts.push(v.description.clone());
    }
    let code = [&application["code"], &body["code"]]
        .into_iter()
        .find_map(code)
        .map(|c| cut(&clean(&c), 100));
    let everything = body.to_string();
    let text = if parts.is_empty() && code.is_none() && violations.is_empty() {
        // An unknown shape: better raw than silent.
        everything.clone()
    } else {
        parts.join(": ")
    };
    Words {
        text: some(cut(&clean(&text), MOST)),
        code,
        violations,
        permission: crate::wix::permission::in_text(&everything).map(|p| cut(&clean(&p), 100)),
    }
}

fn violation(v: &Value, clean: &impl Fn(&str) -> String) -> FieldViolation {
    let text = |name: &str| cut(&clean(v[name].as_str().unwrap_or_default()), MOST);
    let rule = text("violatedRule");
    FieldViolation {
        field: text("field"),
        description: text("description"),
        // A service's own rule has its name apart (site contract 7.2).
        rule: match (rule.as_str(), text("ruleName")) {
            ("" | "CUSTOM", name) if !name.is_empty() => name,
            _ => rule,
        },
    }
}

fn code(value: &Value) -> Option<String> {
    match value {
        Value::String(s) if !s.is_empty() => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

fn from_text(text: &str, clean: &impl Fn(&str) -> String) -> Words {
    let text = clean(text.trim_start_matches('\u{feff}').trim());
    let permission = crate::wix::permission::in_text(&text).map(|p| cut(&p, 100));
    let text = if text.starts_with('<') {
        format!("web page: {}", cut(&page_sentence(&text), MOST_OF_PAGE))
    } else {
        cut(&text.split_whitespace().collect::<Vec<_>>().join(" "), MOST)
    };
    Words {
        text: some(text),
        permission,
        ..Words::default()
    }
}

/// The words of a web page: its title if it has one, else its text.
fn page_sentence(page: &str) -> String {
    let lower = page.to_ascii_lowercase();
    let title = lower
        .find("<title")
        .and_then(|at| lower[at..].find('>').map(|end| at + end + 1))
        .and_then(|start| {
            lower[start..]
                .find("</title")
                .map(|len| page[start..start + len].to_owned())
        });
    let text = match title {
        Some(title) if !title.trim().is_empty() => title,
        _ => without_tags(page, &lower),
    };
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (entity, c) in [
        ("&nbsp;", " "),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        text = text.replace(entity, c);
    }
    text
}

/// Text between tags, without the insides of scripts and styles. `lower` is the same page in
/// lower case: ASCII only, so every position is the same in both.
fn without_tags(page: &str, lower: &str) -> String {
    let mut text = String::new();
    let mut at = 0;
    while let Some(open) = page[at..].find('<').map(|i| at + i) {
        text.push_str(&page[at..open]);
        text.push(' ');
        let silent = ["script", "style"]
            .into_iter()
            .find(|name| lower[open + 1..].starts_with(name));
        let end = match silent {
            Some(name) => lower[open..].find(&format!("</{name}")).map(|i| open + i),
            None => Some(open),
        };
        let Some(close) = end.and_then(|e| page[e..].find('>').map(|i| e + i + 1)) else {
            return text;
        };
        at = close;
    }
    text.push_str(&page[at..]);
    text
}

/// The first `most` characters.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(body: &str) -> Words {
        read(body.as_bytes(), str::to_owned)
    }

    #[test]
    fn application_errors_give_code_and_words() {
        let w = words(
            r#"{"message":"not found","details":{"applicationError":{"code":"NOT_FOUND","description":"no such member"}}}"#,
        );
        assert_eq!(w.text.as_deref(), Some("not found: no such member"));
        assert_eq!(w.code.as_deref(), Some("NOT_FOUND"));
    }

    #[test]
    fn digits_stay_digits() {
        let w = words(r#"{"message":"","details":{"applicationError":{"code":48876}}}"#);
        assert_eq!(w.code.as_deref(), Some("48876"));
        assert_eq!(w.text, None);
    }

    #[test]
    fn field_violations_are_kept() {
        let w = words(
            r#"{"message":"bad","details":{"validationError":{"fieldViolations":[{"field":"a[0].b","description":"must be an address","violatedRule":"FORMAT"},{"field":"c"}]}}}"#,
        );
        assert_eq!(w.violations.len(), 2);
        assert_eq!(w.violations[0].rule, "FORMAT");
        assert_eq!(w.text.as_deref(), Some("bad: must be an address"));
    }

    #[test]
    fn pages_become_a_sentence() {
        let w = words("<!DOCTYPE html><HTML><head><Title>403 &amp; out</Title></head></html>");
        assert_eq!(w.text.as_deref(), Some("web page: 403 & out"));
        let w = words("<html><script>var a = '<b>';</script><h1>Access <b>Denied</b></h1></html>");
        assert_eq!(w.text.as_deref(), Some("web page: Access Denied"));
    }

    #[test]
    fn long_texts_are_cut_and_nothing_stays_nothing() {
        let w = words(&"ä".repeat(600));
        assert_eq!(w.text.unwrap().chars().count(), 501);
        assert_eq!(words(" \n"), Words::default());
        assert_eq!(words("[1,2]").text.as_deref(), Some("[1,2]"));
        assert_eq!(words("{}").text.as_deref(), Some("{}"));
    }

    proptest! {
        #[test]
        fn no_body_breaks_it(body in proptest::collection::vec(any::<u8>(), 0..300)) {
            read(&body, str::to_owned);
        }

        #[test]
        fn no_page_breaks_it(parts in proptest::collection::vec("<script|</script|<title>|</TITLE|>|<|ä|x|<style>|</style>", 0..20)) {
            words(&format!("<{}", parts.concat()));
        }
    }
}
