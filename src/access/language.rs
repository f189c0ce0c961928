//! Tags of languages, as they are given to Wix.

/// The tag in its usual form: a language of two or three letters, then a script of four, then a
/// region of two letters or three digits, as in `de`, `pt-BR`, `zh-Hant-TW` (BCP 47). `None` for
/// anything else. Contract U2 names the parameter and lists no values, so the form is all that can
/// be checked.
pub fn language_tag(text: &str) -> Option<String> {
    let mut parts = text.trim().split('-');
    let letters = |part: &str| part.chars().all(|c| c.is_ascii_alphabetic());
    let language = parts.next().filter(|p| letters(p))?;
    if !matches!(language.len(), 2 | 3) {
        return None;
    }
    let mut tag = language.to_ascii_lowercase();
    let mut next = parts.next();
    if let Some(script) = next.filter(|p| p.len() == 4 && letters(p)) {
        let (first, rest) = script.split_at(1);
        tag = format!(
            "{tag}-{}{}",
            first.to_ascii_uppercase(),
            rest.to_ascii_lowercase()
        );
        next = parts.next();
    }
    if let Some(region) = next {
        let digits = region.len() == 3 && region.chars().all(|c| c.is_ascii_digit());
        let letters = region.len() == 2 && letters(region);
        if !digits && !letters {
            return None;
        }
        tag = format!("{tag}-{}", region.to_ascii_uppercase());
        next = parts.next();
    }
    next.is_none().then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tags_of_the_usual_form_are_taken_and_written_the_usual_way() {
        let good = [
            ("de", "de"),
            (" PT-br ", "pt-BR"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("fil", "fil"),
        ];
        for (given, wanted) in good {
            assert_eq!(language_tag(given).as_deref(), Some(wanted), "{given}");
        }
        let bad = [
            "",
            "d",
            "deutsch",
            "de_AT",
            "de-",
            "de-A",
            "de-AT-x",
            "de AT",
            "12",
            "dé",
            "de-41",
            "de-AT-Latn",
        ];
        for given in bad {
            assert_eq!(language_tag(given), None, "{given}");
        }
    }
}
