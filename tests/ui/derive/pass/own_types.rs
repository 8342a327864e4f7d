//! Checks whose constants have the type of what they are compared with, and fields by other names.

use std::num::NonZeroU32;

use layout_core::{Layout, assert_layout};

const LOW: i16 = -300;

#[derive(Layout)]
#[repr(i16)]
#[layout(discriminant(Low) == LOW, discriminant(High) > Self::Low as i16)]
enum Level {
    Low = -300,
    High = 7,
}

#[derive(Layout)]
#[layout(discriminant(First) == isize::MIN, no_padding)]
enum Free {
    First = isize::MIN,
    #[layout(discriminant == 3)]
    Second = 3,
}

#[derive(Layout)]
#[repr(u64)]
#[layout(discriminant(Most) == 0xffff_ffff_ffff_ffff)]
enum Wide {
    Most = u64::MAX,
}

assert_layout!(Level, discriminant(Low) == -300, discriminant(High) != LOW);
assert_layout!(Wide, discriminant(Most) == 18446744073709551615, discriminant(Most) > 5_000_000_000);
assert_layout!(Free, discriminant(First) < -5_000_000_000, discriminant(Second) == 3u8);

#[derive(Layout)]
#[repr(C)]
#[layout(no_padding, same_as(Other, rename(id = r#type)), same_as(Third, positional,))]
struct Known {
    id: Option<NonZeroU32>,
    next: [u8; 4],
}

#[derive(Layout)]
#[repr(C)]
struct Other {
    r#type: u32,
    next: u32,
}

#[derive(Layout)]
#[repr(C)]
struct Third {
    a: u32,
    b: u32,
}

assert_layout!(Other, same_as(Known, rename(r#type = id)));

#[derive(Layout)]
#[repr(u8)]
#[layout(no_padding)]
enum Tagged {
    Nothing([u8; 3]),
    Bytes(u8, [u8; 2]),
}

assert_layout!([Tagged; 3], no_padding);
assert_layout!(u64, no_padding);
assert_layout!([u8; { let x = 2; x }], size == 2, no_padding);
assert_layout!([u8; if size_of::<u8>() > 2 { 1 } else { 3 }], size == 3, align < 2);

fn main() {
    let used = (Level::Low, Level::High, Free::First, Free::Second, Wide::Most);
    let _ = (used, Tagged::Nothing([0; 3]), Tagged::Bytes(0, [0; 2]));
    let _ = Known { id: None, next: [0; 4] };
    let _ = (Other { r#type: 0, next: 0 }.next, Third { a: 0, b: 0 }.a);
}
