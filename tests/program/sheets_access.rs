//! Sheets about access: contributors of sites, roles of the team, invites to several sites, and
//! names of the owner's own.

use crate::bench::Bench;
use std::collections::BTreeSet;

/// A CSV file as rows, the names of the columns first.
fn table(bench: &Bench, name: &str) -> Vec<Vec<String>> {
    let bytes = std::fs::read(bench.file(name)).expect("a file");
    let mut csv = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes.as_slice());
    let rows = csv.records().map(|r| r.expect("a row"));
    rows.map(|r| r.iter().map(str::to_owned).collect())
        .collect()
}

fn write(bench: &Bench, name: &str, rows: &[Vec<String>]) {
    let mut csv = csv::Writer::from_path(bench.file(name)).expect("a file");
    for row in rows {
        csv.write_record(row).expect("a row");
    }
    csv.flush().expect("the disk");
}

fn column(table: &[Vec<String>], name: &str) -> usize {
    let at = table[0].iter().position(|h| h == name);
    at.unwrap_or_else(|| panic!("no {name} in {:?}", table[0]))
}

fn export(bench: &Bench, what: &str, name: &str) -> Vec<Vec<String>> {
    let file = bench.arg(name);
    let words = ["export", what, "--format", "csv", "-o", &file, "--force"];
    bench.run(&words).ends(0);
    table(bench, name)
}

fn sheet<'a>(what: &'a str, file: &'a str, kind: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["sheet", what, file, "--kind", kind], more].concat()
}

/// Plans a sheet, applies it, and gives the rows of the result: row, address, outcome, reason,
/// request id. What the plan announced is what the sandbox saw.
fn carried_out(bench: &Bench, name: &str, kind: &str, code: i32) -> Vec<Vec<String>> {
    let (file, plan) = (bench.arg(name), bench.arg(&format!("{name}.plan.json")));
    let before = bench.writes();
    let words = sheet("plan", &file, kind, &["-o", &plan, "--json", "--force"]);
    let told = bench.run(&words).ends(0).json();
    assert_eq!(bench.writes(), before, "planning writes nothing");
    let (receipt, result) = (
        bench.arg(&format!("{name}.receipt.json")),
        bench.arg(&format!("{name}.result.csv")),
    );
    bench
        .run(&["apply", &plan, "--result", &receipt])
        .ends(code);
    assert_eq!(
        bench.writes() - before,
        told["writes"].as_u64().expect("a number")
    );
    let from = ["--from", &receipt, "-o", &result];
    bench.run(&sheet("result", &file, kind, &from)).ends(0);
    table(bench, &format!("{name}.result.csv"))[1..].to_vec()
}

/// The same sheet has nothing left to do.
fn nothing_left(bench: &Bench, name: &str, kind: &str) {
    let (file, plan) = (bench.arg(name), bench.arg(&format!("{name}.again.json")));
    let again = bench.run(&sheet("plan", &file, kind, &["-o", &plan]));
    assert_eq!(again.code, 3, "{}\n{}", again.out, again.err);
}

#[test]
fn contributors_come_back_without_a_change_and_then_with_what_was_edited() {
    let bench = Bench::read("s");
    bench.run(&["sync", "--sites"]).ends(0);
    let mut all = export(&bench, "contributors", "contributors.csv");
    let (file, plan) = (bench.arg("contributors.csv"), bench.arg("plan.json"));
    let same = bench.run(&sheet("plan", &file, "contributors", &["-o", &plan]));
    assert_eq!(same.code, 3, "{}\n{}", same.out, same.err);

    let (roles, places) = (column(&all, "Roles"), column(&all, "Locations"));
    let (site, account) = (column(&all, "Site id"), column(&all, "Account id"));
    let owner = |r: &[String]| r[roles].contains("Owner");
    let limited = (1..all.len())
        .find(|n| !all[*n][places].is_empty() && !owner(&all[*n]))
        .expect("somebody with a limit");
    let free = (1..all.len())
        .find(|n| {
            let row = &all[*n];
            *n != limited
                && row[places].is_empty()
                && !owner(row)
                && row[site] == all[limited][site]
        })
        .expect("somebody without one on the same site");
    let other = (1..all.len())
        .find(|n| {
            ![limited, free].contains(n) && !owner(&all[*n]) && all[*n][roles] != "Blog Editor"
        })
        .expect("somebody else");
    let place = all[limited][places].clone();
    all[limited][places] = "-".to_owned();
    all[free][places].clone_from(&place);
    all[other][roles] = "Blog Editor".to_owned();
    write(&bench, "contributors.csv", &all);
    let told = carried_out(&bench, "contributors.csv", "contributors", 0);
    assert_eq!(told.len(), all.len() - 1, "one line a row");
    for (n, row) in told.iter().enumerate() {
        let edited = [limited, free, other].contains(&(n + 1));
        let wanted = if edited { "Done" } else { "Already so" };
        assert_eq!(row[2], wanted, "{row:?}");
        assert_eq!(row[4].is_empty(), !edited, "{row:?}");
    }
    let now = export(&bench, "contributors", "now.csv");
    let held = |n: usize| {
        let found = now
            .iter()
            .find(|r| r[site] == all[n][site] && r[account] == all[n][account]);
        let row = found.expect("a row");
        (row[roles].clone(), row[places].clone())
    };
    assert_eq!(held(limited).1, "");
    assert_eq!(held(free).1, place);
    assert_eq!(held(other).0, "Blog Editor");
    nothing_left(&bench, "contributors.csv", "contributors");
}

