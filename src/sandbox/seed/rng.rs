//! Numbers and ids that follow from a seed, a kind and an index, so nothing has to be stored.

/// A well mixed number (splitmix64 over an FNV hash of the kind).
pub(crate) fn mix(seed: u64, kind: &str, index: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in kind.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    split(split(hash ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)) ^ index)
}

fn split(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A number below `limit`, or 0 for a limit of 0.
pub(crate) fn below(seed: u64, kind: &str, index: u64, limit: u64) -> u64 {
    mix(seed, kind, index).checked_rem(limit).unwrap_or(0)
}

/// A GUID with the shape of version 4.
pub(crate) fn guid(seed: u64, kind: &str, index: u64) -> String {
    let (high, low) = (mix(seed, kind, index), mix(!seed, kind, index));
    uuid::Builder::from_random_bytes((u128::from(high) << 64 | u128::from(low)).to_be_bytes())
        .into_uuid()
        .to_string()
}

/// A 19-digit number as text, as role and assignment ids are (contract 1, "Wire conventions").
pub(crate) fn number_id(seed: u64, kind: &str, index: u64) -> String {
    (7_000_000_000_000_000_000 + below(seed, kind, index, 1_000_000_000_000_000_000)).to_string()
}

/// Hex digits, for keys and links.
pub(crate) fn token(seed: u64, kind: &str, index: u64) -> String {
    format!(
        "{:016x}{:016x}",
        mix(seed, kind, index),
        mix(!seed, kind, index)
    )
}
