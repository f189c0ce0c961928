//! Humans who may be one: offered to the owner, never joined by themselves.

use std::collections::{BTreeMap, BTreeSet};

/// More who look alike than this are no hint any more.
const MOST: usize = 6;
/// Parts of addresses that belong to a post, not to a person.
const POSTS: [&str; 12] = [
    "admin", "billing", "contact", "hello", "help", "info", "mail", "office", "sales", "shop",
    "support", "team",
];

/// Why two may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// Both have the same first and last name.
    Name,
    /// The addresses are the same before the @.
    Local,
    /// The address of one is made of the name of the other.
    AddressOfName,
}

impl Alike {
    /// The hint as a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "Has the same name",
            Self::Local => "Has the same address before the @",
            Self::AddressOfName => "One has an address made of the other’s name",
        }
    }
}

/// Whether the part of an address before the @ (lower case) belongs to a post, not to a person.
pub fn is_post(local: &str) -> bool {
    POSTS.contains(&local)
}

/// Who may be who: by number, the numbers of others with the strongest hint for each. `people` are
/// names (empty where none is known) and addresses.
pub fn alike<'a>(
    people: impl Iterator<Item = (&'a str, Vec<&'a str>)>,
) -> Vec<Vec<(usize, Alike)>> {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut by_local: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut by_form: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut n = 0;
    for (i, (name, addresses)) in people.enumerate() {
        n = i + 1;
        let words: Vec<String> = name
            .split_whitespace()
            .filter(|w| !w.contains('@'))
            .map(str::to_lowercase)
            .collect();
        if let [first, .., last] = words.as_slice() {
            by_name.entry(words.join(" ")).or_default().push(i);
            let initial: String = first.chars().take(1).collect();
            for form in [
                first.clone(),
                format!("{first}.{last}"),
                format!("{first}{last}"),
                format!("{initial}.{last}"),
            ] {
                by_form.entry(form).or_default().insert(i);
            }
        }
        for address in addresses {
            let local = address.split('@').next().unwrap_or_default();
            if local.chars().count() >= 3 && !is_post(local) {
                by_local.entry(local.to_lowercase()).or_default().insert(i);
            }
        }
    }
    let mut found: Vec<BTreeMap<usize, Alike>> = vec![BTreeMap::new(); n];
    let mut note = |a: usize, b: usize, why: Alike| {
        for (a, b) in [(a, b), (b, a)] {
            if a != b
                && let Some(slot) = found.get_mut(a)
            {
                let known = slot.entry(b).or_insert(why);
                *known = (*known).min(why);
            }
        }
    };
    for group in by_name.values().filter(|g| g.len() <= MOST) {
        pairs(group, |a, b| note(a, b, Alike::Name));
    }
    for (local, group) in &by_local {
        let all: Vec<usize> = group.iter().copied().collect();
        if all.len() <= MOST {
            pairs(&all, |a, b| note(a, b, Alike::Local));
        }
        let Some(named) = by_form.get(local).filter(|g| g.len() <= 2) else {
            continue;
        };
        if all.len() <= MOST {
            for a in &all {
                for b in named {
                    note(*a, *b, Alike::AddressOfName);
                }
            }
        }
    }
    found.into_iter().map(|m| m.into_iter().collect()).collect()
}

fn pairs(group: &[usize], mut each: impl FnMut(usize, usize)) {
    for (i, a) in group.iter().enumerate() {
        for b in group.iter().skip(i + 1) {
            each(*a, *b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_hint_and_posts_do_not() {
        let people = [
            ("Mira Okonjo", vec!["mira.okonjo@northlight.example"]),
            ("", vec!["mira@contractors.example"]),
            ("Mira Okonjo", vec![]),
            ("", vec!["info@one.example"]),
            ("", vec!["info@two.example"]),
            ("Bo Li", vec!["bo.li@a.example"]),
            ("", vec!["bo.li@b.example"]),
        ];
        let found = alike(people.iter().map(|(n, a)| (*n, a.clone())));
        assert_eq!(found[0], [(1, Alike::AddressOfName), (2, Alike::Name)]);
        assert_eq!(
            found[1],
            [(0, Alike::AddressOfName), (2, Alike::AddressOfName)]
        );
        assert!(found[3].is_empty() && found[4].is_empty());
        assert_eq!(found[5], [(6, Alike::Local)]);
    }
}
