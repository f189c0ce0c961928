//! Domains that look like slips of the pen.

use std::collections::HashMap;
use strsim::osa_distance;

/// Domains that many people have, and some that look like them and are real.
const USUAL: [&str; 62] = [
    "gmail.com",
    "googlemail.com",
    "yahoo.com",
    "yahoo.co.uk",
    "yahoo.fr",
    "yahoo.de",
    "yahoo.es",
    "yahoo.it",
    "yahoo.co.jp",
    "yahoo.com.br",
    "yahoo.ca",
    "ymail.com",
    "rocketmail.com",
    "hotmail.com",
    "hotmail.co.uk",
    "hotmail.fr",
    "hotmail.de",
    "hotmail.es",
    "hotmail.it",
    "outlook.com",
    "outlook.de",
    "outlook.fr",
    "outlook.es",
    "live.com",
    "live.co.uk",
    "live.nl",
    "live.fr",
    "live.de",
    "msn.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "gmx.de",
    "gmx.net",
    "gmx.com",
    "gmx.at",
    "gmx.ch",
    "web.de",
    "t-online.de",
    "freenet.de",
    "mail.com",
    "email.com",
    "mail.ru",
    "yandex.ru",
    "yandex.com",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "laposte.net",
    "sfr.fr",
    "libero.it",
    "uol.com.br",
    "protonmail.com",
    "proton.me",
    "walla.com",
    "walla.co.il",
    "zoho.com",
    "qq.com",
    "163.com",
    "naver.com",
    "comcast.net",
];

/// Domains that were looked at are remembered; beyond so many they are looked at again.
const REMEMBERED: usize = 4096;

/// Tells slips of the pen in domains.
#[derive(Debug, Default)]
pub(super) struct Domains {
    known: HashMap<Box<str>, Option<String>>,
    /// The last one that nothing was found about: most rows have the one before.
    last: String,
}

impl Domains {
    /// What the domain could be meant to be; `domain` is in lower case.
    pub(super) fn meant(&mut self, domain: &str) -> Option<String> {
        if self.last == domain {
            return None;
        }
        if let Some(known) = self.known.get(domain) {
            if known.is_none() {
                domain.clone_into(&mut self.last);
            }
            return known.clone();
        }
        let meant = meant(domain);
        if self.known.len() < REMEMBERED {
            self.known.insert(domain.into(), meant.clone());
        }
        meant
    }
}

fn meant(domain: &str) -> Option<String> {
    if USUAL.contains(&domain) || domain.len() > 40 {
        return None;
    }
    // Endings first: `.con` is none.
    let fixed_end = [
        ".con", ".cmo", ".ocm", ".comm", ".vom", ".xom", ".cim", ".coom", ".c0m",
    ]
    .iter()
    .find_map(|end| domain.strip_suffix(end))
    .map(|start| format!("{start}.com"));
    let looked = fixed_end.as_deref().unwrap_or(domain);
    if USUAL.contains(&looked) {
        return fixed_end;
    }
    let near = USUAL.iter().filter(|usual| {
        // Short domains are a letter away from too many others.
        let most = match usual.len() {
            0..=7 => 0,
            8..=11 => 1,
            _ => 2,
        };
        looked.len().abs_diff(usual.len()) <= most && osa_distance(looked, usual) <= most
    });
    let best = near.min_by_key(|usual| osa_distance(looked, usual));
    best.map(|b| (*b).to_owned()).or(fixed_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_and_real_domains_are_left_alone() {
        let mut domains = Domains::default();
        for (slip, right) in [
            ("gmial.com", "gmail.com"),
            ("gamil.com", "gmail.com"),
            ("hotmial.com", "hotmail.com"),
            ("outlok.com", "outlook.com"),
            ("yaho.com", "yahoo.com"),
            ("gmail.con", "gmail.com"),
            ("northlight.con", "northlight.com"),
            ("icloud.co", "icloud.com"),
        ] {
            assert_eq!(domains.meant(slip).as_deref(), Some(right), "{slip}");
        }
        for real in [
            "gmail.com",
            "mail.com",
            "ymail.com",
            "example.com",
            "northlight.example",
            "gmx.li",
            "aon.at",
        ] {
            assert_eq!(domains.meant(real), None, "{real}");
        }
    }
}
