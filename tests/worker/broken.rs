//! A job that panics: it is told, and the worker goes on.

use crate::desk::Desk;
use crate::support::{Setup, Wix};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{Command, Tone};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[test]
fn a_job_that_breaks_is_told_and_the_worker_goes_on() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut environment = setup.environment(None);
    let breaks = Arc::new(AtomicBool::new(false));
    let (ids, broken) = (environment.ids, Arc::clone(&breaks));
    environment.ids = Arc::new(move || {
        assert!(
            !broken.swap(false, Ordering::SeqCst),
            "a test had this break"
        );
        ids()
    });
    let mut desk: Desk = setup.desk_in(environment);
    desk.connect(&wix, &wix.key("full"));
    breaks.store(true, Ordering::SeqCst);
    desk.send(Command::TakeSnapshot);
    desk.until("the news", |m| {
        let told = |n: &&gatehouse::worker::protocol::Notice| {
            n.tone == Tone::Error && n.text.sentence.contains("an error of its own")
        };
        m.activity.notices.iter().find(told).map(|_| ())
    });
    desk.sync();
}

#[test]
fn a_worker_that_breaks_is_told_too() {
    let wix = Wix::of(Size::S);
    let setup = Setup::default();
    let mut environment = setup.environment(None);
    environment.ids = Arc::new(|| panic!("a test had this break"));
    let mut desk: Desk = setup.desk_in(environment);
    // A profile is made by the worker itself, not by a job.
    desk.try_connect(&wix, &wix.key("full"), "");
    let told = desk.until("the end", |m| m.fatal.clone());
    assert!(told.sentence.contains("an error of its own"), "{told}");
    assert!(desk.model.session.is_none());
}
