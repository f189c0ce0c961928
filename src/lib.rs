//! Gatehouse.

pub mod access;
pub mod app;
pub mod cli;
pub mod index;
pub mod journal;
pub mod kit;
pub mod model;
pub mod panes;
pub mod plan;
pub mod sandbox;
pub mod secrets;
pub mod sheet;
pub mod store;
pub mod wix;
pub mod worker;
