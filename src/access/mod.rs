//! The words of the field, as plain data: ids, account, site, folder, role, assignment, subject,
//! team member, invite.
//!
//! This room depends on nothing else in the crate. Everything here can be compared, merged,
//! serialized and kept; nothing here knows where it came from.

mod account;
mod assignment;
mod ids;
mod invite;
mod merge;
mod person;
mod role;
mod site;
mod team;

pub use account::{Account, AccountStatus, ChildAccount};
pub use assignment::{
    Assignment, Condition, ConditionKind, NewAssignment, Reach, Subject, SubjectKind,
};
pub use ids::{AccountId, AssignmentId, FolderId, InviteId, RoleId, SiteId, UserId};
pub use invite::{AccountInvite, InviteStatus};
pub use merge::{Extra, Merge, keep};
pub use person::{TeamMember, display_name};
pub use role::{ACCOUNT_ADMIN, OWNER, Role, RoleLimit, SITE_ADMIN};
pub use site::{Folder, Site};
pub use team::{Directory, Team, TeamEntry};
