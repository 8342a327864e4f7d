//! Layouts of types by what the compiler tells of every type: its size, alignment and niches.

use crate::layout::{AllowedFindings, FieldList, Kind, Niches, Opaque, Repr, TypeLayout};

impl TypeLayout {
    /// The layout of a type of which nothing but size, alignment and niches is known.
    pub(crate) const fn opaque<T>(name: &'static str, module_path: &'static str) -> Self {
        Self { niches: Niches::measured::<T>(), ..Self::unmeasured::<T>(name, module_path) }
    }

    /// The same where nobody asks for the niches.
    pub(crate) const fn unmeasured<T>(name: &'static str, module_path: &'static str) -> Self {
        Self {
            name,
            module_path,
            size: size_of::<T>(),
            align: align_of::<T>(),
            repr: Repr::RUST,
            kind: Kind::Opaque,
            is_sized: true,
            type_name: core::any::type_name::<T>,
            fields: FieldList::EMPTY,
            element: None,
            opaque: Opaque::Private,
            held: &[],
            variants: None,
            sample: None,
            niches: Niches::UNKNOWN,
            allowed: AllowedFindings::NONE,
        }
    }

    /// The layout of a type that is not sized: so much is known of a value whose tail is empty.
    pub(crate) const fn unsized_of<T: ?Sized>(
        name: &'static str,
        module_path: &'static str,
        size: usize,
        align: usize,
    ) -> Self {
        Self {
            size,
            align,
            is_sized: false,
            type_name: core::any::type_name::<T>,
            ..Self::unmeasured::<()>(name, module_path)
        }
    }

    /// The layout of `[T]`, its elements being of that layout.
    pub(crate) const fn slice_of<T>(element: &'static TypeLayout) -> Self {
        Self {
            kind: Kind::Slice,
            element: Some(element),
            ..Self::unsized_of::<[T]>("slice", "core::primitive", 0, align_of::<T>())
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Layout;
    use crate::layout::{Kind, Tail, TypeLayout};

    /// As constants make it of each slice.
    #[test]
    fn a_slice_is_a_tail_of_its_elements() {
        let slice = TypeLayout::slice_of::<u32>(&<u32 as Layout>::LAYOUT);
        assert_eq!((slice.size, slice.align, slice.is_sized()), (0, align_of::<u32>(), false));
        assert_eq!((slice.kind, slice.element().map(|it| it.name)), (Kind::Slice, Some("u32")));
        assert_eq!(slice.tail(), Some(Tail { offset: Some(0), stride: Some(4) }));
    }
}
