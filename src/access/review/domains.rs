//! Domains of addresses: what tells somebody of the house from somebody outside of it.

/// The domain of an address, in lower case; nothing where there is none.
pub fn domain_of(address: &str) -> Option<String> {
    let (_, domain) = address.trim().rsplit_once('@')?;
    (!domain.is_empty()).then(|| domain.to_lowercase())
}

/// The domains in a text that somebody typed, with commas or blanks between them and with or
/// without an `@`; in lower case, each once.
pub fn domains_of(typed: &str) -> Vec<String> {
    let mut all = Vec::new();
    for word in typed.split([',', ';', ' ', '\n', '\t']) {
        let word = word.trim().trim_start_matches('@').to_lowercase();
        if !word.is_empty() && !all.contains(&word) {
            all.push(word);
        }
    }
    all
}

/// Whether an address lies outside of these domains; nobody can tell without an address or without
/// domains. A part of a house's domain (`mail.example.com`) belongs to the house.
pub(super) fn is_outside(address: &str, house: &[String]) -> Option<bool> {
    if house.is_empty() {
        return None;
    }
    let domain = domain_of(address)?;
    let inside = house.iter().any(|own| {
        domain == *own
            || domain
                .strip_suffix(own.as_str())
                .is_some_and(|rest| rest.ends_with('.'))
    });
    Some(!inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_domains_and_parts_of_them_are_inside() {
        let house = domains_of(" @Northlight.example, studio.example;studio.example ");
        assert_eq!(house, ["northlight.example", "studio.example"]);
        assert_eq!(is_outside("a@NORTHLIGHT.example", &house), Some(false));
        assert_eq!(is_outside("a@mail.studio.example", &house), Some(false));
        assert_eq!(is_outside("a@otherstudio.example", &house), Some(true));
        assert_eq!(is_outside("", &house), None);
        assert_eq!(is_outside("a@b.example", &[]), None);
    }
}
