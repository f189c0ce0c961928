//! Files that people make, read and checked.

#![cfg(test)]

mod broken;
mod checks;
mod corpus;
mod nasty;
mod support;