#[test]
fn what_is_wrong_about_contributors_is_told_by_cell() {
    let bench = Bench::read("s");
    bench.run(&["sync", "--sites"]).ends(0);
    let all = export(&bench, "contributors", "contributors.csv");
    let (site, account) = (column(&all, "Site id"), column(&all, "Account id"));
    let row = &all[1];
    let text = format!(
        "Site;Account id;Roles;Locations\n{0};{1};-;\n{0};{1}x;Blog Editor;\n\
         {0};{1};Blog Editr;\nNowhere at all;{1};Blog Editor;\n{0};{1};;\n{0};{1};;Atlantis\n",
        row[site], row[account]
    );
    std::fs::write(bench.file("bad.csv"), text).expect("a file");
    let file = bench.arg("bad.csv");
    let told = bench
        .run(&sheet("check", &file, "contributors", &[]))
        .ends(2);
    for part in [
        "row 2, Roles “-”: nobody can be without a role",
        "row 3, Account id",
        "this account does not contribute to the site",
        "row 4, Roles “Blog Editr”: no role is called “Blog Editr” → “Blog Editor”",
        "row 5, Site “Nowhere at all”: no site is called",
        "it asks for nothing",
        "row 7, Locations “Atlantis”: no location is called",
        "rows 2 and 4 name the same",
    ] {
        assert!(told.out.contains(part), "{part} in {}", told.out);
    }
}

/// People of the team who are no owner, with everything they hold: id, address, role, reach.
fn people(bench: &Bench) -> Vec<[String; 4]> {
    let all = export(bench, "team", "team.csv");
    let at = |name| column(&all, name);
    let (kind, id, address) = (at("Kind"), at("User id"), at("Address"));
    let (role, reach) = (at("Role"), at("Reach"));
    let people = all.iter().filter(|r| r[kind] == "person");
    people
        .map(|r| [&r[id], &r[address], &r[role], &r[reach]].map(Clone::clone))
        .collect()
}

#[test]
fn team_roles_are_given_and_taken_by_rows() {
    let bench = Bench::read("l");
    let before = people(&bench);
    let mut seen = BTreeSet::new();
    let persons: Vec<&[String; 4]> = before
        .iter()
        .filter(|p| p[1].contains('@') && p[2] != "Owner" && seen.insert(p[0].clone()))
        .filter(|p| {
            let roles = ["Blog Editor", "Website Designer"];
            !before
                .iter()
                .any(|h| h[0] == p[0] && roles.contains(&h[2].as_str()))
        })
        .take(2)
        .collect();
    let [ana, bo] = persons.as_slice() else {
        panic!("two people: {before:?}");
    };
    let folder = before.iter().find(|p| p[3].starts_with("Folder "));
    let folder = &folder.expect("a role for a folder")[3];
    let site = bench.site(0);
    let rows = [
        ["User id", "Address", "Role", "Reach", "Action"],
        ["", &ana[1], "Blog Editor", &site, ""],
        ["", &ana[1], "Website Designer", folder, "give"],
        [&bo[0], "", "Blog Editor; Website Designer", &site, ""],
        [&bo[0], "", &bo[2], &bo[3], "take"],
        ["", &ana[1], &ana[2], &ana[3], ""],
        ["", &ana[1].to_uppercase(), "Blog Editor", &site, ""],
    ];
    let rows = rows.map(|r| r.map(str::to_owned).to_vec());
    write(&bench, "roles.csv", &rows);
    let told = carried_out(&bench, "roles.csv", "team-assignments", 0);
    let outcomes: Vec<&str> = told.iter().map(|r| r[2].as_str()).collect();
    assert_eq!(
        outcomes,
        [
            "Done",
            "Done",
            "Done",
            "Done",
            "Already so",
            "Skipped by rule"
        ],
        "{told:?}"
    );
    assert_eq!(told[0][1], ana[1]);
    assert_eq!(told[2][1], bo[1], "a person is told by address");
    // Two rows of one person are one call.
    assert_eq!(told[0][4], told[1][4]);
    let now = people(&bench);
    let holds = |who: &[String; 4], role: &str| {
        now.iter()
            .filter(|p| p[0] == who[0] && p[2] == role)
            .count()
    };
    assert_eq!(
        (holds(ana, "Blog Editor"), holds(ana, "Website Designer")),
        (1, 1)
    );
    assert_eq!(
        (holds(bo, "Blog Editor"), holds(bo, "Website Designer")),
        (1, 1)
    );
    assert!(!now.contains(bo), "taken away");
    assert!(now.contains(ana), "the rest stays");
    nothing_left(&bench, "roles.csv", "team-assignments");
}

