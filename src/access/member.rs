//! Members of a site (site contract 1.1): people who signed up or were created there. A member is
//! not a team member, not a contributor, and its id is not the id of its contact.

use super::{ContactId, Extra, MemberId, Merge, keep, merge::keep_text, person::display_name};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether a member may log in (site contract 1.1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum MemberStatus {
    /// The answer did not tell: the caller may not see it, or the fieldset leaves it out.
    #[default]
    Unknown,
    /// Waits for approval.
    Pending,
    /// Can log in.
    Approved,
    /// Cannot log in.
    Blocked,
    /// A guest author, or disconnected.
    Offline,
    /// A word this version does not know.
    Other(String),
}

/// Who sees a member's profile.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Privacy {
    /// The answer did not tell.
    #[default]
    Unknown,
    /// Only administrators.
    Private,
    /// Every visitor.
    Public,
    /// A word this version does not know.
    Other(String),
}

/// Whether a member may take part (site contract 1.1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum ActivityStatus {
    /// The answer did not tell.
    #[default]
    Unknown,
    /// May write and react.
    Active,
    /// May only read.
    Muted,
    /// A word this version does not know.
    Other(String),
}

/// The wire's three words of a closed list, and a fourth for what is new.
macro_rules! words {
    ($name:ident { $($variant:ident = $wire:literal, $label:literal;)* }) => {
        impl $name {
            /// From the wire's word; an empty one tells nothing.
            pub fn from_wire(word: &str) -> Self {
                match word {
                    "" | "UNKNOWN" => Self::Unknown,
                    $($wire => Self::$variant,)*
                    other => Self::Other(other.to_owned()),
                }
            }

            /// The wire's word.
            pub fn wire(&self) -> &str {
                match self {
                    Self::Unknown => "UNKNOWN",
                    $(Self::$variant => $wire,)*
                    Self::Other(word) => word,
                }
            }

            /// A word to show.
            pub fn label(&self) -> &str {
                match self {
                    Self::Unknown => "Unknown",
                    $(Self::$variant => $label,)*
                    Self::Other(word) => word,
                }
            }

            /// Whether the answer told nothing.
            pub fn is_unknown(&self) -> bool {
                *self == Self::Unknown
            }
        }
    };
}

words!(MemberStatus {
    Pending = "PENDING", "Pending";
    Approved = "APPROVED", "Approved";
    Blocked = "BLOCKED", "Blocked";
    Offline = "OFFLINE", "Offline";
});
words!(Privacy {
    Private = "PRIVATE", "Private";
    Public = "PUBLIC", "Public";
});
words!(ActivityStatus {
    Active = "ACTIVE", "Active";
    Muted = "MUTED", "Muted";
});

/// A postal address (site contract 1.1). Texts that are not told are empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Address {
    /// Its id; told by Wix, never sent.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Street and number in one line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub line: String,
    /// Street, where Wix keeps it apart from the number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street: String,
    /// House number, where Wix keeps it apart from the street.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// A second line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub line2: String,
    /// City.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// Part of a country (ISO 3166-2).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subdivision: String,
    /// Country (two letters).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// Postal code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postal_code: String,
}

/// A custom field of a member's contact.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CustomField {
    /// Its name; ignored by Wix when it is sent.
    pub name: String,
    /// Its value, whatever it is.
    pub value: serde_json::Value,
}

/// What may be given to a new member (site contract 1.1 and Create Member). Empty means not given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct NewMember {
    /// Login address; the only thing that must be there.
    pub login_email: String,
    /// First name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub first_name: String,
    /// Last name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub last_name: String,
    /// Name that others see.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub nickname: String,
    /// Title of the profile.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Company (at most 100 characters).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub company: String,
    /// Job title (at most 100 characters).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub job_title: String,
    /// Date of birth, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub birthdate: String,
    /// Telephone numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    /// Addresses beside the login address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// Postal addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<Address>,
    /// Custom fields by key.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub custom_fields: BTreeMap<String, serde_json::Value>,
    /// Who sees the profile; without it the site's own setting counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privacy: Option<Privacy>,
}

impl NewMember {
    /// A name to show: the name, else the nickname, else the address.
    pub fn display_name(&self) -> String {
        let known = display_name(&self.first_name, &self.last_name, "", "");
        match (known.is_empty(), self.nickname.trim()) {
            (false, _) => known,
            (true, "") => self.login_email.clone(),
            (true, nickname) => nickname.to_owned(),
        }
    }
}

/// A member of a site (site contract 1.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its id.
    pub id: MemberId,
    /// Login address; empty where the fieldset leaves it out.
    pub login_email: String,
    /// Whether the login address was verified.
    pub login_email_verified: Option<bool>,
    /// Whether it may log in.
    pub status: MemberStatus,
    /// The contact behind it. Never equal to the member's own id by rule.
    pub contact: Option<ContactId>,
    /// First name of the contact.
    pub first_name: String,
    /// Last name of the contact.
    pub last_name: String,
    /// Name that others see.
    pub nickname: String,
    /// End of the address of its profile page.
    pub slug: String,
    /// Title of the profile.
    pub title: String,
    /// Address of the picture.
    pub photo: Option<String>,
    /// Address of the wide picture.
    pub cover: Option<String>,
    /// Telephone numbers; `None` where the fieldset leaves them out.
    pub phones: Option<Vec<String>>,
    /// Addresses of the contact; `None` where the fieldset leaves them out.
    pub emails: Option<Vec<String>>,
    /// Postal addresses; `None` where the fieldset leaves them out.
    pub addresses: Option<Vec<Address>>,
    /// Date of birth.
    pub birthdate: String,
    /// Company.
    pub company: String,
    /// Job title.
    pub job_title: String,
    /// Custom fields by key; `None` where the fieldset leaves them out.
    pub custom_fields: Option<BTreeMap<String, CustomField>>,
    /// Who sees the profile.
    pub privacy: Privacy,
    /// Whether it may take part.
    pub activity: ActivityStatus,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// When it last changed.
    pub updated_at: Option<Timestamp>,
    /// When it last logged in; never, if it was told and is empty.
    pub last_login_at: Option<Timestamp>,
    /// Fields that this version does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

