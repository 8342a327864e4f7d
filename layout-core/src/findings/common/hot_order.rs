//! Where hot and cold fields would lie in an order that keeps them apart.

use crate::const_fns::const_max;
use crate::layout::{CACHE_LINE, FieldLayout, Fields, Kind, TypeLayout};
use crate::placement::{Lines, Promise, placed_align, round_up};

/// The fields of a struct in another order: the hot ones, those without a mark, and the cold ones, each
/// by falling alignment.
pub(in crate::findings) struct Ranked {
    layout: TypeLayout,
    /// Whether hot fields get the alignment by which they never lie on two lines.
    is_widened: bool,
    rank: u8,
    align: usize,
    fields: Fields,
    end: usize,
    whole_align: usize,
}

/// The ranks of fields: hot, unmarked, cold.
const RANKS: u8 = 3;

#[inline]
const fn rank(field: &FieldLayout) -> u8 {
    if field.is_hot() {
        0
    } else if field.is_cold() {
        2
    } else {
        1
    }
}

/// Whether the place of a struct's fields is judged.
#[inline]
pub(in crate::findings) const fn is_judged(layout: &TypeLayout) -> bool {
    matches!(layout.kind, Kind::Struct | Kind::TupleStruct) && layout.is_sized()
}

impl Ranked {
    #[inline]
    pub(in crate::findings) const fn of(layout: &TypeLayout, is_widened: bool) -> Self {
        Self {
            layout: *layout,
            is_widened,
            rank: 0,
            align: greatest_align(layout, is_widened),
            fields: layout.fields(),
            end: 0,
            whole_align: 1,
        }
    }

    /// The size and the alignment that a field would have.
    #[inline]
    const fn extent(&self, field: &FieldLayout) -> (usize, usize) {
        extent(field, &self.layout, self.is_widened)
    }

    /// The next field with the offset and the size that it would have.
    #[inline]
    pub(in crate::findings) const fn next(&mut self) -> Option<(FieldLayout, usize, usize)> {
        loop {
            while let Some(field) = self.fields.next() {
                let (size, align) = self.extent(&field);
                if rank(&field) == self.rank && align == self.align {
                    let offset = round_up(self.end, align);
                    self.end = offset.saturating_add(size);
                    self.whole_align = const_max(align, self.whole_align);
                    return Some((field, offset, size));
                }
            }
            self.fields = self.layout.fields();
            if self.align > 1 {
                self.align /= 2;
            } else if self.rank + 1 < RANKS {
                self.rank += 1;
                self.align = greatest_align(&self.layout, self.is_widened);
            } else {
                return None;
            }
        }
    }

    /// The size of the struct, once all fields have been passed.
    #[inline]
    pub(in crate::findings) const fn size(&self) -> Promise {
        let align = match self.layout.repr.align {
            Some(minimum) => const_max(minimum, self.whole_align),
            None => self.whole_align,
        };
        Promise { size: round_up(self.end, align), is_exact: true }
    }
}

/// A field that is not larger than a line never lies on two if it is aligned to its size or more.
#[inline]
pub(in crate::findings) const fn is_widened(field: &FieldLayout) -> bool {
    let fits = field.size > 0 && field.size <= CACHE_LINE;
    field.is_hot() && fits && field.align < field.size.next_power_of_two()
}

#[inline]
const fn extent(field: &FieldLayout, layout: &TypeLayout, widens: bool) -> (usize, usize) {
    if widens && is_widened(field) {
        let size = field.size.next_power_of_two();
        (size, size)
    } else {
        (field.size, placed_align(field, layout.repr))
    }
}

#[inline]
const fn greatest_align(layout: &TypeLayout, is_widened: bool) -> usize {
    let mut greatest = 1;
    let mut fields = layout.fields();
    while let Some(field) = fields.next() {
        greatest = const_max(greatest, extent(&field, layout, is_widened).1);
    }
    greatest
}

/// On which lines the hot fields of a value lie that begins at the start of one.
#[derive(Clone, Copy)]
pub(in crate::findings) struct HotLines {
    /// The lines below this one are counted.
    counted: usize,
    pub(in crate::findings) lines: usize,
    bytes: usize,
    /// The hot fields that lie on two lines though one could hold them.
    pub(in crate::findings) straddling: usize,
}

impl HotLines {
    pub(in crate::findings) const NONE: Self =
        Self { counted: 0, lines: 0, bytes: 0, straddling: 0 };

    /// Adds a field; they come in the order in which they lie in memory.
    #[inline]
    pub(in crate::findings) const fn add(&mut self, offset: usize, size: usize) {
        if size == 0 {
            return;
        }
        let first = offset / CACHE_LINE;
        let behind = offset.saturating_add(size - 1) / CACHE_LINE + 1;
        self.lines += behind.saturating_sub(const_max(first, self.counted));
        self.counted = const_max(behind, self.counted);
        self.bytes = self.bytes.saturating_add(size);
        if straddles(offset, size) {
            self.straddling += 1;
        }
    }

    /// The lines that would hold them.
    #[inline]
    pub(in crate::findings) const fn needed(self) -> usize {
        self.bytes.div_ceil(CACHE_LINE)
    }

    #[inline]
    pub(in crate::findings) const fn are_good(self) -> bool {
        self.straddling == 0 && self.lines <= self.needed()
    }
}

#[inline]
pub(in crate::findings) const fn straddles(offset: usize, size: usize) -> bool {
    let is_small = size > 0 && size <= CACHE_LINE;
    is_small && offset / CACHE_LINE != offset.saturating_add(size - 1) / CACHE_LINE
}

/// What comes of the ranked order.
#[derive(Clone, Copy)]
pub(in crate::findings) struct Outcome {
    pub(in crate::findings) hot: HotLines,
    /// Whether no line holds a hot field and a cold one.
    pub(in crate::findings) are_apart: bool,
    pub(in crate::findings) promise: Promise,
}

#[inline]
pub(in crate::findings) const fn outcome(layout: &TypeLayout, is_widened: bool) -> Outcome {
    let mut ranked = Ranked::of(layout, is_widened);
    let mut hot = HotLines::NONE;
    let mut last_hot = None;
    let mut are_apart = true;
    let lines = Lines { size: CACHE_LINE, align: CACHE_LINE };
    while let Some((field, offset, size)) = ranked.next() {
        if size == 0 {
            continue;
        }
        if field.is_hot() {
            hot.add(offset, size);
            last_hot = Some(offset + size - 1);
        } else if field.is_cold() {
            if let Some(last) = last_hot {
                are_apart &= lines.part(last, offset);
            }
        }
    }
    Outcome { hot, are_apart, promise: ranked.size() }
}

/// The names of the fields in that order.
#[cfg(feature = "alloc")]
#[inline]
pub(in crate::findings) fn members(
    layout: &TypeLayout,
    is_widened: bool,
) -> std_alloc::vec::Vec<crate::placement::Member> {
    let mut ranked = Ranked::of(layout, is_widened);
    let next =
        || ranked.next().map(|(field, ..)| crate::placement::Member { variant: None, field });
    core::iter::from_fn(next).collect()
}

/// `declare a, b, c`, and what makes the compiler keep to it.
#[cfg(feature = "alloc")]
#[inline]
pub(in crate::findings) fn order(
    layout: &TypeLayout,
    members: &[crate::placement::Member],
) -> std_alloc::string::String {
    let names: std_alloc::vec::Vec<_> = members.iter().map(|it| it.field.name).collect();
    let with = if layout.repr.is_reorderable() { " with `repr(C)`" } else { "" };
    std_alloc::format!("declare {}{with}", crate::put::joined(&names, ", "))
}
