//! Size and alignment of the types that others are made of.

use std::io;

use layout_core::{Layout, TypeLayout};

use super::super::book::Book;

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
        "The size of a type is the distance between neighbours in an array of it. Its alignment \
         is what the address of every value of it is a multiple of.",
    );
    book.lines(&leaf_table());
    book.claim(
        "the alignment of u128",
        8,
        align_of::<u128>(),
        "On 64-bit x86 it was so before Rust 1.77, which aligned it as C aligns __int128.",
    );
    Ok(())
}

fn leaf_table() -> String {
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
        format!("{size:>4} {align:>6}  {}\n", leaf.type_name())
    });
    format!("size  align  type\n{}", rows.collect::<String>())
}
