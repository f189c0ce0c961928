//! The whole program without a window, used as a person uses it: real worker, real sandbox over
//! HTTP, real files. Everything is found by role and name, as a screen reader finds it.

#![cfg(test)]

#[path = "../support/eyes.rs"]
mod eyes;
#[path = "../support/files.rs"]
mod files;
#[path = "../support/paint.rs"]
mod paint;
#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod act;
mod broken;
mod browse;
mod change;
mod changes;
mod cheat_sheet;
mod contributors;
mod crawl;
mod everywhere;
mod evidence;
mod find;
mod hands;
mod heard;
mod identities;
mod import;
mod import_access;
mod invite;
mod invites;
mod keyboard;
mod keyboard_flows;
mod keyboard_panes;
mod keyboard_plan;
mod keyboard_settings;
mod leaving;
mod limits;
mod lock;
mod members;
mod members_change;
mod members_held;
mod members_parts;
mod no_socket;
mod open_plan;
mod people;
mod pictures;
mod reviews;
mod reviews_long;
mod roles_by_site;
mod rules;
mod runs;
mod same_access;
mod saving;
mod screen;
mod site_settings;
mod sites;
mod telling;
mod tree;
mod undo;
mod views;
mod welcome;
mod window;
