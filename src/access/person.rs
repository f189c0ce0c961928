//! Team members: users who were added to the account.

use super::{Assignment, Extra, Merge, SubjectKind, UserId, keep, merge::keep_text};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One user row of Search Team (contract U1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TeamMember {
    /// The user's id.
    pub id: UserId,
    /// Login address; may be empty.
    pub email: String,
    /// First name; may be empty.
    pub first_name: String,
    /// Last name; may be empty.
    pub last_name: String,
    /// Address of the picture.
    pub image: Option<String>,
    /// When the user joined the team, where Wix tells it.
    pub joined_at: Option<Timestamp>,
    /// What the user may do and where.
    pub assignments: Vec<Assignment>,
    /// Fields that this version does not know.
    #[serde(default, skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// A name to show: the name, else the address, else the id.
pub fn display_name<'a>(first: &str, last: &str, email: &'a str, id: &'a str) -> String {
    let name = format!("{} {}", first.trim(), last.trim());
    let name = name.trim();
    if !name.is_empty() {
        name.to_owned()
    } else if !email.is_empty() {
        email.to_owned()
    } else {
        id.to_owned()
    }
}

impl TeamMember {
    /// A name to show: the name, else the address, else the id.
    pub fn display_name(&self) -> String {
        display_name(
            &self.first_name,
            &self.last_name,
            &self.email,
            self.id.as_str(),
        )
    }

    /// Whether the row stands for a person. A row whose every assignment belongs to an account or
    /// an app is shown as what it is.
    pub fn kind(&self) -> SubjectKind {
        let mut kinds = self
            .assignments
            .iter()
            .filter_map(|a| a.subject.as_ref())
            .map(|s| &s.kind);
        let first = kinds.next().unwrap_or(&SubjectKind::User);
        if kinds.all(|k| k == first) {
            first.clone()
        } else {
            SubjectKind::User
        }
    }
}

impl Merge for TeamMember {
    fn merge(&mut self, newer: Self) {
        keep_text(&mut self.email, newer.email);
        keep_text(&mut self.first_name, newer.first_name);
        keep_text(&mut self.last_name, newer.last_name);
        keep(&mut self.image, newer.image);
        keep(&mut self.joined_at, newer.joined_at);
        // The list of assignments is complete in every answer about a user: an empty one means
        // that nothing is left, and keeping the old one would show access that is gone.
        self.assignments = newer.assignments;
        self.extra.extend(newer.extra);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(id: &str) -> TeamMember {
        TeamMember {
            id: UserId::new(id),
            email: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            image: None,
            joined_at: None,
            assignments: Vec::new(),
            extra: Extra::new(),
        }
    }

    #[test]
    fn an_answer_without_a_name_keeps_the_known_name() {
        let mut known = TeamMember {
            email: "ana@northlight.example".to_owned(),
            first_name: "Ana".to_owned(),
            joined_at: Some(Timestamp::UNIX_EPOCH),
            ..bare("u1")
        };
        known.merge(bare("u1"));
        assert_eq!(known.display_name(), "Ana");
        assert_eq!(known.email, "ana@northlight.example");
        assert_eq!(known.joined_at, Some(Timestamp::UNIX_EPOCH));
    }

    #[test]
    fn without_a_name_the_address_stands_in_and_then_the_id() {
        assert_eq!(display_name(" ", "", "a@b.example", "u1"), "a@b.example");
        assert_eq!(display_name("", "", "", "u1"), "u1");
    }
}
