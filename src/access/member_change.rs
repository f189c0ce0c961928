//! What shall be different about a member of a site.

use super::{Address, Member, Privacy};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Changes of a member's fields (site contract 1.4, Update Member). `None` leaves a field as it is,
/// an empty text clears it, and an empty list clears the list: Wix does that with a call of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberChange {
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Name that others see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nickname: Option<String>,
    /// Title of the profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Company (at most 100 characters).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Job title (at most 100 characters).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
    /// Date of birth, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthdate: Option<String>,
    /// Every telephone number afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phones: Option<Vec<String>>,
    /// Every address of the contact afterwards. The login address is another thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emails: Option<Vec<String>>,
    /// Every postal address afterwards.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<Vec<Address>>,
    /// Custom fields by key; an empty text clears one.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub custom_fields: BTreeMap<String, Value>,
    /// Who sees the profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privacy: Option<Privacy>,
}

/// A list of a member's contact that only a call of its own can empty (site contract 1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MemberList {
    /// Telephone numbers.
    Phones,
    /// Addresses of the contact; the login address stays.
    Emails,
    /// Postal addresses.
    Addresses,
}

impl MemberList {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Phones, Self::Emails, Self::Addresses];

    /// The wire's word.
    pub fn wire(self) -> &'static str {
        match self {
            Self::Phones => "phones",
            Self::Emails => "emails",
            Self::Addresses => "addresses",
        }
    }

    /// From the wire's word.
    pub fn from_wire(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.wire() == word)
    }

    /// What it holds, in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Phones => "Phone numbers",
            Self::Emails => "Contact emails",
            Self::Addresses => "Postal addresses",
        }
    }

    /// How many stand in it; `None` where that was not told.
    pub fn len_of(self, member: &Member) -> Option<usize> {
        match self {
            Self::Phones => member.phones.as_ref().map(Vec::len),
            Self::Emails => member.emails.as_ref().map(Vec::len),
            Self::Addresses => member.addresses.as_ref().map(Vec::len),
        }
    }
}

/// One text of a member: its name in words, what is wished, what is so.
type Text<'a> = (&'static str, Option<&'a str>, &'a str);

impl MemberChange {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes in what another change asks for beside this one.
    pub fn add(&mut self, other: &Self) {
        let text = |into: &mut Option<String>, from: &Option<String>| {
            if from.is_some() {
                into.clone_from(from);
            }
        };
        text(&mut self.first_name, &other.first_name);
        text(&mut self.last_name, &other.last_name);
        text(&mut self.nickname, &other.nickname);
        text(&mut self.title, &other.title);
        text(&mut self.company, &other.company);
        text(&mut self.job_title, &other.job_title);
        text(&mut self.birthdate, &other.birthdate);
        super::keep(&mut self.phones, other.phones.clone());
        super::keep(&mut self.emails, other.emails.clone());
        super::keep(&mut self.addresses, other.addresses.clone());
        super::keep(&mut self.privacy, other.privacy.clone());
        self.custom_fields.extend(other.custom_fields.clone());
    }

    /// Lists that it empties.
    pub fn clears(&self) -> Vec<MemberList> {
        let empty = [
            self.phones.as_ref().is_some_and(Vec::is_empty),
            self.emails.as_ref().is_some_and(Vec::is_empty),
            self.addresses.as_ref().is_some_and(Vec::is_empty),
        ];
        MemberList::ALL
            .into_iter()
            .zip(empty)
            .filter_map(|(list, empty)| empty.then_some(list))
            .collect()
    }

    /// The same without the lists that it empties: what one call of Update Member does.
    #[must_use]
    pub fn without_clears(&self) -> Self {
        let mut left = self.clone();
        left.phones = left.phones.filter(|l| !l.is_empty());
        left.emails = left.emails.filter(|l| !l.is_empty());
        left.addresses = left.addresses.filter(|l| !l.is_empty());
        left
    }

