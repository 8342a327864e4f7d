use core::marker::PhantomData;

use crate::Layout;
use crate::layout::{Kind, Slot, Tagging, TypeLayout, Walk};

/// The plan of a type, worked out once when the program is compiled.
pub(super) struct Planned<T>(PhantomData<T>);

impl<T: Layout> Planned<T> {
    pub(super) const PLAN: Option<Plan> = Plan::of(&T::LAYOUT);
}

/// The runs of bytes of a type that are not padding, in order of their offsets: no two of them touch, and
/// all are within the type. It is the same for all values of the type.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    runs: [Run; Self::MOST],
    len: usize,
}

/// A run of bytes that are not padding.
#[derive(Clone, Copy)]
struct Run {
    offset: usize,
    size: usize,
}

/// Padding, and the run of other bytes behind it.
#[derive(Clone, Copy)]
pub(super) struct Step {
    /// Where the padding begins.
    pub(super) padding: usize,
    /// Where it ends and the run begins.
    pub(super) start: usize,
    /// Where the run ends.
    pub(super) end: usize,
}

impl Plan {
    pub(super) const MOST: usize = 16;

    /// The plan of a type without [obstacle](super::obstacle); `None` if the runs differ from value to
    /// value, or are too many.
    #[inline]
    pub(super) const fn of(layout: &TypeLayout) -> Option<Self> {
        let none = Self { runs: [Run { offset: 0, size: 0 }; Self::MOST], len: 0 };
        none.with(layout, 0)
    }

    /// The run of that index, with the padding before it.
    #[inline]
    pub(super) const fn step(plan: Option<&Self>, index: usize) -> Option<Step> {
        match plan {
            Some(plan) if index < plan.len => {
                let Run { offset, size } = plan.runs[index];
                Some(Step { padding: plan.end(index), start: offset, end: offset + size })
            }
            _ => None,
        }
    }

    /// Where the last run ends.
    #[inline]
    pub(super) const fn last_end(plan: Option<&Self>) -> usize {
        match plan {
            Some(plan) => plan.end(plan.len),
            None => 0,
        }
    }

    /// Where the run before that of an index ends.
    #[inline]
    const fn end(&self, index: usize) -> usize {
        match index.checked_sub(1) {
            Some(before) => self.runs[before].offset + self.runs[before].size,
            None => 0,
        }
    }

    /// With the runs of a type that lies at `base`, behind all that are there.
    #[inline]
    const fn with(self, layout: &TypeLayout, base: usize) -> Option<Self> {
        if layout.size == 0 {
            return Some(self);
        }
        if let Some(0) = layout.deep_padding() {
            return self.push(base, layout.size);
        }
        match (layout.kind, layout.element()) {
            (Kind::Array { len }, Some(element)) => {
                let mut plan = self;
                let mut index = 0;
                while index < len {
                    plan = match plan.with(element, base + index * element.size) {
                        Some(plan) => plan,
                        None => return None,
                    };
                    index += 1;
                }
                Some(plan)
            }
            (Kind::Opaque, Some(element)) => self.with(element, base),
            (Kind::Enum, _) => self.with_variant(layout, base),
            _ => self.with_fields(layout.walk(), base),
        }
    }

    #[inline]
    const fn with_variant(self, layout: &TypeLayout, base: usize) -> Option<Self> {
        let mut variants = layout.variants();
        let first = variants.next();
        match (layout.tagging(), first) {
            (Some(Tagging::Single), Some(variant)) => {
                self.with_fields(layout.walk_variant(&variant), base)
            }
            _ => None,
        }
    }

    #[inline]
    const fn with_fields(self, mut walk: Walk, base: usize) -> Option<Self> {
        let mut plan = self;
        while let Some(slot) = walk.next() {
            let Slot::Field(field) = slot else { continue };
            if let (Some(layout), Some(offset)) = (field.layout(), field.offset) {
                plan = match plan.with(layout, base + offset) {
                    Some(plan) => plan,
                    None => return None,
                };
            }
        }
        Some(plan)
    }

