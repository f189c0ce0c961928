//! Lists into files: rows and columns as they were chosen, streamed, with progress and a way to
//! stop.

use super::super::Draft;
use super::super::cards::store_card;
use super::super::files::{Ending, blocking};
use super::super::open::{Open, ending};
use super::super::protocol::{ErrorCard, JobKind, OutWish, Tone};
use super::super::shared::Job;
use crate::access::{SiteId, count};
use crate::sheet::{ListFile, member_cells};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// Members that are taken out of the cache at once.
const PART: usize = 2048;
/// Rows between two looks at whether somebody stopped it.
const LOOK: usize = 256;
/// Pictures of the progress, at most.
const PICTURES: usize = 50;

/// What came of it.
enum Came {
    /// Lines that were written, and rows that are not kept any more.
    Written(u64, usize),
    /// Somebody stopped it.
    Stopped,
}

/// Writes the file and tells how it went.
pub(in crate::worker) async fn run(open: Arc<Open>, wish: OutWish, path: PathBuf) {
    let Some(job) = open.shared.start(JobKind::Save, "Writing rows") else {
        let card = ErrorCard::new(
            "Another list is being written into a file",
            "Wait for it, or stop it under Activity, and save again",
        );
        return open.tell(Tone::Error, card).await;
    };
    match write(&open, &job, wish, &path).await {
        Ok(Came::Written(lines, gone)) => {
            let lines = usize::try_from(lines).unwrap_or(usize::MAX);
            let mut words = count(lines, "row", "rows");
            words = format!("Saved {words} to {}", path.display());
            let (mut tone, mut remedy) = (Tone::Success, String::new());
            if gone > 0 {
                tone = Tone::Warning;
                remedy = format!(
                    "{} no longer kept here and left out",
                    if gone == 1 {
                        "1 member is".to_owned()
                    } else {
                        format!("{} are", count(gone, "member", "members"))
                    }
                );
            }
            // First, so that who reads it can save the next one.
            job.done(words.clone());
            open.tell(tone, ErrorCard::new(words, remedy)).await;
        }
        Ok(Came::Stopped) => job.cancelled("Stopped; no file was written"),
        Err(card) => {
            job.failed(card.clone());
            open.tell(Tone::Error, card).await;
        }
    }
}

/// Why a file could not be written.
pub(super) fn unwritable(path: &Path, error: &io::Error) -> ErrorCard {
    ErrorCard::new(
        format!("{} could not be written: {error}", path.display()),
        "Choose another place and save again",
    )
}

async fn write(open: &Open, job: &Job, wish: OutWish, path: &Path) -> Result<Came, ErrorCard> {
    let to = path.to_owned();
    let begin = wish.clone();
    let file = blocking(move || begun(&begin, &to)).await;
    let wrong = |e: io::Error| unwritable(path, &e);
    let file = file.map_err(ending)?.map_err(wrong)?;
    match wish.source.members() {
        Some((site, places)) => members(open, job, &wish, file, &site, &places, path).await,
        None => rows(open, job, wish, file, path).await,
    }
}

type File = ListFile<Draft>;

fn begun(wish: &OutWish, path: &Path) -> io::Result<File> {
    let unknown = |id: String| io::Error::other(format!("the list has no column {id}"));
    let (all, places) = wish.chosen().map_err(unknown)?;
    let head: Vec<&str> = all.iter().map(|c| &*c.title).collect();
    ListFile::begin(Draft::begin(path)?, wish.mark, &head, places)
}

fn ended(file: File) -> io::Result<u64> {
    let lines = file.lines();
    file.end()?.keep()?;
    Ok(lines)
}

fn stops(open: &Open, job: &Job) -> CancellationToken {
    // A closed profile stops it as well.
    let token = job.token().clone();
    if open.closed.is_cancelled() {
        token.cancel();
    }
    token
}

/// Rows out of a table.
async fn rows(
    open: &Open,
    job: &Job,
    wish: OutWish,
    mut file: File,
    path: &Path,
) -> Result<Came, ErrorCard> {
    let total = wish.source.rows();
    let (tell, mut told) = watch::channel(0_usize);
    let token = stops(open, job);
    let work = blocking(move || {
        let step = (total / PICTURES).max(LOOK);
        let mut stopped = false;
        let written = wish.source.each(wish.parts, &mut |done, line| {
            if done.is_multiple_of(LOOK) && token.is_cancelled() {
                stopped = true;
                return Err(io::Error::from(io::ErrorKind::Interrupted));
            }
            if done.is_multiple_of(step) {
                tell.send_replace(done);
            }
            file.line(line)
        });
        if stopped {
            return Ok(Came::Stopped);
        }
        written
            .and_then(|()| ended(file))
            .map(|n| Came::Written(n, 0))
    });
    tokio::pin!(work);
    let came: Result<_, Ending> = loop {
        tokio::select! {
            came = &mut work => break came,
            Ok(()) = told.changed() => {
                let done = *told.borrow_and_update() as u64;
                job.progress(done, Some(total as u64), "Writing rows");
            }
            () = open.closed.cancelled(), if !job.token().is_cancelled() => job.token().cancel(),
        }
    };
    came.map_err(ending)?.map_err(|e| unwritable(path, &e))
}

/// Members, with everything that is kept of them.
async fn members(
    open: &Open,
    job: &Job,
    wish: &OutWish,
    mut file: File,
    site: &SiteId,
    places: &[u32],
    path: &Path,
) -> Result<Came, ErrorCard> {
    let total = places.len() as u64;
    let custom: Arc<[String]> = wish.custom_fields().into();
    let (mut done, mut gone) = (0, 0);
    for part in places.chunks(PART) {
        if job.token().is_cancelled() || open.closed.is_cancelled() {
            // The draft clears its place away, which is work for the disk.
            return blocking(move || drop(file))
                .await
                .map_err(ending)
                .map(|()| Came::Stopped);
        }
        let (of, wanted) = (site.clone(), part.to_vec());
        let found = open
            .files
            .run(move |s| s.cache.members_at(&of, &wanted))
            .await;
        let found = found.map_err(ending)?.map_err(|e| store_card(&e))?;
        gone += part.len() - found.len();
        done += part.len() as u64;
        let custom = Arc::clone(&custom);
        let written = blocking(move || {
            let mut lines = found.iter().map(|m| member_cells(m, &custom));
            lines.try_for_each(|line| file.line(&line)).map(|()| file)
        });
        let written = written.await.map_err(ending)?;
        file = written.map_err(|e| unwritable(path, &e))?;
        job.progress(done, Some(total), "Writing members");
    }
    let lines = blocking(move || ended(file)).await.map_err(ending)?;
    let lines = lines.map_err(|e| unwritable(path, &e))?;
    Ok(Came::Written(lines, gone))
}
