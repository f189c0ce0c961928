//! The generator of files that are hard to read.

use crate::support::{Person, bytes};

/// A file, and what stands in it.
pub(crate) struct Nasty {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) people: Vec<Person>,
    /// Whether it cannot be told without asking.
    pub(crate) asks: bool,
}

const WEST: [(&str, &str); 5] = [
    ("José", "Núñez"),
    ("Zoë", "Müller"),
    ("François", "Lefèvre"),
    ("Søren", "Ødegård"),
    ("Anna", "Smith"),
];
const HEBREW: [(&str, &str); 4] = [
    ("דנה", "לוי"),
    ("יוסף", "כהן"),
    ("מירה", "אבירם"),
    ("שרה", "גולן"),
];
const JAPAN: [(&str, &str); 4] = [
    ("太郎", "山田"),
    ("花子", "佐藤"),
    ("さくら", "鈴木"),
    ("ケンジ", "高橋"),
];
const RUSSIA: [(&str, &str); 4] = [
    ("Анна", "Иванова"),
    ("Пётр", "Смирнов"),
    ("Ольга", "Кузнецова"),
    ("Дмитрий", "Попов"),
];

fn person(n: usize, first: &str, last: &str) -> Person {
    (
        format!("p{n}@example.com"),
        first.to_owned(),
        last.to_owned(),
    )
}

fn people(names: &[(&str, &str)]) -> Vec<Person> {
    let all = names.iter().enumerate();
    all.map(|(n, (first, last))| person(n, first, last))
        .collect()
}

/// Rows as a plain table.
fn table(head: &[&str], people: &[Person], delimiter: &str, end: &str) -> String {
    let mut text = head.join(delimiter);
    for (login, first, last) in people {
        text.push_str(end);
        text.push_str(&[first.as_str(), last, login].join(delimiter));
    }
    text + end
}

const ENGLISH: [&str; 3] = ["First name", "Last name", "Email"];

struct Files(Vec<Nasty>);

impl Files {
    fn add(&mut self, name: &str, bytes: Vec<u8>, people: Vec<Person>) {
        self.0.push(Nasty {
            name: name.to_owned(),
            bytes,
            people,
            asks: false,
        });
    }

    fn text(&mut self, name: &str, text: &str, names: &[(&str, &str)]) {
        self.add(name, text.as_bytes().to_vec(), people(names));
    }
}

/// All of them.
pub(crate) fn files() -> Vec<Nasty> {
    let mut files = Files(Vec::new());
    encodings(&mut files);
    dialects(&mut files);
    quotes(&mut files);
    shapes(&mut files);
    heads(&mut files);
    asking(&mut files);
    files.0
}

/// Names of columns, people, encodings.
type Script<'a> = (&'a [&'a str; 3], &'a [(&'a str, &'a str)], &'a [&'a str]);

/// Letters: every encoding, with and without its mark.
fn encodings(files: &mut Files) {
    let german = ["Vorname", "Nachname", "E-Mail-Adresse"];
    let hebrew = ["שם פרטי", "שם משפחה", "אימייל"];
    let japan = ["名", "姓", "メールアドレス"];
    let russia = ["Имя", "Фамилия", "Почта"];
    let sets: [Script<'_>; 4] = [
        (
            &german,
            &WEST,
            &["utf-8", "utf-16le", "utf-16be", "windows-1252"],
        ),
        (
            &hebrew,
            &HEBREW,
            &["utf-8", "utf-16le", "utf-16be", "windows-1255"],
        ),
        (
            &japan,
            &JAPAN,
            &["utf-8", "utf-16le", "utf-16be", "shift_jis"],
        ),
        (&russia, &RUSSIA, &["utf-8", "utf-16le", "windows-1251"]),
    ];
    for (head, names, encodings) in sets {
        let people = people(names);
        for encoding in encodings {
            let has_mark = encoding.starts_with("utf");
            for mark in [false, true].into_iter().filter(|m| has_mark || !m) {
                let text = table(head, &people, ";", "\r\n");
                let name = format!("{encoding} mark={mark} {}", head[0]);
                files.add(&name, bytes(&text, encoding, mark), people.clone());
            }
        }
        // English names of columns over letters of elsewhere.
        let last = encodings.last().expect("an encoding");
        let text = table(&ENGLISH, &people, ",", "\n");
        files.add(
            &format!("{last} under English names"),
            bytes(&text, last, false),
            people,
        );
    }
    let one = [("Zoë", "Smith")];
    let text = table(&ENGLISH, &people(&one), ",", "\n");
    files.add(
        "one letter in 1252",
        bytes(&text, "windows-1252", false),
        people(&one),
    );
    // A letter long behind everything that a first look sees.
    let mut many: Vec<Person> = (0..6000)
        .map(|n| person(n, "Anna", "Smith-Montgomery"))
        .collect();
    many.push(person(6000, "Zoë", "Ødegård"));
    let text = table(&ENGLISH, &many, ",", "\n");
    files.add(
        "the only letter comes last",
        bytes(&text, "windows-1252", false),
        many,
    );
    let typographic = [("D’Arcy", "O‘Neill – senior"), ("Anna", "“Nan” Smith…")];
    let text = table(&ENGLISH, &people(&typographic), ";", "\r\n");
    files.add(
        "quotes and dashes of 1252",
        bytes(&text, "windows-1252", false),
        people(&typographic),
    );
}

