//! Files that people make, read and checked.

#![cfg(test)]

mod broken;
mod corpus;
mod nasty;
mod support;
