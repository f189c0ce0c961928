//! Looking at what a site sets for all of its members (site contract 4.2, 4.3, 4.5, 4.6, 4.8), where
//! each sort has one list that tells all of them, and at what members tell about themselves (4.7).

use super::{Look, Unread, Wanted};
use crate::access::{
    BadgeId, CustomFieldDefinition, CustomFieldId, MemberId, SettingKind, SettingSet, SiteId,
};
use crate::plan::{ObjectKey, Seen, SettingKey, SettingSeen};
use crate::wix::{
    Client, Cursors, Offsets, Page, WixError, abouts, badges, custom_fields, field_applications,
    member_privacy, member_roles,
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
            let all = fields(client, site, reads).await?;
            Ok(SettingSet::Fields(all))
        }
        SettingKind::Applications => {
            let fields = fields(client, site, reads).await?;
            let mut all = Vec::new();
            for part in fields.chunks(field_applications::MOST_TARGETS) {
                *reads += 1;
                let ids: Vec<CustomFieldId> = part.iter().map(|f| f.id.clone()).collect();
                let told = field_applications::of_fields(client, site, &ids).await?;
                if let Some(row) = told.unread.first() {
                    return Err(not_understood(&row.reason, &row.path));
                }
                all.extend(told.items);
            }
            Ok(SettingSet::Applications(all))
        }
        SettingKind::Suggestions => {
            let mut all = Vec::new();
            let mut next = Some(Offsets::start(field_applications::SUGGESTIONS_PAGE));
            while let Some(at) = next {
                *reads += 1;
                let page = field_applications::suggestions(client, site, at).await?;
                next = whole(page, &mut all)?;
            }
            Ok(SettingSet::Suggestions(all))
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

async fn fields(
    client: &Client,
    site: &SiteId,
    reads: &mut u32,
) -> Result<Vec<CustomFieldDefinition>, Unread> {
    let mut all = Vec::new();
    let mut next = Some(Offsets::start(custom_fields::FIELDS_PAGE));
    while let Some(at) = next {
        *reads += 1;
        let page = custom_fields::list(client, site, at).await?;
        next = whole(page, &mut all)?;
    }
    Ok(all)
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
    let mut texts: BTreeMap<&SiteId, Vec<MemberId>> = BTreeMap::new();
    for w in wanted {
        let ObjectKey::Setting(site, key) = &w.object else {
            continue;
        };
        match (key, key.kind()) {
            (SettingKey::About(member), _) => texts.entry(site).or_default().push(member.clone()),
            (_, Some(kind)) => lists.entry((site, kind)).or_default().push(&w.object),
            (_, None) => {}
        }
    }
    for (site, members) in texts {
        about(client, site, &members, looked).await?;
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

/// What these members tell about themselves. Whoever tells nothing is not in the answer.
async fn about(
    client: &Client,
    site: &SiteId,
    members: &[MemberId],
    looked: &mut Look,
) -> Result<(), Unread> {
    for part in members.chunks(abouts::ABOUTS_PAGE as usize) {
        let mut all = Vec::new();
        let mut next = Some(Cursors::start(abouts::ABOUTS_PAGE));
        while let Some(at) = next {
            looked.reads += 1;
            let page = abouts::query(client, site, part, at).await?;
            next = whole(page, &mut all)?;
        }
        for member in part {
            let now = all.iter().find(|about| about.member == *member).cloned();
            let now = now.map(|now| Seen::Setting(Box::new(SettingSeen::About(now))));
            let object = ObjectKey::Setting(site.clone(), SettingKey::About(member.clone()));
            looked.put(&object, now.unwrap_or(Seen::Absent));
        }
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
