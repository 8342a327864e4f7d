//! Buffers against `Vec<u8>`, which the same is done to.

use std::io::Write;

use layout_core::alloc::page::{PageBuf, PageOptions, page_size};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Resize(usize),
    Extend(Vec<u8>),
    Reserve(usize),
    Set(usize, u8),
    Clear,
    Truncate(usize),
    ShrinkToFit,
    Clone,
}

fn step() -> impl Strategy<Value = Step> {
    // Around the ends of pages, where the mistakes would be.
    let len = prop_oneof![
        0..20_usize,
        4090..4100_usize,
        8190..8200_usize,
        0..50_000_usize,
        130_000..140_000_usize,
        0..600_000_usize
    ];
    prop_oneof![
        4 => len.clone().prop_map(Step::Resize),
        2 => len.clone().prop_map(Step::Truncate),
        1 => Just(Step::ShrinkToFit),
        1 => Just(Step::Clone),
        4 => proptest::collection::vec(any::<u8>(), 0..5000).prop_map(Step::Extend),
        1 => len.prop_map(Step::Reserve),
        4 => (any::<usize>(), 1..=u8::MAX).prop_map(|(at, byte)| Step::Set(at, byte)),
        1 => Just(Step::Clear),
    ]
}

fn options() -> impl Strategy<Value = PageOptions> {
    (any::<bool>(), any::<bool>())
        .prop_map(|(guard, huge)| PageBuf::options().guard_page(guard).huge_pages(huge))
}

proptest! {
    #[test]
    fn a_buffer_holds_what_a_vec_holds(
        options in options(),
        start in 0..10_000_usize,
        steps in proptest::collection::vec(step(), 0..30),
    ) {
        let mut buffer = options.try_zeroed(start).expect("there are pages");
        let mut model = vec![0; start];
        for step in steps {
            match step {
                Step::Resize(len) => {
                    buffer.try_resize(len).expect("there are pages");
                    model.resize(len, 0);
                }
                Step::Extend(bytes) => {
                    buffer.write_all(&bytes).expect("there are pages");
                    model.extend_from_slice(&bytes);
                }
                Step::Reserve(more) => {
                    buffer.try_reserve(more).expect("there are pages");
                    prop_assert!(buffer.capacity() >= model.len() + more);
                }
                Step::Set(at, byte) if !model.is_empty() => {
                    let at = at % model.len();
                    (buffer[at], model[at]) = (byte, byte);
                }
                Step::Set(..) => {}
                Step::Clear => {
                    buffer.clear();
                    model.clear();
                }
                Step::Truncate(len) => {
                    buffer.truncate(len);
                    model.truncate(len);
                }
                Step::ShrinkToFit => {
                    buffer.shrink_to_fit();
                    prop_assert_eq!(buffer.capacity(), model.len().next_multiple_of(page_size()));
                }
                Step::Clone => {
                    let other = buffer.clone();
                    prop_assert!(other == buffer);
                    buffer = other;
                }
            }
            prop_assert!(buffer[..] == model[..], "after {:?} bytes", model.len());
            prop_assert_eq!(buffer.capacity() % page_size(), 0);
            prop_assert!(buffer.capacity() == 0 || buffer.as_ptr().addr() % page_size() == 0);
        }
    }
}

#[test]
fn an_empty_buffer_takes_no_page() {
    static EMPTY: PageBuf = PageBuf::new();
    assert_eq!((EMPTY.len(), EMPTY.capacity()), (0, 0));
    assert_eq!(PageBuf::try_zeroed(0).expect("nothing is needed").capacity(), 0);
    assert_eq!(PageBuf::default()[..], [0_u8; 0]);
}

#[test]
fn a_buffer_that_grows_by_bytes_is_seldom_moved() {
    let mut buffer = PageBuf::new();
    let mut capacities = 0;
    for byte in 0..1_000_000_usize {
        let before = buffer.capacity();
        buffer.try_extend_from_slice(&[byte.to_le_bytes()[0]]).expect("there are pages");
        capacities += usize::from(buffer.capacity() != before);
    }
    assert!(capacities <= 10, "grown {capacities} times to a million bytes");
    assert!(buffer.iter().enumerate().all(|(at, &byte)| byte == at.to_le_bytes()[0]));
}

#[test]
fn a_buffer_can_be_sent_and_shared() {
    let mut buffer = PageBuf::try_zeroed(3).expect("there is a page");
    let buffer = std::thread::spawn(move || {
        buffer[1] = 5;
        buffer
    });
    assert_eq!(buffer.join().expect("it does not panic")[..], [0, 5, 0]);
    static_assertions::assert_impl_all!(PageBuf: Sync);
}

