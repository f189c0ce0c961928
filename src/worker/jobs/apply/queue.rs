//! Calls that are still to be sent.

use crate::plan::{Call, Lane};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Calls by lane. Of each lane only one call is under way, and lanes are served in the order of
/// the plan.
#[derive(Debug, Default)]
pub(super) struct Queue {
    lanes: BTreeMap<Lane, VecDeque<Call>>,
    /// First line of the next call of each lane that is free.
    ready: BTreeSet<(u32, Lane)>,
    /// Calls that wait.
    left: usize,
}

impl Queue {
    pub(super) fn new(calls: Vec<Call>) -> Self {
        let mut queue = Self {
            left: calls.len(),
            ..Self::default()
        };
        for call in calls {
            let lane = call.lane.clone();
            queue.lanes.entry(lane).or_default().push_back(call);
        }
        let lanes: Vec<Lane> = queue.lanes.keys().cloned().collect();
        for lane in lanes {
            queue.free(&lane);
        }
        queue
    }

    /// Whether no call waits.
    pub(super) fn is_empty(&self) -> bool {
        self.left == 0
    }

    /// The next call in the plan's order whose lane is free; the lane is taken.
    pub(super) fn next(&mut self) -> Option<Call> {
        let (_, lane) = self.ready.pop_first()?;
        let call = self.lanes.get_mut(&lane)?.pop_front()?;
        self.left -= 1;
        Some(call)
    }

    /// The call of this lane has ended.
    pub(super) fn free(&mut self, lane: &Lane) {
        let next = self.lanes.get(lane).and_then(VecDeque::front);
        if let Some(first) = next.and_then(|call| call.lines.first()) {
            self.ready.insert((*first, lane.clone()));
        }
    }

    /// Puts a call back to the front of its lane.
    pub(super) fn again(&mut self, call: Call) {
        let lane = call.lane.clone();
        let waiting = self.lanes.entry(lane.clone()).or_default();
        if let Some(first) = waiting.front().and_then(|c| c.lines.first()) {
            self.ready.remove(&(*first, lane.clone()));
        }
        waiting.push_front(call);
        self.left += 1;
        self.free(&lane);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::SiteId;

    fn call(line: u32, lane: &Lane) -> Call {
        Call {
            lines: vec![line],
            lane: lane.clone(),
        }
    }

    #[test]
    fn one_call_of_a_lane_at_a_time_in_the_order_of_the_plan() {
        let (a, b) = (Lane::Site(SiteId::new("a")), Lane::Site(SiteId::new("b")));
        let mut queue = Queue::new(vec![call(0, &a), call(1, &a), call(2, &b)]);
        let first = queue.next().unwrap();
        assert_eq!(first.lines, [0]);
        assert_eq!(queue.next().unwrap().lines, [2]);
        assert_eq!(queue.next(), None, "both lanes are taken");
        assert!(!queue.is_empty());
        queue.free(&a);
        queue.again(first);
        assert_eq!(queue.next().unwrap().lines, [0], "put back to the front");
        queue.free(&a);
        assert_eq!(queue.next().unwrap().lines, [1]);
        queue.free(&a);
        queue.free(&b);
        assert!(queue.is_empty());
        assert_eq!(queue.next(), None);
    }
}
