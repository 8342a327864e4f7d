//! What the chapters say beside the layouts of structs, against truth from outside.

use std::io::Write;
use std::process::{Command, Stdio};

use layout_tests::type_sizes;

use crate::rustc::list_type_sizes_of;
use crate::tutorials::book::{Block, Book};
use crate::tutorials::{book, kinds};
use crate::{IS_32_BIT_X86, c_compiler};

const KINDS: &str = include_str!("../../layout-core/examples/tutorials/kinds.rs");

fn chapter(name: &str) -> Book {
    book(&[name]).expect("all that is shown has a source")
}

/// The paragraphs, claims and lines of a chapter, each line's blanks made one.
fn words_of(name: &str) -> String {
    let book = chapter(name);
    let texts = book.entries.iter().map(|entry| match &entry.block {
        Block::Paragraph(text) | Block::Claim(text) | Block::Lines(text) => text.clone(),
        Block::Table(table) => table.to_string(),
        Block::Layout(report) => report.to_string(),
        _ => String::new(),
    });
    let text = texts.collect::<Vec<_>>().join("\n");
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn assert_says(name: &str, expected: &[&str]) {
    let words = words_of(name);
    for expected in expected {
        assert!(words.contains(expected), "{expected:?} is not in\n{words}");
    }
}

/// The rules of the language and the linker: what each of these values is put into.
#[cfg(target_os = "linux")]
#[test]
fn regions_are_those_that_the_language_and_the_linker_choose() {
    assert_says(
        "regions",
        &[
            "x, 4 bytes stack\n",
            "y, 12 bytes stack\n",
            "pointer, length, capacity stack\n",
            "the text of z, 5 bytes heap\n",
            "Box::new(42), what it points to heap\n",
            "the elements of a Vec of 16 MiB heap\n",
            "a local of another thread stack\n",
            "0 at first static (bss)\n",
            "8080 at first static (data)\n",
            "static PRIMES: [u32; 4] static (rodata)\n",
            "\"a literal\" static (rodata)\n",
            "the function that prints this code\n",
        ],
    );
}

/// Sizes and alignments of the enums and unions, as rustc lists them.
#[test]
fn rustc_lists_the_same_sizes_of_kinds() {
    let uses: Vec<String> = [
        "SmallEnum",
        "SignedEnum",
        "CEnum",
        "FreeEnum",
        "Message",
        "IntOrFloat",
        "TaggedUnion",
        "Data",
        "TaggedEnum",
        "Value",
    ]
    .map(str::to_owned)
    .into();
    let declared = KINDS.lines().filter(|line| {
        ["pub struct ", "pub enum ", "pub union "].iter().any(|keyword| line.starts_with(keyword))
    });
    assert_eq!(declared.count(), uses.len(), "all types of kinds.rs are asked for");
    let listing = list_type_sizes_of("kinds", KINDS, &uses);
    let listed = type_sizes::parse(&listing);
    let text = ["representations", "enums", "unions"].map(words_of).join("\n");
    for name in uses {
        let listed = listed.iter().find(|listed| listed.name == name);
        let listed = listed.unwrap_or_else(|| panic!("rustc lists no {name}:\n{listing}"));
        let expected = format!("{name}: size {}, align {},", listed.size, listed.align);
        assert!(text.contains(&expected), "{expected:?} is not in\n{text}");
    }
}

/// What the standard library promises of `Option`
/// (<https://doc.rust-lang.org/std/option/#representation>), and what follows from size and alignment.
#[test]
fn options_cost_what_the_documentation_promises() {
    let word = size_of::<usize>();
    let promised = ["&u32", "Box<u32>", "NonNull<u32>", "fn(u32)"];
    for name in promised {
        assert_says("enums", &[&format!("{word} {word} {name} nothing\n")]);
    }
    assert_says("enums", &["8 8 NonZeroU64 nothing\n", "1 2 u8 1 byte\n", "4 8 u32 4 bytes\n"]);
    let align = align_of::<u64>();
    assert_says("enums", &[&format!("8 {} u64 {align} bytes\n", 8 + align)]);
}

/// IEEE 754: 2.75 is 1.011 in binary times 2, and 42 is so small a number that it is 42 times 2^-149.
#[test]
fn unions_show_the_bits() {
    assert_eq!(0x4030_0000_u32, (127 + 1) << 23 | 0b011 << 20);
    assert_says("unions", &["are 0x40300000.", "read as a float, are 5.9e-44;"]);
    assert_says("unions", &["The bytes are the same;", "read as the enum, is Floating(2.5)."]);
    let value = kinds::IntOrFloat { f: 2.75 };
    // SAFETY: every bit pattern is an `i32`, and all of it is written.
    assert_eq!(unsafe { value.i }, 0x4030_0000);
}

/// Counted on paper: 4000 bytes are 62.5 lines of 64, and 7 numbers are less than a line.
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
#[test]
fn lines_are_counted_right() {
    assert_says(
        "access",
        &[
            "all of them 1000 reads of 63 lines\n",
            "every 7th 143 reads of 63 lines\n",
            "one of each line 63 reads of 63 lines\n",
            "in an array of their own on 63.",
        ],
    );
    // A value of 56 bytes begins on each line but every eighth; on 32 bits, of 32 bytes, two on each.
    let (size, lines) = if cfg!(target_pointer_width = "64") { (56, 875) } else { (32, 500) };
    assert_says(
        "access",
        &[&format!("{size} bytes: in an array of structs they lie on {lines} lines")],
    );
}

#[test]
fn pages_begin_and_end_where_the_chapter_says() {
    let kinds =
        if cfg!(target_os = "linux") { "\"heap\", the byte behind it in \"guard\"" } else { "" };
    assert_says(
        "pages",
        &[
            "a PageBox begins a page yes\n",
            "a static PageAligned begins a page yes\n",
            "a local PageAligned begins a page yes\n",
            kinds,
            "byte 7 is still 9, the new ones are 0, and the guard has moved behind them: yes.",
        ],
    );
}

#[test]
fn bump_allocators_do_what_the_chapter_says() {
    assert_says(
        "bump",
        &[
            "gets offset 0, so address 0x5008, which is 8 bytes past a multiple of 64",
            "makes 32, which is at most 1024: granted",
            "aligned to 64: yes",
            "[0, 1, 4, 9]",
            // 64 / 4.
            "takes 16 values of u32. Then 4 bytes do not fit: 0 bytes are left.",
        ],
    );
    assert_says("bump", &[&format!("2, aligned to {}: yes", align_of::<u64>())]);
    // 6 of the text, 8, 3, and 4 words.
    let requested = 6 + 8 + 3 + 4 * size_of::<usize>();
    assert_says("bump", &[&format!("4 allocations asked for {requested} bytes.")]);
}

/// What the rules of `String` and the documentation of the pools say.
#[test]
fn pools_keep_what_the_chapter_says() {
    assert_says(
        "pool",
        &[
            "A String with room for 100 bytes comes back with room for 0.",
            "values after two are inserted 2\n",
            "after one is dropped and one inserted 2\n",
            "the new one lies where the old one lay yes\n",
            "the other has not moved, and is 3, 4",
            "a line that comes back is empty yes\n",
            "and has kept its room yes\n",
            "at the same place yes",
        ],
    );
}

#[test]
fn flags_are_the_bits_that_were_set() {
    assert_says(
        "flags",
        &[
            "Its size is 1 byte. ACTIVE | VISIBLE has the bits 0b0011;",
            "ENABLED set and VISIBLE removed it is ACTIVE | ENABLED, 0b0101.",
            "4 flags take 4 bytes as bools and 1 as bits.",
        ],
    );
}

#[test]
fn counters_that_threads_share_are_exact_and_apart() {
    assert_says("cache", &["4 threads that count 1000 each make 4000."]);
    let apart = layout_core::cache::DESTRUCTIVE_INTERFERENCE_SIZE;
    assert_says("cache", &[&format!("Apart: size {}, align {apart},", 2 * apart)]);
}

#[test]
fn packing_costs_alignment_and_saves_padding() {
    assert_says(
        "packed",
        &[
            "b, whose type has alignment 4, lies at offset 1.",
            "Both read 2 and 2: what was written.",
            "packing saves 6000 bytes of 12000.",
        ],
    );
}

/// The source that the chapter shows compiles, and not with another number in it.
#[test]
fn the_c_compiler_takes_the_assertions_of_the_chapter() {
    let book = chapter("ffi");
    let sources = book.entries.iter().filter_map(|entry| match &entry.block {
        Block::Code(source) if source.contains("_Static_assert") => Some(source.as_str()),
        _ => None,
    });
    let source = sources.collect::<String>();
    // 3 sizes, and the offsets of 2, 3 and 3 fields.
    assert_eq!(source.matches("_Static_assert").count(), 11, "{source}");
    assert!(is_taken(&source), "refused:\n{source}");
    let wrong = source
        .replace("offsetof(struct Packet, length) == 2", "offsetof(struct Packet, length) == 1");
    assert!(wrong != source && !is_taken(&wrong), "taken, though it is wrong:\n{wrong}");
    assert_says("ffi", &["The C compiler of this machine agrees with each of these lines."]);
}

fn is_taken(source: &str) -> bool {
    let mut command = c_compiler::command();
    if IS_32_BIT_X86 {
        command.arg("-m32");
    }
    command.args(["-std=c11", "-fsyntax-only", "-x", "c", "-"]);
    let mut child = start(&mut command);
    let mut stdin = child.stdin.take().expect("its stdin is a pipe");
    stdin.write_all(source.as_bytes()).expect("it reads its stdin");
    drop(stdin);
    child.wait().expect("it ends").success()
}

fn start(command: &mut Command) -> std::process::Child {
    let child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn();
    child.unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// Each advice is kept by the type that stands beside it.
#[test]
fn advice_leads_to_what_it_promises() {
    let words = words_of("decisions");
    let size_of = |name: &str| -> usize {
        let (_, rest) = words
            .split_once(&format!("\n{name}, repr"))
            .unwrap_or_else(|| panic!("{name}: {words}"));
        let size = rest.split_once(": ").and_then(|(_, rest)| rest.split(' ').next());
        size.and_then(|size| size.parse().ok()).unwrap_or_else(|| panic!("{name}: {words}"))
    };
    assert!(size_of("Example") <= size_of("CCompatible"), "the compiler sorts");
    assert_eq!(size_of("Packed"), 1 + 4 + 1, "no padding");
    assert_eq!(size_of("PackedStruct"), 1 + 4 + 1, "no padding");
    assert_eq!(size_of("Wrapper"), 4, "its field alone");
    assert_says(
        "decisions",
        &[
            "transparent-newtype: #[repr(transparent)]",
            "keep-apart: cache::CacheAligned<T>",
            "sort-fields: ",
            // Of `CCompatible`: a `u8`, a `u32` and a `u8` in the declared order, by gcc 12 bytes.
            "warning[reorder]: 6 of 12 bytes are padding",
            // Of `Packed` and `PackedStruct`: the `u32` lies behind one byte.
            "[unaligned-field]",
        ],
    );
}
