//! Writes that keep apart from each other.

use crate::support::{client, options, permit_of};
use gatehouse::wix::{
    ApiKey, BaseUrl, Client, Level, Pace, Rate, SHORTEST_GAP, Unread, Urgency, Write, WriteRequest,
};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

const GAP: Duration = Duration::from_millis(100);
const MINUTE: Duration = Duration::from_mins(1);

/// A write that stands in a lane.
struct Spaced {
    lane: Option<&'static str>,
    number: usize,
}

impl Write for Spaced {
    type Answer = ();

    fn request(&self) -> WriteRequest {
        WriteRequest {
            method: "POST",
            path: format!("/things/{}", self.number),
            level: Level::None,
            body: b"{}".to_vec(),
        }
    }

    fn spaced(&self) -> Option<String> {
        self.lane.map(str::to_owned)
    }

    fn read(&self, _body: &[u8]) -> Result<(), Unread> {
        Ok(())
    }
}

/// Notes when each request came, and refuses some with a 429.
#[derive(Clone)]
struct Notes {
    came: Arc<Mutex<Vec<(Instant, String)>>>,
    refuse: Vec<usize>,
}

impl Respond for Notes {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut came = self.came.lock().unwrap();
        came.push((Instant::now(), request.url.path().to_owned()));
        if self.refuse.contains(&came.len()) {
            ResponseTemplate::new(429).insert_header("Retry-After", "0")
        } else {
            ResponseTemplate::new(200).set_body_string("{}")
        }
    }
}

async fn server(refuse: &[usize]) -> (MockServer, Notes) {
    let server = MockServer::start().await;
    let notes = Notes {
        came: Arc::default(),
        refuse: refuse.to_vec(),
    };
    let mock = Mock::given(any()).respond_with(notes.clone());
    mock.mount(&server).await;
    (server, notes)
}

fn spaced_client(uri: &str, gap: Duration) -> Client {
    let client = client(uri);
    client.pace().set_gap(gap);
    client
}

async fn send_all(client: &Client, lanes: &[Option<&'static str>]) {
    let mut sends = JoinSet::new();
    for (number, lane) in lanes.iter().copied().enumerate() {
        let client = client.clone();
        sends.spawn(async move {
            let write = Spaced { lane, number };
            client.send(&write, permit_of(&write)).await
        });
    }
    while let Some(sent) = sends.join_next().await {
        sent.unwrap().unwrap();
    }
}

/// The n-th request of a lane leaves n gaps after the first one at the earliest; a try after a 429
/// is one like any other.
#[tokio::test]
async fn the_gap_holds_across_tries_after_a_429() {
    let (server, notes) = server(&[2, 3]).await;
    let client = spaced_client(&server.uri(), GAP);
    let start = Instant::now();
    send_all(&client, &[Some("members/site-1"); 4]).await;
    let came = notes.came.lock().unwrap();
    assert_eq!(came.len(), 6, "four writes and two more tries");
    for (n, (at, _)) in came.iter().enumerate() {
        let least = GAP * n as u32;
        let after = *at - start;
        assert!(after >= least, "request {n} came after {after:?}");
    }
}

#[tokio::test]
async fn other_lanes_and_other_writes_do_not_wait() {
    let (server, notes) = server(&[]).await;
    let client = spaced_client(&server.uri(), MINUTE);
    let lanes = [Some("members/site-1"), Some("members/site-2"), None, None];
    let start = Instant::now();
    send_all(&client, &lanes).await;
    assert!(start.elapsed() < MINUTE);
    assert_eq!(notes.came.lock().unwrap().len(), lanes.len());
}

#[tokio::test]
async fn without_a_gap_there_are_no_lanes() {
    let (server, notes) = server(&[]).await;
    let client = spaced_client(&server.uri(), Duration::ZERO);
    assert!(client.pace().turn("members/site-1").await.is_none());
    send_all(&client, &[Some("members/site-1"); 8]).await;
    assert_eq!(notes.came.lock().unwrap().len(), 8);
}

/// A permit for another request is found out before anything waits.
#[tokio::test]
async fn the_permit_is_looked_at_before_the_turn() {
    let (server, notes) = server(&[]).await;
    let client = spaced_client(&server.uri(), MINUTE);
    let lane = Some("members/site-1");
    send_all(&client, &[lane]).await;
    let start = Instant::now();
    let other = permit_of(&Spaced { lane, number: 8 });
    let sent = client.send(&Spaced { lane, number: 9 }, other).await;
    assert!(sent.is_err());
    assert!(start.elapsed() < MINUTE);
    assert_eq!(notes.came.lock().unwrap().len(), 1);
}

#[test]
fn closer_than_a_second_only_against_this_machine() {
    let wix = Pace::new(&BaseUrl::wix(), Rate::default());
    assert_eq!(wix.gap(), SHORTEST_GAP);
    wix.set_gap(GAP);
    assert_eq!(wix.gap(), SHORTEST_GAP);
    wix.set_gap(Duration::ZERO);
    assert_eq!(wix.gap(), SHORTEST_GAP);
    wix.set_gap(SHORTEST_GAP * 3);
    assert_eq!(wix.gap(), SHORTEST_GAP * 3);
    let here = Pace::new(
        &BaseUrl::parse("http://127.0.0.1:1").unwrap(),
        Rate::default(),
    );
    here.set_gap(Duration::ZERO);
    assert_eq!(here.gap(), Duration::ZERO);
}

/// A full limiter holds the lane up, and the gap counts from the moment the request leaves, not from
/// the moment its turn came.
#[tokio::test(start_paused = true)]
async fn a_turn_is_not_used_up_in_the_limiter_s_queue() {
    let pace = Arc::new(Pace::new(&BaseUrl::wix(), Rate::default()));
    let start = Instant::now();
    pace.throttled(Some(Duration::from_secs(45)));
    let mut sends = JoinSet::new();
    for _ in 0..3 {
        let pace = Arc::clone(&pace);
        sends.spawn(async move {
            let mut turn = pace.turn("members/site-1").await.unwrap();
            let on_the_way = pace.acquire(Urgency::Bulk, MINUTE).await.unwrap();
            turn.leaves();
            let left = start.elapsed();
            sleep(Duration::from_millis(300)).await;
            on_the_way.over();
            left.as_secs()
        });
    }
    let mut left = Vec::new();
    while let Some(at) = sends.join_next().await {
        left.push(at.unwrap());
    }
    assert_eq!(left, [45, 46, 47]);
}

/// Every client of a key shares one limiter, which outlives its clients as long as it has something
/// to remember.
#[tokio::test]
async fn a_key_has_one_limiter() {
    let made = options("http://127.0.0.1:9");
    let key = ApiKey::parse(crate::support::KEY).unwrap();
    let one = Pace::of_key(&made.base, &key);
    one.acquire(Urgency::Waiting, MINUTE).await.unwrap().over();
    drop(one);
    let again = Pace::of_key(&made.base, &key);
    assert_eq!(again.metrics().last_minute, 1);
    again.set_rate(Rate::PerMinute(60));
    let third = Pace::of_key(&made.base, &key);
    assert!(Arc::ptr_eq(&again, &third));
    assert_eq!(
        (third.metrics().limit, third.metrics().last_minute),
        (Some(60), 1)
    );
    let other = ApiKey::parse("IST.another").unwrap();
    assert_eq!(Pace::of_key(&made.base, &other).metrics().last_minute, 0);
}
