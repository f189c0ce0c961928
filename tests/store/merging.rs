//! The cache against a model of it.

use crate::support::{assignment, at, cache, member, team};
use gatehouse::access::{Merge as _, Team, TeamMember};
use gatehouse::store::{End, Reading, Set};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
enum Step {
    Begin,
    Page(Vec<TeamMember>),
    Finish(bool),
    Put(TeamMember),
    Remove(u8),
}

fn some_member() -> impl Strategy<Value = TeamMember> {
    let email = prop_oneof![Just(String::new()), "[a-c]@n\\.example"];
    let extra = proptest::collection::btree_map("[xy]", any::<i32>(), 0..3);
    (0..8u8, "[AB]?", email, 0..3usize, extra).prop_map(|(id, first, email, roles, extra)| {
        let mut m = member(&format!("u{id}"), &first);
        m.email = email;
        m.assignments = (0..roles).map(|r| assignment(&r.to_string())).collect();
        m.extra = extra.into_iter().map(|(k, v)| (k, v.into())).collect();
        m
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        1 => Just(Step::Begin),
        3 => proptest::collection::vec(some_member(), 0..5).prop_map(Step::Page),
        1 => any::<bool>().prop_map(Step::Finish),
        2 => some_member().prop_map(Step::Put),
        1 => (0..8u8).prop_map(Step::Remove),
    ]
}

#[derive(Default)]
struct Model {
    rows: BTreeMap<String, TeamMember>,
    seen: BTreeSet<String>,
    pages: u32,
    state: Option<bool>,
}

impl Model {
    fn put(&mut self, m: &TeamMember) {
        let id = m.id.as_str().to_owned();
        self.seen.insert(id.clone());
        match self.rows.get_mut(&id) {
            Some(known) => known.merge(m.clone()),
            None => {
                self.rows.insert(id, m.clone());
            }
        }
    }

    fn apply(&mut self, step: &Step, reading: bool) {
        match step {
            Step::Begin => {
                self.seen.clear();
                self.pages = 0;
            }
            Step::Page(members) if reading => {
                for m in members {
                    self.put(m);
                }
                self.pages += 1;
                self.state = Some(false);
            }
            Step::Finish(true) if reading => {
                self.rows.retain(|id, _| self.seen.contains(id));
                self.state = Some(true);
            }
            Step::Page(_) | Step::Finish(_) => {}
            Step::Put(m) => self.put(m),
            Step::Remove(id) => {
                self.rows.remove(&format!("u{id}"));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_cache_does_what_the_model_does(
        steps in proptest::collection::vec(step(), 1..25),
    ) {
        let temp = tempfile::tempdir().unwrap();
        let mut cache = cache(&temp);
        let mut model = Model::default();
        let mut reading: Option<Reading<Team>> = None;
        for step in &steps {
            model.apply(step, reading.is_some());
            match step {
                Step::Begin => reading = Some(cache.begin(Set::team(), at(0)).unwrap()),
                Step::Page(members) => if let Some(reading) = &mut reading {
                    cache.put_page(reading, &team(members, &[])).unwrap();
                },
                Step::Finish(complete) => if let Some(reading) = reading.take() {
                    let end = End { at: at(1), complete: *complete, note: None };
                    cache.finish(reading, &end).unwrap();
                },
                Step::Put(m) => cache.put_member(m).unwrap(),
                Step::Remove(id) => {
                    cache.remove_member(&format!("u{id}").into()).unwrap();
                }
            }
            let (now, meta) = cache.team().unwrap();
            let rows: BTreeMap<String, TeamMember> = now
                .members
                .iter()
                .map(|m| (m.id.as_str().to_owned(), m.as_ref().clone()))
                .collect();
            prop_assert_eq!(rows.len(), now.members.len(), "no row twice");
            prop_assert_eq!(&rows, &model.rows);
            prop_assert_eq!(meta.as_ref().map(|m| m.complete), model.state);
            if let Some(meta) = meta {
                prop_assert_eq!(meta.rows, rows.len() as u64);
            }
        }
    }
}
