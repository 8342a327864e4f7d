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
        note[target-dependent]: the sizes of `length` and `offsets` differ between targets: the type has 32 bytes here and 16 on 32-bit x86; where files, peers or other targets read the bytes, write `u64` for `length`, `[i64; 2]` for `offsets`, which is as large here, and write the padding as fields: `_pad0: [u8; 4]` before `offsets`
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
        note[target-dependent]: the type has 24 bytes here and 20 on 32-bit x86; where files, peers or other targets read the bytes, write the padding as fields: `_pad1: [u8; 4]` before `time`
          fields: 
    "#]]);
    check::<OffsetAlone>(&expect![[r#"
        note[target-dependent]: `time` lies at offset 8 here and 4 on 32-bit x86; where files, peers or other targets read the bytes, write the padding as fields: `_pad0: [u8; 4]` before `time`
          fields: 
    "#]]);
    assert_not_found::<Same>(FindingId::TargetDependent);
    assert_not_found::<Outer>(FindingId::TargetDependent);
}
