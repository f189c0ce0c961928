//! Ids are strings with types.
//!
//! Account, user, site and invite ids are GUIDs; role and assignment ids are decimal numbers of
//! about 19 digits, larger than a float can hold (contract 1, "Wire conventions"). None of them is
//! ever parsed: what Wix sent is what is kept, compared and sent back.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes the id as it is, without the blanks around it.
            pub fn new(id: &str) -> Self {
                Self(Arc::from(id.trim()))
            }

            /// The id as Wix wrote it.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether there is nothing in it.
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self::new(id)
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self::new(&id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    };
}

id!(
    /// A Wix account (GUID).
    AccountId
);
id!(
    /// A person who can log in to Wix (GUID). Not an account: one user owns one account and can be
    /// in the teams of others.
    UserId
);
id!(
    /// A site, also called metasite in some calls (GUID).
    SiteId
);
id!(
    /// A folder of sites.
    FolderId
);
id!(
    /// A role; the wire calls it `policyId` (decimal number of about 19 digits).
    RoleId
);
id!(
    /// One assignment of a role to a subject (decimal number of about 19 digits).
    AssignmentId
);
id!(
    /// An account or site invite (GUID).
    InviteId
);
id!(
    /// A member of a site (GUID). Not the id of its contact.
    MemberId
);
id!(
    /// A contact of a site (GUID).
    ContactId
);
id!(
    /// A business location of a site (GUID).
    LocationId
);
id!(
    /// A badge of a site (GUID).
    BadgeId
);
id!(
    /// One badge that one member wears (GUID).
    BadgeAssignmentId
);
id!(
    /// The key of a role of members, in upper case (site contract 4.2).
    RoleKey
);
id!(
    /// A custom field of members (GUID).
    CustomFieldId
);
id!(
    /// What a member tells about itself (GUID).
    AboutId
);
