//! A site with one setting of each sort, and what becomes of it when a deed is done.

use crate::access::*;
use crate::plan::*;

pub(super) fn badge() -> Badge {
    Badge {
        id: "b1".into(),
        revision: "4".to_owned(),
        title: "Speaker".to_owned(),
        description: "Has given a talk".to_owned(),
        background: "#7A3E9D".to_owned(),
        text: "#ffffff".to_owned(),
        icon: String::new(),
        slug: "speaker".to_owned(),
        permissions: Some(true),
        created_at: None,
        updated_at: None,
        extra: Extra::new(),
    }
}

pub(super) fn role(blockable: Option<bool>) -> MemberRoleDefinition {
    MemberRoleDefinition {
        id: "r".to_owned(),
        key: "PRESS".into(),
        title: "Press".to_owned(),
        blockable,
        revision: "2".to_owned(),
    }
}

fn field(origin: &str) -> CustomFieldDefinition {
    CustomFieldDefinition {
        id: "f1".into(),
        name: "Shirt size".to_owned(),
        key: "custom.shirt-size".to_owned(),
        privacy: Privacy::Private,
        kind: "TEXT".to_owned(),
        social: String::new(),
        origin: origin.to_owned(),
        applies_to: "ALL_MEMBERS".to_owned(),
        section: "GENERAL".to_owned(),
        revision: "7".to_owned(),
        created_at: None,
        updated_at: None,
        extra: Extra::new(),
    }
}

fn default_privacy() -> DefaultPrivacy {
    DefaultPrivacy {
        privacy: Privacy::Private,
        revision: "1".to_owned(),
    }
}

fn privacy() -> MemberPrivacySettings {
    MemberPrivacySettings {
        visibility: PublicVisibility::All,
        may_be_public: Some(true),
        revision: "9".to_owned(),
        updated_at: None,
    }
}

/// The site as it is: one of each.
pub(super) fn sets(origin: &str) -> Vec<SettingSet> {
    vec![
        SettingSet::Badges(vec![badge()]),
        SettingSet::Roles(vec![role(Some(true))]),
        SettingSet::Fields(vec![field(origin)]),
        SettingSet::DefaultPrivacy(default_privacy()),
        SettingSet::Privacy(privacy()),
    ]
}

/// The site after a deed was done there, with the next revisions.
pub(super) fn after(deed: &SettingDeed) -> Vec<SettingSet> {
    let mut sets = sets("CUSTOM");
    let next = "99".to_owned();
    for set in &mut sets {
        match (set, deed) {
            (SettingSet::Badges(all), SettingDeed::CreateBadge { badge: new }) => {
                all.push(Badge {
                    id: "new".into(),
                    title: new.title.clone(),
                    description: new.description.clone(),
                    background: new.background.clone(),
                    text: new.text.clone(),
                    revision: next.clone(),
                    ..badge()
                });
            }
            (SettingSet::Badges(all), SettingDeed::ChangeBadge { badge: new, .. }) => {
                all[0].title.clone_from(&new.title);
                all[0].text.clone_from(&new.text);
                all[0].revision.clone_from(&next);
            }
            (SettingSet::Badges(all), SettingDeed::DeleteBadge { .. }) => all.clear(),
            (
                SettingSet::Roles(all),
                SettingDeed::CreateRole {
                    role: key,
                    title,
                    blockable,
                },
            ) => all.push(MemberRoleDefinition {
                key: key.clone(),
                title: title.clone(),
                ..role(Some(*blockable))
            }),
            (SettingSet::Roles(all), SettingDeed::ChangeRole { blockable, .. }) => {
                all[0].blockable = Some(*blockable);
                all[0].revision.clone_from(&next);
            }
            (SettingSet::Roles(all), SettingDeed::DeleteRole { .. }) => all.clear(),
            (
                SettingSet::Fields(all),
                SettingDeed::CreateField {
                    name,
                    kind,
                    network,
                    privacy,
                },
            ) => all.push(CustomFieldDefinition {
                id: "new".into(),
                name: name.clone(),
                kind: kind.clone(),
                social: network.clone().unwrap_or_default(),
                privacy: privacy.clone(),
                revision: next.clone(),
                ..field("CUSTOM")
            }),
            (SettingSet::Fields(all), SettingDeed::ChangeField { name, privacy, .. }) => {
                all[0].name = name.clone().unwrap();
                all[0].privacy = privacy.clone().unwrap();
                all[0].revision.clone_from(&next);
            }
            (
                SettingSet::Fields(all),
                SettingDeed::HideField { .. } | SettingDeed::DeleteField { .. },
            ) => all.clear(),
            (SettingSet::DefaultPrivacy(now), SettingDeed::DefaultPrivacy { privacy, .. }) => {
                now.privacy = privacy.clone();
                now.revision.clone_from(&next);
            }
            (
                SettingSet::Privacy(now),
                SettingDeed::Privacy {
                    visibility,
                    may_be_public,
                    ..
                },
            ) => {
                now.visibility = visibility.clone();
                now.may_be_public = Some(*may_be_public);
                now.revision.clone_from(&next);
            }
            _ => {}
        }
    }
    sets
}
