//! Humans: links that the owner confirms, and the table of everybody.

use super::super::cards::store_card;
use super::super::files::blocking;
use super::super::open::{Open, ending};
use super::super::protocol::{ErrorCard, Numbered as _, Tone, freeze_people, freeze_roles};
use super::super::shared::lock;
use crate::access::{Directory, Link, Mark, Team};
use std::sync::Arc;

/// Keeps that two marks are one human, or that they are not.
pub(in crate::worker) async fn link(open: Arc<Open>, a: Mark, b: Mark, same: bool) {
    if let Some(busy) = open.busy.clone() {
        let text = ErrorCard::new(busy, "Link people in the other window");
        return open.tell(Tone::Error, text).await;
    }
    let (at, by) = (open.shared.now(), open.shared.person.clone());
    let kept = open.files.run(move |s| {
        if same {
            s.ledger.set_link(&Link { a, b, at, by })
        } else {
            s.ledger.remove_link(&a, &b)
        }
    });
    match kept.await {
        Ok(Ok(())) => {
            if let Err(error) = open.reload().await {
                open.tell(Tone::Error, error).await;
            }
        }
        Ok(Err(error)) => open.tell(Tone::Error, store_card(&error)).await,
        Err(_) => {}
    }
}

impl Open {
    /// Shows everybody and the roles as they are kept.
    pub(in crate::worker) async fn freeze_people(
        &self,
        team: Arc<Team>,
        directory: Arc<Directory>,
    ) -> Result<(), ErrorCard> {
        let kept = self.access.borrow().clone();
        let owner = {
            let state = lock(&self.state);
            let account = state.account.as_ref();
            account.and_then(|a| Some((a.id.clone(), a.owner.clone()?)))
        };
        let now = self.shared.now();
        let titles = self.role_titles.borrow().clone();
        let before = (
            self.people.table.borrow().clone(),
            self.roles.table.borrow().clone(),
        );
        let (people, roles) = blocking(move || {
            let access = Arc::new(kept.access.clone());
            let people = freeze_people(team, directory, access, owner, kept.links.clone(), now);
            let people = Arc::new(people.after(before.0.as_deref()));
            let roles = freeze_roles(Arc::clone(&people), &titles.0, &titles.1);
            (people, roles.after(before.1.as_deref()))
        })
        .await
        .map_err(ending)?;
        let (people, roles) = (Some(people), Some(Arc::new(roles)));
        self.people.table.send_replace(people.clone());
        self.roles.table.send_replace(roles.clone());
        if self.shows() {
            self.shared.board.people(people);
            self.shared.board.roles(roles);
        }
        Ok(())
    }
}
