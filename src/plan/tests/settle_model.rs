//! What looking again says, against a model that carries out a part of an action.

use super::support::*;
use crate::access::*;
use crate::plan::settle::{Finding, finding};
use crate::plan::*;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Places of a person's assignments.
const PLACES: usize = 6;

fn grant(at: usize) -> NewAssignment {
    let reach = [
        Reach::Account,
        Reach::site(&"shop".into()),
        Reach::folder(&"f1".into()),
    ];
    NewAssignment {
        role: [MANAGER, DESIGNER][at % 2].into(),
        reach: reach[at / 2].clone(),
    }
}

fn held(at: usize) -> Assignment {
    let grant = grant(at);
    assignment(at, grant.role.as_str(), grant.reach)
}

fn some() -> impl Strategy<Value = BTreeSet<usize>> {
    prop::collection::btree_set(0..PLACES, 0..PLACES)
}

proptest! {
    /// Of the parts of a change that can be seen, all, none or some are there.
    #[test]
    fn roles_are_as_planned_not_there_or_partly_there(
        before in some(), add in some(), remove in some(), done in some(), more in some(),
    ) {
        // What is added was not held, what is taken was.
        let add: BTreeSet<usize> = add.difference(&before).copied().collect();
        let remove: BTreeSet<usize> = remove.intersection(&before).copied().collect();
        if add.is_empty() && remove.is_empty() {
            return Ok(());
        }
        let parts: BTreeSet<usize> = add.union(&remove).copied().collect();
        let carried: BTreeSet<usize> = parts.intersection(&done).copied().collect();
        // Others may have given what this plan has nothing to do with.
        let others = more.difference(&parts).copied();
        let now: BTreeSet<usize> = before.iter().copied().chain(others)
            .filter(|p| !(remove.contains(p) && carried.contains(p)))
            .chain(add.intersection(&carried).copied())
            .collect();
        let action = Action::UpdateAssignments {
            user: "p1".into(),
            add: add.iter().map(|p| grant(*p)).collect(),
            remove: remove.iter().map(|p| held(*p).id.unwrap()).collect(),
        };
        let person = |held_now: &BTreeSet<usize>| {
            Seen::TeamMember(member("p1", held_now.iter().map(|p| held(*p)).collect()))
        };
        let seen = person(&now);
        let wanted = match carried.len() {
            n if n == parts.len() => Finding::AsPlanned,
            0 => Finding::NotYet,
            _ => Finding::Partly,
        };
        prop_assert_eq!(finding(&action, &seen), wanted);

        let plan = plan_of(vec![bare_line(action, "p1")], |_| Fingerprint::of(&person(&before)));
        let key = ObjectKey::TeamMember("p1".into());
        let checked = check(&plan, [0], &Found::from([(key.clone(), seen)]));
        let (already, moved) = match (now == before, wanted) {
            (true, _) => (0, 0),
            (false, Finding::AsPlanned) => (1, 0),
            _ => (0, 1),
        };
        prop_assert_eq!((checked.already.len(), checked.moved.len()), (already, moved));
        // Whoever could not be read is not taken for unchanged.
        prop_assert_eq!(check(&plan, [0], &Found::new()).moved.len(), 1);
        let gone = check(&plan, [0], &Found::from([(key, Seen::Absent)]));
        prop_assert_eq!(gone.moved[0].what.as_str(), "is no longer in the team");
    }

    /// An address: somebody of the team, open invites to these or other roles, invites that are over.
    #[test]
    fn an_invite_is_as_planned_only_if_one_is_open_to_its_roles(
        in_team in any::<bool>(), invites in prop::collection::vec((0..5_u8, some()), 0..3),
        wanted in some().prop_filter("an invite gives something", |w| !w.is_empty()),
    ) {
        let status = |n: u8| match n {
            0 => InviteStatus::Pending,
            1 => InviteStatus::Used,
            2 => InviteStatus::Deleted,
            3 => InviteStatus::Declined,
            _ => InviteStatus::Expired,
        };
        let invite = |(i, (n, held)): (usize, &(u8, BTreeSet<usize>))| Arc::new(AccountInvite {
            assignments: held.iter().map(|p| super::settle_model::held(*p)).collect(),
            status: status(*n),
            ..open_invite(&format!("i{i}"), "new@northlight.example")
        });
        let seen = Seen::Address {
            member: in_team.then(|| "p1".into()),
            invites: invites.iter().enumerate().map(invite).collect(),
        };
        let action = Action::InviteToAccount {
            email: "new@northlight.example".to_owned(),
            give: wanted.iter().map(|p| grant(*p)).collect(),
            language: None,
        };
        let open: Vec<&BTreeSet<usize>> =
            invites.iter().filter(|(n, _)| *n == 0).map(|(_, h)| h).collect();
        let told = if open.contains(&&wanted) {
            Finding::AsPlanned
        } else if open.is_empty() {
            Finding::NotYet
        } else {
            Finding::Partly
        };
        prop_assert_eq!(finding(&action, &seen), told);
        prop_assert_eq!(seen.is_absent(), !in_team && open.is_empty());

        let plan = plan_of(vec![bare_line(action, "new")], |_| Fingerprint::of(&Seen::Absent));
        let key = ObjectKey::invitee("New@northlight.example");
        let checked = check(&plan, [0], &Found::from([(key, seen)]));
        let free = !in_team && open.is_empty();
        let already = !free && told == Finding::AsPlanned;
        prop_assert_eq!(checked.already.len(), usize::from(already));
        prop_assert_eq!(checked.moved.len(), usize::from(!free && !already));
    }

    /// Members with one address: made if there is any, deleted if the one is gone.
    #[test]
    fn members_are_told_by_id_and_address(there in prop::collection::btree_set(0..3_u8, 0..3)) {
        let found = |ids: &BTreeSet<u8>| Seen::Members(
            ids.iter().map(|i| Arc::new(Member::bare(format!("m{i}").as_str().into()))).collect(),
        );
        let site = SiteId::new("shop");
        let email = "new@northlight.example".to_owned();
        let key = ObjectKey::site_member(&site, &email);
        let create = Action::CreateMember {
            site: site.clone(),
            member: Box::new(NewMember { login_email: email.clone(), ..NewMember::default() }),
        };
        let seen = found(&there);
        let made = if there.is_empty() { Finding::NotYet } else { Finding::AsPlanned };
        prop_assert_eq!(finding(&create, &seen), made);

        let delete = Action::DeleteMember { site, member: "m0".into(), login_email: email };
        let gone = if there.contains(&0) { Finding::NotYet } else { Finding::AsPlanned };
        prop_assert_eq!(finding(&delete, &seen), gone);
        let alone = BTreeSet::from([0]);
        let plan = plan_of(vec![bare_line(delete, "new")], |_| Fingerprint::of(&found(&alone)));
        let checked = check(&plan, [0], &Found::from([(key, seen)]));
        prop_assert_eq!(checked.already.len(), usize::from(!there.contains(&0)));
        prop_assert_eq!(checked.moved.len(), usize::from(there.contains(&0) && there != alone));
    }
}
