//! What each `repr` promises.

use std::io;

use layout_core::Layout;

use super::super::book::{Book, Bytes};
use super::super::kinds::{CEnum, FreeEnum, SignedEnum, SmallEnum};
use super::super::structs::{CCompatible, CacheAligned, Example, Wrapper};

pub(super) fn write(book: &mut Book) -> io::Result<()> {
    book.title("Representations");
    book.say(
        "A repr is a promise about the layout. Without one, Rust promises little: fields do not overlap, \
         and each is aligned. The order is the compiler's, and may change with its next release.",
    );
    book.show::<CCompatible>()?;
    book.say(&format!(
        "That costs {} over Example, which has the same fields and no repr. In return, no compiler may \
         change the offsets.",
        Bytes(CCompatible::LAYOUT.size - Example::LAYOUT.size),
    ));
    book.show::<Wrapper>()?;
    book.say(&format!(
        "Size and alignment of Wrapper are {} and {}; those of u32 are {} and {}.",
        Wrapper::LAYOUT.size,
        Wrapper::LAYOUT.align,
        u32::LAYOUT.size,
        u32::LAYOUT.align,
    ));
    book.show::<CacheAligned>()?;
    book.show::<SmallEnum>()?;
    book.show::<SignedEnum>()?;
    book.show::<CEnum>()?;
    book.show::<FreeEnum>()?;
    book.say("repr(packed) and its dangers have a chapter of their own.");
    Ok(())
}
