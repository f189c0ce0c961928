//! Gatehouse.

pub mod access;
pub mod journal;
pub mod plan;
