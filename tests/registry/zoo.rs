//! Types of all sorts, in modules that tests choose by name.

#![allow(dead_code, reason = "the layouts are what counts")]

/// What a protocol might send.
pub(crate) mod wire {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    #[layout(lock)]
    pub(crate) struct Packet {
        version: u8,
        length: u16,
        checksum: u32,
    }

    #[derive(Layout)]
    #[repr(u8)]
    #[layout(lock)]
    pub(crate) enum Message {
        Quit = 3,
        Move { x: i32, y: i32 },
        Write(Packet),
    }

    #[derive(Layout)]
    #[repr(C)]
    pub(crate) union Word {
        bytes: [u8; 4],
        number: u32,
    }

    #[derive(Layout)]
    #[repr(C)]
    pub(crate) struct Frame {
        kind: u8,
        body: [u16],
    }
}

/// What a program might keep.
pub(crate) mod state {
    use std::sync::atomic::AtomicU64;

    use layout_core::{Layout, register_layout};

    use super::wire::Packet;

    #[derive(Layout)]
    pub(crate) struct Ring<T> {
        items: [T; 4],
        head: usize,
    }

    register_layout!(Ring<u32>, Ring<Packet>,);
    // Again, at another place.
    register_layout!(Ring<u32>);

    #[derive(Layout)]
    #[repr(C)]
    pub(crate) struct Session<'a> {
        is_open: bool,
        id: u64,
        is_new: bool,
        name: &'a str,
        ring: Ring<u8>,
        pair: (u8, u32),
    }

    #[derive(Layout)]
    #[layout(allow(contended-line))]
    pub(crate) struct Counters {
        hits: AtomicU64,
        misses: AtomicU64,
    }
}

/// What is not easily reached.
pub(crate) mod hidden {
    use layout_core::Layout;

    #[derive(Layout)]
    struct Private(u8);

    #[cfg(any())]
    #[derive(Layout)]
    struct LeftOut(u8);

    #[cfg_attr(all(), derive(Layout))]
    struct Kept(u8);

    #[deprecated]
    #[derive(Layout)]
    #[layout(lock, size == 4)]
    struct Old(u32);

    pub(crate) use layout_core as renamed;

    #[derive(Layout)]
    #[layout(crate = crate::zoo::hidden::renamed, lock)]
    struct Renamed;

    pub(crate) fn locals() {
        {
            #[derive(Layout)]
            struct Local(u8);
        }
        {
            #[derive(Layout)]
            struct Local(u16);
        }
    }

    macro_rules! make {
        ($name:ident) => {
            #[derive(Layout)]
            struct $name(u8);
            #[derive(Layout)]
            struct FromMacro(u8);
        };
    }

    // The names of these two stand on lines of their own.
    make!(Made);

    #[derive(Layout)]
    struct Instances<T, const N: usize>([T; N]);
}
