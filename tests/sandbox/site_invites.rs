//! Site invites: inviting, seats, sending again, revoking, accepting.

use gatehouse::sandbox::{InviteAgain, NoSeat, RevokeClosed, Size};
use reqwest::Method;
use serde_json::{Value, json};

use crate::util::{Bench, SITE_INVITES, code, config, field, text};

async fn bulk(bench: &Bench, nth: usize, emails: &[&str]) -> (u16, Value) {
    let role = bench.role("Blog Editor").await;
    let body = json!({ "policyIds": [role], "emails": emails, "invitePurpose": "x", "defaultEmailLanguage": "de" });
    let path = format!("{SITE_INVITES}/bulk");
    bench.on_site(nth, Method::POST, &path, Some(&body)).await
}

async fn act(bench: &Bench, id: &str, what: &str) -> (u16, Value) {
    let path = format!("{SITE_INVITES}/{id}/{what}");
    bench
        .on_site(0, Method::POST, &path, Some(&json!({})))
        .await
}

async fn mails(bench: &Bench) -> u64 {
    bench.look("/_sandbox/state").await["mails"]
        .as_u64()
        .expect("a number")
}

async fn seats(bench: &Bench, nth: usize) -> Value {
    bench
        .look(&format!("/_sandbox/seats?site={}", bench.site(nth)))
        .await
}

#[tokio::test]
async fn some_addresses_fail_while_others_are_invited() {
    let bench = Bench::of(Size::S);
    let before = mails(&bench).await;
    let (status, told) = bulk(
        &bench,
        0,
        &[
            "kim@example.com",
            "bad@",
            "KIM@example.com",
            "lou@example.com",
        ],
    )
    .await;
    assert_eq!(status, 200, "{told}");
    assert_eq!(told["failedEmails"], json!(["bad@", "KIM@example.com"]));
    let invites = told["invites"].as_array().expect("invites");
    assert_eq!(invites.len(), 2);
    assert_eq!(
        (
            &invites[0]["siteId"],
            &invites[0]["status"],
            &invites[0]["expirationDate"]
        ),
        (
            &json!(bench.site(0)),
            &json!("Pending"),
            &json!("2026-12-01T09:00:00Z")
        )
    );
    assert_eq!(mails(&bench).await, before + 2);
    let (_, again) = bulk(&bench, 0, &["kim@example.com"]).await;
    assert_eq!(again["failedEmails"], json!(["kim@example.com"]));
    assert_eq!(mails(&bench).await, before + 2);
}

#[tokio::test]
async fn wrong_requests_are_refused_whole() {
    let bench = Bench::of(Size::S);
    let path = format!("{SITE_INVITES}/bulk");
    let ask = async |body: Value| bench.on_site(0, Method::POST, &path, Some(&body)).await;
    let (_, told) = ask(json!({ "emails": ["a@b.example"] })).await;
    assert_eq!(field(&told), "policyIds");
    let (_, told) = ask(json!({ "policyIds": ["1"], "emails": [] })).await;
    assert_eq!(field(&told), "emails");
    for (role, status) in [
        ("1", 400),
        ("6642345101181663232", 400),
        ("6601492336091027458", 403),
    ] {
        let body = json!({ "policyIds": [role], "emails": ["a@b.example"] });
        assert_eq!(ask(body).await.0, status);
    }
    let body = json!({ "policyIds": ["6732588207941061632"], "emails": ["a@b.example"] });
    let reads = bench.key("read-only");
    assert_eq!(
        bench
            .on_site_as(&reads, 0, Method::POST, &path, Some(&body))
            .await
            .0,
        403
    );
    assert_eq!(mails(&bench).await, 0);
}

#[tokio::test]
async fn seats_run_out_in_three_ways() {
    for (how, status) in [
        (NoSeat::FailedEmails, 200),
        (NoSeat::Precondition, 428),
        (NoSeat::Denied, 403),
    ] {
        let mut config = config(Size::S);
        config.switches.no_seat = how;
        config.switches.seats = Some(9);
        let bench = Bench::with(config);
        // Seven contributors and one open invite leave one seat.
        assert_eq!(
            seats(&bench, 0).await,
            json!({ "seats": 9, "contributors": 7, "openInvites": 1 })
        );
        let (have, told) = bulk(&bench, 0, &["a@b.example", "c@d.example"]).await;
        assert_eq!(have, status, "{told}");
        let made = usize::from(status == 200);
        if made == 1 {
            assert_eq!(told["failedEmails"], json!(["c@d.example"]));
        }
        assert_eq!(seats(&bench, 0).await["openInvites"], json!(1 + made));
        assert_eq!(mails(&bench).await, made as u64);
    }
    let bench = Bench::of(Size::S);
    let numbers = [seats(&bench, 0).await, seats(&bench, 2).await];
    assert_eq!(
        (&numbers[0]["seats"], &numbers[1]["seats"]),
        (&json!(100), &json!(5))
    );
    let (_, told) = bulk(&bench, 2, &["a@b.example"]).await;
    assert_eq!(
        told,
        json!({ "invites": [], "failedEmails": ["a@b.example"] })
    );
}

