//! Contributors, site invites and locations: the client and the sandbox, which know each other
//! only through the contract.

use crate::support::permit_of;
use gatehouse::access::{
    AccountId, InviteStatus, LimitEffect, LocationId, Role, RoleId, SiteId, SiteInvite,
};
use gatehouse::sandbox::{Config, NoSeat, RemoveMethod, Running, Sandbox, Size};
use gatehouse::wix::contributors::{ChangeLocations, ChangeRoles, Remove, query};
use gatehouse::wix::site_invites::{BulkInvite, Resend, Revoke, SiteInviteOutcome};
use gatehouse::wix::{
    ApiKey, BaseUrl, Client, ErrorKind, Offsets, Options, Pace, Rate, SendError, Sources, Write,
    locations, roles, sites,
};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

fn now() -> Timestamp {
    "2026-11-04T09:00:00Z".parse().unwrap()
}

struct Live {
    client: Client,
    account: AccountId,
    site: SiteId,
    _running: Running,
}

fn live(size: Size, edit: impl FnOnce(&mut Config)) -> Live {
    let mut config = Config::fixed(size, now());
    edit(&mut config);
    let running = Sandbox::start(config).unwrap();
    let base = BaseUrl::parse(&running.base_url).unwrap();
    let pace = Arc::new(Pace::new(&base, Rate::Unlimited));
    let key = ApiKey::parse(&running.hello.api_key).unwrap();
    Live {
        client: Client::new(Options::new(base, key, pace, Sources::fixed(now()))).unwrap(),
        account: AccountId::new(&running.hello.account_id),
        site: SiteId::new(&running.hello.sites[0].id),
        _running: running,
    }
}

impl Live {
    async fn send<W: Write>(&self, write: &W) -> Result<W::Answer, SendError> {
        let sent = self.client.send(write, permit_of(write)).await?;
        Ok(sent.answer)
    }

    async fn with(&self, roles: &[RoleId], locations: &[LocationId]) -> Vec<AccountId> {
        let found = query(&self.client, &self.site, roles, locations)
            .await
            .unwrap();
        assert!(found.unread.is_empty() && found.rows.iter().all(|row| row.owner.is_some()));
        found.rows.into_iter().map(|row| row.account).collect()
    }

    async fn roles(&self) -> Vec<Role> {
        let level = roles::RoleLevel::Site;
        roles::list(&self.client, &self.account, "en", level)
            .await
            .unwrap()
            .roles
    }

    async fn role(&self, title: &str) -> RoleId {
        let all = self.roles().await;
        all.into_iter().find(|role| role.title == title).unwrap().id
    }

    async fn places(&self, site: &SiteId) -> Vec<LocationId> {
        let page = locations::page(&self.client, site, false, Offsets::start(100))
            .await
            .unwrap();
        assert!(page.unread.is_empty() && page.next.is_none() && page.trouble.is_none());
        page.items.into_iter().map(|one| one.id).collect()
    }

    async fn invite(&self, emails: &[&str]) -> Vec<SiteInviteOutcome> {
        let role = self.role("Blog Editor").await;
        let emails: Vec<String> = emails.iter().map(|&e| e.to_owned()).collect();
        let write = BulkInvite::new(self.site.clone(), &[role], &emails, None, None).unwrap();
        self.send(&write).await.unwrap().outcomes
    }
}

#[tokio::test]
async fn a_contributor_changes_and_goes() {
    let live = live(Size::L, |_| {});
    let who = live.with(&[], &[]).await[3].clone();
    let role = live.role("Blog Editor").await;
    let write = ChangeRoles::new(live.site.clone(), &who, std::slice::from_ref(&role)).unwrap();
    let told = live.send(&write).await.unwrap().roles.unwrap();
    assert!(told.len() == 1 && told[0].0 == role && told[0].1.is_some());
    assert!(live.with(&[role], &[]).await.contains(&who));

    let place = live.places(&live.site).await[0].clone();
    let here = std::slice::from_ref(&place);
    let write = ChangeLocations::new(live.site.clone(), &who, here).unwrap();
    assert_eq!(live.send(&write).await.unwrap().locations.unwrap(), here);
    assert!(live.with(&[], here).await.contains(&who));
    assert_eq!(
        locations::get(&live.client, &live.site, &place)
            .await
            .unwrap()
            .id,
        place
    );

    live.send(&Remove::new(live.site.clone(), &who).unwrap())
        .await
        .unwrap();
    assert!(!live.with(&[], &[]).await.contains(&who));
    let gone = live
        .send(&Remove::new(live.site.clone(), &who).unwrap())
        .await
        .unwrap_err();
    assert_eq!(gone.error().kind, ErrorKind::NotFound);
}

