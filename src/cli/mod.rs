//! The command line: what can be typed after `gatehouse`.

mod args;

pub use args::{Args, Mode, Rate, SandboxArgs, ThemeWord};
