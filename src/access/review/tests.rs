//! Items, scopes, what snapshots tell, decisions and what became of them.

use super::*;
use crate::access::{
    ACCOUNT_ADMIN, Assignment, Contributor, Extra, Fact, InviteStatus, Location, MemberLine,
    MemberStatus, Moment, Reach, Role, RoleLimit, Site, SiteInvite, Team, TeamMember, Thing,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

fn day(n: i64) -> Timestamp {
    "2026-11-01T09:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(24 * n)
}

fn role(id: &str, title: &str) -> Role {
    Role {
        id: id.into(),
        title: title.to_owned(),
        description: String::new(),
        limit: RoleLimit::None,
        custom: false,
        extra: Extra::new(),
    }
}

fn site(id: &str, name: &str) -> Site {
    serde_json::from_value(serde_json::json!({
        "id": id, "name": name, "display_name": "", "contributors": [],
    }))
    .unwrap()
}

fn person(id: &str, email: &str, held: &[(&str, Reach)]) -> Arc<TeamMember> {
    let held = held.iter().enumerate();
    Arc::new(TeamMember {
        id: id.into(),
        email: email.to_owned(),
        first_name: id.to_owned(),
        last_name: String::new(),
        image: None,
        joined_at: Some(day(-300)),
        assignments: held
            .map(|(n, (role, reach))| Assignment {
                role: (*role).into(),
                id: Some(format!("{id}-{n}").into()),
                reach: reach.clone(),
                subject: None,
            })
            .collect(),
        extra: Extra::new(),
    })
}

fn contributor(account: &str, roles: &[&str], locations: &[&str]) -> Contributor {
    Contributor {
        account: account.into(),
        owner: None,
        roles: roles.iter().map(|r| (*r).into()).collect(),
        locations: locations.iter().map(|l| (*l).into()).collect(),
    }
}

fn invite(id: &str, email: &str, status: InviteStatus, ends: i64) -> SiteInvite {
    SiteInvite {
        email: email.to_owned(),
        roles: vec!["blog".into()],
        status,
        created_at: Some(day(-40)),
        expires_at: Some(day(ends)),
        ..SiteInvite::bare(id.into(), "s1".into())
    }
}

/// Two sites, two people, one contributor nobody can name, invites and two members.
fn moment() -> Moment {
    let whole = Reach::Account;
    let named = Reach::Site {
        id: "s1".into(),
        name: Some("Harbor".to_owned()),
    };
    let place: Location =
        serde_json::from_value(serde_json::json!({"id": "l1", "name": "Quay", "description": ""}))
            .unwrap();
    Moment {
        team: Some(Team {
            members: vec![
                person("ana", "ana@house.example", &[(ACCOUNT_ADMIN, whole)]),
                person(
                    "ben",
                    "ben@else.example",
                    &[("blog", named.clone()), ("blog", named)],
                ),
            ],
            invites: Vec::new(),
        }),
        roles: Some(vec![
            role(ACCOUNT_ADMIN, "Account Admin (Co-Owner)"),
            role("blog", "Blog Writer"),
        ]),
        sites: Some(vec![site("s1", "Harbor"), site("s2", "Rosewood")]),
        folders: Some(Vec::new()),
        site_invites: vec![
            invite("i1", "new@else.example", InviteStatus::Pending, -3),
            invite("i2", "used@else.example", InviteStatus::Used, 9),
        ],
        contributors: BTreeMap::from([
            ("s1".into(), vec![contributor("acc", &["blog"], &["l1"])]),
            ("s2".into(), vec![contributor("acc", &["blog"], &[])]),
        ]),
        locations: BTreeMap::from([("s1".into(), vec![place])]),
        members: BTreeMap::from([(
            "s1".into(),
            vec![
                line("m1", MemberStatus::Approved),
                line("m2", MemberStatus::Blocked),
            ],
        )]),
    }
}

fn line(id: &str, status: MemberStatus) -> MemberLine {
    MemberLine {
        id: id.into(),
        name: id.to_owned(),
        login: format!("{id}@visitor.example"),
        status,
    }
}

fn beside() -> Beside {
    Beside {
        domains: vec!["house.example".to_owned()],
        logins: BTreeMap::from([(("s1".into(), "m1".into()), None)]),
        ..Beside::default()
    }
}

fn all() -> Vec<Candidate> {
    population(&moment(), day(0), &beside(), true)
}

fn find<'a>(all: &'a [Candidate], name: &str, place: &str) -> &'a Item {
    let found = all
        .iter()
        .find(|c| c.item.name == name && c.item.place == place);
    &found.unwrap_or_else(|| panic!("no {name} at {place}")).item
}

