//! Gatehouse, the program.

fn main() {}
