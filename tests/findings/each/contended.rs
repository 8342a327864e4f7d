use super::*;

#[test]
fn found_of_atomics_locks_and_cells_that_may_share_a_line() {
    #[derive(Layout)]
    #[repr(C)]
    struct Queue {
        head: AtomicU64,
        name: [u8; 16],
        tail: AtomicU64,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Held {
        lock: Mutex<u32>,
        inner: (u8, UnsafeCell<u8>),
        flags: [AtomicBool; 4],
    }

    check::<Queue>(&expect![[r#"
        warning[contended-line]: `head` and `tail` may share a cache line of 64 bytes: a thread that writes one of them slows down the others; wrap each in a `cache::CacheAligned`; if the same thread writes them, give them one name by `#[layout(contended = "name")]`
          fields: head, tail
    "#]]);
    check::<Held>(&expect![[r#"
        warning[contended-line]: `lock`, `inner` and 1 more may share a cache line of 64 bytes: a thread that writes one of them slows down the others; wrap each in a `cache::CacheAligned`; if the same thread writes them, give them one name by `#[layout(contended = "name")]`
          fields: lock, inner, flags
    "#]]);
}

/// `b` begins a line if `a` does, but a value begins at any multiple of 8.
#[test]
fn a_line_apart_is_not_enough_where_the_value_may_lie_anywhere() {
    #[derive(Layout)]
    #[repr(C)]
    struct Bytes {
        a: [AtomicBool; 8],
        between: [u8; 56],
        b: AtomicBool,
    }
    #[derive(Layout)]
    #[repr(C, align(64))]
    struct Fixed {
        a: [AtomicBool; 8],
        between: [u8; 56],
        b: AtomicBool,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Apart {
        a: AtomicU64,
        between: [u8; 56],
        b: AtomicU64,
    }

    assert_eq!(find::<Bytes>(FindingId::ContendedLine).unwrap().fields, ["a", "b"]);
    assert_not_found::<Fixed>(FindingId::ContendedLine);
    assert_not_found::<Apart>(FindingId::ContendedLine);
}

/// What the remedy says helps.
#[test]
fn cache_aligned_fields_are_apart() {
    #[derive(Layout)]
    struct Wrapped {
        head: CacheAligned<AtomicU64>,
        tail: CacheAligned<AtomicU64>,
    }
    #[derive(Layout)]
    struct Half {
        head: CacheAligned<AtomicU64>,
        tail: AtomicU64,
        count: AtomicU64,
    }

    assert_not_found::<Wrapped>(FindingId::ContendedLine);
    let found = find::<Half>(FindingId::ContendedLine).unwrap();
    assert_eq!(found.fields, ["tail", "count"], "{found}");
}

#[test]
fn fields_of_one_group_may_lie_together() {
    #[derive(Layout)]
    #[repr(C)]
    struct Grouped {
        #[layout(contended = "producer")]
        head: AtomicU64,
        #[layout(contended = "producer")]
        cached_tail: u64,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Two {
        #[layout(contended = "producer")]
        head: AtomicU32,
        #[layout(contended = "producer")]
        count: u32,
        #[layout(contended = "consumer")]
        tail: u32,
        #[layout(contended = "producer")]
        late: u32,
    }

    assert_not_found::<Grouped>(FindingId::ContendedLine);
    let found = find::<Two>(FindingId::ContendedLine).unwrap();
    assert_eq!(found.fields, ["count", "tail", "late"], "the nearest of each group");
}

#[test]
fn cells_of_one_thread_are_not_contended() {
    #[derive(Layout)]
    struct Cells {
        a: Cell<u8>,
        b: RefCell<u8>,
        c: AtomicU32,
    }
    #[derive(Layout)]
    #[repr(C)]
    union Either {
        a: std::mem::ManuallyDrop<AtomicU32>,
        b: std::mem::ManuallyDrop<AtomicU64>,
    }

    assert_not_found::<Cells>(FindingId::ContendedLine);
    assert_not_found::<Either>(FindingId::ContendedLine);
}

#[test]
fn variants_are_looked_at_one_by_one() {
    #[derive(Layout)]
    #[repr(u8)]
    enum Slot {
        One(AtomicU32),
        Other(AtomicU32),
        Both { a: AtomicU32, b: AtomicU32 },
    }

    check::<Slot>(&expect![[r#"
        warning[contended-line]: `Both.a` and `Both.b` may share a cache line of 64 bytes: a thread that writes one of them slows down the others; wrap each in a `cache::CacheAligned`; if the same thread writes them, give them one name by `#[layout(contended = "name")]`
          fields: Both.a, Both.b
    "#]]);
}