#[test]
fn everything_that_lets_somebody_in_is_one_item_with_what_is_known_of_it() {
    use ItemKind as K;
    let all = all();
    let kinds: Vec<ItemKind> = all.iter().map(|c| c.item.kind()).collect();
    // The role that stands twice is one item; the accepted invite and the blocked member are none.
    assert_eq!(
        kinds,
        [
            K::Team,
            K::Team,
            K::Contributors,
            K::Contributors,
            K::Invites,
            K::Members
        ]
    );
    let ana = find(&all, "ana", "Whole account");
    assert_eq!(ana.context.sites, Some(2));
    assert_eq!(ana.context.joined, Some(day(-300)));
    assert_eq!(ana.context.changed, LastChange::Unknown);
    assert_eq!(ana.worth, [Worth::CoOwner]);
    let ben = find(&all, "ben", "Harbor");
    assert_eq!(ben.worth, [Worth::Outside]);
    // The contributor holds the same role there.
    assert_eq!((ben.context.elsewhere, ben.context.here), (0, 1));
    let acc = find(&all, "Account acc…", "Harbor");
    assert_eq!(acc.locations, ["Quay"]);
    assert_eq!(acc.worth, [Worth::Nameless, Worth::LimitWithoutEffect]);
    assert_eq!((acc.context.elsewhere, acc.context.here), (1, 1));
    let sent = find(&all, "new@else.example", "Harbor");
    assert_eq!(sent.state, "Invite expired");
    assert!(sent.worth.contains(&Worth::InviteEnded(day(-3))));
    assert_eq!(sent.context.since(), Some(day(-40)));
    let member = find(&all, "m1", "Harbor");
    assert_eq!(member.context.login, Login::Never);
}

#[test]
fn a_scope_takes_what_it_names_and_says_what_it_cannot_tell() {
    let mut all = all();
    let names = |scope: &Scope, all: &[Candidate]| -> Vec<String> {
        let taken = all.iter().filter(|c| scope.fit(c, day(0)) == Fit::In);
        taken.map(|c| c.item.name.clone()).collect()
    };
    assert_eq!(
        names(&Scope::default(), &all).len(),
        5,
        "members only by name"
    );
    let scope = |set: &dyn Fn(&mut Scope)| {
        let mut scope = Scope::default();
        set(&mut scope);
        scope
    };
    let site = scope(&|s| s.sites = BTreeSet::from(["s2".into()]));
    assert_eq!(
        names(&site, &all),
        ["ana", "Account acc…"],
        "the whole account reaches it"
    );
    let outside = scope(&|s| s.outside = true);
    assert_eq!(names(&outside, &all), ["ben", "new@else.example"]);
    let people = scope(&|s| s.people = ["BEN@else.example", "acc"].map(str::to_owned).into());
    assert_eq!(
        names(&people, &all),
        ["ben", "Account acc…", "Account acc…"]
    );
    let members = scope(&|s| {
        s.kinds = BTreeSet::from([ItemKind::Members]);
        s.never_logged_in = true;
    });
    assert_eq!(names(&members, &all), ["m1"]);
    let old = scope(&|s| s.unchanged_days = Some(30));
    all[0].tell(day(-31), LastChange::NotSince(day(-31)));
    all[1].tell(day(-3), LastChange::NotSince(day(-3)));
    all[2].tell(
        day(-90),
        LastChange::Between {
            after: day(-10),
            by: day(-9),
            made: false,
            hand: Hand::Others,
        },
    );
    let tally = old.tally(&all, day(0));
    assert_eq!(
        (tally.total(), tally.untold),
        (1, 3),
        "young and unknown ones are untold"
    );
    assert_eq!(tally.all[&ItemKind::Team], 2);
}