    /// The texts, with what a member has.
    pub fn texts<'a>(&'a self, member: &'a Member) -> [Text<'a>; 7] {
        [
            ("First name", self.first_name.as_deref(), &member.first_name),
            ("Last name", self.last_name.as_deref(), &member.last_name),
            ("Nickname", self.nickname.as_deref(), &member.nickname),
            ("Title", self.title.as_deref(), &member.title),
            ("Company", self.company.as_deref(), &member.company),
            ("Job title", self.job_title.as_deref(), &member.job_title),
            (
                "Date of birth",
                self.birthdate.as_deref(),
                &member.birthdate,
            ),
        ]
    }

    /// What is left of it for this member: everything that is not so already.
    #[must_use]
    pub fn against(&self, member: &Member) -> Self {
        let text =
            |wish: &Option<String>, now: &str| wish.clone().filter(|w| w.trim() != now.trim());
        let list = |wish: &Option<Vec<String>>, now: Option<&Vec<String>>| {
            let trimmed = |l: &Vec<String>| l.iter().map(|t| t.trim().to_owned()).collect();
            let now: Option<Vec<String>> = now.map(trimmed);
            wish.clone().filter(|w| Some(trimmed(w)) != now)
        };
        let same = |list: &Vec<Address>| {
            let now = member.addresses.as_deref();
            now.is_some_and(|now| now.iter().map(bare).eq(list.iter().map(bare)))
        };
        let custom = |key: &String, value: &Value| {
            let now = member.custom_fields.as_ref().and_then(|c| c.get(key));
            let now = now.map_or(&Value::Null, |f| &f.value);
            now != value && !(is_nothing(now) && is_nothing(value))
        };
        Self {
            first_name: text(&self.first_name, &member.first_name),
            last_name: text(&self.last_name, &member.last_name),
            nickname: text(&self.nickname, &member.nickname),
            title: text(&self.title, &member.title),
            company: text(&self.company, &member.company),
            job_title: text(&self.job_title, &member.job_title),
            birthdate: text(&self.birthdate, &member.birthdate),
            phones: list(&self.phones, member.phones.as_ref()),
            emails: list(&self.emails, member.emails.as_ref()),
            addresses: self.addresses.clone().filter(|a| !same(a)),
            custom_fields: self
                .custom_fields
                .iter()
                .filter(|(key, value)| custom(key, value))
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect(),
            privacy: self.privacy.clone().filter(|p| *p != member.privacy),
        }
    }

    /// The change that gives a member back what it had of these fields. Lists that were not told
    /// cannot be given back and are left out.
    #[must_use]
    pub fn back_to(&self, was: &Member) -> Self {
        let text = |wish: &Option<String>, was: &str| wish.as_ref().map(|_| was.to_owned());
        let custom = |key: &String| {
            let was = was.custom_fields.as_ref().and_then(|c| c.get(key));
            was.map_or_else(|| Value::String(String::new()), |f| f.value.clone())
        };
        Self {
            first_name: text(&self.first_name, &was.first_name),
            last_name: text(&self.last_name, &was.last_name),
            nickname: text(&self.nickname, &was.nickname),
            title: text(&self.title, &was.title),
            company: text(&self.company, &was.company),
            job_title: text(&self.job_title, &was.job_title),
            birthdate: text(&self.birthdate, &was.birthdate),
            phones: self.phones.as_ref().and(was.phones.clone()),
            emails: self.emails.as_ref().and(was.emails.clone()),
            addresses: self.addresses.as_ref().and(was.addresses.clone()),
            custom_fields: self
                .custom_fields
                .keys()
                .map(|key| (key.clone(), custom(key)))
                .collect(),
            privacy: self
                .privacy
                .as_ref()
                .map(|_| was.privacy.clone())
                .filter(|p| matches!(p, Privacy::Private | Privacy::Public)),
        }
    }
}

/// An address without its id, which Wix gives.
fn bare(address: &Address) -> Address {
    Address {
        id: String::new(),
        ..address.clone()
    }
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dana() -> Member {
        Member {
            nickname: "Dana L".to_owned(),
            title: "Illustrator".to_owned(),
            phones: Some(vec!["1".to_owned()]),
            emails: Some(vec![]),
            addresses: Some(vec![Address {
                id: "a1".to_owned(),
                city: "Haifa".to_owned(),
                ..Address::default()
            }]),
            privacy: Privacy::Private,
            ..Member::bare("m1".into())
        }
    }

    #[test]
    fn what_is_so_already_is_left_out() {
        let change = MemberChange {
            nickname: Some("Dana L".to_owned()),
            title: Some(String::new()),
            phones: Some(vec![]),
            emails: Some(vec![]),
            addresses: Some(vec![Address {
                city: "Haifa".to_owned(),
                ..Address::default()
            }]),
            custom_fields: BTreeMap::from([("custom.a".to_owned(), Value::String(String::new()))]),
            ..MemberChange::default()
        };
        let left = change.against(&dana());
        let wanted = MemberChange {
            title: Some(String::new()),
            phones: Some(vec![]),
            ..MemberChange::default()
        };
        assert_eq!(left, wanted);
        assert_eq!(left.clears(), [MemberList::Phones]);
        assert_eq!(left.without_clears().phones, None);
    }

    #[test]
    fn back_and_forth_is_nothing() {
        let change = MemberChange {
            nickname: Some("D".to_owned()),
            phones: Some(vec!["2".to_owned()]),
            privacy: Some(Privacy::Public),
            ..MemberChange::default()
        };
        let back = change.back_to(&dana());
        assert!(back.against(&dana()).is_empty());
        assert_eq!(back.nickname.as_deref(), Some("Dana L"));
        assert_eq!(back.privacy, Some(Privacy::Private));
    }
}