/// Delimiters and line ends.
fn dialects(files: &mut Files) {
    for (word, delimiter) in [
        ("comma", ","),
        ("semicolon", ";"),
        ("tab", "\t"),
        ("pipe", "|"),
    ] {
        for (end_word, end) in [("LF", "\n"), ("CRLF", "\r\n"), ("CR", "\r")] {
            let text = table(&ENGLISH, &people(&WEST), delimiter, end);
            files.text(&format!("{word} {end_word}"), &text, &WEST);
        }
    }
    let text = table(&ENGLISH, &people(&WEST), "|", "\n");
    files.text(
        "sep line of a spreadsheet",
        &format!("sep=|\n{text}"),
        &WEST,
    );
    let text = table(&ENGLISH, &people(&WEST), ";", "\r\n");
    files.text(
        "sep line with CRLF and a mark",
        &format!("\u{feff}sep=;\r\n{text}"),
        &WEST,
    );
    let text = table(&ENGLISH, &people(&WEST), ",", "\n");
    files.text("no line end at the end", text.trim_end(), &WEST);
    files.text("Ctrl-Z at the end", &format!("{text}\u{1a}"), &WEST);
    files.text("ends of two kinds", &text.replacen('\n', "\r\n", 3), &WEST);
    let comma_inside = "Name;First name;Last name;Email\nLi, Bo;Bo;Li;p0@example.com\n\
                        Díaz, Ana;Ana;Díaz;p1@example.com\n";
    files.text(
        "a comma in every semicolon row",
        comma_inside,
        &[("Bo", "Li"), ("Ana", "Díaz")],
    );
    let decimals = "Email;First name;Last name;Amount\np0@example.com;Bo;Li;1,50\n\
                    p1@example.com;Ana;Díaz;2,75\n";
    files.text("decimal commas", decimals, &[("Bo", "Li"), ("Ana", "Díaz")]);
    let lists = "First name,Last name,Email,Roles\nBo,Li,p0@example.com,Editor;Writer\n\
                 Ana,Díaz,p1@example.com,Editor;Owner\n";
    files.text(
        "semicolons inside of cells",
        lists,
        &[("Bo", "Li"), ("Ana", "Díaz")],
    );
}

/// Quotes, whole and broken.
fn quotes(files: &mut Files) {
    let head = "First name,Last name,Email\n";
    let two = [("Bo", "Li"), ("Ana", "Díaz")];
    let mut add = |name: &str, rows: &str, names: &[(&str, &str)]| {
        files.text(name, &format!("{head}{rows}"), names);
    };
    add(
        "all quoted",
        "\"Bo\",\"Li\",\"p0@example.com\"\n\"Ana\",\"Díaz\",\"p1@example.com\"\n",
        &two,
    );
    add(
        "delimiter in quotes",
        "\"Bo, Jr.\",Li,p0@example.com\n",
        &[("Bo, Jr.", "Li")],
    );
    add(
        "line end in quotes",
        "\"Bo\nJr.\",Li,p0@example.com\nAna,Díaz,p1@example.com\n",
        &[("Bo\nJr.", "Li"), ("Ana", "Díaz")],
    );
    add(
        "doubled quotes",
        "\"Bo \"\"B\"\"\",Li,p0@example.com\n",
        &[("Bo \"B\"", "Li")],
    );
    add(
        "backslash quotes",
        "\"Bo \\\"B\\\" B\",Li,p0@example.com\n",
        &[("Bo \"B\" B", "Li")],
    );
    add(
        "quotes inside that nobody doubled",
        "\"Bo \"B\" Jr\",Li,p0@example.com\n",
        &[("Bo \"B\" Jr", "Li")],
    );
    add(
        "a quote in the middle",
        "5\" Bo,Li,p0@example.com\nAna,Díaz,p1@example.com\n",
        &[("5\" Bo", "Li"), ("Ana", "Díaz")],
    );
    add(
        "a quote that is never closed",
        "\"Bo,Li,p0@example.com\nAna,Díaz,p1@example.com\n",
        &two,
    );
    add(
        "an open quote before quoted rows",
        "\"Bo,Li,p0@example.com\n\"Ana\",\"Díaz\",p1@example.com\n",
        &two,
    );
    add(
        "an open quote in the last row",
        "Bo,Li,p0@example.com\nAna,\"Díaz,p1@example.com",
        &two,
    );
    add(
        "text behind a closed quote",
        "\"Bo\" Jr,Li,p0@example.com\n",
        &[("Bo Jr", "Li")],
    );
    add(
        "blanks around quotes",
        "\"Bo\" , \"Li\" ,p0@example.com\n",
        &[("Bo", "Li")],
    );
    add("empty quotes", "\"\",Li,p0@example.com\n", &[("", "Li")]);
    add(
        "blanks around cells",
        "  Bo , Li ,  p0@example.com \n",
        &[("Bo", "Li")],
    );
}

