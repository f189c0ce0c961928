//! Lists end, and they end complete or say so.

use gatehouse::wix::{Came, Cursors, Offsets, PagingTrouble, Total, dedupe};
use proptest::prelude::*;

/// Reads a list of `size` rows from a server that gives `most` at once.
fn read_all(size: u64, most: u64, total: impl Fn(u64) -> Total) -> (u64, u32) {
    let mut next = Some(Offsets::start(50));
    let mut rows = 0;
    let mut calls = 0;
    while let Some(at) = next {
        let from = at.offset();
        let count = size
            .saturating_sub(from)
            .min(most)
            .min(u64::from(at.limit()));
        rows += count;
        calls += 1;
        let first = (count > 0).then(|| from.to_string());
        let came = Came {
            rows: count as usize,
            first: first.as_deref(),
            total: total(size),
            has_next: None,
        };
        let (more, trouble) = at.after(&came);
        assert_eq!(trouble, None);
        next = more;
    }
    (rows, calls)
}

proptest! {
    #[test]
    fn every_row_is_read_whatever_the_server_gives_at_once(
        size in 0_u64..500, most in 1_u64..80, kind in 0..4_u8, hint in 0_u64..600,
    ) {
        let (rows, calls) = read_all(size, most, |size| match kind {
            0 => Total::Untold,
            1 => Total::Exact(size),
            2 => Total::Hint(size),
            _ if hint == size => Total::Hint(size),
            // A hint that counts something else: only invites, or only users.
            _ => Total::Hint(size + 1000),
        });
        prop_assert_eq!(rows, size);
        prop_assert!(u64::from(calls) <= size.div_ceil(most.min(50)) + 1);
    }

    #[test]
    fn offsets_end_whatever_comes(
        steps in proptest::collection::vec(
            (0_usize..60, proptest::option::of("[ab]"), 0..3_u8, 0_u64..100, proptest::option::of(any::<bool>())), 1..40),
    ) {
        let mut next = Some(Offsets::start(50));
        let mut offset = 0;
        let mut calls = 0;
        while let Some(at) = next {
            prop_assert!(at.offset() == offset);
            let (rows, first, kind, total, has_next) = &steps[calls % steps.len()];
            let came = Came {
                rows: *rows,
                first: first.as_deref(),
                total: match kind { 0 => Total::Untold, 1 => Total::Hint(*total), _ => Total::Exact(*total) },
                has_next: *has_next,
            };
            let (more, trouble) = at.after(&came);
            prop_assert!(more.is_none() || (trouble.is_none() && *rows > 0));
            offset += *rows as u64;
            next = more;
            calls += 1;
            prop_assert!(calls <= 20_000);
        }
    }

    #[test]
    fn cursors_end_whatever_comes(
        steps in proptest::collection::vec(
            (0_usize..3, proptest::option::of("[a-z]{0,2}"), proptest::option::of(any::<bool>())), 1..40),
    ) {
        let mut next = Some(Cursors::start(100));
        let mut calls = 0;
        while let Some(at) = next {
            let (rows, cursor, has_next) = &steps[calls % steps.len()];
            next = at.after(*rows, cursor.as_deref(), *has_next).0;
            calls += 1;
            prop_assert!(calls <= 800);
        }
    }
}

#[test]
fn a_number_of_rows_saves_the_last_question() {
    assert_eq!(read_all(57, 50, Total::Exact), (57, 2));
    assert_eq!(read_all(57, 50, Total::Hint), (57, 2));
    assert_eq!(read_all(57, 50, |_| Total::Untold), (57, 3));
    assert_eq!(read_all(0, 50, |_| Total::Untold), (0, 1));
}

fn after(came: Came<'_>) -> (Option<Offsets>, Option<PagingTrouble>) {
    Offsets::start(50).after(&came)
}

#[test]
fn an_incomplete_list_says_so() {
    let promised = Came {
        has_next: Some(true),
        ..Came::default()
    };
    assert_eq!(after(promised), (None, Some(PagingTrouble::Empty)));
    let fewer = Came {
        total: Total::Exact(9),
        ..Came::default()
    };
    assert_eq!(after(fewer), (None, Some(PagingTrouble::Short)));
    let cut_short = Came {
        rows: 5,
        total: Total::Exact(9),
        has_next: Some(false),
        ..Came::default()
    };
    assert_eq!(after(cut_short), (None, Some(PagingTrouble::Short)));
}

#[test]
fn a_server_that_ignores_the_offset_is_noticed() {
    let same = Came {
        rows: 50,
        first: Some("u1"),
        ..Came::default()
    };
    let (next, _) = after(same);
    assert_eq!(
        next.unwrap().after(&same),
        (None, Some(PagingTrouble::Repeated))
    );
}

#[test]
fn a_list_that_changed_while_it_was_read_is_noticed() {
    let page = |rows, total, first| Came {
        rows,
        first: Some(first),
        total: Total::Exact(total),
        has_next: None,
    };
    let (next, _) = after(page(50, 60, "a"));
    assert_eq!(
        next.unwrap().after(&page(9, 59, "b")),
        (None, Some(PagingTrouble::Moved))
    );
}

#[test]
fn a_cursor_that_comes_again_ends_the_list() {
    let (next, _) = Cursors::start(9).after(9, Some("x"), Some(true));
    let (next, _) = next.unwrap().after(9, Some("y"), Some(true));
    assert_eq!(
        next.unwrap().after(9, Some("x"), Some(true)),
        (None, Some(PagingTrouble::Repeated))
    );
    assert_eq!(
        Cursors::start(9).after(9, None, Some(true)),
        (None, Some(PagingTrouble::Short))
    );
    assert_eq!(
        Cursors::start(9).after(9, Some("x"), Some(false)),
        (None, None)
    );
    assert_eq!(Cursors::start(9).after(9, Some(""), None), (None, None));
}

#[test]
fn the_last_words_about_a_row_win_at_its_first_place() {
    let rows = vec![(1, "a"), (2, "b"), (1, "c")];
    assert_eq!(dedupe(rows, |r| r.0), [(1, "c"), (2, "b")]);
}
