//! Changes to saved plans, as somebody might make them.

use super::case::Edit;
use super::words::Scene;
use gatehouse::plan::{Fingerprint, Plan, Seen};
use serde_json::{Value, json};
use std::sync::Arc;

/// The bytes of a saved plan after these changes.
pub(crate) fn edited(scene: &Scene<'_>, bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    edits
        .iter()
        .fold(bytes, |bytes, edit| change(scene, bytes, edit))
}

fn change(scene: &Scene<'_>, mut bytes: Vec<u8>, edit: &Edit) -> Vec<u8> {
    match edit {
        Edit::Content(text) => text.clone().into_bytes(),
        Edit::Keep(n) => {
            bytes.truncate(*n);
            bytes
        }
        Edit::Append(text) => {
            bytes.extend_from_slice(text.as_bytes());
            bytes
        }
        Edit::Bom {} => [b"\xef\xbb\xbf".as_slice(), &bytes].concat(),
        Edit::Blanks(n) => {
            bytes.resize(bytes.len() + n, b' ');
            bytes
        }
        Edit::Text { from, to } => {
            let text = String::from_utf8(bytes).expect("text");
            assert!(text.contains(from.as_str()), "{from} is not in it");
            text.replace(from.as_str(), to).into_bytes()
        }
        of_json => {
            let mut json: Value = serde_json::from_slice(&bytes).expect("JSON");
            in_json(scene, &mut json, of_json);
            serde_json::to_vec_pretty(&json).expect("bytes")
        }
    }
}

fn in_json(scene: &Scene<'_>, json: &mut Value, edit: &Edit) {
    match edit {
        Edit::Put { at, value } => put(json, at, value.clone()),
        Edit::Drop { at } => {
            let (parent, name) = at.rsplit_once('/').expect("a pointer");
            match json.pointer_mut(parent).expect("a place") {
                Value::Array(list) => drop(list.remove(name.parse().expect("a number"))),
                Value::Object(fields) if name == "*" => fields.clear(),
                Value::Object(fields) => drop(fields.remove(name).expect("a field")),
                other => panic!("{other}"),
            }
        }
        Edit::Twice { list, at } => {
            let list = json.pointer_mut(list).and_then(Value::as_array_mut);
            let list = list.expect("a list");
            list.push(list[*at].clone());
        }
        Edit::Line { action, who, rests } => line(scene, json, action, who, rests),
        Edit::Seal {} => {
            let plan: Plan = serde_json::from_value(json["plan"].clone()).expect("a plan");
            json["seal"] = plan.hash().expect("a hash").into();
        }
        _ => panic!("{edit:?} is about bytes"),
    }
}

fn put(json: &mut Value, at: &str, value: Value) {
    let (parent, name) = at.rsplit_once('/').expect("a pointer");
    match json.pointer_mut(parent).expect("a place") {
        Value::Array(list) => list[name.parse::<usize>().expect("a number")] = value,
        Value::Object(fields) => drop(fields.insert(name.to_owned(), value)),
        other => panic!("{other}"),
    }
}

/// Adds a line that no wish makes, and what it rests on.
fn line(scene: &Scene<'_>, json: &mut Value, action: &Value, who: &str, rests: &str) {
    let mut line = scene.outside(action);
    if line["remove"] == json!("everything") {
        let member = scene.table.team.member(&scene.user(who)).expect("a member");
        let ids = member.assignments.iter().filter_map(|a| a.id.clone());
        line["remove"] = ids.map(|id| Value::from(id.as_str())).collect();
    }
    let text = |field: &str| line[field].as_str().unwrap_or_default().to_owned();
    let key = match line["action"].as_str().expect("a kind") {
        "inviteToAccount" => format!("invitee:{}", text("email")),
        "createMember" => format!(
            "siteMember:{}:{}",
            text("site"),
            line["member"]["loginEmail"].as_str().expect("an address")
        ),
        "deleteMember" => format!("siteMember:{}:{}", text("site"), text("loginEmail")),
        _ => format!("teamMember:{}", text("user")),
    };
    let print = match rests {
        "now" => {
            let member = scene.table.team.member(&scene.user(who)).expect("a member");
            let print = Fingerprint::of(&Seen::TeamMember(Arc::clone(member)));
            serde_json::to_value(print).expect("a text")
        }
        other => other.into(),
    };
    let more = json!({
        "who": {"id": who, "name": who, "email": ""}, "reason": "", "before": [], "after": [],
        "undo": {"undo": "no", "why": "No"},
    });
    let fields = line.as_object_mut().expect("an object");
    fields.extend(more.as_object().expect("an object").clone());
    json["plan"]["fingerprints"][key] = print;
    json["plan"]["lines"]
        .as_array_mut()
        .expect("lines")
        .push(line);
}
