use super::*;

#[test]
fn found_of_words_in_defined_layouts() {
    #[derive(Layout)]
    #[repr(C)]
    struct Sized {
        length: usize,
        code: u32,
        offsets: [isize; 2],
    }
    #[derive(Layout)]
    struct Free {
        length: usize,
    }
    #[derive(Layout)]
    #[repr(u8)]
    enum Tagged {
        Word(usize),
        Byte(u8),
    }

    check::<Sized>(&expect![[r#"
        note[target-dependent]: the sizes of `length` and `offsets` differ between targets: the type has 32 bytes here and 16 on 32-bit x86, where `code` lies at 4 and `offsets` at 8; where files, peers or other targets read the bytes, write `u64` for `length`, `[i64; 2]` for `offsets`, which is as large here, and write the padding as fields: `_pad0: [u8; 4]` before `offsets`
          fields: length, offsets
    "#]]);
    assert_not_found::<Free>(FindingId::TargetDependent);
    assert_eq!(find::<Tagged>(FindingId::TargetDependent).unwrap().fields, ["Word.0"]);
}

/// Nobody writes a pointer to a file, so that the structs of bindings are left alone.
#[test]
fn not_found_where_there_is_a_pointer() {
    #[derive(Layout)]
    #[repr(C)]
    struct Node {
        length: usize,
        next: *const Node,
        code: u32,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct List {
        count: usize,
        nodes: [Node; 2],
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Table {
        call: Option<extern "C" fn()>,
        data: std::ptr::NonNull<u8>,
        length: usize,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Head {
        first: AtomicPtr<u8>,
        length: usize,
    }

    assert_not_found::<Table>(FindingId::TargetDependent);
    assert_not_found::<Head>(FindingId::TargetDependent);
    assert_not_found::<Node>(FindingId::TargetDependent);
    assert_not_found::<List>(FindingId::TargetDependent);
}

/// The alignment of a `u64` is 4 on 32-bit x86.
#[test]
fn found_of_offsets_and_sizes() {
    #[derive(Layout)]
    #[repr(C)]
    struct Moves {
        kind: u32,
        time: u64,
        _pad0: u8,
        rest: [u8; 7],
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Same {
        time: u64,
        count: u32,
        kind: u32,
    }
    #[derive(Layout)]
    #[repr(C, align(16))]
    struct OffsetAlone {
        kind: u32,
        time: f64,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Outer {
        inner: Moves,
    }

    check::<Moves>(&expect![[r#"
        note[target-dependent]: the type has 24 bytes here and 20 on 32-bit x86, where `time` lies at 4, `_pad0` at 12, and 1 more field moves; where files, peers or other targets read the bytes, write the padding as fields: `_pad1: [u8; 4]` before `time`
          fields: 
    "#]]);
    check::<OffsetAlone>(&expect![[r#"
        note[target-dependent]: `time` lies at offset 8 here and 4 on 32-bit x86; where files, peers or other targets read the bytes, write the padding as fields: `_pad0: [u8; 4]` before `time`
          fields: 
    "#]]);
    assert_not_found::<Same>(FindingId::TargetDependent);
    assert_not_found::<Outer>(FindingId::TargetDependent);
}

/// A check that names a number holds here and fails where the number is another one, also of a type with pointers.
#[test]
fn found_of_pins_that_hold_here_alone() {
    #[derive(Layout)]
    #[repr(C)]
    #[layout(size == 32, align == 8)]
    struct Node {
        kind: u8,
        next: *const Node,
        #[layout(offset == 16)]
        length: usize,
        #[layout(offset == 0x18)]
        code: u32,
    }
    #[derive(Layout)]
    #[repr(C)]
    #[layout(size == 24, offset(time) == 8)]
    struct Aligned {
        kind: u32,
        time: u64,
        tail: u32,
        rest: [u8; 4],
    }
    #[derive(Layout)]
    #[repr(C)]
    #[layout(size == 24)]
    struct Outer {
        inner: Aligned,
    }
    #[derive(Layout)]
    #[repr(C)]
    #[layout(align == 8)]
    struct AlignAlone {
        time: u64,
    }
    #[derive(Layout)]
    #[repr(u8)]
    #[layout(size == 16)]
    enum Tagged {
        Empty,
        Held(Option<Box<u8>>),
    }

    check::<Node>(&expect![[r#"
        warning[reorder]: 11 of 32 bytes are padding (34.4 %): another order of the fields needs 24 bytes instead of 32, 8 MB less per million values; declare next, length, code, kind, which changes the layout for everyone who reads the bytes; if only this program does, drop `repr(C)` instead
          fields: next, length, code, kind
        note[target-dependent]: the sizes of `next` and `length` differ between targets: the type has 32 bytes here and 16 on 32-bit x86, where `next` lies at 4, `length` at 8, and 1 more field moves; guard the checks with `cfg_attr`, since they fail on 32-bit x86, and add `on(i686, size == 16, align == 4, offset(length) == 8, offset(code) == 12)`
          fields: next, length
    "#]]);
    check::<Aligned>(&expect![[r#"
        note[target-dependent]: the type has 24 bytes here and 20 on 32-bit x86, where `time` lies at 4, `tail` at 12, and 1 more field moves; where files, peers or other targets read the bytes, write the padding as fields: `_pad0: [u8; 4]` before `time`; or guard the checks with `cfg_attr`, since they fail on 32-bit x86, and add `on(i686, size == 20, offset(time) == 4)`
          fields: 
    "#]]);
    check::<Outer>(&expect![[r#"
        note[target-dependent]: the type has 24 bytes here and 20 on 32-bit x86; guard the checks with `cfg_attr`, since they fail on 32-bit x86, and add `on(i686, size == 20)`
          fields: 
    "#]]);
    let report = Node::layout_report();
    for text in [report.to_string(), report.to_markdown(), report.to_html()] {
        assert!(text.contains("the type has 32 bytes here and 16 on"), "{text}");
    }
    check::<AlignAlone>(&expect![[r#"
        note[target-dependent]: the alignment is 8 here and 4 on 32-bit x86; guard the checks with `cfg_attr`, since they fail on 32-bit x86, and add `on(i686, align == 4)`
          fields: 
    "#]]);
    check::<Tagged>(&expect![[r#"
        note[target-dependent]: the type has 16 bytes here and 8 on 32-bit x86; guard the checks with `cfg_attr`, since they fail on 32-bit x86, and add `on(i686, size == 8)`
          fields: 
    "#]]);
}

/// Bounds, numbers of layouts that are not defined, numbers that are the same there, and those of a type whose checks
/// speak of the other target.
#[test]
fn not_found_of_other_checks() {
    #[derive(Layout)]
    #[repr(C)]
    #[layout(size <= 24, align >= 4, offset(next) == 2 * size_of::<u32>(), size == 2 * size_of::<usize>())]
    struct Bounded {
        code: u32,
        next: *const u8,
    }
    #[derive(Layout)]
    #[layout(size == 16, offset(next) <= 8)]
    struct Free {
        code: u32,
        next: *const u8,
    }
    #[derive(Layout)]
    #[repr(C)]
    #[layout(offset(next) == 8, offset(count) == 0)]
    struct Same {
        count: u64,
        next: *const u8,
    }
    #[derive(Layout)]
    #[repr(C)]
    #[layout(size == 16, offset(next) == 8, on(i686, size == 8, offset(next) == 4))]
    struct Known {
        code: u32,
        next: *const u8,
    }

    assert_not_found::<Bounded>(FindingId::TargetDependent);
    assert_not_found::<Free>(FindingId::TargetDependent);
    assert_not_found::<Same>(FindingId::TargetDependent);
    assert_not_found::<Known>(FindingId::TargetDependent);
}
