//! Pools: slots of one type, and objects that are used again.

use std::io;

use layout_core::Layout;
use layout_core::alloc::{ObjectPool, Pool};

use super::super::book::{Book, Bytes, columns};
use super::super::structs::{MemoryPool, Point};

pub(super) fn write(book: &mut Book) -> io::Result<()> {
    book.title("Pools");
    book.say(
        "Values of one type that come and go need no general allocator: a slot that one leaves fits the \
         next. What is expensive to make can be kept and reused.",
    );
    by_hand(book);
    slots(book);
    objects(book);
    Ok(())
}

/// The pool of the tutorials, and what becomes of its objects.
fn by_hand(book: &mut Book) {
    book.heading("By hand");
    book.say(&format!(
        "The tutorials' MemoryPool, {} of it, is a lock, a queue of boxes and a factory. What comes back is \
         replaced by a new object, so that the text's memory is freed and allocated again:",
        Bytes(MemoryPool::<String>::LAYOUT.size),
    ));
    book.code("*object = (self.factory)();  // the String of before is dropped, with its capacity");
    let mut object = Box::new(String::with_capacity(100));
    let before = object.capacity();
    *object = String::new();
    book.claim_that(
        "such a pool reduces allocations",
        &format!(
            "it saves the allocation of the box, but not of what is in it. A String with room for {before} bytes comes back with \
             room for {}",
            object.capacity(),
        ),
    );
}

fn slots(book: &mut Book) {
    book.heading("Slots: Pool");
    let pool = Pool::<Point>::new();
    let (first, second) =
        (pool.insert(Point { x: 1.0, y: 2.0 }), pool.insert(Point { x: 3.0, y: 4.0 }));
    let place = core::ptr::from_ref(&*first);
    let live = pool.len();
    drop(first);
    let third = pool.insert(Point { x: 5.0, y: 6.0 });
    book.table(columns([
        ("values after two are inserted", live.to_string()),
        ("after one is dropped and one inserted", pool.len().to_string()),
        ("the new one lies where the old one lay", yes(core::ptr::eq(place, &raw const *third))),
        ("the other has not moved, and is", format!("{}, {}", second.x, second.y)),
    ]));
}

fn objects(book: &mut Book) {
    book.heading("Objects: ObjectPool");
    let lines = ObjectPool::new(String::new, String::clear);
    let mut line = lines.acquire();
    line.push_str("a text that takes memory from the heap");
    let (place, room) = (line.as_ptr(), line.capacity());
    drop(line);
    let line = lines.acquire();
    book.table(columns([
        ("a line that comes back is empty", yes(line.is_empty())),
        ("and has kept its room", yes(line.capacity() == room && room > 0)),
        ("at the same place", yes(core::ptr::eq(line.as_ptr(), place))),
    ]));
    book.say("It comes back when its guard is dropped, also if a panic drops it.");
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}
