//! Facets: switching, folding, finding.

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use gatehouse::kit::facets::{Entry, FacetEvent, FacetState, Group, show};
use gatehouse::kit::theme;

struct World {
    roles: Vec<Entry>,
    sites: Vec<Entry>,
    state: FacetState,
    events: Vec<FacetEvent>,
}

fn facets() -> Harness<'static, World> {
    let mut roles: Vec<Entry> = [("Editor", 28), ("Designer", 1_071), ("Nobody", 0)]
        .map(|(label, n)| Entry::new(label, n))
        .into();
    roles[0].on = true;
    roles[2].enabled = false;
    let world = World {
        roles,
        sites: (0..300)
            .map(|n| Entry::new(format!("Site {n}"), n))
            .collect(),
        state: FacetState::default(),
        events: Vec::new(),
    };
    Harness::builder()
        .with_size([200.0, 3_000.0])
        .with_max_steps(12)
        .with_context_setup(theme::install)
        .build_ui_state(
            |ui, world: &mut World| {
                let groups = [
                    Group {
                        id: "role",
                        title: "Role",
                        entries: &world.roles,
                    },
                    Group {
                        id: "site",
                        title: "Site",
                        entries: &world.sites,
                    },
                ];
                world.events.extend(show(ui, &groups, &mut world.state));
            },
            world,
        )
}

#[test]
fn entries_are_boxes_with_their_counts() {
    let mut harness = facets();
    let on = harness.get_by_role_and_label(Role::CheckBox, "Role: Editor, 28");
    assert_eq!(
        on.accesskit_node().toggled(),
        Some(egui::accesskit::Toggled::True)
    );
    harness
        .get_by_role_and_label(Role::CheckBox, "Role: Designer, 1,071")
        .click();
    harness.run();
    let designer = FacetEvent::Toggle { group: 0, entry: 1 };
    assert_eq!(harness.state().events, [designer]);
    let nobody = harness.get_by_label("Role: Nobody, 0");
    assert!(nobody.accesskit_node().is_disabled());
    nobody.click();
    harness.run();
    assert_eq!(harness.state().events, [designer]);
    harness.get_by_label("Clear Role").click();
    harness.run();
    assert_eq!(
        harness.state().events.last(),
        Some(&FacetEvent::Clear { group: 0 })
    );
    assert!(harness.query_by_label("Clear Site").is_none());
}

#[test]
fn groups_fold() {
    let mut harness = facets();
    harness.get_by_label("Fold Role").click();
    harness.run();
    assert!(harness.query_by_label("Role: Editor, 28").is_none());
    assert!(harness.state().state.folded.contains("role"));
    harness.get_by_label("Unfold Role").click();
    harness.run();
    harness.get_by_label("Role: Editor, 28");
}

#[test]
fn long_groups_show_more_on_demand_and_are_searched() {
    let mut harness = facets();
    let boxes = |harness: &Harness<'_, World>| harness.query_all_by_role(Role::CheckBox).count();
    assert_eq!(boxes(&harness), 3 + 8);
    harness.get_by_label("Site: Show all 300").click();
    harness.run();
    assert_eq!(boxes(&harness), 3 + 100);
    harness.get_by_label("200 more, narrow the search");
    harness
        .get_by_role_and_label(Role::TextInput, "Find in site")
        .click();
    harness.run();
    harness
        .get_by_role_and_label(Role::TextInput, "Find in site")
        .type_text("29");
    harness.run();
    // 29, 129, 229 and 290 to 299.
    assert_eq!(boxes(&harness), 3 + 13);
    harness.get_by_label("Site: Site 294, 294").click();
    harness.run();
    let event = FacetEvent::Toggle {
        group: 1,
        entry: 294,
    };
    assert_eq!(harness.state().events, [event]);
}
