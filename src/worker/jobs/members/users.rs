//! Which members are Wix users, read beside the members: it tells whose members the owner's and the
//! contributors' are. Many keys may not ask (site contract 8.17); then their addresses have to do.

use super::super::super::cards::wix_card;
use super::read::{Reader, Stop};
use crate::access::{UserId, UserMember};
use crate::store::{End, Set};
use crate::wix::user_members::{self, Whose};
use crate::wix::{Cursors, WixError};
use std::collections::{BTreeMap, BTreeSet};

/// Pages that are read at most. Owner and contributors were made first and come first; a site with
/// more users than these has them by its own doing.
const MOST_PAGES: usize = 20;

impl Reader<'_> {
    /// Reads the users behind the members and keeps them. A refusal is kept too, and is no reason
    /// for the reading to fail.
    pub(super) async fn users(&mut self) -> Result<(), Stop> {
        let step = format!("Reading who of {} is a Wix user", self.name);
        self.job.progress(0, None, step);
        let mut all: Vec<UserMember> = Vec::new();
        let mut note = None;
        let mut next = Some(Cursors::start(user_members::USERS_PAGE));
        for _ in 0..MOST_PAGES {
            let Some(at) = next.take() else { break };
            let call = user_members::query(&self.client, &self.site, Whose::All, at);
            let answer = tokio::select! {
                () = self.job.token().cancelled() => return Err(Stop::Cancelled),
                () = self.open.closed.cancelled() => return Err(Stop::Cancelled),
                answer = call => answer,
            };
            match answer {
                Ok(page) => {
                    if let Some(row) = page.unread.first() {
                        note = Some(format!("{} ({})", row.reason, row.path));
                    }
                    if let Some(why) = page.trouble {
                        note = Some(why.to_string());
                    }
                    all.extend(page.items);
                    next = page.next;
                }
                Err(error) => note = Some(refused(&error)),
            }
        }
        if next.is_some() {
            note = Some("there are more of them than are read".to_owned());
        }
        if let Some(why) = &note {
            tracing::info!(site = %self.site, why, "users behind members are not all known");
        }
        let (site, at) = (self.site.clone(), self.open.shared.now());
        let tells = self.tells_names(&all);
        self.disk(move |s| {
            let end = match note {
                Some(why) => End::cut_off(at, why),
                None => End::complete(at),
            };
            s.cache
                .replace(Set::user_members(&site), all.as_slice(), &end)
        })
        .await?;
        if tells {
            self.open.reload().await.map_err(Stop::Disk)?;
        }
        Ok(())
    }

    /// Whether one of these is the owner of a contributor that has no name yet.
    fn tells_names(&self, all: &[UserMember]) -> bool {
        let access = self.open.access.borrow().clone();
        let users: BTreeSet<&UserId> = all.iter().filter_map(|row| row.user.as_ref()).collect();
        let contributors = access.access.contributors.values();
        let nameless = contributors
            .flat_map(BTreeMap::values)
            .filter(|c| !access.access.names.contains_key(&c.account));
        let mut owners = nameless.filter_map(|c| c.owner.as_ref());
        owners.any(|owner| users.contains(owner))
    }
}

/// Why Wix did not tell, as the end of a sentence.
fn refused(error: &WixError) -> String {
    wix_card(error).sentence
}
