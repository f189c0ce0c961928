//! Plans about what a site sets for all of its members (site contract 4.2, 4.3, 4.5 to 4.8).

use super::deeds::{Left, already, left};
use super::setting_parts;
use super::setting_who::{name, named_role, who_of};
use super::{Drawn, Observed};
use crate::access::{
    Badge, CustomFieldDefinition, NewBadge, Privacy, SiteId, count, field_kind_label,
};
use crate::plan::{
    Action, FieldValues, Grant, Line, ObjectKey, SettingDeed, SettingKey, SettingSeen, SettingWish,
    SiteSetting, Skip, Undo, Who, WishError, form_setting, settle_setting,
};

const UNREAD: &str = "Wix did not tell this setting: see why under “Badges, roles and fields”";

pub(super) fn draw(
    seen: Observed<'_>,
    site: &SiteId,
    wish: &SettingWish,
) -> Result<Drawn, WishError> {
    if seen.directory.site(site).is_none() {
        return Err(WishError::NoSuchSite(site.as_str().to_owned()));
    }
    check_wish(wish)?;
    let now = setting(seen, site, &wish.object());
    let mut who = who_of(wish, now.as_ref().ok().and_then(Option::as_ref));
    setting_parts::name(seen, site, wish, &mut who);
    let drawn = now.and_then(|now| deed(wish, now.as_ref()).map(|deed| (deed, now)));
    let place = seen.directory.site_name(site);
    let (lines, skipped) = match drawn {
        Ok((deed, now)) => {
            let reason = reason(seen, site, &deed, now.as_ref());
            let mut line = line(site, place, deed, now.as_ref(), &reason);
            setting_parts::tell(seen, &who, now.as_ref(), &mut line);
            (vec![line], vec![])
        }
        Err((reason, already_so)) => {
            let skip = Skip {
                site: None,
                who: who.clone(),
                reason,
                already_so,
            };
            (vec![], vec![skip])
        }
    };
    let verb = match lines.first().map(|l| &l.action) {
        Some(action) => action.label(),
        None => "Leave as it is",
    };
    Ok(Drawn {
        title: format!("{verb}: {} on {place}", who.name),
        lines,
        skipped,
    })
}

fn check_wish(wish: &SettingWish) -> Result<(), WishError> {
    let fits = match wish {
        SettingWish::CreateBadge(badge) => form_setting::check_badge(badge),
        SettingWish::CreateRole(role, title, _) => form_setting::check_role(role, title),
        SettingWish::CreateField(name, ..) | SettingWish::ChangeField(_, Some(name), _) => {
            form_setting::check_field_name(name)
        }
        SettingWish::ChangeField(_, None, None) | SettingWish::Privacy(None, None) => {
            Err("nothing is named that shall be different".to_owned())
        }
        other => setting_parts::check_wish(other),
    };
    fits.map_err(WishError::Unfit)
}

/// A setting as it was read just now; `None` if it is not there.
fn setting(
    seen: Observed<'_>,
    site: &SiteId,
    key: &SettingKey,
) -> Result<Option<SettingSeen>, Left> {
    let object = ObjectKey::Setting(site.clone(), key.clone());
    let found = seen.found.get(&object).ok_or_else(|| left(UNREAD))?;
    Ok(found.setting().cloned())
}