impl Member {
    /// A member of whom only the id is known.
    pub fn bare(id: MemberId) -> Self {
        Self {
            id,
            login_email: String::new(),
            login_email_verified: None,
            status: MemberStatus::Unknown,
            contact: None,
            first_name: String::new(),
            last_name: String::new(),
            nickname: String::new(),
            slug: String::new(),
            title: String::new(),
            photo: None,
            cover: None,
            phones: None,
            emails: None,
            addresses: None,
            birthdate: String::new(),
            company: String::new(),
            job_title: String::new(),
            custom_fields: None,
            privacy: Privacy::Unknown,
            activity: ActivityStatus::Unknown,
            created_at: None,
            updated_at: None,
            last_login_at: None,
            extra: Extra::new(),
        }
    }

    /// Whether Wix hides the status of a member who was asked for in full: a permission is missing
    /// (site contract 3.3), and the status is none of the known ones.
    pub fn hides_status(&self) -> bool {
        self.status.is_unknown()
    }

    /// A name to show: the name, else the nickname, else the address, else the id.
    pub fn display_name(&self) -> String {
        let known = display_name(&self.first_name, &self.last_name, "", "");
        let choice = [&known, &self.nickname, &self.login_email];
        let shown = choice.into_iter().find(|t| !t.trim().is_empty());
        shown.map_or_else(|| self.id.as_str().to_owned(), |t| t.trim().to_owned())
    }
}

impl Merge for Member {
    fn merge(&mut self, newer: Self) {
        keep_text(&mut self.login_email, newer.login_email);
        keep(&mut self.login_email_verified, newer.login_email_verified);
        if !newer.status.is_unknown() {
            self.status = newer.status;
        }
        if !newer.privacy.is_unknown() {
            self.privacy = newer.privacy;
        }
        if !newer.activity.is_unknown() {
            self.activity = newer.activity;
        }
        keep(&mut self.contact, newer.contact);
        keep_text(&mut self.nickname, newer.nickname);
        keep_text(&mut self.slug, newer.slug);
        keep(&mut self.photo, newer.photo);
        keep(&mut self.cover, newer.cover);
        // Texts of the contact can be cleared. An answer that tells the contact's lists tells the
        // whole contact (FULL), so its empty texts count.
        let full = newer.phones.is_some() || newer.emails.is_some();
        for (old, new) in [
            (&mut self.first_name, newer.first_name),
            (&mut self.last_name, newer.last_name),
            (&mut self.title, newer.title),
            (&mut self.birthdate, newer.birthdate),
            (&mut self.company, newer.company),
            (&mut self.job_title, newer.job_title),
        ] {
            if full {
                *old = new;
            } else {
                keep_text(old, new);
            }
        }
        keep(&mut self.phones, newer.phones);
        keep(&mut self.emails, newer.emails);
        keep(&mut self.addresses, newer.addresses);
        keep(&mut self.custom_fields, newer.custom_fields);
        keep(&mut self.created_at, newer.created_at);
        keep(&mut self.updated_at, newer.updated_at);
        keep(&mut self.last_login_at, newer.last_login_at);
        self.extra.extend(newer.extra);
    }
}

/// An address in the form in which addresses are compared: without blanks around it and without
/// regard to case.
pub fn fold_email(email: &str) -> String {
    email.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_answer_takes_nothing_away() {
        let mut known = Member {
            login_email: "dana@example.com".to_owned(),
            status: MemberStatus::Approved,
            privacy: Privacy::Private,
            phones: Some(vec!["1".to_owned()]),
            first_name: "Dana".to_owned(),
            ..Member::bare("m1".into())
        };
        known.merge(Member {
            nickname: "Dana L".to_owned(),
            ..Member::bare("m1".into())
        });
        assert_eq!(known.status, MemberStatus::Approved);
        assert_eq!(known.privacy, Privacy::Private);
        assert_eq!(known.login_email, "dana@example.com");
        assert_eq!(known.phones.as_deref(), Some(&["1".to_owned()][..]));
        assert_eq!(known.display_name(), "Dana");
        assert_eq!(known.nickname, "Dana L");
    }

    #[test]
    fn a_full_answer_can_clear_a_name() {
        let mut known = Member {
            first_name: "Dana".to_owned(),
            ..Member::bare("m1".into())
        };
        known.merge(Member {
            phones: Some(vec![]),
            ..Member::bare("m1".into())
        });
        assert_eq!(known.first_name, "");
    }

    #[test]
    fn words_of_the_wire_come_back() {
        for word in [
            "PENDING", "APPROVED", "BLOCKED", "OFFLINE", "UNKNOWN", "NEW",
        ] {
            assert_eq!(MemberStatus::from_wire(word).wire(), word);
        }
        assert_eq!(Privacy::from_wire("PUBLIC"), Privacy::Public);
        assert!(ActivityStatus::from_wire("").is_unknown());
    }
}