#[test]
fn a_row_about_the_team_names_its_reach() {
    let bench = Bench::read("s");
    let all = people(&bench);
    let owner = all.iter().find(|p| p[2] == "Owner").expect("an owner");
    // Who holds the owner's role already is not asked to be given it.
    let ana = all.iter().find(|p| p[0] != owner[0]).expect("a person");
    let text = format!(
        "Address,Role,Reach,Action\n{0},Blog Editor,,\n{0},Owner,account,\n\
         {0},Blog Editor,Folder Nowhere,\n{0},Blog Editor,{1},lend\nnobody@example.com,Blog Editor,{1},\n",
        ana[1],
        bench.site(0)
    );
    std::fs::write(bench.file("bad.csv"), text).expect("a file");
    let file = bench.arg("bad.csv");
    let words = sheet("check", &file, "team-assignments", &[]);
    let told = bench.run(&words).ends(2);
    for part in [
        "row 2, Reach: it does not say where",
        "the owner’s role moves only with the account",
        "row 4, Reach “Folder Nowhere”: no",
        "“lend” is neither give nor take",
        "row 6, Address “nobody@example.com”: nobody in the team has this address",
    ] {
        assert!(told.out.contains(part), "{part} in {}", told.out);
    }
}

#[test]
fn one_address_may_be_invited_to_several_sites_in_several_rows() {
    let bench = Bench::read("l");
    let sites = bench.roomy(3, 3);
    let rows = [
        ["Address", "Sites", "Roles"],
        ["joan@example.com", &sites[0], "Blog Editor"],
        ["joan@example.com", &sites[1], "Website Manager"],
        ["JOAN@example.com", &sites[0], "Website Designer"],
        [
            "joan@example.com",
            &format!("{}; {}", sites[1], sites[2]),
            "Blog Editor",
        ],
        ["joan@example.com", &sites[2], "Blog Editor"],
    ];
    let rows = rows.map(|r| r.map(str::to_owned).to_vec());
    write(&bench, "invites.csv", &rows);
    let told = carried_out(&bench, "invites.csv", "site-invites", 0);
    let outcomes: Vec<&str> = told.iter().map(|r| r[2].as_str()).collect();
    let (done, double) = ("Done", "Skipped by rule");
    assert_eq!(outcomes, [done, done, double, double, done], "{told:?}");
    assert!(told[2][3].contains("2 and 4 name the same"), "{told:?}");
    assert!(told[3][3].contains("3 and 5 name the same"), "{told:?}");
    let ids: BTreeSet<&str> = told
        .iter()
        .map(|r| r[4].as_str())
        .filter(|r| !r.is_empty())
        .collect();
    assert_eq!(ids.len(), 3, "each row has its own request: {told:?}");

    // To the account, several rows of one address are one invite.
    let rows = [
        ["Address", "Roles", "Sites"],
        ["kim@example.com", "Blog Editor", &sites[0]],
        ["kim@example.com", "Website Manager", &sites[1]],
        ["kim@example.com", "Website Manager", &sites[0]],
        ["lee@example.com", "Website Manager", ""],
        ["lee@example.com", "Blog Editor", "account"],
    ];
    let rows = rows.map(|r| r.map(str::to_owned).to_vec());
    write(&bench, "team.csv", &rows);
    let told = carried_out(&bench, "team.csv", "team-invites", 0);
    let outcomes: Vec<&str> = told.iter().map(|r| r[2].as_str()).collect();
    assert_eq!(outcomes, [done, done, double, done, double], "{told:?}");
    assert_eq!(told[0][4], told[1][4], "one invite");
}

