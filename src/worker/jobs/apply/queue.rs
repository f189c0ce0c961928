//! Calls that are still to be sent.

use crate::plan::{Call, Lane};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Calls by lane. Of each lane only one call is under way, and lanes are served in the order of
/// the plan.
#[derive(Debug, Default)]
pub(super) struct Queue {
    lanes: BTreeMap<Lane, VecDeque<Call>>,
    busy: BTreeSet<Lane>,
    /// First line of the next call of each lane that is free.
    ready: BTreeSet<(u32, Lane)>,
    /// Calls that wait.
    left: usize,
}

impl Queue {
    /// Calls that wait.
    pub(super) fn len(&self) -> usize {
        self.left
    }

    /// Whether no call waits.
    pub(super) fn is_empty(&self) -> bool {
        self.left == 0
    }

    /// Adds calls behind those of their lanes.
    pub(super) fn extend(&mut self, calls: Vec<Call>) {
        for call in calls {
            let lane = call.lane.clone();
            self.lanes.entry(lane.clone()).or_default().push_back(call);
            self.left += 1;
            self.offer(&lane);
        }
    }

    /// The next call in the plan's order whose lane is free; the lane is taken.
    pub(super) fn next(&mut self) -> Option<Call> {
        let (_, lane) = self.ready.pop_first()?;
        let call = self.lanes.get_mut(&lane)?.pop_front()?;
        self.busy.insert(lane);
        self.left -= 1;
        Some(call)
    }

    /// The call of this lane has ended.
    pub(super) fn free(&mut self, lane: &Lane) {
        self.busy.remove(lane);
        self.offer(lane);
    }

    /// Puts a call back to the front of its lane.
    pub(super) fn again(&mut self, call: Call) {
        let lane = call.lane.clone();
        self.withdraw(&lane);
        self.lanes.entry(lane.clone()).or_default().push_front(call);
        self.left += 1;
        self.offer(&lane);
    }

    /// A free lane shows its next call.
    fn offer(&mut self, lane: &Lane) {
        if self.busy.contains(lane) {
            return;
        }
        let next = self.lanes.get(lane).and_then(VecDeque::front);
        if let Some(first) = next.and_then(|call| call.lines.first()) {
            self.ready.insert((*first, lane.clone()));
        }
    }

    fn withdraw(&mut self, lane: &Lane) {
        let next = self.lanes.get(lane).and_then(VecDeque::front);
        if let Some(first) = next.and_then(|call| call.lines.first()) {
            self.ready.remove(&(*first, lane.clone()));
        }
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
        let mut queue = Queue::default();
        queue.extend(vec![call(0, &a), call(1, &a), call(2, &b)]);
        let first = queue.next().unwrap();
        assert_eq!(first.lines, [0]);
        assert_eq!(queue.next().unwrap().lines, [2]);
        assert_eq!(queue.next(), None, "both lanes are taken");
        queue.extend(vec![call(3, &b)]);
        assert_eq!(queue.next(), None, "and stay taken");
        assert_eq!(queue.len(), 2);
        queue.free(&a);
        queue.again(first);
        assert_eq!(queue.next().unwrap().lines, [0], "put back to the front");
        queue.free(&a);
        assert_eq!(queue.next().unwrap().lines, [1]);
        queue.free(&a);
        queue.free(&b);
        assert_eq!(queue.next().unwrap().lines, [3]);
        assert!(queue.is_empty());
        assert_eq!(queue.next(), None);
    }
}
