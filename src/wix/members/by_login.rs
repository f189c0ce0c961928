//! Who has these login addresses? The question before every creation (site contract 8.8).

use super::query::{QueryMembers, among};
use crate::access::{Member, SiteId, fold_email};
use crate::wix::error::{ErrorKind, WixError};
use crate::wix::paging::{Came, Offsets};
use crate::wix::wire::members as wire;
use crate::wix::{Client, Level};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Most addresses in one question: as many as one page can answer.
pub const LOGINS_PER_CALL: usize = 100;

const PATH: &str = "/members/v1/members/query";

/// Ways to ask for several addresses, the best one first. Which operators a site's server takes is
/// told in several ways (site contract 1.3), so a way that is refused leads to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    List,
    Or,
    OneByOne,
}

impl Way {
    fn next(self) -> Option<Self> {
        match self {
            Self::List => Some(Self::Or),
            Self::Or => Some(Self::OneByOne),
            Self::OneByOne => None,
        }
    }

    /// How many words one question of this way holds.
    fn most(self) -> usize {
        match self {
            Self::List | Self::Or => LOGINS_PER_CALL,
            Self::OneByOne => 1,
        }
    }

    fn filter(self, words: &[&str]) -> Value {
        let or = || {
            let each: Vec<Value> = words.iter().map(|w| json!({ "loginEmail": w })).collect();
            json!({ "$or": each })
        };
        match self {
            Self::Or if words.len() > 1 => or(),
            _ => among("loginEmail", words).unwrap_or_default(),
        }
    }
}

/// The members with these login addresses, by folded address ([`fold_email`]). Every address that
/// was asked for has an entry: an empty one means that Wix answered and nobody has it. Blank
/// addresses are left out.
///
/// Each address is asked as it was written and, where that differs, in its folded form, since it
/// is not published whether Wix compares addresses by case. Answers are compared folded.
///
/// # Errors
/// [`WixError`] if anything about any address is not certain: a call failed, a row could not be
/// read, a list came incomplete, or Wix answered about addresses that nobody asked for. What
/// cannot be read is never taken for "nobody".
pub async fn by_login(
    client: &Client,
    site: &SiteId,
    addresses: &[String],
) -> Result<BTreeMap<String, Vec<Member>>, WixError> {
    let mut asked: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for address in addresses.iter().map(|a| a.trim()).filter(|a| !a.is_empty()) {
        asked
            .entry(fold_email(address))
            .or_default()
            .insert(address);
    }
    let mut found: BTreeMap<String, Vec<Member>> =
        asked.keys().map(|a| (a.clone(), Vec::new())).collect();
    let mut words: Vec<&str> = Vec::new();
    for (folded, written) in &asked {
        words.push(folded);
        words.extend(written.iter().filter(|w| *w != folded));
    }
    let mut way = Way::List;
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(way.most().min(rest.len()));
        match ask(client, site, way, now).await {
            Ok(members) => {
                for member in members {
                    add(&mut found, member);
                }
                rest = later;
            }
            Err(Trouble::Filter(error)) => match way.next() {
                Some(next) if now.len() > 1 => way = next,
                _ => return Err(error),
            },
            Err(Trouble::Final(error)) => return Err(error),
        }
    }
    Ok(found)
}

/// A member can answer two forms of one address; it is the same member.
fn add(found: &mut BTreeMap<String, Vec<Member>>, member: Member) {
    if let Some(list) = found.get_mut(&fold_email(&member.login_email))
        && list.iter().all(|known| known.id != member.id)
    {
        list.push(member);
    }
}

/// Why a question has no answer.
enum Trouble {
    /// The filter was refused or not honoured: another way of asking may help.
    Filter(WixError),
    /// No other way would tell more.
    Final(WixError),
}

impl From<WixError> for Trouble {
    fn from(error: WixError) -> Self {
        match error.kind {
            ErrorKind::Invalid { .. } => Self::Filter(error),
            _ => Self::Final(error),
        }
    }
}

/// One question with all its pages. Only members with one of the words as their address come back.
async fn ask(
    client: &Client,
    site: &SiteId,
    way: Way,
    words: &[&str],
) -> Result<Vec<Member>, Trouble> {
    let wanted: BTreeSet<String> = words.iter().map(|w| fold_email(w)).collect();
    let mut members = Vec::new();
    let mut at = Offsets::start(super::MEMBERS_PAGE);
    loop {
        let body = QueryMembers {
            limit: at.limit(),
            offset: at.offset(),
            ..QueryMembers::default()
        }
        .with_filter(&way.filter(words));
        let level = Level::Site(site.clone());
        let answer = client.query(PATH, &body, level, wire::page).await?;
        if let Some(row) = answer.unread.first() {
            return Err(Trouble::Final(doubt(&row.path, &row.reason)));
        }
        for member in &answer.members {
            if member.login_email.trim().is_empty() {
                let reason = "a member came without its address";
                return Err(Trouble::Final(doubt("members", reason)));
            }
            if !wanted.contains(&fold_email(&member.login_email)) {
                let reason = "Wix answered about an address that was not asked for";
                return Err(Trouble::Filter(doubt("members", reason)));
            }
        }
        let first = answer.members.first().map(|m| m.id.as_str().to_owned());
        members.extend(answer.members);
        let (next, trouble) = at.after(&Came {
            rows: answer.rows,
            first: first.as_deref(),
            total: answer.total,
            has_next: answer.has_next,
        });
        if let Some(trouble) = trouble {
            let reason = trouble.to_string();
            return Err(Trouble::Final(doubt("members", &reason)));
        }
        match next {
            Some(next) => at = next,
            None => return Ok(members),
        }
    }
}

/// An answer from which nothing follows.
fn doubt(path: &str, reason: &str) -> WixError {
    let kind = ErrorKind::Unreadable {
        path: path.to_owned(),
    };
    WixError::new(kind, "POST", PATH).with_detail(reason)
}