/// The deed that fulfils the wish.
fn deed(wish: &SettingWish, now: Option<&SettingSeen>) -> Result<SettingDeed, Left> {
    if let Some(deed) = setting_parts::deed(wish, now) {
        return deed;
    }
    let made = making(wish);
    if let Some(deed) = made {
        return match now {
            None => Ok(deed),
            Some(now) if settle_setting::is_so(&deed, now) => Err(already("There is one already")),
            Some(_) => Err(left(match deed {
                SettingDeed::CreateRole { .. } => "Another role of the site has this key",
                SettingDeed::CreateField { .. } => "Another field of the site has this name",
                _ => "Another badge of the site has this title",
            })),
        };
    }
    let Some(now) = now else {
        let gone = "Is not on the site any more";
        let wanted_gone = matches!(
            wish,
            SettingWish::DeleteBadge(_) | SettingWish::DeleteRole(_) | SettingWish::DeleteField(_)
        );
        return Err(if wanted_gone {
            already(gone)
        } else {
            left(gone)
        });
    };
    let deed = changing(wish, now)?;
    if settle_setting::is_so(&deed, now) {
        return Err(already("Is so already"));
    }
    let unrevised = now.revision().is_empty()
        && !matches!(
            deed,
            SettingDeed::DeleteBadge { .. } | SettingDeed::DeleteRole { .. }
        );
    if unrevised {
        return Err(left("Wix did not tell its revision, which a change needs"));
    }
    form_setting::check(&SiteSetting {
        site: "the site".into(),
        deed: deed.clone(),
    })
    .map_err(|why| left(&format!("Cannot be sent: {why}")))?;
    Ok(deed)
}

fn making(wish: &SettingWish) -> Option<SettingDeed> {
    match wish {
        SettingWish::CreateBadge(badge) => Some(SettingDeed::CreateBadge {
            badge: badge.clone(),
        }),
        SettingWish::CreateRole(role, title, blockable) => Some(SettingDeed::CreateRole {
            role: role.clone(),
            title: title.trim().to_owned(),
            blockable: *blockable,
        }),
        SettingWish::CreateField(name, kind, network, privacy) => Some(SettingDeed::CreateField {
            name: name.trim().to_owned(),
            kind: kind.clone(),
            network: network.clone(),
            privacy: privacy.clone(),
        }),
        _ => None,
    }
}

fn changing(wish: &SettingWish, now: &SettingSeen) -> Result<SettingDeed, Left> {
    let revision = now.revision().to_owned();
    let deed = match (wish, now) {
        (SettingWish::ChangeBadge(id, change), SettingSeen::Badge(badge)) => {
            SettingDeed::ChangeBadge {
                id: id.clone(),
                revision,
                badge: badge.settable().with(change),
            }
        }
        (SettingWish::DeleteBadge(id), _) => SettingDeed::DeleteBadge { id: id.clone() },
        (SettingWish::ChangeRole(role, blockable), _) => SettingDeed::ChangeRole {
            role: role.clone(),
            revision,
            blockable: *blockable,
        },
        (SettingWish::DeleteRole(role), _) => SettingDeed::DeleteRole { role: role.clone() },
        (SettingWish::ChangeField(id, name, privacy), SettingSeen::Field(field)) => {
            let name = name.as_deref().map(str::trim).filter(|n| *n != field.name);
            let privacy = privacy.as_ref().filter(|p| **p != field.privacy);
            if name.is_none() && privacy.is_none() {
                return Err(already("Is so already"));
            }
            if name.is_some() && field.is_system() {
                return Err(left(
                    "This field comes from Wix itself: only who sees it can be changed",
                ));
            }
            SettingDeed::ChangeField {
                id: id.clone(),
                revision,
                name: name.map(str::to_owned),
                privacy: privacy.cloned(),
            }
        }
        (SettingWish::HideField(id), _) => SettingDeed::HideField {
            id: id.clone(),
            revision,
        },
        (SettingWish::DeleteField(_), SettingSeen::Field(field)) if field.is_built_in() => {
            return Err(left(
                "This field comes from Wix itself. It can be hidden, and is not deleted",
            ));
        }
        (SettingWish::DeleteField(id), _) => SettingDeed::DeleteField {
            id: id.clone(),
            revision,
        },
        (SettingWish::DefaultPrivacy(privacy), _) => SettingDeed::DefaultPrivacy {
            privacy: privacy.clone(),
            revision,
        },
        (SettingWish::Privacy(visibility, may), SettingSeen::Privacy(settings)) => {
            let may = may.or(settings.may_be_public);
            SettingDeed::Privacy {
                visibility: visibility.clone().unwrap_or(settings.visibility.clone()),
                may_be_public: may
                    .ok_or_else(|| left("Wix did not tell whether members may become public"))?,
                revision,
            }
        }
        _ => return Err(left(UNREAD)),
    };
    Ok(deed)
}

