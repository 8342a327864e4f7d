//! The same elements in another order.

use crate::args::Args;
use crate::measure::{Comparison, Contestant};

/// The distance of the strided order, in bytes: a page and a line, so that each access is to another page
/// and another set of the cache.
const STRIDE: usize = 4096 + 64;

pub(crate) fn compare(args: &Args) -> [Comparison; 2] {
    let count = args.elements(size_of::<u64>());
    let values: Vec<u64> = (0..count as u64).collect();
    let orders = [sequential(count), strided(count, STRIDE / size_of::<u64>()), random(count)];
    let names = ["sequential", "strided", "random"];
    let independent = Comparison::measure(
        format!("Sum of {} MiB of u64, by way of a list of places", args.mib),
        "an element",
        count,
        args.rounds,
        names
            .iter()
            .zip(&orders)
            .map(|(name, order)| Contestant::new(name, || sum(&values, order)))
            .collect(),
    );
    // Shorter: each access waits for the one before.
    let steps = count.min(1 << 20);
    let chains: Vec<Vec<u32>> = orders.iter().map(|order| chain(order)).collect();
    let dependent = Comparison::measure(
        format!("{steps} steps along a chain of places in {} MiB", args.mib / 2),
        "a step",
        steps,
        args.rounds,
        names
            .iter()
            .zip(&chains)
            .map(|(name, chain)| Contestant::new(name, || follow(chain, steps)))
            .collect(),
    );
    [independent, dependent]
}

fn sum(values: &[u64], order: &[u32]) -> u64 {
    order.iter().fold(0, |sum, &place| sum.wrapping_add(values[place as usize]))
}

/// For each place, that which follows it in the order; the first follows the last.
fn chain(order: &[u32]) -> Vec<u32> {
    let mut next = vec![0; order.len()];
    for (&place, &following) in order.iter().zip(order.iter().cycle().skip(1)) {
        next[place as usize] = following;
    }
    next
}

fn follow(chain: &[u32], steps: usize) -> u32 {
    (0..steps).fold(0, |place, _| chain[place as usize])
}

fn to_place(index: usize) -> u32 {
    u32::try_from(index).expect("an array of at most 4 GiB of u64 has fewer elements")
}

fn sequential(count: usize) -> Vec<u32> {
    (0..count).map(to_place).collect()
}

/// All places, each `stride` behind the one before.
fn strided(count: usize, stride: usize) -> Vec<u32> {
    (0..stride).flat_map(|start| (start..count).step_by(stride)).map(to_place).collect()
}

/// All places in an order that nobody foresees: Fisher and Yates, with xorshift.
fn random(count: usize) -> Vec<u32> {
    let mut places = sequential(count);
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for last in (1..count).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        // Of 64 bits, so that no place is noticeably likelier than another.
        let other = (u128::from(state) * (last as u128 + 1)) >> 64;
        places.swap(last, usize::try_from(other).unwrap_or(0));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::{chain, follow, random, sequential, strided};

    #[test]
    fn each_order_visits_each_place_once() {
        for order in [sequential(1000), strided(1000, 77), strided(10, 77), random(1000)] {
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, sequential(order.len()));
        }
        assert_ne!(random(1000), sequential(1000));
        assert_eq!(strided(5, 2), [0, 2, 4, 1, 3]);
    }

    #[test]
    fn a_chain_comes_back_after_all_places_and_not_before() {
        for order in [sequential(100), strided(100, 7), random(100)] {
            let chain = chain(&order);
            let returns = (1..=100).find(|&steps| follow(&chain, steps) == 0);
            assert_eq!(returns, Some(100));
        }
    }
}
