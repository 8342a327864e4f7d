//! Structs: how fields are placed, and what is left between them.

use std::io;

use layout_core::Layout;

use super::super::book::{Book, Bytes};
use super::super::structs::{AlignedStruct, Example, Padded, Person};
use super::order;

pub(super) fn write(book: &mut Book) -> io::Result<()> {
    book.title("Structs and padding");
    book.show::<Example>()?;
    book.show::<Padded>()?;
    let (rust, c) = (Example::LAYOUT, Padded::LAYOUT);
    book.say(&format!(
        "In memory the order is {} in Example and {} in Padded. Padding takes {} of Example and {} of \
         Padded.",
        order(&rust),
        order(&c),
        Bytes(rust.padding()),
        c.padding(),
    ));
    book.say(
        "A tuple is laid out like a struct without a repr, so its fields may be reordered, too.",
    );
    book.show_layout::<(u8, u32)>();
    book.show_layout::<(u32, u8)>();
    book.show::<Person>()?;
    let field_bytes = Person::LAYOUT.size - Person::LAYOUT.padding();
    book.claim(
        "the size of Person",
        24,
        Person::LAYOUT.size,
        &format!(
            "Its String is {} of them, its fields together {field_bytes}, and {} of padding make \
             that a multiple of its alignment {}.",
            size_of::<String>(),
            Bytes(Person::LAYOUT.padding()),
            Person::LAYOUT.align,
        ),
    );
    let aligned = AlignedStruct::LAYOUT;
    book.show::<AlignedStruct>()?;
    book.claim(
        "the size of AlignedStruct",
        8,
        aligned.size,
        &format!(
            "Its fields are {} together, and between them lie {} of padding.",
            Bytes(aligned.size - aligned.padding()),
            Bytes(aligned.padding() - aligned.trailing_padding()),
        ),
    );
    Ok(())
}
