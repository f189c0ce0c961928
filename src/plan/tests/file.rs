//! Plans as files: strict, stable, and never a panic.

use super::support::*;
use crate::plan::file::{FileError, from_bytes, to_bytes};
use crate::plan::*;
use proptest::prelude::*;
use serde_json::Value;

fn removal() -> Plan {
    let wish = Wish::Remove {
        people: users(&["p1", "owner"]),
    };
    plan_for(&team(), &wish).unwrap()
}

#[test]
fn a_plan_survives_its_file() {
    let plan = removal();
    let bytes = to_bytes(&plan).unwrap();
    let back = from_bytes(&bytes).unwrap();
    assert_eq!(back, plan);
    assert_eq!(back.hash().unwrap(), plan.hash().unwrap());
    assert_eq!(to_bytes(&back).unwrap(), bytes);
    assert!(bytes.ends_with(b"\n"));
}

#[test]
fn only_plans_of_format_1_open_without_a_seal() {
    let bare = |format: u32| {
        let plan = Plan {
            format,
            ..removal()
        };
        serde_json::to_vec(&plan).unwrap()
    };
    assert!(from_bytes(&bare(1)).is_ok());
    for format in [0, 2, 3] {
        assert!(
            matches!(from_bytes(&bare(format)), Err(FileError::NotAPlan(_))),
            "{format}"
        );
    }
    let invite = bare_line(
        Action::InviteToAccount {
            email: "new@northlight.example".to_owned(),
            give: vec![crate::access::NewAssignment {
                role: MANAGER.into(),
                reach: crate::access::Reach::Account,
            }],
            language: None,
        },
        "new",
    );
    let plan = Plan {
        format: 1,
        ..plan_of(vec![invite], |_| Fingerprint::of(&Seen::Absent))
    };
    let error = from_bytes(&serde_json::to_vec(&plan).unwrap());
    assert!(matches!(error, Err(FileError::Form(_))), "{error:?}");
}

#[test]
fn a_file_that_nests_without_end_is_refused() {
    for open in ["[", "{\"plan\":", "{\"gatehouse\":["] {
        let bytes = open.repeat(100_000);
        assert!(matches!(
            from_bytes(bytes.as_bytes()),
            Err(FileError::NotAPlan(_))
        ));
    }
}

/// Every value of a document, by its pointer.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Array(list) => {
            for (i, v) in list.iter().enumerate() {
                pointers(v, &format!("{at}/{i}"), all);
            }
        }
        Value::Object(fields) => {
            for (name, v) in fields {
                let name = name.replace('~', "~0").replace('/', "~1");
                pointers(v, &format!("{at}/{name}"), all);
            }
        }
        _ => {}
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
        Just(Value::from(Vec::<Value>::new())),
        Just(serde_json::json!({})),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_plan_survives_its_file(plan in any_plan()) {
        prop_assert_eq!(plan.check_form(), Ok(()));
        let bytes = to_bytes(&plan).unwrap();
        prop_assert_eq!(from_bytes(&bytes), Ok(plan));
    }

    /// A changed byte is found, or it changed nothing of the plan.
    #[test]
    fn a_changed_byte_is_found(plan in any_plan(), places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 40)) {
        let bytes = to_bytes(&plan).unwrap();
        for (place, byte) in places {
            let mut changed = bytes.clone();
            changed[place.index(bytes.len())] = byte;
            if let Ok(read) = from_bytes(&changed) {
                prop_assert_eq!(&read, &plan);
            }
            let cut = place.index(bytes.len());
            let read = from_bytes(&bytes[..cut]);
            // Behind the last brace stands only the line's end, which may be missing.
            if bytes[cut..].iter().all(u8::is_ascii_whitespace) {
                prop_assert_eq!(read.as_ref(), Ok(&plan));
            } else {
                prop_assert!(read.is_err());
            }
        }
    }

    /// A value that is put in another's place is found, unless it is the same or of no importance;
    /// under a seal that fits, the plan that comes out is still well formed.
    #[test]
    fn a_changed_value_is_found(
        plan in any_plan(), at in any::<prop::sample::Index>(), new in any_value(),
    ) {
        let mut json: Value = serde_json::from_slice(&to_bytes(&plan).unwrap()).unwrap();
        let mut all = Vec::new();
        pointers(&json, "", &mut all);
        *json.pointer_mut(&all[at.index(all.len())]).unwrap() = new;
        if let Ok(read) = from_bytes(&serde_json::to_vec(&json).unwrap()) {
            prop_assert_eq!(&read, &plan);
        }
        let Some(told) = json.get("plan").cloned() else { return Ok(()) };
        if let Ok(told) = serde_json::from_value::<Plan>(told)
            && let Some(seal) = json.get_mut("seal")
        {
            *seal = told.hash().unwrap().into();
            if let Ok(read) = from_bytes(&serde_json::to_vec(&json).unwrap()) {
                prop_assert_eq!(read.check_form(), Ok(()));
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(from_bytes(&bytes).is_err());
    }

    #[test]
    fn no_json_makes_it_panic(
        text in "(\\{|\\}|\\[|\\]|:|,|\"(gatehouse|seal|plan|lines|format)\"|1|null| ){0,40}",
    ) {
        prop_assert!(from_bytes(text.as_bytes()).is_err());
    }
}
