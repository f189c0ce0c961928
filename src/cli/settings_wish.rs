//! `gatehouse plan site-settings`: what is wished of the settings of a site.

use super::end::{Failure, bad};
use super::names;
use super::session::Session;
use super::settings_args::{OfSettings, YesNo};
use super::site_settings::read;
use super::text::clean;
use crate::access::{
    BadgeChange, BadgeId, CustomFieldId, Directory, MemberRoleDefinition, NewBadge, Privacy,
    PublicVisibility, RoleKey, SettingKind, SiteId,
};
use crate::plan::{SettingWish, Wish};
use crate::worker::protocol::SiteSettings;
use std::sync::Arc;

/// The wish of `plan site-settings`. Names are looked up among what is read just now.
pub(super) fn wish(
    session: &mut Session<'_>,
    directory: &Directory,
    what: &OfSettings,
) -> Result<Wish, Failure> {
    let site = names::site(directory, &what.on().site.name)?;
    let wish = match what {
        OfSettings::CreateBadge(args) => SettingWish::CreateBadge(NewBadge {
            title: args.title.clone(),
            description: args.description.clone(),
            background: args.background.clone(),
            text: args.letters.clone(),
        }),
        OfSettings::ChangeBadge(args) => {
            let change = BadgeChange {
                title: args.title.clone(),
                description: args.description.clone(),
                background: args.background.clone(),
                text: args.letters.clone(),
            };
            if change == BadgeChange::default() {
                return Err(bad(
                    "Nothing is named",
                    "Give at least one, such as --title",
                ));
            }
            SettingWish::ChangeBadge(badge(session, &site, &args.what)?, change)
        }
        OfSettings::DeleteBadge(one) => SettingWish::DeleteBadge(badge(session, &site, &one.what)?),
        OfSettings::CreateRole(args) => SettingWish::CreateRole(
            RoleKey::new(&args.key),
            args.title.clone(),
            !args.for_blocked.is_yes(),
        ),
        OfSettings::ChangeRole(args) => {
            let key = role(session, &site, &args.what)?;
            SettingWish::ChangeRole(key, !args.for_blocked.is_yes())
        }
        OfSettings::DeleteRole(one) => SettingWish::DeleteRole(role(session, &site, &one.what)?),
        OfSettings::CreateField(args) => SettingWish::CreateField(
            args.name.clone(),
            args.kind.wire().to_owned(),
            args.network.as_ref().map(|n| n.to_uppercase()),
            args.privacy.into(),
        ),
        OfSettings::ChangeField(args) => {
            let id = field(session, &site, &args.what)?;
            SettingWish::ChangeField(id, args.name.clone(), args.privacy.map(Privacy::from))
        }
        OfSettings::HideField(one) => SettingWish::HideField(field(session, &site, &one.what)?),
        OfSettings::DeleteField(one) => SettingWish::DeleteField(field(session, &site, &one.what)?),
        OfSettings::FieldFor(args) => super::field_for::wish(session, &site, args)?,
        OfSettings::DefaultPrivacy(args) => SettingWish::DefaultPrivacy(args.privacy.into()),
        OfSettings::Privacy(args) => SettingWish::Privacy(
            args.seen_by.map(PublicVisibility::from),
            args.may_be_public.map(YesNo::is_yes),
        ),
    };
    Ok(Wish::SiteSetting { site, wish })
}

pub(super) fn badge(
    session: &mut Session<'_>,
    site: &SiteId,
    what: &str,
) -> Result<BadgeId, Failure> {
    let settings = known(session, site, SettingKind::Badges)?;
    let all = settings.badges().unwrap_or_default().iter();
    let found = all.filter(|b| b.id.as_str() == what || is_named(&b.title, what));
    one(found.map(|b| b.id.clone()), "badge", what)
}

fn role(session: &mut Session<'_>, site: &SiteId, what: &str) -> Result<RoleKey, Failure> {
    found_role(session, site, what).map(|role| role.key)
}

/// The id of the definition of a role, by which fields name it.
pub(super) fn role_id(
    session: &mut Session<'_>,
    site: &SiteId,
    what: &str,
) -> Result<String, Failure> {
    found_role(session, site, what).map(|role| role.id)
}

fn found_role(
    session: &mut Session<'_>,
    site: &SiteId,
    what: &str,
) -> Result<MemberRoleDefinition, Failure> {
    let settings = known(session, site, SettingKind::Roles)?;
    let all = settings.roles().unwrap_or_default();
    if let Some(role) = all.iter().find(|r| r.key.as_str() == what) {
        return Ok(role.clone());
    }
    let found = all.iter().filter(|r| is_named(&r.title, what));
    one(found.cloned(), "role", what)
}

pub(super) fn field(
    session: &mut Session<'_>,
    site: &SiteId,
    what: &str,
) -> Result<CustomFieldId, Failure> {
    let settings = known(session, site, SettingKind::Fields)?;
    let all = settings.fields().unwrap_or_default().iter();
    let found = all.filter(|f| f.id.as_str() == what || f.key == what || is_named(&f.name, what));
    one(found.map(|f| f.id.clone()), "field", what)
}

fn is_named(name: &str, what: &str) -> bool {
    name.trim().to_lowercase() == what.trim().to_lowercase()
}

fn known(
    session: &mut Session<'_>,
    site: &SiteId,
    kind: SettingKind,
) -> Result<Arc<SiteSettings>, Failure> {
    let settings = read(session, site)?;
    match settings.problem(kind) {
        Some(problem) => Err(problem.clone().into()),
        None => Ok(settings),
    }
}

fn one<T>(mut found: impl Iterator<Item = T>, sort: &str, what: &str) -> Result<T, Failure> {
    let what = clean(what);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(bad(
            format!("No {sort} of the site is called “{what}”"),
            "See what there is with gatehouse site-settings",
        )),
        (Some(_), Some(_)) => Err(bad(
            format!("Several are called “{what}”"),
            "Name it by its id",
        )),
    }
}
