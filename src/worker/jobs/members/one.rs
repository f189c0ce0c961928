//! One member with everything that is known of it, and what of it is read by itself: the text that it
//! tells about itself, the badges and roles that it holds.

use super::super::super::cards::{store_card, wix_card};
use super::super::super::open::{Open, ending};
use super::super::super::protocol::{AboutTold, ErrorCard, HeldTold, MemberSheet, Trouble};
use super::super::super::shared::lock;
use crate::access::{HeldBadge, MemberAbout, MemberHeld, MemberId, SettingSet, SiteId};
use crate::store::{End, Page, Set};
use crate::wix::{Client, Cursors, ErrorKind, abouts, badges, member_roles};
use std::sync::Arc;

/// What of a member is being read by itself, or why it was not told.
#[derive(Default)]
struct Alone {
    about: (bool, Option<ErrorCard>),
    held: (bool, Option<ErrorCard>),
}

/// Shows one member with everything that is known of it.
pub(in crate::worker) async fn show(open: Arc<Open>, site: SiteId, id: MemberId) {
    *lock(&open.members.one) = Some((site.clone(), id.clone()));
    tell(&open, site, id, Alone::default()).await;
}

/// Shows the member that is looked at again: a run may have changed it.
pub(in crate::worker) async fn show_one_again(open: &Open) {
    let now = lock(&open.members.one).clone();
    if let Some((site, id)) = now {
        tell(open, site, id, Alone::default()).await;
    }
}

/// Reads what a member tells about itself (site contract 4.7), keeps it and shows it. Wix lets apps
/// read it; a key may be refused, which is said and changes nothing that was known.
pub(in crate::worker) async fn read_about(open: Arc<Open>, site: SiteId, id: MemberId) {
    let alone = |about| Alone {
        about,
        ..Alone::default()
    };
    tell(&open, site.clone(), id.clone(), alone((true, None))).await;
    let told = about(&open, &site, &id).await;
    let problem = keep(&open, Set::about(&site, &id), told.map(Vec::from_iter)).await;
    tell(&open, site, id, alone((false, problem))).await;
}

/// Reads the badges and roles that a member holds (site contract 4.1, 4.4), keeps and shows them.
pub(in crate::worker) async fn read_held(open: Arc<Open>, site: SiteId, id: MemberId) {
    let alone = |held| Alone {
        held,
        ..Alone::default()
    };
    tell(&open, site.clone(), id.clone(), alone((true, None))).await;
    let told = held(&open, &site, &id).await;
    let problem = keep(&open, Set::held(&site, &id), told.map(|held| vec![held])).await;
    tell(&open, site, id, alone((false, problem))).await;
}

/// Keeps what was told; gives why that cannot be, or why it was not told.
async fn keep<T: Send + 'static>(
    open: &Open,
    set: Set<[T]>,
    told: Result<Vec<T>, ErrorCard>,
) -> Option<ErrorCard>
where
    [T]: Page,
{
    let told = match told {
        Ok(told) => told,
        Err(error) => return Some(error),
    };
    let at = open.shared.now();
    let kept = open.files.run(move |s| {
        s.cache
            .replace(set, told.as_slice(), &End::complete(at))
            .map(drop)
    });
    match kept.await {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(store_card(&error)),
        Err(end) => Some(ending(end)),
    }
}

/// The client for somebody who waits, unless another window has the profile.
fn waiting(open: &Open) -> Result<Client, ErrorCard> {
    if let Some(busy) = &open.busy {
        let remedy = "Read it in the other window";
        return Err(ErrorCard::new(busy.clone(), remedy).of(Trouble::Busy));
    }
    Ok(open.client()?.urgent())
}

async fn about(
    open: &Open,
    site: &SiteId,
    id: &MemberId,
) -> Result<Option<MemberAbout>, ErrorCard> {
    let client = waiting(open)?;
    let at = Cursors::start(abouts::ABOUTS_PAGE);
    let answer = abouts::query(&client, site, std::slice::from_ref(id), at).await;
    open.heard(&answer);
    let page = answer.map_err(|error| match error.kind {
        ErrorKind::Forbidden { .. }
        | ErrorKind::WrongIdentity { .. }
        | ErrorKind::EmptyForbidden
        | ErrorKind::Unauthorized => ErrorCard {
            sentence: "Wix does not let this sign-in read texts of members".to_owned(),
            remedy: "It lets apps read them: sign in with an app of the site".to_owned(),
            details: wix_card(&error).sentence,
            trouble: Trouble::NoAccess,
        },
        _ => wix_card(&error),
    })?;
    if let Some(row) = page.unread.first() {
        let words = format!("The text could not be understood: {}", row.reason);
        return Err(ErrorCard::new(words, "Update Gatehouse"));
    }
    Ok(page.items.into_iter().find(|about| about.member == *id))
}

