//! What window and command line say to the worker and hear from it: plain data, nothing else.
//!
//! Commands ask; they carry no reply. What comes of them shows as changed [`Event`]s, each a whole
//! value that replaces the one before, so that a hidden window misses nothing.

mod access;
mod accounts;
mod activity;
mod command;
mod connect;
mod error;
mod event;
mod everybody;
mod find;
mod freeze;
mod freeze_access;
mod freeze_changes;
mod freeze_invites;
mod freeze_members;
mod freeze_members_index;
mod freeze_people;
mod freeze_reviews;
mod freeze_roles;
mod identity;
mod import;
mod invites;
mod job;
mod keeping;
mod lists;
mod members;
#[cfg(test)]
mod members_tests;
mod numbers;
mod out;
mod pack;
mod people;
mod persons;
mod plan;
mod profile;
mod reviews;
mod roles;
mod roles_by_site;
mod rules;
mod settings;
mod site_settings;
mod snapshots;
mod table;

pub use access::{
    AccessRow, AccessTable, AccessView, SiteRow, SiteSyncPlan, SitesTable, SitesView,
};
pub use accounts::{
    AccountKey, AccountRow, AccountsTable, AccountsView, Kin, account_groups, freeze_accounts,
};
pub use activity::{Activity, JournalLine, Notice, NoticeId, RunCard, Tone};
pub use command::{Command, LineForm, SaveKind, Secret};
pub use connect::{Area, Capability, ConnectState, GivenKey, NewProfile, NewSignIn, Reading};
pub use error::{ErrorCard, Trouble};
pub use event::Event;
pub use everybody::{
    EverybodyRow, EverybodyTable, EverybodyView, OfAccount, everybody_groups, freeze_everybody,
};
pub use find::{FoundAll, FoundAt, FoundGroup, FoundKind, FoundRow};
pub use freeze::freeze;
pub use freeze_access::{
    Readings, Refusals, access_groups, freeze_access, freeze_sites, site_groups,
};
pub use freeze_changes::{ChangesTable, ChangesView, change_groups, freeze_changes, weight_word};
pub use freeze_invites::{freeze_invites, invite_groups};
pub use freeze_members::{MembersBeside, MembersBuilder};
pub use freeze_people::{flag_words, freeze_people};
pub use freeze_reviews::freeze_review;
pub use freeze_roles::freeze_roles;
pub use identity::{IdentityRow, IdentityRule, KeyLimit, May, SignIn, SiteLimit};
pub use import::{
    KnownShapes, SheetAsks, SheetFound, SheetOthers, SheetSource, SheetStamp, SheetStep, SheetView,
    SheetWish,
};
pub use invites::{
    InviteKey, InviteRow, InviteState, InvitesTable, InvitesView, NewInviteIds, SiteTold,
};
pub use job::{JobCard, JobId, JobKind, JobState, Progress};
pub use keeping::{KeepIn, Keeping};
pub use lists::{JournalPart, ReadingEnd, RunsList};
pub use members::{
    AboutTold, FoundAtWix, HeldTold, MemberColumn, MemberColumns, MemberMark, MemberRow,
    MemberSheet, MembersDesk, MembersInfo, MembersPart, MembersReading, MembersSyncPlan,
    MembersTable, MembersView, ReadAlone, member_groups,
};
pub use numbers::{Numbered, Numbers};
pub use out::{OutColumn, OutRows, OutSource, OutWish, Outgoing, Put};
pub use pack::{PackView, Packed, freeze_pack};
pub use people::{PeopleRow, PeopleTable, PeopleView, Places, people_flags, people_groups};
pub use persons::{PersonRow, Persons, SiteColumn};
pub use plan::{PlanReview, PlanState, RunPhase, RunView, Waiting};
pub use profile::{
    Connection, DatasetInfo, KeyPlace, PaceView, Practice, ProfileCard, ProfileId, Session, Size,
};
pub use reviews::{
    NewReview, ReviewCard, ReviewCommand, ReviewDraft, ReviewRow, ReviewRun, ReviewSaid,
    ReviewSince, ReviewTable, ReviewView, ReviewsList, Stage, review_groups,
};
pub use roles::{Holder, RoleRow, RolesTable, RolesView, Where, role_groups};
pub use roles_by_site::{BySite, Spot};
pub use rules::{
    FindingRow, House, RulesChecked, RulesCommand, RulesTable, RulesView, freeze_rules, rule_groups,
};
pub use settings::{PaceSettings, Settings, ThemeWish};
pub use site_settings::{SettingTold, SiteSettings};
pub use snapshots::{
    By, ChangeRow, Changes, ChangesState, CompareRequest, PutBackRequest, SnapshotsList, When,
};
pub use table::{
    Column, Frozen, RowKind, TableView, TeamRow, TeamTable, TeamView, ViewRequest, groups,
};
