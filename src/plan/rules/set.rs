//! The rules as an owner wants them, and what of that cannot be.

use super::Rule;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most that any limit of a rule can be.
pub const MOST: u32 = 100_000;

/// The rules as an owner wants them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct HouseRules {
    /// Rules that are not checked.
    pub off: BTreeSet<Rule>,
    /// How many co-owners there may be beside the owner.
    pub most_co_owners: u32,
    /// Own domains, lower case. Empty: the domain of the owner's address.
    pub domains: Vec<String>,
    /// Days after which an open invite is old.
    pub invite_days: u32,
    /// How many sites there must be for "all sites" to mean anything.
    pub least_sites: u32,
}

impl Default for HouseRules {
    fn default() -> Self {
        Self {
            off: BTreeSet::new(),
            most_co_owners: 4,
            domains: Vec::new(),
            invite_days: 14,
            least_sites: 3,
        }
    }
}

impl HouseRules {
    /// The same with its domains in the form in which they are compared, each once.
    ///
    /// # Errors
    /// A sentence that names the first thing that cannot be.
    pub fn tidy(mut self) -> Result<Self, String> {
        let mut domains = Vec::new();
        for typed in &self.domains {
            let domain = typed.trim().trim_start_matches('@').to_lowercase();
            if domain.is_empty() {
                continue;
            }
            let bad = |c: char| c.is_whitespace() || c.is_control() || "@/,;:".contains(c);
            let whole = domain.split('.').all(|part| !part.is_empty());
            if !domain.contains('.') || !whole || domain.contains(bad) {
                return Err(format!(
                    "“{}” is no domain. Type one such as example.com",
                    typed.trim()
                ));
            }
            if !domains.contains(&domain) {
                domains.push(domain);
            }
        }
        self.domains = domains;
        if !(1..=MOST).contains(&self.invite_days) {
            return Err(format!("Days of an open invite are between 1 and {MOST}"));
        }
        if !(2..=MOST).contains(&self.least_sites) {
            return Err(format!(
                "“All sites” begins with 2 sites, and at most {MOST}"
            ));
        }
        if self.most_co_owners > MOST {
            return Err(format!("At most {MOST} co-owners can be counted"));
        }
        Ok(self)
    }

    /// Whether a rule is checked.
    pub fn is_on(&self, rule: Rule) -> bool {
        !self.off.contains(&rule)
    }

    /// Switches a rule on or off.
    pub fn switch(&mut self, rule: Rule, on: bool) {
        if on {
            self.off.remove(&rule);
        } else {
            self.off.insert(rule);
        }
    }

    /// Its limit in words; empty where a rule has none. `home` are the own domains that count.
    pub fn limit_words(&self, rule: Rule, home: &[String]) -> String {
        match rule {
            Rule::CoOwners => format!("at most {} beside the owner", self.most_co_owners),
            Rule::OutsideDomain if home.is_empty() => "no own domain is known".to_owned(),
            Rule::OutsideDomain => format!("own: {}", home.join(", ")),
            Rule::OldInvite => format!("open for more than {} days", self.invite_days),
            Rule::EverySite => format!("from {} sites on", self.least_sites),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(domains: &[&str]) -> HouseRules {
        HouseRules {
            domains: domains.iter().map(|d| (*d).to_owned()).collect(),
            ..HouseRules::default()
        }
    }

    #[test]
    fn domains_are_tidied_and_what_is_none_is_named() {
        let tidy = with(&[" @Example.COM", "", "example.com", "a.b.example"]).tidy();
        assert_eq!(tidy.unwrap().domains, ["example.com", "a.b.example"]);
        for bad in [
            "example",
            "a@b.com",
            "a b.com",
            "a..com",
            ".com",
            "https://a.com",
        ] {
            let why = with(&[bad]).tidy().unwrap_err();
            assert!(why.contains(bad), "{why}");
        }
    }

    #[test]
    fn limits_that_mean_nothing_are_refused() {
        for bad in [
            HouseRules {
                invite_days: 0,
                ..HouseRules::default()
            },
            HouseRules {
                least_sites: 1,
                ..HouseRules::default()
            },
            HouseRules {
                most_co_owners: MOST + 1,
                ..HouseRules::default()
            },
        ] {
            assert!(bad.clone().tidy().is_err(), "{bad:?}");
        }
        assert!(HouseRules::default().tidy().is_ok());
    }
}
