//! The order of fields that is advised, against every other one and against the compiler's.

use std::collections::HashMap;

use layout_core::Layout;
use layout_core::analysis::reorder;

/// Four fields in the declared order, and in the compiler's.
#[derive(Layout)]
#[repr(C)]
struct Declared<A, B, C, D>(A, B, C, D);

#[derive(Layout)]
struct Free<A, B, C, D>(A, B, C, D);

/// Seven fields, of which each may be without bytes.
#[derive(Layout)]
#[repr(C)]
struct Seven<A, B, C, D, E, F, G> {
    a: A,
    b: B,
    c: C,
    d: D,
    e: E,
    f: F,
    g: G,
}

/// Calls a macro for each choice of types.
macro_rules! choose {
    ($then:ident! [$($chosen:ty),*]) => { $then!($($chosen),*); };
    ($then:ident! [$($chosen:ty),*] ($($ty:ty),*) $($rest:tt)*) => {
        choose!(@ $then! [$($chosen),*] ($($ty),*) [$($rest)*]);
    };
    (@ $then:ident! $chosen:tt ($($ty:ty),*) $rest:tt) => {
        $(choose!(@@ $then! $chosen $ty, $rest);)*
    };
    (@@ $then:ident! [$($chosen:ty),*] $ty:ty, [$($rest:tt)*]) => {
        choose!($then! [$($chosen,)* $ty] $($rest)*);
    };
}

#[test]
fn no_permutation_of_four_types_is_smaller() {
    /// A struct by what it is made of, its size now and the size that is advised.
    type Sizes = (Vec<&'static str>, usize, usize);
    let mut all: Vec<Sizes> = Vec::new();
    macro_rules! measure {
        ($a:ty, $b:ty, $c:ty, $d:ty) => {
            let best = reorder(&Declared::<$a, $b, $c, $d>::LAYOUT).unwrap();
            let now = size_of::<Declared<$a, $b, $c, $d>>();
            assert_eq!(best.size + best.saved, now);
            let of = concat!(
                stringify!($a),
                "|",
                stringify!($b),
                "|",
                stringify!($c),
                "|",
                stringify!($d)
            );
            assert_eq!(best.size, size_of::<Free<$a, $b, $c, $d>>(), "the compiler's size of {of}");
            let mut types: Vec<_> = of.split('|').collect();
            types.sort_unstable();
            all.push((types, now, best.size));
        };
    }
    choose!(measure![](u8, u16, u64, [u16; 3])(u8, u16, u64, [u16; 3])(u8, u16, u64, [u16; 3])(
        u8, u16, u64, [u16; 3]
    ));
    assert_eq!(all.len(), 256);
    // All permutations of the same types are among them.
    let mut least: HashMap<&[&str], usize> = HashMap::new();
    for (types, now, _) in &all {
        let size = least.entry(types).or_insert(usize::MAX);
        *size = (*size).min(*now);
    }
    for (types, _, advised) in &all {
        assert_eq!(least[types.as_slice()], *advised, "{types:?}");
    }
}

/// The advised order is one of the fields, and the compiler gives the fields those very offsets.
#[test]
fn the_advised_order_is_laid_out_as_it_says() {
    #[derive(Layout)]
    #[repr(C)]
    struct Mixed {
        a: u8,
        d: u64,
        c: u8,
        b: (u16, u16),
        e: [u8; 3],
        f: (),
        g: u32,
    }

    let best = reorder(&Mixed::LAYOUT).unwrap();
    let order: Vec<_> = best.order().iter().map(|it| (it.name, it.offset.unwrap())).collect();
    let same = Seven::<u64, u32, (u16, u16), u8, u8, [u8; 3], ()>::LAYOUT;
    let offsets: Vec<_> = same.fields().map(|field| field.offset.unwrap()).collect();
    let declared = ["d", "g", "b", "a", "c", "e", "f"];
    if align_of::<u64>() == 8 {
        assert_eq!(order, declared.into_iter().zip(offsets).collect::<Vec<_>>());
    }
    assert!(best.saved > 0);
    assert_eq!(best.size, same.size);
    assert_eq!(best.saved, size_of::<Mixed>() - same.size);
}

#[test]
fn an_order_that_cannot_be_better_is_kept() {
    #[derive(Layout)]
    #[repr(C)]
    struct Fits {
        a: u16,
        b: u8,
        c: u8,
        d: u32,
    }

    let best = reorder(&Fits::LAYOUT).unwrap();
    assert_eq!((best.size, best.saved, best.cache_lines_saved), (8, 0, 0));
    let order: Vec<_> = best.order().iter().map(|it| (it.name, it.offset.unwrap())).collect();
    assert_eq!(order, [("a", 0), ("b", 2), ("c", 3), ("d", 4)]);
}

#[test]
fn whole_lines_are_saved() {
    #[derive(Layout)]
    #[repr(C)]
    struct Spread {
        a: u8,
        b: [u64; 4],
        c: u8,
        d: [u64; 3],
        e: u8,
    }

    let best = reorder(&Spread::LAYOUT).unwrap();
    assert_eq!(best.size, size_of::<Free<[u64; 7], u8, u8, u8>>());
    let lines = |size: usize| size.div_ceil(layout_core::CACHE_LINE);
    assert_eq!(best.cache_lines_saved, lines(size_of::<Spread>()) - lines(best.size));
}

#[test]
fn types_whose_order_is_not_the_programmers_have_none() {
    #[derive(Layout)]
    #[repr(C)]
    union Bits {
        small: u8,
        wide: u64,
    }

    assert!(reorder(&Free::<u8, u64, u8, u8>::LAYOUT).is_none());
    assert!(reorder(&Bits::LAYOUT).is_none());
    assert!(reorder(&<(u8, u64, u8)>::LAYOUT).is_none());
    assert!(reorder(&u64::LAYOUT).is_none());
}

/// In a packed struct less alignment is asked for, and there is no padding to save but for `packed(2)`.
#[test]
fn packed_structs_are_ordered_by_the_alignment_that_they_keep() {
    #[derive(Layout)]
    #[repr(C, packed(2))]
    struct Two {
        a: u8,
        b: u32,
        c: u8,
        d: u16,
    }

    #[derive(Layout)]
    #[repr(C, packed)]
    struct One {
        a: u8,
        b: u32,
        c: u8,
    }

    let best = reorder(&Two::LAYOUT).unwrap();
    assert_eq!((best.size, best.saved), (8, 2));
    assert_eq!(best.order().iter().map(|it| it.name).collect::<String>(), "bdac");
    assert_eq!(reorder(&One::LAYOUT).unwrap().saved, 0);
}
