//! Reports of live values: what they show, and what they never read.

use std::cell::{Cell, RefCell, UnsafeCell};
use std::mem::{ManuallyDrop, MaybeUninit};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU8, AtomicU32};

use expect_test::expect;
use layout_core::Layout;

/// Fills memory, so that a byte which should not be read shows.
const JUNK: u8 = 0xa5;

/// A value in memory that is full of junk, its fields written one by one.
fn in_junk<T>(write: impl FnOnce(*mut T)) -> MaybeUninit<T> {
    let mut memory = MaybeUninit::<T>::uninit();
    // SAFETY: any bytes may be written to a `MaybeUninit`.
    unsafe { memory.as_mut_ptr().cast::<u8>().write_bytes(JUNK, size_of::<T>()) };
    write(memory.as_mut_ptr());
    memory
}

/// The bytes that a report shows of its fields: the row's name and the text behind it.
fn shown(report: &impl ToString) -> Vec<(String, String)> {
    let text = report.to_string();
    // The rows of the map have no name.
    let rows = text.lines().skip(2).filter_map(|row| {
        let mut words = row.split_whitespace();
        let name = words.find_map(|word| word.strip_suffix(':'))?.to_owned();
        let is_byte = |word: &&str| word.len() == 2 && u8::from_str_radix(word, 16).is_ok();
        let bytes: Vec<_> = words.skip(1).filter(is_byte).collect();
        Some((name, bytes.join(" ")))
    });
    rows.collect()
}

fn bytes_of(report: &impl ToString, name: &str) -> String {
    let found = shown(report).into_iter().find(|(row, _)| row == name);
    found.unwrap_or_else(|| panic!("no `{name}` in\n{}", report.to_string())).1
}

#[derive(Layout)]
#[repr(C)]
struct Holes {
    small: u8,
    wide: u32,
    inner: Inner,
    last: u8,
}

#[derive(Layout)]
#[repr(C)]
struct Inner {
    flag: bool,
    number: u64,
    letter: char,
}

#[allow(dead_code, reason = "the layout is what counts")]
#[derive(Layout)]
#[repr(u8)]
enum Message {
    Quit,
    Move { x: i16, y: i32 },
}

#[derive(Layout)]
enum Plain {
    Nothing,
    Number(u16),
    Mixed { a: u8, b: u64, c: bool },
    Text(u8, String),
    Never(std::convert::Infallible, u8),
}

