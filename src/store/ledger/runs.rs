//! Runs of plans and what became of their lines.

use super::Ledger;
use crate::journal::RunId;
use crate::store::StoreError;
use crate::store::db::{maybe_time, time};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

/// One run of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRow {
    /// Its id.
    pub id: RunId,
    /// Title of the plan.
    pub title: String,
    /// The plan as it was confirmed, as JSON text, byte for byte.
    pub plan: String,
    /// The plan's hash; runs of the first version have none.
    pub plan_hash: Option<String>,
    /// Where the run stands, in a word of the caller.
    pub state: String,
    /// When it began.
    pub started: Timestamp,
    /// When it ended; `None` while it has not.
    pub ended: Option<Timestamp>,
    /// The receipt as JSON text.
    pub receipt: Option<String>,
}

/// A run without its plan and receipt, for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunHead {
    /// Its id.
    pub id: RunId,
    /// Title of the plan.
    pub title: String,
    /// Where the run stands, in a word of the caller.
    pub state: String,
    /// When it began.
    pub started: Timestamp,
    /// When it ended; `None` while it has not.
    pub ended: Option<Timestamp>,
}

/// What became of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRow {
    /// The run.
    pub run: RunId,
    /// The line, counted from 0.
    pub line: u32,
    /// One of the outcome words of the plan.
    pub outcome: String,
    /// Why, in Wix's words where they said something.
    pub detail: Option<String>,
    /// Wix's id of the request.
    pub request_id: Option<String>,
    /// When this was found out.
    pub at: Timestamp,
    /// What reading the place again showed, as JSON text.
    pub read_back: Option<String>,
    /// Id of what it made.
    pub made: Option<String>,
    /// Mails that Wix sent because of it.
    pub mails: u32,
}

const HEAD: &str = "SELECT id, title, state, started, ended FROM run";

pub(super) fn head(row: &Row<'_>) -> rusqlite::Result<RunHead> {
    Ok(RunHead {
        id: RunId::new(row.get::<_, String>(0)?),
        title: row.get(1)?,
        state: row.get(2)?,
        started: time(row.get_ref(3)?.as_str()?)?,
        ended: maybe_time(row.get_ref(4)?.as_str_or_null()?)?,
    })
}

fn line(row: &Row<'_>) -> rusqlite::Result<LineRow> {
    Ok(LineRow {
        run: RunId::new(row.get::<_, String>(0)?),
        line: row.get(1)?,
        outcome: row.get(2)?,
        detail: row.get(3)?,
        request_id: row.get(4)?,
        at: time(row.get_ref(5)?.as_str()?)?,
        read_back: row.get(6)?,
        made: row.get(7)?,
        mails: row.get(8)?,
    })
}

