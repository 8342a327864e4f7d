//! Layout for the cache: what is used together, and what must be kept apart.

use std::io;

use layout_core::cache::{
    CONSTRUCTIVE_INTERFERENCE_SIZE, DESTRUCTIVE_INTERFERENCE_SIZE, LineReport, ShardedCounter,
};
use layout_core::{CACHE_LINE, Layout, TypeLayout};

use super::super::book::{Book, Bytes, columns};
use super::super::counters::{Apart, Shared};
use super::super::structs::{CacheAligned, CacheFriendly, CacheUnfriendly};
use super::order;

pub(super) fn write(book: &mut Book) -> io::Result<()> {
    book.title("Layout for the cache");
    book.say(
        "Memory comes in lines. One byte that is used brings its line with it, so what is used together \
         should lie together; and a line can be written by one core at a time, so what several threads \
         write should lie apart.",
    );
    book.table(columns([
        ("a line of this target", Bytes(CACHE_LINE)),
        ("fetched together for certain", Bytes(CONSTRUCTIVE_INTERFERENCE_SIZE)),
        ("kept apart for certain", Bytes(DESTRUCTIVE_INTERFERENCE_SIZE)),
    ]));
    book.lines_measured(&LineReport::new());
    book.heading("Together");
    together(book)?;
    book.heading("Apart");
    apart(book)
}

fn together(book: &mut Book) -> io::Result<()> {
    book.show::<CacheFriendly>()?;
    book.show::<CacheUnfriendly>()?;
    book.claim(
        "the size of either",
        40,
        CacheFriendly::LAYOUT.size,
        &format!(
            "Its String and its Vec alone are {}.",
            Bytes(size_of::<String>() + size_of::<Vec<u8>>()),
        ),
    );
    book.say(&format!(
        "You will often read that fields that are declared side by side lie side by side. In fact, only \
         repr(C) guarantees that; here the compiler orders the fields. In memory, the fields of \
         CacheFriendly come in the order {}, and those of CacheUnfriendly in the order {}. From first to \
         last, id, active and priority take {} of the one and {} of the other.",
        order(&CacheFriendly::LAYOUT),
        order(&CacheUnfriendly::LAYOUT),
        Bytes(hot_span(&CacheFriendly::LAYOUT)),
        hot_span(&CacheUnfriendly::LAYOUT),
    ));
    Ok(())
}

fn apart(book: &mut Book) -> io::Result<()> {
    let aligned = CacheAligned::LAYOUT;
    book.say(&format!(
        "A cache line of this target is taken to be {}, so two values of the tutorials' CacheAligned, which \
         is aligned to {}, {} share one: two threads that write to them {} slow each other down. Padding, \
         {} a value, is what that costs.",
        Bytes(CACHE_LINE),
        aligned.align,
        if aligned.align >= CACHE_LINE { "never" } else { "may" },
        if aligned.align >= CACHE_LINE { "do not" } else { "may" },
        Bytes(aligned.padding()),
    ));
    book.claim_that(
        "repr(align(64)) keeps threads apart",
        &format!(
            "it needs {} on this target, and 256 on some other; cache::CacheAligned knows",
            Bytes(DESTRUCTIVE_INTERFERENCE_SIZE),
        ),
    );
    book.show::<Shared>()?;
    book.show::<Apart>()?;
    let counter = ShardedCounter::<8>::new();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..1000).for_each(|_| counter.increment()));
        }
    });
    book.say(&format!(
        "One counter for many threads can be split this way, too: ShardedCounter<8> takes {}, and 4 \
         threads that count 1000 each make {}.",
        Bytes(size_of_val(&counter)),
        counter.sum(),
    ));
    Ok(())
}

/// The bytes from the start of the first to the end of the last field that the hot loop reads.
fn hot_span(layout: &TypeLayout) -> usize {
    let hot = || ["id", "active", "priority"].iter().filter_map(|name| layout.field(name));
    let start = hot().filter_map(|field| field.offset).min();
    let end = hot().filter_map(|field| field.end()).max();
    end.unwrap_or(0) - start.unwrap_or(0)
}
