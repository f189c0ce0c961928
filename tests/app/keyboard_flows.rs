//! Which flow is done by keys alone, and where.
//!
//! `GATEHOUSE_HANDS=keys` has all tests below go the same way by keys alone that they go with the
//! mouse otherwise (see `hands`); those of `keyboard_…` do so always. `packaging/check` runs both.

use gatehouse::model::Route;
use std::collections::BTreeSet;
use strum::IntoEnumIterator as _;

/// Pane, flow, and the file and test that does it. `everywhere` belongs to no pane; under `pointer`
/// stands what is done with a pointer by its nature, and the flow beside it that needs none.
const FLOWS: &str = "
overview | Take the next step of what needs attention | keyboard_panes::overview_and_help_lead_to_the_panes_by_keys
overview | Read again | heard::jobs_and_their_end_are_told
team | Search, filter, clear | browse::search_facets_and_chips_narrow_the_list_and_clear_widens_it
team | Sort by a heading | browse::a_heading_sorts_and_sorts_the_other_way
team | Choose columns | window::columns_and_order_are_kept_for_the_next_start
team | Select one, several, a run, all | browse::rows_are_selected_by_click_shift_ctrl_and_all_at_once
team | Open the inspector, copy from it | keyboard::people_are_found_selected_and_opened
team | Open the menu of a row | keyboard::the_menu_of_a_row_and_the_menu_of_the_profile_open_by_keys
team | Keep a view, show it again | views::a_view_is_kept_shown_again_after_a_new_start_and_goes_with_its_profile
team | Replace and forget a view | views::a_view_is_replaced_under_its_name_and_forgotten
team | Copy rows | find::rows_and_cells_are_copied_with_titles_and_it_says_so
team | Save rows | saving::a_selection_is_saved_alone_and_its_hidden_rows_come_last
team | Change roles | change::twenty_five_people_get_a_role_at_a_site_and_wix_hears_exactly_that
team | Same access as a colleague | same_access::a_joiner_gets_the_same_access_as_a_colleague
team | Remove somebody | change::one_person_is_removed_and_gone_from_the_list
team | Invite | invite::three_addresses_are_invited_in_one_call
people | Join rows, take apart, remove everywhere | people::two_rows_are_joined_removed_everywhere_and_taken_apart_again
people | Ask about a site | people::any_site_of_the_account_can_be_asked_about
sites | Read sites, open one | sites::sites_are_read_after_their_plan_was_shown_and_opened_one_by_one
sites | Stop a reading, go on | sites::a_reading_can_be_stopped_and_goes_on_later
sites | Find a site | sites::sites_are_found_by_words_and_filters
contributors | Read all sites, change roles | contributors::roles_of_several_are_changed_at_once_and_wix_hears_exactly_that
contributors | Remove from a site | contributors::one_person_is_removed_from_a_site_and_gone_from_the_list
contributors | Change locations | contributors::locations_are_replaced_for_people_of_one_site_only
contributors | Name an account | contributors::an_account_gets_a_name_that_stays_here
contributors | By person, grid | contributors::the_same_people_stand_by_person_and_in_a_grid
members | Choose a site, read, search | members::a_site_is_chosen_its_reading_priced_and_its_members_searched_and_filtered
members | Go through a very long list | keyboard_panes::members_are_gone_through_to_the_last_of_thirty_thousand
members | Select everything, events | members::everything_shown_can_be_selected_and_what_happened_between_readings_is_listed
members | Approve | members_change::a_member_who_waits_is_approved_by_a_plan
members | Edit, page address | members_change::a_member_is_edited_and_gets_another_page_address
members | Create | members_change::new_members_are_made_without_a_mail_and_doubles_are_named_before
members | Badges | members_change::members_get_a_badge_of_the_site
members | Block by a filter | members_change::spam_is_blocked_from_the_list_the_honest_approved_and_who_comes_later_named
members | Badges and roles of one member | members_held::badges_and_roles_of_a_member_are_read_when_asked_for_and_follow_a_plan
members | Mails in waves | members_change::mails_to_set_a_password_go_out_in_waves
members | Texts about members | members_parts::a_text_is_written_by_a_plan_and_shown_in_the_inspector
members | Fields | members_parts::a_field_is_limited_to_a_role_and_suggestions_are_told
members | Badges of the site | site_settings::a_badge_is_made_and_changed_and_deleted
members | Fields and privacy of the site | site_settings::fields_and_privacy_are_set_and_those_of_wix_stay
invites | Renew what ended | invites::the_invites_that_ended_are_renewed_with_three_clicks_or_five_keys
invites | Send, copy, send again, revoke | invites::a_site_invite_is_sent_copied_sent_again_and_revoked
invites | Add by ids | invites::site_invites_are_added_by_their_ids_and_told_when_sent_again
invites | Narrow by the timeline | invites::the_timeline_narrows_the_list_to_what_ends_then
roles | Compare, another language | people::roles_are_compared_and_shown_in_another_language
roles | Type a language | people::any_language_can_be_typed_and_is_remembered
roles | Roles by site | roles_by_site::the_grid_counts_people_at_every_place_and_is_saved
accounts | Name, read, open, leave a child account | accounts::a_child_is_named_read_opened_and_left_with_one_click_each
accounts | Give a child account a key | accounts::a_refused_key_asks_for_one_of_the_childs_own
accounts | Find a person in all accounts | accounts::a_person_is_found_in_all_accounts
accounts | Add an account | accounts::an_account_is_added_by_a_plan_and_shows_in_the_list
reviews | Review from start to end | reviews::a_review_goes_from_its_first_key_to_what_became_of_it
changes | Put back | changes::what_others_did_is_told_worst_first_and_put_back_by_keyboard
changes | Show the receipt of a change | changes::our_own_change_leads_to_its_receipt_and_search_and_chips_narrow_the_list
changes | Compare anyway | changes::an_incomplete_moment_is_refused_until_somebody_insists_and_then_it_is_said
changes | Take, keep, delete snapshots | changes::snapshots_are_taken_kept_always_and_deleted
rules | Put right, let stand | rules::a_finding_is_put_right_and_another_is_let_stand_by_keyboard_alone
rules | Set the rules | rules::rules_are_switched_off_and_limited_and_a_calm_pane_says_what_was_looked_at
activity | Pause, go on | runs::a_run_is_paused_by_a_key_and_goes_on
activity | Stop, plan the rest | runs::a_stopped_run_keeps_what_was_sent_and_plans_the_rest
activity | Settle after a crash | runs::after_a_crash_one_question_lets_the_run_go_on
activity | End a run here | runs::not_now_leaves_the_run_under_activity_where_it_can_be_ended
activity | Take back | runs::a_change_of_roles_is_taken_back
activity | Show a receipt again | window::activity_lists_runs_and_shows_one_again
activity | Notices; save and copy the journal | keyboard_panes::the_activity_is_gone_through_and_saved_by_keys
activity | Open a saved plan | open_plan::a_saved_plan_is_opened_and_applied
settings | Look, lock | keyboard_settings::the_look_and_the_lock_are_set_by_keys
settings | Pace, brakes, snapshots | keyboard_settings::pace_brakes_and_snapshots_are_set_by_keys
settings | Files, support bundle | keyboard_settings::files_and_the_kit_are_reached_by_keys
settings | Change, close, open, forget a profile | keyboard_settings::a_profile_is_changed_closed_opened_and_forgotten_by_keys
settings | Check the key, give it again | keyboard_settings::a_key_is_checked_and_given_again_by_keys
settings | Passphrase | lock::a_key_behind_a_passphrase_is_asked_for_once_after_the_next_start
help | Follow links, all commands | keyboard_panes::overview_and_help_lead_to_the_panes_by_keys
help | Find a word | find::the_help_is_opened_by_key_found_by_word_and_leads_to_the_panes
pack | Open a pack, go through it | evidence::a_pack_opens_without_a_profile_and_is_gone_through_by_keyboard
kit | Open it | keyboard_settings::files_and_the_kit_are_reached_by_keys
welcome | Connect | welcome::connecting_needs_no_mouse
welcome | Connect an app | identities::a_wrong_app_is_told_with_what_to_do_and_the_keyboard_is_enough
welcome | Practice account | welcome::the_practice_account_opens_from_the_welcome_screen
welcome | Forget a profile | keyboard_settings::a_profile_is_forgotten_from_the_start_by_keys
everywhere | From part to part | keyboard_panes::f6_goes_through_the_parts_of_the_window_and_comes_back_to_the_row
everywhere | From control to control | keyboard::tab_goes_from_the_rail_through_the_pane_to_the_status_bar
everywhere | Commands | window::the_palette_finds_a_command_and_enter_does_it
everywhere | Search everything | find::a_person_is_found_and_gone_to_by_keys_alone_and_stands_there_when_the_box_opens_again
everywhere | Shortcuts | cheat_sheet::the_question_mark_opens_it_and_typing_narrows_it
everywhere | Plan, brakes, receipt | change::a_brake_holds_the_plan_until_the_name_of_the_account_is_typed
everywhere | Save a plan | keyboard_plan::a_plan_is_saved_and_left_and_the_keyboard_comes_back_each_time
everywhere | Import a sheet | import::a_typed_path_is_read_corrected_planned_applied_and_its_result_saved
everywhere | Lock, unlock | lock::the_lock_hides_everything_and_drops_the_key_until_the_passphrase_comes
everywhere | Leave while a run is on | leaving::closing_the_window_asks_and_the_run_goes_on_at_the_next_start
everywhere | A pane that broke | broken::a_pane_that_breaks_shows_a_report_and_comes_back_as_it_was
pointer | A file is dropped on the window: its path is typed | import::a_typed_path_is_read_corrected_planned_applied_and_its_result_saved
pointer | The wheel turns a table: Page Up and Page Down | keyboard_panes::members_are_gone_through_to_the_last_of_thirty_thousand
pointer | The edge of a heading is dragged: Ctrl with an arrow key | keyboard::headings_sort_by_keys
pointer | A tip shows while the pointer rests: it shows with the keyboard on the control | keyboard_panes::why_a_button_is_blocked_shows_with_the_keyboard_on_it
pointer | A row is clicked twice: Enter | keyboard::people_are_found_selected_and_opened
pointer | A row is clicked with the other button: Shift+F10 | keyboard::the_menu_of_a_row_and_the_menu_of_the_profile_open_by_keys
";

