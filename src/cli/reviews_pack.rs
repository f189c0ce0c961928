//! `gatehouse reviews pack`: the evidence of a review as one file.

use super::end::{Failure, Report};
use super::reviews_args::PackReview;
use super::session::Session;
use super::text::{clean, line};
use super::{World, files, reviews};
use crate::worker::protocol::{Command, SaveKind};
use serde_json::json;

/// Writes the pack and tells its digest.
pub(super) fn run(world: &World, args: &PackReview) -> Result<Report, Failure> {
    files::refuse_existing(&args.file, args.force)?;
    // The worker may have another working folder in mind than the caller.
    let path = std::path::absolute(&args.file).unwrap_or_else(|_| args.file.clone());
    let mut session = Session::look(world, &args.common)?;
    let packed = reviews::find(&mut session, &args.review.name).and_then(|id| {
        session.model.packed = None;
        session.send(Command::Save {
            what: SaveKind::Pack(id),
            path,
        });
        session.until(|m| m.packed.clone().map(Ok))
    });
    session.close();
    let packed = packed?;
    let (digest, missing) = packed.end.clone().map_err(Failure::from)?;
    let mut text = String::new();
    line(&mut text, &files::place(&args.file));
    line(&mut text, &format!("Digest: {digest}"));
    line(
        &mut text,
        "Hand the digest over apart from the pack: only it tells a pack that was written anew",
    );
    for gap in &missing {
        line(&mut text, &format!("Incomplete: {}", clean(gap)));
    }
    let data = json!({
        "file": args.file.display().to_string(),
        "review": packed.review,
        "digest": digest,
        "complete": missing.is_empty(),
        "missing": missing,
    });
    Ok(Report::new(text, data))
}
