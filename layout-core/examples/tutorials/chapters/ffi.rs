//! FFI twins: structs that C declares too, compared with a C compiler that is asked here and now.

use std::fmt::Write;
use std::io::{self, Write as _};
use std::process::{Command, Stdio};

use layout_core::{Layout, TypeLayout};

use super::super::book::{Book, Bytes};
use super::super::structs::{CustomAllocator, MemoryPool, Packet, Point, Point3, Portable};

pub(super) fn write(book: &mut Book) -> io::Result<()> {
    book.title("FFI twins");
    book.say("A twin is a type that is declared twice, in Rust and in C. Both declarations must have the \
              same bytes.");
    book.show::<Point>()?;
    book.show::<Packet>()?;
    book.say(&format!(
        "Padding has no value: what lies {} may be left over from whatever the memory held \
         before, and goes out with the bytes when they are sent or written.",
        hole_places(&Packet::LAYOUT),
    ));
    book.show::<Point3>()?;
    book.heading("What C says");
    let source = c_source();
    book.code(&source);
    let answer = match ask_c_compiler(&source) {
        Ok(true) => "The C compiler of this machine agrees with each of these lines.".to_owned(),
        Ok(false) => "The C compiler of this machine does not agree.".to_owned(),
        Err(error) => format!("No C compiler can be asked here: {error}."),
    };
    book.say_measured(&answer);
    portability(book)
}

/// The twins in C, with what Rust says of them as assertions.
fn c_source() -> String {
    let twins = [
        (Point::LAYOUT, "double x; double y;"),
        (Packet::LAYOUT, "uint8_t version; uint16_t length; uint32_t checksum;"),
        (Point3::LAYOUT, "float x, y, z;"),
    ];
    let mut source = String::from("#include <stddef.h>\n#include <stdint.h>\n");
    for (layout, fields) in twins {
        let name = layout.name;
        // Writing to a `String` does not fail.
        let _ = writeln!(source, "\nstruct {name} {{ {fields} }};");
        let _ = writeln!(source, "_Static_assert(sizeof(struct {name}) == {}, \"\");", layout.size);
        for field in layout.fields() {
            let (field, offset) = (field.name, field.offset.unwrap_or(usize::MAX));
            let _ = writeln!(
                source,
                "_Static_assert(offsetof(struct {name}, {field}) == {offset}, \"\");"
            );
        }
    }
    source
}

/// Whether the C compiler takes the source.
fn ask_c_compiler(source: &str) -> io::Result<bool> {
    let compiler = std::env::var("CC").ok().filter(|name| !name.trim().is_empty());
    let compiler = compiler.unwrap_or_else(|| "cc".to_owned());
    let mut words = compiler.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or("cc"));
    command.args(words).args(["-std=c11", "-fsyntax-only", "-x", "c", "-"]);
    if cfg!(target_arch = "x86") {
        command.arg("-m32");
    }
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let written = child.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(source.as_bytes()));
    let status = child.wait()?;
    written?;
    Ok(status.success())
}

fn portability(book: &mut Book) -> io::Result<()> {
    book.heading("On other targets");
    let portable = Portable::LAYOUT;
    book.show::<Portable>()?;
    book.say(&format!(
        "On this target C's int is {}, its long {}, and the alignment of i64 is {}. Each of the three \
         differs on some target, and moves the fields after it: e lies at offset {} here.",
        Bytes(size_of::<std::ffi::c_int>()),
        size_of::<std::ffi::c_long>(),
        align_of::<i64>(),
        portable.offset("e").map_or_else(|| "?".to_owned(), |offset| offset.to_string()),
    ));
    book.show::<CustomAllocator>()?;
    book.show::<MemoryPool<String>>()?;
    book.say(&format!(
        "The layout of the standard library's types may change with each release. Pin no more of \
         such a struct than an upper bound, such as #[layout(size <= {})].",
        MemoryPool::<String>::LAYOUT.size,
    ));
    Ok(())
}

/// Where the padding lies.
fn hole_places(layout: &TypeLayout) -> String {
    let places: Vec<_> = layout
        .holes()
        .map(|hole| format!("at offset {} ({})", hole.offset, Bytes(hole.size)))
        .collect();
    places.join(" and ")
}
