//! Buffers against `Vec<u8>`, which the same is done to.

use std::io::Write;

use layout_core::alloc::page::{PageBuf, PageBufOptions, page_size};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Step {
    Resize(usize),
    Extend(Vec<u8>),
    Reserve(usize),
    Set(usize, u8),
    Clear,
}

fn step() -> impl Strategy<Value = Step> {
    // Around the ends of pages, where the mistakes would be.
    let len = prop_oneof![0..20_usize, 4090..4100_usize, 8190..8200_usize, 0..50_000_usize];
    prop_oneof![
        4 => len.clone().prop_map(Step::Resize),
        4 => proptest::collection::vec(any::<u8>(), 0..5000).prop_map(Step::Extend),
        1 => len.prop_map(Step::Reserve),
        4 => (any::<usize>(), 1..=u8::MAX).prop_map(|(at, byte)| Step::Set(at, byte)),
        1 => Just(Step::Clear),
    ]
}

fn options() -> impl Strategy<Value = PageBufOptions> {
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
        let mut buffer = options.zeroed(start).expect("there are pages");
        let mut model = vec![0; start];
        for step in steps {
            match step {
                Step::Resize(len) => {
                    buffer.resize(len).expect("there are pages");
                    model.resize(len, 0);
                }
                Step::Extend(bytes) => {
                    buffer.write_all(&bytes).expect("there are pages");
                    model.extend_from_slice(&bytes);
                }
                Step::Reserve(more) => {
                    buffer.reserve(more).expect("there are pages");
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
    assert_eq!(PageBuf::zeroed(0).expect("nothing is needed").capacity(), 0);
    assert_eq!(PageBuf::default()[..], [0_u8; 0]);
}

#[test]
fn a_buffer_that_grows_by_bytes_is_seldom_moved() {
    let mut buffer = PageBuf::new();
    let mut capacities = 0;
    for byte in 0..1_000_000_usize {
        let before = buffer.capacity();
        buffer.extend_from_slice(&[byte.to_le_bytes()[0]]).expect("there are pages");
        capacities += usize::from(buffer.capacity() != before);
    }
    assert!(capacities <= 10, "grown {capacities} times to a million bytes");
    assert!(buffer.iter().enumerate().all(|(at, &byte)| byte == at.to_le_bytes()[0]));
}

#[test]
fn a_buffer_can_be_sent_and_shared() {
    let mut buffer = PageBuf::zeroed(3).expect("there is a page");
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
    let mut buffer = PageBuf::options().guard_page(true).zeroed(3).expect("there is a page");
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
    let mut buffer = PageBuf::zeroed(10).expect("there are pages");
    let (capacity, start) = (buffer.capacity(), buffer.as_ptr());
    assert_eq!(capacity, page_size());
    buffer.reserve(capacity - 10).expect("there are pages");
    buffer.resize(capacity).expect("there are pages");
    buffer.reserve(0).expect("there are pages");
    assert_eq!((buffer.capacity(), buffer.as_ptr()), (capacity, start));
    buffer.reserve(1).expect("there are pages");
    assert_eq!(buffer.capacity(), 2 * capacity);
}
