use super::*;

#[test]
fn found_of_atomics_and_locks_that_may_share_a_line() {
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
        note[contended-line]: `head` and `tail` may share a cache line of 64 bytes: a thread that writes one of them slows down those that use the others; if other threads use them, wrap each atomic or lock in `cache::CacheAligned`, which keeps values 128 bytes apart on this target; the type then has 384 bytes instead of 32; if the same threads do, mark them as one group: `#[layout(contended = "name")]`
          fields: head, tail
    "#]]);
    check::<Held>(&expect![[r#"
        note[contended-line]: the elements of `flags` may share one cache line of 64 bytes: a thread that writes one of them slows down those that use the others; if other threads use them, wrap each element of an array in `cache::CacheAligned`, which keeps values 128 bytes apart on this target; the type then has 640 bytes instead of 20; if the same threads do, mark them as one group: `#[layout(contended = "name")]`
          fields: flags
    "#]]);
}

/// Where no mark says so, two of one kind are the reason to believe that different threads write them: a lock
/// and what is written under it, or a pointer and its counter, are not.
#[test]
fn not_found_without_a_reason_to_believe_in_contention() {
    #[derive(Layout)]
    struct Semaphore {
        waiters: Mutex<Vec<u8>>,
        permits: AtomicUsize,
    }
    #[derive(Layout)]
    struct Position {
        index: AtomicUsize,
        block: AtomicPtr<u8>,
    }
    #[derive(Layout)]
    struct Parker {
        state: AtomicUsize,
        lock: Mutex<()>,
        wake: Condvar,
    }
    #[derive(Layout)]
    struct Slot {
        message: UnsafeCell<u64>,
        next: UnsafeCell<u64>,
        stamp: AtomicUsize,
    }
    #[derive(Layout)]
    struct Inner(AtomicUsize, u64);
    #[derive(Layout)]
    struct Deep {
        one: Inner,
        other: Inner,
    }
    #[derive(Layout)]
    struct Marked {
        #[layout(contended = "one")]
        one: Inner,
        other: Inner,
    }
    #[derive(Layout)]
    struct Wrapper(AtomicUsize);
    #[derive(Layout)]
    struct Wrapped {
        one: Wrapper,
        other: UnsafeCell<AtomicUsize>,
    }
    #[derive(Layout)]
    struct Locks {
        one: Mutex<u8>,
        other: RwLock<u8>,
    }
    #[derive(Layout)]
    struct ColdOfGroup {
        #[layout(contended = "one", cold)]
        one: u64,
        #[layout(contended = "other")]
        other: u64,
    }

    assert_not_found::<Semaphore>(FindingId::ContendedLine);
    assert_not_found::<Position>(FindingId::ContendedLine);
    assert_not_found::<Parker>(FindingId::ContendedLine);
    assert_not_found::<Slot>(FindingId::ContendedLine);
    assert_not_found::<Deep>(FindingId::ContendedLine);
    assert_not_found::<ColdOfGroup>(FindingId::ContendedLine);
    let fields = |found: Option<Finding>| found.expect("there is a reason").fields;
    assert_eq!(fields(find::<Marked>(FindingId::ContendedLine)), ["one", "other"]);
    assert_eq!(fields(find::<Wrapped>(FindingId::ContendedLine)), ["one", "other"]);
    assert_eq!(fields(find::<Locks>(FindingId::ContendedLine)), ["one", "other"]);
}

/// `b` begins a line if `a` does, but a value begins at any multiple of 8.
#[test]
fn a_line_apart_is_not_enough_where_the_value_may_lie_anywhere() {
    #[derive(Layout)]
    #[repr(C)]
    struct Bytes {
        #[layout(contended = "a")]
        a: [AtomicBool; 8],
        between: [u8; 56],
        b: AtomicBool,
    }
    #[derive(Layout)]
    #[repr(C, align(64))]
    struct Fixed {
        #[layout(contended = "a")]
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
    assert!(
        found.message.starts_with("`count`, `tail` and 1 more may"),
        "the nearest of each group"
    );
    assert_eq!(found.severity, Severity::Warning, "the marks say that it is so");
    assert_eq!(found.fields, ["head", "count", "tail", "late"], "all that are to be moved");
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
        note[contended-line]: `Both.a` and `Both.b` may share a cache line of 64 bytes: a thread that writes one of them slows down those that use the others; if other threads use them, wrap each atomic or lock in `cache::CacheAligned`, which keeps values 128 bytes apart on this target; the type then has 384 bytes instead of 12; if the same threads do, mark them as one group: `#[layout(contended = "name")]`
          fields: Both.a, Both.b
    "#]]);
}

/// A field that is seldom used is not contended, and one that is read often suffers from a write beside
/// it.
#[test]
fn cold_and_hot_fields() {
    #[derive(Layout)]
    #[repr(C)]
    struct Cold {
        count: AtomicU64,
        #[layout(cold)]
        errors: AtomicU64,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Read {
        count: AtomicU64,
        #[layout(hot)]
        table: &'static [u8],
        size: u64,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct ReadAlone {
        #[layout(hot)]
        table: &'static [u8],
        #[layout(hot)]
        size: u64,
    }
    #[derive(Layout)]
    #[repr(C)]
    struct Marked {
        #[layout(contended = "writer")]
        count: u64,
        #[layout(hot)]
        table: &'static [u8],
    }

    assert_not_found::<Cold>(FindingId::ContendedLine);
    assert_not_found::<ReadAlone>(FindingId::ContendedLine);
    check::<Read>(&expect![[r#"
        note[contended-line]: `count` and `table` may share a cache line of 64 bytes: a thread that writes one of them slows down those that use the others; if other threads use them, wrap each atomic or lock in `cache::CacheAligned`, which keeps values 128 bytes apart on this target; the type then has 256 bytes instead of 32; if the same threads do, mark them as one group: `#[layout(contended = "name")]`
          fields: count
    "#]]);
    check::<Marked>(&expect![[r#"
        warning[contended-line]: `count` and `table` may share a cache line of 64 bytes: a thread that writes one of them slows down those that use the others; wrap a struct of each group's fields in `cache::CacheAligned`, which keeps values 128 bytes apart on this target; the type then has 256 bytes instead of 24
          fields: count
    "#]]);
}

#[test]
fn elements_of_an_array() {
    #[derive(Layout)]
    struct Counters {
        slots: [AtomicU64; 16],
    }
    #[derive(Layout)]
    struct Apart {
        slots: [CacheAligned<AtomicU64>; 16],
    }
    #[derive(Layout)]
    struct Table {
        bits: [AtomicU64; 1024],
    }

    check::<Counters>(&expect![[r#"
        note[contended-line]: the elements of `slots` may share one cache line of 64 bytes: a thread that writes one of them slows down those that use the others; if other threads use them, wrap each element of an array in `cache::CacheAligned`, which keeps values 128 bytes apart on this target; the type then has 2048 bytes instead of 128; if the same threads do, mark them as one group: `#[layout(contended = "name")]`
          fields: slots
    "#]]);
    assert_not_found::<Apart>(FindingId::ContendedLine);
    assert_not_found::<Table>(FindingId::ContendedLine);
}

/// Nothing in a packed type can be aligned.
#[test]
fn packed_types() {
    #[derive(Layout)]
    #[repr(C, packed)]
    struct Cells {
        a: UnsafeCell<u8>,
        b: UnsafeCell<u8>,
    }
    #[derive(Layout)]
    #[repr(C, packed)]
    struct Marked {
        #[layout(contended = "a")]
        a: u32,
        #[layout(contended = "b")]
        b: u32,
    }

    assert_not_found::<Cells>(FindingId::ContendedLine);
    check::<Marked>(&expect![[r#"
        warning[contended-line]: `a` and `b` may share a cache line of 64 bytes: a thread that writes one of them slows down those that use the others; declare the type without `packed`, and wrap a struct of each group's fields in `cache::CacheAligned`, which keeps values 128 bytes apart on this target; the type then has 256 bytes instead of 8
          fields: a, b
        warning[unaligned-field]: `a` and `b` may lie at addresses that are not multiples of their alignments; copy the field before use, because a reference to it does not compile; or store its bytes: `[u8; N]` has alignment 1
          fields: a, b
    "#]]);
}
