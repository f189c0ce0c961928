//! The filter of the team as one line of text: free words as in the search field, and terms such
//! as `role:Editor` or `site:"Old Shop"` as in the lists beside it.

use super::end::{Failure, bad};
use super::names::unknown;
use super::text::clean;
use crate::access::{MemberId, TeamEntry, UserId};
use crate::index::{Filter, Group, never};
use crate::plan::Selection;
use crate::worker::protocol::{Frozen, MemberRow, MembersTable, TeamTable};

/// A filter, and what it matched.
#[derive(Debug)]
pub(super) struct Matched {
    /// The people it matched, in the order of the team.
    pub(super) people: Vec<UserId>,
    /// Out of how many people.
    pub(super) of: usize,
}

/// The members of a site whom the filter matches, by id, with the filter as a plan names it.
pub(super) fn members(
    table: &MembersTable,
    text: &str,
) -> Result<(Vec<MemberId>, Selection), Failure> {
    let filter = parse(text, table.index.facets().groups())?;
    if filter.is_empty() {
        return Err(bad(
            "The filter is empty",
            "An empty filter would mean everybody. Give words or terms such as status:pending",
        ));
    }
    let view = table.index.view(&filter, None, None, &never);
    let rows = view.map(|v| v.rows).unwrap_or_default();
    let rows = rows.iter().filter_map(|row| table.rows.get(*row as usize));
    let ids: Vec<MemberId> = rows.map(MemberRow::id).collect();
    let by = Selection {
        filter: text.to_owned(),
        matched: ids.len(),
        of: table.rows.len(),
    };
    Ok((ids, by))
}

/// The rows of a list that the filter matches, in the order of the list.
pub(super) fn rows<T: Frozen>(table: &T, text: &str) -> Result<Vec<u32>, Failure> {
    let index = table.index();
    let filter = parse(text, index.facets().groups())?;
    let view = index.view(&filter, None, None, &never);
    Ok(view.map(|v| v.rows).unwrap_or_default())
}

/// Everybody in the team whom the filter matches; invites are not people yet.
pub(super) fn matches(table: &TeamTable, text: &str) -> Result<Matched, Failure> {
    let filter = parse(text, table.index.facets().groups())?;
    if filter.is_empty() {
        return Err(bad(
            "The filter is empty",
            "An empty filter would mean everybody. Give words or terms such as role:Editor",
        ));
    }
    let view = table.index.view(&filter, None, None, &never);
    let rows = view.map(|v| v.rows).unwrap_or_default();
    let people = rows
        .iter()
        .filter_map(|row| match &table.rows.get(*row as usize)?.entry {
            TeamEntry::Member(member) => Some(member.id.clone()),
            TeamEntry::Invite(_) => None,
        });
    Ok(Matched {
        people: people.collect(),
        of: table.team.members.len(),
    })
}

/// Several terms with the same word mean any of them, different words mean all of them.
fn parse(text: &str, groups: &[Group]) -> Result<Filter, Failure> {
    let mut filter = Filter::default();
    let mut words: Vec<String> = Vec::new();
    for part in split(text)? {
        match part {
            Part::Word(word) => words.push(word),
            Part::Term { key, value } => {
                let group = groups.iter().find(|g| g.key.eq_ignore_ascii_case(&key));
                let group = group.ok_or_else(|| unknown_key(&key, groups))?;
                let chosen = value_of(group, &value)?;
                if !filter.has(&group.key, &chosen) {
                    filter.toggle(&group.key, &chosen);
                }
            }
        }
    }
    filter.text = words.join(" ");
    Ok(filter)
}

fn unknown_key(key: &str, groups: &[Group]) -> Failure {
    let known: Vec<String> = groups.iter().map(|g| format!("{}:", g.key)).collect();
    bad(
        format!("A filter knows no “{}:”", clean(key)),
        format!(
            "Known are {}. Put a word that holds a colon into quotes",
            known.join(", ")
        ),
    )
}

/// The key of the value with this key or label.
fn value_of(group: &Group, wanted: &str) -> Result<String, Failure> {
    let lower = wanted.to_lowercase();
    if let Some(value) = group.values.iter().find(|v| v.key == wanted) {
        return Ok(value.key.clone());
    }
    let same: Vec<&str> = group
        .values
        .iter()
        .filter(|v| v.label.to_lowercase() == lower)
        .map(|v| v.key.as_str())
        .collect();
    match same.as_slice() {
        [one] => Ok((*one).to_owned()),
        [] => {
            let names = group.values.iter().map(|v| v.label.as_str());
            Err(unknown(&group.key, wanted, names))
        }
        several => Err(bad(
            format!(
                "{} {}s are called “{}”",
                several.len(),
                group.key,
                clean(wanted)
            ),
            format!("Give the id: {}", clean(&several.join(" or "))),
        )),
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Word(String),
    Term { key: String, value: String },
}

/// Splits at blanks outside of quotes. A colon outside of quotes makes a term of what is around it.
fn split(text: &str) -> Result<Vec<Part>, Failure> {
    let mut parts = Vec::new();
    let (mut now, mut key, mut quoted, mut begun) = (String::new(), None, false, false);
    for c in text.chars().chain([' ']) {
        match c {
            '"' => (quoted, begun) = (!quoted, true),
            ':' if !quoted && key.is_none() && !now.is_empty() => {
                key = Some(std::mem::take(&mut now));
                begun = true;
            }
            c if c.is_whitespace() && !quoted => {
                let word = std::mem::take(&mut now);
                match key.take() {
                    Some(key) if word.trim().is_empty() => {
                        let what = format!("Nothing stands behind “{}:”", clean(&key));
                        return Err(bad(what, "Give a name, in quotes if it holds blanks"));
                    }
                    Some(key) => parts.push(Part::Term { key, value: word }),
                    None if begun && !word.is_empty() => parts.push(Part::Word(word)),
                    None => {}
                }
                begun = false;
            }
            c => {
                now.push(c);
                begun = true;
            }
        }
    }
    if quoted {
        return Err(bad(
            "A quote in the filter is not closed",
            "Close it with \"",
        ));
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Value;

    fn groups() -> Vec<Group> {
        let group = |key: &str, values: &[(&str, &str)]| Group {
            key: key.to_owned(),
            label: key.to_owned(),
            values: values
                .iter()
                .map(|(key, label)| Value {
                    key: (*key).to_owned(),
                    label: (*label).to_owned(),
                })
                .collect(),
        };
        vec![
            group("role", &[("1", "Site Admin"), ("2", "Editor")]),
            group("domain", &[("example.com", "example.com")]),
        ]
    }

    #[test]
    fn words_and_terms_are_told_apart() {
        let text = "ana role:\"site admin\" ROLE:Editor domain:example.com \"a:b c\"";
        let filter = parse(text, &groups()).unwrap();
        assert_eq!(filter.text, "ana a:b c");
        assert!(filter.has("role", "1") && filter.has("role", "2"));
        assert!(filter.has("domain", "example.com"));
    }

    #[test]
    fn what_is_not_known_is_refused_with_what_is() {
        let told = |text: &str| parse(text, &groups()).unwrap_err().card.to_string();
        assert!(told("colour:red").contains("Known are role:, domain:"));
        assert!(told("role:Editr").contains("Nearest: “Editor”"));
        assert!(told("role:").contains("Nothing stands behind"));
        assert!(told("\"open").contains("not closed"));
    }
}
