//! Members of sites (site contract 1): who they are, finding them, making and deleting them.
//!
//! The members of the seed are computed; only what was changed is stored, in a [`Roll`] per site.

pub(crate) mod change;
pub(crate) mod create;
pub(crate) mod find;
pub(crate) mod order;
pub(crate) mod outside;
pub(crate) mod query;
pub(crate) mod record;
pub(crate) mod remove;
pub(crate) mod standing;
pub(crate) mod users;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use self::record::SiteMember;

/// The first number that is not one of the seed (see `State::new_seq`).
pub(crate) const FIRST_NEW: u64 = 1_000_000_000;

/// What was changed among the members of one site.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roll {
    /// Created and changed members by number.
    kept: BTreeMap<u64, Arc<SiteMember>>,
    /// Deleted members of the seed.
    gone: BTreeSet<u64>,
    /// Created and changed members by folded login address.
    by_login: BTreeMap<String, u64>,
    /// Created members by id.
    by_id: BTreeMap<String, u64>,
    /// Created members by the id of their contact.
    by_contact: BTreeMap<String, u64>,
    /// Created and changed members by the end of their page's address.
    by_slug: BTreeMap<String, u64>,
}

impl Roll {
    /// Makes one member what the change says; `None` means deleted.
    pub(crate) fn apply(&mut self, seq: u64, now: Option<Arc<SiteMember>>) {
        if let Some(old) = self.kept.remove(&seq) {
            self.by_login.remove(&fold(&old.login));
            self.by_slug.remove(&old.slug);
            if now.is_none() {
                self.by_id.remove(&old.id);
                self.by_contact.remove(&old.contact);
            }
        }
        let Some(member) = now else {
            if seq < FIRST_NEW {
                self.gone.insert(seq);
            }
            return;
        };
        self.by_login.insert(fold(&member.login), seq);
        self.by_slug.insert(member.slug.clone(), seq);
        if seq >= FIRST_NEW {
            self.by_id.insert(member.id.clone(), seq);
            self.by_contact.insert(member.contact.clone(), seq);
        }
        self.kept.insert(seq, member);
    }
}

/// Login addresses are compared without regard to case.
pub(crate) fn fold(address: &str) -> String {
    address.trim().to_lowercase()
}