/// Why the line is there, with what is lost by it.
fn reason(
    seen: Observed<'_>,
    site: &SiteId,
    deed: &SettingDeed,
    now: Option<&SettingSeen>,
) -> String {
    let known = &seen.sites.members;
    match (deed, now) {
        (SettingDeed::DeleteBadge { id }, _) => {
            match known.wearers.get(&(site.clone(), id.clone())) {
                None => "It is not known how many members wear it; they lose it".to_owned(),
                Some((0, _)) => "Nobody wears it".to_owned(),
                Some((1, false)) => "1 member wears it and loses it".to_owned(),
                Some((n, false)) => format!("{n} members wear it and lose it"),
                Some((n, true)) => format!("{n} members or more wear it and lose it"),
            }
        }
        (SettingDeed::DeleteField { id, .. } | SettingDeed::HideField { id, .. }, _) => {
            let what = if matches!(deed, SettingDeed::HideField { .. }) {
                "shows no more; it stays with the contact"
            } else {
                "is lost"
            };
            match known.values.get(&(site.clone(), id.clone())) {
                None => format!(
                    "It is not known how many members have a value in it, since the members were \
                     not read; what they have {what}"
                ),
                Some(FieldValues { with, of, .. }) => {
                    let of = count(*of, "member", "members");
                    format!("{with} of the {of} kept here have a value in it, which {what}")
                }
            }
        }
        (SettingDeed::DeleteRole { .. }, _) => {
            "Members who hold it keep it until it is taken from each of them".to_owned()
        }
        (SettingDeed::DefaultPrivacy { .. }, _) => {
            "Holds for members to come; those who are there keep theirs".to_owned()
        }
        (SettingDeed::ChangeField { .. }, Some(SettingSeen::Field(field)))
            if field.is_built_in() =>
        {
            "Was chosen; the field comes from Wix itself".to_owned()
        }
        _ => setting_parts::reason(deed, now).unwrap_or_else(|| "Was chosen".to_owned()),
    }
}

/// The line of one deed, with what was before, what is after, and how it is taken back.
pub(in crate::plan) fn line(
    site: &SiteId,
    place: &str,
    deed: SettingDeed,
    now: Option<&SettingSeen>,
    reason: &str,
) -> Line {
    let (before, after) = words(&deed, now);
    let grants = |texts: Vec<String>| -> Vec<Grant> {
        let grant = |role| Grant {
            role,
            reach: place.to_owned(),
        };
        texts.into_iter().map(grant).collect()
    };
    let made = match &deed {
        SettingDeed::CreateBadge { badge } => Some((badge.title.trim().to_owned(), String::new())),
        SettingDeed::CreateRole { role, title, .. } => {
            Some((named_role(title, role.as_str()), role.as_str().to_owned()))
        }
        SettingDeed::CreateField { name, .. } => Some((name.trim().to_owned(), String::new())),
        _ => None,
    };
    let who = match (now, made) {
        (Some(now), _) => Who {
            id: now.id(),
            name: name(now),
            email: String::new(),
        },
        (None, made) => {
            let (name, id) = made.unwrap_or_default();
            Who {
                id: if id.is_empty() { name.clone() } else { id },
                name,
                email: String::new(),
            }
        }
    };
    let undo = back_of(&deed, now);
    let setting = SiteSetting {
        site: site.clone(),
        deed,
    };
    Line {
        before: grants(before),
        after: grants(after),
        ..Line::new(Action::Setting(setting), who, reason, undo)
    }
}