/// Names of the tests of this suite that run, with their file.
fn tests() -> BTreeSet<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/app");
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("the suite").flatten() {
        let path = entry.path();
        let Some(file) = path
            .file_name()
            .and_then(|n| n.to_str()?.strip_suffix(".rs"))
        else {
            continue;
        };
        let text = std::fs::read_to_string(&path).expect("a file");
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2).filter(|p| p[0] == "#[test]") {
            let name = pair[1]
                .strip_prefix("fn ")
                .and_then(|l| l.split('(').next());
            found.extend(name.map(|name| format!("{file}::{name}")));
        }
    }
    found
}

#[test]
fn every_pane_has_flows_by_keys_and_their_tests_are_there() {
    let tests = tests();
    assert!(tests.len() > 100, "{tests:?}");
    let mut panes = BTreeSet::new();
    for line in FLOWS.trim().lines() {
        let parts: Vec<&str> = line.split(" | ").collect();
        let [pane, flow, test] = parts[..] else {
            panic!("pane, flow and test: {line}");
        };
        assert!(tests.contains(test), "no such test for “{flow}”: {test}");
        panes.insert(pane.to_owned());
    }
    for route in Route::iter() {
        let name = format!("{route:?}").to_lowercase();
        assert!(panes.remove(&name), "no flow of {route:?}");
    }
    let rest: Vec<String> = panes.into_iter().collect();
    assert_eq!(
        rest,
        ["everywhere", "pointer"],
        "each pane is one of the program"
    );
}
