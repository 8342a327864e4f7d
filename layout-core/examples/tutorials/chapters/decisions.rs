//! Which `repr`: questions, and what the answers lead to.

use std::io;

use layout_core::analysis::findings;
use layout_core::{CACHE_LINE, Layout, TypeLayout};

use super::super::book::{Book, Bytes};
use super::super::structs::{CCompatible, CacheAligned, Example, Packed, Wrapper};

/// What is asked about a type.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question with two answers")]
struct Answers {
    /// C, another language or another process sees its bytes.
    seen_by_others: bool,
    /// It has one field, and must be passed as that.
    stands_for_its_field: bool,
    /// Its bytes come from a file or a network, without padding.
    bytes_are_given: bool,
    /// There are so many of it that each byte counts.
    must_be_small: bool,
    /// Its fields may lie at any address: they are copied out, never referred to.
    tolerates_unaligned: bool,
    /// Several threads write to neighbors of it.
    contended: bool,
}

/// What an answer leads to. What is found in a layout is the library's to say: `analysis::findings`.
struct Advice {
    /// A name that does not change.
    id: &'static str,
    /// What to write above the type.
    write: &'static str,
    /// Why.
    because: &'static str,
}

/// What the answers lead to. Several can: they are written in one `repr`.
fn advise(answers: Answers) -> Vec<Advice> {
    let mut advice = Vec::new();
    let mut find = |id, write, because| advice.push(Advice { id, write, because });
    if answers.stands_for_its_field {
        find(
            "transparent-newtype",
            "#[repr(transparent)]",
            "it is passed and laid out as its field",
        );
    } else if answers.bytes_are_given {
        find(
            "packed-wire-format",
            "#[repr(C, packed)]",
            "the order is the declared one, without padding; or keep the bytes and decode them",
        );
    } else if answers.seen_by_others {
        find("c-compatible", "#[repr(C)]", "the fields lie where a C compiler puts them");
    } else if answers.must_be_small && answers.tolerates_unaligned {
        find("packed-small", "#[repr(packed)]", "there is no padding; fields can only be copied");
    } else {
        find("default", "no repr", "the compiler sorts the fields, which leaves the least padding");
    }
    if answers.must_be_small && answers.seen_by_others && !answers.bytes_are_given {
        find("sort-fields", "the widest fields first", "in repr(C) nobody else sorts them");
    }
    if answers.contended {
        find(
            "keep-apart",
            "cache::CacheAligned<T>",
            "neighbors on one cache line slow each other down",
        );
    }
    advice
}

pub(super) fn write(book: &mut Book) -> io::Result<()> {
    book.title("Which repr");
    book.say(
        "Questions about a type, and the repr that each answer leads to: what it promises, and what the \
         library finds in an example.",
    );
    let nothing = Answers::default();
    let cases = [
        ("nothing in particular", nothing, Example::LAYOUT),
        ("C sees it", Answers { seen_by_others: true, ..nothing }, CCompatible::LAYOUT),
        (
            "it stands for its one field",
            Answers { stands_for_its_field: true, seen_by_others: true, ..nothing },
            Wrapper::LAYOUT,
        ),
        (
            "its bytes are given, by a file",
            Answers { bytes_are_given: true, seen_by_others: true, ..nothing },
            Packed::LAYOUT,
        ),
        (
            "it must be small, and may be unaligned",
            Answers { must_be_small: true, tolerates_unaligned: true, ..nothing },
            super::super::structs::PackedStruct::LAYOUT,
        ),
        (
            "it must be small, and be referred to",
            Answers { must_be_small: true, ..nothing },
            Example::LAYOUT,
        ),
        (
            "threads write to its neighbors",
            Answers { contended: true, ..nothing },
            CacheAligned::LAYOUT,
        ),
        (
            "C sees it, it must be small, and it is contended",
            Answers { seen_by_others: true, must_be_small: true, contended: true, ..nothing },
            CCompatible::LAYOUT,
        ),
    ];
    for (question, answers, example) in cases {
        book.heading(question);
        let advice = advise(answers);
        let rows = advice
            .iter()
            .map(|Advice { id, write, because }| format!("{id}: {write}\n    {because}\n"));
        book.lines(&rows.collect::<String>());
        book.say(&shown(&example));
        for finding in findings(&example) {
            book.say(&format!("{finding}."));
        }
    }
    Ok(())
}

/// What an example of the tour shows of it.
fn shown(layout: &TypeLayout) -> String {
    let TypeLayout { name, size, align, .. } = *layout;
    let lines = size.div_ceil(CACHE_LINE);
    format!(
        "{name}, {}: {}, aligned to {align}, {} of padding, {lines} cache line{}.",
        layout.repr,
        Bytes(size),
        Bytes(layout.padding()),
        if lines == 1 { "" } else { "s" },
    )
}
