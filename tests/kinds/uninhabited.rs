//! Variants that can never exist, and enums that have no value: nothing wrong is stated of them.

use std::convert::Infallible;

use layout_core::Layout;
use layout_core::layout::Tagging;
use layout_core::record::LayoutRecord;

use crate::case::{Expected, assert_true, case};

#[derive(Layout)]
enum Never {}

#[derive(Layout)]
#[repr(transparent)]
struct Wrapped(Never, ());

#[derive(Layout)]
enum Mortal {
    Alive(u32),
    Dead(Infallible),
    DeadToo(u32, Infallible),
    DeadStruct { never: Never, wide: u64 },
    Wrapped(Wrapped),
    Array([Never; 3]),
    NoArray([Never; 0]),
    Reference(u8, &'static Never),
    Unit,
}

#[derive(Layout)]
enum OneLives {
    Alive(u32),
    Dead(Infallible),
}

#[derive(Layout)]
enum OneFieldlessLives {
    Alive,
    Dead(Infallible),
}

#[derive(Layout)]
enum AllDead {
    A(Infallible),
    B(Never, u8),
}

#[derive(Layout)]
enum DeadAndSmall {
    Dead(Infallible, u64),
    Alive(u8),
}

#[derive(Layout)]
#[repr(u8)]
#[allow(dead_code, reason = "a variant can never be")]
enum Tagged {
    Alive(u32),
    Dead(u8, Infallible, u16),
}

#[derive(Layout)]
#[repr(C)]
#[allow(dead_code, reason = "two variants can never be")]
enum LikeC {
    Dead(Never),
    Alive(u8, u32),
    DeadToo { wide: u64, never: Infallible },
}

#[derive(Layout)]
enum Generic<T> {
    Ok(T),
    Err(u8, T),
    Mixed(Result<T, u8>),
}

#[test]
fn live_variants_beside_dead_ones() {
    let cases = [
        case!(Mortal {
            Alive { 0 } = Mortal::Alive(1);
            NoArray { 0 } = Mortal::NoArray([]);
            Unit {} = Mortal::Unit;
        }),
        case!(OneLives { Alive { 0 } = OneLives::Alive(1); }),
        case!(OneFieldlessLives { Alive {} = OneFieldlessLives::Alive; }),
        case!(DeadAndSmall { Alive { 0 } = DeadAndSmall::Alive(1); }),
        case!(Tagged { Alive { 0 } = Tagged::Alive(1); }),
        case!(LikeC { Alive { 0, 1 } = LikeC::Alive(1, 2); }),
    ];
    assert_true(&cases, Expected::Known);
    let _: fn(Mortal) = |value| if let Mortal::Reference(..) = value {};
}

/// What is stated of a dead variant's fields lies within the enum, and no two of them lie on a byte.
#[test]
fn dead_variants_are_stated_within_bounds() {
    for layout in [
        Mortal::LAYOUT,
        OneLives::LAYOUT,
        OneFieldlessLives::LAYOUT,
        AllDead::LAYOUT,
        DeadAndSmall::LAYOUT,
        Tagged::LAYOUT,
        LikeC::LAYOUT,
        Generic::<Infallible>::LAYOUT,
    ] {
        for variant in layout.variants() {
            let mut owned = vec![false; layout.size];
            for field in variant.fields() {
                let Some(offset) = field.offset else { continue };
                assert_eq!(offset % field.align, 0, "{}::{variant:?}", layout.name);
                let bytes = owned.get_mut(offset..offset + field.size);
                let bytes = bytes.unwrap_or_else(|| panic!("{}::{variant:?}", layout.name));
                assert!(!bytes.contains(&true), "{}::{variant:?}", layout.name);
                bytes.fill(true);
            }
        }
    }
}

#[test]
fn enums_without_values() {
    assert_eq!((Never::LAYOUT.size, Never::LAYOUT.align), (0, 1));
    assert_eq!(Never::LAYOUT.variants().count(), 0);
    assert_eq!(Never::LAYOUT.tagging(), Some(Tagging::Single));
    assert_eq!(AllDead::LAYOUT.size, size_of::<AllDead>());
    assert_eq!(Wrapped::LAYOUT.size, 0);
    assert!(Never::LAYOUT.place("A.0").is_none());
    assert!(Never::layout_report().to_string().contains("0 variants"));
    // It compiles for a value that cannot be.
    let _: fn(&Never) = |never| drop(never.layout_report_of());
    let _: fn(&AllDead) = |never| drop(never.layout_report_of());
}

/// One variant can exist: nothing tells it from the others, a niche the least.
#[test]
fn enums_of_which_one_variant_can_exist_have_no_niche() {
    assert_eq!(OneLives::LAYOUT.size, 4, "else there would be a tag");
    assert_ne!(OneLives::LAYOUT.tagging(), Some(Tagging::Niche));
    let text = OneLives::layout_report().to_string();
    assert!(!text.contains("told apart by a niche"), "{text}");
    // An enum of 4 bytes whose payload takes them all, but none of whose values is unused.
    assert_eq!(size_of::<Option<OneLives>>(), 8);
}

#[derive(Layout)]
#[allow(dead_code, reason = "its layout is what counts")]
enum PaddedLives {
    Alive(u32, u8),
    Dead(Infallible),
}

#[derive(Layout)]
#[repr(align(8))]
#[allow(dead_code, reason = "its layout is what counts")]
enum AlignedLives {
    Alive(u32),
    Dead { never: Never },
}

#[derive(Layout)]
#[allow(dead_code, reason = "its layout is what counts")]
enum DeadAndLarge<T> {
    Alive(bool),
    Dead(Infallible, T),
}

/// What fields leave may be a tag's, or padding. That something is told apart by it would be a guess.
#[test]
fn enums_of_which_one_variant_can_exist_are_not_told_apart() {
    for report in [
        PaddedLives::layout_report(),
        AlignedLives::layout_report(),
        DeadAndLarge::<u64>::layout_report(),
    ] {
        assert_eq!(report.layout().tagging(), Some(Tagging::Unknown));
        let expected =
            "told apart by nothing, as no more than one of them can be, though there may be a tag";
        for text in [report.to_string(), report.to_markdown(), report.to_html()] {
            assert!(text.contains(expected), "{text}");
            assert!(!text.contains("a tag or a niche"), "{text}");
        }
    }
}

/// Each kind of place that is not known has its reason: no sample can be given of what can never be.
#[test]
fn places_of_dead_variants_have_their_own_reason() {
    // There is no sample of this one, of which nothing is known.
    struct Foreign(#[allow(dead_code, reason = "its layout is what counts")] u8);
    #[derive(Layout)]
    #[allow(dead_code, reason = "its layout is what counts")]
    enum Both {
        Live(Foreign),
        Dead(u8, Never),
        Unit,
    }
    let of_dead = "? an offset in a variant that cannot exist";
    let of_live = "no sample of the variant can be made";
    let text = OneLives::layout_report().to_string();
    assert!(text.contains(of_dead) && !text.contains(of_live), "{text}");
    let text = Both::layout_report().to_string().replace("\n    ", " ");
    assert!(text.contains(of_dead) && text.contains(of_live), "{text}");
}

/// A tag is claimed only where there are bytes for it.
#[test]
fn enums_of_one_variant_without_fields_have_no_tag() {
    assert_eq!(OneFieldlessLives::LAYOUT.size, 0);
    let tagging = OneFieldlessLives::LAYOUT.tagging();
    assert!(
        !matches!(tagging, Some(Tagging::Tag { .. } | Tagging::Niche)),
        "there are no bytes to tell by: {tagging:?}"
    );
    match AllDead::LAYOUT.tagging() {
        Some(Tagging::Niche) => panic!("there is nothing to tell"),
        Some(Tagging::Tag { offset, size }) => assert!(offset + size <= AllDead::LAYOUT.size),
        _ => {}
    }
}

#[test]
fn generic_enums_with_a_dead_argument() {
    type Half = Generic<Infallible>;
    let cases = [case!(Half { Mixed { 0 } = Generic::Mixed(Err(1)); })];
    assert_true(&cases, Expected::Honest);
    assert_eq!(Half::LAYOUT.variants().count(), 3);
    let _: fn(Half) = |value| if let Generic::Ok(_) | Generic::Err(..) = value {};
}

#[derive(Layout)]
#[repr(C)]
#[layout(no_padding)]
#[allow(dead_code, reason = "a variant can never be")]
enum PaddedIfDead {
    Alive(u32),
    Dead(u8, Never),
    DeadInside((u8, Infallible), u16),
}

#[derive(Layout)]
#[layout(no_padding)]
#[allow(dead_code, reason = "its layout is what counts")]
enum SmallIfDead {
    Alive(u32),
    Dead(Infallible),
}

#[derive(Layout)]
#[repr(C)]
#[layout(no_padding)]
struct Around {
    id: u32,
    padded: [PaddedIfDead; 2],
}

#[derive(Layout)]
#[repr(u8)]
#[allow(dead_code, reason = "its layout is what counts")]
enum PaddedIfAlive {
    Alive(u8),
    Dead(u16, Never),
    Empty([Never; 0], u8),
}

/// No value has the padding of a variant that can never be.
#[test]
fn padding_is_that_of_values() {
    for layout in [PaddedIfDead::LAYOUT, SmallIfDead::LAYOUT, Around::LAYOUT] {
        let name = layout.name;
        assert_eq!(layout.deep_padding(), Some(0), "{name}");
        assert!(layout.first_unknown_inside().is_none(), "{name}");
    }
    assert_eq!(PaddedIfAlive::LAYOUT.deep_padding(), Some(2));
    assert_eq!(PaddedIfAlive::LAYOUT.deep_padding_mask::<4>(), [false, false, true, true]);

    let report = Around::layout_report();
    assert!(report.to_string().contains("no padding; "), "{report}");
    for layout in [PaddedIfDead::LAYOUT, SmallIfDead::LAYOUT, Around::LAYOUT, PaddedIfAlive::LAYOUT]
    {
        let record = LayoutRecord::new(&layout);
        assert_eq!(record.layout.least_deep_padding(), layout.least_deep_padding(), "{record:?}");
    }
}
