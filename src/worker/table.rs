//! The frozen team table is made in the protocol, where windows and tests can reach it.

pub use super::protocol::freeze;
