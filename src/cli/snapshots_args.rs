//! What can be said to `gatehouse snapshots`, and to what compares two of them.

use super::export_form::{ExportTo, Format};
use super::shared_args::{Common, Output};
use crate::worker::protocol::{CompareRequest, PutBackRequest, When};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// What can be done with snapshots.
#[derive(Debug, Subcommand)]
pub enum OfSnapshots {
    /// List them, newest first; needs no network
    List(Plain),
    /// Take one of what is known now; one is taken after each reading of the account anyway
    Take(Plain),
    /// Say how long they are kept
    Keep(Keep),
    /// Keep one whatever that says
    Pin(OfOne),
    /// Let it go with the others of its age
    Unpin(OfOne),
    /// Delete one from this computer; it cannot be made again
    Delete(OfOne),
}

impl OfSnapshots {
    pub(super) fn common(&self) -> &Common {
        match self {
            Self::List(args) | Self::Take(args) => &args.common,
            Self::Keep(args) => &args.common,
            Self::Pin(args) | Self::Unpin(args) | Self::Delete(args) => &args.common,
        }
    }
}

/// `snapshots list` and `snapshots take`.
#[derive(Debug, Args)]
pub struct Plain {
    #[command(flatten)]
    pub(super) common: Common,
}

/// `snapshots pin`, `unpin` and `delete`.
#[derive(Debug, Args)]
pub struct OfOne {
    /// The snapshot: its id or the beginning of it
    #[arg(value_name = "ID")]
    pub(super) id: String,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `snapshots keep`.
#[derive(Debug, Args)]
pub struct Keep {
    /// How many of the newest are kept, at least 2
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..))]
    pub(super) newest: u32,
    /// Days for which the last one of each month is kept beyond these; 0 means always
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    pub(super) days: u32,
    #[command(flatten)]
    pub(super) common: Common,
}

/// `changes`.
#[derive(Debug, Args)]
pub struct ShowChanges {
    #[command(flatten)]
    pub(super) between: Between,
    #[command(flatten)]
    pub(super) common: Common,
}

/// Two moments.
#[derive(Debug, Args)]
pub(super) struct Between {
    /// The earlier moment: a snapshot's id or the beginning of it, a date (the last one of that
    /// day or before, UTC), a time, “previous” or “last-visit”
    #[arg(long, value_name = "MOMENT", default_value = "last-visit", value_parser = when)]
    from: When,
    /// The later moment; “now” is the newest snapshot
    #[arg(long, value_name = "MOMENT", default_value = "now", value_parser = when)]
    to: When,
    /// Compare even if one of them is incomplete; the report says so
    #[arg(long)]
    insist: bool,
}

impl Between {
    pub(super) fn request(&self) -> CompareRequest {
        CompareRequest {
            from: self.from.clone(),
            to: self.to.clone(),
            insist: self.insist,
        }
    }
}

/// `export changes`.
#[derive(Debug, Args)]
pub struct ExportChanges {
    #[command(flatten)]
    pub(super) between: Between,
    /// Form of the file; else as its name ends, and csv where that says nothing
    #[arg(long, value_enum)]
    pub(super) format: Option<Format>,
    #[command(flatten)]
    pub(super) to: ExportTo,
}

/// `plan put-back`.
#[derive(Debug, Args)]
pub struct PutBack {
    #[command(flatten)]
    pub(super) between: Between,
    /// A change by the name that stands before it in `changes`; can be said several times
    #[arg(long = "line", value_name = "NAME", required = true)]
    lines: Vec<String>,
    #[command(flatten)]
    pub(super) output: Output,
}

impl PutBack {
    /// What is asked of the worker.
    pub(super) fn request(&self) -> PutBackRequest {
        PutBackRequest {
            compare: self.between.request(),
            lines: self.lines.clone(),
        }
    }
}

fn when(text: &str) -> Result<When, String> {
    let text = text.trim();
    match text {
        "" => return Err("give a date, an id, “last-visit” or “now”".to_owned()),
        "last-visit" => return Ok(When::LastVisit),
        "previous" => return Ok(When::Previous),
        "now" => return Ok(When::Newest),
        _ => {}
    }
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(When::By(at));
    }
    if let Ok(date) = text.parse::<Date>() {
        let end = date.at(23, 59, 59, 999_999_999).to_zoned(TimeZone::UTC);
        let end = end.map_err(|e| e.to_string())?;
        return Ok(When::By(end.timestamp()));
    }
    Ok(When::Id(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_dates_times_ids_and_words() {
        assert_eq!(when("last-visit"), Ok(When::LastVisit));
        assert_eq!(when(" now "), Ok(When::Newest));
        let end = "2026-11-20T23:59:59.999999999Z".parse().unwrap();
        assert_eq!(when("2026-11-20"), Ok(When::By(end)));
        let noon = "2026-11-20T12:00:00Z".parse().unwrap();
        assert_eq!(when("2026-11-20T12:00:00Z"), Ok(When::By(noon)));
        assert_eq!(when("0199a"), Ok(When::Id("0199a".to_owned())));
        assert!(when(" ").is_err());
    }
}
