//! One file per use case. A job reads and writes through the open profile and shows what it finds
//! on the board; none of them waits for the window.

pub(in crate::worker) mod accounts;
pub(super) mod app_site;
pub(super) mod apply;
pub(super) mod check;
pub(super) mod connect;
pub(super) mod find_members;
pub(super) mod import;
pub(super) mod import_names;
pub(super) mod import_plan;
pub(super) mod keys;
pub(super) mod lists;
pub(super) mod look;
pub(super) mod members;
pub(super) mod names;
pub(super) mod open_profile;
pub(super) mod people;
pub(super) mod plans;
pub(super) mod profiles;
pub(super) mod reviews;
pub(super) mod roles;
pub(super) mod rules;
pub(super) mod runs;
pub(super) mod save;
pub(super) mod save_list;
pub(super) mod settle;
pub(super) mod sign_in;
pub(super) mod site_invites;
pub(super) mod site_settings;
pub(super) mod sites;
pub(super) mod snapshots;
pub(super) mod support;
pub(super) mod sync;
pub(super) mod view;
pub(super) mod who_may;
pub(super) mod words;
