//! Gatehouse for the start menu of Windows: the same program, for which no console is opened.

#![cfg_attr(windows, windows_subsystem = "windows")]

use gatehouse::program::{Console, run};
use std::process::ExitCode;

fn main() -> ExitCode {
    run(Console::None)
}
