//! Site invites that nobody tells: a guess of who accepted one, and ids out of a file.

use crate::desk::Desk;
use crate::support::{Setup, Wix};
use gatehouse::access::{RoleId, SiteId};
use gatehouse::plan::{Tend, Wish};
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::{Command, InviteRow, InviteState, JobKind, NewInviteIds};
use serde_json::json;

fn desk(wix: &Wix) -> Desk {
    let mut desk = Setup::default().desk(None);
    desk.connect(wix, &wix.key("full"));
    desk
}

fn read(desk: &mut Desk, site: &SiteId) {
    let before = desk.model.jobs.len();
    desk.send(Command::SyncSites(vec![site.clone()]));
    desk.until("the site", |m| {
        let job = m.last_job(JobKind::SyncSites)?;
        (m.jobs.len() > before && !job.state.is_active()).then_some(())
    });
    desk.take_in();
}

fn row(desk: &Desk, email: &str) -> InviteRow {
    let table = desk.model.invites.clone().expect("invites");
    let row = table.rows.iter().find(|r| r.email == email);
    row.expect("the invite").clone()
}

/// A site that somebody contributes to, and a role that can be given there.
fn place(desk: &Desk) -> (SiteId, RoleId) {
    let sites = desk.model.sites.clone().expect("sites");
    let site = sites.rows.iter().find(|r| r.contributors > 0);
    let team = desk.model.team.clone().expect("a team");
    let role = team
        .directory
        .roles()
        .find(|r| r.at_site() && r.can_be_given());
    let role = role.expect("a role").id.clone();
    (site.expect("a site").site.id.clone(), role)
}

fn invite(desk: &mut Desk, site: &SiteId, role: &RoleId, email: &str) {
    let review = desk.plan(Wish::InviteToSites {
        sites: vec![site.clone()],
        emails: vec![email.to_owned()],
        roles: vec![role.clone()],
        language: None,
    });
    assert_eq!(review.plan.lines.len(), 1, "{:?}", review.plan.skipped);
    desk.apply(&review);
    desk.send(Command::CloseRun);
}

fn somebody_appears(wix: &Wix, site: &SiteId, role: &RoleId) {
    let who = json!({"do": "contributorAdd", "siteId": site.as_str(), "roleIds": [role.as_str()]});
    wix.post("outside", &who);
}

#[test]
fn an_unknown_account_is_taken_for_the_one_open_invite_and_never_for_used() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let (site, role) = place(&desk);
    read(&mut desk, &site);
    invite(&mut desk, &site, &role, "nina@fjord.example");
    let told = row(&desk, "nina@fjord.example").told;
    somebody_appears(&wix, &site, &role);
    read(&mut desk, &site);
    let guessed = row(&desk, "nina@fjord.example");
    assert_eq!(guessed.state, InviteState::Probably);
    assert_eq!(guessed.told, told, "nobody told it");
    assert!(guessed.probably.is_some() && guessed.accepted_by.is_none());

    // A bulk renewal leaves it alone and says why.
    let key = (site.clone(), guessed.key.id().clone());
    let review = desk.plan(Wish::TendInvites {
        how: Tend::Renew,
        account: vec![],
        sites: vec![key.clone()],
    });
    assert!(review.plan.lines.is_empty());
    assert!(review.plan.skipped[0].reason.contains("probably accepted"));
    desk.send(Command::DropPlan);

    // What Wix tells about it is newer than the guess.
    let review = desk.plan(Wish::TendInvites {
        how: Tend::Resend,
        account: vec![],
        sites: vec![key],
    });
    desk.apply(&review);
    assert_eq!(row(&desk, "nina@fjord.example").state, InviteState::Open);
}

#[test]
fn two_open_invites_leave_it_open_who_came() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let (site, role) = place(&desk);
    read(&mut desk, &site);
    invite(&mut desk, &site, &role, "nina@fjord.example");
    invite(&mut desk, &site, &role, "omar@fjord.example");
    somebody_appears(&wix, &site, &role);
    read(&mut desk, &site);
    for email in ["nina@fjord.example", "omar@fjord.example"] {
        assert_eq!(row(&desk, email).state, InviteState::Open);
    }
}

#[test]
fn a_first_reading_guesses_nothing() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let (site, role) = place(&desk);
    invite(&mut desk, &site, &role, "nina@fjord.example");
    read(&mut desk, &site);
    assert_eq!(row(&desk, "nina@fjord.example").state, InviteState::Open);
}

#[test]
fn a_file_of_ids_is_taken_whole_or_not_at_all() {
    let wix = Wix::of(Size::S);
    let mut desk = desk(&wix);
    let (site, _) = place(&desk);
    let known = desk.model.invites.clone().expect("invites").rows.len();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("ids.csv");
    std::fs::write(&path, format!("{site},i-1\n{site},https://x\n")).expect("a file");
    let add = |path: &std::path::Path| {
        Command::AddSiteInvites(NewInviteIds::File {
            path: path.to_owned(),
            site: None,
        })
    };
    desk.send(add(&path));
    let said = desk.until("a notice", |m| m.activity.notices.first().cloned());
    assert!(
        said.text.sentence.contains("1 line that cannot be used"),
        "{said:?}"
    );
    assert!(said.text.details.contains("Line 2"), "{said:?}");
    std::fs::write(&path, format!("site,invite\n{site},i-1\n{site},i-2\n")).expect("a file");
    desk.send(add(&path));
    desk.until("both", |m| {
        let rows = m.invites.as_ref()?.rows.len();
        (rows == known + 2).then_some(())
    });
}
