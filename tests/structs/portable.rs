//! The fingerprints of `portable` types are those of every target, and what the check refuses does differ
//! between targets: this suite runs for 64-bit and for 32-bit x86.

use core::num::{NonZero, Wrapping};
use core::sync::atomic::{AtomicBool, AtomicU32, AtomicU64};

use layout_core::Layout;

macro_rules! portable {
    ($($name:ident = $fingerprint:literal $item:item)*) => {
        $(
            #[derive(Layout)]
            #[layout(portable)]
            #[allow(dead_code)]
            $item
        )*

        #[test]
        fn portable_types_have_the_same_fingerprint_on_every_target() {
            let found: &[(&str, u64)] = &[$((stringify!($name), $name::LAYOUT.fingerprint())),*];
            let known: &[(&str, u64)] = &[$((stringify!($name), $fingerprint)),*];
            // In hexadecimal digits, as they stand here.
            assert_eq!(format!("{found:#x?}"), format!("{known:#x?}"));
        }
    };
}

portable! {
    Words = 0x265a_fdd2_af54_1019
    #[repr(C)]
    struct Words { wide: u64, half: u32, quarters: [i16; 2] }

    Floats = 0x81e6_4cd2_de73_f415
    #[repr(C)]
    struct Floats { wide: [f64; 2], half: f32, _padding: [u8; 4] }

    Wide = 0xebfe_bb0f_fcc9_9a62
    #[repr(C)]
    struct Wide { low: i128, high: u128 }

    Marks = 0x089e_ef5b_bef4_874e
    #[repr(C)]
    struct Marks { letter: char, is_open: bool, order: core::cmp::Ordering, bits: NonZero<u16> }

    Atomics = 0x11cd_094b_55fa_1bc7
    #[repr(C)]
    struct Atomics { wide: AtomicU64, half: AtomicU32, flag: AtomicBool, _padding: [u8; 3] }

    Wrapped = 0xbd83_598c_7001_c7de
    #[repr(transparent)]
    struct Wrapped(NonZero<u64>, core::marker::PhantomData<usize>);

    Packed = 0xf7d7_e740_04bc_40af
    #[repr(C, packed)]
    struct Packed { small: u8, wide: u64, wider: i128 }

    PackedByFour = 0x9d5e_b2fb_fed6_e53f
    #[repr(C, packed(4))]
    struct PackedByFour { small: u16, wide: f64, end: u8 }

    Aligned = 0x5ade_e08a_514a_d6a3
    #[repr(C, align(16))]
    struct Aligned { wide: Wrapping<i64>, small: u8 }

    Bytes = 0x2be3_70c3_6640_5f29
    #[repr(C)]
    union Bytes { bytes: [u8; 16], words: [u64; 2] }

    Kind = 0xa6dc_91be_bb34_135d
    #[repr(i8)]
    enum Kind { Low = -3, High = 7 }

    Tagged = 0xe102_d51b_4482_93f0
    #[repr(u64)]
    enum Tagged { None, Some { wide: u64 }, Pair(u32, u32) }

    Behind = 0x937a_c033_ffd4_4d06
    #[repr(C, u64)]
    enum Behind { Tick, Count { total: f64, part: u32, _padding: u32 }, Kind(Kind) }

    Small = 0xe5f5_8203_f6c6_28e2
    #[repr(C, u8)]
    enum Small { Tick, Move { x: u16, y: u16 }, Write(u32, u8) }

    Nested = 0xfec5_d305_1fab_135b
    #[repr(C)]
    struct Nested { kind: Kind, _padding: [u8; 15], aligned: [Aligned; 2], tagged: Tagged, rest: Marks }
}

/// A type that `portable` refuses, and its size on both targets.
macro_rules! differs {
    ($($name:ident: $on_64:literal $on_32:literal $item:item)*) => {
        $(
            #[derive(Layout)]
            #[allow(dead_code)]
            $item
        )*

        #[test]
        #[cfg(any(target_arch = "x86_64", target_arch = "x86"))]
        fn what_is_refused_differs() {
            let is_64 = cfg!(target_arch = "x86_64");
            $(assert_eq!(
                $name::LAYOUT.size,
                if is_64 { $on_64 } else { $on_32 },
                "{}", $name::layout_report(),
            );)*
        }
    };
}

differs! {
    Pointing: 16 8
    #[repr(C)]
    struct Pointing { kind: u32, next: *const u8 }

    Counting: 16 8
    #[repr(C)]
    struct Counting { kind: u32, count: usize }

    Moving: 16 12
    #[repr(C)]
    struct Moving { kind: u32, wide: u64 }

    Growing: 16 12
    #[repr(C)]
    struct Growing { wide: f64, kind: u32 }

    Payload: 16 12
    #[repr(C, u32)]
    enum Payload { Tick, Count(u64) }

    Long: 16 8
    #[repr(C)]
    struct Long { kind: u32, count: core::ffi::c_long }

    Inner: 24 16
    #[repr(C)]
    struct Inner { before: u32, moving: [Growing; 1] }
}
