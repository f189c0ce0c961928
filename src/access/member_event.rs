//! What happened to members between two readings. Wix pushes such events to the servers of apps
//! only (site contract 1.5), so they are told from the difference.

use super::{Member, MemberId};
use jiff::Timestamp;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter)]
pub enum MemberEventKind {
    /// It was not there before.
    Created,
    /// It is not there any more.
    Deleted,
    /// Some of its fields are others.
    Updated,
    /// The end of its page's address is another.
    Slug,
    /// It is in another state.
    Status,
}

impl MemberEventKind {
    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Deleted => "deleted",
            Self::Updated => "updated",
            Self::Slug => "slug",
            Self::Status => "status",
        }
    }

    /// From the word in files.
    pub fn from_word(word: &str) -> Option<Self> {
        use strum::IntoEnumIterator as _;
        Self::iter().find(|kind| kind.word() == word)
    }

    /// A word to show.
    pub fn label(self) -> &'static str {
        match self {
            Self::Created => "Created",
            Self::Deleted => "Deleted",
            Self::Updated => "Updated",
            Self::Slug => "Slug changed",
            Self::Status => "Status changed",
        }
    }
}

/// Something that happened to a member between two readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberEvent {
    /// Which member.
    pub id: MemberId,
    /// Its name at that time.
    pub name: String,
    /// What.
    pub kind: MemberEventKind,
    /// How it was; for an update the names of the fields.
    pub old: String,
    /// How it is.
    pub new: String,
    /// When it was last told as it was before; `None` if it never was.
    pub since: Option<Timestamp>,
    /// When it was first told as it is.
    pub at: Timestamp,
}

/// What is otherwise: kind, how it was, how it is. The time of the last login is no change of the
/// member, and a field that was not told before is no news.
pub fn told_otherwise(old: &Member, new: &Member) -> Vec<(MemberEventKind, String, String)> {
    let mut found = Vec::new();
    if old.status != new.status && !old.status.is_unknown() {
        let (from, to) = (old.status.label(), new.status.label());
        found.push((MemberEventKind::Status, from.to_owned(), to.to_owned()));
    }
    if old.slug != new.slug && !old.slug.is_empty() {
        let (from, to) = (old.slug.clone(), new.slug.clone());
        found.push((MemberEventKind::Slug, from, to));
    }
    let fields = fields(old, new);
    if !fields.is_empty() {
        found.push((MemberEventKind::Updated, fields.join(", "), String::new()));
    }
    found
}

fn fields(old: &Member, new: &Member) -> Vec<&'static str> {
    fn other<T: PartialEq>(old: Option<&T>, new: Option<&T>) -> bool {
        old.is_some() && old != new
    }
    let privacy = !old.privacy.is_unknown() && old.privacy != new.privacy;
    let activity = !old.activity.is_unknown() && old.activity != new.activity;
    [
        (
            "login address",
            old.login_email != new.login_email && !old.login_email.is_empty(),
        ),
        (
            "name",
            old.first_name != new.first_name || old.last_name != new.last_name,
        ),
        ("nickname", old.nickname != new.nickname),
        ("profile title", old.title != new.title),
        ("picture", old.photo != new.photo || old.cover != new.cover),
        ("phones", other(old.phones.as_ref(), new.phones.as_ref())),
        ("addresses", other(old.emails.as_ref(), new.emails.as_ref())),
        (
            "postal addresses",
            other(old.addresses.as_ref(), new.addresses.as_ref()),
        ),
        ("date of birth", old.birthdate != new.birthdate),
        ("company", old.company != new.company),
        ("job title", old.job_title != new.job_title),
        (
            "custom fields",
            other(old.custom_fields.as_ref(), new.custom_fields.as_ref()),
        ),
        ("privacy", privacy),
        ("activity", activity),
        ("contact", other(old.contact.as_ref(), new.contact.as_ref())),
    ]
    .into_iter()
    .filter(|(_, changed)| *changed)
    .map(|(name, _)| name)
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::MemberStatus;

    #[test]
    fn status_slug_and_fields_are_told_apart_and_a_login_is_no_change() {
        let old = Member {
            status: MemberStatus::Pending,
            slug: "dana".to_owned(),
            nickname: "Dana".to_owned(),
            ..Member::bare("m1".into())
        };
        let mut new = Member {
            last_login_at: Some(Timestamp::UNIX_EPOCH),
            ..old.clone()
        };
        assert_eq!(told_otherwise(&old, &new), []);
        new.status = MemberStatus::Blocked;
        new.slug = "dana-l".to_owned();
        new.nickname = "Dana L".to_owned();
        let kinds: Vec<MemberEventKind> = told_otherwise(&old, &new)
            .into_iter()
            .map(|(kind, _, _)| kind)
            .collect();
        let wanted = [
            MemberEventKind::Status,
            MemberEventKind::Slug,
            MemberEventKind::Updated,
        ];
        assert_eq!(kinds, wanted);
        for kind in wanted {
            assert_eq!(MemberEventKind::from_word(kind.word()), Some(kind));
        }
        // Nothing was known of the status before, so nothing happened to it.
        let unknown = Member {
            status: MemberStatus::Unknown,
            ..new.clone()
        };
        assert_eq!(told_otherwise(&unknown, &new), []);
    }
}
