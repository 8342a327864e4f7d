//! The same values in elements of another layout.

use layout_core::alloc::AlignedVec;

use crate::args::Args;
use crate::measure::{Comparison, Contestant};

/// An element with two fields that a loop reads, and others that it does not.
#[derive(Clone, Copy)]
#[allow(dead_code, reason = "the cold fields take room")]
struct Order {
    price: u32,
    quantity: u32,
    cold: [u64; 7],
}

/// The fields that the loop reads, each in an array of its own.
struct Orders {
    prices: Vec<u32>,
    quantities: Vec<u32>,
}

#[derive(Clone, Copy)]
#[repr(C)]
struct Aligned {
    tag: u8,
    value: u64,
}

#[derive(Clone, Copy)]
#[repr(C, packed)]
struct Packed {
    tag: u8,
    value: u64,
}

/// Elements that stay in the first-level cache.
const NEAR: usize = 1024;
/// How often they are read.
const REPEATS: usize = 512;

pub(crate) fn compare(args: &Args) -> [Comparison; 4] {
    [fields(args), packed(args, true), packed(args, false), straddling(args)]
}

fn fields(args: &Args) -> Comparison {
    let count = args.elements(size_of::<Order>());
    let structs: Vec<Order> =
        (0..count).map(|index| Order { price: low(index), quantity: 3, cold: [0; 7] }).collect();
    let arrays = Orders {
        prices: structs.iter().map(|order| order.price).collect(),
        quantities: structs.iter().map(|order| order.quantity).collect(),
    };
    let turnover = |price: u32, quantity: u32| u64::from(price) * u64::from(quantity);
    Comparison::measure(
        format!("Two fields of {count} elements of {} bytes", size_of::<Order>()),
        "an element",
        count,
        args.rounds,
        vec![
            Contestant::new("struct of arrays", || {
                let fields = arrays.prices.iter().zip(&arrays.quantities);
                fields.fold(0, |sum: u64, (&price, &quantity)| {
                    sum.wrapping_add(turnover(price, quantity))
                })
            }),
            Contestant::new("array of structs", || {
                let add = |sum: u64, order: &Order| {
                    sum.wrapping_add(turnover(order.price, order.quantity))
                };
                structs.iter().fold(0, add)
            }),
        ],
    )
}

fn packed(args: &Args, near: bool) -> Comparison {
    let (count, repeats, place) = if near {
        (NEAR, REPEATS, "in the first-level cache")
    } else {
        (args.elements(size_of::<Aligned>()), 1, "in memory")
    };
    let aligned: Vec<Aligned> =
        (0..count).map(|index| Aligned { tag: 1, value: index as u64 }).collect();
    let packed: Vec<Packed> =
        (0..count).map(|index| Packed { tag: 1, value: index as u64 }).collect();
    Comparison::measure(
        format!("A byte and a u64 of {count} elements, {place}"),
        "an element",
        count * repeats,
        args.rounds,
        vec![
            Contestant::new("aligned, 16 bytes", move || {
                repeat(repeats, &aligned, |element| element.value ^ u64::from(element.tag))
            }),
            Contestant::new("packed, 9 bytes", move || {
                repeat(repeats, &packed, |element| element.value ^ u64::from(element.tag))
            }),
        ],
    )
}

/// The sum over the elements, again and again.
fn repeat<T>(repeats: usize, elements: &[T], value: impl Fn(&T) -> u64) -> u64 {
    (0..repeats).fold(0, |sum, _| {
        let elements = std::hint::black_box(elements);
        elements.iter().fold(sum, |sum, element| sum.wrapping_add(value(element)))
    })
}

/// One load in each line, which lies in it, or half in the next.
fn straddling(args: &Args) -> Comparison {
    let bytes: AlignedVec<u8, 128> =
        (0..64 * 256 + 64).map(|index| low(index).to_le_bytes()[0]).collect();
    let bytes = &bytes;
    let loads = |offset: usize| {
        move || {
            (0..REPEATS).fold(0_u64, |sum, _| {
                let bytes = std::hint::black_box(&bytes[offset..]);
                let words = bytes.chunks_exact(64).filter_map(|line| line.first_chunk::<8>());
                words.fold(sum, |sum, word| sum.wrapping_add(u64::from_ne_bytes(*word)))
            })
        }
    };
    Comparison::measure(
        "A load of 8 bytes from each of 256 lines, in the first-level cache".to_owned(),
        "a load",
        256 * REPEATS,
        args.rounds,
        vec![
            Contestant::new("aligned", loads(0)),
            Contestant::new("not aligned, in one line", loads(3)),
            Contestant::new("across two lines", loads(60)),
        ],
    )
}

fn low(index: usize) -> u32 {
    u32::try_from(index & 0xffff).unwrap_or(0)
}
