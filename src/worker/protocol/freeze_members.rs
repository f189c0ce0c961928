//! Freezing a site's members into columns with their index.

use super::freeze_members_index::Searched;
use super::members::{CELL, member_groups as groups};
use super::{
    FoundAtWix, MemberColumn, MemberColumns, MemberMark, MemberRow, MembersInfo, MembersTable,
    Numbers,
};
use crate::access::{Behind, Brief, MemberEvent, MemberId, SiteId, UserLinks};
use crate::index::{COLUMN, Index, Rank, Ranked};
use crate::plan::Crew;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// Bytes of a member that are drawn: a guess for making room.
const DRAWN: usize = 160;
/// More members than so many get their room as they come.
const ROOM: u64 = 4_000_000;

/// What is known beside the members themselves.
#[derive(Debug, Clone, Default)]
pub struct MembersBeside {
    /// The site's name.
    pub site_name: String,
    /// Its owner and its contributors.
    pub crew: Crew,
    /// The Wix users behind members, as far as Wix tells them.
    pub users: UserLinks,
    /// Why Wix does not tell all of them, if it does not.
    pub users_untold: Option<String>,
    /// What Wix's own search found, and whom.
    pub found: Option<(FoundAtWix, BTreeSet<MemberId>)>,
    /// How the reading stands.
    pub info: MembersInfo,
    /// What happened between readings, newest first, and how much in all.
    pub changes: (Vec<MemberEvent>, u64),
}

/// Collects members one after the other.
pub struct MembersBuilder {
    beside: MembersBeside,
    drawn: Drawn,
    searched: Searched,
}

/// What is drawn of them.
#[derive(Default)]
struct Drawn {
    columns: MemberColumns,
    slots: Vec<u32>,
}

impl std::fmt::Debug for MembersBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MembersBuilder")
            .field("rows", &self.drawn.slots.len())
            .finish_non_exhaustive()
    }
}

/// Whether a GUID is written as it usually is, so that it can be written again from its number.
fn is_usual(id: uuid::Uuid, text: &str) -> bool {
    let mut buffer = uuid::Uuid::encode_buffer();
    id.hyphenated().encode_lower(&mut buffer) == text
}

/// The number of a word, which is added if it is new. Beyond 255 the last one stands for all.
fn number<T: PartialEq + Clone>(all: &mut Vec<T>, word: &T) -> usize {
    if let Some(at) = all.iter().position(|known| known == word) {
        return at;
    }
    if all.len() < 255 {
        all.push(word.clone());
    }
    all.len() - 1
}

impl MembersBuilder {
    /// For a table as of this moment.
    pub fn new(now: Timestamp, beside: MembersBeside) -> Self {
        let found = beside.found.as_ref().map(|(found, _)| found);
        let mut searched = Searched::new(now.as_second(), found);
        let mut drawn = Drawn::default();
        let members = beside.info.kept.min(ROOM) as usize;
        searched.reserve(members);
        drawn.reserve(members);
        Self {
            beside,
            drawn,
            searched,
        }
    }

    /// Adds one member with the number of its place. Numbers ascend.
    pub fn add(&mut self, slot: u32, brief: &Brief<'_>) {
        let marks = marks(&self.beside, brief);
        self.drawn.add(slot, brief, marks);
        self.searched.add(brief, marks);
    }

