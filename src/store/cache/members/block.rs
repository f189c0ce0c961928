//! Many members in one value: what a table shows of each, one after the other. Made from the
//! members themselves, so a block that cannot be read is made again.
//!
//! A row is its slot within the block, 13 texts, three times, the bits of what it has, and its
//! custom fields. Lengths take seven bits a byte.

use crate::access::{ActivityStatus, Brief, BriefField, MemberStatus, Privacy};

/// First byte of a block; another one is another form.
const FORM: u8 = 1;

/// Slots in one block.
pub(super) const SLOTS: u32 = 1 << 10;

/// Begins an empty block.
pub(super) fn begin() -> Vec<u8> {
    vec![FORM]
}

/// Adds one member.
pub(super) fn add(out: &mut Vec<u8>, slot: u32, brief: &Brief<'_>) {
    length(out, (slot % SLOTS) as usize);
    for part in [
        brief.id,
        brief.name,
        brief.nickname,
        brief.login,
        brief.slug,
        brief.title,
        brief.company,
        brief.job_title,
        brief.phones,
        brief.emails,
        brief.place,
    ] {
        text(out, part);
    }
    let status = match &brief.status {
        MemberStatus::Other(word) => word,
        known => &known.wire()[..1],
    };
    let privacy = match &brief.privacy {
        Privacy::Unknown => "U",
        Privacy::Private => "R",
        Privacy::Public => "P",
        Privacy::Other(word) => word,
    };
    let activity = match &brief.activity {
        ActivityStatus::Other(word) => word,
        known => &known.wire()[..1],
    };
    for part in [status, privacy, activity] {
        text(out, part);
    }
    for time in [brief.created, brief.updated, brief.last_login] {
        out.extend(time.unwrap_or(i64::MIN).to_le_bytes());
    }
    out.extend(brief.has.to_le_bytes());
    length(out, brief.custom.len());
    for field in &brief.custom {
        for part in [field.key, field.name, field.value] {
            text(out, part);
        }
    }
}

fn length(out: &mut Vec<u8>, mut n: usize) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn text(out: &mut Vec<u8>, text: &str) {
    length(out, text.len());
    out.extend(text.as_bytes());
}

/// Reads every member of a block; `None` if it cannot be read to its end. See [`is_sound`].
pub(super) fn read<'a>(block: &'a [u8], mut visit: impl FnMut(u32, Brief<'a>)) -> Option<()> {
    let (form, mut rest) = block.split_first()?;
    if *form != FORM {
        return None;
    }
    while !rest.is_empty() {
        let (slot, brief) = one(&mut rest)?;
        visit(slot, brief);
    }
    Some(())
}

/// Whether a block can be read to its end.
pub(super) fn is_sound(block: &[u8]) -> bool {
    read(block, |_, _| {}).is_some()
}

fn one<'a>(rest: &mut &'a [u8]) -> Option<(u32, Brief<'a>)> {
    let slot = take_length(rest).filter(|slot| *slot < SLOTS as usize)?;
    let mut next = || take_text(rest);
    let mut brief = Brief {
        id: next()?,
        name: next()?,
        nickname: next()?,
        login: next()?,
        slug: next()?,
        title: next()?,
        company: next()?,
        job_title: next()?,
        phones: next()?,
        emails: next()?,
        place: next()?,
        status: match next()? {
            "U" => MemberStatus::Unknown,
            "P" => MemberStatus::Pending,
            "A" => MemberStatus::Approved,
            "B" => MemberStatus::Blocked,
            "O" => MemberStatus::Offline,
            word => MemberStatus::Other(word.to_owned()),
        },
        privacy: match next()? {
            "U" => Privacy::Unknown,
            "R" => Privacy::Private,
            "P" => Privacy::Public,
            word => Privacy::Other(word.to_owned()),
        },
        activity: match next()? {
            "U" => ActivityStatus::Unknown,
            "A" => ActivityStatus::Active,
            "M" => ActivityStatus::Muted,
            word => ActivityStatus::Other(word.to_owned()),
        },
        created: None,
        updated: None,
        last_login: None,
        has: 0,
        custom: Vec::new(),
    };
    [brief.created, brief.updated, brief.last_login] = take_times(rest)?;
    brief.has = u16::from_le_bytes(*take(rest, 2)?.first_chunk()?);
    for _ in 0..take_length(rest)? {
        brief.custom.push(BriefField {
            key: take_text(rest)?,
            name: take_text(rest)?,
            value: take_text(rest)?,
        });
    }
    Some((slot as u32, brief))
}

