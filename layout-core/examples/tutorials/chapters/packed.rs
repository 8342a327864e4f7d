//! `repr(packed)`, and what is dangerous in it.

use std::io;

use layout_core::{FieldLayout, Layout, TypeLayout};

use super::super::book::{Book, Bytes};
use super::super::structs::{CCompatible, Packed, PackedStruct};

pub(super) fn write(book: &mut Book) -> io::Result<()> {
    book.title("Packed structs");
    book.show::<PackedStruct>()?;
    book.claim(
        "the size of PackedStruct",
        8,
        PackedStruct::LAYOUT.size,
        &format!(
            "It is the sum of its fields, with {} bytes of padding.",
            PackedStruct::LAYOUT.padding()
        ),
    );
    book.show::<Packed>()?;
    book.say(&format!("The price: {}.", misaligned(&Packed::LAYOUT)));
    book.heading("How such a field is read");
    let packed = Packed { a: 1, b: 2, c: 3 };
    book.code("let b = packed.b;                    // a copy\nlet pointer = &raw const packed.b;   // no reference\nlet b = unsafe { pointer.read_unaligned() };");
    let copied = packed.b;
    let pointer = &raw const packed.b;
    // SAFETY: it points to the field, which is initialized; it need not be aligned.
    let read = unsafe { pointer.read_unaligned() };
    book.say(&format!(
        "Both read {copied} and {read}: {}. The compiler rejects a reference such as &packed.b (E0793), \
         also in the code of a derive or a macro, because code that follows a reference relies on its \
         alignment.",
        if copied == read && read == 2 { "what was written" } else { "not what was written" },
    ));
    book.say(&format!(
        "In an array of {} values, packing saves {} of {}.",
        1000,
        Bytes(1000 * (CCompatible::LAYOUT.size - Packed::LAYOUT.size)),
        1000 * CCompatible::LAYOUT.size,
    ));
    Ok(())
}

/// Where the fields lie that are not aligned.
fn misaligned(layout: &TypeLayout) -> String {
    let places: Vec<_> = layout
        .fields()
        .filter_map(|FieldLayout { name, offset, align, .. }| {
            let offset = offset.filter(|offset| offset % align != 0)?;
            Some(format!("{name}, whose type has alignment {align}, lies at offset {offset}"))
        })
        .collect();
    if places.is_empty() { "none on this target".to_owned() } else { places.join("; ") }
}
