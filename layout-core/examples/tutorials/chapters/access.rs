//! Access patterns: the same elements in another order, and how much memory that moves.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::io;
use std::time::Instant;

use layout_core::CACHE_LINE;
use layout_core::alloc::AlignedVec;

use super::super::book::{Book, columns};
use super::super::structs::CacheFriendly;

pub(super) fn write(book: &mut Book) -> io::Result<()> {
    book.title("Access patterns");
    let numbers: AlignedVec<u32, 256> = (0..1000).collect();
    let sequential = lines(numbers.iter());
    let strided = lines(numbers.iter().step_by(7));
    let far = lines(numbers.iter().step_by(CACHE_LINE / size_of::<u32>()));
    book.say(&format!("1000 numbers of 4 bytes, and lines of {CACHE_LINE} bytes:"));
    book.table(columns([
        ("all of them", format!("1000 reads of {sequential} lines")),
        ("every 7th", format!("{} reads of {strided} lines", 1000_usize.div_ceil(7))),
        ("one of each line", format!("{far} reads of {far} lines")),
    ]));
    book.claim_that(
        "step_by(7) is random access",
        "it always goes forward by the same distance, and processors predict that. It is wasteful all the \
         same: it loads as many lines as reading all numbers does, for a seventh of them. Random access is an \
         order that cannot be predicted",
    );
    of_structs(book);
    measured(book);
    Ok(())
}

/// How many cache lines these values lie on.
fn lines<'a, T: 'a>(values: impl Iterator<Item = &'a T>) -> usize {
    let lines = values.flat_map(|value| {
        let start = core::ptr::from_ref(value).addr();
        start / CACHE_LINE..=(start + size_of::<T>() - 1) / CACHE_LINE
    });
    lines.collect::<BTreeSet<_>>().len()
}

/// One field of many values: in an array of structs, and in an array of its own.
fn of_structs(book: &mut Book) {
    let values: AlignedVec<CacheFriendly, 256> = (0..1000)
        .map(|id| CacheFriendly {
            id,
            active: true,
            priority: 1,
            description: String::new(),
            metadata: Vec::new(),
        })
        .collect();
    let ids: AlignedVec<u32, 256> = values.iter().map(|value| value.id).collect();
    let (of_structs, of_fields) = (lines(values.iter().map(|value| &value.id)), lines(ids.iter()));
    book.say(&format!(
        "The ids of 1000 values of CacheFriendly, which has {} bytes: in an array of structs they lie on \
         {of_structs} lines, in an array of their own on {of_fields}.",
        size_of::<CacheFriendly>(),
    ));
}

/// The same sum in two orders.
fn measured(book: &mut Book) {
    const COUNT: u32 = 4 << 20;
    let numbers: Vec<u32> = (0..COUNT).collect();
    let forward: Vec<u32> = numbers.clone();
    let mut shuffled = forward.clone();
    shuffle(&mut shuffled);
    let rows = [("forward", &forward), ("at random", &shuffled)].map(|(name, order)| {
        let start = Instant::now();
        let sum = order.iter().fold(0_u64, |sum, &at| sum + u64::from(numbers[at as usize]));
        black_box(sum);
        let nanoseconds = start.elapsed().as_secs_f64() * 1e9 / f64::from(COUNT);
        (name, format!("{nanoseconds:5.1} ns a number"))
    });
    book.say_measured(&format!(
        "The sum of {} MiB of numbers by way of a list of places{}:",
        (numbers.len() * size_of::<u32>()) >> 20,
        if cfg!(debug_assertions) {
            ", in a program that is not optimized (--release shows more)"
        } else {
            ""
        },
    ));
    book.table_measured(columns(rows));
    book.say(
        "The benchmark access-patterns measures more of them: cargo run --release -p layout-benches --bin \
         access-patterns.",
    );
}

/// Puts the numbers in an order that nobody foresees: Fisher and Yates, with xorshift.
fn shuffle(numbers: &mut [u32]) {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for last in (1..numbers.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let other = state % (last as u64 + 1);
        numbers.swap(last, usize::try_from(other).unwrap_or(0));
    }
}
