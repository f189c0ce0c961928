//! A setting as it was read, and what of it a line rests on.

use super::SettingKey;
use crate::access::{
    AppliesTo, Badge, CustomFieldDefinition, DefaultPrivacy, FieldApplication, MemberAbout,
    MemberPrivacySettings, MemberRoleDefinition, SettingSet,
};

/// One setting of a site that its members have, as it was read.
#[derive(Debug, Clone, PartialEq)]
pub enum SettingSeen {
    /// A badge.
    Badge(Badge),
    /// A role that members can hold.
    Role(MemberRoleDefinition),
    /// A custom field.
    Field(CustomFieldDefinition),
    /// Who sees the profile of a new member.
    DefaultPrivacy(DefaultPrivacy),
    /// To whom public members are shown.
    Privacy(MemberPrivacySettings),
    /// What a member tells about itself.
    About(MemberAbout),
    /// For whom a field is that is not for everybody.
    Applies(FieldApplication),
}

impl SettingSeen {
    /// The setting with this key among those of its sort; `None` if it is not there.
    pub fn find(all: &SettingSet, key: &SettingKey) -> Option<Self> {
        match (all, key) {
            (SettingSet::Badges(all), SettingKey::Badge(id)) => {
                all.iter().find(|b| b.id == *id).cloned().map(Self::Badge)
            }
            (SettingSet::Badges(all), key @ SettingKey::BadgeTitled(_)) => all
                .iter()
                .find(|b| key.is_titled(&b.title))
                .cloned()
                .map(Self::Badge),
            (SettingSet::Roles(all), SettingKey::Role(role)) => {
                all.iter().find(|r| r.key == *role).cloned().map(Self::Role)
            }
            (SettingSet::Fields(all), SettingKey::Field(id)) => {
                all.iter().find(|f| f.id == *id).cloned().map(Self::Field)
            }
            (SettingSet::Fields(all), key @ SettingKey::FieldNamed(_)) => all
                .iter()
                .find(|f| key.is_named(&f.name))
                .cloned()
                .map(Self::Field),
            (SettingSet::DefaultPrivacy(now), SettingKey::DefaultPrivacy) => {
                Some(Self::DefaultPrivacy(now.clone()))
            }
            (SettingSet::Privacy(now), SettingKey::Privacy) => Some(Self::Privacy(now.clone())),
            (SettingSet::Applications(all), SettingKey::Applies(field)) => {
                let mut all = all.iter();
                all.find(|a| a.field == *field).cloned().map(Self::Applies)
            }
            _ => None,
        }
    }

    /// The key by which it is found once it is there.
    pub fn key(&self) -> SettingKey {
        match self {
            Self::Badge(badge) => SettingKey::Badge(badge.id.clone()),
            Self::Role(role) => SettingKey::Role(role.key.clone()),
            Self::Field(field) => SettingKey::Field(field.id.clone()),
            Self::DefaultPrivacy(_) => SettingKey::DefaultPrivacy,
            Self::Privacy(_) => SettingKey::Privacy,
            Self::About(about) => SettingKey::About(about.member.clone()),
            Self::Applies(applies) => SettingKey::Applies(applies.field.clone()),
        }
    }

    /// Its id, key or word.
    pub fn id(&self) -> String {
        match self {
            Self::Badge(badge) => badge.id.as_str().to_owned(),
            Self::Role(role) => role.key.as_str().to_owned(),
            Self::Field(field) => field.id.as_str().to_owned(),
            Self::DefaultPrivacy(_) | Self::Privacy(_) => self.key().word(),
            Self::About(about) => about.id.as_str().to_owned(),
            Self::Applies(applies) => applies.field.as_str().to_owned(),
        }
    }

    /// Its revision, as Wix wrote it.
    pub fn revision(&self) -> &str {
        match self {
            Self::Badge(badge) => &badge.revision,
            Self::Role(role) => &role.revision,
            Self::Field(field) => &field.revision,
            Self::DefaultPrivacy(now) => &now.revision,
            Self::Privacy(now) => &now.revision,
            Self::About(about) => &about.revision,
            Self::Applies(applies) => &applies.revision,
        }
    }

    /// What a line rests on. The order counts.
    pub(super) fn parts(&self) -> Vec<String> {
        let mut parts = vec![self.id(), self.revision().to_owned()];
        match self {
            Self::Badge(b) => {
                parts.extend([&b.title, &b.description, &b.background, &b.text].map(Clone::clone));
            }
            Self::Role(r) => parts.extend([r.title.clone(), format!("{:?}", r.blockable)]),
            Self::Field(f) => parts.extend([
                f.name.clone(),
                f.kind.clone(),
                f.social.clone(),
                f.privacy.wire().to_owned(),
            ]),
            Self::DefaultPrivacy(now) => parts.push(now.privacy.wire().to_owned()),
            Self::Privacy(now) => parts.extend([
                format!("{:?}", now.visibility),
                format!("{:?}", now.may_be_public),
            ]),
            Self::About(about) => parts.push(about.content.to_string()),
            Self::Applies(applies) => {
                for (list, all) in [("for", &applies.applies), ("not for", &applies.withheld)] {
                    let words = all.iter().map(AppliesTo::wire);
                    let mut words: Vec<String> = words
                        .map(|(kind, id)| format!("{list} {kind} {id}"))
                        .collect();
                    words.sort();
                    parts.extend(words);
                }
            }
        }
        parts
    }
}
