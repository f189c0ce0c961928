//! The selection against a plain set.

use std::collections::BTreeSet;

use gatehouse::kit::table::Selection;
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Step {
    Insert(u32),
    Remove(u32),
    Toggle(u32),
    Range(u32, u32),
    Retain(u32),
    Clear,
}

fn step() -> impl Strategy<Value = Step> {
    // Around the edges of words of 64 bits.
    let key = || 0..400_u32;
    prop_oneof![
        key().prop_map(Step::Insert),
        key().prop_map(Step::Remove),
        key().prop_map(Step::Toggle),
        (key(), key()).prop_map(|(a, b)| Step::Range(a, b)),
        (1..5_u32).prop_map(Step::Retain),
        Just(Step::Clear),
    ]
}

proptest! {
    #[test]
    fn a_selection_is_a_set(steps in proptest::collection::vec(step(), 1..60)) {
        let (mut ours, mut plain) = (Selection::new(), BTreeSet::new());
        for step in steps {
            match step {
                Step::Insert(k) => prop_assert_eq!(ours.insert(k), plain.insert(k)),
                Step::Remove(k) => prop_assert_eq!(ours.remove(k), plain.remove(&k)),
                Step::Toggle(k) => {
                    let on = plain.insert(k) || !plain.remove(&k);
                    prop_assert_eq!(ours.toggle(k), on);
                }
                Step::Range(a, b) => {
                    ours.insert_range(a..b);
                    plain.extend(a..b);
                }
                Step::Retain(n) => {
                    ours.retain(|k| k % n == 0);
                    plain.retain(|k| k % n == 0);
                }
                Step::Clear => {
                    ours.clear();
                    plain.clear();
                }
            }
            prop_assert_eq!(ours.len(), plain.len());
            prop_assert_eq!(ours.is_empty(), plain.is_empty());
            prop_assert!(ours.iter().eq(plain.iter().copied()));
            prop_assert!((0..400).all(|k| ours.contains(k) == plain.contains(&k)));
            let only = plain.first().copied().filter(|_| plain.len() == 1);
            prop_assert!((0..400).all(|k| ours.is_only(k) == (only == Some(k))));
        }
        let again: Selection = plain.into_iter().collect();
        prop_assert_eq!(again, ours);
    }
}

#[test]
fn a_million_keys_are_a_run_of_words() {
    let mut all = Selection::new();
    all.insert_range(0..1_000_000);
    assert_eq!(all.len(), 1_000_000);
    assert!(all.contains(999_999) && !all.contains(1_000_000));
}