    #[inline]
    const fn push(mut self, offset: usize, size: usize) -> Option<Self> {
        if self.len > 0 {
            let last = &mut self.runs[self.len - 1];
            if last.offset + last.size == offset {
                last.size += size;
                return Some(self);
            }
        }
        if self.len == Self::MOST {
            return None;
        }
        self.runs[self.len] = Run { offset, size };
        self.len += 1;
        Some(self)
    }
}

#[cfg(all(test, feature = "derive"))]
mod tests {
    #![allow(dead_code, reason = "what counts is where the fields lie")]

    use core::cmp::Reverse;
    use core::num::Wrapping;

    use super::{Plan, Step};
    use crate::Layout;
    use crate::plain::obstacle::obstacle;

    #[derive(Layout, Clone, Copy)]
    #[repr(C)]
    struct Padded {
        a: u8,
        b: u32,
        c: u16,
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Nested(u8, Padded, [Padded; 2], u16);

    #[derive(Layout)]
    #[repr(C, packed)]
    struct Packed(u8, u64, Padded);

    #[derive(Layout)]
    #[repr(C, align(16))]
    struct Empty;

    #[derive(Layout)]
    #[repr(C, align(16))]
    struct Aligned(Empty, u8);

    #[derive(Layout)]
    enum Single {
        Only(Padded, u8),
    }

    #[derive(Layout)]
    #[repr(u8)]
    enum Tagged {
        Byte(u8),
        Word(u32),
    }

    #[derive(Layout)]
    #[repr(u8)]
    enum Filled {
        Byte(u8),
        Other(i8),
    }

    /// The bytes that are in no run of a plan; the runs are checked to be in order and apart.
    fn gaps<const N: usize>(plan: &Plan) -> [bool; N] {
        let mut gaps = [true; N];
        let mut end = 0;
        for index in 0..plan.len {
            let step = Plan::step(Some(plan), index).expect("it is one of the runs");
            let Step { padding, start, end: next } = step;
            assert_eq!(padding, end, "the padding before run {index}");
            assert!(index == 0 || padding < start, "run {index} touches the one before");
            assert!(start < next, "run {index} is empty");
            gaps[start..next].fill(false);
            end = next;
        }
        assert!(Plan::step(Some(plan), plan.len).is_none());
        assert_eq!(Plan::last_end(Some(plan)), end);
        gaps
    }

    #[test]
    fn runs_are_all_bytes_but_padding() {
        macro_rules! check {
            ($($ty:ty,)*) => {$(
                assert!(obstacle(&<$ty>::LAYOUT).is_none(), "{}", stringify!($ty));
                let plan = Plan::of(&<$ty>::LAYOUT).expect(stringify!($ty));
                let expected = <$ty>::LAYOUT.deep_padding_mask::<{ size_of::<$ty>() }>();
                assert_eq!(gaps(&plan), expected, "{}", stringify!($ty));
            )*};
        }
        check! {
            u8, u128, (), [u8; 0], [u32; 100], (u8, u32), Padded, [Padded; 3], Nested, Packed, Empty,
            Aligned, Single, Wrapping<u16>, Reverse<Padded>, Filled, [(u8, u16); 4],
        }
        let padded = Plan::of(&Padded::LAYOUT).map(|plan| gaps::<12>(&plan));
        let [x, o] = [true, false];
        assert_eq!(padded, Some([o, x, x, x, o, o, o, o, o, o, x, x]));
    }

    #[test]
    fn a_plan_has_so_many_runs_and_no_more() {
        // The end of one `(u8, u16)` in `repr(C)` touches the start of the next.
        #[derive(Layout, Clone, Copy)]
        #[repr(C)]
        struct Gap(u8, u16);

        assert_eq!(Plan::of(&<[Gap; 15]>::LAYOUT).map(|plan| plan.len), Some(16));
        assert!(Plan::of(&<[Gap; 16]>::LAYOUT).is_none());
        assert!(Plan::step(None, 0).is_none());
        assert_eq!(Plan::last_end(None), 0);
    }

    #[test]
    fn there_is_no_plan_where_padding_depends_on_the_value() {
        assert!(Plan::of(&Tagged::LAYOUT).is_none());
        assert!(Plan::of(&<(u8, Tagged)>::LAYOUT).is_none());
        assert!(Plan::of(&<[Tagged; 2]>::LAYOUT).is_none());
    }
}