    /// Two halves of [`MembersBuilder::add`], for two threads. Each must be given every member, in
    /// the same order.
    pub fn halves(
        &mut self,
    ) -> (
        impl FnMut(u32, &Brief<'_>) + Send,
        impl FnMut(u32, &Brief<'_>) + Send,
    ) {
        let beside = &self.beside;
        let (drawn, searched) = (&mut self.drawn, &mut self.searched);
        (
            move |slot, brief: &Brief<'_>| drawn.add(slot, brief, marks(beside, brief)),
            move |_, brief: &Brief<'_>| searched.add(brief, marks(beside, brief)),
        )
    }

    /// The finished table.
    pub fn finish(self, site: SiteId) -> MembersTable {
        let (mut columns, slots) = (self.drawn.columns, self.drawn.slots);
        columns.texts.shrink_to_fit();
        let columns = Arc::new(columns);
        let ranks = MemberColumn::iter().map(|c| rank(Arc::clone(&columns), c));
        let (text, facets) = self.searched.finish();
        let index = Index::new(text, facets, ranks.collect());
        let mut index = index.unwrap_or_default();
        for (which, key) in [groups::CREATED, groups::UPDATED, groups::LAST_LOGIN]
            .into_iter()
            .enumerate()
        {
            let columns = Arc::clone(&columns);
            let of = move |row: u32| columns.time(row as usize, which);
            index = index.with_number(key, Arc::new(of));
        }
        let row = |at| MemberRow {
            columns: Arc::clone(&columns),
            at,
        };
        MembersTable {
            site,
            site_name: self.beside.site_name,
            rows: (0..slots.len() as u32).map(row).collect(),
            index,
            numbers: Numbers::fixed(slots),
            info: self.beside.info,
            users_untold: self.beside.users_untold,
            found: self.beside.found.map(|(found, _)| found),
            changes: self.beside.changes,
        }
    }
}

impl Drawn {
    fn reserve(&mut self, members: usize) {
        let columns = &mut self.columns;
        columns.texts.reserve(members * DRAWN);
        columns.ends.reserve(members);
        columns.ids.reserve(members);
        columns.words.reserve(members);
        columns.times.reserve(members);
        columns.has.reserve(members);
        columns.marks.reserve(members);
        self.slots.reserve(members);
    }

    fn add(&mut self, slot: u32, brief: &Brief<'_>, marks: u8) {
        let row = self.slots.len() as u32;
        self.slots.push(slot);
        self.texts(brief);
        let columns = &mut self.columns;
        match uuid::Uuid::try_parse(brief.id) {
            Ok(id) if is_usual(id, brief.id) => columns.ids.push(id.as_u128()),
            _ => {
                columns.ids.push(0);
                columns.odd_ids.insert(row, brief.id.to_owned());
            }
        }
        let words = [
            number(&mut columns.statuses, &brief.status),
            number(&mut columns.privacies, &brief.privacy),
            number(&mut columns.activities, &brief.activity),
        ];
        columns.words.push(words.map(|at| at as u8));
        let seconds = |time: Option<i64>| time.and_then(|t| u32::try_from(t).ok()).unwrap_or(0);
        let times = [brief.created, brief.updated, brief.last_login];
        columns.times.push(times.map(seconds));
        columns.has.push(brief.has);
        columns.marks.push(marks);
    }

    fn texts(&mut self, brief: &Brief<'_>) {
        let cells = [
            brief.name,
            brief.nickname,
            brief.login,
            brief.slug,
            brief.title,
            brief.company,
            brief.job_title,
            brief.phones,
            brief.emails,
            brief.place,
        ];
        let texts = &mut self.columns.texts;
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                texts.push(CELL);
            }
            if cell.contains(CELL) {
                texts.extend(cell.chars().map(|c| if c == CELL { ' ' } else { c }));
            } else {
                texts.push_str(cell);
            }
        }
        self.columns.ends.push(texts.len() as u32);
    }
}

/// What is to be known about a member.
fn marks(beside: &MembersBeside, brief: &Brief<'_>) -> u8 {
    let mut marks = 0;
    let behind = beside.users.behind(brief.id);
    if let Some((place, by)) = beside.crew.place(behind, brief.login) {
        marks |= MemberMark::of(place, by).bit();
    } else if matches!(behind, Behind::User(_) | Behind::Someone) {
        marks |= MemberMark::WixUser.bit();
    }
    let found = beside.found.as_ref();
    if found.is_some_and(|(_, ids)| ids.contains(&MemberId::new(brief.id))) {
        marks |= MemberMark::Found.bit();
    }
    marks
}

/// The rank of a column, made when somebody first sorts by it.
fn rank(columns: Arc<MemberColumns>, column: MemberColumn) -> Ranked {
    Ranked::later(move || {
        let rows = 0..columns.len();
        let times = |which| {
            let all = rows.clone().map(|row| columns.time(row, which));
            Rank::of(&all.collect::<Vec<_>>())
        };
        match column {
            MemberColumn::Created => times(0),
            MemberColumn::Updated => times(1),
            MemberColumn::LastLogin => times(2),
            MemberColumn::Name => Rank::of_texts(rows.map(|row| Some(columns.name(row)))),
            MemberColumn::Status => Rank::of_texts(rows.map(|row| Some(columns.word(row, 0)))),
            MemberColumn::Privacy => Rank::of_texts(rows.map(|row| Some(columns.word(row, 1)))),
            MemberColumn::Activity => Rank::of_texts(rows.map(|row| Some(columns.word(row, 2)))),
            other => {
                let cell = other.text().unwrap_or_default();
                Rank::of_texts(rows.map(|row| Some(columns.text(row, cell))))
            }
        }
    })
}

/// Between columns of a row in the text that is searched; the same as in every table.
const _: () = assert!(COLUMN as u32 == CELL as u32);