/// Its bytes are not printed, which may be many.
#[test]
fn a_buffer_is_printed_by_its_size() {
    let mut buffer = PageBuf::options().guard_page(true).try_zeroed(3).expect("there is a page");
    buffer.flush().expect("nothing waits to be written");
    buffer.as_mut()[1] = 7;
    assert_eq!(buffer.as_ref(), [0, 7, 0]);
    let text = format!("{buffer:?}");
    let start = format!("PageBuf {{ len: 3, capacity: {}, options: ", page_size());
    assert!(text.starts_with(&start) && text.ends_with(", .. }"), "{text}");
    assert!(text.contains("guard_page: true"), "{text}");
}

/// Room that is there is not made again.
#[test]
fn what_has_room_is_not_moved() {
    let mut buffer = PageBuf::try_zeroed(10).expect("there are pages");
    let (capacity, start) = (buffer.capacity(), buffer.as_ptr());
    assert_eq!(capacity, page_size());
    buffer.try_reserve(capacity - 10).expect("there are pages");
    buffer.try_resize(capacity).expect("there are pages");
    buffer.try_reserve(0).expect("there are pages");
    assert_eq!((buffer.capacity(), buffer.as_ptr()), (capacity, start));
    buffer.try_reserve(1).expect("there are pages");
    assert_eq!(buffer.capacity(), 2 * capacity);
}

#[test]
fn buffers_are_made_compared_and_hashed_as_bytes() {
    use std::collections::HashSet;

    let bytes: Vec<u8> = (0..10_000_u32).map(|number| number.to_le_bytes()[0]).collect();
    let buffer = PageBuf::from(&bytes[..]);
    let collected: PageBuf = bytes.iter().copied().collect();
    let mut extended = PageBuf::new();
    extended.extend(&bytes);
    extended.extend([1, 2]);
    assert!(buffer == collected && buffer[..] == bytes[..] && buffer < extended);
    assert_eq!(extended[10_000..], [1, 2]);
    extended.truncate(10_000);
    let set = HashSet::from([buffer]);
    assert!(set.contains(&extended) && set.contains(&bytes[..]), "it borrows and hashes as bytes");
    extended.as_mut_slice()[0] = 9;
    assert_eq!(extended.as_slice()[0], 9);
}

#[test]
fn a_read_only_buffer_becomes_writable_again() {
    let buffer = PageBuf::from(&b"text"[..]).into_read_only().expect("the system can");
    let region = layout_core::region::region_of(&buffer[..]);
    assert_eq!(region.access.to_string(), "r--p");
    assert_eq!((&buffer[..], buffer.as_ref()), (&b"text"[..], &b"text"[..]));
    let mut buffer = buffer.into_writable().expect("the system can");
    buffer[0] = b'T';
    assert_eq!(buffer.as_slice(), b"Text");
    assert!(PageBuf::new().into_read_only().expect("nothing is needed").is_empty());
}

/// What has a `try_` twin does the same, or panics where that refuses.
#[test]
fn methods_that_panic_do_as_those_that_return_errors() {
    use std::panic::catch_unwind;

    use layout_core::alloc::page::{PageBox, PageOptions};

    let mut buffer = PageBuf::with_capacity(10_000);
    assert!(buffer.is_empty() && buffer.capacity() >= 10_000);
    buffer.extend_from_slice(b"bytes");
    buffer.reserve(100_000);
    buffer.resize(6);
    assert_eq!((&buffer[..], PageBuf::with_capacity(0).capacity()), (&b"bytes\0"[..], 0));
    assert_eq!(PageBuf::zeroed(3)[..], [0; 3]);
    let (boxed, made) = (PageBox::new(7_u8), PageBox::new_with(|| 8_u8));
    assert_eq!(*boxed + *made + *PageBox::<u8>::zeroed(), 15);
    assert_eq!(*PageBox::write(PageBox::new_zeroed(), 9), 9);
    assert_eq!(*PageOptions::new().boxed(3), 3);
    assert_eq!(PageOptions::new().zeroed(1)[..], [0]);
    let refused: [fn(); 5] = [
        || drop(PageBuf::with_capacity(usize::MAX)),
        || drop(PageBuf::zeroed(usize::MAX)),
        || PageBuf::new().reserve(usize::MAX),
        || PageBuf::new().resize(usize::MAX),
        || drop(PageOptions::new().zeroed(usize::MAX)),
    ];
    for (number, refused) in refused.into_iter().enumerate() {
        let panic = catch_unwind(refused).expect_err("it panics");
        let text = panic.downcast_ref::<String>().expect("it is a text");
        assert!(text.ends_with("bytes of pages exceed the address space"), "{number}: {text}");
    }
}
