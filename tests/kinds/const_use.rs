//! All that is a `const fn`, in constants.
#![deny(long_running_const_eval)]

use layout_core::layout::{
    Discriminant, Kind, ResolvedField, Slot, Tagging, Tail, TypeLayout, VariantKind, VariantLayout,
};
use layout_core::{FieldLayout, Layout};

#[derive(Layout)]
#[allow(dead_code, reason = "its layout is what counts")]
enum Plain {
    Number(u16),
    Pair { small: u8, text: &'static str },
    Nothing,
}

#[derive(Layout)]
#[repr(u8)]
#[allow(dead_code, reason = "its layout is what counts")]
enum Tagged {
    A(u8, u32) = 7,
    B { x: u16 },
    C = 200,
}

#[derive(Layout)]
#[repr(C)]
union Union {
    small: u8,
    wide: u32,
}

#[derive(Layout)]
#[repr(C)]
struct Tailed {
    small: u8,
    tail: [u32],
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code, reason = "its layout is what counts")]
struct Outer {
    first: u8,
    tagged: [Tagged; 3],
    union: Union,
}

const TAGGED: TypeLayout = Tagged::LAYOUT;
const A: VariantLayout = TAGGED.variant("A").unwrap();
const C_VALUE: Discriminant = TAGGED.variant("C").unwrap().discriminant;
const C_SIGNED: i128 = C_VALUE.as_i128().unwrap();
const C_UNSIGNED: u128 = C_VALUE.as_u128().unwrap();
const B_VALUE: i128 = TAGGED.variant("B").unwrap().discriminant.as_i128().unwrap();
const WIDE: FieldLayout = A.field("1").unwrap();
const END: usize = WIDE.end().unwrap();
const NESTED: TypeLayout = *WIDE.layout().unwrap();
const TAGGING: Tagging = TAGGED.tagging().unwrap();
const PLACED: bool = A.is_placed() && Plain::LAYOUT.variant("Pair").unwrap().is_placed();
const PLACE: ResolvedField = Outer::LAYOUT.place("tagged.2.A.1").unwrap();
const OFFSET: usize = Outer::LAYOUT.offset("tagged.1.B.x").unwrap();
const NUMBER: usize = Plain::LAYOUT.offset("Number.0").unwrap();
const NOWHERE: bool = TAGGED.place("A.2").is_none() && TAGGED.variant("D").is_none();
const TAIL: Tail = Tailed::LAYOUT.tail().unwrap();
const SIZED: bool = Outer::LAYOUT.is_sized() && !Tailed::LAYOUT.is_sized();
const UNION_PADDING: usize = Union::LAYOUT.least_deep_padding() - Union::LAYOUT.padding();
const UNION_HOLES: bool = Union::LAYOUT.holes().next().is_none();
const LINES: usize = Outer::LAYOUT.cache_lines();
const ELEMENT: TypeLayout = *Outer::LAYOUT.field("tagged").unwrap().layout().unwrap();
const FROM_ELEMENT: usize = ELEMENT.element().unwrap().variant("A").unwrap().index;
const SHAPES: [VariantKind; 3] = shapes(&TAGGED);
const GAPS: usize = gaps(&TAGGED, "A");
const SUM: i128 = sum(&TAGGED);

const fn shapes<const N: usize>(layout: &TypeLayout) -> [VariantKind; N] {
    let mut shapes = [VariantKind::Unit; N];
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        shapes[variant.index] = variant.kind;
    }
    shapes
}

const fn sum(layout: &TypeLayout) -> i128 {
    let mut sum = 0;
    let mut variants = layout.variants();
    while let Some(variant) = variants.next() {
        sum += variant.discriminant.as_i128().unwrap();
    }
    sum
}

/// The bytes of a variant that belong to neither a field nor the tag.
const fn gaps(layout: &TypeLayout, variant: &str) -> usize {
    let variant = layout.variant(variant).unwrap();
    let mut walk = layout.walk_variant(&variant);
    let mut gaps = 0;
    while let Some(slot) = walk.next() {
        if let Slot::Padding(hole) = slot {
            gaps += hole.size;
        }
    }
    gaps
}

/// The length of an array may hang on a layout.
const BYTES: [u8; Tagged::LAYOUT.size] = [0; size_of::<Tagged>()];

#[allow(dead_code, reason = "1.85 does not count a use in a type")]
struct At<const OFFSET: usize>;

const _: At<4> = At::<{ Tagged::LAYOUT.offset("A.1").unwrap() }>;

static STATIC: TypeLayout = Plain::LAYOUT;

#[test]
fn constants_hold_what_is_true() {
    assert_eq!((C_SIGNED, C_UNSIGNED, B_VALUE, SUM), (200, 200, 8, 215));
    assert_eq!((END, NESTED.name, A.fields().len()), (8, "u32", 2));
    assert_eq!((WIDE.offset, TAGGING), (Some(4), TAGGED.tagging().unwrap()));
    const { assert!(PLACED && NOWHERE && SIZED && UNION_HOLES) };
    assert_eq!((PLACE.offset, PLACE.size), (Some(4 + 2 * 8 + 4), 4));
    assert_eq!((OFFSET, UNION_PADDING, LINES), (4 + 8 + 2, 3, 1));
    assert!(NUMBER + 2 <= size_of::<Plain>());
    assert_eq!((TAIL.offset, TAIL.stride), (Some(4), Some(4)));
    assert_eq!((FROM_ELEMENT, ELEMENT.kind), (0, Kind::Array { len: 3 }));
    assert_eq!(SHAPES, [VariantKind::Tuple, VariantKind::Struct, VariantKind::Unit]);
    // Between the tag, the `u8` behind it and the `u32`.
    assert_eq!((GAPS, BYTES.len()), (2, 8));
    assert_eq!(STATIC.variants().count(), 3);
    let _: fn(&Tailed) -> usize = |tailed| tailed.tail.len() + usize::from(tailed.small);
    // SAFETY: the fields were written.
    let sum = unsafe { u32::from(Union { small: 1 }.small) + Union { wide: 2 }.wide };
    assert_eq!(sum, 3);
}

/// `const` contexts of a generic function see each instance.
#[test]
fn generic_functions_see_each_instance() {
    const fn align<T: Layout>() -> usize {
        const { T::LAYOUT.align }
    }

    struct Count<T>(T);

    impl<T: Layout> Count<T> {
        const VARIANTS: usize = {
            let mut count = 0;
            let mut variants = T::LAYOUT.variants();
            while variants.next().is_some() {
                count += 1;
            }
            count
        };
    }

    assert_eq!((align::<Tagged>(), align::<u16>()), (4, 2));
    assert_eq!((Count::<Plain>::VARIANTS, Count::<u8>::VARIANTS), (3, 0));
    assert_eq!(Count(3).0, 3);
}
