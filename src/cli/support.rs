//! `gatehouse support`: what helps to find an error, in one archive.

use super::World;
use super::connect_args::Support;
use super::end::{Failure, Report, failed};
use super::files::{place, write};
use super::text::line;
use crate::store::{DataDir, StoreError};
use crate::worker::support_bundle;
use serde_json::json;

pub(super) fn run(world: &World, args: &Support) -> Result<Report, Failure> {
    let told = |e: StoreError| failed(e.to_string(), "");
    let data = DataDir::new(&world.data).map_err(told)?;
    let bundle = support_bundle(&data, (world.now)(), &[]).map_err(told)?;
    write(&args.out, &bundle, args.force)?;
    let mut text = String::new();
    line(&mut text, &format!("Written to {}", place(&args.out)));
    line(
        &mut text,
        "It holds numbers, settings and the log, and nothing that names anybody. Read it before you \
         give it away.",
    );
    let data = json!({ "file": args.out.display().to_string(), "bytes": bundle.len() });
    Ok(Report::new(text, data))
}
