//! Checks of a type as it is on a target that need not be the one that is compiled for: `on(target, ...)`.
//!
//! They are decided by what the Reference defines of `repr(C)` and the like, and by the sizes and alignments of
//! primitives there. What that does not decide fails.

use core::marker::PhantomData;

use super::message::{Text, about, compared};
use super::portable::{push_advice, push_fault, spelled};
use super::{
    CheckTarget, Op, SizedCheckTarget, align, align_of_field, offset_of_field, size, size_of_field,
};
use crate::layout::{Kind, TypeLayout};
use crate::placement::Breach;
pub use crate::placement::{TARGETS, Target, targets};

/// `on(target, size OP n)`.
#[track_caller]
#[inline]
pub const fn size_on<S: SizedCheckTarget>(
    marker: PhantomData<S>,
    name: &str,
    target: Target,
    op: Op,
    required: usize,
) {
    if target.is_here {
        return size(marker, name, op, required);
    }
    match target.extent(spelled::<S>(name), &layout!(S)) {
        Ok((actual, _)) if holds!(op, actual, required) => {}
        Ok((actual, _)) => Asked { name, target, property: "size", path: "", op, required }
            .fails(&layout!(S), actual),
        Err(breach) => {
            Asked { name, target, property: "size", path: "", op, required }.is_not_known(&breach)
        }
    }
}

/// `on(target, align OP n)`.
#[track_caller]
#[inline]
pub const fn align_on<S: CheckTarget>(
    marker: PhantomData<S>,
    name: &str,
    target: Target,
    op: Op,
    required: usize,
) {
    if target.is_here {
        return align(marker, name, op, required);
    }
    match target.extent(spelled::<S>(name), &layout!(S)) {
        Ok((_, actual)) if holds!(op, actual, required) => {}
        Ok((_, actual)) => Asked { name, target, property: "align", path: "", op, required }
            .fails(&layout!(S), actual),
        Err(breach) => {
            Asked { name, target, property: "align", path: "", op, required }.is_not_known(&breach)
        }
    }
}

macro_rules! of_fields {
    ($($doc:literal $name:ident $here:ident $property:literal |$place:pat_param| $actual:expr;)*) => {$(
        #[doc = $doc]
        #[track_caller]
        #[inline]
        pub const fn $name<S: CheckTarget>(
            marker: PhantomData<S>,
            name: &str,
            path: &str,
            target: Target,
            op: Op,
            required: usize,
        ) {
            // Whether the path leads somewhere is told by the check of this target.
            if target.is_here || layout!(S).resolve(path).is_err() {
                return $here(marker, name, path, op, required);
            }
            match target.place(spelled::<S>(name), &layout!(S), path) {
                Ok($place) if holds!(op, $actual, required) => {}
                Ok($place) => Asked { name, target, property: $property, path, op, required }
                    .fails(&layout!(S), $actual),
                Err(breach) => Asked { name, target, property: $property, path, op, required }
                    .is_not_known(&breach),
            }
        }
    )*};
}

of_fields! {
    "`on(target, offset(path) OP n)`."
    offset_of_field_on offset_of_field "offset" |(offset, _)| offset;
    "`on(target, size(path) OP n)`."
    size_of_field_on size_of_field "size" |(_, (size, _))| size;
    "`on(target, align(path) OP n)`."
    align_of_field_on align_of_field "align" |(_, (_, align))| align;
}

/// What is asked of a type on a target.
struct Asked<'a> {
    name: &'a str,
    target: Target,
    property: &'a str,
    path: &'a str,
    op: Op,
    required: usize,
}

impl Asked<'_> {
    /// `size on i686`
    #[inline]
    const fn subject(&self) -> Text {
        let text = about(self.name).str(self.property);
        let text =
            if self.path.is_empty() { text } else { text.str(" of `").str(self.path).str("`") };
        text.str(" on ").str(self.target.word())
    }

    #[cold]
    #[track_caller]
    #[inline]
    const fn fails(&self, layout: &TypeLayout, actual: usize) -> ! {
        let text = compared(self.subject(), actual, self.op, self.required);
        panic!("{}", push_table(text, layout, self.target).as_str())
    }

    #[cold]
    #[track_caller]
    #[inline]
    const fn is_not_known(&self, breach: &Breach) -> ! {
        let text = self.subject().str(" is not known, required ").str(self.op.symbol()).str(" ");
        let text = push_fault(text.number(self.required).str(": "), breach).str("\n  ");
        panic!("{}", push_advice(text, breach).as_str())
    }
}

/// The most rows of a table.
const MOST_ROWS: usize = 80;

/// The fields of a struct as they lie there.
#[inline]
const fn push_table(text: Text, layout: &TypeLayout, target: Target) -> Text {
    if !matches!(layout.kind, Kind::Struct | Kind::TupleStruct | Kind::Union) {
        return text;
    }
    let mut text = text.str("\n  offset size  field, on ").str(target.word());
    let mut fields = layout.fields();
    let mut count = 0;
    while let Some(field) = fields.next() {
        let Ok((offset, (size, _))) = target.place(None, layout, field.name) else {
            return text;
        };
        if count == MOST_ROWS {
            return text.str("\n  (").count(layout.fields().len(), "field").str(" in all)");
        }
        text = text.str("\n").column(offset, 8).str(" ").column(size, 4);
        text = text.str("  ").str(field.name).str(": ").str(field.ty);
        count += 1;
    }
    text
}
