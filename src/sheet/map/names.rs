//! Usual names of columns, in several languages, folded: no case, no accents, no marks.

use super::field::{Field, Kind};
use std::collections::HashMap;
use std::sync::LazyLock;
use strum::IntoEnumIterator as _;
use unicode_normalization::UnicodeNormalization as _;

/// A name as it is compared.
pub(super) fn fold(name: &str) -> String {
    let letters = name.nfkd().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Names of address columns.
const MAIL: &[&str] = &[
    "email",
    "mail",
    "emailaddress",
    "mailaddress",
    "emailaddr",
    "loginemail",
    "loginaddress",
    "login",
    "address",
    "emailadresse",
    "mailadresse",
    "correo",
    "correoelectronico",
    "emailid",
    "direcciondecorreo",
    "courriel",
    "adressemail",
    "adresseemail",
    "adresseelectronique",
    "indirizzoemail",
    "postaelettronica",
    "enderecodeemail",
    "emailadres",
    "epost",
    "eposta",
    "epostadress",
    "sahkoposti",
    "username",
    "useremail",
    "memberemail",
    "e-mail",
    "emails",
    "אימייל",
    "דואל",
    "דואראלקטרוני",
    "כתובתמייל",
    "כתובתאימייל",
    "מייל",
    "メール",
    "メールアドレス",
    "eメール",
    "电子邮件",
    "邮箱",
    "이메일",
    "электроннаяпочта",
    "почта",
    "ηλεκτρονικοταχυδρομειο",
    "البريدالإلكتروني",
];

const FIRST: &[&str] = &[
    "firstname",
    "first",
    "givenname",
    "forename",
    "vorname",
    "prenom",
    "nombre",
    "nome",
    "voornaam",
    "fornamn",
    "fornavn",
    "imie",
    "jmeno",
    "ad",
    "adi",
    "שםפרטי",
    "名",
    "имя",
    "이름",
    "ονομα",
];

const LAST: &[&str] = &[
    "lastname",
    "last",
    "surname",
    "familyname",
    "nachname",
    "familienname",
    "nomdefamille",
    "apellido",
    "apellidos",
    "cognome",
    "sobrenome",
    "apelido",
    "achternaam",
    "efternamn",
    "etternavn",
    "efternavn",
    "nazwisko",
    "prijmeni",
    "soyad",
    "soyadi",
    "שםמשפחה",
    "姓",
    "фамилия",
    "성",
    "επωνυμο",
];

const FULL: &[&str] = &[
    "name",
    "fullname",
    "displayname",
    "nomcomplet",
    "nombrecompleto",
    "nomecompleto",
    "vollstandigername",
    "nomeecognome",
    "שם",
    "שםמלא",
    "氏名",
    "お名前",
    "姓名",
    "имяифамилия",
    "membername",
    "contactname",
    "nom",
];

const NICK: &[&str] = &[
    "nickname",
    "nick",
    "alias",
    "spitzname",
    "surnom",
    "apodo",
    "כינוי",
    "ニックネーム",
];
const TITLE: &[&str] = &["title", "profiletitle", "profiltitel"];
const COMPANY: &[&str] = &[
    "company",
    "companyname",
    "organisation",
    "organization",
    "firma",
    "unternehmen",
    "entreprise",
    "societe",
    "empresa",
    "azienda",
    "bedrijf",
    "foretag",
    "חברה",
    "会社",
    "会社名",
    "компания",
];
const JOB: &[&str] = &[
    "jobtitle",
    "job",
    "position",
    "beruf",
    "stelle",
    "poste",
    "fonction",
    "puesto",
    "cargo",
    "ruolo",
    "functie",
    "תפקיד",
    "役職",
    "должность",
];
const BIRTH: &[&str] = &[
    "birthdate",
    "dateofbirth",
    "birthday",
    "dob",
    "geburtsdatum",
    "geburtstag",
    "datedenaissance",
    "fechadenacimiento",
    "datadinascita",
    "datadenascimento",
    "geboortedatum",
    "תאריךלידה",
    "生年月日",
    "датарождения",
];
const PHONE: &[&str] = &[
    "phone",
    "phones",
    "phonenumber",
    "telephone",
    "tel",
    "mobile",
    "mobilephone",
    "cell",
    "cellphone",
    "telefon",
    "telefonnummer",
    "handy",
    "mobil",
    "portable",
    "telefono",
    "movil",
    "cellulare",
    "telefone",
    "celular",
    "telefoon",
    "טלפון",
    "נייד",
    "電話",
    "電話番号",
    "телефон",
];
const CONTACT_MAIL: &[&str] = &[
    "contactaddresses",
    "contactemail",
    "contactemails",
    "addresses",
    "otheremail",
    "secondemail",
    "alternateemail",
];
const PRIVACY: &[&str] = &[
    "privacy",
    "privacystatus",
    "visibility",
    "sichtbarkeit",
    "visibilite",
];
const ID: &[&str] = &["id"];
const MEMBER_ID: &[&str] = &["memberid", "wixmemberid"];
const ACCOUNT_ID: &[&str] = &["accountid", "account", "wixaccountid", "konto"];
const USER_ID: &[&str] = &["userid", "wixuserid"];
const SITE_ID: &[&str] = &["siteid", "metasiteid", "wixsiteid"];
const LOCATIONS: &[&str] = &[
    "location",
    "locations",
    "standort",
    "standorte",
    "filiale",
    "filialen",
    "branch",
    "branches",
    "ubicacion",
    "ubicaciones",
    "sucursal",
    "sede",
    "sedi",
    "lieu",
    "lieux",
    "סניף",
    "店舗",
];
const LOCAL_NAME: &[&str] = &["localname", "ownname", "label", "eigenername"];
const ROW_KIND: &[&str] = &["kind"];
const ACTION: &[&str] = &[
    "action", "actions", "do", "whattodo", "aktion", "accion", "azione",
];
const SITES: &[&str] = &[
    "site",
    "sites",
    "sitename",
    "website",
    "websites",
    "seite",
    "seiten",
    "sitio",
    "sitios",
    "sito",
    "siti",
    "אתר",
    "サイト",
    "where",
    "place",
    "places",
    "reach",
];
const ROLES: &[&str] = &[
    "role",
    "roles",
    "rolle",
    "rollen",
    "rol",
    "ruoli",
    "permission",
    "permissions",
    "תפקידים",
    "権限",
];

/// Columns of our own exports, and usual others, that nothing is made of.
const LEFT: &[&str] = &[
    "verified",
    "status",
    "slug",
    "activity",
    "made",
    "changed",
    "lastlogin",
    "postaladdresses",
    "contactid",
    "notes",
    "note",
    "comment",
    "comments",
    "accountname",
    "contributes",
    "row",
    "line",
    "no",
    "nr",
    "number",
    "created",
    "updated",
    "city",
    "country",
    "street",
    "zip",
    "postcode",
    "amount",
    "total",
    "locationids",
    "roleids",
    "roleid",
    "inviteid",
    "joined",
    "shownas",
    "photo",
    "namefrom",
    "ownsthesite",
    "limitwithouteffect",
];

/// Every usual name, folded.
static KNOWN: LazyLock<HashMap<String, &'static [Field]>> = LazyLock::new(|| {
    use Field as F;
    const TABLE: &[(&[&str], &[Field])] = &[
        (MAIL, &[F::Login, F::Email]),
        (FIRST, &[F::FirstName]),
        (LAST, &[F::LastName]),
        (FULL, &[F::FullName, F::LocalName]),
        (NICK, &[F::Nickname, F::LocalName]),
        (TITLE, &[F::ProfileTitle]),
        (COMPANY, &[F::Company]),
        (JOB, &[F::JobTitle]),
        (BIRTH, &[F::Birthdate]),
        (PHONE, &[F::Phones]),
        (CONTACT_MAIL, &[F::Emails]),
        (PRIVACY, &[F::Privacy]),
        (ID, &[F::MemberId, F::UserId, F::AccountId]),
        (MEMBER_ID, &[F::MemberId]),
        (ACCOUNT_ID, &[F::AccountId]),
        (USER_ID, &[F::UserId]),
        (SITE_ID, &[F::SiteId]),
        (LOCATIONS, &[F::Locations]),
        (LOCAL_NAME, &[F::LocalName]),
        (ACTION, &[F::Action]),
        (ROW_KIND, &[F::RowKind]),
        (SITES, &[F::Sites, F::Site, F::Reach]),
        (ROLES, &[F::Roles]),
        (LEFT, &[]),
    ];
    let mut known = HashMap::new();
    for (names, fields) in TABLE {
        for name in *names {
            known.entry(fold(name)).or_insert(*fields);
        }
    }
    for field in Field::iter() {
        known.entry(fold(field.header())).or_insert(&[]);
    }
    known
});

