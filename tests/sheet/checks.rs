//! What a check says, cell by cell, and what becomes of it.

use gatehouse::access::{Member, Privacy};
use gatehouse::plan::Wish;
use gatehouse::sheet::check::{
    Checker, Class, Collected, Edit, Known, MembersOf, Rule, Verdict, Wanted,
};
use gatehouse::sheet::map::{Field, Holds, Kind, Mapping};
use gatehouse::sheet::read::{Encoding, Row, Said, Survey, save};
use gatehouse::sheet::{Checked, Import};
use std::io;

fn import(text: &str, kind: Kind) -> Import {
    let survey = Survey::of_whole(&mut text.as_bytes(), &mut |_| true).unwrap();
    Import::of(&survey, text.as_bytes(), kind, Said::default()).unwrap()
}

fn check(import: &Import, text: &str) -> Checked {
    import
        .check(text.as_bytes(), Known::default(), &mut |_| true)
        .unwrap()
}

/// Class, row, suggestion of every problem in the order of the file.
fn found(text: &str) -> Vec<(Class, u64, Option<String>)> {
    let checked = check(&import(text, Kind::Members), text);
    let all = checked.problems.by_row();
    all.iter()
        .map(|p| (p.class, p.row, p.suggestion.clone()))
        .collect()
}

fn wanted(import: &Import, text: &str, known: Known<'_>) -> Vec<Wanted> {
    let mut all = Vec::new();
    let each = |checker: &Checker<'_>, row: &Row, verdict: &Verdict| {
        all.extend(checker.wanted(row).filter(|_| verdict.rule == Rule::Take));
        Ok(())
    };
    import
        .pass::<io::Error>(text.as_bytes(), known, each, &mut |_| true)
        .unwrap();
    all
}

#[test]
fn every_kind_of_problem_stands_at_its_cell() {
    let long = "x".repeat(101);
    let text = format!(
        "Email,Company,Date of birth,Phone,Privacy\n\
         ana@gmial.com,,,,\n\
         nobody,,,,\n\
         ,Northlight,,,\n\
         \u{430}na@example.com,,,,\n\
         bo@example.com,{long},31.02.1990,4.4E+11,secret\n\
         BO@example.com,,,,\n\
         e\u{200b}va@example.com,,17.05.1990,,\n\
         ida@example.com,,,,,more\n\
         Total: 8,,,,\n"
    );
    let classes: Vec<(Class, u64)> = found(&text).into_iter().map(|(c, r, _)| (c, r)).collect();
    let wanted = [
        (Class::Typo, 2),
        (Class::BadAddress, 3),
        (Class::NoAddress, 4),
        (Class::LookAlike, 5),
        (Class::TooLong, 6),
        (Class::BadValue, 6),
        (Class::Damage, 6),
        (Class::BadValue, 6),
        (Class::Double, 7),
        (Class::Invisible, 8),
        (Class::TooManyCells, 9),
        (Class::Totals, 10),
    ];
    assert_eq!(classes, wanted);
    let suggestions = found(&text);
    assert_eq!(suggestions[0].2.as_deref(), Some("ana@gmail.com"));
    assert_eq!(suggestions[3].2.as_deref(), Some("ana@example.com"));
    let checked = check(&import(&text, Kind::Members), &text);
    let double = &checked.problems.groups[&Class::Double].shown[0];
    assert_eq!((double.row, double.other), (7, Some(6)));
    let counts = checked.counts;
    assert_eq!(
        (counts.rows, counts.taken, counts.skipped, counts.blocking),
        (9, 1, 2, 6)
    );
}

