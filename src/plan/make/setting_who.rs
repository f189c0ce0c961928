//! What the lines of plans about settings are about, by name.

use crate::plan::{SettingSeen, SettingWish, Who};

pub(super) fn who_of(wish: &SettingWish, now: Option<&SettingSeen>) -> Who {
    let bare = match wish {
        SettingWish::CreateBadge(badge) => badge.title.trim().to_owned(),
        SettingWish::CreateRole(role, title, _) => named_role(title, role.as_str()),
        SettingWish::CreateField(name, ..) => name.trim().to_owned(),
        SettingWish::ChangeBadge(id, _) | SettingWish::DeleteBadge(id) => id.as_str().to_owned(),
        SettingWish::ChangeRole(role, _) | SettingWish::DeleteRole(role) => {
            role.as_str().to_owned()
        }
        SettingWish::ChangeField(id, ..)
        | SettingWish::HideField(id)
        | SettingWish::DeleteField(id) => id.as_str().to_owned(),
        SettingWish::DefaultPrivacy(_) => "privacy of new members".to_owned(),
        SettingWish::Privacy(..) => "who sees public members".to_owned(),
        SettingWish::About(member, _) => member.as_str().to_owned(),
        SettingWish::FieldFor(field, _) => field.as_str().to_owned(),
    };
    Who {
        id: now.map_or_else(|| bare.clone(), SettingSeen::id),
        name: now.map_or(bare, name),
        email: String::new(),
    }
}

pub(super) fn named_role(title: &str, key: &str) -> String {
    match title.trim() {
        "" => key.to_owned(),
        title => title.to_owned(),
    }
}

pub(super) fn name(now: &SettingSeen) -> String {
    match now {
        SettingSeen::Badge(badge) => badge.title.clone(),
        SettingSeen::Role(role) => named_role(&role.title, role.key.as_str()),
        SettingSeen::Field(field) => field.name.clone(),
        SettingSeen::DefaultPrivacy(_) => "privacy of new members".to_owned(),
        SettingSeen::Privacy(_) => "who sees public members".to_owned(),
        SettingSeen::About(about) => about.member.as_str().to_owned(),
        SettingSeen::Applies(applies) => applies.field.as_str().to_owned(),
    }
}
