//! Which Wix users are members of a site, as far as Wix tells (site contract 4.9).

use super::{MemberId, UserId, UserMember};
use std::collections::BTreeMap;

/// What is known of the Wix user behind one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behind<'a> {
    /// It is this user.
    User(&'a UserId),
    /// It is a user, and Wix does not tell which.
    Someone,
    /// Everybody was told, and this member is nobody's.
    Nobody,
    /// It was not told.
    Untold,
}

/// The users behind the members of a site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UserLinks {
    users: BTreeMap<String, Option<UserId>>,
    whole: bool,
}

impl UserLinks {
    /// From what was told; `whole` if Wix told all that was asked.
    pub fn new(rows: impl IntoIterator<Item = UserMember>, whole: bool) -> Self {
        let rows = rows.into_iter();
        Self {
            users: rows
                .map(|row| (row.member.as_str().to_owned(), row.user))
                .collect(),
            whole,
        }
    }

    /// Who is behind a member, by the member's id.
    pub fn behind(&self, member: &str) -> Behind<'_> {
        match self.users.get(member) {
            Some(Some(user)) => Behind::User(user),
            Some(None) => Behind::Someone,
            None if self.whole => Behind::Nobody,
            None => Behind::Untold,
        }
    }

    /// The user behind a member, where Wix tells it.
    pub fn user(&self, member: &MemberId) -> Option<&UserId> {
        self.users.get(member.as_str())?.as_ref()
    }

    /// Whether Wix told all that was asked.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// How many members are known to be users'.
    pub fn len(&self) -> usize {
        self.users.len()
    }

    /// Whether no member is known to be a user's.
    pub fn is_empty(&self) -> bool {
        self.users.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(member: &str, user: Option<&str>) -> UserMember {
        UserMember {
            member: member.into(),
            user: user.map(UserId::new),
            site: None,
            nickname: String::new(),
        }
    }

    #[test]
    fn who_is_missing_from_a_whole_list_is_nobodys() {
        let rows = [row("a", Some("u")), row("b", None)];
        let part = UserLinks::new(rows.clone(), false);
        assert_eq!(part.behind("a"), Behind::User(&"u".into()));
        assert_eq!(part.behind("b"), Behind::Someone);
        assert_eq!(part.behind("c"), Behind::Untold);
        let whole = UserLinks::new(rows, true);
        assert_eq!(whole.behind("c"), Behind::Nobody);
        assert_eq!(whole.user(&"a".into()), Some(&"u".into()));
        assert_eq!(whole.user(&"b".into()), None);
    }
}
