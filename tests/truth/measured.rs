//! The structs measured by `size_of`, `align_of` and `offset_of!`, with their fields and the types
//! of these written out by hand: the derive has no part in it.

use std::collections::VecDeque;
use std::ffi::{c_int, c_long};
use std::mem::offset_of;
use std::sync::Mutex;

use layout_core::{Layout, TypeLayout};

use crate::table::{Row, Table};
use crate::tutorials::structs;

/// A struct of the tutorials.
pub(crate) struct Subject {
    /// The type as code names it, with its arguments if it is generic.
    pub(crate) written: &'static str,
    /// Its layout, measured here.
    pub(crate) measured: Table,
    /// Its layout, as the derive states it.
    pub(crate) stated: TypeLayout,
}

/// Measures each struct. A field that is missing, is too many or has another type does not compile.
macro_rules! measure {
    ($($name:ident $(<$argument:ty>)? { $($field:tt: $ty:ty),* $(,)? })*) => {
        vec![$({
            type Measured = structs::$name $(<$argument>)?;
            const _: fn(Measured) = |value| { let Measured { $($field: _),* } = value; };
            $( const _: fn(Measured) -> $ty = |value| value.$field; )*
            Subject {
                written: concat!(stringify!($name) $(, "<", stringify!($argument), ">")?),
                measured: Table {
                    name: stringify!($name).to_owned(),
                    size: size_of::<Measured>(),
                    align: align_of::<Measured>(),
                    rows: vec![$(Row {
                        name: stringify!($field).to_owned(),
                        offset: offset_of!(Measured, $field),
                        size: size_of::<$ty>(),
                        align: Some(align_of::<$ty>()),
                    }),*],
                },
                stated: Measured::LAYOUT,
            }
        }),*]
    };
}

/// All structs of the tutorials.
pub(crate) fn subjects() -> Vec<Subject> {
    measure! {
        Example { a: u8, b: u32, c: u8 }
        Padded { a: u8, b: u32, c: u8 }
        Person { name: String, age: u32, active: bool }
        CCompatible { a: u8, b: u32, c: u8 }
        Wrapper { 0: u32 }
        AlignedStruct { a: u8, b: u32, c: u8, d: u16 }
        PackedStruct { a: u8, b: u32, c: u8 }
        Packed { a: u8, b: u32, c: u8 }
        CacheAligned { data: [u8; 32] }
        CacheFriendly {
            id: u32,
            active: bool,
            priority: u8,
            description: String,
            metadata: Vec<u8>,
        }
        CacheUnfriendly {
            description: String,
            id: u32,
            metadata: Vec<u8>,
            active: bool,
            priority: u8,
        }
        Point { x: f64, y: f64 }
        Packet { version: u8, length: u16, checksum: u32 }
        Point3 { x: f32, y: f32, z: f32 }
        Portable { a: i32, b: i64, c: u32, d: c_int, e: c_long }
        CustomAllocator { memory: *mut u8, size: usize, offset: usize }
        MemoryPool<String> { objects: Mutex<VecDeque<Box<String>>>, factory: fn() -> String }
        Large { a: u8, b: u64, c: u8, d: u32 }
        LargeC { a: u8, b: u64, c: u8, d: u32 }
        Compact { b: u64, d: u32, a: u8, c: u8 }
        BigFlags { is_active: bool, is_visible: bool, is_enabled: bool, is_selected: bool }
        CompactFlags { flags: u8 }
    }
}

/// The list above is whole.
#[test]
fn every_struct_of_the_source_is_measured() {
    let source = include_str!("../../layout-core/examples/tutorials/structs.rs");
    let declared: Vec<_> = source
        .lines()
        .filter_map(|line| line.strip_prefix("pub struct "))
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default())
        .collect();
    let subjects = subjects();
    let measured: Vec<_> = subjects.iter().map(|subject| &subject.measured.name).collect();
    assert_eq!(measured, declared, "`measure!` lists the structs of structs.rs in their order");
}
