//! Made-up people from the whole world. The second word of each pair is the same name in Latin letters, for addresses.

/// A person's name and what their address is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) first: String,
    pub(crate) last: String,
    /// Local part of an address, unique among people of one kind.
    pub(crate) local: String,
}

type Pair = (&'static str, &'static str);

/// Given names and family names that go together.
struct Culture {
    given: &'static [Pair],
    family: &'static [Pair],
}

const WEST: Culture = Culture {
    given: &[
        ("Nora", "nora"),
        ("Felix", "felix"),
        ("Abigail", "abigail"),
        ("Marcus", "marcus"),
        ("Priya", "priya"),
        ("Julian", "julian"),
        ("Tessa", "tessa"),
        ("Owen", "owen"),
        ("Camille", "camille"),
        ("Desmond", "desmond"),
        ("Ingrid", "ingrid"),
        ("Caleb", "caleb"),
        ("Rosa", "rosa"),
        ("Theo", "theo"),
        ("Wanjiru", "wanjiru"),
        ("Kwame", "kwame"),
        ("Leilani", "leilani"),
        ("Bruno", "bruno"),
        ("Harriet", "harriet"),
        ("Silas", "silas"),
        ("Amara", "amara"),
        ("Jonah", "jonah"),
        ("Paloma", "paloma"),
        ("Edith", "edith"),
        ("Quentin", "quentin"),
    ],
    family: &[
        ("Whitlock", "whitlock"),
        ("O'Malley", "omalley"),
        ("Castellane", "castellane"),
        ("Brightwater", "brightwater"),
        ("Okafor", "okafor"),
        ("D'Angelo", "dangelo"),
        ("Lindqvist", "lindqvist"),
        ("Mbeki-Strand", "mbeki-strand"),
        ("Harrowgate", "harrowgate"),
        ("Van der Velde", "vandervelde"),
        ("Pemberton", "pemberton"),
        ("Achebe", "achebe"),
        ("Thornbury", "thornbury"),
        ("Delacroix", "delacroix"),
        ("Ashdown", "ashdown"),
        ("Kealoha", "kealoha"),
        ("Fairweather", "fairweather"),
        ("Ngugi", "ngugi"),
        ("Rosenthal", "rosenthal"),
        ("Calloway", "calloway"),
        ("Iyer", "iyer"),
        ("Montague", "montague"),
        ("Sorrell", "sorrell"),
        ("Tamsin", "tamsin"),
    ],
};

const ACCENTS: Culture = Culture {
    given: &[
        ("Zoë", "zoe"),
        ("Björn", "bjorn"),
        ("Łucja", "lucja"),
        ("André", "andre"),
        ("Søren", "soren"),
        ("Çağla", "cagla"),
        ("Iñaki", "inaki"),
        ("Žofie", "zofie"),
        ("Ștefan", "stefan"),
        ("Đorđe", "dorde"),
        ("Thảo", "thao"),
        ("Márton", "marton"),
        ("Élodie", "elodie"),
        ("Jürgen", "jurgen"),
        ("Ása", "asa"),
    ],
    family: &[
        ("Müller-Weiß", "muller-weiss"),
        ("Þórsdóttir", "thorsdottir"),
        ("Nguyễn", "nguyen"),
        ("Dvořák", "dvorak"),
        ("Peña", "pena"),
        ("Wójcik", "wojcik"),
        ("Åkesson", "akesson"),
        ("Yıldız", "yildiz"),
        ("Ionuț", "ionut"),
        ("Kovačević", "kovacevic"),
        ("Gonçalves", "goncalves"),
        ("Lefèvre", "lefevre"),
        ("Sjöberg", "sjoberg"),
        ("Bērziņš", "berzins"),
    ],
};

const HEBREW: Culture = Culture {
    given: &[
        ("נועה", "noa"),
        ("איתי", "itai"),
        ("תמר", "tamar"),
        ("יונתן", "yonatan"),
        ("שירה", "shira"),
        ("עומר", "omer"),
        ("מיכל", "michal"),
    ],
    family: &[
        ("לוי", "levi"),
        ("ברק", "barak"),
        ("אלמוג", "almog"),
        ("שקד", "shaked"),
        ("הר-ציון", "har-zion"),
        ("גולן", "golan"),
    ],
};

