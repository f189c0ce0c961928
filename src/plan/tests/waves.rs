//! Waves: hours, days, the limit of 24 hours, and what a plan comes to day by day.

use crate::plan::{Gate, Waves, WeekDay};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn waves(zone: &str) -> Waves {
    Waves {
        a_day: 200,
        from: 9,
        to: 18,
        days: WeekDay::ALL.into(),
        zone: zone.to_owned(),
    }
}

fn by_day(waves: &Waves, now: &str, sent: &[Timestamp], mails: usize) -> Vec<(String, usize)> {
    let told = waves.forecast(at(now), sent, mails, Some(200));
    let days = told.days.iter();
    days.map(|d| (d.date.to_string(), d.mails)).collect()
}

#[test]
fn a_thousand_mails_take_five_days() {
    // Begun in the morning, in the middle of the day, or at night: whatever a day is for Wix.
    for now in [
        "2026-11-02T07:00:00Z",
        "2026-11-02T13:00:00Z",
        "2026-11-01T22:00:00Z",
    ] {
        let days = by_day(&waves("UTC"), now, &[], 1_000);
        let mails: Vec<usize> = days.iter().map(|d| d.1).collect();
        assert_eq!(mails, [200; 5], "{now}");
        assert_eq!(days[0].0, "2026-11-02", "{now}");
        assert_eq!(days[4].0, "2026-11-06", "{now}");
    }
    let late = by_day(&waves("UTC"), "2026-11-02T17:59:30Z", &[], 1_000);
    let mails: Vec<usize> = late.iter().map(|d| d.1).collect();
    assert_eq!(mails, [100, 100, 200, 200, 200, 200], "the hours end");
}

#[test]
fn hours_are_those_of_the_place() {
    let israel = waves("Asia/Jerusalem");
    assert_eq!(
        israel.gate(at("2026-11-02T06:30:00Z"), &[]),
        Gate::Closed(at("2026-11-02T07:00:00Z"))
    );
    assert_eq!(
        israel.gate(at("2026-11-02T07:00:00Z"), &[]),
        Gate::Open(200)
    );
    assert_eq!(
        israel.gate(at("2026-11-02T16:00:00Z"), &[]),
        Gate::Closed(at("2026-11-03T07:00:00Z")),
        "18:00 is over"
    );
    // In New York, clocks go back on this day: nine is at fourteen, and was at thirteen before.
    let york = waves("America/New_York");
    assert_eq!(
        york.gate(at("2026-10-31T22:00:00Z"), &[]),
        Gate::Closed(at("2026-11-01T14:00:00Z"))
    );
    let offset = waves("+05:30");
    assert_eq!(
        offset.gate(at("2026-11-02T03:00:00Z"), &[]),
        Gate::Closed(at("2026-11-02T03:30:00Z"))
    );
    assert_eq!(
        waves("Nowhere/Land").gate(at("2026-11-02T12:00:00Z"), &[]),
        Gate::Never
    );
}

#[test]
fn only_on_the_chosen_days() {
    let mut work = waves("UTC");
    work.days = WeekDay::ALL[..5].iter().copied().collect();
    assert_eq!(work.days_words(), "Mon–Fri");
    // A Friday, after the hours.
    assert_eq!(
        work.gate(at("2026-11-06T18:00:00Z"), &[]),
        Gate::Closed(at("2026-11-09T09:00:00Z"))
    );
    let days = by_day(&work, "2026-11-05T08:00:00Z", &[], 500);
    let dates: Vec<&str> = days.iter().map(|d| d.0.as_str()).collect();
    assert_eq!(dates, ["2026-11-05", "2026-11-06", "2026-11-09"]);
    work.days = [WeekDay::Wed, WeekDay::Mon].into();
    assert_eq!(work.days_words(), "Mon, Wed");
    assert_eq!(waves("UTC").days_words(), "every day");
}