/// What stands before and after, as short texts.
fn words(deed: &SettingDeed, now: Option<&SettingSeen>) -> (Vec<String>, Vec<String>) {
    let one = |text: String| vec![text];
    match (deed, now) {
        (SettingDeed::CreateBadge { badge }, _) => (vec![], badge_words(badge)),
        (SettingDeed::ChangeBadge { badge, .. }, Some(SettingSeen::Badge(was))) => {
            differing(&badge_words(&was.settable()), &badge_words(badge))
        }
        (SettingDeed::DeleteBadge { .. }, Some(SettingSeen::Badge(was))) => {
            (badge_words(&was.settable()), one("No badge".to_owned()))
        }
        (
            SettingDeed::CreateRole {
                role,
                title,
                blockable,
            },
            _,
        ) => (
            vec![],
            vec![
                format!("Role {} ({role})", title.trim()),
                blocked(Some(*blockable)),
            ],
        ),
        (SettingDeed::ChangeRole { blockable, .. }, Some(SettingSeen::Role(was))) => {
            (one(blocked(was.blockable)), one(blocked(Some(*blockable))))
        }
        (SettingDeed::DeleteRole { .. }, Some(SettingSeen::Role(was))) => (
            one(format!("Role {} ({})", was.title, was.key)),
            one("No role to give".to_owned()),
        ),
        (
            SettingDeed::CreateField {
                name,
                kind,
                privacy,
                ..
            },
            _,
        ) => (vec![], field_words(name, kind, privacy)),
        (SettingDeed::ChangeField { name, privacy, .. }, Some(SettingSeen::Field(was))) => {
            let name = name.as_ref().unwrap_or(&was.name);
            let privacy = privacy.as_ref().unwrap_or(&was.privacy);
            differing(
                &field_words(&was.name, &was.kind, &was.privacy),
                &field_words(name, &was.kind, privacy),
            )
        }
        (SettingDeed::HideField { .. }, Some(SettingSeen::Field(was))) => (
            one(format!("Field {} in profiles", was.name)),
            one("In no profile".to_owned()),
        ),
        (SettingDeed::DeleteField { .. }, Some(SettingSeen::Field(was))) => (
            field_words(&was.name, &was.kind, &was.privacy),
            one("No field and no values".to_owned()),
        ),
        (SettingDeed::DefaultPrivacy { privacy, .. }, Some(SettingSeen::DefaultPrivacy(was))) => (
            one(format!("New members: {}", was.privacy.label())),
            one(format!("New members: {}", privacy.label())),
        ),
        (
            SettingDeed::Privacy {
                visibility,
                may_be_public,
                ..
            },
            Some(SettingSeen::Privacy(was)),
        ) => differing(
            &[
                format!("Seen by: {}", was.visibility.label()),
                may(was.may_be_public),
            ],
            &[
                format!("Seen by: {}", visibility.label()),
                may(Some(*may_be_public)),
            ],
        ),
        _ => (vec![], vec![]),
    }
}

/// Only what is different.
fn differing(was: &[String], now: &[String]) -> (Vec<String>, Vec<String>) {
    let pairs = was.iter().zip(now).filter(|(was, now)| was != now);
    pairs.map(|(was, now)| (was.clone(), now.clone())).unzip()
}

fn badge_words(badge: &NewBadge) -> Vec<String> {
    let description = match badge.description.trim() {
        "" => "Description: none".to_owned(),
        text => format!("Description: {text}"),
    };
    vec![
        format!("Badge {}", badge.title.trim()),
        description,
        format!(
            "Colours: {} on {}",
            badge.text.trim(),
            badge.background.trim()
        ),
    ]
}

fn field_words(name: &str, kind: &str, privacy: &Privacy) -> Vec<String> {
    vec![
        format!("Field {} ({})", name.trim(), field_kind_label(kind)),
        format!("Seen as: {}", privacy.label()),
    ]
}

fn blocked(blockable: Option<bool>) -> String {
    match blockable {
        Some(true) => "Kept from blocked members",
        Some(false) => "Blocked members may hold it",
        None => "Not told whether blocked members may hold it",
    }
    .to_owned()
}

fn may(public: Option<bool>) -> String {
    match public {
        Some(true) => "Anyone may become public",
        Some(false) => "No one may become public",
        None => "Not told who may become public",
    }
    .to_owned()
}

