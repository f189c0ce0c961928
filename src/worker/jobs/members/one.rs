//! One member with everything that is known of it, and the text that it tells about itself.

use super::super::super::cards::{store_card, wix_card};
use super::super::super::open::{Open, ending};
use super::super::super::protocol::{AboutTold, ErrorCard, MemberSheet, Trouble};
use super::super::super::shared::lock;
use crate::access::{MemberAbout, MemberId, SiteId};
use crate::store::{End, Set};
use crate::wix::{Cursors, ErrorKind, abouts};
use std::sync::Arc;

/// Shows one member with everything that is known of it.
pub(in crate::worker) async fn show(open: Arc<Open>, site: SiteId, id: MemberId) {
    *lock(&open.members.one) = Some((site.clone(), id.clone()));
    tell(&open, site, id, false, None).await;
}

/// Shows the member that is looked at again: a run may have changed it.
pub(in crate::worker) async fn show_one_again(open: &Open) {
    let now = lock(&open.members.one).clone();
    if let Some((site, id)) = now {
        tell(open, site, id, false, None).await;
    }
}

/// Reads what a member tells about itself (site contract 4.7), keeps it and shows it. Wix lets apps
/// read it; a key may be refused, which is said and changes nothing that was known.
pub(in crate::worker) async fn read_about(open: Arc<Open>, site: SiteId, id: MemberId) {
    tell(&open, site.clone(), id.clone(), true, None).await;
    let problem = match read(&open, &site, &id).await {
        Ok(about) => {
            let (of, member, at) = (site.clone(), id.clone(), open.shared.now());
            let kept = open.files.run(move |s| {
                let set = Set::about(&of, &member);
                s.cache.replace(set, about.as_slice(), &End::complete(at))
            });
            match kept.await {
                Ok(Ok(_)) => None,
                Ok(Err(error)) => Some(store_card(&error)),
                Err(end) => Some(ending(end)),
            }
        }
        Err(error) => Some(error),
    };
    tell(&open, site, id, false, problem).await;
}

async fn read(open: &Open, site: &SiteId, id: &MemberId) -> Result<Option<MemberAbout>, ErrorCard> {
    if let Some(busy) = &open.busy {
        let remedy = "Read it in the other window";
        return Err(ErrorCard::new(busy.clone(), remedy).of(Trouble::Busy));
    }
    let client = open.client()?.urgent();
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

/// Shows a member, unless another one is looked at by now.
async fn tell(open: &Open, site: SiteId, id: MemberId, reading: bool, problem: Option<ErrorCard>) {
    let (of, member) = (site.clone(), id.clone());
    let read = open.files.run(move |s| {
        let users = s.cache.user_members(&of)?.0;
        let row = users.into_iter().find(|row| row.member == member);
        let (about, told) = s.cache.about(&of, &member)?;
        let kept = told.map(|t| (about.map(|a| a.told()), t.read_at));
        let user = row.and_then(|row| row.user);
        Ok((s.cache.member(&of, &member)?, user, kept))
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
            problem,
            reading,
        },
    };
    match read.await {
        Ok(Ok((found, user, kept))) => {
            if let Some((member, at)) = found {
                sheet.member = Ok(member);
                sheet.at = Some(at);
            }
            sheet.user = user;
            sheet.about.kept = kept;
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
