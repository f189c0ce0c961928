//! The account, its children, and who may see them (contract A1, A3, A4, A5).

use std::sync::Arc;

use serde_json::json;

use super::{
    State,
    change::Change,
    invites::is_address,
    paging::Page,
    records::{Account, Assignment, Member, Scope, Site, SubjectKind},
    refusal::Refusal,
};
use crate::sandbox::seed::roles::OWNER;

/// The person an account is made for (contract A1).
#[derive(Clone, Debug, Default)]
pub(crate) struct NewUser {
    pub(crate) email: String,
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) picture: Option<String>,
}

impl State {
    /// The account that a call is about: the key's own or, if the switch allows it, one of its children.
    pub(crate) fn reachable(&self, home: &str, id: &str) -> Result<Arc<Account>, Refusal> {
        if uuid::Uuid::try_parse(id).is_err() {
            return Err(Refusal::field("wix-account-id", "FORMAT", "must be a GUID"));
        }
        let denied = || Refusal::Denied("The key has no access to this account".to_owned());
        let account = self
            .truth
            .accounts
            .get(&id.to_ascii_lowercase())
            .cloned()
            .ok_or_else(denied)?;
        let child = self.switches.child_by_parent_key && account.parent.as_deref() == Some(home);
        if account.id != home && !child {
            return Err(denied());
        }
        Ok(account)
    }

    /// The site that a call with a key of this account is about: one of its own or, if the switch allows it, of one
    /// of its children (contract 1, site contract 3.2).
    pub(crate) fn reachable_site(&self, home: &str, id: &str) -> Option<&Arc<Site>> {
        let site = self.truth.sites.get(id)?;
        let child = || {
            let owner = self.truth.accounts.get(&site.account);
            self.switches.child_sites_by_parent_key
                && owner.is_some_and(|owner| owner.parent.as_deref() == Some(home))
        };
        (site.account == home || child()).then_some(site)
    }

    /// The account with this id as it is, whoever asks.
    pub(crate) fn true_account(&self, id: &str) -> Result<Arc<Account>, Refusal> {
        let found = self.truth.accounts.get(id).cloned();
        found.ok_or_else(|| Refusal::missing("Account", id))
    }

    /// A3: an account that the caller's account is or is the parent of.
    pub(crate) fn account(&self, caller: &str, id: &str) -> Result<Arc<Account>, Refusal> {
        if uuid::Uuid::try_parse(id).is_err() {
            return Err(Refusal::field("accountId", "FORMAT", "must be a GUID"));
        }
        match self.shown().accounts.get(&id.to_ascii_lowercase()) {
            Some(found) if found.id == caller || found.parent.as_deref() == Some(caller) => {
                Ok(found.clone())
            }
            Some(_) => Err(Refusal::Denied(
                "The key has no access to this account".to_owned(),
            )),
            None if self.world.is_foreign(id) || self.contributes_somewhere(id) => Err(
                Refusal::Denied("The key has no access to this account".to_owned()),
            ),
            None => Err(Refusal::missing("Account", id)),
        }
    }

    /// A4: the children of an account and how many there are in all.
    ///
    /// # Errors
    /// Without the contract that the Accounts API asks for.
    pub(crate) fn children(
        &self,
        parent: &str,
        page: Page,
    ) -> Result<(Vec<Arc<Account>>, usize), Refusal> {
        self.has_contract()?;
        let mut children: Vec<_> = self
            .shown()
            .accounts
            .values()
            .filter(|account| account.parent.as_deref() == Some(parent))
            .cloned()
            .collect();
        children.sort_by_key(|account| account.seq);
        let total = children.len();
        Ok((page.cut(children), total))
    }

    fn has_contract(&self) -> Result<(), Refusal> {
        if self.switches.contract {
            return Ok(());
        }
        Err(Refusal::Denied(
            "The account has no contract for this API".to_owned(),
        ))
    }

    /// A1: a child account with a new user as its owner. Returns the account's id.
    pub(crate) fn create_account(
        &mut self,
        parent: &str,
        user: &NewUser,
    ) -> Result<String, Refusal> {
        self.has_contract()?;
        if user.email.is_empty() {
            return Err(Refusal::required("user.email.emailAddress"));
        }
        if !is_address(&user.email) {
            return Err(Refusal::field(
                "user.email.emailAddress",
                "FORMAT",
                "must be an email address",
            ));
        }
        let mut owners = self
            .truth
            .accounts
            .values()
            .filter_map(|account| self.truth.member(&account.id, &account.owner));
        if owners.any(|owner| owner.email.eq_ignore_ascii_case(&user.email)) {
            let data = json!({ "emailAddress": user.email });
            return Err(Refusal::Exists(
                "A user with this address owns an account already".to_owned(),
                data,
            ));
        }
        let (now, seq) = (self.now(), self.new_seq());
        let (id, owner) = (self.new_guid("account"), self.new_guid("user"));
        let local = user.email.split('@').next().unwrap_or_default();
        let name = format!("{} {}", user.first, user.last).trim().to_owned();
        let account = Account {
            seq,
            id: id.clone(),
            slug: local.replace(|c: char| !c.is_ascii_alphanumeric(), "-"),
            name: if name.is_empty() {
                local.to_owned()
            } else {
                name
            },
            owner: owner.clone(),
            parent: Some(parent.to_owned()),
            website: String::new(),
            created: now,
            updated: now,
        };
        let member = Member {
            seq,
            account: id.clone(),
            id: owner.clone(),
            email: user.email.clone(),
            first: user.first.clone(),
            last: user.last.clone(),
            image: user.picture.clone(),
            joined: Some(now),
            assignments: vec![Assignment {
                id: self.new_number_id("assignment"),
                role: OWNER.to_owned(),
                scope: Scope::Account,
                subject: owner.clone(),
                subject_kind: SubjectKind::User,
            }],
        };
        let changes = vec![
            Change::Account(account),
            Change::Member {
                account: id.clone(),
                id: owner,
                now: Some(member),
            },
        ];
        self.commit(changes, 0)?;
        Ok(id)
    }
}
