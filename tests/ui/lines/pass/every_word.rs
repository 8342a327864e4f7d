//! Every check that is not in `every_check.rs`, all of them true, wherever it may stand.
#![deny(warnings)]

use layout_core::{Layout, assert_layout};

const LINE: usize = 32;

#[derive(Layout)]
#[repr(C, align(64))]
#[layout(same_line(head, tail), separate_lines(head, count), line(count) == 1, starts_line(count))]
#[layout(line_size(32), line(tail.0) == 0, starts_line(slots), separate_lines(tail, slots, count))]
#[layout(line_size(Self::LINE * 2), cache_lines == 2)]
#[layout(line(head) <= 0, line(head) < 1, line(count) >= 1, line(count) > 0, line(count) != 2)]
struct Queue {
    #[layout(starts_line, line == 0, same_line(tail), separate_lines(count), offset == 0)]
    head: u64,
    tail: (u32, u32),
    _empty: [u64; 0],
    #[layout(line_size(LINE / 2), line == 1, starts_line)]
    _rest: [u64; 2],
    #[layout(line_size(16), line == 2)]
    slots: [u8; 32],
    count: u64,
}

impl Queue {
    const LINE: usize = LINE;
}

assert_layout!(Queue, same_line(head, tail, _empty), line(_rest) == 0);
assert_layout!(Queue, line_size(LINE), cache_lines == 4, starts_line(slots));
assert_layout!(Queue, cache_lines >= 1, line_size(128));

// Wherever it is placed: both ends of a type as large as its alignment, and what is a line apart.
#[derive(Layout)]
#[repr(C)]
#[layout(line(low) == 0, same_line(low, _none))]
struct Word {
    low: u32,
    _none: (),
}

#[derive(Layout)]
#[repr(C)]
#[layout(separate_lines(reads, writes), line(reads) <= 1)]
struct Apart {
    reads: u64,
    _rest: [u8; 56],
    writes: u64,
}

#[derive(Layout)]
#[repr(i16)]
#[layout(discriminant(Low) == -300, discriminant(High) == Self::ABOVE, niche, portable)]
#[layout(discriminant(High) > LINE as i16, discriminant(Low) <= 0, discriminant(Low) != 'a' as i16)]
#[allow(dead_code)]
enum Level {
    Low = -300,
    #[layout(discriminant > -300, discriminant == 100)]
    High = 100,
}

impl Level {
    const ABOVE: i16 = 100;
}

assert_layout!(Level, discriminant(High) == Level::High as i16, discriminant(Low) < 0_i8);

#[derive(Layout)]
#[layout(niche)]
struct Name<'a>(&'a str, u64);

#[derive(Layout)]
#[repr(C)]
#[layout(niche, discriminant(Full) == 1, line(Full.count) <= 1, same_line(Full.flag, Full.count))]
#[allow(dead_code)]
enum State {
    Empty,
    #[layout(discriminant == 1)]
    Full {
        flag: bool,
        #[layout(same_line(flag))]
        count: u16,
    },
}

assert_layout!(&str, niche);
assert_layout!(Option<Box<u8>>, size == size_of::<usize>(), align == align_of::<usize>());
assert_layout!(bool, niche, portable);
assert_layout!([u32; 4], portable);

struct NotDescribed(std::num::NonZeroU8);

assert_layout!(NotDescribed, size == 1, align == 1, niche);

fn main() {
    let _ = NotDescribed(std::num::NonZeroU8::MIN).0;
    assert_eq!(State::LAYOUT.variant("Full").unwrap().discriminant.as_i128(), Some(1));
}