#[test]
fn what_went_out_within_a_day_counts() {
    let all = waves("UTC");
    let sent = vec![at("2026-11-01T14:00:00Z"); 200];
    assert_eq!(
        all.gate(at("2026-11-02T09:00:00Z"), &sent),
        Gate::Full(at("2026-11-02T14:00:00Z"))
    );
    assert_eq!(all.gate(at("2026-11-02T14:00:00Z"), &sent), Gate::Open(200));
    let sent = vec![at("2026-11-02T09:30:00Z"); 50];
    assert_eq!(all.gate(at("2026-11-02T10:00:00Z"), &sent), Gate::Open(150));
    let late = vec![at("2026-11-02T17:00:00Z"); 200];
    let mut early = waves("UTC");
    early.to = 12;
    assert_eq!(
        early.gate(at("2026-11-03T09:00:00Z"), &late),
        Gate::Full(at("2026-11-04T09:00:00Z")),
        "it is free at 17, and the next hours are those of the day after"
    );
}

#[test]
fn waves_that_cannot_be_kept_are_refused() {
    let wrong = |change: fn(&mut Waves)| {
        let mut one = waves("UTC");
        change(&mut one);
        one.check().unwrap_err()
    };
    assert!(waves("UTC").check().is_ok());
    assert!(wrong(|w| w.a_day = 0).contains("mails a day"));
    assert!(wrong(|w| w.to = 9).contains("hours 9 to 9"));
    assert!(wrong(|w| w.to = 25).contains("hours"));
    assert!(wrong(|w| w.days.clear()).contains("no day"));
    assert!(wrong(|w| w.zone = "Mars".to_owned()).contains("time zone"));
}

#[test]
fn moments_are_said_by_the_clock_of_the_plan() {
    let all = waves("Asia/Jerusalem");
    let now = at("2026-11-02T20:00:00Z");
    let words = |then: &str| all.moment_words(at(then), now);
    assert_eq!(words("2026-11-03T07:00:00Z"), "tomorrow at 09:00");
    assert_eq!(words("2026-11-02T21:30:00Z"), "today at 23:30");
    assert_eq!(words("2026-11-06T07:00:00Z"), "on Fri 6 Nov at 09:00");
}

proptest! {
    /// Whatever is asked for: never more than the limit within any 24 hours, none outside the
    /// hours, every mail on some day, and the forecast says what following the gate comes to.
    #[test]
    fn the_gate_keeps_what_it_promises(
        a_day in 1_u32..40,
        from in 0_u8..23,
        long in 1_u8..24,
        days in proptest::collection::btree_set(0_usize..7, 1..7),
        zone in prop_oneof![Just("UTC"), Just("Asia/Jerusalem"), Just("America/New_York"), Just("Pacific/Auckland")],
        begin in 0_i64..40_000_000,
        mails in 1_usize..120,
    ) {
        let all = Waves {
            a_day,
            from,
            to: (from + long).min(24),
            days: days.into_iter().map(|d| WeekDay::ALL[d]).collect(),
            zone: zone.to_owned(),
        };
        prop_assert!(all.check().is_ok());
        let begin = at("2026-01-01T00:00:00Z") + SignedDuration::from_secs(begin);
        let (mut now, mut sent) = (begin, Vec::new());
        let zone = all.time_zone().unwrap();
        while sent.len() < mails {
            match all.gate(now, &sent) {
                Gate::Open(_) => {
                    let here = now.to_zoned(zone.clone());
                    let hour = here.hour();
                    prop_assert!(hour >= i8::try_from(all.from).unwrap());
                    prop_assert!(hour < i8::try_from(all.to).unwrap());
                    sent.push(now);
                }
                Gate::Closed(then) | Gate::Full(then) => {
                    prop_assert!(then > now, "it goes on");
                    now = then;
                }
                Gate::Never => prop_assert!(false, "never"),
            }
        }
        let day = SignedDuration::from_hours(24);
        for (i, one) in sent.iter().enumerate() {
            let within = sent[i..].iter().filter(|s| s.duration_since(*one) < day).count();
            prop_assert!(within <= a_day as usize);
        }
        let told = all.forecast(begin, &[], mails, None);
        let mut counted: Vec<(jiff::civil::Date, usize)> = Vec::new();
        for one in &sent {
            let date = one.to_zoned(zone.clone()).date();
            match counted.last_mut().filter(|c| c.0 == date) {
                Some(last) => last.1 += 1,
                None => counted.push((date, 1)),
            }
        }
        let told_days: Vec<_> = told.days.iter().map(|d| (d.date, d.mails)).collect();
        prop_assert_eq!(told_days, counted);
        prop_assert_eq!(told.later, 0);
    }
}