/// Badges first: they are documented, while roles are a preview of Wix's.
async fn held(open: &Open, site: &SiteId, id: &MemberId) -> Result<MemberHeld, ErrorCard> {
    let client = waiting(open)?;
    let mut worn = Vec::new();
    let mut next = Some(Cursors::start(badges::BADGES_PAGE));
    while let Some(at) = next {
        let answer = badges::assignments(&client, site, &[], std::slice::from_ref(id), at).await;
        open.heard(&answer);
        let page = answer.map_err(|e| wix_card(&e))?;
        if let Some(row) = page.unread.first() {
            let words = format!("A badge could not be understood: {}", row.reason);
            return Err(ErrorCard::new(words, "Update Gatehouse"));
        }
        if let Some(why) = page.trouble {
            let words = format!("Not all badges were told: {why}");
            return Err(ErrorCard::new(words, "Read them again"));
        }
        let mine = page.items.into_iter().filter(|a| a.member == *id);
        worn.extend(mine);
        next = page.next;
    }
    let answer = member_roles::of_member(&client, site, id).await;
    open.heard(&answer);
    let roles = answer.map_err(|e| wix_card(&e))?;
    let badges = worn.into_iter().map(|worn| HeldBadge {
        id: worn.badge,
        title: String::new(),
        since: worn.created_at,
    });
    let mut held = MemberHeld::new(id.clone(), badges.collect(), roles);
    held.name(&settings(open, site).await?);
    for badge in held.badges.iter_mut().filter(|b| b.title.is_empty()) {
        // One that was made after the site's badges were read. Its id says which it is too.
        let answer = badges::get(&client, site, &badge.id).await;
        open.heard(&answer);
        badge.title = answer.map(|b| b.title).unwrap_or_default();
    }
    Ok(MemberHeld::new(held.member, held.badges, held.roles))
}

/// What is kept of what the site sets for its members: it has titles.
async fn settings(open: &Open, site: &SiteId) -> Result<Vec<SettingSet>, ErrorCard> {
    let of = site.clone();
    let kept = open.files.run(move |s| s.cache.site_settings(&of)).await;
    let kept = kept.map_err(ending)?.map_err(|e| store_card(&e))?;
    Ok(kept.into_iter().map(|(set, _)| set).collect())
}

/// Shows a member, unless another one is looked at by now.
async fn tell(open: &Open, site: SiteId, id: MemberId, alone: Alone) {
    let (of, member) = (site.clone(), id.clone());
    let read = open.files.run(move |s| {
        let users = s.cache.user_members(&of)?.0;
        let row = users.into_iter().find(|row| row.member == member);
        let (about, told) = s.cache.about(&of, &member)?;
        let about = told.map(|t| (about.map(|a| a.told()), t.read_at));
        let (held, told) = s.cache.held(&of, &member)?;
        let mut held = held.zip(told.map(|t| t.read_at));
        if let Some((held, _)) = &mut held {
            let kept = s.cache.site_settings(&of)?;
            let sets: Vec<SettingSet> = kept.into_iter().map(|(set, _)| set).collect();
            held.name(&sets);
        }
        let user = row.and_then(|row| row.user);
        Ok((s.cache.member(&of, &member)?, user, about, held))
    });
    let mut sheet = MemberSheet {
        site,
        id,
        member: Err(ErrorCard::new(
            "This member is not kept here any more",
            "Read the members again",
        )),
        user: None,
        at: None,
        about: AboutTold {
            kept: None,
            reading: alone.about.0,
            problem: alone.about.1,
        },
        held: HeldTold {
            kept: None,
            reading: alone.held.0,
            problem: alone.held.1,
        },
    };
    match read.await {
        Ok(Ok((found, user, about, held))) => {
            if let Some((member, at)) = found {
                sheet.member = Ok(member);
                sheet.at = Some(at);
            }
            sheet.user = user;
            sheet.about.kept = about;
            sheet.held.kept = held;
        }
        Ok(Err(error)) => sheet.member = Err(store_card(&error)),
        Err(end) => sheet.member = Err(ending(end)),
    }
    let now = lock(&open.members.one).clone();
    let same = now.is_some_and(|(site, id)| site == sheet.site && id == sheet.id);
    if same && !open.closed.is_cancelled() {
        open.shared.board.member(Some(Arc::new(sheet)));
    }
}