const ARABIC: Culture = Culture {
    given: &[
        ("ليلى", "layla"),
        ("يوسف", "yusuf"),
        ("سلمى", "salma"),
        ("كريم", "karim"),
        ("نادية", "nadia"),
        ("طارق", "tariq"),
        ("ريم", "reem"),
    ],
    family: &[
        ("الحسيني", "alhusseini"),
        ("منصور", "mansour"),
        ("القاسم", "alqasim"),
        ("درويش", "darwish"),
        ("زيدان", "zidan"),
        ("الشامي", "alshami"),
    ],
};

const CJK: Culture = Culture {
    given: &[
        ("美咲", "misaki"),
        ("健太", "kenta"),
        ("雅婷", "yating"),
        ("志明", "zhiming"),
        ("서연", "seoyeon"),
        ("민준", "minjun"),
        ("葵", "aoi"),
        ("秀英", "xiuying"),
    ],
    family: &[
        ("佐藤", "sato"),
        ("陳", "chen"),
        ("김", "kim"),
        ("高橋", "takahashi"),
        ("林", "lin"),
        ("박", "park"),
        ("歐陽", "ouyang"),
    ],
};

const DEVANAGARI: Culture = Culture {
    given: &[
        ("आरव", "aarav"),
        ("अनन्या", "ananya"),
        ("विक्रम", "vikram"),
        ("मीरा", "meera"),
        ("कृष्ण", "krishna"),
        ("श्रुति", "shruti"),
    ],
    family: &[
        ("शर्मा", "sharma"),
        ("त्रिपाठी", "tripathi"),
        ("जोशी", "joshi"),
        ("चतुर्वेदी", "chaturvedi"),
        ("कुलकर्णी", "kulkarni"),
    ],
};

/// The person with this number. Different numbers give different local parts.
pub(crate) fn person(index: u64) -> Name {
    let (culture, nth) = match index % 10 {
        0..=4 => (&WEST, index / 10 * 5 + index % 10),
        5 | 6 => (&ACCENTS, index / 10 * 2 + index % 10 - 5),
        7 if (index / 10).is_multiple_of(2) => (&HEBREW, index / 20),
        7 => (&ARABIC, index / 20),
        8 => (&CJK, index / 10),
        _ => (&DEVANAGARI, index / 10),
    };
    let (givens, families) = (culture.given.len() as u64, culture.family.len() as u64);
    let given = culture.given[(nth % givens) as usize];
    let family = culture.family[((nth / givens + nth % givens * 5) % families) as usize];
    let round = nth / (givens * families);
    let number = if round == 0 {
        String::new()
    } else {
        (round + 1).to_string()
    };
    Name {
        first: given.0.to_owned(),
        last: family.0.to_owned(),
        local: format!("{}.{}{number}", given.1, family.1),
    }
}

/// A very long name, to see whether columns hold.
pub(crate) fn long() -> Name {
    Name {
        first: "Maximiliana Alexandrina Bartholomea Wilhelmine".to_owned(),
        last: "Featherstonehaugh-Cholmondeley von Wolfeschlegelsteinhausen zu Hohenzollern-Sigmaringen".to_owned(),
        local: "m.featherstonehaugh-cholmondeley.von.wolfeschlegelsteinhausen".to_owned(),
    }
}

/// A name with a zero-width space in it, which looks like another name but is not.
pub(crate) fn zero_width() -> Name {
    Name {
        first: "Ele\u{200b}na".to_owned(),
        last: "Marchetti".to_owned(),
        local: "elena.marchetti".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn people_have_addresses_of_their_own() {
        let locals: BTreeSet<String> = (0..60_000).map(|index| person(index).local).collect();
        assert_eq!(locals.len(), 60_000);
        assert!(locals.iter().all(|local| local.is_ascii()));
    }
}
