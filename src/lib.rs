//! Gatehouse.

pub mod access;
pub mod journal;