impl Ledger {
    /// Notes a run before it starts.
    ///
    /// # Errors
    /// What the disk said; also for an id that is already there and for a plan that is no JSON.
    pub fn insert_run(&mut self, run: &RunRow) -> Result<(), StoreError> {
        self.db.write(|tx| {
            tx.execute(
                "INSERT INTO run (id, title, plan, state, started, ended, receipt, plan_hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    run.id.as_str(),
                    run.title,
                    run.plan,
                    run.state,
                    run.started.to_string(),
                    run.ended.map(|t| t.to_string()),
                    run.receipt,
                    run.plan_hash
                ],
            )
        })?;
        Ok(())
    }

    /// Notes where a run stands. `ended` and `receipt` stay as they were where they are `None`.
    ///
    /// # Errors
    /// [`StoreError::Content`] if there is no such run, else what the disk said.
    pub fn update_run(
        &mut self,
        id: &RunId,
        state: &str,
        ended: Option<Timestamp>,
        receipt: Option<&str>,
    ) -> Result<(), StoreError> {
        let changed = self.db.write(|tx| {
            tx.execute(
                "UPDATE run SET state = ?2, ended = coalesce(?3, ended),
                 receipt = coalesce(?4, receipt) WHERE id = ?1",
                params![id.as_str(), state, ended.map(|t| t.to_string()), receipt],
            )
        })?;
        if changed == 0 {
            return Err(StoreError::Content {
                place: self.db.place().to_owned(),
                what: format!("run {id}"),
                reason: "it is not there".to_owned(),
            });
        }
        Ok(())
    }

    /// One run with its plan and receipt.
    ///
    /// # Errors
    /// What the disk said.
    pub fn run(&self, id: &RunId) -> Result<Option<RunRow>, StoreError> {
        self.db.run(|conn| {
            conn.query_row(
                "SELECT id, title, state, started, ended, plan, receipt, plan_hash
                 FROM run WHERE id = ?1",
                [id.as_str()],
                |row| {
                    let head = head(row)?;
                    Ok(RunRow {
                        id: head.id,
                        title: head.title,
                        plan: row.get(5)?,
                        plan_hash: row.get(7)?,
                        state: head.state,
                        started: head.started,
                        ended: head.ended,
                        receipt: row.get(6)?,
                    })
                },
            )
            .optional()
        })
    }

    /// The newest run of a plan with this hash.
    ///
    /// # Errors
    /// What the disk said.
    pub fn run_of_plan(&self, hash: &str) -> Result<Option<RunHead>, StoreError> {
        self.db.run(|conn| {
            conn.query_row(
                &format!("{HEAD} WHERE plan_hash = ?1 ORDER BY number DESC LIMIT 1"),
                [hash],
                head,
            )
            .optional()
        })
    }

    /// Mails that Wix sent, or may have sent, since this moment because of lines of any run.
    ///
    /// # Errors
    /// What the disk said.
    pub fn mails_since(&self, since: Timestamp) -> Result<u64, StoreError> {
        self.db.run(|conn| {
            conn.query_row(
                "SELECT coalesce(sum(mails), 0) FROM line WHERE at >= ?1",
                [since.to_string()],
                |row| row.get::<_, i64>(0),
            )
            .map(|n| u64::try_from(n).unwrap_or_default())
        })
    }

    /// When mails went out, or may have gone out, since this moment, in order of time: one entry for
    /// each mail.
    ///
    /// # Errors
    /// What the disk said.
    pub fn mail_times(&self, since: Timestamp) -> Result<Vec<Timestamp>, StoreError> {
        let rows: Vec<(Timestamp, u32)> = self.db.run(|conn| {
            conn.prepare_cached("SELECT at, mails FROM line WHERE at >= ?1 AND mails > 0")?
                .query_map([since.to_string()], |row| {
                    Ok((time(row.get_ref(0)?.as_str()?)?, row.get(1)?))
                })?
                .collect()
        })?;
        let each = |(at, mails): (Timestamp, u32)| (0..mails).map(move |_| at);
        let mut times: Vec<Timestamp> = rows.into_iter().flat_map(each).collect();
        times.sort_unstable();
        Ok(times)
    }

    /// At most `limit` runs, newest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn runs(&self, limit: u32) -> Result<Vec<RunHead>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached(&format!("{HEAD} ORDER BY number DESC LIMIT ?1"))?
                .query_map([limit], head)?
                .collect()
        })
    }

    /// Runs that have not ended, oldest first.
    ///
    /// # Errors
    /// What the disk said.
    pub fn unfinished(&self) -> Result<Vec<RunHead>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached(&format!("{HEAD} WHERE ended IS NULL ORDER BY number"))?
                .query_map([], head)?
                .collect()
        })
    }

    /// Notes what became of a line; a later word about the same line takes its place. What reading
    /// back showed stays where the later word has none.
    ///
    /// # Errors
    /// What the disk said; also if there is no such run.
    pub fn put_line(&mut self, row: &LineRow) -> Result<(), StoreError> {
        self.put_lines(std::slice::from_ref(row))
    }

    /// The same for several lines at once: all or none.
    ///
    /// # Errors
    /// As [`Ledger::put_line`].
    pub fn put_lines(&mut self, rows: &[LineRow]) -> Result<(), StoreError> {
        self.db.write(|tx| {
            for row in rows {
                tx.prepare_cached(
                    "INSERT INTO line
                     (run, line, outcome, detail, request_id, at, read_back, made, mails)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                     ON CONFLICT DO UPDATE SET outcome = ?3, detail = ?4,
                     request_id = coalesce(?5, request_id), at = ?6,
                     read_back = coalesce(?7, read_back), made = coalesce(?8, made),
                     mails = ?9",
                )?
                .execute(params![
                    row.run.as_str(),
                    row.line,
                    row.outcome,
                    row.detail,
                    row.request_id,
                    row.at.to_string(),
                    row.read_back,
                    row.made,
                    row.mails
                ])?;
            }
            Ok(())
        })
    }

    /// What became of the lines of a run, in their order. A line that is missing was not tried.
    ///
    /// # Errors
    /// What the disk said.
    pub fn lines(&self, run: &RunId) -> Result<Vec<LineRow>, StoreError> {
        self.db.run(|conn| {
            conn.prepare_cached(
                "SELECT run, line, outcome, detail, request_id, at, read_back, made, mails
                 FROM line WHERE run = ?1 ORDER BY line",
            )?
            .query_map([run.as_str()], line)?
            .collect()
        })
    }
}
