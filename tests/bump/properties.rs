//! Sequences of random operations: what they are made of, and how many.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::world::{Alloc, Between, Step, play};

fn alloc() -> impl Strategy<Value = Alloc> {
    prop_oneof![
        4 => (0..600_u16, 0..13_u8).prop_map(|(size, align_shift)| Alloc::Layout { size, align_shift }),
        1 => Just(Alloc::U8),
        2 => Just(Alloc::U64),
        1 => Just(Alloc::Wide),
        1 => Just(Alloc::Zero),
        1 => Just(Alloc::Line),
        1 => Just(Alloc::Page),
        1 => any::<u8>().prop_map(Alloc::Bytes),
        1 => any::<u8>().prop_map(Alloc::Words),
        1 => any::<u8>().prop_map(Alloc::Text),
        1 => (any::<u8>(), any::<u8>()).prop_map(|(says, has)| Alloc::ShortIter { says, has }),
        1 => Just(Alloc::Failing),
        1 => Just(Alloc::FailingLate),
        1 => any::<bool>().prop_map(|forget| Alloc::Boxed { forget }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let leaf = prop_oneof![
        20 => (prop_oneof![4 => Just(0_u8), 1 => 0..3_u8], alloc()).prop_map(|(out, a)| Step::Alloc(out, a)),
        4 => (any::<u8>(), any::<u16>(), 0..8_u8).prop_map(|(n, more, align)| Step::Grow(n, more, align)),
        2 => (any::<u8>(), any::<u16>()).prop_map(|(n, to)| Step::Shrink(n, to)),
        2 => any::<u8>().prop_map(Step::Deallocate),
        1 => any::<u16>().prop_map(Step::Reserve),
        1 => proptest::option::of(any::<u16>()).prop_map(Step::SetLimit),
        1 => (0..5000_u16).prop_map(Step::SetLargestChunk),
        1 => Just(Step::ReleaseFreeChunks),
        1 => (0..3_u8).prop_map(Step::Refuse),
    ];
    leaf.prop_recursive(4, 32, 8, |step| {
        prop_oneof![
            3 => (prop_oneof![3 => Just(0), 1 => 0..3_u8], vec(step.clone(), 0..8)).prop_map(|(out, steps)| Step::Scope(out, steps)),
            1 => (prop_oneof![3 => Just(0), 1 => 0..3_u8], vec(step, 0..8)).prop_map(|(out, steps)| Step::Rewound(out, steps)),
        ]
    })
}

/// Steps, and what is done with the whole arena after them.
fn sequence() -> impl Strategy<Value = Vec<(Vec<Step>, Between)>> {
    let between = prop_oneof![
        Just(Between::Reset),
        Just(Between::ResetKeepingChunks),
        vec(step(), 0..8).prop_map(Between::ScopeMut),
    ];
    vec((vec(step(), 0..14), between), 1..4)
}

fn run_sequences(test: impl Fn(Vec<(Vec<Step>, Between)>)) {
    let number = |name: &str, default: u64| match std::env::var(name) {
        Ok(value) => value.parse().unwrap_or_else(|_| panic!("{name} is {value}")),
        Err(_) => default,
    };
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&number("LAYOUT_BUMP_SEED", 0).to_le_bytes());
    let cases = u32::try_from(number("LAYOUT_BUMP_SEQUENCES", 400)).expect("a number of 32 bits");
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let result = TestRunner::new_with_rng(config, rng).run(&sequence(), |sequence| {
        test(sequence);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn min_align_1() {
    run_sequences(|sequence| play::<1>(sequence, false));
}

#[test]
fn min_align_8() {
    run_sequences(|sequence| play::<8>(sequence, false));
}

#[test]
fn min_align_64() {
    run_sequences(|sequence| play::<64>(sequence, false));
}

#[test]
fn measured() {
    run_sequences(|sequence| play::<1>(sequence.clone(), true));
}

#[test]
fn measured_min_align_16() {
    run_sequences(|sequence| play::<16>(sequence.clone(), true));
}
