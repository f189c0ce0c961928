//! Assignments of team members and account invites (contract 3, "Shapes").

use super::fields::{Fields, id_text};
use crate::access::{
    Assignment, AssignmentId, Condition, ConditionKind, NewAssignment, Reach, RoleId, SiteId,
    Subject, SubjectKind,
};
use crate::wix::write::BuildError;
use serde_json::{Value, json};

/// Wire word of a folder condition.
const FOLDER: &str = "FOLDER";

/// Takes the assignments out of a row. What cannot be read as an assignment is an error, since
/// leaving it out would hide access.
pub(super) fn take(row: &mut Fields) -> Result<Vec<Assignment>, String> {
    let Some(list) = row.list("assignments") else {
        if row.has("assignments") {
            return Err("its assignments are not a list".to_owned());
        }
        return Ok(deprecated(row));
    };
    let mut rest = Vec::new();
    let mut assignments = Vec::with_capacity(list.len());
    for value in list {
        let (assignment, left) = one(value)?;
        if let Value::Object(mut left) = left
            && !left.is_empty()
        {
            if let Some(id) = &assignment.id {
                left.insert("assignmentId".to_owned(), json!(id.as_str()));
            }
            rest.push(Value::Object(left));
        }
        assignments.push(assignment);
    }
    // Fields of assignments that nobody knows stay with the row.
    row.put_back("assignments", Value::Array(rest));
    Ok(assignments)
}

/// One assignment, and the fields of it that nobody knows.
fn one(value: Value) -> Result<(Assignment, Value), String> {
    let mut f = Fields::row(value).map_err(|e| format!("an assignment: {e}"))?;
    let Some(role) = f.id("policyId") else {
        return Err("an assignment has no role id".to_owned());
    };
    let assignment = Assignment {
        role: RoleId::new(&role),
        id: f.id("assignmentId").map(AssignmentId::from),
        reach: f
            .value("restrictions")
            .map_or(Reach::Account, |r| reach(&r)),
        subject: f.object("subject").and_then(|mut s| {
            let subject = Subject {
                id: s.id("id")?,
                kind: subject_kind(s.text("subjectType")),
            };
            f.put_back("subject", s.into_value());
            Some(subject)
        }),
    };
    Ok((assignment, f.into_value()))
}

/// The deprecated lists of role ids, from before there were assignments. What the roles reach is
/// not told there, and it is not taken for the whole account.
fn deprecated(row: &mut Fields) -> Vec<Assignment> {
    for name in ["policyIds", "roles"] {
        let list = row.list(name).unwrap_or_default();
        let ids: Vec<String> = list
            .iter()
            .filter_map(|v| {
                id_text(v).or_else(|| {
                    ["policyId", "id", "roleId"]
                        .into_iter()
                        .find_map(|key| id_text(v.get(key)?))
                })
            })
            .filter(|id| !id.is_empty())
            .collect();
        row.put_back(name, Value::Array(list));
        if !ids.is_empty() {
            let told = json!({ "deprecated": name }).to_string();
            return ids
                .iter()
                .map(|id| Assignment {
                    role: RoleId::new(id),
                    id: None,
                    reach: Reach::Unknown(told.clone()),
                    subject: None,
                })
                .collect();
        }
    }
    Vec::new()
}

/// What restrictions mean. Anything that is not fully understood is unknown, never the whole
/// account.
fn reach(restrictions: &Value) -> Reach {
    let unknown = || Reach::Unknown(restrictions.to_string());
    let Some(object) = restrictions.as_object() else {
        return unknown();
    };
    let mut told = object.iter().filter(|(_, v)| !v.is_null());
    let Some((name, value)) = told.next() else {
        return Reach::Account;
    };
    if told.next().is_some() {
        return unknown();
    }
    let known = match name.as_str() {
        "site" => site(value),
        "conditions" => conditions(value),
        "resource" if value["resourceType"] == "SITE" => site(value),
        _ => None,
    };
    known.unwrap_or_else(unknown)
}

fn site(value: &Value) -> Option<Reach> {
    let id = id_text(&value["id"]).filter(|id| !id.is_empty())?;
    Some(Reach::Site {
        id: SiteId::new(&id),
        name: name(value),
    })
}

fn conditions(value: &Value) -> Option<Reach> {
    let list = value["conditions"].as_array().filter(|l| !l.is_empty())?;
    let one = |c: &Value| {
        Some(Condition {
            kind: match c["conditionType"].as_str()? {
                word if word.eq_ignore_ascii_case(FOLDER) => ConditionKind::Folder,
                word => ConditionKind::Other(word.to_owned()),
            },
            id: id_text(&c["id"]).filter(|id| !id.is_empty())?,
            value: name(c),
        })
    };
    list.iter()
        .map(one)
        .collect::<Option<_>>()
        .map(Reach::Conditions)
}

fn name(value: &Value) -> Option<String> {
    value["value"]
        .as_str()
        .filter(|v| !v.is_empty())
        .map(str::to_owned)
}

fn subject_kind(word: Option<String>) -> SubjectKind {
    let word = word.unwrap_or_default();
    match word.to_ascii_uppercase().as_str() {
        "USER" => SubjectKind::User,
        "ACCOUNT" => SubjectKind::Account,
        "EXTERNAL_APP" | "WIX_APP" => SubjectKind::App,
        _ => SubjectKind::Other(word),
    }
}

