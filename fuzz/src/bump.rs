//! Operations on arenas, as `tests/bump` plays them beside its model.

use arbitrary::{Result, Unstructured};

#[path = "../../tests/bump/model.rs"]
mod model;
#[path = "../../tests/bump/source.rs"]
mod source;
#[path = "../../tests/bump/world.rs"]
mod world;

use world::{Alloc, Between, Step};

/// Scopes within scopes at most.
const MOST_DEPTH: usize = 6;

/// Plays the operations that the bytes are.
///
/// # Errors
///
/// The bytes are none.
pub fn play(input: &mut Unstructured<'_>) -> Result<()> {
    let arena = input.int_in_range(0..=4)?;
    let mut sequence = Vec::new();
    loop {
        let steps = steps(input, 0)?;
        let between = if input.arbitrary()? { Between::Reset } else { Between::ResetKeepingChunks };
        sequence.push((steps, between));
        if input.is_empty() {
            break;
        }
    }
    match arena {
        0 => world::play::<1>(sequence, false),
        1 => world::play::<8>(sequence, false),
        2 => world::play::<64>(sequence, false),
        3 => world::play::<1>(sequence, true),
        _ => world::play::<16>(sequence, true),
    }
    Ok(())
}

fn steps(input: &mut Unstructured<'_>, depth: usize) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    while !input.is_empty() && input.ratio(15, 16)? {
        steps.push(step(input, depth)?);
    }
    Ok(steps)
}

fn step(input: &mut Unstructured<'_>, depth: usize) -> Result<Step> {
    Ok(match input.int_in_range(0..=15)? {
        0..=5 => Step::Alloc(input.int_in_range(0..=2)?, alloc(input)?),
        6 => Step::Grow(input.arbitrary()?, input.arbitrary()?, input.int_in_range(0..=7)?),
        7 => Step::Shrink(input.arbitrary()?, input.arbitrary()?),
        8 => Step::Deallocate(input.arbitrary()?),
        9 => Step::Reserve(input.arbitrary()?),
        10 => Step::SetLimit(input.arbitrary()?),
        11 => Step::SetLargestChunk(input.int_in_range(0..=5000)?),
        12 => Step::ReleaseFreeChunks,
        13 if depth < MOST_DEPTH => {
            Step::Rewound(input.int_in_range(0..=2)?, steps(input, depth + 1)?)
        }
        14..=15 if depth < MOST_DEPTH => {
            Step::Scope(input.int_in_range(0..=2)?, steps(input, depth + 1)?)
        }
        _ => Step::Refuse(input.int_in_range(0..=3)?),
    })
}

fn alloc(input: &mut Unstructured<'_>) -> Result<Alloc> {
    Ok(match input.int_in_range(0..=13)? {
        0 => Alloc::U8,
        1 => Alloc::U64,
        2 => Alloc::Wide,
        3 => Alloc::Zero,
        4 => Alloc::Line,
        5 => Alloc::Page,
        6 => Alloc::Bytes(input.arbitrary()?),
        7 => Alloc::Words(input.arbitrary()?),
        8 => Alloc::Text(input.arbitrary()?),
        9 => Alloc::ShortIter { says: input.arbitrary()?, has: input.arbitrary()? },
        10 => Alloc::Failing,
        11 => Alloc::FailingLate,
        12 => Alloc::Boxed { forget: input.arbitrary()? },
        _ => Alloc::Layout { size: input.arbitrary()?, align_shift: input.int_in_range(0..=12)? },
    })
}
