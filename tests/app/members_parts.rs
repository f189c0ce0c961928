//! What a member tells about itself, and for whom a field is: seen and changed in the window.

use crate::act::CTRL;
use crate::members::{read, screen};
use crate::members_change::{confirm, over};
use crate::screen::Screen;
use crate::site_settings::{open, tab};
use crate::support::Wix;
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use gatehouse::sandbox::Size;
use gatehouse::worker::protocol::MemberColumn;
use serde_json::json;

/// Selects a member alone and opens the form about its text.
pub(crate) fn begin(screen: &mut Screen, nth: usize) -> String {
    let table = screen.model().members.clone().expect("members");
    let row = table.rows[nth].clone();
    screen.chord(CTRL, Key::F);
    screen.chord(CTRL, Key::A);
    screen.write(row.text(MemberColumn::Slug));
    screen.until_says("1 of 120 shown");
    screen.click(Role::Row, &row.name());
    screen.until_says("1 selected");
    screen.click(Role::Button, "More");
    screen.until_there(Role::Button, "Change the about text…");
    screen.press("Change the about text…");
    let title = format!("About {}", row.name());
    screen.until_there(Role::Dialog, &title);
    row.name()
}

fn answers(wix: &Wix, member: &str, content: &serde_json::Value) {
    wix.fault(&json!({
        "match": {"path": "abouts/query"}, "times": 99,
        "kind": {"status": 200, "body": {
            "memberAbouts": [{
                "id": "a1", "memberId": member, "revision": "4", "content": content,
            }],
            "pagingMetadata": {"count": 1, "hasNext": false},
        }},
    }));
}

#[test]
fn a_text_is_written_by_a_plan_and_shown_in_the_inspector() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    read(&mut screen, &wix);
    begin(&mut screen, 9);
    screen.until_there(Role::MultilineTextInput, "Text");
    let plan = screen.about(Role::Button, "Make the plan…");
    assert_eq!(
        plan,
        (false, "Type what the member tells about itself".to_owned())
    );
    screen.write("I bake.");
    screen.press("Make the plan…");
    screen.until_says("“I bake.”");
    assert_eq!(wix.writes().len(), 0);
    confirm(&mut screen, "Write about text");
    assert!(over(&mut screen).starts_with("1 done"));
    let writes = wix.writes();
    assert_eq!(writes.len(), 1);
    assert!(writes[0]["body"].to_string().contains("PARAGRAPH"));
    // The inspector tells it without being asked again.
    screen.until_says("I bake.");
    screen.until_says("Change the text…");
}

#[test]
fn what_would_be_lost_is_shown_before_a_text_with_pictures_is_replaced() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    read(&mut screen, &wix);
    let table = screen.model().members.clone().expect("members");
    let id = table.rows[9].id();
    answers(
        &wix,
        id.as_str(),
        &json!({ "nodes": [
            { "type": "PARAGRAPH", "nodes": [{ "type": "TEXT", "textData": { "text": "Hi" } }] },
            { "type": "IMAGE" }, { "type": "FORM" },
        ] }),
    );
    begin(&mut screen, 9);
    screen.until_says("This text has more than words");
    screen.until_says("1 form, 1 picture");
    let text = screen
        .get(Role::MultilineTextInput, "Text")
        .accesskit_node();
    assert_eq!(text.value().as_deref(), Some("Hi"));
    screen.click(Role::MultilineTextInput, "Text");
    screen.chord(CTRL, Key::A);
    screen.write("Hello");
    let plan = screen.about(Role::Button, "Make the plan…");
    assert_eq!(
        plan,
        (false, "Say first that the rest may be lost".to_owned())
    );
    screen.click(Role::CheckBox, "Replace it by plain paragraphs");
    screen.press("Make the plan…");
    screen.until_there(Role::Button, "Change about text");
    screen.until_says("Loses 1 form, 1 picture");
    screen.press("Cancel");
    assert_eq!(wix.writes().len(), 0);
}

#[test]
fn a_key_that_may_not_read_texts_is_told_so_in_the_form() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    read(&mut screen, &wix);
    wix.fault(&json!({
        "match": {"path": "abouts/query"}, "times": 9,
        "kind": {"status": 403, "body": {"message": "no", "details": {}}},
    }));
    begin(&mut screen, 9);
    screen.until_says("Wix does not let this sign-in read texts of members");
    screen.until_says("sign in with an app of the site");
    let plan = screen.about(Role::Button, "Make the plan…");
    assert!(!plan.0 && plan.1.contains("does not let"), "{plan:?}");
    screen.press("Cancel");
}

