//! Accounts (contract A1, A3, A4, A5).

use super::paging::{Offsets, Page};
use super::wire::account as wire;
use super::{BuildError, Client, Level, Unread, WixError, Write, WriteRequest, part};
use crate::access::{Account, AccountId, ChildAccount};
use serde_json::{Value, json};

/// Most child accounts in one page (contract A4).
pub const CHILDREN_PAGE: u32 = 50;

/// The account that the key belongs to (contract A5). Not documented, used by Wix's own command
/// line: a failure does not mean that the key is bad, unless it says so; let people type the
/// account's id then.
///
/// # Errors
/// [`WixError`]; an invalid key shows as `InvalidKey`, a deleted account as `NotFound` with code
/// 48886.
pub async fn my_account(client: &Client) -> Result<Account, WixError> {
    let path = "/accounts/v1/accounts/my_account";
    client
        .get(path, Vec::new(), Level::None, |body| {
            wire::account(body, None)
        })
        .await
}

/// One account, asked for on its own behalf (contract A3). For a child account with its parent's
/// key see [`get_as`].
///
/// # Errors
/// [`WixError`].
pub async fn get(client: &Client, account: &AccountId) -> Result<Account, WixError> {
    get_as(client, account, account).await
}

/// One account, asked for on behalf of another: a child account on behalf of its parent. How a
/// parent's key has to ask is not documented (contract 1, "Parent/child").
///
/// # Errors
/// [`WixError`].
pub async fn get_as(
    client: &Client,
    asker: &AccountId,
    account: &AccountId,
) -> Result<Account, WixError> {
    let start = "/accounts/v1/accounts/";
    let path = part("GET", start, account.as_str(), "")?;
    client
        .get(&path, Vec::new(), Level::Account(asker.clone()), |body| {
            wire::account(body, Some(account))
        })
        .await
}

/// One page of the child accounts (contract A4): often nothing but ids. Begin with
/// `Offsets::start(CHILDREN_PAGE)`.
///
/// # Errors
/// [`WixError`].
pub async fn children(
    client: &Client,
    account: &AccountId,
    at: Offsets,
) -> Result<Page<ChildAccount, Offsets>, WixError> {
    let query = vec![
        ("paging.limit", at.limit().to_string()),
        ("paging.offset", at.offset().to_string()),
    ];
    let path = "/accounts/v1/account/child-accounts";
    let level = Level::Account(account.clone());
    let (items, unread, rows, meta) = client.get(path, query, level, wire::children).await?;
    let first = items.first().map(|c| c.id.as_str().to_owned());
    let told = (rows, meta.total, meta.has_next);
    Ok(Page::after(at, items, unread, first.as_deref(), told))
}

/// Makes a child account with a new Wix user in it (contract A1; contract partners only).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateAccount {
    parent: AccountId,
    user: Value,
}

impl CreateAccount {
    /// A new account below `parent`. Names and language (two letters) may be empty.
    ///
    /// # Errors
    /// [`BuildError`] without a parent or an address.
    pub fn new(
        parent: AccountId,
        email: &str,
        first_name: &str,
        last_name: &str,
        language: &str,
    ) -> Result<Self, BuildError> {
        if parent.is_empty() {
            return Err(BuildError::Missing("the account id"));
        }
        let email = email.trim();
        if email.is_empty() {
            return Err(BuildError::Missing("the address"));
        }
        let mut user = json!({ "email": { "emailAddress": email } });
        let details = wire::texts(&[
            ("firstName", first_name.trim()),
            ("lastName", last_name.trim()),
            ("language", language.trim()),
        ]);
        if !details.is_empty() {
            user["userDetails"] = Value::Object(details);
        }
        Ok(Self { parent, user })
    }
}

impl Write for CreateAccount {
    type Answer = AccountId;

    fn request(&self) -> WriteRequest {
        WriteRequest::new(
            "POST",
            "/accounts/v1/accounts/create",
            Level::Account(self.parent.clone()),
            &json!({ "user": self.user }),
        )
    }

    fn read(&self, body: &[u8]) -> Result<AccountId, Unread> {
        wire::created(body)
    }
}
