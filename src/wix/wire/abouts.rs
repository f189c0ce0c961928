//! What members tell about themselves (site contract 4.7).

use super::badges::{CursorPage, cursor_page, one_of};
use super::fields::Fields;
use crate::access::{AboutId, MemberAbout, MemberId};
use crate::wix::write::Unread;
use serde_json::Value;

/// A page of them. Neither the name of the list nor that of its page data is published: the names
/// that Wix's other lists of this kind have are taken, the one that is there counts.
pub(in crate::wix) fn abouts(body: &[u8]) -> Result<CursorPage<MemberAbout>, Unread> {
    let fields = super::object(body)?;
    let first = |names: [&'static str; 2]| {
        let [preferred, other] = names;
        if fields.has(other) && !fields.has(preferred) {
            other
        } else {
            preferred
        }
    };
    let list = first(["memberAbouts", "abouts"]);
    let meta = first(["pagingMetadata", "metadata"]);
    cursor_page(body, list, meta, about)
}

/// Reads `{memberAbout}`.
pub(in crate::wix) fn about_of(body: &[u8]) -> Result<MemberAbout, Unread> {
    one_of(body, "memberAbout", about)
}

fn about(value: Value) -> Result<MemberAbout, String> {
    let mut f = Fields::row(value)?;
    Ok(MemberAbout {
        id: AboutId::from(f.id("id").ok_or("the about has no id")?),
        member: MemberId::from(f.id("memberId").ok_or("the about has no member")?),
        content: f.value("content").unwrap_or(Value::Null),
        revision: f.id("revision").unwrap_or_default(),
        extra: f.rest(),
    })
}