#[tokio::test]
async fn another_method_is_named_and_not_tried() {
    let live = live(Size::S, |config| {
        config.switches.contributor_remove = RemoveMethod::NotAllowed;
    });
    let who = live.with(&[], &[]).await[3].clone();
    let error = live
        .send(&Remove::new(live.site.clone(), &who).unwrap())
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("another method than POST"),
        "{error}"
    );
    assert!(live.with(&[], &[]).await.contains(&who));
}

fn made(outcome: &SiteInviteOutcome) -> SiteInvite {
    match outcome {
        SiteInviteOutcome::Created(invite) => (**invite).clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_invite_is_made_sent_again_and_revoked() {
    for new_id in [false, true] {
        let live = live(Size::S, |config| config.switches.resend_new_id = new_id);
        let outcomes = live.invite(&["Kim@example.com", "bad@"]).await;
        assert_eq!(outcomes[1], SiteInviteOutcome::Failed);
        let first = made(&outcomes[0]);
        assert_eq!(
            (&first.site, &first.status),
            (&live.site, &InviteStatus::Pending)
        );
        let again = Resend::new(live.site.clone(), &first.id, None).unwrap();
        let again = live.send(&again).await.unwrap();
        assert_eq!(again.id != first.id, new_id);
        let revoke = Revoke::new(live.site.clone(), &again.id).unwrap();
        live.send(&revoke).await.unwrap();
        let twice = live.send(&revoke).await.unwrap_err();
        assert_eq!(twice.error().kind, ErrorKind::Precondition);
    }
}

#[tokio::test]
async fn a_missing_seat_shows_in_both_ways() {
    let outcomes = live(Size::S, |config| config.switches.seats = Some(1))
        .invite(&["a@b.example"])
        .await;
    assert_eq!(outcomes, [SiteInviteOutcome::Failed]);
    let live = live(Size::S, |config| {
        config.switches.seats = Some(1);
        config.switches.no_seat = NoSeat::Precondition;
    });
    let role = live.role("Blog Editor").await;
    let write = BulkInvite::new(
        live.site.clone(),
        &[role],
        &["a@b.example".to_owned()],
        None,
        None,
    )
    .unwrap();
    let refused = live.send(&write).await.unwrap_err();
    assert_eq!(refused.error().kind, ErrorKind::Precondition);
}

/// What the program can find out by asking alone: role by role and location by location.
#[tokio::test]
async fn every_limit_without_effect_is_found_and_no_other() {
    let live = live(Size::L, |_| {});
    let known: BTreeMap<RoleId, Role> = live
        .roles()
        .await
        .into_iter()
        .map(|role| (role.id.clone(), role))
        .collect();
    let page = sites::query(
        &live.client,
        &live.account,
        gatehouse::wix::Cursors::start(100),
    )
    .await
    .unwrap();
    let (mut nothing, mut binds, mut unknown) = (0, 0, 0);
    for site in page.items {
        let mut limited: Vec<AccountId> = Vec::new();
        for place in live.places(&site.id).await {
            let found = query(&live.client, &site.id, &[], &[place]).await.unwrap();
            limited.extend(found.rows.into_iter().map(|row| row.account));
        }
        let mut held: BTreeMap<AccountId, Vec<RoleId>> = BTreeMap::new();
        for role in known.keys() {
            let found = query(&live.client, &site.id, std::slice::from_ref(role), &[])
                .await
                .unwrap();
            for row in found.rows {
                held.entry(row.account).or_default().push(role.clone());
            }
        }
        for account in limited {
            match LimitEffect::of_all(held[&account].iter().map(|role| known.get(role))) {
                LimitEffect::Nothing => nothing += 1,
                LimitEffect::Binds => binds += 1,
                LimitEffect::Unknown => unknown += 1,
            }
        }
    }
    assert_eq!((nothing, binds, unknown), (60, 24, 0));
}
