//! Looking at what a site sets for all of its members (site contract 4.2, 4.3, 4.5, 4.8). Each sort
//! has one list, which tells all of them.

use super::{Look, Unread, Wanted};
use crate::access::{BadgeId, SettingKind, SettingSet, SiteId};
use crate::plan::{ObjectKey, Seen, SettingSeen};
use crate::wix::{
    Client, Cursors, Offsets, Page, WixError, badges, custom_fields, member_privacy, member_roles,
};
use std::collections::BTreeMap;

/// Reads all settings of one sort. A list that did not come to its end, or of which something could
/// not be understood, is an error: nothing could be called absent.
///
/// # Errors
/// [`Unread`].
pub(in crate::worker) async fn read(
    client: &Client,
    site: &SiteId,
    kind: SettingKind,
    reads: &mut u32,
) -> Result<SettingSet, Unread> {
    match kind {
        SettingKind::Badges => {
            let mut all = Vec::new();
            let mut next = Some(Cursors::start(badges::BADGES_PAGE));
            while let Some(at) = next {
                *reads += 1;
                let page = badges::query(client, site, at).await?;
                next = whole(page, &mut all)?;
            }
            Ok(SettingSet::Badges(all))
        }
        SettingKind::Roles => {
            *reads += 1;
            let told = member_roles::definitions(client, site).await?;
            if let Some(row) = told.unread.first() {
                return Err(not_understood(&row.reason, &row.path));
            }
            Ok(SettingSet::Roles(told.roles))
        }
        SettingKind::Fields => {
            let mut all = Vec::new();
            let mut next = Some(Offsets::start(custom_fields::FIELDS_PAGE));
            while let Some(at) = next {
                *reads += 1;
                let page = custom_fields::list(client, site, at).await?;
                next = whole(page, &mut all)?;
            }
            Ok(SettingSet::Fields(all))
        }
        SettingKind::DefaultPrivacy => {
            *reads += 1;
            let now = member_privacy::default(client, site).await?;
            Ok(SettingSet::DefaultPrivacy(now))
        }
        SettingKind::Privacy => {
            *reads += 1;
            let now = member_privacy::settings(client, site).await?;
            Ok(SettingSet::Privacy(now))
        }
    }
}

/// Takes in a page, and gives where the next one begins.
fn whole<T, C>(page: Page<T, C>, all: &mut Vec<T>) -> Result<Option<C>, Unread> {
    if let Some(why) = page.trouble {
        return Err(Unread::Incomplete(why.to_string()));
    }
    if let Some(row) = page.unread.first() {
        return Err(not_understood(&row.reason, &row.path));
    }
    all.extend(page.items);
    Ok(page.next)
}

fn not_understood(reason: &str, path: &str) -> Unread {
    Unread::Incomplete(format!("{reason} ({path})"))
}

/// Looks at these settings.
pub(super) async fn look(
    client: &Client,
    wanted: impl Iterator<Item = &Wanted>,
    looked: &mut Look,
) -> Result<(), Unread> {
    let mut lists: BTreeMap<(&SiteId, SettingKind), Vec<&ObjectKey>> = BTreeMap::new();
    for w in wanted {
        if let ObjectKey::Setting(site, key) = &w.object {
            lists.entry((site, key.kind())).or_default().push(&w.object);
        }
    }
    for ((site, kind), objects) in lists {
        let all = read(client, site, kind, &mut looked.reads).await?;
        for object in objects {
            let ObjectKey::Setting(_, key) = object else {
                continue;
            };
            let found = SettingSeen::find(&all, key);
            if let Some(now) = &found {
                // What is found by its name is known by its id too: taking it back needs that.
                let itself = ObjectKey::Setting(site.clone(), now.key());
                looked.put(&itself, Seen::Setting(Box::new(now.clone())));
            }
            looked.put(
                object,
                found.map_or(Seen::Absent, |now| Seen::Setting(Box::new(now))),
            );
        }
        looked.settings.push((site.clone(), all));
    }
    Ok(())
}

/// How many members wear a badge, as far as one page tells, and whether there are more.
///
/// # Errors
/// [`WixError`].
pub(in crate::worker) async fn wearers(
    client: &Client,
    site: &SiteId,
    badge: &BadgeId,
) -> Result<(usize, bool), WixError> {
    let at = Cursors::start(badges::BADGES_PAGE);
    let only = std::slice::from_ref(badge);
    let page = badges::assignments(client, site, only, &[], at).await?;
    Ok((page.items.len() + page.unread.len(), page.next.is_some()))
}
