//! The index against models that are too slow to use and too simple to be wrong.

use super::*;
use proptest::prelude::*;
use std::cell::Cell;
use std::collections::BTreeSet;

/// Two groups of values, a text and a key for sorting.
#[derive(Debug, Clone)]
struct Row {
    text: String,
    values: [BTreeSet<u8>; 2],
    key: Option<String>,
}

const GROUPS: [&str; 2] = ["role", "status"];

fn row() -> impl Strategy<Value = Row> {
    let values = || proptest::collection::btree_set(0_u8..4, 0..3);
    let text = "[abAÄß\u{1f} ]{0,6}";
    (
        text,
        values(),
        values(),
        proptest::option::of("[abA ]{0,2}"),
    )
        .prop_map(|(text, a, b, key)| {
            let values = [a, b];
            Row { text, values, key }
        })
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    proptest::collection::vec(row(), 0..30)
}

fn filter() -> impl Strategy<Value = Filter> {
    let keys = || proptest::collection::btree_set("[0-4]", 0..3);
    ("[abs ]{0,4}", keys(), keys()).prop_map(|(text, a, b)| {
        let groups = GROUPS.map(str::to_owned).into_iter();
        let chosen = groups.zip([a, b]).collect();
        Filter {
            text,
            chosen,
            ..Filter::default()
        }
    })
}

fn build(rows: &[Row]) -> Index {
    let mut facets = FacetsBuilder::default();
    let groups = GROUPS.map(|group| facets.group(group, group));
    for group in groups {
        for value in 0..4_u8 {
            facets.value(group, &value.to_string(), "label");
        }
    }
    for row in rows {
        let mut values = Vec::new();
        for (group, keys) in groups.iter().zip(&row.values) {
            for key in keys {
                let value = facets.value(*group, &key.to_string(), "label");
                values.extend([value, value]);
            }
        }
        facets.row(&values);
    }
    let text = TextIndex::build(rows.iter().map(|row| &row.text));
    let rank = Rank::of_texts(rows.iter().map(|row| row.key.as_deref()));
    Index::new(text, facets.finish(), vec![rank]).unwrap()
}

fn has_words(row: &Row, needle: &str) -> bool {
    let columns: Vec<String> = row
        .text
        .split(COLUMN)
        .map(|c| fold(c).into_owned())
        .collect();
    let needle = fold(needle);
    let mut words = needle.split_whitespace();
    words.all(|word| columns.iter().any(|column| column.contains(word)))
}

/// Whether a row passes the choice in one group, told as keys.
fn passes(row: &Row, group: usize, keys: &BTreeSet<String>) -> bool {
    let has = |key: &u8| keys.contains(&key.to_string());
    keys.is_empty() || row.values[group].iter().any(has)
}

fn passes_all(row: &Row, filter: &Filter) -> bool {
    let group = |g: usize| passes(row, g, &filter.chosen[GROUPS[g]]);
    has_words(row, &filter.text) && group(0) && group(1)
}

