//! A header in shared memory, or of a file, that refuses a peer with another layout of what follows.
//!
//! The fingerprint is a constant of each program. It covers the record behind the header too, with all
//! that this is made of, so that no version number has to be raised by hand.

use std::io::{self, Write as _};

use layout_core::{Layout, assert_layout};

/// What both programs write first. Its own layout never changes, which a pin of its fingerprint shows.
#[derive(Layout)]
#[repr(C)]
#[layout(portable, no_padding, size == 16, fingerprint == 0xc8c4_3e78_6c3a_f6d1)]
struct Header {
    magic: [u8; 8],
    fingerprint: u64,
}

/// What follows. A peer may be a 32-bit program: so it is portable.
#[derive(Layout)]
#[repr(C)]
#[layout(portable, no_padding)]
struct Record {
    stamp: u64,
    level: f32,
    kind: Kind,
    flags: [u8; 3],
}

#[derive(Clone, Copy, Layout)]
#[repr(u8)]
#[layout(portable)]
enum Kind {
    Open,
    #[layout(discriminant == 2)]
    Closed = 2,
}

assert_layout!([Record; 64], size == 1024, align <= 8);

impl Header {
    const MAGIC: [u8; 8] = *b"records\0";

    const fn of<T: Layout>() -> Self {
        Self { magic: Self::MAGIC, fingerprint: T::LAYOUT.fingerprint() }
    }

    /// Whether what follows was written by a program in which `T` lies in memory as it does in this one.
    fn accept<T: Layout>(&self) -> Result<(), String> {
        let own = Self::of::<T>();
        if self.magic != own.magic {
            return Err("these are no records".to_owned());
        }
        if self.fingerprint != own.fingerprint {
            return Err(format!(
                "the peer's records are laid out as {:#018x}, ours as {:#018x}",
                self.fingerprint, own.fingerprint
            ));
        }
        Ok(())
    }
}

/// The record as an older program has it: the same fields, and the same size, in another order.
mod older {
    use super::{Kind, Layout};

    #[derive(Layout)]
    #[repr(C)]
    #[layout(portable, size == 16)]
    pub(super) struct Record {
        stamp: u64,
        kind: Kind,
        flags: [u8; 3],
        level: f32,
    }
}

fn main() -> io::Result<()> {
    // Not `println!`, which panics where nobody reads on.
    let mut out = io::stdout().lock();
    let record = Record { stamp: 7, level: 0.5, kind: Kind::Open, flags: [0; 3] };
    writeln!(out, "{}", Record::layout_report())?;
    assert_eq!((record.stamp, record.kind as u8 + Kind::Closed as u8), (7, 2));
    assert!(record.level > 0.0 && record.flags == [0; 3]);

    let ours = Header::of::<Record>();
    writeln!(out, "our own records: {:?}", ours.accept::<Record>())?;

    let theirs = Header::of::<older::Record>();
    let refused = theirs.accept::<Record>();
    writeln!(out, "an older peer's: {refused:?}")?;
    assert!(refused.is_err());
    Ok(())
}
