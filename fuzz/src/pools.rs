//! Operations on pools, as `tests/pools` plays them beside its model.

use arbitrary::{Result, Unstructured};

#[path = "../../tests/pools/sequences.rs"]
mod sequences;
#[path = "../../tests/pools/support/tracked.rs"]
mod support;

use sequences::Op;

/// Plays the operations that the bytes are.
///
/// # Errors
///
/// The bytes are none.
pub fn play(input: &mut Unstructured<'_>) -> Result<()> {
    let pool = input.int_in_range(0..=5)?;
    let (bounded, idle_limit) = (input.arbitrary()?, input.int_in_range(0..=19)?);
    let mut ops = Vec::new();
    while !input.is_empty() {
        ops.push(op(input)?);
    }
    match pool {
        0 => sequences::pool(ops, bounded),
        1 => sequences::handle_pool(ops, bounded),
        // Each of its sequences starts threads.
        2 => sequences::sync_pool(ops),
        3 => sequences::fixed_sync_pool(ops),
        4 => sequences::object_pool(ops, idle_limit),
        _ => sequences::sync_object_pool(ops, idle_limit),
    }
    Ok(())
}

fn op(input: &mut Unstructured<'_>) -> Result<Op> {
    Ok(match input.int_in_range(0..=9)? {
        0..=4 => Op::Insert,
        5 | 6 => Op::Remove(input.arbitrary::<u16>()?.into()),
        7 => Op::TakeOut(input.arbitrary::<u16>()?.into()),
        8 => Op::Reserve(input.int_in_range(0..=200)?),
        _ => {
            if input.arbitrary()? {
                Op::Shrink
            } else {
                Op::Clear
            }
        }
    })
}
