//! Enums: tags, niches, and what an `Option` costs.

use std::cmp::Ordering;
use std::io;
use std::num::NonZeroU64;
use std::ptr::NonNull;

use layout_core::Layout;
use layout_core::layout::Tagging;

use super::super::book::{Book, Bytes, Table};
use super::super::kinds::Message;

pub(super) fn write(book: &mut Book) -> io::Result<()> {
    book.title("Enums and niches");
    book.show::<Message>()?;
    let message = Message::LAYOUT;
    let why = match message.tagging() {
        Some(Tagging::Niche) => {
            "Values that the capacity of a String never has tell the variants apart, so no separate tag is \
             needed."
        }
        _ => "A tag beside the String tells the variant.",
    };
    book.claim("the size of Message", 24, message.size, why);
    book.claim_that(
        "Quit takes no bytes",
        &format!("every Message takes {}, whichever variant it is", Bytes(message.size)),
    );
    book.say("A value in use shows which variant it is, and its bytes:");
    book.lines(&Message::layout_report_of(&Message::Move { x: 1, y: -1 }));
    book.heading("What an Option costs");
    book.say(
        "A niche is a bit pattern that no value of a type has: the null of a reference, the 0 of a \
         NonZero, the 2 of a bool. Option uses one for None. Around a type without a niche it needs a tag, \
         which alignment makes as large as the value.",
    );
    book.table(niches());
    Ok(())
}

/// Types, and options of them.
fn niches() -> Table {
    macro_rules! rows {
        ($($T:ty)*) => {
            [$((stringify!($T), size_of::<$T>(), size_of::<Option<$T>>())),*]
        };
    }
    let rows = rows! {
        &u32
        Box<u32>
        NonNull<u32>
        fn(u32)
        String
        NonZeroU64
        bool
        char
        Ordering
        Option<bool>
        u8
        u32
        u64
        *const u32
    };
    let rows = rows.iter().map(|(name, plain, option)| {
        let cost = option - plain;
        let cost = if cost == 0 { "nothing".to_owned() } else { Bytes(cost).to_string() };
        vec![plain.to_string(), option.to_string(), (*name).to_owned(), cost]
    });
    Table { head: vec!["size", "in an Option", "type", "costs"], rows: rows.collect() }
}