fn fields_of(folded: &str) -> &'static [Field] {
    KNOWN.get(folded).copied().unwrap_or_default()
}

/// What a column with this name holds in a sheet of this kind.
pub(super) fn field(kind: Kind, name: &str) -> Option<Field> {
    let folded = fold(name);
    let own = kind
        .fields()
        .iter()
        .copied()
        .find(|f| fold(f.header()) == folded);
    own.or_else(|| {
        let usual = fields_of(&folded).iter().copied();
        usual.into_iter().find(|f| kind.takes(*f))
    })
}

/// Whether a text is a usual name of a column, whatever the sheet is about.
pub fn is_known_name(text: &str) -> bool {
    // Names of columns are short; long cells are never folded.
    if text.len() > 80 || text.trim().is_empty() {
        return false;
    }
    KNOWN.contains_key(&fold(text)) || text.trim().starts_with("custom.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_several_languages() {
        for (name, field_of) in [
            ("E-Mail", Field::Login),
            ("loginEmail", Field::Login),
            ("  Prénom ", Field::FirstName),
            ("שם משפחה", Field::LastName),
            ("メールアドレス", Field::Login),
            ("Date of birth", Field::Birthdate),
            ("title", Field::ProfileTitle),
        ] {
            assert_eq!(field(Kind::Members, name), Some(field_of), "{name}");
        }
        assert_eq!(field(Kind::TeamInvites, "Email"), Some(Field::Email));
        assert_eq!(field(Kind::Members, "Shoe size"), None);
        assert!(is_known_name("Telefon") && !is_known_name("Ana"));
    }
}
