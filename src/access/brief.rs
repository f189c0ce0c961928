//! What a table shows of a member, without taking a copy of its texts.

use super::{ActivityStatus, Member, MemberStatus, Privacy};

/// What a member may have or lack; each is a bit of [`Brief::has`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter)]
pub enum Held {
    /// First or last name.
    Name,
    /// Name that others see.
    Nickname,
    /// Login address.
    Login,
    /// Addresses beside the login address.
    Emails,
    /// Telephone numbers.
    Phone,
    /// A postal address.
    Address,
    /// Date of birth.
    Birthdate,
    /// Company.
    Company,
    /// Job title.
    JobTitle,
    /// Title of the profile.
    Title,
    /// Picture.
    Photo,
    /// Custom fields.
    Custom,
    /// A contact.
    Contact,
    /// A login address that was verified.
    Verified,
}

impl Held {
    /// Its bit.
    pub fn bit(self) -> u16 {
        1 << self as u16
    }

    /// The word of filters.
    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Nickname => "nickname",
            Self::Login => "login",
            Self::Emails => "emails",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::Birthdate => "birthdate",
            Self::Company => "company",
            Self::JobTitle => "jobTitle",
            Self::Title => "title",
            Self::Photo => "photo",
            Self::Custom => "custom",
            Self::Contact => "contact",
            Self::Verified => "verified",
        }
    }

    /// A word to show.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Nickname => "Nickname",
            Self::Login => "Login address",
            Self::Emails => "Further addresses",
            Self::Phone => "Phone",
            Self::Address => "Postal address",
            Self::Birthdate => "Date of birth",
            Self::Company => "Company",
            Self::JobTitle => "Job title",
            Self::Title => "Profile title",
            Self::Photo => "Picture",
            Self::Custom => "Custom fields",
            Self::Contact => "Contact",
            Self::Verified => "Verified login address",
        }
    }
}

/// A custom field of a [`Brief`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BriefField<'a> {
    /// Its key.
    pub key: &'a str,
    /// Its name; may be empty.
    pub name: &'a str,
    /// Its value as text.
    pub value: &'a str,
}

/// What a table shows of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief<'a> {
    /// Its id.
    pub id: &'a str,
    /// First and last name; empty if there is neither.
    pub name: &'a str,
    /// Name that others see.
    pub nickname: &'a str,
    /// Login address.
    pub login: &'a str,
    /// End of the address of its profile page.
    pub slug: &'a str,
    /// Title of the profile.
    pub title: &'a str,
    /// Company.
    pub company: &'a str,
    /// Job title.
    pub job_title: &'a str,
    /// Telephone numbers, with commas between them.
    pub phones: &'a str,
    /// Addresses beside the login address, with commas between them.
    pub emails: &'a str,
    /// City and country of the first postal address.
    pub place: &'a str,
    /// Whether it may log in.
    pub status: MemberStatus,
    /// Who sees the profile.
    pub privacy: Privacy,
    /// Whether it may take part.
    pub activity: ActivityStatus,
    /// When it was made, in seconds since 1970.
    pub created: Option<i64>,
    /// When it last changed.
    pub updated: Option<i64>,
    /// When it last logged in.
    pub last_login: Option<i64>,
    /// Bits of [`Held`].
    pub has: u16,
    /// Custom fields with a value.
    pub custom: Vec<BriefField<'a>>,
}

/// The texts of a [`Brief`] that a member does not have ready.
#[derive(Debug, Default)]
pub struct BriefTexts {
    name: String,
    phones: String,
    emails: String,
    place: String,
    custom: Vec<String>,
}

impl Member {
    /// What a table shows of it. `texts` is room for what has to be put together.
    pub fn brief<'a>(&'a self, texts: &'a mut BriefTexts) -> Brief<'a> {
        let parts = [self.first_name.trim(), self.last_name.trim()];
        parts.join(" ").trim().clone_into(&mut texts.name);
        texts.phones = self.phones.as_deref().unwrap_or_default().join(", ");
        let login = super::fold_email(&self.login_email);
        let emails = self.emails.as_deref().unwrap_or_default().iter();
        let beside: Vec<&str> = emails
            .filter(|e| super::fold_email(e) != login)
            .map(String::as_str)
            .collect();
        texts.emails = beside.join(", ");
        let first = self.addresses.as_deref().unwrap_or_default().first();
        texts.place = first.map_or_else(String::new, |a| {
            let parts = [a.city.as_str(), a.country.as_str()];
            let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
            parts.join(", ")
        });
        let fields = self.custom_fields.iter().flatten();
        let fields: Vec<_> = fields
            .filter_map(|(key, field)| Some((key, field, text_of(&field.value)?)))
            .collect();
        texts.custom = fields.iter().map(|(_, _, text)| text.clone()).collect();
        let texts = &*texts;
        let custom = fields.iter().zip(&texts.custom);
        Brief {
            id: self.id.as_str(),
            name: &texts.name,
            nickname: &self.nickname,
            login: &self.login_email,
            slug: &self.slug,
            title: &self.title,
            company: &self.company,
            job_title: &self.job_title,
            phones: &texts.phones,
            emails: &texts.emails,
            place: &texts.place,
            status: self.status.clone(),
            privacy: self.privacy.clone(),
            activity: self.activity.clone(),
            created: self.created_at.map(jiff::Timestamp::as_second),
            updated: self.updated_at.map(jiff::Timestamp::as_second),
            last_login: self.last_login_at.map(jiff::Timestamp::as_second),
            has: self.held(texts),
            custom: custom
                .map(|((key, field, _), value)| BriefField {
                    key,
                    name: &field.name,
                    value,
                })
                .collect(),
        }
    }

    fn held(&self, texts: &BriefTexts) -> u16 {
        let some = |list: Option<usize>| list.is_some_and(|n| n > 0);
        [
            (Held::Name, !texts.name.is_empty()),
            (Held::Nickname, !self.nickname.is_empty()),
            (Held::Login, !self.login_email.is_empty()),
            (Held::Emails, !texts.emails.is_empty()),
            (Held::Phone, !texts.phones.is_empty()),
            (Held::Address, some(self.addresses.as_ref().map(Vec::len))),
            (Held::Birthdate, !self.birthdate.is_empty()),
            (Held::Company, !self.company.is_empty()),
            (Held::JobTitle, !self.job_title.is_empty()),
            (Held::Title, !self.title.is_empty()),
            (Held::Photo, self.photo.is_some()),
            (Held::Custom, !texts.custom.is_empty()),
            (Held::Contact, self.contact.is_some()),
            (Held::Verified, self.login_email_verified == Some(true)),
        ]
        .into_iter()
        .filter(|(_, has)| *has)
        .fold(0, |bits, (held, _)| bits | held.bit())
    }
}

/// The value of a custom field as text; `None` if there is none.
pub fn text_of(value: &serde_json::Value) -> Option<String> {
    use serde_json::Value;
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
        Value::Bool(yes) => Some(if *yes { "Yes" } else { "No" }.to_owned()),
        other => Some(other.to_string()),
    }
}
