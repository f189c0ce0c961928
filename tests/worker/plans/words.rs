//! Words of the tables, understood: people, roles, places, addresses.

use super::case::{WishWords, Words};
use crate::support::Wix;
use gatehouse::access::{
    ACCOUNT_ADMIN, FolderId, InviteStatus, NewAssignment, NewMember, OWNER, Reach, RoleId,
    SITE_ADMIN, SiteId, UserId,
};
use gatehouse::plan::{Invitee, Selection, Wish};
use gatehouse::worker::protocol::{RowKind, TeamTable};
use serde_json::Value;
use std::sync::Arc;

/// A role that Wix's documentation uses without naming it.
const EXAMPLE: &str = "6600344420111308827";
/// No site of any account here.
const FOREIGN: &str = "00000000-0000-4000-8000-00000000f0f0";

/// What words are understood by.
pub(crate) struct Scene<'a> {
    pub(crate) wix: &'a Wix,
    pub(crate) table: Arc<TeamTable>,
}

/// `5` and `3..5`, both ends counted from 1.
fn range(text: &str) -> (usize, usize) {
    let number = |t: &str| t.parse::<usize>().expect("a number");
    match text.split_once("..") {
        Some((from, to)) => (number(from), number(to)),
        None => (number(text), number(text)),
    }
}

fn pick<T: Clone>(all: &[T], text: &str) -> Vec<T> {
    let (from, to) = range(text);
    assert!(to <= all.len(), "only {} are there, not {text}", all.len());
    all[from - 1..to].to_vec()
}

