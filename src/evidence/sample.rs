//! Drawing some lines by a seed that is told: the same seed draws the same lines anywhere.

use std::collections::BTreeSet;

/// How many lines an auditor looks at, unless told otherwise.
pub const LINES: usize = 25;

/// Draws so many of the numbers `0..of` and gives them in their order; all of them if there are no
/// more.
///
/// The series is `SplitMix64` begun with the seed. Each number is one value of it modulo `of`, and
/// one that was drawn before is drawn again. So it can be done again by hand, in any language.
pub fn sample(seed: u64, of: u32, lines: usize) -> Vec<u32> {
    if lines >= of as usize {
        return (0..of).collect();
    }
    let mut state = seed;
    let mut drawn = BTreeSet::new();
    while drawn.len() < lines {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^= z >> 31;
        drawn.insert((z % u64::from(of)) as u32);
    }
    drawn.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_series_is_the_published_one() {
        // The first values of SplitMix64 for the seed 1234567, modulo 10,000.
        let first = [6_457_827_717_110_365_317_u64, 3_203_168_211_198_807_973];
        let mut wanted: Vec<u32> = first.map(|v| (v % 10_000) as u32).to_vec();
        wanted.sort_unstable();
        assert_eq!(sample(1_234_567, 10_000, 2), wanted);
    }

    proptest! {
        #[test]
        fn a_seed_draws_the_same_lines_each_once(seed in any::<u64>(), of in 0_u32..3_000) {
            let drawn = sample(seed, of, LINES);
            prop_assert_eq!(drawn.len(), LINES.min(of as usize));
            prop_assert!(drawn.windows(2).all(|w| w[0] < w[1]));
            prop_assert!(drawn.iter().all(|n| *n < of));
            prop_assert_eq!(drawn, sample(seed, of, LINES));
        }
    }
}
