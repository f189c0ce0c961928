//! Site invites that nobody tells: ids that somebody adds, and guesses of who accepted one.

use super::super::access::invite_of;
use super::super::cards::store_card;
use super::super::files::blocking;
use super::super::open::Open;
use super::super::protocol::{ErrorCard, NewInviteIds, Tone, Trouble};
use crate::access::{
    AccountId, Contributor, Directory, InviteId, InviteIds, Probably, Readings, SiteId,
    probably_accepted,
};
use crate::store::{ProfileStore, SiteInviteRow, StoreError};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

/// Longest file of ids, in bytes.
const LONGEST: u64 = 4 << 20;
/// Lines of a file that are named when they cannot be used.
const NAMED: usize = 20;

/// Keeps invites of which only the ids are known, and tells how it went.
pub(in crate::worker) async fn add(open: Arc<Open>, ids: NewInviteIds) {
    if let Some(busy) = open.busy.clone() {
        let text = ErrorCard::new(busy, "Add them in the other window");
        return open.tell(Tone::Error, text.of(Trouble::Busy)).await;
    }
    let rows = match read(&open, ids).await {
        Ok(rows) => rows,
        Err(error) => return open.tell(Tone::Error, error).await,
    };
    let (all, at) = (rows.len(), open.shared.now());
    let kept = open.files.run(move |s| keep(s, &rows, at)).await;
    match kept {
        Ok(Ok(added)) => {
            if let Err(error) = open.reload().await {
                open.tell(Tone::Error, error).await;
            }
            let known = match all - added {
                0 => String::new(),
                n => format!(", {n} known before"),
            };
            let noun = if added == 1 { "invite" } else { "invites" };
            let text = ErrorCard::new(
                format!("{added} site {noun} added{known}"),
                "Wix tells about one when it is sent again",
            );
            open.tell(Tone::Success, text).await;
        }
        Ok(Err(error)) => open.tell(Tone::Error, store_card(&error)).await,
        Err(_) => {}
    }
}

async fn read(open: &Open, ids: NewInviteIds) -> Result<Vec<(SiteId, InviteId)>, ErrorCard> {
    let (path, site) = match ids {
        NewInviteIds::Rows(rows) => return Ok(rows),
        NewInviteIds::File { path, site } => (path, site),
    };
    let table = open.table.borrow().clone();
    let directory = table.map(|t| Arc::clone(&t.directory)).unwrap_or_default();
    let place = path.display().to_string();
    let read = blocking(move || {
        let text = text_of(&path)?;
        let known = |id: &SiteId| directory.site(id).is_some();
        Ok::<_, io::Error>(InviteIds::of(&text, site.as_ref(), known))
    })
    .await
    .map_err(super::super::open::ending)?;
    let bad = |sentence: String, remedy: &str| {
        Err(ErrorCard::new(sentence, remedy).of(Trouble::BadInput))
    };
    match read {
        Err(error) => bad(
            format!("{place} cannot be read: {}", super::unread::why(&error)),
            "Choose a text file of at most 4 MB",
        ),
        Ok(ids) if !ids.bad.is_empty() => {
            let lines: Vec<String> = ids
                .bad
                .iter()
                .take(NAMED)
                .map(ToString::to_string)
                .collect();
            let noun = if ids.bad.len() == 1 { "line" } else { "lines" };
            let sentence = format!(
                "{place} has {} {noun} that cannot be used; nothing was added. {}",
                ids.bad.len(),
                lines.first().cloned().unwrap_or_default()
            );
            Err(ErrorCard {
                details: lines.join("\n"),
                ..ErrorCard::new(sentence, "Correct the file and add it again")
            }
            .of(Trouble::BadInput))
        }
        Ok(ids) if ids.found.is_empty() => bad(
            format!("{place} names no invite"),
            "Write a row “site id, invite id” for each",
        ),
        Ok(ids) => Ok(ids.found),
    }
}

