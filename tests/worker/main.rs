//! The worker against the sandbox: connect, read, plan, apply, survive.

#![cfg(test)]

#[path = "../support/desk.rs"]
mod desk;
#[path = "../support/files.rs"]
mod files;
#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod apply;
mod batches;
mod broken;
mod connect;
mod contributors;
mod crash;
mod everyone;
mod faults;
mod hardship;
mod identities;
mod invites;
mod member_held;
mod member_parts;
mod members;
mod plan_files;
mod plans;
mod reviews;
mod rules;
mod same_bytes;
mod site_members;
mod site_settings;
mod sites;
mod snapshots;
mod standing;
mod switches;
mod sync;
mod undo;
mod waves;
