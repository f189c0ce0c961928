//! Asking sites which of their members their contributors are (site contract 4.9). Many keys may not
//! ask (site contract 8.17): after some refusals in a row no more sites are asked.

use super::{Work, ends};
use crate::access::{AccountId, Member, MemberId, SiteId, UserId, UserMember};
use crate::plan::AccountName;
use crate::store::StoreError;
use crate::wix::members::{self, MEMBERS_PAGE, QueryMembers};
use crate::wix::user_members::{self, USERS_PAGE, Whose};
use crate::wix::{Cursors, ErrorKind, WixError};
use crate::worker::access::{MEMBER_ADDRESS, MEMBER_NAME};
use crate::worker::cards::{store_card, wix_card};
use crate::worker::member_names::name_of;
use crate::worker::open::ending;
use crate::worker::protocol::ErrorCard;
use std::collections::{BTreeMap, BTreeSet};

/// Sites in a row that refuse before it is taken for all of them.
const REFUSALS: usize = 3;

/// Contributors that nobody can name: by site, and the accounts of each owner.
#[derive(Debug, Default)]
struct Nameless {
    sites: Vec<(SiteId, BTreeSet<UserId>)>,
    accounts: BTreeMap<UserId, BTreeSet<AccountId>>,
}

fn nameless(work: &Work<'_>) -> Nameless {
    let access = work.open.access.borrow().clone();
    let access = &access.access;
    let mut all = Nameless::default();
    for (site, contributors) in &access.contributors {
        let named = |a: &AccountId| {
            let name = access.names.get(a);
            name.is_some_and(|n| !n.name.is_empty()) || work.found.contains(a)
        };
        let mut users = BTreeSet::new();
        for one in contributors.values().filter(|c| !named(&c.account)) {
            if let Some(owner) = &one.owner {
                users.insert(owner.clone());
                let of_owner = all.accounts.entry(owner.clone()).or_default();
                of_owner.insert(one.account.clone());
            }
        }
        if !users.is_empty() {
            all.sites.push((site.clone(), users));
        }
    }
    // The site that may tell most comes first; who is known from there is not asked about again.
    all.sites
        .sort_by_key(|(site, users)| (usize::MAX - users.len(), site.clone()));
    all
}

/// Whether Wix said that this site does not tell it, to this key or at all. Anything else, such as an
/// error of Wix's own, ends the looking up: who was found until then is kept.
fn refuses(error: &WixError) -> bool {
    matches!(
        error.kind,
        ErrorKind::Unauthorized
            | ErrorKind::Forbidden { .. }
            | ErrorKind::WrongIdentity { .. }
            | ErrorKind::EmptyForbidden
            | ErrorKind::NotFound
            | ErrorKind::Precondition
            | ErrorKind::Invalid { .. }
    )
}

/// Asks the sites; false if the job was stopped.
pub(super) async fn ask(work: &mut Work<'_>) -> Result<bool, ErrorCard> {
    let all = nameless(work);
    let many = all.sites.len();
    let (mut known, mut refused) = (BTreeSet::new(), 0);
    for (done, (site, users)) in all.sites.iter().enumerate() {
        let step = "Asking sites which members their contributors are";
        work.job.progress(done as u64, Some(many as u64), step);
        let users: Vec<UserId> = users.difference(&known).cloned().collect();
        for part in users.chunks(USERS_PAGE as usize) {
            let rows = match work.until_stopped(of_users(work, site, part)).await {
                None => return Ok(false),
                Some(Ok(rows)) => rows,
                Some(Err(error)) if ends(&error) || !refuses(&error) => {
                    return Err(wix_card(&error));
                }
                Some(Err(error)) => {
                    tracing::info!(%site, %error, "a site does not tell who its contributors are");
                    refused += 1;
                    break;
                }
            };
            refused = 0;
            let ids: Vec<MemberId> = rows.iter().map(|row| row.member.clone()).collect();
            let read = match work.until_stopped(by_id(work, site, ids)).await {
                None => return Ok(false),
                Some(Ok(read)) => read,
                Some(Err(error)) if ends(&error) => return Err(wix_card(&error)),
                // What others see of them is known all the same.
                Some(Err(error)) => {
                    tracing::info!(%site, %error, "members of contributors were not told");
                    Vec::new()
                }
            };
            for (user, name) in told(&rows, &read) {
                let Some(accounts) = all.accounts.get(&user) else {
                    continue;
                };
                keep(work, accounts, &name).await?;
                work.found.extend(accounts.iter().cloned());
                known.insert(user);
            }
        }
        if refused == REFUSALS {
            break;
        }
    }
    Ok(true)
}

async fn of_users(
    work: &Work<'_>,
    site: &SiteId,
    users: &[UserId],
) -> Result<Vec<UserMember>, WixError> {
    let at = Cursors::start(USERS_PAGE);
    let page = user_members::query(work.client, site, Whose::Users(users), at).await?;
    Ok(page.items)
}

async fn by_id(
    work: &Work<'_>,
    site: &SiteId,
    ids: Vec<MemberId>,
) -> Result<Vec<Member>, WixError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = QueryMembers {
        ids,
        limit: MEMBERS_PAGE,
        ..QueryMembers::default()
    };
    Ok(members::query(work.client, site, &query).await?.members)
}

/// The users among them who have a name.
fn told(rows: &[UserMember], read: &[Member]) -> Vec<(UserId, AccountName)> {
    let by_id: BTreeMap<&str, &Member> = read.iter().map(|m| (m.id.as_str(), m)).collect();
    let one = |row: &UserMember| {
        let member = by_id.get(row.member.as_str()).copied();
        Some((row.user.clone()?, name_of(row, member)?))
    };
    rows.iter().filter_map(one).collect()
}

async fn keep(
    work: &Work<'_>,
    accounts: &BTreeSet<AccountId>,
    name: &AccountName,
) -> Result<(), ErrorCard> {
    let rows = |value: &str| -> Vec<(String, String)> {
        let one = |a: &AccountId| (a.as_str().to_owned(), value.to_owned());
        accounts.iter().map(one).collect()
    };
    let (names, addresses) = (rows(&name.name), rows(&name.email));
    let kept = work.open.files.run(move |s| -> Result<(), StoreError> {
        s.ledger.set_local_names(MEMBER_NAME, &names)?;
        s.ledger.set_local_names(MEMBER_ADDRESS, &addresses)
    });
    let kept = kept.await.map_err(ending)?;
    kept.map_err(|e| store_card(&e))
}