#[test]
fn a_field_is_limited_to_a_role_and_suggestions_are_told() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    open(&mut screen, &wix);
    tab(&mut screen, "Profile fields");
    screen.until_says("Suggested by Wix");
    screen.until_says("Birthdate");
    screen.press("New field like Birthdate…");
    screen.until_there(Role::Dialog, "New profile field");
    let name = screen.get(Role::TextInput, "Name").accesskit_node();
    assert_eq!(name.value().as_deref(), Some("Birthdate"));
    screen.press("Back");
    screen.until_there(Role::Button, "Whom Shirt size is for…");
    let system = screen.about(Role::Button, "Whom Title is for…");
    assert!(
        !system.0 && system.1.contains("every member has it"),
        "{system:?}"
    );
    screen.press("Whom Shirt size is for…");
    screen.until_there(Role::Dialog, "Whom the field Shirt size is for");
    let plan = screen.about(Role::Button, "Make the plan…");
    assert_eq!(plan, (false, "It is for everybody already".to_owned()));
    screen.click(Role::RadioButton, "Some members");
    let choice = "Members with the role Press";
    screen.until_there(Role::ComboBox, choice);
    let plan = screen.about(Role::Button, "Make the plan…");
    assert_eq!(plan.1, "It is not said whom the field is for");
    screen.click(Role::ComboBox, choice);
    screen.until_there(Role::ListBoxOption, "For them");
    screen.click(Role::ListBoxOption, "For them");
    screen.press("Make the plan…");
    screen.until_says("For: Members with the role Press");
    confirm(&mut screen, "Limit field to some members");
    assert!(over(&mut screen).starts_with("1 done"));
    screen.until_there(Role::Button, "Whom Shirt size is for…");
    screen.until_says("For members with the role Press");
    screen.until_says("For some members");
    assert_eq!(wix.writes().len(), 1);
}

/// Gives a member's page another address at Wix, beside the program.
fn slug_outside(wix: &Wix, member: &str, slug: &str) {
    let url = format!("{}/members/v1/members/{member}/slug", wix.base_url());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let status = runtime.block_on(async {
        let http = reqwest::Client::builder().no_proxy().build();
        let request = http.expect("a client").post(url);
        let request = request.header("authorization", wix.key("full"));
        let request = request.header("wix-site-id", wix.site(0));
        let answer = request.json(&json!({ "slug": slug })).send().await;
        answer.expect("an answer").status().as_u16()
    });
    assert_eq!(status, 200);
}

/// Wix pushes no events to a desktop program, so each refresh tells them from the difference.
#[test]
fn what_was_created_deleted_updated_or_moved_between_two_readings_is_listed() {
    let wix = Wix::of(Size::S);
    let mut screen = screen(&wix, (1500.0, 900.0));
    read(&mut screen, &wix);
    let table = screen.model().members.clone().expect("members");
    let [gone, renamed, moved] = [50, 40, 45].map(|at: usize| table.rows[at].clone());
    let outside = |what: &serde_json::Value| {
        let mut what = what.clone();
        what["siteId"] = json!(wix.site(0));
        wix.post("outside", &what);
    };
    outside(&json!({ "do": "memberCreate", "loginEmail": "fresh@example.com" }));
    outside(&json!({ "do": "memberDelete", "memberId": gone.id().as_str() }));
    outside(&json!({
        "do": "memberUpdate", "memberId": renamed.id().as_str(), "nickname": "Somebody else",
    }));
    slug_outside(&wix, moved.id().as_str(), "moved-on");
    screen.press("Read members…");
    screen.until_there(Role::RadioButton, "Everybody");
    screen.click(Role::RadioButton, "Everybody");
    screen.press("Read");
    screen.until("the end of the reading", |s| {
        let table = s.model().members.clone()?;
        (table.changes.1 >= 4).then_some(())
    });
    screen.press("Close");
    screen.until_gone(Role::Dialog, "Read members");
    screen.press_further("Changes…");
    for words in ["Created", "Deleted", "Updated", "Slug changed"] {
        screen.until_says(words);
    }
    let old = moved.text(MemberColumn::Slug).to_owned();
    screen.until_says(&format!("{old} → moved-on"));
    screen.until_says(&gone.name());
    screen.until_says("Wix pushes no events to a program");
    let now = screen.model().members.clone().expect("members");
    assert_eq!(now.changes.1, 4, "{:?}", now.changes.0);
    screen.press("Close");
}
