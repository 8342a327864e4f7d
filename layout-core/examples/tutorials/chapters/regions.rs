//! Where values lie: on the stack, on the heap, among the statics, in the code.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use layout_core::region::{RegionKind, memory_map, region_at, region_of};

use super::super::book::{Book, Bytes, columns};

static GLOBAL_COUNTER: AtomicUsize = AtomicUsize::new(0);
static NEXT_PORT: AtomicUsize = AtomicUsize::new(8080);
static PRIMES: [u32; 4] = [2, 3, 5, 7];

pub(super) fn write(book: &mut Book) -> io::Result<()> {
    book.title("Stack, heap and statics");
    book.say(
        "A process sees one range of addresses. Parts of the range are mapped to memory, each for a \
         purpose. The kernel keeps a list of these mappings, and region_of looks up an address in it.",
    );
    let (x, y, z) = (42_i32, [1_i32, 2, 3], String::from("hello"));
    book.code("let x = 42;\nlet y = [1, 2, 3];\nlet z = String::from(\"hello\");");
    book.table(columns([
        (format!("x, {}", Bytes(size_of_val(&x))), region_of(&x).kind),
        (format!("y, {}", Bytes(size_of_val(&y))), region_of(&y).kind),
        (format!("z, {}: pointer, length, capacity", Bytes(size_of_val(&z))), region_of(&z).kind),
        (format!("the text of z, {}", Bytes(z.len())), region_of(z.as_str()).kind),
    ]));
    book.say("A value can be anywhere; its type does not say where. What it points to may lie elsewhere.");
    book.table(columns(everywhere()));
    directions(book);
    map(book);
    Ok(())
}

/// Values of all sorts, and where they are.
fn everywhere() -> Vec<(&'static str, RegionKind)> {
    let boxed = Box::new(42);
    let large = vec![1_u8; 16 << 20];
    let of_thread = thread::scope(|scope| {
        let thread = scope.spawn(|| {
            let local = 1;
            region_of(&local).kind
        });
        thread.join().unwrap_or(RegionKind::Unknown)
    });
    vec![
        ("Box::new(42), what it points to", region_of(&*boxed).kind),
        ("the elements of a Vec of 16 MiB", region_of(&large[..]).kind),
        ("a local of another thread", of_thread),
        ("static GLOBAL_COUNTER: AtomicUsize, 0 at first", region_of(&GLOBAL_COUNTER).kind),
        ("static NEXT_PORT: AtomicUsize, 8080 at first", region_of(&NEXT_PORT).kind),
        ("static PRIMES: [u32; 4]", region_of(&PRIMES).kind),
        ("\"a literal\"", region_of("a literal").kind),
        ("the function that prints this", region_at(write as fn(&mut Book) -> _ as *const ()).kind),
    ]
}

/// What is often said of the order of the regions.
fn directions(book: &mut Book) {
    book.claim_that(
        "the stack grows downward, the heap upward, and statics lie below both",
        "on most processors the stack does grow down. The heap lies wherever the system gives the allocator \
         addresses, for large blocks often from high to low. The system also places all regions at random, to \
         make attacks harder. This run:",
    );
    let (outer, inner) = frames();
    let (first, second) = (vec![0_u8; 64 << 20], vec![0_u8; 64 << 20]);
    GLOBAL_COUNTER.fetch_add(1, Ordering::Relaxed);
    let counter = (&raw const GLOBAL_COUNTER).addr();
    let rows = [
        ("a local of a function", outer),
        ("a local of the function it calls", inner),
        ("a block of 64 MiB", first.as_ptr().addr()),
        ("the block of 64 MiB that is allocated next", second.as_ptr().addr()),
        ("a small block", (&raw const *Box::new(1)).addr()),
        ("a static", counter),
    ];
    let rows = rows.map(|(what, address)| (what, format!("{address:#018x}")));
    book.table_measured(columns(rows));
}

/// The addresses of a local, and of one of a function that is called.
#[inline(never)]
fn frames() -> (usize, usize) {
    #[inline(never)]
    fn inner() -> usize {
        let local = std::hint::black_box(1_u8);
        (&raw const local).addr()
    }
    let local = std::hint::black_box(2_u8);
    ((&raw const local).addr(), inner())
}

fn map(book: &mut Book) {
    // Something to see: a thread with a stack of its own, and a large block.
    let large = vec![1_u8; 32 << 20];
    let map = thread::scope(|scope| {
        let thread = thread::Builder::new().name("worker".to_owned());
        let map = thread.spawn_scoped(scope, memory_map).ok()?;
        map.join().ok()?.ok()
    });
    drop(large);
    let Some(map) = map else {
        book.say_measured("This system does not tell its memory map.");
        return;
    };
    let kinds = [RegionKind::Stack, RegionKind::Heap, RegionKind::Code, RegionKind::Mapped];
    let sizes = kinds.map(|kind| (kind, format!("{:>8} KiB", map.size_of_kind(kind) >> 10)));
    book.say("The memory of this process, by purpose:");
    book.table_measured(columns(sizes));
    book.picture(map.to_svg());
}
