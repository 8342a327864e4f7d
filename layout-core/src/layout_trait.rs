//! The trait of types whose layout is available as a constant.

use crate::layout::{Discriminants, EnumParts, FieldType, Measured, TypeLayout};

/// A type whose layout is available as a constant.
///
/// `#[derive(Layout)]` implements the trait for your types. The crate implements it for primitives, pointers,
/// tuples, arrays and the common types of the standard library.
///
/// ```
/// use layout_core::Layout;
///
/// #[derive(Layout)]
/// struct Pair {
///     key: u32,
///     value: u64,
/// }
///
/// assert_eq!(Pair::LAYOUT.size, 16);
/// assert_eq!(<[u16; 3]>::LAYOUT.align, 2);
/// ```
///
/// The constant costs nothing until it is used: a program that never names it is as large as one without the
/// derive.
///
/// # Safety
///
/// `LAYOUT` must be true for `Self`: its size, its alignment, and the offset, size and alignment of each
/// field. Unsafe code may rely on it. Leave the hidden items to the derive.
#[diagnostic::on_unimplemented(
    message = "the layout of `{Self}` is not described",
    label = "this type has no `#[derive(Layout)]`",
    note = "add `#[derive(layout_core::Layout)]` to the type; of other types only `size`, `align` and `niche` can be checked",
    note = "a type of another crate is described by a type of your own with `#[derive(Layout)]` and `#[layout(remote = path)]`"
)]
pub unsafe trait Layout {
    /// The layout of the type: its size, alignment, fields, padding and variants.
    const LAYOUT: TypeLayout;

    /// The checks of a generic type, which run when `LAYOUT` is used.
    #[doc(hidden)]
    const __CHECKED: () = ();

    /// The layout as the checks of a generic type see it.
    #[doc(hidden)]
    const __UNCHECKED: TypeLayout = Self::LAYOUT;

    /// Whether this is how a generic type's own checks see it.
    #[doc(hidden)]
    const __IS_IN_OWN_CHECK: bool = false;

    /// The types of the fields that may be types of the user, and the types of an enum's variants.
    #[doc(hidden)]
    const __TYPES: &'static [FieldType] = &[];

    /// The parts of an enum that the derive writes.
    #[doc(hidden)]
    const __PARTS: EnumParts = EnumParts::NONE;

    /// The discriminants that the source of an enum assigns.
    #[doc(hidden)]
    const __DISCRIMINANTS: Discriminants = Discriminants::None;

    /// What samples show about an enum whose layout the compiler chooses.
    #[doc(hidden)]
    const __MEASURED: *const Measured = core::ptr::null();

    /// The offsets of the fields, except for enums.
    #[doc(hidden)]
    const __OFFSETS: &'static [usize] = &[];

    /// Whether the type is marked with `#[layout(lock)]`.
    #[doc(hidden)]
    const __IS_LOCKED: bool = false;

    /// Returns a report on the type's layout, which prints as a table of fields and padding.
    ///
    /// ```
    /// # use layout_core::Layout;
    /// #[derive(Layout)]
    /// #[repr(C)]
    /// struct Packet {
    ///     version: u8,
    ///     length: u16,
    /// }
    ///
    /// println!("{}", Packet::layout_report());
    /// ```
    #[doc(alias = "pahole")]
    #[cfg(feature = "alloc")]
    #[doc(alias = "type_layout")]
    #[must_use]
    #[inline]
    fn layout_report() -> crate::report::LayoutReport {
        crate::report::LayoutReport::new(Self::LAYOUT)
    }

    /// Returns a report on a live value, with the bytes of its plain fields.
    ///
    /// For an enum, the report says which variant the value is, and where the fields of that variant lie.
    ///
    /// ```
    /// # use layout_core::Layout;
    /// #[derive(Layout)]
    /// enum Message {
    ///     Quit,
    ///     Move { x: i32, y: i32 },
    /// }
    ///
    /// let report = Message::layout_report_of(&Message::Move { x: 1, y: -1 });
    /// assert_eq!(report.variant().unwrap().name, "Move");
    /// println!("{report}");
    /// ```
    #[doc(alias = "size_of_val")]
    #[cfg(feature = "alloc")]
    #[must_use]
    #[inline]
    fn layout_report_of(&self) -> crate::report::ValueReport
    where
        Self: Sized,
    {
        let value = core::ptr::from_ref(self);
        let layout = Self::LAYOUT;
        let Some(live) = Self::__PARTS.live else {
            // SAFETY: `value` comes from a reference to `Self`, which `LAYOUT` is true of.
            return unsafe {
                let variant = layout.variant_of(value.cast()).unwrap_or(0);
                crate::report::ValueReport::new(layout, variant, &[], value.cast())
            };
        };
        let mut report = None;
        let mut visit = |variant, fields: &[*const ()]| {
            // SAFETY: as above, and `live` passes the variant in use and the addresses of its fields.
            report = Some(unsafe {
                crate::report::ValueReport::new(layout, variant, fields, value.cast())
            });
        };
        // SAFETY: `live` is of `Self`, and `value` comes from a reference.
        unsafe { live.visit(value.cast(), &mut visit) };
        report.expect("`visit` calls its argument once")
    }

    /// Stands in for the report when the feature `alloc` is off.
    #[cfg(not(feature = "alloc"))]
    #[doc(hidden)]
    #[inline]
    fn layout_report() -> &'static str
    where
        Self: ReportNeedsAlloc,
    {
        ""
    }

    /// Stands in for the report of a value when the feature `alloc` is off.
    #[cfg(not(feature = "alloc"))]
    #[doc(hidden)]
    #[inline]
    fn layout_report_of(&self) -> &'static str
    where
        Self: ReportNeedsAlloc,
    {
        ""
    }
}

/// Implemented by no type, so that the compiler names the missing feature.
#[cfg(not(feature = "alloc"))]
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a report of `{Self}` needs the feature `alloc` of `layout-core`",
    label = "there are reports with the feature `alloc`, which `std` implies",
    note = "in Cargo.toml: `layout-core = {{ version = \"...\", default-features = false, features = [\"alloc\", \"derive\"] }}`"
)]
pub trait ReportNeedsAlloc {}
