//! The table and the facets, driven as by mouse, keyboard and screen reader.
#![cfg(test)]

mod columns;
mod ends;
mod facets;
mod far;
mod menu;
mod scroll;
mod select;
mod selection;
mod support;