#[test]
fn rules_and_corrections_decide_what_is_taken() {
    let text = "Email,First name\nana@gmial.com,Ana\nnobody,Bo\n";
    let mut import = import(text, Kind::Members);
    assert!(check(&import, text).problems.blocks(&import.rules));
    assert!(
        !import.rules.set(Class::BadAddress, Rule::Take),
        "nobody can be made of it"
    );
    assert!(import.rules.set(Class::BadAddress, Rule::Skip));
    assert!(import.rules.set(Class::Typo, Rule::Take));
    assert!(!check(&import, text).problems.blocks(&import.rules));
    assert_eq!(wanted(&import, text, Known::default()).len(), 1);
    let problems = check(&import, text).problems;
    assert_eq!(import.edits.take_suggestions(&problems, Class::Typo), 1);
    import.edits.push(Edit::Cell {
        row: 3,
        column: 0,
        text: "bo@example.com".to_owned(),
    });
    assert_eq!(check(&import, text).problems.count(), 0);
    let logins: Vec<String> = wanted(&import, text, Known::default())
        .into_iter()
        .map(|w| match w {
            Wanted::Create(member) => member.login_email,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(logins, ["ana@gmail.com", "bo@example.com"]);
    import.edits.pop();
    assert_eq!(check(&import, text).problems.count(), 1);
}

#[test]
fn the_corrected_file_keeps_its_form() {
    for encoding in ["windows-1252", "utf-16le", "utf-8"] {
        let text = "sep=;\r\nNachname;E-Mail\r\n\"Müller; Zoë\";zoe@gmial.com\r\n\r\n  Ødegård;x@example.com\r\n";
        let fixed = text.replace("gmial", "gmail");
        let bytes = crate::support::bytes(text, encoding, encoding == "utf-16le");
        let survey = Survey::of_whole(&mut bytes.as_slice(), &mut |_| true).unwrap();
        let mut import =
            Import::of(&survey, bytes.as_slice(), Kind::Members, Said::default()).unwrap();
        let problems = import
            .check(bytes.as_slice(), Known::default(), &mut |_| true)
            .unwrap()
            .problems;
        import.edits.take_suggestions(&problems, Class::Typo);
        let format = &import.guess.format;
        let copy = |into: Encoding| {
            let mut out = Vec::new();
            let change = |row: &mut Row| Some(import.edits.apply(row));
            save(bytes.as_slice(), format, into, &mut out, change).map(|()| out)
        };
        let wanted = crate::support::bytes(&fixed, encoding, encoding == "utf-16le");
        // The cell with the delimiter inside is written with its quotes again.
        assert_eq!(copy(format.encoding).unwrap(), wanted, "{encoding}");
        let ascii = copy(Encoding::named("windows-1255").unwrap()).unwrap_err();
        assert!(ascii.to_string().starts_with("row 2 has “ü”"), "{ascii}");
    }
}

#[test]
fn an_empty_cell_leaves_and_a_dash_clears() {
    let mut member = Member {
        login_email: "Ana@example.com".to_owned(),
        nickname: "Ana".to_owned(),
        company: "Northlight".to_owned(),
        phones: Some(vec!["1".to_owned()]),
        emails: Some(vec![]),
        privacy: Privacy::Private,
        ..Member::bare("m1".into())
    };
    let mut members = MembersOf::default();
    members.add(member.clone());
    member.id = "m2".into();
    member.login_email = "bo@example.com".to_owned();
    members.add(member);
    let known = Known {
        members: Some(&members),
        ..Known::default()
    };
    let text = "Login address,Nickname,Company,Phones,Privacy\n\
                ana@example.com,,-,1; 2,PUBLIC\nbo@example.com,Ana,,1,PRIVATE\nnew@example.com,Eva,-,,\n";
    let import = import(text, Kind::MemberTruth);
    let all = wanted(&import, text, known);
    let [Wanted::Change(whom, change), Wanted::Create(new)] = all.as_slice() else {
        panic!("{all:?}");
    };
    assert_eq!(whom.logins, ["ana@example.com"]);
    assert_eq!(
        (change.nickname.as_deref(), change.company.as_deref()),
        (None, Some(""))
    );
    assert_eq!(
        change.phones.as_deref(),
        Some(&["1".to_owned(), "2".to_owned()][..])
    );
    assert_eq!(change.privacy, Some(Privacy::Public));
    assert_eq!(
        (
            new.login_email.as_str(),
            new.nickname.as_str(),
            new.company.as_str()
        ),
        ("new@example.com", "Eva", "")
    );
    let checked = import.check(text.as_bytes(), known, &mut |_| true).unwrap();
    assert_eq!(
        checked.problems.groups[&Class::AlreadyThere].shown[0].row,
        3
    );
}

#[test]
fn rows_become_one_wish() {
    let text =
        "Login address,Action\na@example.com,block\nb@example.com,Block\nc@example.com,approve\n";
    let import = import(text, Kind::MemberActions);
    let mut collected = Collected::default();
    for one in wanted(&import, text, Known::default()) {
        collected.add(one);
    }
    let site = "s1".into();
    let Wish::Sheet { parts, .. } = collected.wish("a.csv", Some(&site), None) else {
        panic!("a sheet");
    };
    let sizes: Vec<usize> = parts.iter().map(Wish::len).collect();
    assert_eq!(sizes, [2, 1]);
}

#[test]
fn a_mapping_is_remembered_under_the_shape_of_its_file() {
    let text = "Contact,Who\na@example.com,Ana\n";
    let mut first = import(text, Kind::Members).mapping;
    assert_eq!(first.column(Field::Login), Some(0), "by what stands in it");
    first.set(1, Some(Holds::Field(Field::Nickname)));
    let kept: Mapping = serde_json::from_str(&serde_json::to_string(&first).unwrap()).unwrap();
    let mut next = import("contact,WHO\nb@example.com,Bo\n", Kind::Members).mapping;
    assert!(next.recall(&kept));
    assert_eq!(next.column(Field::Nickname), Some(1));
    let mut other = import("Contact,Who,More\nb@example.com,Bo,x\n", Kind::Members).mapping;
    assert!(!other.recall(&kept));
}
