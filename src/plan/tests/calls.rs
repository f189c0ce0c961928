//! How lines go out.

use super::support::*;
use crate::access::{MemberId, SiteId};
use crate::plan::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn language(plan: &Plan, line: u32) -> Option<String> {
    match &plan.line(line)?.action {
        Action::InviteToAccount { language, .. } => language.clone(),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn each_line_goes_out_once_in_its_order(plan in any_plan(), odd in any::<bool>()) {
        let wanted: Vec<usize> = (0..plan.lines.len()).filter(|i| !odd || i % 2 == 1).collect();
        let calls = calls(&plan, wanted.iter().copied());
        let mut sent: Vec<u32> = calls.iter().flat_map(|c| c.lines.clone()).collect();
        sent.sort_unstable();
        let leaves = |i: &&usize| plan.lines[**i].action.is_sent();
        let all: Vec<u32> = wanted.iter().filter(leaves).map(|i| *i as u32).collect();
        prop_assert_eq!(sent, all);

        let firsts: Vec<u32> = calls.iter().map(|c| c.lines[0]).collect();
        prop_assert!(firsts.is_sorted(), "in the order of the plan");
        let deletes = |line: u32| matches!(plan.lines[line as usize].action, Action::DeleteMember { .. });
        let mut queues: BTreeMap<(Lane, Option<String>, bool), Vec<u32>> = BTreeMap::new();
        let mut full = BTreeMap::new();
        for call in &calls {
            let first = call.lines[0];
            let (told, deletion) = (language(&plan, first), deletes(first));
            for line in &call.lines {
                let action = &plan.lines[*line as usize].action;
                prop_assert_eq!(action.lane(), Some(call.lane.clone()));
                prop_assert_eq!((language(&plan, *line), deletes(*line)), (told.clone(), deletion));
            }
            let most = match (&call.lane, deletion) {
                (Lane::Invites, _) => 50,
                (_, true) => 100,
                _ => 1,
            };
            prop_assert!((1..=most).contains(&call.lines.len()));
            let key = (call.lane.clone(), told, deletion);
            // Only the last call of those that go together is not full.
            if most > 1 {
                prop_assert_ne!(full.insert(key.clone(), call.lines.len() == most), Some(false));
            }
            queues.entry(key).or_default().extend(&call.lines);
        }
        for queue in queues.values() {
            prop_assert!(queue.is_sorted());
        }
    }

    #[test]
    fn deletions_on_one_site_go_out_a_hundred_at_a_time(n in 1..420_usize, sites in 1..4_usize) {
        let line = |i: usize| {
            let action = Action::DeleteMember {
                site: SiteId::new(&format!("site{}", i % sites)),
                member: MemberId::new(&format!("m{i}")),
                login_email: format!("p{i}@northlight.example"),
            };
            bare_line(action, &format!("p{i}"))
        };
        let plan = plan_of((0..n).map(line).collect(), |_| Fingerprint::of(&Seen::Absent));
        let on = |site: usize| (0..n).filter(|i| i % sites == site).count();
        let wanted: usize = (0..sites).map(|s| on(s).div_ceil(100)).sum();
        prop_assert_eq!(plan.calls().len(), wanted);
    }

    #[test]
    fn what_is_announced_is_what_goes_out(plan in any_plan()) {
        let tempo = Tempo {
            per_minute: Some(200),
            creation_gap: std::time::Duration::from_secs(1),
            team_pages: 4,
            site_roles: 12,
            locations: 3,
        };
        let summary = plan.summary(tempo);
        prop_assert_eq!(summary.writes, plan.calls().len());
        let invites = plan.lines.iter()
            .filter(|l| matches!(l.action, Action::InviteToAccount { .. })).count();
        prop_assert_eq!(summary.mails, invites);
        prop_assert_eq!(summary.by_hand, plan.lines.len() - plan.sent().count());
        prop_assert_eq!(summary.seats.is_none(), invites > 0);
        let reads_and_writes = (summary.writes + summary.reads) as u64;
        prop_assert!(summary.seconds >= reads_and_writes * 60 / 200);
    }
}
