//! Arguments. No secret is one of them: arguments show in lists of processes.

use super::commands::Command;
use super::exit::HELP;
use crate::model::Route;
use crate::worker::protocol::Size;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Requests a minute that a sandbox lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    /// So many a minute.
    PerMinute(u32),
    /// No limit.
    Off,
}

fn rate(text: &str) -> Result<Rate, String> {
    match text {
        "off" => Ok(Rate::Off),
        _ => match text.parse::<u32>() {
            Ok(n) if n > 0 => Ok(Rate::PerMinute(n)),
            _ => Err("give a number of requests a minute, or “off”".to_owned()),
        },
    }
}

fn size(text: &str) -> Result<Size, String> {
    Size::from_word(text).ok_or_else(|| "choose s, l or xl".to_owned())
}

fn pane(text: &str) -> Result<Route, String> {
    Route::from_word(text).ok_or_else(|| {
        use strum::IntoEnumIterator as _;
        let words: Vec<&str> = Route::iter().map(Route::word).collect();
        format!("choose one of {}", words.join(", "))
    })
}

/// Light or dark, for one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ThemeWord {
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// See, plan and prove who can get into what across a Wix account.
#[derive(Debug, Parser)]
#[command(name = "gatehouse", version, about, max_term_width = 100, after_long_help = HELP)]
#[command(after_help = "Exit codes are told by --help.")]
pub struct Args {
    /// Work on a private practice account with made-up people
    #[arg(long, global = true)]
    pub sandbox: bool,
    /// Size of the practice account: s, l or xl
    #[arg(long, global = true, value_parser = size, default_value = "l", value_name = "SIZE")]
    pub size: Size,
    /// Seed of the practice account
    #[arg(long, global = true, default_value_t = 7, value_name = "N")]
    pub seed: u64,
    /// Requests a minute that the practice account lets through, or “off”
    #[arg(long, global = true, value_parser = rate, default_value = "200", value_name = "PER_MINUTE|off")]
    pub rate: Rate,
    /// Open no socket at all; show everything from the cache
    #[arg(long, global = true)]
    pub offline: bool,
    /// Write a picture of the settled window into FILE and end
    #[arg(long, value_name = "FILE")]
    pub screenshot: Option<PathBuf>,
    /// Pane to open: overview, team, people, sites, accounts, activity, settings and others
    #[arg(long, value_parser = pane, value_name = "NAME")]
    pub pane: Option<Route>,
    /// Look of this run
    #[arg(long, value_enum)]
    pub theme: Option<ThemeWord>,
    /// Text size of this run in percent, 80 to 200
    #[arg(long, value_parser = clap::value_parser!(u16).range(80..=200), value_name = "PERCENT")]
    pub zoom: Option<u16>,
    /// Size of the window in pixels, such as 1280x800
    #[arg(long, value_parser = window, value_name = "WIDTHxHEIGHT")]
    pub window: Option<(u32, u32)>,
    /// Keep everything in this folder
    #[arg(long, global = true, env = "GATEHOUSE_DATA_DIR", value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Server of new profiles; https, or http on this computer only
    #[arg(long, global = true, value_name = "URL")]
    pub base_url: Option<String>,
    /// What to do instead of opening the window
    #[command(subcommand)]
    pub mode: Option<Mode>,
}

fn window(text: &str) -> Result<(u32, u32), String> {
    let parts = text
        .split_once('x')
        .map(|(w, h)| (w.parse::<u32>(), h.parse::<u32>()));
    match parts {
        Some((Ok(w), Ok(h))) if (320..=8192).contains(&w) && (240..=8192).contains(&h) => {
            Ok((w, h))
        }
        _ => Err("give width and height in pixels, such as 1280x800".to_owned()),
    }
}

/// Commands without a window.
#[derive(Debug, Subcommand)]
pub enum Mode {
    /// Serve the sandbox alone until it is interrupted
    Sandbox(SandboxArgs),
    /// Look at an evidence pack in the window; needs no profile, no key and no network
    Open(OpenArgs),
    /// Write man pages or completions of shells into a folder
    #[command(hide = true)]
    Generate(GenerateArgs),
    /// A command on the same worker as the window
    #[command(flatten)]
    Command(Command),
}

/// An evidence pack to look at.
#[derive(Debug, ClapArgs)]
pub struct OpenArgs {
    /// The pack
    pub file: PathBuf,
    /// The digest, as it was handed over apart from the pack
    #[arg(long, value_name = "SHA256", value_parser = super::verify_pack::digest)]
    pub digest: Option<crate::journal::Hash>,
}

/// What a package of the program needs beside it.
#[derive(Debug, ClapArgs)]
pub struct GenerateArgs {
    /// What to write
    #[arg(value_enum)]
    pub what: GenerateWhat,
    /// The folder, made if need be
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

/// Files that are made of the definition of the arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GenerateWhat {
    /// Man pages.
    Man,
    /// Completions for bash, zsh, fish and PowerShell.
    Completions,
}

/// The sandbox alone. The first line on standard output is one JSON object.
#[derive(Debug, ClapArgs)]
pub struct SandboxArgs {
    /// Port on loopback; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// Size: s, l or xl
    #[arg(long, value_parser = size, default_value = "s", value_name = "SIZE")]
    pub size: Size,
    /// Seed
    #[arg(long, default_value_t = 7, value_name = "N")]
    pub seed: u64,
    /// Members of the first site, up to 10,000,000; without it, what the size says
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub members: Option<u64>,
    /// Time of its clock at the start, such as 2026-11-01T09:00:00Z
    #[arg(long, value_name = "TIME")]
    pub now: Option<jiff::Timestamp>,
    /// Requests a minute, or “off”
    #[arg(long, value_parser = rate, default_value = "200", value_name = "PER_MINUTE|off")]
    pub rate: Rate,
    /// Milliseconds until queries show a write
    #[arg(long, default_value_t = 0, value_name = "MS")]
    pub lag: u64,
    /// Faults to come, as a JSON file
    #[arg(long, value_name = "FILE")]
    pub faults: Option<PathBuf>,
    /// Answers where Wix's behaviour is not documented, as a JSON file, such as
    /// {"childByParentKey": false}: the key of a parent is refused in its child accounts
    #[arg(long, value_name = "FILE")]
    pub switches: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definitions_are_sound() {
        use clap::CommandFactory as _;
        Args::command().debug_assert();
    }

    #[test]
    fn the_practice_account_can_be_named_before_and_after_a_command() {
        for line in [
            ["gatehouse", "--sandbox", "--seed", "9", "sync"],
            ["gatehouse", "sync", "--sandbox", "--seed", "9"],
        ] {
            let args = Args::try_parse_from(line).unwrap();
            assert!(args.sandbox && args.seed == 9, "{args:?}");
        }
        let Some(Mode::Sandbox(alone)) =
            Args::try_parse_from(["gatehouse", "sandbox"]).unwrap().mode
        else {
            panic!("another command");
        };
        assert_eq!((alone.size, alone.seed), (Size::S, 7));
    }

    #[test]
    fn bad_values_are_refused_with_what_to_give() {
        for line in [
            ["gatehouse", "--size", "m"],
            ["gatehouse", "--rate", "0"],
            ["gatehouse", "--pane", "garden"],
            ["gatehouse", "--window", "12"],
        ] {
            assert!(Args::try_parse_from(line).is_err(), "{line:?}");
        }
        let args = Args::try_parse_from(["gatehouse", "--sandbox", "--rate", "off"]).unwrap();
        assert_eq!((args.sandbox, args.rate), (true, Rate::Off));
    }
}
