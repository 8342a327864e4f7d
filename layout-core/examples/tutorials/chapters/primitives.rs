//! Size and alignment of the types that others are made of.

use std::io;

use layout_core::{Layout, TypeLayout};

use super::super::book::{Book, Table};

pub(super) fn write(book: &mut Book) -> io::Result<()> {
    book.title("Size and alignment");
    book.say(&format!(
        "Built for {} {} with {}-bit addresses. Sizes, alignments and offsets are in bytes, and \
         are what the compiler of this program says they are.",
        std::env::consts::ARCH,
        std::env::consts::OS,
        usize::BITS,
    ));
    book.say(
        "The size of a type is the distance between two elements of an array. Its alignment is a power \
         of two that divides the address of every value of the type.",
    );
    book.table(leaf_table());
    book.claim(
        "the alignment of u128",
        8,
        align_of::<u128>(),
        "On 64-bit x86 it was 8 before Rust 1.77, which changed it to that of C's __int128.",
    );
    Ok(())
}

fn leaf_table() -> Table {
    let leaves = [
        bool::LAYOUT,
        u8::LAYOUT,
        i8::LAYOUT,
        u16::LAYOUT,
        u32::LAYOUT,
        i32::LAYOUT,
        f32::LAYOUT,
        char::LAYOUT,
        u64::LAYOUT,
        i64::LAYOUT,
        f64::LAYOUT,
        u128::LAYOUT,
        usize::LAYOUT,
        <*const u8>::LAYOUT,
        <[u32; 4]>::LAYOUT,
        <[i32; 3]>::LAYOUT,
    ];
    let rows = leaves.iter().map(|leaf| {
        let TypeLayout { size, align, .. } = leaf;
        vec![size.to_string(), align.to_string(), leaf.type_name().to_string()]
    });
    Table { head: vec!["size", "align", "type"], rows: rows.collect() }
}
