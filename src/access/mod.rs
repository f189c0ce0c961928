//! The words of the field, as plain data: ids, account, site, folder, role, assignment, subject,
//! team member, invite, member of a site.
//!
//! This room depends on nothing else in the crate. Everything here can be compared, merged,
//! serialized and kept; nothing here knows where it came from.

mod acceptance;
mod account;
mod addresses;
mod alike;
mod assignment;
mod async_job;
mod badge;
mod brief;
mod change;
mod contributor;
mod field_application;
mod human;
mod ids;
mod invite;
mod invite_ids;
mod language;
mod limit;
mod location;
mod member;
mod member_about;
mod member_change;
mod member_event;
mod member_held;
mod member_role;
mod member_settings;
mod merge;
mod moment;
mod numbers;
mod person;
mod reason;
pub mod review;
mod role;
mod site;
mod site_invite;
mod site_setting;
mod snapshot;
mod team;
mod user_links;

pub use acceptance::{Readings, probably_accepted};
pub use account::{Account, AccountStatus, ChildAccount};
pub use addresses::{Pasted, is_address};
pub use alike::{Alike, alike, is_post};
pub use assignment::{
    Assignment, Condition, ConditionKind, NewAssignment, Reach, Subject, SubjectKind,
};
pub use async_job::{AsyncJob, JobStatus};
pub use badge::{Badge, BadgeAssignment, BadgeChange, NewBadge};
pub use brief::{Brief, BriefField, BriefTexts, Held, text_of};
pub use change::{Comparison, Difference, Fact, Thing, Untold, Weight, compare};
pub use contributor::Contributor;
pub use field_application::{
    AppliesTo, FieldApplication, FieldApplies, FieldSuggestion, FieldTargets, FieldsOfMember,
};
pub use human::{Human, Join, Known, Link, Mark, Place, Why, humans};
pub use ids::{
    AboutId, AccountId, AssignmentId, BadgeAssignmentId, BadgeId, ContactId, CustomFieldId,
    FolderId, InviteId, LocationId, MemberId, RoleId, RoleKey, SiteId, UserId,
};
pub use invite::{AccountInvite, InviteStatus};
pub use invite_ids::{BadLine, InviteIds};
pub use language::language_tag;
pub use limit::LimitEffect;
pub use location::Location;
pub use member::{
    ActivityStatus, Address, CustomField, Member, MemberStatus, NewMember, Privacy, fold_email,
};
pub use member_about::{AboutText, MemberAbout, beyond, plain_document, tells_the_same, words_of};
pub use member_change::{MemberChange, MemberList};
pub use member_event::{MemberEvent, MemberEventKind, told_otherwise};
pub use member_held::{HeldBadge, MemberHeld};
pub use member_role::{MemberRole, MemberRoleDefinition};
pub use member_settings::{
    CustomFieldDefinition, DefaultPrivacy, MemberPrivacySettings, PublicVisibility, UserMember,
};
pub use merge::{Extra, Merge, keep};
pub use moment::{MemberLine, Moment};
pub use numbers::{count, grouped};
pub use person::{TeamMember, display_name};
pub use reason::{Reason, Way, reasons};
pub use role::{ACCOUNT_ADMIN, OWNER, Role, RoleLimit, SITE_ADMIN};
pub use site::{Folder, Site};
pub use site_invite::{Probably, SiteInvite};
pub use site_setting::{SettingKind, SettingSet, field_kind_label};
pub use snapshot::{AFTER_PART, AFTER_READING, ASKED, Figures, Retention, SnapshotHead};
pub use team::{Directory, Team, TeamEntry};
pub use user_links::{Behind, UserLinks};