/// How it is taken back, as far as that is possible. Ids and revisions that only the run knows are
/// filled in when it is.
fn back_of(deed: &SettingDeed, now: Option<&SettingSeen>) -> Undo {
    let back = |deed: SettingDeed| Undo::SettingBack {
        deed: Box::new(deed),
    };
    let never = |why: &str| Undo::Never {
        why: why.to_owned(),
    };
    let revision = String::new();
    match (deed, now) {
        (SettingDeed::CreateBadge { .. }, _) => back(SettingDeed::DeleteBadge { id: "".into() }),
        (SettingDeed::CreateRole { role, .. }, _) => {
            back(SettingDeed::DeleteRole { role: role.clone() })
        }
        (SettingDeed::CreateField { .. }, _) => back(SettingDeed::DeleteField {
            id: "".into(),
            revision,
        }),
        (SettingDeed::ChangeBadge { id, .. }, Some(SettingSeen::Badge(was))) => {
            badge_back(id.clone(), was)
        }
        (SettingDeed::ChangeRole { role, .. }, Some(SettingSeen::Role(was))) => {
            match was.blockable {
                Some(blockable) => back(SettingDeed::ChangeRole {
                    role: role.clone(),
                    revision,
                    blockable,
                }),
                None => never("It is not known what was set before"),
            }
        }
        (SettingDeed::DeleteRole { role }, Some(SettingSeen::Role(was))) => {
            back(SettingDeed::CreateRole {
                role: role.clone(),
                title: named_role(&was.title, role.as_str()),
                blockable: was.blockable.unwrap_or(true),
            })
        }
        (
            SettingDeed::ChangeField {
                id, name, privacy, ..
            },
            Some(SettingSeen::Field(was)),
        ) => field_back(id.clone(), (name.is_some(), privacy.is_some()), was),
        (SettingDeed::DefaultPrivacy { .. }, Some(SettingSeen::DefaultPrivacy(was))) => {
            match was.privacy {
                Privacy::Private | Privacy::Public => back(SettingDeed::DefaultPrivacy {
                    privacy: was.privacy.clone(),
                    revision,
                }),
                _ => never("It is not known what was set before"),
            }
        }
        (SettingDeed::Privacy { .. }, Some(SettingSeen::Privacy(was))) => match was.may_be_public {
            Some(may_be_public) => back(SettingDeed::Privacy {
                visibility: was.visibility.clone(),
                may_be_public,
                revision,
            }),
            None => never("It is not known what was set before"),
        },
        (SettingDeed::About { .. } | SettingDeed::Applies { .. }, _) => {
            setting_parts::back(deed, now)
        }
        (SettingDeed::DeleteBadge { .. }, _) => {
            never("A badge that is made again is another one: nobody wears it")
        }
        (SettingDeed::HideField { .. }, _) => {
            never("No public call shows it again: add it in the dashboard, where Wix suggests it")
        }
        _ => never("The values are gone: a field that is made again is empty"),
    }
}

fn badge_back(id: crate::access::BadgeId, was: &Badge) -> Undo {
    let badge = was.settable();
    if form_setting::check_badge(&badge).is_err() {
        let why = "Wix did not tell everything that stood there before".to_owned();
        return Undo::Never { why };
    }
    Undo::SettingBack {
        deed: Box::new(SettingDeed::ChangeBadge {
            id,
            revision: String::new(),
            badge,
        }),
    }
}

fn field_back(
    id: crate::access::CustomFieldId,
    (name, privacy): (bool, bool),
    was: &CustomFieldDefinition,
) -> Undo {
    let told = matches!(was.privacy, Privacy::Private | Privacy::Public);
    if privacy && !told {
        let why = "It is not known who saw it before".to_owned();
        return Undo::Never { why };
    }
    Undo::SettingBack {
        deed: Box::new(SettingDeed::ChangeField {
            id,
            revision: String::new(),
            name: name.then(|| was.name.clone()),
            privacy: privacy.then(|| was.privacy.clone()),
        }),
    }
}
