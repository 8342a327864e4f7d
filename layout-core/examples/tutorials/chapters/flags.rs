//! Smaller types: sorted fields, and bits for bools.

use std::io;

use bitflags::bitflags;
use layout_core::Layout;

use super::super::book::{Book, Bytes};
use super::super::structs::{BigFlags, Compact, CompactFlags, Large, LargeC};

bitflags! {
    /// The four flags by name, in one byte.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    struct Flags: u8 {
        const ACTIVE = 1 << 0;
        const VISIBLE = 1 << 1;
        const ENABLED = 1 << 2;
        const SELECTED = 1 << 3;
    }
}

pub(super) fn write(book: &mut Book) -> io::Result<()> {
    book.title("Smaller types");
    let (large, large_c, compact) = (Large::LAYOUT, LargeC::LAYOUT, Compact::LAYOUT);
    book.show::<Large>()?;
    book.claim(
        "the size of Large",
        24,
        large.size,
        &format!(
            "In the declared order, to which only repr(C) holds the compiler, it is {}.",
            large_c.size,
        ),
    );
    book.show::<LargeC>()?;
    book.show::<Compact>()?;
    book.say(&format!(
        "Sorting by hand gains {}: the compiler has sorted Large already. In repr(C), where it \
         may not, the careless order costs {}.",
        Bytes(large.size - compact.size),
        Bytes(large_c.size - large.size),
    ));
    book.show::<BigFlags>()?;
    book.show::<CompactFlags>()?;
    book.say(&format!(
        "{} flags take {} as bools and {} as bits.",
        BigFlags::LAYOUT.fields().len(),
        Bytes(BigFlags::LAYOUT.size),
        CompactFlags::LAYOUT.size,
    ));
    with_names(book);
    Ok(())
}

/// The crate that writes the masks.
fn with_names(book: &mut Book) {
    book.say("The crate bitflags writes the masks, and gives them a type:");
    book.code(
        "bitflags! {\n    struct Flags: u8 {\n        const ACTIVE = 1 << 0;\n        const VISIBLE = 1 << 1;\n        \
         const ENABLED = 1 << 2;\n        const SELECTED = 1 << 3;\n    }\n}",
    );
    let mut flags = Flags::ACTIVE | Flags::VISIBLE;
    let before = flags;
    flags.set(Flags::ENABLED, true);
    flags.remove(Flags::VISIBLE);
    book.say(&format!(
        "Its size is {}. {} has the bits {:#06b}; with ENABLED set and VISIBLE removed it is {}, {:#06b}.",
        Bytes(size_of::<Flags>()),
        names(before),
        before.bits(),
        names(flags),
        flags.bits(),
    ));
}

fn names(flags: Flags) -> String {
    flags.iter_names().map(|(name, _)| name).collect::<Vec<_>>().join(" | ")
}