fn text_of(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)?
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return Err(io::Error::other("it is longer than 4 MB"));
    }
    String::from_utf8(bytes).map_err(|e| io::Error::other(format!("it is no text in UTF-8 ({e})")))
}

/// Keeps what is not known yet; tells how many that were.
fn keep(
    store: &mut ProfileStore,
    rows: &[(SiteId, InviteId)],
    at: Timestamp,
) -> Result<usize, StoreError> {
    let known: BTreeSet<(SiteId, InviteId)> = store
        .ledger
        .site_invites(None)?
        .into_iter()
        .map(|row| (row.site, row.invite))
        .collect();
    let mut added = 0;
    for row in rows.iter().filter(|row| !known.contains(row)) {
        store.ledger.put_site_invite(&SiteInviteRow {
            site: row.0.clone(),
            invite: row.1.clone(),
            email: String::new(),
            body: "{}".to_owned(),
            at,
        })?;
        added += 1;
    }
    Ok(added)
}

/// An invite that was probably accepted.
pub(super) struct Guess {
    site: SiteId,
    invite: InviteId,
    probably: Probably,
}

/// Which invites of a site were probably accepted since its reading before, by the contributors of
/// now. Without a whole reading before, everybody would look new, so nothing is guessed.
pub(super) fn guess(open: &Open, site: &SiteId, now: &[Contributor], at: Timestamp) -> Vec<Guess> {
    let kept = open.access.borrow().clone();
    let reading = kept
        .readings
        .get(site)
        .and_then(|r| r.contributors.as_ref());
    let (Some(reading), Some(before)) = (reading, kept.access.contributors.get(site)) else {
        return Vec::new();
    };
    if !reading.complete {
        return Vec::new();
    }
    let table = open.table.borrow().clone();
    let directory = table.as_ref().map(|t| Arc::clone(&t.directory));
    let now: BTreeMap<AccountId, Contributor> =
        now.iter().map(|c| (c.account.clone(), c.clone())).collect();
    let mut emails: BTreeMap<AccountId, String> = kept
        .access
        .names
        .iter()
        .map(|(account, name)| (account.clone(), name.email.clone()))
        .collect();
    // Who is new has no name among the kept ones yet; the team may know the user.
    for one in now.values() {
        let user = one.owner.as_ref().zip(table.as_ref());
        let member = user.and_then(|(user, table)| table.team.member(user));
        if let Some(member) = member.filter(|m| !m.email.is_empty()) {
            emails.insert(one.account.clone(), member.email.clone());
        }
    }
    let owner = |d: &Directory| d.site(site).and_then(|s| s.owner.clone());
    let owner = directory.as_deref().and_then(owner);
    let seen = Readings {
        before,
        before_at: reading.read_at,
        now: &now,
        now_at: at,
        owner: owner.as_ref(),
        emails: &emails,
    };
    let invites = kept.access.invites.get(site).into_iter().flatten();
    let found = probably_accepted(seen, invites.map(AsRef::as_ref));
    let guess = |(invite, account)| Guess {
        site: site.clone(),
        invite,
        probably: Probably { account, at },
    };
    found.into_iter().map(guess).collect()
}

/// Keeps guesses. When an invite was last told stays as it is: nobody told this.
pub(super) fn keep_guesses(
    store: &mut ProfileStore,
    guesses: Vec<Guess>,
) -> Result<(), StoreError> {
    for guess in guesses {
        let known = store.ledger.site_invites(Some(&guess.site))?;
        let Some(row) = known.into_iter().find(|row| row.invite == guess.invite) else {
            continue;
        };
        let mut invite = invite_of(&row);
        invite.probably = Some(guess.probably);
        if let Ok(body) = serde_json::to_string(&invite) {
            store
                .ledger
                .put_site_invite(&SiteInviteRow { body, ..row })?;
        }
    }
    Ok(())
}
