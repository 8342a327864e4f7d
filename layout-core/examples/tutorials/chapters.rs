//! The text of the tour. Its numbers are asked of the compiler; only those of a claim are typed.

use std::io;

use layout_core::layout::Slot;
use layout_core::{CACHE_LINE, FieldLayout, Layout, TypeLayout};

use super::page::{Bytes, Page};
use super::structs::{
    AlignedStruct, BigFlags, CCompatible, CacheAligned, CacheFriendly, CacheUnfriendly, Compact,
    CompactFlags, CustomAllocator, Example, Large, LargeC, MemoryPool, Packed, PackedStruct,
    Packet, Padded, Person, Point, Point3, Portable, Wrapper,
};

/// The chapters in their order.
pub(crate) const ALL: [fn(&mut Page<'_>) -> io::Result<()>; 9] = [
    opening,
    size_and_alignment,
    padding,
    representations,
    alignment_and_packing,
    cache,
    ffi_twins,
    portability,
    smaller_types,
];

fn opening(page: &mut Page<'_>) -> io::Result<()> {
    page.title("A tour of struct layout")?;
    page.say(&format!(
        "Built for {} {} with {}-bit addresses. Sizes, alignments and offsets are in bytes, and \
         are what the compiler of this program says they are.",
        std::env::consts::ARCH,
        std::env::consts::OS,
        usize::BITS,
    ))
}

fn size_and_alignment(page: &mut Page<'_>) -> io::Result<()> {
    page.title("Size and alignment")?;
    page.say(
        "The size of a type is the distance between neighbours in an array of it. Its alignment \
         is what the address of every value of it is a multiple of.",
    )?;
    page.indented(&leaf_table())?;
    page.claim(
        "the alignment of u128",
        8,
        align_of::<u128>(),
        "On 64-bit x86 it was so before Rust 1.77, which aligned it as C aligns __int128.",
    )
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

fn padding(page: &mut Page<'_>) -> io::Result<()> {
    page.title("Padding")?;
    page.show::<Example>()?;
    page.show::<Padded>()?;
    let (rust, c) = (Example::LAYOUT, Padded::LAYOUT);
    page.say(&format!(
        "In memory the fields come as {} in Example and as {} in Padded, so that padding takes {} \
         of the one and {} of the other.",
        order(&rust),
        order(&c),
        Bytes(rust.padding()),
        c.padding(),
    ))?;
    page.say("A tuple is laid out as a struct without a repr: it may be sorted too.")?;
    page.show_table::<(u8, u32)>()?;
    page.show_table::<(u32, u8)>()?;
    page.show::<Person>()?;
    let field_bytes = Person::LAYOUT.size - Person::LAYOUT.padding();
    page.claim(
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
    )
}

fn representations(page: &mut Page<'_>) -> io::Result<()> {
    page.title("Representations")?;
    page.show::<CCompatible>()?;
    page.say(&format!(
        "That costs {} over Example, which has the same fields and no repr. It buys offsets that \
         no compiler may change.",
        Bytes(CCompatible::LAYOUT.size - Example::LAYOUT.size),
    ))?;
    page.show::<Wrapper>()?;
    page.say(&format!(
        "Size and alignment of Wrapper are {} and {}; those of u32 are {} and {}.",
        Wrapper::LAYOUT.size,
        Wrapper::LAYOUT.align,
        u32::LAYOUT.size,
        u32::LAYOUT.align,
    ))
}

fn alignment_and_packing(page: &mut Page<'_>) -> io::Result<()> {
    page.title("Alignment and packing")?;
    let aligned = AlignedStruct::LAYOUT;
    page.show::<AlignedStruct>()?;
    page.claim(
        "the size of AlignedStruct",
        8,
        aligned.size,
        &format!(
            "Its fields are {} together, and between them lie {} of padding.",
            Bytes(aligned.size - aligned.padding()),
            Bytes(aligned.padding() - aligned.trailing_padding()),
        ),
    )?;
    page.show::<PackedStruct>()?;
    page.claim(
        "the size of PackedStruct",
        8,
        PackedStruct::LAYOUT.size,
        &format!("It is the sum of its fields, and {} is padding.", PackedStruct::LAYOUT.padding()),
    )?;
    page.show::<Packed>()?;
    page.say(&format!(
        "The price: {}. The compiler refuses a reference to such a field; read a copy of it.",
        misaligned(&Packed::LAYOUT),
    ))
}

fn cache(page: &mut Page<'_>) -> io::Result<()> {
    page.title("Cache")?;
    let aligned = CacheAligned::LAYOUT;
    page.show::<CacheAligned>()?;
    page.say(&format!(
        "A cache line of this target is taken to be {}, so two values of CacheAligned {} share \
         one: two threads that write to them {} slow each other down. Padding, {} a value, is \
         what that costs.",
        Bytes(CACHE_LINE),
        if aligned.align >= CACHE_LINE { "never" } else { "may" },
        if aligned.align >= CACHE_LINE { "do not" } else { "may" },
        Bytes(aligned.padding()),
    ))?;
    page.show::<CacheFriendly>()?;
    page.show::<CacheUnfriendly>()?;
    page.claim(
        "the size of either",
        40,
        CacheFriendly::LAYOUT.size,
        &format!(
            "Its String and its Vec alone are {}.",
            Bytes(size_of::<String>() + size_of::<Vec<u8>>()),
        ),
    )?;
    page.say(&format!(
        "Often said: hot fields that are declared side by side lie side by side. True: in repr(C) \
         they do; here the compiler sorts. CacheFriendly lies in memory as {}; CacheUnfriendly as \
         {}. From first to last, id, active and priority take {} of the one and {} of the other.",
        order(&CacheFriendly::LAYOUT),
        order(&CacheUnfriendly::LAYOUT),
        Bytes(hot_span(&CacheFriendly::LAYOUT)),
        hot_span(&CacheUnfriendly::LAYOUT),
    ))
}

fn ffi_twins(page: &mut Page<'_>) -> io::Result<()> {
    page.title("FFI twins")?;
    page.say(
        "A twin is declared twice, here and in C, and must be the same bytes in both. Here \
         tests/truth has a C compiler confirm it.",
    )?;
    page.show::<Point>()?;
    page.show::<Packet>()?;
    page.say(&format!(
        "Padding has no value: what lies {} may be left over from whatever the memory held \
         before, and goes out with the bytes when they are sent or written.",
        hole_places(&Packet::LAYOUT),
    ))?;
    page.show::<Point3>()
}

fn portability(page: &mut Page<'_>) -> io::Result<()> {
    page.title("Portability")?;
    let portable = Portable::LAYOUT;
    page.show::<Portable>()?;
    page.say(&format!(
        "On this target C's int is {}, its long {}, and the alignment of i64 is {}. Each of the \
         three is another number somewhere, and moves the fields behind it: e lies at offset {} \
         here.",
        Bytes(size_of::<std::ffi::c_int>()),
        size_of::<std::ffi::c_long>(),
        align_of::<i64>(),
        portable.offset("e").map_or_else(|| "?".to_owned(), |offset| offset.to_string()),
    ))?;
    page.show::<CustomAllocator>()?;
    page.show::<MemoryPool<String>>()?;
    page.say(&format!(
        "The layout of the standard library's types may change with each release. Pin no more of \
         such a struct than an upper bound, such as #[layout(size <= {})].",
        MemoryPool::<String>::LAYOUT.size,
    ))
}

fn smaller_types(page: &mut Page<'_>) -> io::Result<()> {
    page.title("Smaller types")?;
    let (large, large_c, compact) = (Large::LAYOUT, LargeC::LAYOUT, Compact::LAYOUT);
    page.show::<Large>()?;
    page.claim(
        "the size of Large",
        24,
        large.size,
        &format!(
            "In the declared order, to which only repr(C) holds the compiler, it is {}.",
            large_c.size,
        ),
    )?;
    page.show::<LargeC>()?;
    page.show::<Compact>()?;
    page.say(&format!(
        "Sorting by hand gains {}: the compiler has sorted Large already. In repr(C), where it \
         may not, the careless order costs {}.",
        Bytes(large.size - compact.size),
        Bytes(large_c.size - large.size),
    ))?;
    page.show::<BigFlags>()?;
    page.show::<CompactFlags>()?;
    page.say(&format!(
        "{} flags take {} as bools and {} as bits.",
        BigFlags::LAYOUT.fields().len(),
        Bytes(BigFlags::LAYOUT.size),
        CompactFlags::LAYOUT.size,
    ))
}

/// The names of the fields in the order in which they lie in memory.
fn order(layout: &TypeLayout) -> String {
    let names: Vec<_> = layout
        .walk()
        .filter_map(|slot| match slot {
            Slot::Field(field) => Some(field.name),
            Slot::Padding(_) => None,
        })
        .collect();
    names.join(", ")
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

/// The bytes from the start of the first to the end of the last field that the hot loop reads.
fn hot_span(layout: &TypeLayout) -> usize {
    let hot = || ["id", "active", "priority"].iter().filter_map(|name| layout.field(name));
    let start = hot().filter_map(|field| field.offset).min();
    let end = hot().filter_map(|field| field.end()).max();
    end.unwrap_or(0) - start.unwrap_or(0)
}

/// Where the padding lies.
fn hole_places(layout: &TypeLayout) -> String {
    let places: Vec<_> = layout
        .holes()
        .map(|hole| format!("at offset {} ({})", hole.offset, Bytes(hole.size)))
        .collect();
    places.join(" and ")
}
