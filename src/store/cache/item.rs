//! What can be kept, and how a newer answer about the same thing is taken in.

use super::reading::Writer;
use crate::access::{
    Account, AccountInvite, ChildAccount, Contributor, Folder, Location, MemberAbout, MemberHeld,
    Merge, Role, Site, Team, TeamMember, UserMember, keep,
};
use serde::{Serialize, de::DeserializeOwned};

/// One thing with an id.
pub(crate) trait Item: Serialize + DeserializeOwned + Clone {
    /// Word for the sort of thing in the file.
    const KIND: &'static str;

    /// Its id.
    fn id(&self) -> &str;

    /// Takes in a newer answer and keeps what that one does not tell.
    fn take_in(&mut self, newer: Self);
}

/// A part of a reading, or all of it.
pub trait Page: sealed::Write {}

pub(crate) mod sealed {
    use super::Writer;

    /// Keeps the implementations inside the room.
    pub trait Write {
        /// Puts every row of the page.
        #[expect(private_interfaces, reason = "sealed: only this room implements it")]
        fn write(&self, writer: &mut Writer<'_>) -> rusqlite::Result<()>;
    }
}

macro_rules! item {
    ($kind:literal, $type:ty) => {
        impl Item for $type {
            const KIND: &'static str = $kind;

            fn id(&self) -> &str {
                self.id.as_str()
            }

            fn take_in(&mut self, newer: Self) {
                self.merge(newer);
            }
        }
    };
}

item!("member", TeamMember);
item!("invite", AccountInvite);
item!("role", Role);
item!("account", Account);
item!("location", Location);

impl Item for Site {
    const KIND: &'static str = "site";

    fn id(&self) -> &str {
        self.id.as_str()
    }

    /// Query Sites tells sites whole (contract S1), so an absent folder means the root, an absent
    /// trash date means that it is not in the trash, and an absent address that it is not
    /// published. Everything else that is absent was not told.
    fn take_in(&mut self, newer: Self) {
        let old = std::mem::replace(self, newer);
        for (mine, known) in [
            (&mut self.name, old.name),
            (&mut self.display_name, old.display_name),
        ] {
            if mine.is_empty() {
                *mine = known;
            }
        }
        known(&mut self.created_at, old.created_at);
        known(&mut self.updated_at, old.updated_at);
        known(&mut self.published, old.published);
        known(&mut self.premium, old.premium);
        known(&mut self.domain_connected, old.domain_connected);
        known(&mut self.blocked, old.blocked);
        known(&mut self.owner, old.owner);
        known(&mut self.editor, old.editor);
        known(&mut self.namespace, old.namespace);
        for (key, value) in old.extra {
            self.extra.entry(key).or_insert(value);
        }
    }
}

/// The new value where there is one, else the one that was known.
fn known<T>(new: &mut Option<T>, mut old: Option<T>) {
    keep(&mut old, new.take());
    *new = old;
}

impl Item for Folder {
    const KIND: &'static str = "folder";

    fn id(&self) -> &str {
        self.id.as_str()
    }

    /// An absent parent means the root (contract F1).
    fn take_in(&mut self, newer: Self) {
        if !newer.name.is_empty() {
            self.name = newer.name;
        }
        self.parent = newer.parent;
        keep(&mut self.site_count, newer.site_count);
        self.extra.extend(newer.extra);
    }
}

impl Item for Contributor {
    const KIND: &'static str = "contributor";

    fn id(&self) -> &str {
        self.account.as_str()
    }

    /// A reading tells every role and location of a contributor, so an empty list means none.
    fn take_in(&mut self, newer: Self) {
        let owner = self.owner.take();
        *self = newer;
        known(&mut self.owner, owner);
    }
}

impl Item for UserMember {
    const KIND: &'static str = "userMember";

    fn id(&self) -> &str {
        self.member.as_str()
    }

    /// A row may hide the user (site contract 4.9).
    fn take_in(&mut self, newer: Self) {
        keep(&mut self.user, newer.user);
        keep(&mut self.site, newer.site);
        if !newer.nickname.is_empty() {
            self.nickname = newer.nickname;
        }
    }
}

impl Item for MemberAbout {
    const KIND: &'static str = "about";

    fn id(&self) -> &str {
        self.id.as_str()
    }

    /// An answer tells the whole text.
    fn take_in(&mut self, newer: Self) {
        *self = newer;
    }
}

impl Item for MemberHeld {
    const KIND: &'static str = "held";

    fn id(&self) -> &str {
        self.member.as_str()
    }

    /// A reading tells all of it.
    fn take_in(&mut self, newer: Self) {
        *self = newer;
    }
}

impl Item for ChildAccount {
    const KIND: &'static str = "child";

    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn take_in(&mut self, newer: Self) {
        self.extra.extend(newer.extra);
    }
}

impl Page for Team {}
impl sealed::Write for Team {
    #[expect(private_interfaces, reason = "sealed: only this room implements it")]
    fn write(&self, writer: &mut Writer<'_>) -> rusqlite::Result<()> {
        for member in &self.members {
            writer.put(member.as_ref())?;
        }
        for invite in &self.invites {
            writer.put(invite.as_ref())?;
        }
        Ok(())
    }
}

impl Page for Account {}
impl sealed::Write for Account {
    #[expect(private_interfaces, reason = "sealed: only this room implements it")]
    fn write(&self, writer: &mut Writer<'_>) -> rusqlite::Result<()> {
        writer.put(self)
    }
}

macro_rules! list_page {
    ($($type:ty),*) => {$(
        impl Page for [$type] {}
        impl sealed::Write for [$type] {
            #[expect(private_interfaces, reason = "sealed: only this room implements it")]
            fn write(&self, writer: &mut Writer<'_>) -> rusqlite::Result<()> {
                self.iter().try_for_each(|item| writer.put(item))
            }
        }
    )*};
}

list_page!(
    Role,
    Site,
    Folder,
    ChildAccount,
    Contributor,
    Location,
    MemberAbout,
    MemberHeld,
    UserMember
);
