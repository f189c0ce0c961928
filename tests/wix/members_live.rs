//! The client and the sandbox, which know each other only through the contract.

use crate::support::permit_of;
use gatehouse::access::{Member, NewMember, SiteId, fold_email};
use gatehouse::sandbox::{Config, MemberFilters, MembersArea, Running, Sandbox, Size};
use gatehouse::wix::capability::{Area, Reading, probe};
use gatehouse::wix::members::{
    CreateMember, DeleteMember, MEMBERS_PAGE, QueryMembers, by_login, is_duplicate,
};
use gatehouse::wix::{ApiKey, BaseUrl, Client, ErrorKind, Offsets, Options, Pace, Rate, SendError};
use gatehouse::wix::{Sources, members};
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::sync::Arc;

fn now() -> Timestamp {
    "2026-11-04T09:00:00Z".parse().unwrap()
}

struct Live {
    client: Client,
    site: SiteId,
    _running: Running,
}

fn live(edit: impl FnOnce(&mut Config)) -> Live {
    let mut config = Config::fixed(Size::S, now());
    edit(&mut config);
    let running = Sandbox::start(config).unwrap();
    let base = BaseUrl::parse(&running.base_url).unwrap();
    let pace = Arc::new(Pace::new(&base, Rate::Unlimited));
    let key = ApiKey::parse(&running.hello.api_key).unwrap();
    Live {
        client: Client::new(Options::new(base, key, pace, Sources::fixed(now()))).unwrap(),
        site: SiteId::new(&running.hello.sites[0].id),
        _running: running,
    }
}

impl Live {
    async fn all(&self) -> Vec<Member> {
        let mut at = Some(Offsets::start(MEMBERS_PAGE));
        let mut all = Vec::new();
        while let Some(here) = at {
            let page = members::page(&self.client, &self.site, &QueryMembers::everybody(), here)
                .await
                .unwrap();
            assert!(page.unread.is_empty() && page.trouble.is_none());
            all.extend(page.items);
            at = page.next;
        }
        all
    }

    async fn create(&self, login: &str) -> Result<Member, SendError> {
        let new = NewMember {
            login_email: login.to_owned(),
            first_name: "Noa".to_owned(),
            ..NewMember::default()
        };
        let write = CreateMember::new(self.site.clone(), &new).unwrap();
        let sent = self.client.send(&write, permit_of(&write)).await?;
        Ok(sent.answer)
    }

    async fn delete(&self, member: &Member) -> Result<(), SendError> {
        let write = DeleteMember::new(self.site.clone(), &member.id).unwrap();
        let sent = self.client.send(&write, permit_of(&write)).await;
        sent.map(|_| ())
    }
}

#[tokio::test]
async fn a_member_comes_and_goes() {
    let live = live(|_| {});
    let before = live.all().await;
    assert_eq!(before.len(), 120);
    assert!(
        before
            .iter()
            .all(|m| m.extra.is_empty() && m.phones.is_some())
    );
    let made = live.create("noa@example.com").await.unwrap();
    assert_eq!(made.nickname, "Noa");
    let got = members::get(&live.client, &live.site, &made.id)
        .await
        .unwrap();
    assert_eq!(got, made);
    assert_eq!(live.all().await.len(), 121);
    let again = live.create("NOA@example.com").await.unwrap_err();
    assert!(
        matches!(&again, SendError::Refused(e) if is_duplicate(e)),
        "{again}"
    );
    live.delete(&made).await.unwrap();
    let gone = members::get(&live.client, &live.site, &made.id)
        .await
        .unwrap_err();
    assert_eq!(gone.kind, ErrorKind::NotFound);
    let owner = live.delete(&before[0]).await.unwrap_err();
    let ErrorKind::Invalid { violations } = &owner.error().kind else {
        panic!("{owner}");
    };
    assert_eq!(violations[0].rule, members::RULE_OWNER_OR_CONTRIBUTOR);
    assert_eq!(live.all().await, before);
}

#[tokio::test]
async fn addresses_are_found_whatever_the_server_understands() {
    let every = [
        MemberFilters::All,
        MemberFilters::NoLists,
        MemberFilters::OnlyEquality,
    ];
    for (filters, exact) in every.into_iter().zip([false, true, false]) {
        let live = live(|config| {
            config.switches.member_filters = filters;
            config.switches.exact_login_filter = exact;
        });
        let all = live.all().await;
        let mut addresses: Vec<String> = all[..40]
            .iter()
            .map(|m| m.login_email.to_uppercase())
            .collect();
        addresses.push("nobody@example.com".to_owned());
        let found = by_login(&live.client, &live.site, &addresses)
            .await
            .unwrap();
        assert_eq!(found.len(), 41);
        assert!(found["nobody@example.com"].is_empty());
        for member in &all[..40] {
            assert_eq!(
                found[&fold_email(&member.login_email)],
                std::slice::from_ref(member),
                "{filters:?}"
            );
        }
    }
}

#[tokio::test]
async fn the_key_is_tried_on_members_too() {
    let reading = async |area: MembersArea| {
        let live = live(|config| config.switches.members_area = area);
        let found = probe(&live.client, None).await;
        let areas: BTreeSet<Area> = found.iter().map(|c| c.area).collect();
        assert_eq!(areas.len(), Area::ALL.len());
        let members = found.iter().find(|c| c.area == Area::Members).unwrap();
        members.reading.clone()
    };
    assert_eq!(reading(MembersArea::Installed).await, Reading::Yes);
    assert_eq!(reading(MembersArea::EmptyLists).await, Reading::Yes);
    for area in [MembersArea::NotFound, MembersArea::Precondition] {
        let told = reading(area).await;
        assert!(
            matches!(told, Reading::Unclear(_)),
            "a site without members is not a key without rights"
        );
    }
}