#[test]
fn accounts_get_names_of_the_owners_own_and_nothing_is_sent() {
    let bench = Bench::read("s");
    bench.run(&["sync", "--sites"]).ends(0);
    let all = export(&bench, "contributors", "contributors.csv");
    let (id, name, from) = (
        column(&all, "Account id"),
        column(&all, "Name"),
        column(&all, "Name from"),
    );
    let mut ids: Vec<&String> = all[1..].iter().map(|r| &r[id]).collect();
    ids.sort();
    ids.dedup();
    let [ana, bo] = [ids[0], ids[1]];
    let rows = [
        ["Account id", "Name", "Local name"],
        [ana, "what it was", "Ana (accounts)"],
        [bo, "", "=Bo"],
        [bo, "", "Someone"],
        ["nobody", "", "Nobody"],
    ];
    let rows = rows.map(|r| r.map(str::to_owned).to_vec());
    write(&bench, "names.csv", &rows);
    let (file, result) = (bench.arg("names.csv"), bench.arg("result.csv"));
    let plan = bench.arg("plan.json");
    let refused = bench.run(&sheet("plan", &file, "account-names", &["-o", &plan]));
    assert!(refused.ends(2).err.contains("gatehouse sheet name"));
    let writes = bench.writes();
    let words = ["sheet", "name", &file, "-o", &result];
    bench.run(&words).ends(2);
    assert!(!bench.file("result.csv").exists(), "nothing was done");
    let skip = ["--rule", "not-there=skip"];
    bench.run(&[&words[..], &skip].concat()).ends(0);
    assert_eq!(bench.writes(), writes, "nothing is sent");
    let told = table(&bench, "result.csv");
    let outcomes: Vec<&str> = told[1..].iter().map(|r| r[2].as_str()).collect();
    let skipped = "Skipped by rule";
    assert_eq!(outcomes, ["Done", "Done", skipped, skipped], "{told:?}");
    let now = export(&bench, "contributors", "now.csv");
    let called = |account: &String| {
        let row = now.iter().find(|r| r[id] == *account).expect("a row");
        (row[name].clone(), row[from].clone())
    };
    let own = "your own name for it";
    assert_eq!(called(ana), ("Ana (accounts)".to_owned(), own.to_owned()));
    // An export keeps a spreadsheet from running the name; a sheet reads it back.
    assert_eq!(called(bo), ("'=Bo".to_owned(), own.to_owned()));

    // The same again is so already, and an export read as names changes nothing.
    let again = ["sheet", "name", &file, "-o", &result, "--force"];
    bench.run(&[&again[..], &skip].concat()).ends(3);
    let told = table(&bench, "result.csv");
    assert_eq!([&*told[1][2], &*told[2][2]], ["Already so"; 2], "{told:?}");
    let now = bench.arg("now.csv");
    bench
        .run(&["sheet", "name", &now, "-o", &result, "--force"])
        .ends(3);
    // A dash takes the name away.
    std::fs::write(
        bench.file("clear.csv"),
        format!("Account id,Local name\n{ana},-\n"),
    )
    .expect("a file");
    let clear = bench.arg("clear.csv");
    bench
        .run(&["sheet", "name", &clear, "-o", &result, "--force"])
        .ends(0);
    let now = export(&bench, "contributors", "now.csv");
    let row = now.iter().find(|r| r[id] == *ana).expect("a row");
    assert_ne!(row[from], own);
}

/// A list with one line for each person does not tell which role holds where: none of its lines may
/// be read as all of the roles at the widest of the places.
#[test]
fn a_list_of_people_with_several_places_gives_nobody_more() {
    let bench = Bench::read("l");
    let file = bench.arg("people.csv");
    let list = ["export", "team", "--lines", "row", "-o", &file];
    bench.run(&list).ends(0);
    let several = table(&bench, "people.csv");
    let (reach, kind) = (column(&several, "Reach"), column(&several, "Kind"));
    let several = several[1..].iter().filter(|r| r[kind] == "person");
    let several = several.filter(|r| r[reach].contains(" + ")).count();
    assert!(several > 0, "somebody holds roles at several places");
    let words = sheet("check", &file, "team-assignments", &["--json"]);
    let told = bench.run(&words).ends(2).json();
    assert_eq!(told["counts"]["taken"], 0, "{}", told["counts"]);
    assert_eq!(told["counts"]["blocking"], several);
    let shown = told["problems"]["unknown-name"]["shown"]
        .as_array()
        .expect("problems");
    for one in shown {
        let says = one["says"].as_str().expect("words");
        assert!(says.contains("one line for each role and place"), "{says}");
        assert!(one["suggestion"].is_null(), "{one}");
    }
}
