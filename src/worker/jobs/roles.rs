//! Titles of roles in another language (contract U2: the locale is asked for with the list).

use super::super::cards::{store_card, wix_card};
use super::super::open::{LOCALE, Open, ending};
use super::super::protocol::{ErrorCard, JobKind, Tone};
use crate::access::Role;
use crate::store::{End, Set};
use crate::wix::roles;
use std::sync::Arc;

/// Shows roles in this language. What is kept is shown at once; without it, it is read.
pub(in crate::worker) async fn read_in(open: Arc<Open>, locale: String) {
    let found = find(&open, &locale).await;
    let shown = match found {
        Ok(roles) => {
            open.role_titles.send_replace((locale, Arc::new(roles)));
            open.show_people().await
        }
        Err(error) => Err(error),
    };
    if let Err(error) = shown {
        open.tell(Tone::Error, error).await;
    }
}

async fn find(open: &Open, locale: &str) -> Result<Vec<Role>, ErrorCard> {
    let kept = locale.to_owned();
    let kept = open.files.run(move |s| s.cache.roles(&kept)).await;
    let (kept, meta) = kept.map_err(ending)?.map_err(|e| store_card(&e))?;
    // The language of the program is read with the account; others once, until they are asked for
    // after the account was read again.
    let newest = open
        .table
        .borrow()
        .as_ref()
        .and_then(|t| t.info.as_ref()?.read_at);
    let fresh = meta.is_some_and(|m| newest.is_none_or(|at| m.read_at >= at));
    if locale == LOCALE || fresh || (!kept.is_empty() && open.client().is_err()) {
        return Ok(kept);
    }
    let client = open.client()?.urgent();
    let Some(job) = open.shared.start(JobKind::LookUp, "Reading roles") else {
        return Err(ErrorCard::new(
            "Something else is being looked up",
            "Try again when it is done",
        ));
    };
    let account = open.account();
    let answer = tokio::select! {
        () = job.token().cancelled() => {
            job.cancelled("Stopped");
            return Err(ErrorCard::new("Stopped", ""));
        }
        answer = roles::list(&client, &account, locale, roles::RoleLevel::All) => answer,
    };
    open.heard(&answer);
    let list = match answer {
        Ok(list) => list,
        Err(error) => {
            let card = wix_card(&error);
            job.failed(card.clone());
            return Err(card);
        }
    };
    let (at, name) = (open.shared.now(), locale.to_owned());
    let all: Box<[Role]> = list.roles.clone().into();
    let kept = open.files.run(move |s| {
        let end = End {
            at,
            complete: true,
            note: None,
        };
        s.cache.replace(Set::roles(&name), &*all, &end)
    });
    if open.busy.is_none() {
        kept.await.map_err(ending)?.map_err(|e| store_card(&e))?;
    }
    job.done(format!("{} roles were read", list.roles.len()));
    Ok(list.roles)
}

impl Open {
    /// Shows everybody and the roles again.
    async fn show_people(&self) -> Result<(), ErrorCard> {
        let Some(table) = self.team() else {
            return Ok(());
        };
        let (team, directory) = (Arc::clone(&table.team), Arc::clone(&table.directory));
        self.freeze_people(team, directory).await
    }
}
