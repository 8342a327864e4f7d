use core::panic::{RefUnwindSafe, UnwindSafe};

/// Names an alignment of `N` bytes, for the bound of [`Aligned`](super::Aligned).
///
/// ```
/// use layout_core::cache::{Aligned, AlignTo, SupportedAlign};
///
/// /// Bytes for the vector unit, aligned as the caller needs them.
/// fn zeroed<const N: usize>() -> Aligned<[u8; 256], N>
/// where
///     AlignTo<N>: SupportedAlign,
/// {
///     Aligned::new([0; 256])
/// }
///
/// assert!(core::ptr::from_ref(&zeroed::<64>()).is_aligned());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AlignTo<const N: usize>;

/// An alignment that `repr(align)` accepts: [`AlignTo<N>`](AlignTo) implements it where `N` is a power of two from 1 to
/// 2^29. On targets with 16-bit addresses (AVR, MSP430), `repr(align)` accepts at most 2^14.
///
/// Source: [the Reference, the alignment modifiers](https://doc.rust-lang.org/reference/type-layout.html#the-alignment-modifiers).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an alignment: it must be a power of two from 1 to 536870912",
    label = "not a power of two from 1 to 2^29"
)]
pub trait SupportedAlign: sealed::Sealed {
    #[doc(hidden)]
    type Marker: Copy + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static;
}

mod sealed {
    pub trait Sealed {}
}

macro_rules! supported {
    ($module:ident: $($name:ident = $align:literal;)*) => {
        /// Types without size, each with an alignment of its own.
        mod $module {
            $(
                #[derive(Clone, Copy)]
                #[repr(align($align))]
                pub struct $name;
            )*
        }

        $(
            impl sealed::Sealed for AlignTo<$align> {}

            impl SupportedAlign for AlignTo<$align> {
                type Marker = $module::$name;
            }

            const _: () = assert!(align_of::<$module::$name>() == $align);
        )*
    };
}

supported! { small:
    A0 = 1; A1 = 2; A2 = 4; A3 = 8; A4 = 16; A5 = 32; A6 = 64; A7 = 128; A8 = 256; A9 = 512;
    A10 = 1024; A11 = 2048; A12 = 4096; A13 = 8192; A14 = 16384;
}

// With 16-bit addresses these exceed `isize::MAX`, and `repr(align)` refuses them.
#[cfg(not(target_pointer_width = "16"))]
supported! { large:
    A15 = 32768; A16 = 65536; A17 = 131_072; A18 = 262_144; A19 = 524_288; A20 = 1_048_576;
    A21 = 2_097_152; A22 = 4_194_304; A23 = 8_388_608; A24 = 16_777_216; A25 = 33_554_432;
    A26 = 67_108_864; A27 = 134_217_728; A28 = 268_435_456; A29 = 536_870_912;
}
