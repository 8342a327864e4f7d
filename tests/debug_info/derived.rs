//! What the derive knows of this program's types, beside the debug info of the same program.

use std::cell::Cell;
use std::convert::Infallible;
use std::hint::black_box;
use std::num::NonZeroU32;

use layout_core::Layout;
use layout_core::debug_info::{self, DebugInfoError, Program};
use layout_core::layout::Tagging;
use layout_core::record::TypeRecord;
use layout_tests::skip::skip;

mod zoo {
    #![allow(dead_code, reason = "what counts is the layout")]

    use super::{Cell, Infallible, Layout, NonZeroU32};

    #[derive(Layout)]
    pub(super) struct Plain {
        a: u8,
        b: u32,
        c: u16,
        d: u64,
    }
    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Ordered {
        a: u8,
        b: u64,
        c: u16,
    }
    #[derive(Layout)]
    #[repr(C, packed)]
    pub(super) struct Packed {
        a: u8,
        b: u32,
    }
    #[derive(Layout)]
    #[repr(align(32))]
    pub(super) struct Aligned {
        a: u8,
    }
    #[derive(Layout)]
    pub(super) struct Numbered(u8, u32, u16);
    #[derive(Layout)]
    pub(super) struct Nested {
        plain: Plain,
        list: [Ordered; 3],
        cell: Cell<u16>,
        text: String,
    }
    #[derive(Layout)]
    pub(super) struct Generic<T> {
        tag: u8,
        value: T,
    }
    #[derive(Layout)]
    #[repr(C)]
    pub(super) union Number {
        int: u64,
        bytes: [u8; 3],
    }
    #[derive(Layout)]
    pub(super) enum Letters {
        A,
        B = 7,
        C,
    }
    #[derive(Layout)]
    pub(super) enum Data {
        Int(u32),
        Pair { x: u8, y: u64 },
        Nothing,
    }
    #[derive(Layout)]
    pub(super) enum Niched {
        Text(String),
        One,
        Two,
    }
    #[derive(Layout)]
    pub(super) enum Maybe {
        Id(NonZeroU32),
        Nothing,
    }
    #[derive(Layout)]
    #[repr(u8)]
    pub(super) enum Tagged {
        A(u8, u32) = 3,
        B { x: u16 } = 9,
        C = 200,
    }
    #[derive(Layout)]
    #[repr(C)]
    pub(super) enum OfC {
        A(u8),
        B(u64),
    }
    #[derive(Layout)]
    #[repr(i16)]
    pub(super) enum Signed {
        Low(u8) = -2,
        High = 300,
    }
    #[derive(Layout)]
    pub(super) enum Never {
        Some(u32),
        Nothing(Infallible),
    }
    #[derive(Layout)]
    pub(super) enum Deep {
        A(Data),
        B(Niched),
        C,
    }
    #[derive(Layout)]
    pub(super) struct Holder {
        data: Data,
        niched: Niched,
        option: Option<u64>,
        letters: Letters,
    }
}

/// Makes the debug info have a type.
#[inline(never)]
fn use_it<T>() {
    let value: Option<&T> = black_box(None);
    black_box(value.map(|it| std::ptr::from_ref(it)));
}

/// The program's own debug info, if this crate was built with any. In CI a step builds it so.
fn this() -> Option<&'static Program> {
    match debug_info::this_program() {
        Ok(program) if !program.types().in_module(module_path!()).is_empty() => {
            return Some(program);
        }
        Ok(_)
        | Err(DebugInfoError::NoTypes | DebugInfoError::NoDebugInfo | DebugInfoError::Pdb { .. }) =>
            {}
        Err(error) => panic!("{error}"),
    }
    let is_required = std::env::var_os("LAYOUT_DEBUG_INFO_REQUIRED").is_some();
    assert!(!is_required, "the tests are built without `debug = 2`");
    skip("the tests are built without `debug = 2`");
    None
}

/// Whether all places are known.
fn is_complete(layout: &TypeRecord) -> bool {
    let fields = layout.fields.iter().chain(layout.variants.iter().flat_map(|it| &it.fields));
    layout.tagging != Some(Tagging::Unknown)
        && fields
            .into_iter()
            .all(|it| it.offset.is_some() && it.layout.as_deref().is_none_or(is_complete))
}

fn check<T: Layout>(program: &Program) -> bool {
    use_it::<T>();
    let report = T::layout_report();
    let name = report.layout().name;
    let completed = program.complete(&report).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(is_complete(&completed.layout), "{completed:#?}");
    assert_eq!(completed.layout.unknown_inside, None, "{completed:#?}");
    let missing = !is_complete(&report.record().layout);
    assert!(!missing || completed != report.record(), "{name}");
    assert!(!completed.to_string().contains('?'), "{completed}");
    missing
}

#[test]
fn derived_layouts_are_those_of_the_debug_info() {
    use zoo::*;

    let Some(program) = this() else { return };
    macro_rules! check {
        ($($ty:ty),* $(,)?) => { [$((stringify!($ty), check::<$ty>(program))),*] };
    }
    let checked = check![
        Plain,
        Ordered,
        Packed,
        Aligned,
        Numbered,
        Nested,
        Generic<u64>,
        Generic<Generic<u16>>,
        Number,
        Letters,
        Data,
        Niched,
        Maybe,
        Tagged,
        OfC,
        Signed,
        Never,
        Deep,
        Holder,
    ];
    // Some are filled in by it.
    assert!(checked.iter().any(|(_, is_missing)| *is_missing), "{checked:?}");
}

#[test]
fn this_programs_types_are_found_by_their_type() {
    let Some(program) = this() else { return };
    use_it::<zoo::Data>();
    let data = program.of::<zoo::Data>().expect("it is there");
    assert_eq!(data.layout.size, size_of::<zoo::Data>());
    assert_eq!(data.target, layout_core::record::Target::this());
    let vector = program.of::<Vec<String>>().expect("it is there");
    assert_eq!(vector.layout.size, size_of::<Vec<String>>());
    assert!(std::ptr::eq(program, debug_info::this_program().expect("it was read")));
}
