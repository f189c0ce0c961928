//! Limits and offsets, which differ per call (contract 9, "Paging").

use super::refusal::Refusal;

/// One page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) limit: usize,
    pub(crate) offset: usize,
}

impl Page {
    /// Checks what a request asks for. No limit, or 0, means `default`.
    pub(crate) fn check(
        limit: Option<i64>,
        offset: Option<i64>,
        default: u32,
        max: u32,
        clamp: bool,
    ) -> Result<Self, Refusal> {
        let limit = match limit.unwrap_or(0) {
            0 => i64::from(default),
            limit if limit < 0 => {
                return Err(Refusal::field("paging.limit", "MIN", "must not be below 0"));
            }
            limit if limit > i64::from(max) && !clamp => {
                return Err(Refusal::field(
                    "paging.limit",
                    "MAX",
                    format!("must not be above {max}"),
                ));
            }
            limit => limit.min(i64::from(max)),
        };
        let offset = usize::try_from(offset.unwrap_or(0))
            .ok()
            .ok_or_else(|| Refusal::field("paging.offset", "MIN", "must not be below 0"))?;
        Ok(Self {
            limit: limit as usize,
            offset,
        })
    }

    /// The rows of this page.
    pub(crate) fn cut<T>(self, rows: Vec<T>) -> Vec<T> {
        rows.into_iter()
            .skip(self.offset)
            .take(self.limit)
            .collect()
    }
}
