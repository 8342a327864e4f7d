//! Pages: the unit in which the system gives memory out.

use std::io;

use layout_core::alloc::page::{PageBox, PageBuf, page_size};
use layout_core::cache::{PAGE_ALIGN, PageAligned};
use layout_core::region::{RegionKind, region_at, region_of};

use super::super::book::{Book, Bytes, columns};

static TABLE: PageAligned<[u32; 16]> = PageAligned::new([7; 16]);

pub(super) fn write(book: &mut Book) -> io::Result<()> {
    book.title("Pages");
    book.say(
        "The system maps, protects and moves memory in pages. To lock memory, share it, or pass it to a \
         device, you need values that begin at a page and share it with nothing else.",
    );
    book.claim_that(
        "a page is 4096 bytes",
        &format!(
            "that depends on the machine: ask the system with page_size(). An alignment that is chosen at compile \
             time must suit every machine of the target. Here that is {}, on some targets 65536",
            Bytes(PAGE_ALIGN),
        ),
    );
    book.say_measured(&format!("On this machine a page is {}.", Bytes(page_size())));
    let boxed = PageBox::try_new([0_u8; 100])?;
    let local = PageAligned::new(1_u8);
    book.table(columns([
        ("a PageBox begins a page", yes(begins_page(&*boxed))),
        ("a static PageAligned begins a page", yes(begins_page(&*TABLE))),
        ("a local PageAligned begins a page", yes(begins_page(&*local))),
        ("the region of the PageBox", region_of(&*boxed).kind.to_string()),
    ]));
    let mut buffer =
        PageBuf::options().guard_page(cfg!(any(unix, windows))).try_zeroed(page_size())?;
    let behind = buffer.as_ptr_range().end;
    book.say(&format!(
        "A buffer of a page with a guard page behind it: its last byte is in the region \"{}\", the byte \
         behind it in \"{}\". A write there ends the program, before it spoils what comes next.",
        region_of(&buffer[buffer.len() - 1]).kind,
        region_at(behind).kind,
    ));
    buffer[7] = 9;
    buffer.try_resize(10 * page_size())?;
    book.say(&format!(
        "Grown to ten pages, byte 7 is still {}, the new ones are {}, and the guard has moved behind them: \
         {}.",
        buffer[7],
        buffer[10 * page_size() - 1],
        yes(region_at(buffer.as_ptr_range().end).kind == RegionKind::Guard),
    ));
    let refused =
        PageBuf::try_zeroed(usize::MAX).err().map_or_else(String::new, |error| error.to_string());
    book.say(&format!(
        "A request that cannot be met is an error, and the program goes on: \"{refused}\"."
    ));
    Ok(())
}

fn begins_page<T: ?Sized>(value: &T) -> bool {
    core::ptr::from_ref(value).addr() % page_size() == 0
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "no" }.to_owned()
}
