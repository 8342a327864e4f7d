//! A digest of 128 bits, by which equal types of several units are found.
//!
//! Two different types of one file have the same digest with a probability below 2⁻⁸⁰, for all files that fit
//! on a disk. It is no protection against files that are made to mislead.

use core::hash::{BuildHasher, Hasher};

/// Two lanes of multiplications whose halves are folded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Digest(u64, u64);

const ONE: u64 = 0x9e37_79b9_7f4a_7c15;
const OTHER: u64 = 0xd6e8_feb8_6659_fd93;

impl Digest {
    /// The digest of no bytes.
    pub(super) const OF_NOTHING: u128 = {
        let mut digest = Self::new();
        digest.word(0);
        digest.word(0);
        digest.finish()
    };

    pub(super) const fn new() -> Self {
        Self(0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344)
    }

    pub(super) const fn word(&mut self, word: u64) {
        self.0 = fold(self.0 ^ word, ONE);
        self.1 = fold(self.1 ^ word.rotate_left(32), OTHER).wrapping_add(word);
    }

    pub(super) const fn wide(&mut self, value: u128) {
        #[expect(clippy::cast_possible_truncation, reason = "one half after the other")]
        self.word(value as u64);
        self.word((value >> 64) as u64);
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.word(bytes.len() as u64);
        let mut words = bytes.chunks_exact(8);
        for word in &mut words {
            self.word(u64::from_le_bytes(word.try_into().unwrap_or([0; 8])));
        }
        let mut last = [0; 8];
        let rest = words.remainder();
        last[..rest.len()].copy_from_slice(rest);
        self.word(u64::from_le_bytes(last));
    }

    pub(super) const fn finish(mut self) -> u128 {
        // The last word shall reach all bits.
        self.word(0x2545_f491_4f6c_dd1d);
        (self.0 as u128) << 64 | self.1 as u128
    }

    pub(super) fn of(bytes: &[u8]) -> u128 {
        let mut digest = Self::new();
        digest.bytes(bytes);
        digest.finish()
    }
}

/// The halves of a product, one over the other.
const fn fold(one: u64, other: u64) -> u64 {
    let product = one as u128 * other as u128;
    #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
    let low = product as u64;
    low ^ (product >> 64) as u64
}

/// Takes what is a digest already for its hash.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ready(u64);

impl BuildHasher for Ready {
    type Hasher = Self;

    fn build_hasher(&self) -> Self {
        Self(0)
    }
}

impl Hasher for Ready {
    fn write(&mut self, bytes: &[u8]) {
        self.0 ^= bytes.iter().fold(0, |hash, byte| hash << 8 | u64::from(*byte));
    }

    fn write_u128(&mut self, digest: u128) {
        #[expect(clippy::cast_possible_truncation, reason = "one half is enough")]
        let half = digest as u64;
        self.0 = half;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
