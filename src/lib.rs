//! Gatehouse.

pub mod access;
pub mod index;
pub mod journal;
pub mod model;
pub mod plan;
pub mod sandbox;
pub mod secrets;
pub mod sheet;
pub mod store;
pub mod wix;
pub mod worker;