fn take<'a>(rest: &mut &'a [u8], n: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(n)?;
    *rest = left;
    Some(taken)
}

fn take_length(rest: &mut &[u8]) -> Option<usize> {
    let mut n = 0;
    for place in 0..5 {
        let byte = *take(rest, 1)?.first()?;
        n |= usize::from(byte & 0x7f) << (7 * place);
        if byte < 0x80 {
            return Some(n);
        }
    }
    None
}

fn take_text<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    let n = take_length(rest)?;
    std::str::from_utf8(take(rest, n)?).ok()
}

fn take_times(rest: &mut &[u8]) -> Option<[Option<i64>; 3]> {
    let mut times = [None; 3];
    for time in &mut times {
        let seconds = i64::from_le_bytes(*take(rest, 8)?.first_chunk()?);
        *time = (seconds != i64::MIN).then_some(seconds);
    }
    Some(times)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{BriefTexts, CustomField, Member};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn member() -> impl Strategy<Value = Member> {
        let text = || proptest::string::string_regex("[a-zА-яא-ת漢\u{1f}😀 ]{0,12}").unwrap();
        (
            (text(), text(), text(), text()),
            proptest::sample::select(vec!["PENDING", "APPROVED", "BLOCKED", "OFFLINE", "", "X"]),
            proptest::sample::select(vec!["PUBLIC", "PRIVATE", "", "Y"]),
            proptest::option::of(-9_000_000_000_i64..9_000_000_000),
            proptest::collection::vec(text(), 0..3),
            proptest::collection::btree_map(text(), text(), 0..3),
        )
            .prop_map(
                |((first, nick, login, slug), status, privacy, time, lists, custom)| {
                    let fields: BTreeMap<String, CustomField> = custom
                        .into_iter()
                        .map(|(key, value)| {
                            let (name, value) = (key.to_uppercase(), value.into());
                            (key, CustomField { name, value })
                        })
                        .collect();
                    let time = time.and_then(|s| jiff::Timestamp::from_second(s).ok());
                    Member {
                        first_name: first,
                        nickname: nick,
                        login_email: login,
                        slug,
                        status: MemberStatus::from_wire(status),
                        privacy: Privacy::from_wire(privacy),
                        created_at: time,
                        phones: Some(lists.clone()),
                        emails: Some(lists),
                        custom_fields: Some(fields),
                        ..Member::bare("4d0a6c2e-88b1-4f7d-9e33-0c5b7a912f60".into())
                    }
                },
            )
    }

    proptest! {
        #[test]
        fn what_is_put_into_a_block_comes_out(all in proptest::collection::vec(member(), 0..20)) {
            let mut block = begin();
            for (slot, member) in (0_u32..).zip(&all) {
                add(&mut block, SLOTS + slot, &member.brief(&mut BriefTexts::default()));
            }
            let mut texts = BriefTexts::default();
            let mut next = 0;
            let end = read(&block, |slot, brief| {
                assert_eq!(slot, next);
                assert_eq!(brief, all[next as usize].brief(&mut texts));
                next += 1;
            });
            prop_assert_eq!((end, next as usize), (Some(()), all.len()));
        }

        #[test]
        fn damaged_blocks_are_refused_or_read_but_never_panic(
            one in member(),
            at in any::<prop::sample::Index>(),
            byte in any::<u8>(),
        ) {
            let mut block = begin();
            add(&mut block, 3, &one.brief(&mut BriefTexts::default()));
            let cut = at.index(block.len());
            prop_assert!(cut < 2 || !is_sound(&block[..cut]));
            block[cut] = byte;
            is_sound(&block);
        }
    }
}