fn stories(older: &[(i64, Moment)]) -> Vec<Story> {
    let all = all();
    let mut tracker = Tracker::new(day(0), &moment(), all.iter().map(|c| &c.item.matter), true);
    for (n, moment) in older {
        tracker.look(day(*n), moment);
    }
    tracker.finish()
}

#[test]
fn snapshots_tell_since_when_and_when_it_changed_and_gaps_tell_nothing() {
    let same = moment();
    let mut unread = moment();
    unread.team = None;
    unread.contributors.clear();
    let mut before = moment();
    before.team.as_mut().unwrap().members.remove(1);
    before
        .contributors
        .insert("s1".into(), vec![contributor("acc", &["blog"], &[])]);
    let mut first = moment();
    first.contributors.insert("s1".into(), Vec::new());
    let told = stories(&[(-1, same), (-2, unread), (-3, before), (-4, first)]);
    let (ana, ben, acc) = (&told[0], &told[1], &told[2]);
    assert_eq!(
        (ana.seen, &ana.change),
        (day(-4), &Change::NotSince(day(-4)))
    );
    assert_eq!(
        ben.seen,
        day(-1),
        "the snapshot without a team says nothing"
    );
    let made = Change::Between {
        after: day(-3),
        by: day(-1),
        before: None,
    };
    assert_eq!(ben.change, made);
    assert_eq!(
        acc.seen,
        day(-3),
        "with other locations it was there already"
    );
    let Change::Between { after, by, before } = &acc.change else {
        panic!("{acc:?}");
    };
    assert_eq!((*after, *by), (day(-3), day(-1)));
    let item = &all()[2].item;
    let differences = differences(item, before.as_ref(), &acc.now);
    assert_eq!(differences.len(), 1);
    assert_eq!(
        differences[0].thing,
        Thing::Limit("s1".into(), "acc".into())
    );
    assert_eq!(differences[0].before, Some(Fact::Limit(BTreeSet::new())));
}

fn decided(items: &[u32], verdict: Verdict, reason: &str) -> Word {
    Word::Decided {
        items: items.to_vec(),
        verdict,
        reason: reason.to_owned(),
    }
}

fn entry(number: u64, word: Word) -> Entry {
    Entry {
        number,
        at: day(number.cast_signed()),
        by: "ana".to_owned(),
        word,
    }
}

#[test]
fn the_newest_word_counts_and_what_is_undone_brings_back_the_one_before() {
    let mut entries = vec![
        entry(1, decided(&[0, 1], Verdict::Keep, "")),
        entry(2, decided(&[1], Verdict::Revoke, "left")),
    ];
    let standing = Standing::of(&entries);
    assert_eq!(standing.made[&1].verdict, Verdict::Revoke);
    assert_eq!(standing.made[&0].together, 2, "told to be one of several");
    let counts = standing.counts(6);
    assert_eq!((counts.keep, counts.revoke, counts.undecided()), (1, 1, 4));
    assert_eq!(counts.words(), "1 keep, 1 revoke");
    assert_eq!(
        (standing.last, standing.undoable.last()),
        (Some(1), Some(&2))
    );
    entries.push(entry(3, Word::Undone { entry: 2 }));
    let standing = Standing::of(&entries);
    assert_eq!(standing.made[&1].verdict, Verdict::Keep);
    assert_eq!(standing.undoable, [1]);
    entries.push(entry(4, Word::Undone { entry: 1 }));
    assert_eq!(Standing::of(&entries).counts(6).decided(), 0);
    // Every word survives the file it is kept in.
    for entry in &entries {
        let text = serde_json::to_string(entry).unwrap();
        assert_eq!(
            serde_json::from_str::<Entry>(&text).unwrap(),
            *entry,
            "{text}"
        );
    }
}