#[tokio::test]
async fn inviting_twice_is_a_switch() {
    for (how, same) in [(InviteAgain::Second, false), (InviteAgain::Renew, true)] {
        let mut config = config(Size::S);
        config.switches.invite_again = how;
        let bench = Bench::with(config);
        let (_, first) = bulk(&bench, 0, &["kim@example.com"]).await;
        let (_, second) = bulk(&bench, 0, &["kim@example.com"]).await;
        assert_eq!(
            first["invites"][0]["id"] == second["invites"][0]["id"],
            same
        );
        let open = if same { 2 } else { 3 };
        assert_eq!(seats(&bench, 0).await["openInvites"], json!(open));
    }
}

#[tokio::test]
async fn an_invite_is_sent_again_even_after_its_end() {
    for new_id in [false, true] {
        let mut config = config(Size::S);
        config.switches.resend_new_id = new_id;
        let bench = Bench::with(config);
        let (_, told) = bulk(&bench, 0, &["kim@example.com"]).await;
        let id = text(&told["invites"][0]["id"]);
        bench
            .control(
                "/_sandbox/clock",
                json!({ "advanceMs": 31_u64 * 86_400_000 }),
            )
            .await;
        let (status, told) = act(&bench, &id, "resend").await;
        assert_eq!(status, 200, "{told}");
        assert_eq!(told["invite"]["id"] != json!(id), new_id);
        assert_eq!(
            (&told["invite"]["status"], &told["invite"]["expirationDate"]),
            (&json!("Pending"), &json!("2027-01-01T09:00:00Z"))
        );
        assert_eq!(mails(&bench).await, 2);
        assert_eq!(
            act(&bench, &id, "resend").await.0,
            if new_id { 428 } else { 200 }
        );
    }
}

#[tokio::test]
async fn open_invites_are_revoked_and_closed_ones_are_a_switch() {
    for (how, status) in [
        (RevokeClosed::Refuse, 428),
        (RevokeClosed::NotFound, 404),
        (RevokeClosed::Ok, 200),
    ] {
        let mut config = config(Size::S);
        config.switches.revoke_closed = how;
        let bench = Bench::with(config);
        let (_, told) = bulk(&bench, 0, &["kim@example.com"]).await;
        let id = text(&told["invites"][0]["id"]);
        assert_eq!(act(&bench, &id, "revoke").await, (200, json!({})));
        assert_eq!(seats(&bench, 0).await["openInvites"], 1);
        assert_eq!(act(&bench, &id, "revoke").await.0, status);
        assert_eq!(act(&bench, &id, "resend").await.0, 428);
        let (status, told) = act(&bench, "11111111-0000-4000-8000-000000000001", "revoke").await;
        assert_eq!((status, code(&told)), (404, "NOT_FOUND"));
        assert_eq!(act(&bench, "x", "revoke").await.0, 400);
    }
}

#[tokio::test]
async fn invites_of_other_sites_are_not_found_here() {
    let bench = Bench::of(Size::S);
    let other = &bench.running.hello.site_invites[1];
    assert_ne!(other.site_id, bench.site(0));
    assert_eq!(act(&bench, &other.id, "resend").await.0, 404);
    let mine = &bench.running.hello.site_invites[0];
    assert_eq!(act(&bench, &mine.id, "resend").await.0, 200);
}

#[tokio::test]
async fn an_accepted_invite_becomes_a_contributor_nobody_knew() {
    let bench = Bench::of(Size::S);
    let before = bench.contributors(0, "").await;
    let (_, told) = bulk(&bench, 0, &["kim@example.com"]).await;
    let id = text(&told["invites"][0]["id"]);
    let act_in = json!({ "do": "siteInviteAccept", "inviteId": id });
    let new = text(&bench.control("/_sandbox/outside", act_in).await["id"]);
    assert!(!before.contains(&new));
    assert!(bench.contributors(0, "").await.contains(&new));
    let role = bench.role("Blog Editor").await;
    assert!(
        bench
            .contributors(0, &format!("?filter.policyIds={role}"))
            .await
            .contains(&new)
    );
    assert_eq!(act(&bench, &id, "revoke").await.0, 428);
    let path = format!("/accounts/v1/accounts/{new}");
    assert_eq!(bench.get(&path).await.0, 403, "it exists somewhere else");
    assert_eq!(
        seats(&bench, 0).await,
        json!({ "seats": 100, "contributors": 8, "openInvites": 1 })
    );
}
