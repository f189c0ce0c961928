//! Which sites a reading shall be about.

use crate::access::SiteId;
use crate::model::count;
use crate::worker::protocol::{SiteRow, SitesTable};
use jiff::{SignedDuration, Timestamp};

/// A choice of sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// What an interrupted reading has left.
    Left,
    /// The selected ones.
    Selected,
    /// Those that were never read, or not to the end.
    Unread,
    /// Those that were read longer ago than some days.
    Older,
    /// Every site.
    All,
}

impl Scope {
    /// Every choice, in the order in which they are offered.
    pub(super) const ALL: [Self; 5] = [
        Self::Left,
        Self::Selected,
        Self::Unread,
        Self::Older,
        Self::All,
    ];

    /// The sites of this choice. None for [`Scope::Left`]: only the worker knows them.
    pub(super) fn sites(
        self,
        table: &SitesTable,
        selected: &[SiteId],
        days: u64,
        now: Timestamp,
    ) -> Vec<SiteId> {
        let rows = table.rows.iter();
        let ids = |keep: &dyn Fn(&&SiteRow) -> bool| {
            let kept = rows.clone().filter(|r| keep(r));
            kept.map(|r| r.site.id.clone()).collect::<Vec<_>>()
        };
        match self {
            Self::Left => Vec::new(),
            Self::Selected => selected.to_vec(),
            Self::Unread => ids(&|r| r.contributors > 0 && !matches!(r.read, Some((_, true)))),
            Self::Older => {
                let hours = i64::try_from(days.saturating_mul(24)).unwrap_or(i64::MAX / 3600);
                let limit = SignedDuration::from_hours(hours);
                let old = |at: Timestamp| now.duration_since(at) > limit;
                ids(&|r| r.contributors > 0 && r.read.is_some_and(|(at, _)| old(at)))
            }
            Self::All => ids(&|_| true),
        }
    }

    /// What stands beside its button.
    pub(super) fn label(self, sites: usize, left: usize, days: u64) -> String {
        let n = count(sites, "site", "sites");
        match self {
            Self::Left => format!(
                "Go on where the last reading stopped: {}",
                count(left, "site", "sites")
            ),
            Self::Selected => format!("What is selected: {n}"),
            Self::Unread => format!("Never read, or not to the end: {n}"),
            Self::Older => format!(
                "Read more than {} ago: {n}",
                count(usize::try_from(days).unwrap_or(usize::MAX), "day", "days")
            ),
            Self::All => format!("Everything: {n}"),
        }
    }

    /// Why it cannot be chosen; `None` if it can.
    pub(super) fn blocked(self, sites: usize, left: usize) -> Option<&'static str> {
        match self {
            Self::Left if left == 0 => Some("No reading was interrupted"),
            Self::Left => None,
            _ if sites > 0 => None,
            Self::Selected => Some("No site is selected"),
            Self::Unread => Some("Every site with contributors has been read"),
            Self::Older => Some("No reading is so old"),
            Self::All => Some("There are no sites"),
        }
    }
}
