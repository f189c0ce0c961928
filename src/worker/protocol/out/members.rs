//! Members of a site as lines of a file. Their cells come from what is kept, not from the table,
//! which holds a part of it.

use super::{OutColumn, Outgoing};
use crate::access::SiteId;
use crate::index::Group;
use crate::sheet::member_columns;
use crate::worker::protocol::{MemberRow, MembersTable, Numbered as _, member_groups};
use std::borrow::Cow;

impl MembersTable {
    /// Keys of the custom fields that somebody has, as far as filters offer them.
    pub fn custom_fields(&self) -> Vec<String> {
        let key = |g: &Group| g.key.strip_prefix(member_groups::CUSTOM).map(str::to_owned);
        let mut all: Vec<String> = self
            .index
            .facets()
            .groups()
            .iter()
            .filter_map(key)
            .collect();
        all.sort();
        all
    }
}

impl OutColumn {
    /// The columns of members, those of custom fields with these keys last.
    pub fn of_members(custom: &[String]) -> Vec<Self> {
        let column = |(id, title)| Self {
            id: Cow::Owned(id),
            title: Cow::Owned(title),
        };
        member_columns(custom).into_iter().map(column).collect()
    }
}

impl Outgoing for MembersTable {
    const WORD: &'static str = "members";
    type Ahead = ();

    fn ahead(&self) {}

    fn out_columns(&self, _: bool) -> Vec<OutColumn> {
        OutColumn::of_members(&self.custom_fields())
    }

    fn out_lines(&self, (): &(), _: &MemberRow, _: bool) -> Vec<Vec<String>> {
        Vec::new()
    }

    fn members_of(&self) -> Option<&SiteId> {
        Some(&self.site)
    }

    fn place(row: &MemberRow) -> u32 {
        Self::key(row)
    }
}
