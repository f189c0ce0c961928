//! `gatehouse plan members about`: what one member tells about itself.

use super::end::{Failure, bad};
use super::session::Session;
use super::shared_args::{Output, SiteName};
use super::text::clean;
use super::{files, members, names};
use crate::access::{Directory, MemberId, SiteId, fold_email};
use crate::plan::{AboutWish, SettingWish, Wish};
use crate::worker::protocol::MemberColumn;
use clap::Args;
use std::path::PathBuf;

/// The text, and whose it is.
#[derive(Debug, Args)]
pub struct About {
    /// The text, in plain paragraphs: one a line
    #[arg(value_name = "TEXT", required_unless_present_any = ["from", "delete"])]
    text: Option<String>,
    /// Take the text out of a file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["text", "delete"])]
    from: Option<PathBuf>,
    /// Delete the text that the member has
    #[arg(long, conflicts_with = "text")]
    delete: bool,
    /// Replace a text that has pictures, links or forms all the same: they are lost
    #[arg(long, conflicts_with = "delete")]
    insist: bool,
    /// The member by id
    #[arg(long, value_name = "ID", required_unless_present = "address")]
    id: Option<String>,
    /// The member by login address, among those that were read
    #[arg(long, value_name = "ADDRESS", conflicts_with = "id")]
    address: Option<String>,
    #[command(flatten)]
    site: SiteName,
    #[command(flatten)]
    pub(super) output: Output,
}

/// The wish of `plan members about`.
pub(super) fn wish(
    session: &mut Session<'_>,
    directory: &Directory,
    args: &About,
) -> Result<Wish, Failure> {
    let site = names::site(directory, &args.site.name)?;
    let text = match (&args.text, &args.from) {
        (Some(text), _) => Some(text.clone()),
        (None, Some(path)) => {
            let bytes = files::read(path)?;
            let text = String::from_utf8(bytes).map_err(|error| {
                let good = error.utf8_error().valid_up_to();
                let place = files::place(path);
                let what = format!("{place} is no text in UTF-8 after byte {good}");
                bad(what, "Save it as plain text in UTF-8")
            })?;
            Some(text)
        }
        (None, None) => None,
    };
    let about = match text {
        Some(text) => AboutWish::Words {
            text,
            insist: args.insist,
        },
        None => AboutWish::Gone,
    };
    let member = match (&args.id, &args.address) {
        (Some(id), _) => MemberId::new(id),
        (None, address) => member(session, &site, address.as_deref().unwrap_or_default())?,
    };
    let wish = SettingWish::About(member, about);
    Ok(Wish::SiteSetting { site, wish })
}

/// The member who logs in with this address, among those that were read.
pub(super) fn member(
    session: &mut Session<'_>,
    site: &SiteId,
    address: &str,
) -> Result<MemberId, Failure> {
    let table = members::table(session, site)?;
    let folded = fold_email(address);
    let mut found = table
        .rows
        .iter()
        .filter(|row| fold_email(row.text(MemberColumn::Login)) == folded);
    match (found.next(), found.next()) {
        (Some(row), None) => Ok(row.id()),
        (None, _) => Err(bad(
            format!("No member that was read logs in with {}", clean(address)),
            "Read the members again, or name the member by its id",
        )),
        (Some(_), Some(_)) => Err(bad(
            format!("Several members log in with {}", clean(address)),
            "Name one by its id",
        )),
    }
}