impl Scene<'_> {
    fn people(&self, which: impl Fn(bool, bool) -> bool) -> Vec<UserId> {
        let people = self.table.rows.iter().filter(|r| r.kind == RowKind::Person);
        people
            .filter(|r| which(r.holds_account, r.email.is_empty()))
            .map(|r| UserId::new(&r.id))
            .collect()
    }

    /// `owner`, `co-owners 1..2`, `ordinary 1..5`, `all`, `planted`, `app`, `stranger`.
    pub(crate) fn users(&self, words: &Words) -> Vec<UserId> {
        words
            .all()
            .into_iter()
            .flat_map(|w| self.users_of(w))
            .collect()
    }

    fn users_of(&self, word: &str) -> Vec<UserId> {
        // The owner stands first among those who hold the whole account.
        let holders = self.people(|holds, _| holds);
        match word.split_once(' ') {
            Some(("co-owners", which)) => pick(&holders[1..], which),
            Some(("ordinary", which)) => pick(&self.people(|holds, bare| !holds && !bare), which),
            _ => match word {
                "owner" => vec![holders[0].clone()],
                "all" => self.people(|_, _| true),
                "planted" => self.with_address("mira.okonjo@northlight.example"),
                "app" => {
                    let mut rows = self.table.rows.iter();
                    let app = rows.find(|r| r.kind == RowKind::App).expect("an app");
                    vec![UserId::new(&app.id)]
                }
                "stranger" => vec![UserId::new(FOREIGN)],
                address if address.contains('@') => self.with_address(address),
                other => panic!("nobody is called {other}"),
            },
        }
    }

    fn with_address(&self, email: &str) -> Vec<UserId> {
        let members = self.table.team.members.iter();
        members
            .filter(|m| m.email == email)
            .map(|m| m.id.clone())
            .collect()
    }

    pub(crate) fn user(&self, word: &str) -> UserId {
        self.users_of(word).first().expect("somebody").clone()
    }

    pub(crate) fn role(&self, word: &str) -> RoleId {
        let known = match word {
            "owner" => OWNER,
            "co-owner" => ACCOUNT_ADMIN,
            "site-admin" => SITE_ADMIN,
            "example" => EXAMPLE,
            title => return self.role_called(title),
        };
        RoleId::new(known)
    }

    fn role_called(&self, title: &str) -> RoleId {
        let mut roles = self.table.directory.roles();
        let role = roles.find(|r| r.title == title);
        role.unwrap_or_else(|| panic!("no role {title}")).id.clone()
    }

    pub(crate) fn site(&self, word: &str) -> SiteId {
        match word.split_once(' ') {
            Some(("site", nth)) => SiteId::new(&self.wix.site(range(nth).0 - 1)),
            _ => SiteId::new(FOREIGN),
        }
    }

    fn folder(&self, nth: &str) -> FolderId {
        let mut folders = self.table.directory.folders();
        let folder = folders.nth(range(nth).0 - 1).expect("a folder");
        folder.id.clone()
    }

    fn reach(&self, word: &str) -> Reach {
        match word.split_once(' ') {
            _ if word == "account" => Reach::Account,
            Some(("folder", nth)) => Reach::folder(&self.folder(nth)),
            Some(("site" | "foreign", _)) => Reach::site(&self.site(word)),
            _ => Reach::Unknown(format!("{{\"{word}\":{{}}}}")),
        }
    }

    /// `site-admin at site 1`.
    fn grant(&self, words: &str) -> NewAssignment {
        let (role, reach) = words.split_once(" at ").expect("role at place");
        NewAssignment {
            role: self.role(role),
            reach: self.reach(reach),
        }
    }

    fn grants(&self, words: &[String], of: &[UserId]) -> Vec<NewAssignment> {
        if words == ["everything"] {
            let held = of.iter().filter_map(|u| self.table.team.member(u));
            let mut all: Vec<NewAssignment> = held
                .flat_map(|m| &m.assignments)
                .map(|a| NewAssignment {
                    role: a.role.clone(),
                    reach: a.reach.clone(),
                })
                .collect();
            all.sort();
            all.dedup();
            return all;
        }
        words.iter().map(|w| self.grant(w)).collect()
    }

    /// `new 1..120`, `team 1..2` (of ordinary people), `invited 1`, or an address itself.
    pub(crate) fn addresses(&self, words: &Words) -> Vec<String> {
        words
            .all()
            .into_iter()
            .flat_map(|w| self.addresses_of(w))
            .collect()
    }

    fn addresses_of(&self, word: &str) -> Vec<String> {
        let (from, to) = match word.split_once(' ') {
            Some(("new" | "team" | "invited", which)) => range(which),
            _ => return vec![word.to_owned()],
        };
        if word.starts_with("new ") {
            return (from..=to)
                .map(|i| format!("new.person{i}@newcomers.example"))
                .collect();
        }
        if let Some(which) = word.strip_prefix("invited ") {
            let pending = self.table.team.invites.iter();
            let pending = pending.filter(|i| i.status == InviteStatus::Pending);
            let pending: Vec<String> = pending.map(|i| i.email.clone()).collect();
            return pick(&pending, which);
        }
        let users = self.users_of(&format!("ordinary {from}..{to}"));
        let members = users.iter().filter_map(|u| self.table.team.member(u));
        members.map(|m| m.email.clone()).collect()
    }

    pub(crate) fn wish(&self, words: &WishWords) -> Wish {
        match words {
            WishWords::Change { who, give, take } => {
                let people = self.users(who);
                Wish::ChangeRoles {
                    give: self.grants(give, &people),
                    take: self.grants(take, &people),
                    people,
                }
            }
            WishWords::Set { who, roles, at } => Wish::SetRolesAt {
                people: self.users(who),
                reach: self.reach(at),
                roles: roles.iter().map(|r| self.role(r)).collect(),
            },
            WishWords::Same { who, r#as, exactly } => Wish::SameAs {
                colleague: self.user(r#as),
                people: self.users(who),
                exactly: *exactly,
            },
            WishWords::Remove { who } => Wish::Remove {
                people: self.users(who),
            },
            WishWords::Invite {
                who,
                give,
                language,
            } => Wish::Invite {
                people: self
                    .addresses(who)
                    .into_iter()
                    .map(|email| Invitee {
                        email,
                        give: self.grants(give, &[]),
                    })
                    .collect(),
                language: language.clone(),
            },
            WishWords::Create { who, on } => Wish::CreateMembers {
                site: self.site(on),
                members: self
                    .addresses(who)
                    .into_iter()
                    .map(|login_email| NewMember {
                        login_email,
                        ..NewMember::default()
                    })
                    .collect(),
            },
            WishWords::Chosen {
                filter,
                matched,
                of,
                wish,
            } => {
                let wish = self.wish(wish);
                let people = self.people(|_, _| true).len();
                Wish::Chosen {
                    by: Selection {
                        filter: filter.clone(),
                        matched: matched.unwrap_or(wish.len()),
                        of: of.unwrap_or(people),
                    },
                    wish: Box::new(wish),
                }
            }
            WishWords::Undo {} | WishWords::Again {} => panic!("no wish"),
        }
    }

    /// Words in place of ids, by the name of their field.
    pub(crate) fn outside(&self, change: &Value) -> Value {
        let mut change = change.clone();
        let fields = change.as_object_mut().expect("an object");
        for (name, value) in fields.iter_mut() {
            let Some(word) = value.as_str() else { continue };
            let told = match name.as_str() {
                "userId" | "user" => self.user(word).as_str().to_owned(),
                "roleId" => self.role(word).as_str().to_owned(),
                "siteId" | "site" => self.site(word).as_str().to_owned(),
                "email" | "loginEmail" => self.addresses_of(word).swap_remove(0),
                "inviteId" => self.invite(word),
                "assignmentId" => self.assignment(word),
                _ => continue,
            };
            *value = Value::from(told);
        }
        change
    }

    /// The invite to an address.
    fn invite(&self, word: &str) -> String {
        let email = self.addresses_of(word).swap_remove(0);
        let mut invites = self.table.team.invites.iter();
        let invite = invites.find(|i| i.email == email).expect("an invite");
        invite.id.as_str().to_owned()
    }

    /// The first assignment of somebody.
    pub(crate) fn assignment(&self, word: &str) -> String {
        let user = self.user(word);
        let member = self.table.team.member(&user).expect("a member");
        let id = member.assignments[0].id.as_ref().expect("an id");
        id.as_str().to_owned()
    }
}
