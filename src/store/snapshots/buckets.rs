//! Members of a site in buckets by their id: few that change touch few buckets, whatever the order
//! in which they were read.

use crate::access::{MemberId, MemberLine, MemberStatus};

/// Members in a bucket, as far as can be foreseen.
const IN_ONE: usize = 16;
/// Buckets stay as they are while they hold between half and twice as many, so that a site that
/// grows is not filed anew each time.
const FEWEST: usize = IN_ONE / 2;
const MOST: usize = IN_ONE * 2;

/// One member in the form of the file.
type Row = (String, String, String, String);

/// Number of buckets for so many members, where there were `before` of them.
pub(super) fn number(members: usize, before: Option<usize>) -> usize {
    if let Some(before) = before.filter(|b| b.is_power_of_two())
        && (members >= FEWEST * before || before == 1)
        && members <= MOST * before
    {
        return before;
    }
    members.div_ceil(IN_ONE).next_power_of_two()
}

/// FNV-1a: the same on every computer and in every version.
fn place(id: &str, buckets: usize) -> usize {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for byte in id.bytes() {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    // Ids that differ in their last signs alone are mixed too little so far.
    sum = (sum ^ (sum >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    (sum ^ (sum >> 33)) as usize & (buckets - 1)
}

/// Every bucket as its body.
pub(super) fn fill(members: Vec<MemberLine>, buckets: usize) -> serde_json::Result<Vec<Vec<u8>>> {
    let mut all: Vec<Vec<Row>> = vec![Vec::new(); buckets];
    for m in members {
        if let Some(bucket) = all.get_mut(place(m.id.as_str(), buckets)) {
            let status = m.status.wire().to_owned();
            bucket.push((m.id.as_str().to_owned(), status, m.login, m.name));
        }
    }
    all.into_iter()
        .map(|mut bucket| {
            bucket.sort();
            serde_json::to_vec(&bucket)
        })
        .collect()
}

/// The members of a bucket.
pub(super) fn read(body: &[u8]) -> serde_json::Result<Vec<MemberLine>> {
    let rows: Vec<Row> = serde_json::from_slice(body)?;
    let member = |(id, status, login, name): Row| MemberLine {
        id: MemberId::new(&id),
        status: MemberStatus::from_wire(&status),
        login,
        name,
    };
    Ok(rows.into_iter().map(member).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(n: usize) -> MemberLine {
        MemberLine {
            id: MemberId::new(&format!("4d0a6c2e-88b1-4f7d-9e33-{n:012}")),
            name: format!("Name \"{n}\""),
            login: format!("m{n}@example.com"),
            status: MemberStatus::Approved,
        }
    }

    #[test]
    fn members_come_back_and_order_does_not_matter() {
        let all: Vec<_> = (0..500).map(member).collect();
        let turned: Vec<_> = (0..500).rev().map(member).collect();
        let buckets = number(all.len(), None);
        let filled = fill(all.clone(), buckets).unwrap();
        assert_eq!(filled, fill(turned, buckets).unwrap());
        let mut back: Vec<_> = filled.iter().flat_map(|b| read(b).unwrap()).collect();
        back.sort_by(|a, b| a.id.cmp(&b.id));
        assert_eq!(back, all);
        assert!(filled.iter().all(|b| read(b).unwrap().len() < 4 * IN_ONE));
    }

    #[test]
    fn a_site_that_grows_a_little_keeps_its_buckets() {
        assert_eq!(number(0, None), 1);
        let first = number(1000, None);
        assert_eq!(first, 64);
        assert_eq!(number(1100, Some(first)), first);
        assert_eq!(number(600, Some(first)), first);
        assert_eq!(number(9000, Some(first)), 1024);
        assert_eq!(number(3, Some(1)), 1);
    }
}
