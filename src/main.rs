//! Gatehouse, the program.

use gatehouse::program::{Console, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    run(Console::Here)
}