#[test]
#[cfg(target_endian = "little")]
fn the_text_of_a_struct() {
    #[derive(Layout)]
    #[repr(C)]
    struct Packet {
        version: u8,
        length: u16,
        body: Body,
        tail: [u8; 3],
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Body {
        flag: bool,
        sum: u32,
    }

    let value =
        Packet { version: 1, length: 0x0203, body: Body { flag: true, sum: 7 }, tail: [1; 3] };
    expect![[r#"
        Packet: size 16, align 4
          offset  size  map  field          bytes
               0     1   a   version: u8    01
               2     2   b   length: u16    03 02
               4     8   c   body: Body
               4     1         flag: bool   01
               8     4         sum: u32     07 00 00 00
              12     3   d   tail: [u8; 3]  01 01 01
               0  a.bbccccccccddd.
    "#]]
    .assert_eq(&value.layout_report_of().to_string());
}

#[test]
#[cfg(target_endian = "little")]
fn the_text_of_an_enum() {
    let value = Message::Move { x: -1, y: 0x0a0b };
    expect![[r#"
        Message::Move: size 8, align 4
          offset  size  map  field   bytes
               2     2   a   x: i16  ff ff
               4     4   b   y: i32  0b 0a 00 00
               0  #.aabbbb
    "#]]
    .assert_eq(&value.layout_report_of().to_string());
    assert_eq!(Message::Quit.layout_report_of().fields().count(), 0);
}

/// The cells of the map below the table, without the blanks between them.
fn cells(text: &str) -> String {
    let rows = text.lines().skip(2).filter(|line| !line.contains(':'));
    rows.flat_map(|row| row[10..].chars().filter(|c| !" |".contains(*c))).collect()
}

/// Each byte of a value has a cell, which has the letter of the field that the byte is of.
#[test]
fn the_map_has_a_cell_for_each_byte() {
    fn check<T: Layout>(value: &T) {
        let report = value.layout_report_of();
        let text = report.to_string();
        let cells: Vec<char> = cells(&text).chars().collect();
        assert_eq!(cells.len(), size_of::<T>(), "{text}");
        let mut fields: Vec<_> = report.fields().filter(|field| field.size > 0).collect();
        fields.sort_by_key(|field| field.offset);
        let mut owned = 0;
        for (field, letter) in fields.iter().zip('a'..) {
            let range = field.offset.unwrap()..field.end().unwrap();
            assert!(cells[range].iter().all(|cell| *cell == letter), "{letter} in\n{text}");
            owned += field.size;
        }
        let others = cells.iter().filter(|cell| "#.?".contains(**cell)).count();
        assert_eq!(others, size_of::<T>() - owned, "{text}");
    }

    check(&Message::Quit);
    check(&Message::Move { x: 1, y: 2 });
    check(&Plain::Nothing);
    check(&Plain::Number(1));
    check(&Plain::Mixed { a: 1, b: 2, c: true });
    check(&Plain::Text(1, String::new()));
    check(&(1_u8, 2_u64, [3_u8; 100], (), 4_u16));
    check(&Inner { flag: true, number: 1, letter: 'x' });
    check(&());
}

#[test]
fn the_variant_in_use_is_told() {
    let values = [
        ("Nothing", Plain::Nothing),
        ("Number", Plain::Number(7)),
        ("Mixed", Plain::Mixed { a: 1, b: 2, c: true }),
        ("Text", Plain::Text(1, "text".to_owned())),
    ];
    for (name, value) in values {
        let report = value.layout_report_of();
        assert_eq!(report.variant().unwrap().name, name);
        assert_eq!(report.layout().name, "Plain");
        assert_eq!(report.fields().count(), report.variant().unwrap().fields().len());
    }
    let _: fn(Plain) = |value| if let Plain::Never(..) = value {};
}

#[test]
fn bytes_of_primitives_are_shown() {
    let report = Plain::Mixed { a: 0x11, b: 0x2233_4455_6677_8899, c: true }.layout_report_of();
    assert_eq!(bytes_of(&report, "a"), "11");
    let bytes = 0x2233_4455_6677_8899_u64.to_ne_bytes().map(|byte| format!("{byte:02x}"));
    assert_eq!(bytes_of(&report, "b"), bytes.join(" "));
    assert_eq!(bytes_of(&report, "c"), "01");
    let report = Plain::Text(0x42, String::from("text")).layout_report_of();
    assert_eq!(bytes_of(&report, "0"), "42");
    assert_eq!(bytes_of(&report, "1"), "", "a String is of unknown insides");
}

#[test]
fn bytes_of_pointers_are_shown() {
    #[derive(Layout)]
    struct Pointers<'a> {
        thin: &'a u8,
        wide: &'a [u8],
        raw: *const u8,
        function: fn(),
    }

    let bytes = [1_u8, 2, 3];
    let value =
        Pointers { thin: &bytes[0], wide: &bytes, raw: &raw const bytes[1], function: || {} };
    let report = value.layout_report_of();
    let words = |words: &[usize]| {
        let bytes = words.iter().flat_map(|word| word.to_ne_bytes());
        bytes.map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
    };
    let address = bytes.as_ptr().addr();
    assert_eq!(bytes_of(&report, "thin"), words(&[address]));
    assert_eq!(bytes_of(&report, "wide"), words(&[address, 3]));
    assert_eq!(bytes_of(&report, "raw"), words(&[address + 1]));
    assert_eq!(bytes_of(&report, "function").len(), 3 * size_of::<usize>() - 1);
    let _ = (value.thin, value.wide, value.raw, value.function);
}

#[test]
fn packed_structs_are_read_where_they_lie() {
    #[derive(Layout)]
    #[repr(C, packed)]
    struct Packed {
        small: u8,
        wide: u64,
        inner: PackedInner,
        pointer: &'static u8,
        float: f64,
    }

    #[derive(Layout, Clone, Copy)]
    #[repr(C, packed(2))]
    struct PackedInner {
        a: u8,
        b: u32,
    }

    let value = Packed {
        small: 1,
        wide: u64::MAX,
        inner: PackedInner { a: 2, b: 0x0101_0101 },
        pointer: &3,
        float: 0.0,
    };
    let report = value.layout_report_of();
    assert_eq!(bytes_of(&report, "wide"), ["ff"; 8].join(" "));
    assert_eq!(bytes_of(&report, "a"), "02");
    assert_eq!(bytes_of(&report, "b"), "01 01 01 01");
    assert_eq!(bytes_of(&report, "float"), ["00"; 8].join(" "));
    assert_eq!(
        report.fields().map(|field| field.offset.unwrap()).collect::<Vec<_>>(),
        [0, 1, 9, 15, 15 + size_of::<usize>()]
    );
    let copied = (value.small, value.wide, value.inner.a, value.inner.b, value.float);
    assert!(copied.0 == 1 && { value.pointer } == &3);
}

#[test]
fn padding_of_a_struct_is_not_read() {
    let memory = in_junk::<Holes>(|place| {
        // SAFETY: the fields lie within the memory, and none of them is read or dropped.
        unsafe {
            (&raw mut (*place).small).write(1);
            (&raw mut (*place).wide).write(2);
            (&raw mut (*place).inner.flag).write(true);
            (&raw mut (*place).inner.number).write(3);
            (&raw mut (*place).inner.letter).write('x');
            (&raw mut (*place).last).write(4);
        }
    });
    // SAFETY: all fields are written.
    let report = unsafe { memory.assume_init_ref() }.layout_report_of();
    assert_no_junk(&report);
    assert_eq!(bytes_of(&report, "last"), "04");
    assert_eq!(bytes_of(&report, "flag"), "01");
}

/// Under valgrind it shows that what was never written is not read either.
#[test]
fn uninitialized_padding_is_not_read() {
    let mut memory = Box::new(MaybeUninit::<Holes>::uninit());
    let place = memory.as_mut_ptr();
    // SAFETY: the fields lie within the memory, and none of them is read or dropped.
    unsafe {
        (&raw mut (*place).small).write(1);
        (&raw mut (*place).wide).write(2);
        (&raw mut (*place).inner.flag).write(true);
        (&raw mut (*place).inner.number).write(3);
        (&raw mut (*place).inner.letter).write('x');
        (&raw mut (*place).last).write(4);
    }
    // SAFETY: all fields are written.
    let report = unsafe { memory.assume_init_ref() }.layout_report_of();
    let all: usize = shown(&report).iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(all > 0, "{report}");
}

#[test]
fn padding_of_a_variant_is_not_read() {
    #[derive(Layout)]
    #[repr(C)]
    struct AsMessage {
        tag: u8,
        x: i16,
        y: i32,
    }

    let memory = in_junk::<Message>(|place| {
        let place = place.cast::<AsMessage>();
        // SAFETY: an enum of `repr(u8)` is a union of such structs.
        unsafe {
            (&raw mut (*place).tag).write(1);
            (&raw mut (*place).x).write(2);
            (&raw mut (*place).y).write(3);
        }
    });
    // SAFETY: tag and fields of the variant are written.
    let report = unsafe { memory.assume_init_ref() }.layout_report_of();
    assert_eq!(report.variant().unwrap().name, "Move");
    assert_no_junk(&report);
    assert_eq!(bytes_of(&report, "y"), 3_i32.to_ne_bytes().map(|it| format!("{it:02x}")).join(" "));
}

#[test]
fn what_need_not_be_initialized_is_not_read() {
    #[derive(Layout)]
    #[repr(C)]
    struct Parts {
        first: u8,
        open: MaybeUninit<u32>,
        many: [MaybeUninit<u8>; 4],
        kept: ManuallyDrop<u16>,
        either: Option<u64>,
        pair: (u8, u16),
        bits: Bits,
    }

    let memory = in_junk::<Parts>(|place| {
        // SAFETY: the fields lie within the memory, and none of them is read or dropped.
        unsafe {
            (&raw mut (*place).first).write(1);
            (&raw mut (*place).kept).write(ManuallyDrop::new(2));
            (&raw mut (*place).either).write(None);
            (&raw mut (*place).pair.0).write(3);
            (&raw mut (*place).pair.1).write(4);
            (&raw mut (*place).bits.small).write(5);
        }
    });
    // SAFETY: all fields that ask for it are written.
    let report = unsafe { memory.assume_init_ref() }.layout_report_of();
    assert_no_junk(&report);
    assert_eq!(bytes_of(&report, "first"), "01");
    assert_eq!(bytes_of(&report, "open"), "");
    assert_eq!(bytes_of(&report, "either"), "");
    assert_eq!(bytes_of(&report, "bits"), "");
}

#[derive(Layout)]
#[repr(C)]
union Bits {
    small: u8,
    wide: u64,
}

/// Which field of a union is in use is not known: none is read.
#[test]
fn unions_are_not_read() {
    let memory = in_junk::<Bits>(|place| {
        // SAFETY: the field lies within the memory.
        unsafe { (&raw mut (*place).small).write(1) };
    });
    // SAFETY: a union asks nothing of its bytes.
    let report = unsafe { memory.assume_init_ref() }.layout_report_of();
    assert_no_junk(&report);
    let offsets: Vec<_> = report.fields().map(|field| (field.name, field.offset)).collect();
    assert_eq!(offsets, [("small", Some(0)), ("wide", Some(0))]);
}

/// The same of memory that was never written, which valgrind sees.
#[test]
fn uninitialized_unions_are_not_read() {
    let memory = Box::new(MaybeUninit::<Bits>::uninit());
    // SAFETY: a union asks nothing of its bytes.
    let report = unsafe { memory.assume_init_ref() }.layout_report_of();
    let all: usize = shown(&report).iter().map(|(_, bytes)| bytes.len()).sum();
    assert_eq!(all, 0, "{}", report.layout().name);
}

/// Bytes that may change behind a shared reference are not read.
#[test]
fn cells_and_atomics_are_not_read() {
    #[derive(Layout)]
    #[repr(C)]
    struct Shared {
        plain: u8,
        cell: Cell<u8>,
        unsafe_cell: UnsafeCell<u32>,
        ref_cell: RefCell<u8>,
        byte: AtomicU8,
        word: AtomicU32,
        array: [AtomicU8; 2],
        pair: (AtomicU8, u8),
        nested: SharedInner,
        mutex: Mutex<u8>,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct SharedInner {
        inner_plain: u8,
        inner_cell: Cell<(u8, u8)>,
    }

    let junk = || AtomicU8::new(JUNK);
    let value = Shared {
        plain: 1,
        cell: Cell::new(JUNK),
        unsafe_cell: UnsafeCell::new(u32::from_ne_bytes([JUNK; 4])),
        ref_cell: RefCell::new(JUNK),
        byte: junk(),
        word: AtomicU32::new(u32::from_ne_bytes([JUNK; 4])),
        array: [junk(), junk()],
        pair: (junk(), 2),
        nested: SharedInner { inner_plain: 3, inner_cell: Cell::new((JUNK, JUNK)) },
        mutex: Mutex::new(JUNK),
    };
    let report = value.layout_report_of();
    assert_no_junk(&report);
    assert_eq!(bytes_of(&report, "plain"), "01");
    assert_eq!(bytes_of(&report, "1"), "02");
    assert_eq!(bytes_of(&report, "inner_plain"), "03");
}

#[test]
fn types_of_no_fields_have_a_report_too() {
    let text = 5_u32.layout_report_of().to_string();
    #[cfg(target_endian = "little")]
    assert_eq!(text, "u32: size 4, align 4\n  bytes  05 00 00 00\n");
    let text = [7_u8; 20].layout_report_of().to_string();
    let bytes = " 07".repeat(16);
    assert_eq!(text, format!("[u8; 20]: size 20, align 1\n  bytes {bytes} … 4 more\n"));
    // Of insides that are not known no byte is read, nor called padding.
    let text = Some(5_u32).layout_report_of().to_string();
    assert_eq!(text, "Option<u32>: size 8, align 4\n");
    assert_eq!(().layout_report_of().fields().count(), 0);
    assert_eq!([1_u8; 3].layout_report_of().fields().count(), 0);
    assert_eq!((1_u8, 2_u8).layout_report_of().fields().count(), 2);
    assert!(5_u32.layout_report_of().variant().is_none());
}

/// A field stands below the one that it lies within, whatever else lies at its offset.
#[test]
fn fields_stand_below_the_one_they_lie_within() {
    #[derive(Layout)]
    #[repr(C)]
    struct Outer {
        start: [u64; 0],
        pair: (u32, u32),
        mark: (),
        other: Ended,
        last: u32,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Ended {
        number: u32,
        end: (),
    }

    #[derive(Layout)]
    struct Free {
        first: u8,
        inner: Ended,
        nothing: (),
    }

    let ended = || Ended { number: 1, end: () };
    let outer = Outer { start: [], pair: (1, 2), mark: (), other: ended(), last: 3 };
    let names: Vec<_> =
        shown(&outer.layout_report_of()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["start", "pair", "0", "1", "mark", "other", "number", "end", "last"]);
    let free = Free { first: 1, inner: ended(), nothing: () };
    let text = free.layout_report_of().to_string();
    let rows: Vec<_> = text.lines().map(|row| row.get(21..).unwrap_or_default()).collect();
    let inner = rows.iter().position(|row| row.starts_with("inner")).unwrap();
    assert!(
        rows[inner + 1].starts_with("  number") && rows[inner + 2].starts_with("  end"),
        "{text}"
    );
    let _ = (outer.pair, outer.last, outer.start, outer.other.number, free.first);
}

#[track_caller]
fn assert_no_junk(report: &impl ToString) {
    let text = report.to_string();
    assert!(!text.contains(&format!("{JUNK:02x}")), "bytes that are not a field's:\n{text}");
}

/// Of a long field the first bytes are shown, and how many more there are.
#[test]
fn long_fields_are_shown_by_their_first_bytes() {
    #[derive(Layout)]
    #[repr(C)]
    struct Bytes {
        many: [u8; 100],
        whole: [u8; 16],
        more: [u8; 17],
    }

    let value = Bytes { many: [7; 100], whole: [8; 16], more: [9; 17] };
    let text = value.layout_report_of().to_string();
    let row = |name: &str| text.lines().find(|row| row.contains(name)).expect("a row").to_owned();
    for (name, byte, more) in
        [("many: ", " 07", " … 84 more"), ("whole: ", " 08", ""), ("more: ", " 09", " … 1 more")]
    {
        let expected = format!(" {}{more}", byte.repeat(16));
        assert!(row(name).ends_with(&expected), "{name}{expected:?} is not in\n{text}");
        assert_eq!(row(name).matches(byte).count(), 16, "{text}");
    }
    let _ = (value.many, value.whole, value.more);
}