proptest! {
    #[test]
    fn a_view_holds_the_rows_that_pass(rows in rows(), filter in filter()) {
        let view = build(&rows).view(&filter, None, None, &never).unwrap();
        let model: Vec<u32> = (0_u32..)
            .zip(&rows)
            .filter(|(_, row)| passes_all(row, &filter))
            .map(|(i, _)| i)
            .collect();
        prop_assert_eq!(view.rows, model);
        prop_assert_eq!(view.total as usize, rows.len());
    }

    #[test]
    fn a_count_tells_what_choosing_only_that_value_would_leave(rows in rows(), filter in filter()) {
        let index = build(&rows);
        let view = index.view(&filter, None, None, &never).unwrap();
        for (g, group) in index.facets().groups().iter().enumerate() {
            for (v, value) in group.values.iter().enumerate() {
                let mut only = filter.clone();
                only.chosen.insert(group.key.clone(), BTreeSet::from([value.key.clone()]));
                let model = rows.iter().filter(|row| passes_all(row, &only)).count();
                prop_assert_eq!(view.counts[g][v] as usize, model);
            }
        }
    }

    #[test]
    fn narrowing_gives_what_a_new_search_gives(
        rows in rows(),
        typed in proptest::collection::vec("[abs ]{0,4}", 1..5),
    ) {
        let index = build(&rows);
        let mut found = None;
        for text in typed {
            let filter = Filter { text, ..Filter::default() };
            let fresh = index.view(&filter, None, None, &never).unwrap();
            let narrowed = index.view(&filter, None, found.as_ref(), &never).unwrap();
            prop_assert_eq!(fresh.found.hits(), narrowed.found.hits());
            prop_assert_eq!(fresh.rows, narrowed.rows);
            found = Some(narrowed.found);
        }
    }

    #[test]
    fn rows_sort_by_folded_key_with_missing_ones_last(
        rows in rows(),
        filter in filter(),
        descending: bool,
    ) {
        let order = Some(Order { column: 0, descending });
        let view = build(&rows).view(&filter, order, None, &never).unwrap();
        let key = |row: &u32| {
            let key = rows[*row as usize].key.as_deref().map(|k| fold(k.trim()).into_owned());
            key.filter(|k| !k.is_empty())
        };
        let mut model: Vec<u32> = (0_u32..)
            .zip(&rows)
            .filter(|(_, row)| passes_all(row, &filter))
            .map(|(i, _)| i)
            .collect();
        model.sort_by(|a, b| match (key(a), key(b)) {
            (Some(a), Some(b)) if descending => b.cmp(&a),
            (Some(a), Some(b)) => a.cmp(&b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        });
        prop_assert_eq!(view.rows, model);
    }
}

#[test]
fn words_may_stand_anywhere_in_the_row_but_not_across_columns() {
    let index = TextIndex::build([
        format!("Anna Müller{COLUMN}anna@example.com"),
        format!("Hannah{COLUMN}Büro"),
        format!("Bob{COLUMN}STRASSE 7"),
    ]);
    let find = |typed: &str| {
        let found = index.search(Needle::new(typed), None, &never).unwrap();
        found.hits().iter().collect::<Vec<_>>()
    };
    assert_eq!(find("anna"), [0, 1]);
    assert_eq!(find("MULLER  anna"), [0]);
    assert_eq!(find("example anna"), [0]);
    assert_eq!(find("straße"), [2]);
    assert_eq!(find("hannahb"), [] as [u32; 0]);
    assert_eq!(find(&format!("hannah{COLUMN}b")), [] as [u32; 0]);
    assert_eq!(find("comhannah"), [] as [u32; 0]);
    assert_eq!(find(" \u{200b} "), [0, 1, 2]);
}

#[test]
fn a_result_of_another_index_is_not_narrowed() {
    let old = TextIndex::build(["anna", "bob"]);
    let new = TextIndex::build(["bob", "anna"]);
    let found = old.search(Needle::new("an"), None, &never).unwrap();
    let found = new
        .search(Needle::new("ann"), Some(&found), &never)
        .unwrap();
    assert_eq!(found.hits().iter().collect::<Vec<_>>(), [1]);
}

#[test]
fn a_choice_of_something_unknown_leaves_nothing() {
    let index = build(&[Row {
        text: String::new(),
        values: [BTreeSet::from([1]), BTreeSet::new()],
        key: None,
    }]);
    let mut filter = Filter::default();
    assert!(filter.is_empty());
    filter.toggle("role", "1");
    assert!(filter.has("role", "1"));
    assert_eq!(index.view(&filter, None, None, &never).unwrap().rows, [0]);
    filter.toggle("city", "Rome");
    assert!(
        index
            .view(&filter, None, None, &never)
            .unwrap()
            .rows
            .is_empty()
    );
    filter.toggle("city", "Rome");
    filter.toggle("role", "1");
    assert_eq!(filter, Filter::default());
    filter.toggle("role", "gone");
    assert!(
        index
            .view(&filter, None, None, &never)
            .unwrap()
            .rows
            .is_empty()
    );
}

#[test]
fn parts_of_different_length_do_not_make_an_index() {
    let text = TextIndex::build(["a", "b"]);
    assert_eq!(
        Index::new(text.clone(), Facets::default(), Vec::<Rank>::new()).unwrap_err(),
        Uneven
    );
    let mut facets = FacetsBuilder::default();
    facets.row(&[]);
    facets.row(&[]);
    let rank = Rank::of(&[Some(1)]);
    assert_eq!(
        Index::new(text, facets.finish(), vec![rank]).unwrap_err(),
        Uneven
    );
}

#[test]
fn numbers_rank_as_numbers() {
    let rank = Rank::of(&[Some(10), None, Some(-2), Some(10)]);
    assert_eq!(sort(&Hits::all(4), &rank, false), [2, 0, 3, 1]);
    assert_eq!(sort(&Hits::all(4), &rank, true), [0, 3, 2, 1]);
}

const LARGE: u32 = 100_000;

fn large() -> Index {
    let mut facets = FacetsBuilder::default();
    let third = facets.group("third", "Third");
    let tenth = facets.group("tenth", "Tenth");
    for i in 0..LARGE {
        let values = [
            facets.value(third, &(i % 3).to_string(), ""),
            facets.value(tenth, &(i % 10).to_string(), ""),
        ];
        facets.row(&values);
    }
    let text = TextIndex::build((0..LARGE).map(|i| format!("Person {i}{COLUMN}Größe {}", i % 7)));
    let rank = Rank::of(&(0..LARGE).map(|i| Some(LARGE - i)).collect::<Vec<_>>());
    Index::new(text, facets.finish(), vec![rank]).unwrap()
}

#[test]
fn a_large_table() {
    let index = large();
    let order = Order {
        column: 0,
        descending: false,
    };
    let mut filter = Filter {
        text: "99 GROSSE".to_owned(),
        ..Filter::default()
    };
    filter.toggle("third", "0");
    filter.toggle("third", "1");
    filter.toggle("tenth", "9");
    let view = index.view(&filter, Some(order), None, &never).unwrap();
    let text = |i: u32| i.to_string().contains("99");
    let model: Vec<u32> = (0..LARGE)
        .rev()
        .filter(|&i| text(i) && i % 3 < 2 && i % 10 == 9)
        .collect();
    assert!(model.len() > 500);
    assert_eq!(view.rows, model);
    let count = |keep: &dyn Fn(u32) -> bool| (0..LARGE).filter(|&i| text(i) && keep(i)).count();
    assert_eq!(
        view.counts[0][2] as usize,
        count(&|i| i % 3 == 2 && i % 10 == 9)
    );
    assert_eq!(
        view.counts[1][0] as usize,
        count(&|i| i % 3 < 2 && i % 10 == 0)
    );
    let all = index
        .view(&Filter::default(), None, Some(&view.found), &never)
        .unwrap();
    assert!(all.found.hits().is_all());
    assert!(all.rows.iter().copied().eq(0..LARGE));
}

#[test]
fn every_step_can_be_cancelled() {
    let index = large();
    let filter = Filter {
        text: "9".to_owned(),
        ..Filter::default()
    };
    // How often a whole answer asks, then stopping at each of these questions.
    let asked = Cell::new(0);
    let count = || {
        asked.set(asked.get() + 1);
        false
    };
    index.view(&filter, None, None, &count).unwrap();
    assert!(asked.get() > 9, "asked {} times", asked.get());
    for stop in 1..=asked.get() {
        let step = Cell::new(0);
        let cancel = || {
            step.set(step.get() + 1);
            step.get() == stop
        };
        assert_eq!(
            index.view(&filter, None, None, &cancel).unwrap_err(),
            Cancelled
        );
    }
}

proptest! {
    #[test]
    fn spans_leave_the_rows_whose_number_lies_in_them(
        numbers in proptest::collection::vec(proptest::option::of(-5_i64..5), 0..40),
        from in proptest::option::of(-6_i64..6),
        until in proptest::option::of(-6_i64..6),
    ) {
        let mut facets = FacetsBuilder::default();
        let group = facets.group("odd", "Odd");
        for number in &numbers {
            let odd = number.is_some_and(|n| n % 2 != 0);
            let value = facets.value(group, if odd { "odd" } else { "even" }, "label");
            facets.row(&[value]);
        }
        let text = TextIndex::build(numbers.iter().map(|_| "row"));
        let told = numbers.clone();
        let rank = Ranked::later(move || Rank::of(&told));
        let told = numbers.clone();
        let of = move |row: u32| told.get(row as usize).copied().flatten();
        let index = Index::new(text, facets.finish(), vec![rank]).unwrap();
        let index = index.with_number("n", std::sync::Arc::new(of));
        let mut filter = Filter { text: "ro".to_owned(), ..Filter::default() };
        filter.spans.insert("n".to_owned(), Span { from, until });
        prop_assert!(!filter.is_empty());
        let order = Order { column: 0, descending: false };
        let view = index.view(&filter, Some(order), None, &never).unwrap();
        let inside = |n: &Option<i64>| {
            n.is_some_and(|n| from.is_none_or(|f| n >= f) && until.is_none_or(|u| n < u))
        };
        let mut model: Vec<u32> = (0_u32..)
            .zip(&numbers)
            .filter(|(_, n)| inside(n))
            .map(|(row, _)| row)
            .collect();
        model.sort_by_key(|row| numbers[*row as usize]);
        prop_assert_eq!(&view.rows, &model);
        let odd = model.iter().filter(|r| numbers[**r as usize].unwrap() % 2 != 0).count();
        let groups = index.facets().groups();
        for (value, count) in groups[0].values.iter().zip(&view.counts[0]) {
            let wanted = if value.key == "odd" { odd } else { model.len() - odd };
            prop_assert_eq!(*count as usize, wanted);
        }
        filter.spans.insert("nobody has it".to_owned(), Span::default());
        prop_assert!(index.view(&filter, None, None, &never).unwrap().rows.is_empty());
    }
}
