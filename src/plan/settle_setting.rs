//! Reading back what was set for all members of a site.

use super::settle::Finding;
use super::{AboutDeed, AppliesDeed, Seen, SettingDeed, SettingSeen};
use crate::access::tells_the_same;

/// Judges one deed by what was read just now.
pub(super) fn finding(deed: &SettingDeed, now: &Seen) -> Finding {
    let gone = matches!(
        deed,
        SettingDeed::DeleteBadge { .. }
            | SettingDeed::DeleteRole { .. }
            | SettingDeed::HideField { .. }
            | SettingDeed::DeleteField { .. }
            | SettingDeed::About {
                deed: AboutDeed::Delete { .. },
                ..
            }
            | SettingDeed::Applies {
                deed: AppliesDeed::Everybody,
                ..
            }
    );
    let Some(now) = now.setting() else {
        return if gone {
            Finding::AsPlanned
        } else {
            Finding::NotYet
        };
    };
    if gone {
        return Finding::NotYet;
    }
    match (is_so(deed, now), deed.makes()) {
        (true, _) => Finding::AsPlanned,
        // Something with this name came to be, and it is not what was asked for.
        (false, true) => Finding::Partly,
        (false, false) => changed(deed, now),
    }
}

/// Two things may have been asked for, and one of them done.
fn changed(deed: &SettingDeed, now: &SettingSeen) -> Finding {
    match (deed, now) {
        (
            SettingDeed::ChangeField {
                name: Some(name),
                privacy: Some(privacy),
                ..
            },
            SettingSeen::Field(field),
        ) if field.name == name.trim() || field.privacy == *privacy => Finding::Partly,
        _ => Finding::NotYet,
    }
}

/// Whether this is what the deed wanted.
pub(super) fn is_so(deed: &SettingDeed, now: &SettingSeen) -> bool {
    match (deed, now) {
        (
            SettingDeed::CreateBadge { badge } | SettingDeed::ChangeBadge { badge, .. },
            SettingSeen::Badge(now),
        ) => now.settable().same_as(badge),
        (
            SettingDeed::CreateRole {
                title, blockable, ..
            },
            SettingSeen::Role(now),
        ) => now.title == title.trim() && now.blockable.is_none_or(|b| b == *blockable),
        (SettingDeed::ChangeRole { blockable, .. }, SettingSeen::Role(now)) => {
            now.blockable == Some(*blockable)
        }
        (
            SettingDeed::CreateField {
                name,
                kind,
                network,
                privacy,
            },
            SettingSeen::Field(now),
        ) => {
            now.name == name.trim()
                && now.kind == *kind
                && network.as_ref().is_none_or(|n| now.social == *n)
                && now.privacy == *privacy
        }
        (SettingDeed::ChangeField { name, privacy, .. }, SettingSeen::Field(now)) => {
            name.as_ref().is_none_or(|n| now.name == n.trim())
                && privacy.as_ref().is_none_or(|p| now.privacy == *p)
        }
        (SettingDeed::DefaultPrivacy { privacy, .. }, SettingSeen::DefaultPrivacy(now)) => {
            now.privacy == *privacy
        }
        (
            SettingDeed::Privacy {
                visibility,
                may_be_public,
                ..
            },
            SettingSeen::Privacy(now),
        ) => now.visibility == *visibility && now.may_be_public == Some(*may_be_public),
        (
            SettingDeed::About {
                deed: AboutDeed::Write { content } | AboutDeed::Change { content, .. },
                ..
            },
            SettingSeen::About(now),
        ) => tells_the_same(content, &now.content),
        (
            SettingDeed::Applies {
                deed: AppliesDeed::Limit { to } | AppliesDeed::Change { to, .. },
                ..
            },
            SettingSeen::Applies(now),
        ) => now.targets().same_as(to),
        _ => false,
    }
}
