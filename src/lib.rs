//! Gatehouse.

pub mod access;
pub mod index;
pub mod journal;
pub mod plan;
pub mod sandbox;
pub mod secrets;
pub mod store;