/// An assignment as Update Team Member Assignments wants it (contract U3). Names are told by Wix
/// and never sent.
pub(in crate::wix) fn to_wire(wanted: &NewAssignment) -> Result<Value, BuildError> {
    if wanted.role.is_empty() {
        return Err(BuildError::Missing("a role id"));
    }
    let role = wanted.role.as_str();
    match &wanted.reach {
        Reach::Account => Ok(json!({ "policyId": role })),
        Reach::Site { id, .. } if id.is_empty() => Err(BuildError::Missing("a site id")),
        Reach::Site { id, .. } => Ok(json!({
            "policyId": role,
            "restrictions": { "site": { "id": id.as_str() } },
        })),
        Reach::Conditions(conditions) => {
            // No condition at all might be read as no restriction at all.
            if conditions.is_empty() {
                return Err(BuildError::Missing("a folder"));
            }
            let conditions: Vec<Value> =
                conditions.iter().map(condition).collect::<Result<_, _>>()?;
            Ok(json!({
                "policyId": role,
                "restrictions": { "conditions": { "conditions": conditions } },
            }))
        }
        Reach::Unknown(_) => Err(BuildError::UnknownReach),
    }
}

fn condition(c: &Condition) -> Result<Value, BuildError> {
    match c.kind {
        ConditionKind::Folder if c.id.trim().is_empty() => Err(BuildError::Missing("a folder id")),
        ConditionKind::Folder => Ok(json!({ "conditionType": FOLDER, "id": c.id.trim() })),
        // A condition that Wix drops would widen the access.
        ConditionKind::Other(_) => Err(BuildError::UnknownReach),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(restrictions: &Value) -> Reach {
        let row = json!({"assignments": [{"policyId": "1", "restrictions": restrictions}]});
        let mut row = Fields::row(row).unwrap();
        take(&mut row).unwrap().remove(0).reach
    }

    #[test]
    fn every_form_of_restrictions() {
        let site = |name: Option<&str>| Reach::Site {
            id: "s1".into(),
            name: name.map(str::to_owned),
        };
        assert_eq!(read(&Value::Null), Reach::Account);
        assert_eq!(read(&json!({})), Reach::Account);
        assert_eq!(read(&json!({"site": null})), Reach::Account);
        assert_eq!(read(&json!({"site": {"id": "s1"}})), site(None));
        assert_eq!(
            read(&json!({"site": {"id": "s1", "value": "Shop"}, "conditions": null})),
            site(Some("Shop"))
        );
        assert_eq!(
            read(&json!({"resource": {"resourceType": "SITE", "id": "s1", "value": ""}})),
            site(None)
        );
        assert_eq!(
            read(&json!({"conditions": {"conditions": [
                {"conditionType": "FOLDER", "id": 9999, "value": "/Clients"},
                {"conditionType": "PLANET", "id": "p"}]}})),
            Reach::Conditions(vec![
                Condition {
                    kind: ConditionKind::Folder,
                    id: "9999".to_owned(),
                    value: Some("/Clients".to_owned()),
                },
                Condition {
                    kind: ConditionKind::Other("PLANET".to_owned()),
                    id: "p".to_owned(),
                    value: None,
                },
            ])
        );
    }

    #[test]
    fn what_is_not_understood_is_never_the_whole_account() {
        for odd in [
            json!("site"),
            json!([]),
            json!({"planet": {}}),
            json!({"site": {}}),
            json!({"site": {"id": ""}}),
            json!({"site": {"id": 1.5}}),
            json!({"conditions": {}}),
            json!({"conditions": {"conditions": []}}),
            json!({"conditions": {"conditions": [{"id": "1"}]}}),
            json!({"resource": {"resourceType": "SHIP", "id": "1"}}),
            json!({"site": {"id": "1"}, "conditions": {"conditions": []}}),
        ] {
            assert_eq!(read(&odd), Reach::Unknown(odd.to_string()));
        }
    }

    #[test]
    fn old_lists_of_roles_are_read_only_without_assignments() {
        let old = |row: Value| take(&mut Fields::row(row).unwrap()).unwrap();
        let both = old(json!({"policyIds": ["1"], "assignments": []}));
        assert!(both.is_empty());
        let only = old(json!({"policyIds": [], "roles": [{"id": 2}], "assignments": null}));
        assert_eq!(only.len(), 1);
        assert_eq!(only[0].role.as_str(), "2");
        assert!(matches!(only[0].reach, Reach::Unknown(_)));
    }

    #[test]
    fn unknown_fields_of_assignments_stay_with_the_row() {
        let mut row = Fields::row(json!({"assignments": [
            {"policyId": "1", "assignmentId": "7", "color": "red",
             "subject": {"id": "u", "subjectType": "USER", "context": {"id": "a"}}},
            {"policyId": "2"}]}))
        .unwrap();
        assert_eq!(take(&mut row).unwrap().len(), 2);
        assert_eq!(
            row.into_value(),
            json!({"assignments": [{"assignmentId": "7", "color": "red",
                                    "subject": {"context": {"id": "a"}}}]})
        );
    }

    proptest! {
        #[test]
        fn what_is_sent_reads_back(role in "[1-9][0-9]{18}", ids in proptest::collection::vec("[a-f0-9]{4}", 0..4), kind in 0..3) {
            let reach = match kind {
                0 => Reach::Account,
                1 => Reach::site(&SiteId::new(ids.first().map_or("s", String::as_str))),
                _ => Reach::Conditions(ids.iter().map(|id| Condition {
                    kind: ConditionKind::Folder, id: id.clone(), value: None,
                }).collect()),
            };
            let wanted = NewAssignment { role: RoleId::new(&role), reach };
            match to_wire(&wanted) {
                Ok(wire) => {
                    let (read, rest) = one(wire).unwrap();
                    prop_assert!(read.gives(&wanted));
                    prop_assert_eq!(rest, json!({}));
                }
                Err(e) => {
                    prop_assert_eq!(e, BuildError::Missing("a folder"));
                    prop_assert_eq!(wanted.reach, Reach::Conditions(vec![]));
                }
            }
        }
    }
}
