//! Accounts (contract A1, A3, A4, A5).

use super::fields::Fields;
use super::{Metadata, answer};
use crate::access::{Account, AccountId, AccountStatus, ChildAccount, Extra};
use crate::wix::paging::UnreadRow;
use crate::wix::write::Unread;
use serde_json::{Map, Value};

/// Reads `{"account": {…}}`. `asked` stands in for a missing id.
pub(in crate::wix) fn account(body: &[u8], asked: Option<&AccountId>) -> Result<Account, Unread> {
    let mut answer = answer(body, &["account"])?;
    let missing = |path: &str| Unread {
        path: path.to_owned(),
        reason: "it is missing".to_owned(),
    };
    let mut f = answer.object("account").ok_or_else(|| missing("account"))?;
    let id = f
        .id("accountId")
        .map(AccountId::from)
        .or_else(|| asked.cloned())
        .ok_or_else(|| missing("account.accountId"))?;
    let mut properties = f.object("accountProperties").unwrap_or_default();
    let account = Account {
        id,
        slug: f.string("slug"),
        name: f.string("accountName"),
        status: f.text("status").map_or(AccountStatus::Unknown, status),
        owner: f.id("accountOwner").map(Into::into),
        is_team: properties.flag("isTeam"),
        parent: properties.id("parentAccountId").map(Into::into),
        website: properties.text("websiteUrl"),
        co_branding: properties.text("coBranding"),
        created_at: f.time("dateCreated"),
        updated_at: f.time("dateUpdated"),
        extra: Extra::new(),
    };
    f.put_back("accountProperties", properties.into_value());
    Ok(Account {
        extra: f.rest(),
        ..account
    })
}

fn status(word: String) -> AccountStatus {
    match word.to_ascii_uppercase().as_str() {
        "ACTIVE" => AccountStatus::Active,
        "BLOCKED" => AccountStatus::Blocked,
        "DELETED" => AccountStatus::Deleted,
        "UNKNOWN" => AccountStatus::Unknown,
        _ => AccountStatus::Other(word),
    }
}

/// Reads a page of child accounts: rows, unreadable rows, number of rows, paging.
pub(in crate::wix) fn children(
    body: &[u8],
) -> Result<(Vec<ChildAccount>, Vec<UnreadRow>, usize, Metadata), Unread> {
    let mut answer = answer(body, &["childAccounts", "pagingMetadata"])?;
    let list = answer.main_list("childAccounts")?;
    let count = list.len();
    let (rows, unread) = super::rows("childAccounts", list, child);
    let metadata = Metadata::take(&mut answer, "pagingMetadata");
    Ok((rows, unread, count, metadata))
}

fn child(value: Value) -> Result<ChildAccount, String> {
    let mut f = Fields::row(value)?;
    let id = f
        .id("accountId")
        .or_else(|| f.id("id"))
        .ok_or("it has no id")?;
    Ok(ChildAccount {
        id: AccountId::from(id),
        extra: f.rest(),
    })
}

/// Reads the answer to Create Account: the new account's id.
pub(in crate::wix) fn created(body: &[u8]) -> Result<AccountId, Unread> {
    Ok(account(body, None)?.id)
}

/// An object of the texts that are not empty.
pub(in crate::wix) fn texts(pairs: &[(&str, &str)]) -> Map<String, Value> {
    pairs
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| ((*name).to_owned(), Value::from(*text)))
        .collect()
}
