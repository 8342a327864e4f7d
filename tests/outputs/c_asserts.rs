//! The assertions in C, compiled by a C compiler: beside a header that declares the same, and beside
//! such as differ in one thing.

use std::path::PathBuf;
use std::process::Command as Process;

use layout_core::report::CAsserts;
use layout_core::{Layout, LayoutReport};

use crate::samples::{
    Command, Entry, Frame, Handle, Message, Number, Packet, Session, Tailed, Wide,
};

const INSTALL: &str = "this test needs a C compiler, gcc or the one that the environment variable CC \
                       names; on Debian: apt-get install gcc libc6-dev";

/// What the compiler says of the assertions beside a header; `Ok` if it accepts them.
fn compile(test: &str, header: &str, asserts: &CAsserts) -> Result<(), String> {
    let directory: PathBuf =
        std::env::temp_dir().join(format!("layout-c-{}-{test}", std::process::id()));
    std::fs::create_dir_all(&directory).expect("a temporary directory can be made");
    let write = |name: &str, text: &str| {
        let file = directory.join(name);
        std::fs::write(&file, text).expect("a file can be written");
        file
    };
    write("header.h", &format!("#include <stdint.h>\n#include <stdbool.h>\n{header}\n"));
    let file = write("asserts.c", &asserts.clone().include("header.h").to_string());
    let compiler = std::env::var("CC").unwrap_or_default();
    let mut words = compiler.split_whitespace();
    let mut command = Process::new(words.next().unwrap_or("gcc"));
    // As the comment in the text says, and with every warning.
    let written = asserts.to_string();
    let check = written.lines().find_map(|line| line.split_once("Check it with: cc "));
    let (_, check) = check.expect("the text says how to check it");
    let flags = check.strip_suffix(" THIS_FILE").expect("the file is the last argument");
    command.args(words).args(flags.split(' ')).args(["-Wall", "-Wextra", "-Werror"]);
    if cfg!(target_arch = "x86") {
        command.arg("-m32");
    }
    let output = command.arg(&file).output().unwrap_or_else(|error| panic!("{error}: {INSTALL}"));
    let _ = std::fs::remove_dir_all(&directory);
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

fn asserts(report: LayoutReport) -> CAsserts {
    report.to_c_asserts().expect("the type is one that C can declare")
}

#[track_caller]
fn accepts(test: &str, header: &str, asserts: &CAsserts) {
    if let Err(said) = compile(test, header, asserts) {
        panic!("{said}\n{asserts}");
    }
}

/// The compiler refuses a header, for exactly those assertions.
#[track_caller]
fn refuses(test: &str, header: &str, asserts: &CAsserts, expected: &[&str]) {
    let said = compile(test, header, asserts).expect_err("the header differs");
    let failed: Vec<&str> = said
        .lines()
        .filter_map(|line| line.split("static assertion failed: \"").nth(1))
        .map(|line| line.split('"').next().unwrap_or(line))
        .collect();
    assert_eq!(failed, expected, "{said}");
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
struct Words {
    int: u32,
    register: u8,
    r#struct: u8,
}

#[derive(Layout)]
#[repr(u8)]
#[allow(dead_code, non_camel_case_types)]
enum short {
    r#static,
    auto = 7,
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
enum Color {
    Red = 1,
    Green = 5,
    Blue,
}

const PACKET: &str = "struct Packet { uint8_t version; uint16_t length; uint32_t checksum; };";

#[test]
fn a_header_that_agrees_is_accepted() {
    accepts("packet", PACKET, &asserts(Packet::layout_report()));
}

#[test]
fn a_header_that_differs_is_refused_at_the_field() {
    let packet = asserts(Packet::layout_report());
    let another_type = "struct Packet { uint8_t version; uint32_t length; uint32_t checksum; };";
    refuses(
        "grown",
        another_type,
        &packet,
        &[
            "struct Packet: size is 8 in Rust",
            "struct Packet: offset of length is 2 in Rust",
            "struct Packet: size of length is 2 in Rust",
            "struct Packet: offset of checksum is 4 in Rust",
        ],
    );
    let another_order = "struct Packet { uint16_t length; uint8_t version; uint32_t checksum; };";
    refuses(
        "order",
        another_order,
        &packet,
        &[
            "struct Packet: offset of version is 0 in Rust",
            "struct Packet: offset of length is 2 in Rust",
        ],
    );
    let dense = "struct __attribute__((packed)) Packet { uint8_t version; uint16_t length; uint32_t checksum; };";
    refuses(
        "packed",
        dense,
        &packet,
        &[
            "struct Packet: size is 8 in Rust",
            "struct Packet: alignment is 4 in Rust",
            "struct Packet: offset of length is 2 in Rust",
            "struct Packet: offset of checksum is 4 in Rust",
        ],
    );
    let said = compile("missing", "struct Packet { uint8_t version; };", &packet)
        .expect_err("fields are missing");
    assert!(said.contains("length"), "{said}");
}

#[test]
fn fields_of_fields_are_asserted() {
    let frame = asserts(Frame::layout_report()).rename("pair", "pair_of_words");
    let header = |packet: &str| {
        format!(
            "{packet}
             struct Frame {{ uint8_t kind; struct Packet packet; uint16_t pair_of_words[2]; uint8_t type; }};"
        )
    };
    accepts("frame", &header(PACKET), &frame);
    let other = "struct Packet { uint8_t version; uint8_t flags; uint16_t length[1]; uint16_t checksum[2]; };";
    refuses(
        "frame-other",
        &header(other),
        &frame,
        &[
            "struct Frame: size is 20 in Rust",
            "struct Frame: alignment is 4 in Rust",
            "struct Frame: offset of packet is 4 in Rust",
            "struct Frame: offset of packet.version is 4 in Rust",
            "struct Frame: offset of packet.length is 6 in Rust",
            "struct Frame: offset of packet.checksum is 8 in Rust",
            "struct Frame: offset of pair_of_words is 12 in Rust",
            "struct Frame: offset of type is 16 in Rust",
        ],
    );
}

#[test]
fn tuples_keywords_and_names_of_c() {
    let header = format!(
        "{PACKET}
         typedef struct __attribute__((packed, aligned(2))) {{ uint8_t _0; uint32_t _1; struct Packet _2[2]; }} entry;"
    );
    // Rust rounds no field up that its limit of 2 lets lie lower, which C says field by field.
    let header = header.replace("uint32_t _1", "uint8_t pad; uint32_t _1");
    accepts("entry", &header, &asserts(Entry::layout_report()).named("entry"));

    let header = "struct Words { uint32_t int_; uint8_t register_; uint8_t type; };";
    accepts("words", header, &asserts(Words::layout_report()).rename("struct", "type"));

    let header = "enum { static_, auto_ = 7 }; typedef uint8_t short_;";
    accepts("short", header, &asserts(short::layout_report()));
}

#[test]
fn unions_tails_enums_and_wrappers() {
    let number = "union Number { uint32_t int_; double float_; uint8_t bytes[3]; };";
    accepts("union", number, &asserts(Number::layout_report()));
    let other = number.replace("double", "float");
    let said =
        compile("union-other", &other, &asserts(Number::layout_report())).expect_err("it differs");
    for expected in ["union Number: size is 8 in Rust", "union Number: size of float_ is 8 in Rust"]
    {
        assert!(said.contains(expected), "{said}");
    }

    accepts("handle", "typedef uint32_t Handle;", &asserts(Handle::layout_report()));

    let color = asserts(Color::layout_report()).rename("Green", "COLOUR_GREEN");
    accepts("enum", "enum Color { Red = 1, COLOUR_GREEN = 5, Blue };", &color);
    refuses(
        "enum-other",
        "enum Color { Red = 1, COLOUR_GREEN = 4, Blue };",
        &color,
        &["enum Color: COLOUR_GREEN is 5 in Rust", "enum Color: Blue is 6 in Rust"],
    );
}

#[test]
fn a_tail_is_a_flexible_array() {
    let header = "struct Tailed { uint32_t len; uint8_t tag; uint16_t items[]; };";
    accepts("tail", header, &asserts(Tailed::layout_report()));
    let other = "struct Tailed { uint32_t len; uint8_t tag; uint32_t items[]; };";
    refuses(
        "tail-other",
        other,
        &asserts(Tailed::layout_report()),
        &[
            "struct Tailed: offset of items is 6 in Rust",
            "struct Tailed: size of an element of items is 2 in Rust",
        ],
    );
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
enum Event {
    Key(u8),
    Click { x: u16 },
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
struct Outer {
    id: u32,
    rust: Pair,
    #[layout(unsized)]
    last: Tailed,
}

/// Its fields are the compiler's to place.
#[derive(Layout)]
#[allow(dead_code)]
struct Pair {
    first: u8,
    second: u32,
}

/// C has no enum with fields: it declares the struct or the union that the Reference says it is.
#[test]
fn types_are_called_as_c_declares_them() {
    for (asserts, name) in [
        (asserts(Packet::layout_report()), "struct Packet"),
        (asserts(Number::layout_report()), "union Number"),
        (asserts(Handle::layout_report()), "Handle"),
        (asserts(Color::layout_report()), "enum Color"),
        (asserts(Wide::layout_report()), "Wide"),
        (asserts(Command::layout_report()), "union Command"),
        (asserts(Event::layout_report()), "struct Event"),
    ] {
        let text = asserts.to_string();
        assert!(text.contains(&format!("(sizeof({name}) == ")), "no {name:?} in\n{text}");
    }
}

/// Fields within fields are told where C has them: of structs of C, and of a tail its own elements.
#[test]
fn only_structs_of_c_are_entered() {
    let text = asserts(Outer::layout_report()).to_string();
    for (what, is_told) in [
        ("offset of rust is", true),
        ("rust.first", false),
        ("offset of last.len is", true),
        ("size of an element of last is", false),
        ("size of an element of last.items is 2", true),
    ] {
        assert_eq!(text.contains(what), is_told, "{what:?} in\n{text}");
    }
}

/// A field with a name that C keeps for itself, of C11, of C23 and of GNU C.
#[derive(Layout)]
#[repr(C)]
#[allow(dead_code, non_snake_case)]
struct Reserved {
    _Bool: u8,
    bool: u8,
    _Atomic: u16,
    r#typeof: u32,
    asm: u8,
    nullptr: u8,
    constexpr: u8,
    r#while: u8,
}

#[test]
fn every_keyword_of_c_is_escaped() {
    let header = "struct Reserved { uint8_t _Bool_, bool_; uint16_t _Atomic_; uint32_t typeof_;
                  uint8_t asm_, nullptr_, constexpr_, while_; };";
    accepts("reserved", header, &asserts(Reserved::layout_report()));
}

#[derive(Layout)]
#[repr(i64)]
#[allow(dead_code)]
enum Extreme {
    Least = i64::MIN,
    Minus = -1,
    Int = i32::MIN as i64,
    Most = i64::MAX,
}

/// No constant makes the compiler warn, and each is what it is in Rust.
#[test]
fn constants_at_the_limits() {
    let extreme = "enum { Least = INT64_MIN, Minus = -1, Int_ = INT32_MIN, Most = INT64_MAX };
                   typedef int64_t Extreme;";
    let renamed = || asserts(Extreme::layout_report()).rename("Int", "Int_");
    accepts("extreme", extreme, &renamed());
    refuses(
        "extreme-other",
        &extreme.replace("Least = INT64_MIN", "Least = INT64_MIN + 1"),
        &renamed(),
        &["Extreme: Least is -9223372036854775808 in Rust"],
    );

    let wide = "enum { Low, Exact = 1ull << 53, Above, High = UINT64_MAX }; typedef uint64_t Wide;";
    accepts("wide", wide, &asserts(Wide::layout_report()));
    refuses(
        "wide-other",
        &wide.replace("UINT64_MAX", "UINT64_MAX - 1"),
        &asserts(Wide::layout_report()),
        &["Wide: High is 18446744073709551615 in Rust"],
    );
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
struct WithEmptyArrays {
    len: u32,
    aligned: [u64; 0],
    rows: [[u16; 0]; 3],
    unit: (),
    units: [(); 4],
    marker: std::marker::PhantomData<u64>,
    kind: u8,
    items: [u32; 0],
}

/// A trailing array of another element lies elsewhere.
#[test]
fn arrays_of_length_0_are_asserted() {
    let header = |aligned: &str, items: &str| {
        format!(
            "struct WithEmptyArrays {{ uint32_t len; {aligned} aligned[0]; uint16_t rows[3][0];
             uint8_t kind; {items} items[]; }};"
        )
    };
    let asserts = asserts(WithEmptyArrays::layout_report());
    accepts("empty-arrays", &header("uint64_t", "uint32_t"), &asserts);
    refuses(
        "empty-arrays-tail",
        &header("uint64_t", "uint8_t"),
        &asserts,
        &["struct WithEmptyArrays: offset of items is 12 in Rust"],
    );
    let said = compile("empty-arrays-first", &header("uint16_t", "uint32_t"), &asserts)
        .expect_err("it lies elsewhere");
    assert!(said.contains("offset of aligned is 8 in Rust"), "{said}");
}

/// A header may use types that strict C11 hides.
#[test]
fn a_header_of_posix_types_is_checked() {
    let header = "#include <signal.h>
                  #include <sys/types.h>
                  struct Packet { uint8_t version; uint16_t length; uint32_t checksum; };
                  struct Handler { sigset_t mask; u_int flags; struct sigaction action; };";
    accepts("posix", header, &asserts(Packet::layout_report()));
}

/// Bit-fields have no address, so that their field is left out, and the text says so.
#[test]
fn a_field_of_bit_fields_can_be_left_out() {
    let header =
        "struct Packet { uint8_t version : 4, flags : 4; uint16_t length; uint32_t checksum; };";
    let packet = || asserts(Packet::layout_report());
    assert!(compile("bits", header, &packet()).is_err());
    let skipped = packet().skip("version");
    accepts("bits-skipped", header, &skipped);
    assert!(skipped.to_string().contains("\n// left out: version\n"), "{skipped}");
    refuses(
        "bits-other",
        &header.replace("uint16_t length", "uint8_t length"),
        &skipped,
        &[
            "struct Packet: offset of length is 2 in Rust",
            "struct Packet: size of length is 2 in Rust",
        ],
    );
    let nested = asserts(Frame::layout_report()).skip("packet.length").skip("pair");
    let text = nested.to_string();
    assert!(
        !text.contains("offset of packet.length") && text.contains("offset of packet.checksum")
    );
    assert!(
        text.contains("// left out: packet.length\n// left out: pair\n") || {
            text.contains("// left out: packet.length\n") && text.contains("// left out: pair\n")
        }
    );
}

/// What does not exist cannot be renamed or left out: the check would say less than its author thinks.
#[test]
fn paths_that_do_not_exist_are_refused() {
    for (report, path) in [
        (Packet::layout_report(), "lenght"),
        (Packet::layout_report(), "length.0"),
        (Packet::layout_report(), "tag"),
        (Frame::layout_report(), "packet.size"),
        (Frame::layout_report(), "pair.0"),
        (Command::layout_report(), "Go.distance"),
        (Color::layout_report(), "tag"),
    ] {
        for skips in [true, false] {
            let name = report.layout().name;
            let asserts = asserts(report);
            let change = move || if skips { asserts.skip(path) } else { asserts.rename(path, "x") };
            let payload = std::panic::catch_unwind(change).expect_err(path);
            let message = payload.downcast_ref::<String>().expect("it is a text");
            let expected = format!("`{name}` has no field or variant `{path}` that C could know");
            assert_eq!(*message, expected);
        }
    }
}

#[derive(Layout)]
#[repr(C, u8)]
#[allow(dead_code)]
enum Signal {
    Key(u8),
    Click { x: u16, r#type: u32 },
    Pair(u8, u64),
    Quit,
    TwoWords(u16),
    Nothing(),
}

#[derive(Layout)]
#[repr(u8)]
#[allow(dead_code)]
enum Order {
    Key(u8),
    Click { x: u16, y: u32 },
    Pair(u8, u64),
    Quit,
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
enum Plain {
    Key(u8),
    Click { x: u16, packet: Packet },
    Quit,
}

/// As cbindgen 0.29.4 writes it for `Signal`.
const SIGNAL: &str = "
    enum Signal_Tag { Key, Click, Pair, Quit, TwoWords, Nothing };
    typedef uint8_t Signal_Tag;
    typedef struct Click_Body { uint16_t x; uint32_t type; } Click_Body;
    typedef struct Pair_Body { uint8_t _0; uint64_t _1; } Pair_Body;
    typedef struct Nothing_Body { } Nothing_Body;
    typedef struct Signal {
      Signal_Tag tag;
      union {
        struct { uint8_t key; };
        Click_Body click;
        Pair_Body pair;
        struct { uint16_t two_words; };
        Nothing_Body nothing;
      };
    } Signal;";

/// As cbindgen 0.29.4 writes it for `Order`.
const ORDER: &str = "
    enum Order_Tag { Key, Click, Pair, Quit };
    typedef uint8_t Order_Tag;
    typedef struct Click_Body { Order_Tag tag; uint16_t x; uint32_t y; } Click_Body;
    typedef struct Pair_Body { Order_Tag tag; uint8_t _0; uint64_t _1; } Pair_Body;
    typedef union Order {
      Order_Tag tag;
      struct { Order_Tag key_tag; uint8_t key; };
      Click_Body click;
      Pair_Body pair;
    } Order;";

/// As cbindgen 0.29.4 writes it for `Plain`.
const PLAIN: &str = "
    struct Packet { uint8_t version; uint16_t length; uint32_t checksum; };
    typedef enum Plain_Tag { Key, Click, Quit } Plain_Tag;
    typedef struct Click_Body { uint16_t x; struct Packet packet; } Click_Body;
    typedef struct Plain {
      Plain_Tag tag;
      union { struct { uint8_t key; }; Click_Body click; };
    } Plain;";

#[test]
fn enums_with_fields_are_asserted_as_cbindgen_declares_them() {
    accepts("signal", SIGNAL, &asserts(Signal::layout_report()));
    accepts("order", ORDER, &asserts(Order::layout_report()));
    accepts("plain", PLAIN, &asserts(Plain::layout_report()));
}

#[derive(Layout)]
#[repr(C, u8)]
#[allow(dead_code)]
enum Edit {
    New(u8),
    Delete { class: u16, this: u32, int: u8 },
    Private(u8, u64),
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
struct Edited {
    class: u8,
    edit: Edit,
}

/// As cbindgen 0.29.4 writes it for `Edited`.
const EDITED: &str = "
    enum Edit_Tag { New, Delete, Private };
    typedef uint8_t Edit_Tag;
    typedef struct Delete_Body { uint16_t class_; uint32_t this_; uint8_t int_; } Delete_Body;
    typedef struct Private_Body { uint8_t _0; uint64_t _1; } Private_Body;
    typedef struct Edit {
      Edit_Tag tag;
      union {
        struct { uint8_t new_; };
        Delete_Body delete_;
        Private_Body private_;
      };
    } Edit;
    typedef struct Edited { uint8_t class_; struct Edit edit; } Edited;";

/// In headers of C too, cbindgen escapes keywords of C++.
#[test]
fn keywords_of_cpp_are_escaped_within_enums() {
    accepts("edit", EDITED, &asserts(Edit::layout_report()));
    // A struct's header may as well be written by hand.
    let edited = asserts(Edited::layout_report());
    accepts("edited-by-hand", &EDITED.replace("{ uint8_t class_;", "{ uint8_t class;"), &edited);
    accepts("edited", EDITED, &edited.rename("class", "class_"));
}

#[test]
fn an_enum_with_fields_that_differs_is_refused_at_the_difference() {
    let text = asserts(Plain::layout_report()).to_string();
    for expected in ["offset of tag is 0", "size of tag is 4", "Click is 1 in Rust"] {
        assert!(text.contains(expected), "no {expected:?} in\n{text}");
    }
    refuses(
        "signal-tag",
        &SIGNAL.replace("typedef uint8_t Signal_Tag", "typedef uint16_t Signal_Tag"),
        &asserts(Signal::layout_report()),
        &["struct Signal: size of tag is 1 in Rust"],
    );
    refuses(
        "signal-field",
        &SIGNAL.replace("{ uint16_t x; uint32_t type; }", "{ uint32_t type; uint16_t x; }"),
        &asserts(Signal::layout_report()),
        &[
            &format!(
                "struct Signal: offset of click.x is {} in Rust",
                Signal::LAYOUT.offset("Click.x").unwrap()
            ),
            &format!(
                "struct Signal: offset of click.type is {} in Rust",
                Signal::LAYOUT.offset("Click.type").unwrap()
            ),
        ],
    );
    refuses(
        "order-constant",
        &ORDER.replace("Key, Click, Pair", "Click, Key, Pair"),
        &asserts(Order::layout_report()),
        &["union Order: Key is 0 in Rust", "union Order: Click is 1 in Rust"],
    );
}

/// A header by hand names things in its own way, or has no struct for a variant.
#[test]
fn names_within_enums_can_be_given() {
    let header = SIGNAL
        .replace("Signal_Tag tag;", "Signal_Tag kind;")
        .replace("Key, Click", "SIGNAL_KEY, Click")
        .replace("uint8_t key;", "uint8_t code;")
        .replace("uint16_t x;", "uint16_t left;")
        .replace("Pair_Body pair;", "Pair_Body other;");
    let asserts = asserts(Signal::layout_report())
        .rename("tag", "kind")
        .rename("Key", "SIGNAL_KEY")
        .rename("Key.0", "code")
        .rename("Click.x", "left")
        .skip("Pair");
    accepts("signal-named", &header, &asserts);
    assert!(asserts.to_string().contains("// left out: Pair\n"));
}

/// As bindgen 0.73 writes a struct with bit-fields, a keyword, and a union without a name.
#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
struct Bound {
    type_: u8,
    _bitfield_align_1: [u8; 0],
    _bitfield_1: [u8; 1],
    __bindgen_anon_1: BoundAnonymous,
    move_: u16,
    __bindgen_padding_0: [u16; 1],
    flexible: __IncompleteArrayField<u32>,
}

#[repr(C)]
#[allow(non_camel_case_types)]
struct __IncompleteArrayField<T>(std::marker::PhantomData<T>, [T; 0]);

#[derive(Clone, Copy, Layout)]
#[repr(C)]
#[allow(dead_code)]
union BoundAnonymous {
    match_: u32,
    word: [u8; 4],
}

#[test]
fn names_that_bindgen_writes_are_those_of_the_header() {
    let header = "struct Bound { uint8_t type; uint8_t a : 3, b : 5; union { uint32_t match; uint8_t word[4]; };
                  uint16_t move; uint32_t flexible[]; };";
    let bound = || asserts(Bound::layout_report()).bindgen();
    accepts("bindgen", header, &bound());
    refuses(
        "bindgen-other",
        &header.replace("uint32_t match", "uint16_t match"),
        &bound(),
        &[
            "struct Bound: size is 12 in Rust",
            "struct Bound: offset of match is 4 in Rust",
            "struct Bound: size of match is 4 in Rust",
            "struct Bound: offset of word is 4 in Rust",
            "struct Bound: offset of move is 8 in Rust",
            "struct Bound: offset of flexible is 12 in Rust",
        ],
    );
    let text = bound().to_string();
    assert!(text.contains("// left out: _bitfield_1\n"), "{text}");
    // One at a time works too.
    let renamed = asserts(Bound::layout_report()).rename("type_", "type").to_string();
    assert!(renamed.contains("offsetof(struct Bound, type)"), "{renamed}");
}

/// Whatever a type or a header is called, the file has no line but comments, includes and assertions, and
/// no message ends before its quote.
#[test]
fn names_cannot_begin_a_line() {
    let mut record = Packet::layout_report().record();
    record.layout.type_name = "a::B\n#error \\\nC\\".into();
    let asserts = record.to_c_asserts().expect("it is a struct");
    let text = asserts.include("a\n#error\\").named("P\t").to_string();
    for line in text.lines() {
        let mut starts = ["//", "#include ", "_Static_assert("].iter();
        let is_known = line.is_empty() || starts.any(|start| line.starts_with(start));
        assert!(is_known && !line.ends_with('\\'), "{line:?} in\n{text}");
        let (_, message) = line.split_once(", \"").unwrap_or_default();
        assert!(!message.contains('\t'), "{line:?} in\n{text}");
    }
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
struct OpenEnded<T: ?Sized> {
    length: u32,
    tail: T,
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code)]
struct OfTrait {
    length: u8,
    tail: dyn Send,
}

#[derive(Layout)]
#[repr(transparent)]
#[allow(dead_code)]
struct AroundTrait(dyn Send);

/// Nothing is asserted of a size that is not known.
#[test]
fn tails_that_are_no_array_are_refused() {
    for (report, name, field) in [
        (OpenEnded::<dyn Send>::layout_report(), "OpenEnded<dyn Send>", "tail"),
        (OpenEnded::<[u8]>::layout_report(), "OpenEnded<[u8]>", "tail"),
        (OpenEnded::<OpenEnded<str>>::layout_report(), "OpenEnded<OpenEnded<str>>", "tail"),
        (OfTrait::layout_report(), "OfTrait", "tail"),
        (AroundTrait::layout_report(), "AroundTrait", "0"),
    ] {
        let error = report.to_c_asserts().expect_err("its size is not known").to_string();
        let expected = format!(
            "the size of `{name}` is unknown: its last field `{field}` is unsized, and not a slice that C \
             could declare as an array"
        );
        assert_eq!(error, expected);
    }
    let sized = asserts(OpenEnded::<u64>::layout_report()).to_string();
    assert!(sized.contains("sizeof(struct OpenEnded) == "), "{sized}");
}

#[test]
fn what_c_cannot_declare_is_refused() {
    let refuse =
        |report: LayoutReport| report.to_c_asserts().expect_err("C cannot declare it").to_string();
    assert_eq!(
        refuse(Message::layout_report()),
        "`Message` has no layout that C can declare: it is repr(Rust), but repr(C) is required"
    );
    assert_eq!(
        refuse(u64::layout_report()),
        "`u64` is not a struct, a union or an enum that C can declare"
    );
    refuse(<(u8, u16)>::layout_report());
    // Not even if a record says that it has a defined layout.
    for mut record in [u64::layout_report().record(), <[u8; 4]>::layout_report().record()] {
        record.layout.repr = Packet::LAYOUT.repr;
        let refusal = record.to_c_asserts().expect_err("it is no declaration").to_string();
        assert!(
            refusal.ends_with("is not a struct, a union or an enum that C can declare"),
            "{refusal}"
        );
    }
    assert!(Session::layout_report().to_c_asserts().is_ok());
    assert!(Wide::layout_report().to_c_asserts().is_ok());
}
