//! What boxing a large variant saves, against the enum with the box.

use layout_core::Layout;
use layout_core::analysis::{Finding, FindingId, Severity};

use crate::find;

#[derive(Layout)]
#[repr(C, align(32))]
struct Vector([u8; 128]);

/// Declares enums with the variant `A` as it is and boxed, and compares what is said of the first with
/// the second's size.
macro_rules! boxed {
    ($($(#[$meta:meta])* $name:ident { $large:ty; $($rest:tt)* })*) => {$({
        #[derive(Layout)]
        #[allow(clippy::large_enum_variant, reason = "it is what is looked for")]
        $(#[$meta])*
        enum Plain { A($large), $($rest)* }

        #[derive(Layout)]
        $(#[$meta])*
        enum Boxed { A(Box<$large>), $($rest)* }

        let (plain, boxed) = (size_of::<Plain>(), size_of::<Boxed>());
        let name = stringify!($name);
        match find::<Plain>(FindingId::LargeVariant) {
            Some(found) => {
                let expected = format!("in a box, the enum would need {boxed} bytes, {} MB", plain - boxed);
                assert!(found.message.contains(&expected), "{name}: {expected:?}, but {found}");
                assert_eq!(found.fields, ["A.0"]);
                assert_eq!(found.remedy, format!("declare its field as `Box<{}>`", stringify!($large)));
                let severity = if plain - boxed < 64 { Severity::Note } else { Severity::Warning };
                assert_eq!(found.severity, severity, "{name}: {found}");
                assert!(plain - boxed >= plain / 2, "{name}: it saves {} of {plain}", plain - boxed);
            }
            None => assert!(
                plain < boxed + 32 || plain < 2 * boxed,
                "{name}: {boxed} bytes with a box instead of {plain}"
            ),
        }
    })*};
}

#[test]
fn the_enum_with_the_box_is_as_large_as_it_says() {
    boxed! {
        One { [u8; 64]; B(u8) }
        Word { [u8; 200]; B(u64), C(u8, u32) }
        Unsorted { [u64; 16]; B(u8, u64, u8, u32) }
        Bytes { [u8; 33]; B(u8, u8), C }
        Strings { [u8; 300]; B([u8; 24]), C(u32, u32) }
        Small { [u8; 20]; B(u64), C }
        Close { [u8; 64]; B([u8; 60]), C }
        Tiny { u16; B(u8), C }
        BehindWords { [u8; 200]; B(u8, u64, u64, u32) }
        BehindHalves { [u8; 200]; B(u8, u16, [u16; 10]) }
        Wide { Vector; B(u8), C }
        BesideText { [u8; 40]; B(String) }
        BesideTexts { [u8; 80]; B(String, u64), C(u64), D }
        BesideReference { [u8; 40]; B(&'static u8, u64) }
        BesideFlag { [u8; 64]; B(bool, u8) }
        BesideSlice { [u8; 64]; B(&'static str, u64), C(u64) }
        BesideNiche { [u8; 48]; B(fn(u8), char, char) }
        BesideNicheOfBytes { [u64; 9]; B(u64, u32, bool), C(u32, u64) }
        BesideNicheBehind { [u64; 9]; B(bool, &'static u8, u16), C(u64, u32) }
        BesideNested { [u8; 64]; B(Option<String>) }
        #[repr(C)] InC { [u8; 128]; B(u8), C(u32) }
        #[repr(C)] InCWithWords { [u8; 128]; B(u8, u64), C(u32) }
        #[repr(C)] InCWide { Vector; B(u8), C(u32) }
        #[repr(C, u8)] InCOfBytes { Vector; B(u8), C(u16, u32, u16) }
        #[repr(u32)] TaggedByFour { [u8; 128]; B([u8; 13]) }
        #[repr(u8)] Tagged { [u8; 128]; B(u8), C(u16, u8, u32) }
        #[repr(u16)] TaggedByTwo { [u8; 128]; B(u8), C(u8, u16) }
        #[repr(align(32))] Aligned { [u8; 128]; B(u8), C(u16) }
    }
}

#[test]
fn several_fields_are_boxed_as_a_struct() {
    #[derive(Layout)]
    enum Wide {
        Small,
        Large { key: [u8; 32], body: [u8; 64] },
    }

    let found = find::<Wide>(FindingId::LargeVariant).unwrap();
    assert_eq!(found.fields, ["Large.key", "Large.body"]);
    assert_eq!(found.remedy, "move its fields into a struct, and box the struct");
}

/// Of the variants with as many bytes the first is taken, though the other may have less padding.
#[test]
fn the_first_of_equals_is_boxed() {
    #[derive(Layout)]
    #[repr(C, align(64))]
    struct Line([u8; 0]);
    #[derive(Layout)]
    #[repr(u8)]
    enum Padded {
        Large(u8, Line, u8),
        Small(u8, u8),
    }
    #[derive(Layout)]
    #[repr(u8)]
    enum Late {
        Small(u8, u8),
        Large(u8, Line, u8),
    }

    let found = find::<Padded>(FindingId::LargeVariant).unwrap();
    assert_eq!(found.fields, ["Large.0", "Large.1", "Large.2"]);
    assert_eq!(find::<Late>(FindingId::LargeVariant), None);
}

/// Where the tag is not known it is taken to have one byte, and two if there are more variants than that
/// tells apart.
#[test]
fn a_tag_that_is_not_known_has_the_fewest_bytes() {
    /// Not described, so that nothing of an enum with it is known but its size.
    struct Plain([u8; 128]);

    #[derive(Layout)]
    enum Few {
        Large(Plain),
        Bytes([u8; 15]),
    }
    macro_rules! many {
        ($($name:ident)*) => {
            #[derive(Layout)]
            #[allow(non_camel_case_types, reason = "they are numbered")]
            enum Many {
                Large(Plain),
                Bytes([u8; 15]),
                $($name,)*
            }
        };
    }
    many! {
        V00 V01 V02 V03 V04 V05 V06 V07 V08 V09 V0a V0b V0c V0d V0e V0f V10 V11 V12 V13 V14 V15
        V16 V17 V18 V19 V1a V1b V1c V1d V1e V1f V20 V21 V22 V23 V24 V25 V26 V27 V28 V29 V2a V2b
        V2c V2d V2e V2f V30 V31 V32 V33 V34 V35 V36 V37 V38 V39 V3a V3b V3c V3d V3e V3f V40 V41
        V42 V43 V44 V45 V46 V47 V48 V49 V4a V4b V4c V4d V4e V4f V50 V51 V52 V53 V54 V55 V56 V57
        V58 V59 V5a V5b V5c V5d V5e V5f V60 V61 V62 V63 V64 V65 V66 V67 V68 V69 V6a V6b V6c V6d
        V6e V6f V70 V71 V72 V73 V74 V75 V76 V77 V78 V79 V7a V7b V7c V7d V7e V7f V80 V81 V82 V83
        V84 V85 V86 V87 V88 V89 V8a V8b V8c V8d V8e V8f V90 V91 V92 V93 V94 V95 V96 V97 V98 V99
        V9a V9b V9c V9d V9e V9f Va0 Va1 Va2 Va3 Va4 Va5 Va6 Va7 Va8 Va9 Vaa Vab Vac Vad Vae Vaf
        Vb0 Vb1 Vb2 Vb3 Vb4 Vb5 Vb6 Vb7 Vb8 Vb9 Vba Vbb Vbc Vbd Vbe Vbf Vc0 Vc1 Vc2 Vc3 Vc4 Vc5
        Vc6 Vc7 Vc8 Vc9 Vca Vcb Vcc Vcd Vce Vcf Vd0 Vd1 Vd2 Vd3 Vd4 Vd5 Vd6 Vd7 Vd8 Vd9 Vda Vdb
        Vdc Vdd Vde Vdf Ve0 Ve1 Ve2 Ve3 Ve4 Ve5 Ve6 Ve7 Ve8 Ve9 Vea Veb Vec Ved Vee Vef Vf0 Vf1
        Vf2 Vf3 Vf4 Vf5 Vf6 Vf7 Vf8 Vf9 Vfa Vfb Vfc Vfd Vfe Vff
    }

    let said = |found: Option<Finding>| found.unwrap().message;
    let few = said(find::<Few>(FindingId::LargeVariant));
    let many = said(find::<Many>(FindingId::LargeVariant));
    let boxed = |end: usize| {
        format!("the enum would need {} bytes, ", end.next_multiple_of(align_of::<usize>()))
    };
    assert!(few.contains(&boxed(1 + 15)), "{few}");
    assert!(many.contains(&boxed(2 + 15)), "{many}");
}

/// A single variant is as large as it is: there is nothing that it is larger than.
#[test]
fn there_must_be_others() {
    #[derive(Layout)]
    enum Lone {
        Only([u8; 100]),
    }

    #[derive(Layout)]
    enum Never {}

    assert_eq!(find::<Lone>(FindingId::LargeVariant), None);
    assert_eq!(find::<Never>(FindingId::LargeVariant), None);
}
