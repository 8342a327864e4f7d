//! What boxing a large variant saves, against the enum with the box.

use layout_core::Layout;
use layout_core::analysis::FindingId;

use crate::find;

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
                let about = if Plain::LAYOUT.repr.is_reorderable() { "about " } else { "" };
                let expected = format!("in a box it would be {about}{boxed}, {} MB", plain - boxed);
                assert!(found.message.contains(&expected), "{name}: {expected:?}, but {found}");
                assert_eq!(found.fields, ["A.0"]);
                assert_eq!(found.remedy, format!("write `Box<{}>` in it", stringify!($large)));
                assert!(plain - boxed >= plain / 2, "{name}: it saves {} of {plain}", plain - boxed);
            }
            None => assert!(
                plain < boxed + 16 || plain < 2 * boxed,
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
        #[repr(C)] InC { [u8; 128]; B(u8), C(u32) }
        #[repr(C)] InCWithWords { [u8; 128]; B(u8, u64), C(u32) }
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
    assert_eq!(found.remedy, "make its fields a struct, and box that");
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
