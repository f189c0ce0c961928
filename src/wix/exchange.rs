//! One call from leave to answer: pace, send, judge, perhaps again.

use super::auth::Proof;
use super::client::Inner;
use super::error::{ErrorKind, WixError, Words, read_words};
use super::member_login::{CHANGE_LOGIN_END, PASSWORD_MAIL};
use super::retry::{Case, Reached, decide};
use super::transport::{self, Answer, Call, Cut};
use super::write::Unread;
use super::{Urgency, identity, permission};
use jiff::Timestamp;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Code of a key that is not valid (contract A5).
const INVALID_KEY: &str = "48876";

/// Path of C4, whose method is told in two ways (contract 11.4).
pub(super) const REMOVE_CONTRIBUTOR: &str = "/roles-management/contributor/remove";

/// A failure, and how far the request got.
pub(super) struct Lost {
    pub(super) error: WixError,
    pub(super) reached: Reached,
}

impl Lost {
    /// Not one byte of it left this machine.
    pub(super) fn not_sent(error: WixError) -> Self {
        Self {
            error,
            reached: Reached::No,
        }
    }
}

/// How a call is sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way<'a> {
    pub(super) urgency: Urgency,
    /// The call only reads.
    pub(super) read: bool,
    /// The lane of calls that keep apart from each other, for a spaced write.
    pub(super) lane: Option<&'a str>,
}

/// Sends a call until there is a 200, a clear refusal, or no sense in trying again. Gives the
/// answer and the number of tries.
pub(super) async fn run(inner: &Inner, way: Way<'_>, call: &Call) -> Result<(Answer, u32), Lost> {
    let options = &inner.options;
    let mut tries = 0;
    let mut started: Option<Instant> = None;
    if options.offline {
        let error = WixError::new(ErrorKind::Offline, call.method.as_str(), &call.path);
        return Err(Lost::not_sent(error));
    }
    if let Some(error) = options.auth.rules_out(call) {
        return Err(Lost::not_sent(error));
    }
    let mut renewed = false;
    let mut last: Option<Lost> = None;
    loop {
        let proof = options.auth.proof(inner, way.urgency, call).await?;
        // The turn comes first: a place in the limiter's queue must not be held up by a lane. It
        // counts from the moment the request leaves, each try anew.
        let mut turn = match way.lane {
            Some(lane) => options.pace.turn(lane).await,
            None => None,
        };
        let elapsed = started.map_or(Duration::ZERO, |at| at.elapsed());
        let patience = options.retry.deadline.saturating_sub(elapsed);
        // Others of the lane may have taken the time that was left for another try.
        if let Some(lost) = last.take_if(|_| patience.is_zero()) {
            return Err(lost);
        }
        let on_the_way = match options.pace.acquire(way.urgency, patience).await {
            Ok(on_the_way) => on_the_way,
            // An earlier try knows more than the limiter.
            Err(held) => return Err(last.unwrap_or_else(|| held_back(call, held.0))),
        };
        if let Some(turn) = &mut turn {
            turn.leaves();
        }
        let started = *started.get_or_insert_with(Instant::now);
        tries += 1;
        let left = options.retry.deadline.saturating_sub(started.elapsed());
        let timeout = options
            .timeouts
            .answer
            .min(left.max(Duration::from_secs(1)));
        let header = proof.as_ref().map(Proof::header);
        let outcome = transport::once(&inner.http, options, call, header, timeout).await;
        match &outcome {
            Ok(answer) if answer.status == 429 => on_the_way.refused(),
            _ => on_the_way.over(),
        }
        drop(turn);
        let mut lost = match judge(inner, call, outcome) {
            Ok(answer) => {
                options.pace.answered();
                tracing::debug!(method = %call.method, path = call.path, tries, "answered");
                return Ok((answer, tries));
            }
            Err(lost) => lost,
        };
        lost.error.facts().tries = tries;
        if lost.error.status == Some(401)
            && options.auth.give_up(proof.as_ref()).await
            && way.read
            && !renewed
        {
            // The token ended earlier than it said; the next one is asked for at once.
            renewed = true;
            last = Some(lost);
            continue;
        }
        let burst = tell_pace(inner, &lost.error);
        let case = Case {
            read: way.read,
            kind: &lost.error.kind,
            status: lost.error.status,
            reached: lost.reached,
            tries,
            burst,
            retry_after: lost.error.retry_after,
            elapsed: started.elapsed(),
            jitter: (options.sources.jitter)(),
        };
        let Some(wait) = decide(&options.retry, &case) else {
            tracing::warn!(method = %call.method, path = call.path, tries, error = %lost.error, "failed");
            return Err(lost);
        };
        tracing::info!(method = %call.method, path = call.path, tries, ?wait, error = %lost.error, "trying again");
        last = Some(lost);
        sleep(wait).await;
    }
}

/// Tells the limiter what Wix thinks of the pace; true for an empty 403 in a burst.
fn tell_pace(inner: &Inner, error: &WixError) -> bool {
    let pace = &inner.options.pace;
    match error.kind {
        ErrorKind::TooManyRequests => {
            pace.throttled(error.retry_after);
            false
        }
        ErrorKind::EmptyForbidden => pace.empty_forbidden(),
        _ => false,
    }
}

