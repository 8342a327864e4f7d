//! A bump allocator: the one of the tutorials, what is wrong in it, and `Bump`.

use std::io;

use layout_core::Layout;
use layout_core::alloc::{AllocError, Bump, BumpArray};

use super::super::book::{Book, Bytes, columns};
use super::super::structs::CustomAllocator;

pub(super) fn write(book: &mut Book) -> io::Result<()> {
    book.title("A bump allocator");
    book.say(
        "A bump allocator takes one block and hands it out from the front. An allocation rounds an offset \
         up and adds to it, and all memory comes back at once. The idea is so small that many people write \
         it by hand.",
    );
    book.heading("By hand");
    book.say(&format!(
        "An allocator of three words, {} here, aligns the offset and returns the block's address plus \
         that. Two things are wrong with it.",
        Bytes(CustomAllocator::LAYOUT.size),
    ));
    book.claim_that(
        "an aligned offset gives an aligned address",
        &format!("that fails in a block at an address such as {}. {}", Place(8), misplaced(8, 64)),
    );
    book.claim_that(
        "(offset + align - 1) & !(align - 1), plus the size, is at most the capacity",
        &format!("that holds unless it overflows: {}", overflowing()),
    );
    with_bump(book);
    without_heap(book);
    Ok(())
}

/// An address, for a reader.
struct Place(usize);

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#x}", 0x5000 + self.0)
    }
}

/// What comes of an aligned offset in a block that is aligned to `base` only.
fn misplaced(base: usize, align: usize) -> String {
    let offset = 0_usize.next_multiple_of(align);
    let address = 0x5000 + base + offset;
    format!(
        "An allocation aligned to {align} gets offset {offset}, so address {address:#x}, which is {} past a \
         multiple of {align}",
        Bytes(address % align),
    )
}

/// The sum by hand, for a size from outside.
fn overflowing() -> String {
    let (offset, size, capacity) = (64_usize, usize::MAX - 31, 1024);
    let sum = offset.wrapping_add(size);
    format!(
        "with {offset} bytes taken, a request for usize::MAX - 31 makes {sum}, which is at most {capacity}: \
         granted"
    )
}

fn with_bump(book: &mut Book) {
    book.heading("With Bump");
    let bump: Bump = Bump::measured();
    let name = bump.alloc_str("packet");
    let count = bump.alloc(1_u64);
    let line = bump.alloc_aligned::<64, _>([0_u8; 3]);
    let squares = bump.alloc_slice_fill_with(4, |index| index * index);
    *count += 1;
    book.table(columns([
        ("a text", format!("{name:?}")),
        (
            "a number",
            format!(
                "{count}, aligned to {}: {}",
                align_of::<u64>(),
                aligned(count, align_of::<u64>())
            ),
        ),
        ("three bytes", format!("aligned to 64: {}", aligned(&line[0], 64))),
        ("a slice", format!("{squares:?}")),
    ]));
    let statistics = bump.statistics();
    if let Some(counts) = statistics.counts {
        book.say(&format!(
            "A measured arena counts: {} allocations asked for {}.",
            counts.allocations,
            Bytes(counts.requested),
        ));
        book.say_measured(&format!(
            "Alignment took {} more, by where the chunk happens to lie, of a chunk of {}.",
            counts.lost_to_alignment, statistics.capacity,
        ));
    }
    let refused = bump.try_alloc_layout(huge());
    book.say(&format!(
        "The request that broke the other is refused here: \"{}\".",
        refused.err().map_or_else(String::new, |error| error.to_string()),
    ));
}

/// The largest layout that there can be.
fn huge() -> std::alloc::Layout {
    let largest = isize::MAX.unsigned_abs() & !15;
    std::alloc::Layout::from_size_align(largest, 16).unwrap_or(std::alloc::Layout::new::<u8>())
}

fn aligned<T>(value: &T, align: usize) -> &'static str {
    if core::ptr::from_ref(value).addr() % align == 0 { "yes" } else { "no" }
}

fn without_heap(book: &mut Book) {
    book.heading("Without a heap");
    let mut memory = BumpArray::<64>::new();
    let bump = memory.bump();
    let taken = (0..1000_u32).take_while(|&number| bump.try_alloc(number).is_ok()).count();
    let error = bump.try_alloc(0_u32).err();
    let how = match error {
        Some(AllocError::Full { size, remaining }) => {
            format!("{} do not fit: {remaining} bytes are left", Bytes(size))
        }
        _ => "nothing was refused".to_owned(),
    };
    book.say(&format!(
        "An array of {} on the stack takes {taken} values of u32. Then {how}.",
        Bytes(64),
    ));
}
