//! A small generator of random numbers, so that a seed means the same on every machine and forever.

/// `SplitMix64`: Guy Steele, Doug Lea, Christine Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014; the constants are those of its figure 16 with the mixer of
/// <https://prng.di.unimi.it/splitmix64.c>.
pub(crate) struct Random {
    state: u64,
}

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `end`, which is not 0. The lower ones are more likely by `end / 2^32`: that
    /// is nothing here.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).expect("a usize is at most 64 bits wide here");
        let scaled = ((self.next() >> 32) * end) >> 32;
        usize::try_from(scaled).expect("below `end`")
    }

    /// A number from `start` to `end`, both included.
    pub(crate) fn between(&mut self, start: usize, end: usize) -> usize {
        start + self.below(end - start + 1)
    }

    /// True in `percent` of 100 cases.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the choices, of which there is at least one.
    pub(crate) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }
}

/// The first numbers of seed 1234567 as other implementations give them, for instance
/// <https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64>.
#[test]
fn numbers_are_those_of_split_mix() {
    let mut random = Random::new(1_234_567);
    let found = [random.next(), random.next(), random.next()];
    assert_eq!(
        found,
        [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
    );
}

#[test]
fn numbers_stay_in_their_bounds() {
    let mut random = Random::new(7);
    let mut seen = [false; 5];
    for _ in 0..1000 {
        seen[random.below(5)] = true;
        assert!((3..=4).contains(&random.between(3, 4)));
    }
    assert_eq!(seen, [true; 5]);
}
