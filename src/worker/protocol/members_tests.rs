//! The table of members against a model that is too slow to use and too simple to be wrong.

use super::{MemberColumn, MemberMark, MembersBeside, MembersBuilder, MembersTable, member_groups};
use crate::access::{BriefTexts, Held, Member, MemberStatus, SiteId, fold_email};
use crate::index::{Filter, Order, Span, fold, never};
use crate::plan::{Crew, CrewPlace};
use jiff::Timestamp;
use proptest::prelude::*;

const NOW: i64 = 1_795_338_000;
const DAY: i64 = 24 * 60 * 60;

fn member() -> impl Strategy<Value = Member> {
    let text = || proptest::string::string_regex("[abÄשم漢\u{1f} ]{0,5}").unwrap();
    (
        (text(), text(), text(), text()),
        proptest::sample::select(vec!["PENDING", "APPROVED", "BLOCKED", "OFFLINE", "NEW", ""]),
        proptest::option::of(0_i64..500),
        proptest::sample::select(vec!["", "a@X.org", "b@x.org", "c@y.org", "no address"]),
    )
        .prop_map(
            |((first, nickname, slug, company), status, days, login)| Member {
                first_name: first,
                nickname,
                slug,
                company,
                status: MemberStatus::from_wire(status),
                login_email: login.to_owned(),
                created_at: days.and_then(|d| Timestamp::from_second(NOW - d * DAY).ok()),
                ..Member::bare("m".into())
            },
        )
}

fn members() -> impl Strategy<Value = Vec<Member>> {
    proptest::collection::vec(member(), 0..25).prop_map(|mut all| {
        for (at, member) in all.iter_mut().enumerate() {
            // Every other one has an id that is no GUID.
            let id = if at % 2 == 0 {
                format!("4d0a6c2e-88b1-4f7d-9e33-{at:012x}")
            } else {
                format!("odd {at}")
            };
            member.id = id.as_str().into();
        }
        all
    })
}

fn build(all: &[Member]) -> MembersTable {
    let mut crew = Crew::default();
    crew.add(CrewPlace::Owner, None, "a@x.org");
    crew.add(CrewPlace::Contributor, None, "b@x.org");
    crew.add(CrewPlace::Contributor, None, "a@x.org");
    let beside = MembersBeside {
        crew,
        ..MembersBeside::default()
    };
    let now = Timestamp::from_second(NOW).unwrap();
    let mut builder = MembersBuilder::new(now, beside);
    let mut texts = BriefTexts::default();
    for (at, member) in (0_u32..).zip(all) {
        builder.add(at * 3, &member.brief(&mut texts));
    }
    builder.finish(SiteId::new("site"))
}

fn has(member: &Member, held: Held) -> bool {
    member.brief(&mut BriefTexts::default()).has & held.bit() != 0
}

proptest! {
    #[test]
    fn rows_show_what_members_have(all in members()) {
        let table = build(&all);
        prop_assert_eq!(table.rows.len(), all.len());
        for (at, (row, member)) in (0_u32..).zip(table.rows.iter().zip(&all)) {
            prop_assert_eq!(row.id(), member.id.clone());
            prop_assert_eq!(row.status(), &member.status);
            prop_assert_eq!(row.time(MemberColumn::Created), member.created_at);
            let clean = |text: &str| text.replace('\u{1f}', " ");
            let (nickname, company) = (clean(&member.nickname), clean(&member.company));
            prop_assert_eq!(row.text(MemberColumn::Nickname), nickname.as_str());
            prop_assert_eq!(row.text(MemberColumn::Company), company.as_str());
            prop_assert_eq!(row.has(Held::Company), !member.company.is_empty());
            let login = fold_email(&member.login_email);
            prop_assert_eq!(row.is(MemberMark::OwnerAddress), login == "a@x.org");
            prop_assert_eq!(row.is(MemberMark::ContributorAddress), login == "b@x.org");
            prop_assert!(!row.name().is_empty());
            prop_assert_eq!(table.numbers.number(at), at * 3);
            prop_assert_eq!(table.numbers.row(at * 3), Some(at));
            prop_assert_eq!(table.numbers.row(at * 3 + 1), None);
        }
    }

    #[test]
    fn a_view_holds_whom_every_part_of_the_filter_leaves(
        all in members(),
        text in "[abä ]{0,2}",
        status in proptest::option::of(proptest::sample::select(vec!["PENDING", "NEW"])),
        lacks in any::<bool>(),
        domain in any::<bool>(),
        days in proptest::option::of(0_i64..500),
    ) {
        let table = build(&all);
        let mut filter = Filter { text: text.clone(), ..Filter::default() };
        if let Some(status) = status {
            filter.toggle(member_groups::STATUS, status);
        }
        if lacks {
            filter.toggle(member_groups::LACKS, Held::Company.key());
        }
        if domain {
            filter.toggle(member_groups::DOMAIN, "x.org");
        }
        if let Some(days) = days {
            let from = Some(NOW - days * DAY);
            filter.spans.insert(member_groups::CREATED.to_owned(), Span { from, until: None });
        }
        let passes = |m: &Member| {
            let columns = [&m.first_name, &m.nickname, &m.login_email, &m.slug];
            let folded: Vec<String> = columns.iter().map(|c| fold(c).into_owned()).collect();
            let needle = fold(&text).into_owned();
            let found = needle.split_whitespace().all(|w| folded.iter().any(|c| c.contains(w)));
            let made = m.created_at.map(Timestamp::as_second);
            found
                && status.is_none_or(|s| m.status.wire() == s)
                && (!lacks || !has(m, Held::Company))
                && (!domain || m.login_email.to_lowercase().ends_with("@x.org"))
                && days.is_none_or(|d| made.is_some_and(|made| made >= NOW - d * DAY))
        };
        let view = table.index.view(&filter, None, None, &never).unwrap();
        let model: Vec<u32> =
            (0_u32..).zip(&all).filter(|(_, m)| passes(m)).map(|(at, _)| at).collect();
        prop_assert_eq!(&view.rows, &model);
        // Sorted by time they are the same ones, oldest first, those without a time last.
        let order = Order { column: 4, descending: false };
        let sorted = table.index.view(&filter, Some(order), None, &never).unwrap().rows;
        let time = |row: &u32| all[*row as usize].created_at;
        let mut wanted = model;
        wanted.sort_by_key(|row| (time(row).is_none(), time(row)));
        prop_assert_eq!(sorted, wanted);
    }
}