fn held_back(call: &Call, held: Duration) -> Lost {
    let mut error = WixError::new(ErrorKind::TooManyRequests, call.method.as_str(), &call.path);
    error.facts().retry_after = Some(held);
    Lost::not_sent(error)
}

/// A 200, or what went wrong.
fn judge(inner: &Inner, call: &Call, outcome: Result<Answer, Cut>) -> Result<Answer, Lost> {
    let method = call.method.as_str();
    let clean = |text: &str| inner.options.auth.redact(text);
    let answer = match outcome {
        Ok(answer) if answer.status == 200 => return Ok(answer),
        Ok(answer) => answer,
        Err(cut) => {
            let mut error =
                WixError::new(cut.kind, method, &call.path).with_detail(clean(&cut.detail));
            error.facts().status = cut.status;
            error.facts().request_id = cut.request_id.as_deref().map(clean);
            return Err(Lost {
                error,
                reached: cut.reached,
            });
        }
    };
    let words = read_words(&answer.body, clean);
    let identity = inner.options.auth.identity();
    let rule = identity::in_the_way(identity, method, &call.path);
    let ruled_out = rule.filter(|rule| rule.verdict == identity::Verdict::Refused);
    let empty = answer.body.iter().all(u8::is_ascii_whitespace);
    let kind = if words.code.as_deref() == Some(INVALID_KEY) {
        ErrorKind::InvalidKey
    } else {
        match answer.status {
            401 | 403 if ruled_out.is_some() => ErrorKind::WrongIdentity {
                who: identity.all_of_them().to_owned(),
            },
            400 | 422 => ErrorKind::Invalid {
                violations: words.violations,
            },
            401 => ErrorKind::Unauthorized,
            403 if empty => ErrorKind::EmptyForbidden,
            403 => ErrorKind::Forbidden {
                permission: words
                    .permission
                    .or_else(|| permission::for_call(method, &call.path).map(str::to_owned)),
            },
            404 | 410 => ErrorKind::NotFound,
            408 => ErrorKind::Timeout,
            409 => ErrorKind::Conflict,
            412 | 428 => ErrorKind::Precondition,
            429 => ErrorKind::TooManyRequests,
            500..=599 => ErrorKind::Server,
            _ => ErrorKind::Unexpected,
        }
    };
    let mut error = WixError::new(kind, method, &call.path);
    let facts = error.facts();
    facts.status = Some(answer.status);
    facts.code = words.code;
    facts.words = words.text;
    facts.request_id = answer.request_id.as_deref().map(clean);
    facts.retry_after = retry_after(inner, &answer);
    facts.detail = match (&answer.location, answer.status) {
        (Some(place), 300..=399) => Some(format!("it points to {}", clean(place))),
        (_, 404 | 405 | 501) if call.path == REMOVE_CONTRIBUTOR => {
            Some("this call may need another method than POST; nothing else was tried".to_owned())
        }
        // Four addresses are published for it (site contract 8.1); a second one could send a second
        // mail.
        (_, 404 | 405 | 501) if call.path == PASSWORD_MAIL => Some(
            "Wix may have moved this call, and three more addresses are published; nothing else \
             was tried"
                .to_owned(),
        ),
        (_, 401..=405 | 501) if call.path.ends_with(CHANGE_LOGIN_END) => Some(
            "changing login addresses may not be available: only Wix’s own software is known to \
             use this call"
                .to_owned(),
        ),
        (_, 401 | 403) => rule.map(|rule| rule.told()),
        _ => None,
    };
    Err(Lost {
        error,
        reached: reached(answer.status),
    })
}

/// Which answers prove that nothing was done. A gateway that gave up waiting (408, 499) does not
/// know what happened behind it.
fn reached(status: u16) -> Reached {
    if (400..=498).contains(&status) && status != 408 {
        Reached::Refused
    } else {
        Reached::Maybe
    }
}

/// The wait that Wix asks for: seconds or a date (contract 9: honour it if present). A date is
/// measured by the answer's own clock where it tells one.
fn retry_after(inner: &Inner, answer: &Answer) -> Option<Duration> {
    let asked = answer.retry_after.as_deref()?.trim();
    if let Ok(seconds) = asked.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = http_date(asked)?;
    let now = answer
        .date
        .as_deref()
        .and_then(http_date)
        .unwrap_or_else(|| (inner.options.sources.now)());
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

fn http_date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new()
        .parse_timestamp(text)
        .ok()
}

/// A 200 that is not what it should be.
pub(super) fn unreadable(
    inner: &Inner,
    call: &Call,
    answer: &Answer,
    tries: u32,
    unread: &Unread,
) -> WixError {
    let clean = |text: &str| inner.options.auth.redact(text);
    // Sound JSON in an unexpected shape is data about people, not words about the failure.
    let words = match serde_json::from_slice::<serde::de::IgnoredAny>(&answer.body) {
        Ok(_) => Words::default(),
        Err(_) => read_words(&answer.body, clean),
    };
    let kind = ErrorKind::Unreadable {
        path: clean(&unread.path),
    };
    let mut error =
        WixError::new(kind, call.method.as_str(), &call.path).with_detail(clean(&unread.reason));
    let facts = error.facts();
    facts.status = Some(answer.status);
    facts.words = words.text;
    facts.code = words.code;
    facts.request_id = answer.request_id.as_deref().map(clean);
    facts.tries = tries;
    error
}