#[test]
fn what_cannot_be_said_is_refused_with_its_reason() {
    let mut items: Vec<Item> = all().into_iter().map(|c| c.item).collect();
    let one = items[0].clone();
    items.resize(40, one);
    let open = Standing::default();
    let check = |word: Word| word.check(&items, &open, false);
    let many: Vec<u32> = (0..26).collect();
    assert_eq!(
        check(decided(&many, Verdict::Keep, " ")),
        Err(Refusal::NeedsReason)
    );
    assert_eq!(check(decided(&many, Verdict::Keep, "known to all")), Ok(()));
    assert_eq!(check(decided(&many[..25], Verdict::Keep, "")), Ok(()));
    assert_eq!(
        check(decided(&[], Verdict::Keep, "")),
        Err(Refusal::Nothing)
    );
    assert_eq!(
        check(decided(&[3, 3], Verdict::Keep, "")),
        Err(Refusal::NoSuchItem(3))
    );
    assert_eq!(
        check(decided(&[40], Verdict::Keep, "")),
        Err(Refusal::NoSuchItem(40))
    );
    let roles = vec!["blog".into()];
    let reduce = |roles| Verdict::Reduce { roles };
    assert_eq!(
        check(decided(&[4], reduce(roles.clone()), "")),
        Err(Refusal::CannotReduce("An invite"))
    );
    assert_eq!(
        check(decided(&[0], reduce(Vec::new()), "")),
        Err(Refusal::NoRole)
    );
    let nobody = Verdict::HandOver { to: " ".to_owned() };
    assert_eq!(check(decided(&[0], nobody, "")), Err(Refusal::ToNobody));
    assert_eq!(
        check(Word::Undone { entry: 7 }),
        Err(Refusal::NothingToUndo)
    );
    let keep = || decided(&[0], Verdict::Keep, "");
    assert_eq!(keep().check(&items, &open, true), Err(Refusal::Applied));
    let closed = Standing::of(&[entry(1, Word::Closed)]);
    assert_eq!(keep().check(&items, &closed, false), Err(Refusal::Closed));
    assert_eq!(
        Word::Closed.check(&items, &closed, false),
        Err(Refusal::AlreadySo)
    );
    assert_eq!(Word::Reopened.check(&items, &closed, false), Ok(()));
}

#[test]
fn a_later_moment_tells_what_is_gone_what_is_still_there_and_what_it_cannot_tell() {
    let all = all();
    let revoke = Verdict::Revoke;
    let reduce = Verdict::Reduce {
        roles: vec!["seo".into()],
    };
    let verdicts = [&revoke, &reduce, &reduce, &revoke, &revoke, &revoke];
    let of = |moment: &Moment| {
        let decided = all.iter().map(|c| &c.item).zip(verdicts);
        after(moment, day(20), decided)
    };
    let same = of(&moment());
    let still = Some(After::Still);
    // The invite has ended by itself meanwhile.
    assert_eq!(same, [still, still, still, still, Some(After::Gone), still]);
    let mut done = moment();
    let reach = Reach::site(&"s1".into());
    done.team.as_mut().unwrap().members = vec![person("ben", "", &[("seo", reach)])];
    done.contributors
        .insert("s1".into(), vec![contributor("acc", &["seo"], &[])]);
    done.contributors.insert("s2".into(), Vec::new());
    done.members
        .insert("s1".into(), vec![line("m1", MemberStatus::Blocked)]);
    let (gone, so) = (Some(After::Gone), Some(After::AsDecided));
    assert_eq!(of(&done), [gone, so, so, gone, gone, gone]);
    let unread = of(&Moment::default());
    assert_eq!(unread[..4], [Some(After::Unknown); 4]);
    let keep = Verdict::Keep;
    let kept = after(&moment(), day(0), std::iter::once((&all[0].item, &keep)));
    assert_eq!(kept, [None]);
}
