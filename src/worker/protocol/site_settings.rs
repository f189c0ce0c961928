//! What a site sets for all of its members, as window and command line see it.

use super::ErrorCard;
use crate::access::{
    AppliesTo, Badge, CustomFieldDefinition, DefaultPrivacy, FieldApplication, FieldSuggestion,
    MemberPrivacySettings, MemberRoleDefinition, SettingKind, SettingSet, SiteId,
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// The settings of one sort. A reading that fails leaves what was known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SettingTold {
    /// As they were read last, and when.
    pub kept: Option<(SettingSet, Timestamp)>,
    /// Why the last reading did not tell them.
    pub problem: Option<ErrorCard>,
}

/// Everything that a site sets for all of its members, sort by sort.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteSettings {
    /// The site.
    pub site: SiteId,
    /// Its name.
    pub site_name: String,
    /// By sort; those never read are missing.
    pub sorts: BTreeMap<SettingKind, SettingTold>,
    /// Whether they are being read.
    pub reading: bool,
    /// Whether a reading came to its end since they were opened.
    pub read: bool,
}

impl SiteSettings {
    /// One sort as it was read last.
    pub fn set(&self, kind: SettingKind) -> Option<&SettingSet> {
        Some(&self.sorts.get(&kind)?.kept.as_ref()?.0)
    }

    /// Why the last reading did not tell one sort.
    pub fn problem(&self, kind: SettingKind) -> Option<&ErrorCard> {
        self.sorts.get(&kind)?.problem.as_ref()
    }

    /// When one sort was read last.
    pub fn read_at(&self, kind: SettingKind) -> Option<Timestamp> {
        Some(self.sorts.get(&kind)?.kept.as_ref()?.1)
    }

    /// Its badges, as far as they are known.
    pub fn badges(&self) -> Option<&[Badge]> {
        match self.set(SettingKind::Badges)? {
            SettingSet::Badges(all) => Some(all),
            _ => None,
        }
    }

    /// The roles that its members can hold, as far as they are known.
    pub fn roles(&self) -> Option<&[MemberRoleDefinition]> {
        match self.set(SettingKind::Roles)? {
            SettingSet::Roles(all) => Some(all),
            _ => None,
        }
    }

    /// Its fields, built-in ones among them, as far as they are known.
    pub fn fields(&self) -> Option<&[CustomFieldDefinition]> {
        match self.set(SettingKind::Fields)? {
            SettingSet::Fields(all) => Some(all),
            _ => None,
        }
    }

    /// For whom the fields are that are not for everybody, as far as that is known.
    pub fn applications(&self) -> Option<&[FieldApplication]> {
        match self.set(SettingKind::Applications)? {
            SettingSet::Applications(all) => Some(all),
            _ => None,
        }
    }

    /// The name of a role or a badge that a field is for, where it is known.
    pub fn name_of(&self, target: &AppliesTo) -> Option<&str> {
        let (_, id) = target.wire();
        match target {
            AppliesTo::Role(_) => {
                let mut all = self.roles()?.iter();
                all.find(|r| r.id == id).map(|r| r.title.as_str())
            }
            AppliesTo::Badge(_) => {
                let mut all = self.badges()?.iter();
                all.find(|b| b.id.as_str() == id).map(|b| b.title.as_str())
            }
            _ => None,
        }
    }

    /// Fields that Wix suggests, as far as they are known.
    pub fn suggestions(&self) -> Option<&[FieldSuggestion]> {
        match self.set(SettingKind::Suggestions)? {
            SettingSet::Suggestions(all) => Some(all),
            _ => None,
        }
    }

    /// Who sees the profile of a new member, as far as that is known.
    pub fn default_privacy(&self) -> Option<&DefaultPrivacy> {
        match self.set(SettingKind::DefaultPrivacy)? {
            SettingSet::DefaultPrivacy(now) => Some(now),
            _ => None,
        }
    }

    /// To whom public members are shown, as far as that is known.
    pub fn privacy(&self) -> Option<&MemberPrivacySettings> {
        match self.set(SettingKind::Privacy)? {
            SettingSet::Privacy(now) => Some(now),
            _ => None,
        }
    }
}
