//! Wire shapes that several calls share (contract 3, "Shapes").

use serde::{Deserialize, Serialize};

use super::input::Params;
use crate::sandbox::state::{
    State,
    records::{Assignment, Condition, Scope, SubjectKind},
    refusal::Refusal,
};

/// Where an assignment holds: a oneof of three, the last one deprecated.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct RestrictionsWire {
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<SiteWire>,
    #[serde(skip_serializing_if = "Option::is_none")]
    conditions: Option<ConditionsWire>,
    #[serde(skip_serializing)]
    resource: Option<ResourceWire>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct SiteWire {
    id: String,
    value: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct ConditionsWire {
    conditions: Vec<ConditionWire>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ConditionWire {
    condition_type: String,
    id: String,
    value: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ResourceWire {
    resource_type: String,
    id: String,
}

impl RestrictionsWire {
    /// Reads a restriction. None at all, or an empty one, means the whole account.
    pub(crate) fn scope(wire: Option<Self>, field: &str) -> Result<Scope, Refusal> {
        let Some(wire) = wire else {
            return Ok(Scope::Account);
        };
        match (wire.site, wire.conditions, wire.resource) {
            (None, None, None) => Ok(Scope::Account),
            (Some(site), None, None) if site.id.is_empty() => {
                Err(Refusal::required(&format!("{field}.site.id")))
            }
            (Some(site), None, None) => Ok(Scope::Site(site.id)),
            (None, Some(list), None) => Ok(Scope::Conditions(
                list.conditions
                    .into_iter()
                    .map(|one| Condition {
                        kind: one.condition_type,
                        id: one.id,
                    })
                    .collect(),
            )),
            (None, None, Some(resource)) if resource.resource_type == "SITE" => {
                Ok(Scope::Site(resource.id))
            }
            _ => Err(Refusal::field(
                field,
                "ONE_OF",
                "must hold one kind of restriction",
            )),
        }
    }

    /// Writes a restriction with the names of sites and folders. `None` means the whole account.
    pub(crate) fn of(scope: &Scope, state: &State) -> Option<Self> {
        let view = state.shown();
        match scope {
            Scope::Account => None,
            Scope::Site(id) => {
                let value = view
                    .sites
                    .get(id)
                    .map(|site| site.display_name.clone())
                    .unwrap_or_default();
                Some(Self {
                    site: Some(SiteWire {
                        id: id.clone(),
                        value,
                    }),
                    ..Self::default()
                })
            }
            Scope::Conditions(list) => {
                let conditions = list
                    .iter()
                    .map(|one| ConditionWire {
                        condition_type: one.kind.clone(),
                        id: one.id.clone(),
                        value: view.folder_path(&one.id),
                    })
                    .collect();
                Some(Self {
                    conditions: Some(ConditionsWire { conditions }),
                    ..Self::default()
                })
            }
        }
    }
}

/// An assignment as answers show it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AssignmentWire {
    policy_id: String,
    assignment_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    restrictions: Option<RestrictionsWire>,
    subject: SubjectWire,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SubjectWire {
    id: String,
    subject_type: SubjectKind,
}

impl AssignmentWire {
    /// Writes an assignment.
    pub(crate) fn of(held: &Assignment, state: &State) -> Self {
        Self {
            policy_id: held.role.clone(),
            assignment_id: held.id.clone(),
            restrictions: RestrictionsWire::of(&held.scope, state),
            subject: SubjectWire {
                id: held.subject.clone(),
                subject_type: held.subject_kind,
            },
        }
    }
}

/// Paging by limit and offset.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PagingWire {
    pub(crate) limit: Option<i64>,
    pub(crate) offset: Option<i64>,
}

/// One field of a sort order.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct SortWire {
    pub(crate) field_name: String,
    pub(crate) order: String,
}

impl SortWire {
    /// A sort order out of query parameters.
    pub(crate) fn of_params(params: &Params) -> Vec<Self> {
        let orders = params.all("sorting.order");
        let fields = params.all("sorting.fieldName").into_iter().enumerate();
        fields
            .map(|(nth, field_name)| Self {
                field_name,
                order: orders.get(nth).cloned().unwrap_or_default(),
            })
            .collect()
    }

    /// Field names and whether each is descending.
    pub(crate) fn read(list: Vec<Self>) -> Result<Vec<(String, bool)>, Refusal> {
        let one = |(index, sort): (usize, Self)| match sort.order.as_str() {
            "" | "ASC" => Ok((sort.field_name, false)),
            "DESC" => Ok((sort.field_name, true)),
            _ => Err(Refusal::field(
                format!("query.sort[{index}].order"),
                "ENUM",
                "must be ASC or DESC",
            )),
        };
        list.into_iter().enumerate().map(one).collect()
    }
}

/// Numbers about a page.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PageInfo {
    pub(crate) count: usize,
    pub(crate) offset: usize,
    pub(crate) total: usize,
    pub(crate) too_many_to_count: bool,
}