/// Rows of different length, blank ones, rows that are none.
fn shapes(files: &mut Files) {
    let two = [("Bo", "Li"), ("Ana", "Díaz")];
    files.text(
        "delimiters at the end",
        "First name,Last name,Email,,,\nBo,Li,p0@example.com,,,\nAna,Díaz,p1@example.com,,,\n",
        &two,
    );
    files.text(
        "delimiters at the end of rows only",
        "First name;Last name;Email\nBo;Li;p0@example.com;\nAna;Díaz;p1@example.com;\n",
        &two,
    );
    files.text("short rows", "Email,First name,Last name,Phone,Company\np0@example.com,Bo,Li\np1@example.com,Ana,Díaz,,\n", &two);
    files.text("blank lines everywhere", "\n\nFirst name,Last name,Email\n\n\nBo,Li,p0@example.com\n,,\nAna,Díaz,p1@example.com\n\n\n", &two);
    files.text("a title above", "Members of the club 2026\n\nFirst name,Last name,Email\nBo,Li,p0@example.com\nAna,Díaz,p1@example.com\n", &two);
    files.text("a title and a date above", "Members of the club;;\nAs of 2026-11-01;;\nFirst name;Last name;Email\nBo;Li;p0@example.com\nAna;Díaz;p1@example.com\n", &two);
    files.text(
        "one row",
        "First name,Last name,Email\nBo,Li,p0@example.com\n",
        &[("Bo", "Li")],
    );
    files.text("many columns that mean nothing", &wide(), &two);
    let long = "x".repeat(70_000);
    files.text("a very long cell", &format!("Email,First name,Last name,Note\np0@example.com,Bo,Li,{long}\np1@example.com,Ana,Díaz,\n"), &two);
    files.text(
        "a NUL in a note",
        "Email,First name,Last name,Note\np0@example.com,Bo,Li,a\0b\np1@example.com,Ana,Díaz,\n",
        &two,
    );
}

fn wide() -> String {
    let extra: Vec<String> = (0..150).map(|n| format!("Field {n}")).collect();
    let blank = ",".repeat(150);
    format!(
        "Email,First name,Last name,{}\np0@example.com,Bo,Li{blank}\np1@example.com,Ana,Díaz{blank}\n",
        extra.join(",")
    )
}

/// Names of columns that are doubled, missing, strange.
fn heads(files: &mut Files) {
    let two = [("Bo", "Li"), ("Ana", "Díaz")];
    let bare = [("", ""), ("", "")];
    files.text(
        "no names of columns",
        "p0@example.com\np1@example.com\n",
        &bare,
    );
    files.text(
        "no names, several columns",
        "p0@example.com,x,1\np1@example.com,y,2\n",
        &bare,
    );
    files.text("a name twice", "Email,First name,Last name,Email\np0@example.com,Bo,Li,old@example.com\np1@example.com,Ana,Díaz,\n", &two);
    files.text(
        "a name missing",
        ",First name,Last name\np0@example.com,Bo,Li\np1@example.com,Ana,Díaz\n",
        &two,
    );
    files.text(
        "names nobody knows",
        "Reachable under,First name,Last name\np0@example.com,Bo,Li\np1@example.com,Ana,Díaz\n",
        &two,
    );
    files.text(
        "names in capitals and with stars",
        "*FIRST NAME*,*LAST NAME*,E-MAIL:\nBo,Li,p0@example.com\nAna,Díaz,p1@example.com\n",
        &two,
    );
    files.text("names in quotes and with blanks", "\" First name \",\"Last  name\",\"email \"\nBo,Li,p0@example.com\nAna,Díaz,p1@example.com\n", &two);
    files.text(
        "names with underscores",
        "first_name,last_name,email_address\nBo,Li,p0@example.com\nAna,Díaz,p1@example.com\n",
        &two,
    );
    files.text(
        "names of the wire",
        "firstName,lastName,loginEmail\nBo,Li,p0@example.com\nAna,Díaz,p1@example.com\n",
        &two,
    );
    files.text(
        "French names",
        "Prénom;Nom de famille;Courriel\nBo;Li;p0@example.com\nAna;Díaz;p1@example.com\n",
        &two,
    );
    files.text(
        "Spanish names",
        "Nombre;Apellidos;Correo electrónico\nBo;Li;p0@example.com\nAna;Díaz;p1@example.com\n",
        &two,
    );
    files.text("a login that is none", "Login,Contact,First name,Last name\nbo,p0@example.com,Bo,Li\nana,p1@example.com,Ana,Díaz\n", &two);
}

/// What cannot be told without asking once.
fn asking(files: &mut Files) {
    let text = "Alpha,Beta;Gamma\nBo,Li;1\nAna,Díaz;2\n";
    files.0.push(Nasty {
        name: "two delimiters that fit as well".to_owned(),
        bytes: text.as_bytes().to_vec(),
        people: Vec::new(),
        asks: true,
    });
    files.0.push(Nasty {
        name: "names or not".to_owned(),
        bytes: b"Rose,Lily\nVera,Mia\nIda,Eva\n".to_vec(),
        people: Vec::new(),
        asks: true,
    });
}
