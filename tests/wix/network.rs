//! Connections that fail in the middle.

use crate::support::{client, options, permit_of, removal};
use gatehouse::wix::{
    ApiKey, BaseUrl, Client, ClientError, ErrorKind, Options, Pace, Rate, SendError, Sources,
    account as accounts,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A server that takes a request, says `says`, and closes. Counts the requests it saw.
struct Closing {
    uri: String,
    seen: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Drop for Closing {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn closing(says: Vec<&'static [u8]>) -> Closing {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&seen);
    let task = tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let n = count.fetch_add(1, Ordering::SeqCst);
            let mut buffer = [0; 4096];
            let read = stream.read(&mut buffer).await.unwrap_or(0);
            assert!(read > 0, "a request came");
            let answer = says.get(n).or(says.last()).copied().unwrap_or_default();
            stream.write_all(answer).await.unwrap();
            stream.shutdown().await.unwrap();
        }
    });
    Closing { uri, seen, task }
}

const GOOD: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 29\r\nConnection: close\r\n\r\n{\"account\":{\"accountId\":\"a\"}}";
const HALF: &[u8] =
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"acc";

#[tokio::test]
async fn a_write_that_lost_its_answer_is_unknown_and_sent_once() {
    for says in [b"".as_slice(), HALF, b"HTTP/1.1 2", b"garbage\r\n\r\n"] {
        let server = closing(vec![says]).await;
        let error = client(&server.uri)
            .send(&removal(), permit_of(&removal()))
            .await
            .unwrap_err();
        assert!(
            matches!(&error, SendError::Unknown(e) if e.kind == ErrorKind::Network),
            "{error}"
        );
        assert_eq!(server.seen.load(Ordering::SeqCst), 1);
    }
}

#[tokio::test]
async fn a_read_that_lost_its_answer_is_tried_again() {
    let server = closing(vec![b"", HALF, GOOD]).await;
    let account = accounts::my_account(&client(&server.uri)).await.unwrap();
    assert_eq!(account.id.as_str(), "a");
    assert_eq!(server.seen.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_write_that_timed_out_is_unknown() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("http://{}", listener.local_addr().unwrap());
    let mut options = options(&uri);
    options.timeouts.answer = Duration::from_millis(200);
    let client = Client::new(options).unwrap();
    let error = client
        .send(&removal(), permit_of(&removal()))
        .await
        .unwrap_err();
    assert!(
        matches!(&error, SendError::Unknown(e) if e.kind == ErrorKind::Timeout),
        "{error}"
    );
    assert_eq!(error.error().tries, 1);
}

#[tokio::test]
async fn a_refused_connection_was_never_sent_and_is_tried_again() {
    // A port that was free a moment ago.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = client(&uri)
        .send(&removal(), permit_of(&removal()))
        .await
        .unwrap_err();
    assert!(
        matches!(&error, SendError::NotSent(e) if e.kind == ErrorKind::Network),
        "{error}"
    );
    assert_eq!(error.error().tries, 4);
    let error = accounts::my_account(&client(&uri)).await.unwrap_err();
    assert!(error.is_network());
}

#[tokio::test]
async fn a_server_without_tls_is_not_trusted_and_gets_no_key() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("https://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        let mut all = Vec::new();
        for _ in 0..1 {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut buffer = [0; 4096];
            let read = stream.read(&mut buffer).await.unwrap();
            all.extend_from_slice(&buffer[..read]);
            stream
                .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                .await
                .unwrap();
        }
        all
    });
    let error = client(&uri)
        .send(&removal(), permit_of(&removal()))
        .await
        .unwrap_err();
    assert!(
        matches!(&error, SendError::NotSent(e) if e.kind == ErrorKind::Tls),
        "{error:?}"
    );
    let seen = String::from_utf8_lossy(&task.await.unwrap()).into_owned();
    assert!(!seen.contains("IST."));
}

#[tokio::test]
async fn a_name_that_does_not_exist_was_never_sent() {
    let base = BaseUrl::parse("https://no-such-host.invalid").unwrap();
    let mut options = Options {
        base: base.clone(),
        pace: Arc::new(Pace::new(&base, Rate::default())),
        ..options("http://127.0.0.1:1")
    };
    options.retry.retries = 0;
    let client = Client::new(options).unwrap();
    let error = client
        .send(&removal(), permit_of(&removal()))
        .await
        .unwrap_err();
    assert!(
        matches!(&error, SendError::NotSent(e) if e.is_network()),
        "{error:?}"
    );
}

#[test]
fn a_pace_of_this_machine_is_not_used_elsewhere() {
    let here = BaseUrl::parse("http://127.0.0.1:1").unwrap();
    let fast = Arc::new(Pace::new(&here, Rate::Unlimited));
    let options = Options::new(
        BaseUrl::wix(),
        ApiKey::parse("IST.x").unwrap(),
        fast,
        Sources::fixed(jiff::Timestamp::UNIX_EPOCH),
    );
    assert_eq!(Client::new(options).unwrap_err(), ClientError::Pace);
}
