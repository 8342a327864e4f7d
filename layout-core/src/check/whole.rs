//! Checks of a type as a whole.

use core::marker::PhantomData;

use super::message::{
    Ordered, Text, about, compared, comparison, comparison_by_order, fail, fail_of_padding,
    push_discriminant, push_elsewhere, push_part, push_table, undescribed,
};
use super::{CheckTarget, Op, SizedCheckTarget};
use crate::Layout;
use crate::findings::{FindingId, Piece, Sentence, examine};
use crate::layout::{Discriminant, IntRepr, Kind, TypeLayout, UnknownInside};
use crate::placement::Elsewhere;

/// `size OP n`, in bytes.
#[track_caller]
#[inline]
pub const fn size<S: SizedCheckTarget>(_: PhantomData<S>, name: &str, op: Op, required: usize) {
    let actual = size_of::<S>();
    if !holds!(op, actual, required) {
        comparison_by_order::<S>(name, Ordered::Size, actual, op, required);
    }
}

fast_path! {
    "`size OP n`", (T) => size_of::<T>(), failed_size:
    size_eq size_ne size_lt size_le size_gt size_ge
}

#[cold]
#[track_caller]
#[inline]
const fn failed_size<T: Layout>(op: Op, required: usize) {
    size::<T>(PhantomData, T::LAYOUT.name, op, required);
}

/// `align OP n`, in bytes.
#[track_caller]
#[inline]
pub const fn align<S: CheckTarget>(_: PhantomData<S>, name: &str, op: Op, required: usize) {
    let actual = S::ALIGN;
    if !holds!(op, actual, required) {
        failed_align_of::<S>(name, actual, op, required);
    }
}

fast_path! {
    "`align OP n`", (T) => align_of::<T>(), failed_align:
    align_eq align_ne align_lt align_le align_gt align_ge
}

#[cold]
#[track_caller]
#[inline]
const fn failed_align<T: Layout>(op: Op, required: usize) {
    align::<T>(PhantomData, T::LAYOUT.name, op, required);
}

#[cold]
#[track_caller]
#[inline]
const fn failed_align_of<S: CheckTarget>(name: &str, actual: usize, op: Op, required: usize) -> ! {
    let text = compared(about(name).str("align"), actual, op, required);
    let text = push_table(text, &layout!(S), None);
    let text = match Elsewhere::OTHER.extent(&layout!(S)) {
        Some((_, there)) => push_elsewhere(text, there, op, required),
        None => text,
    };
    panic!("{}", text.as_str())
}

/// `padding OP n`, in bytes of the type itself.
#[track_caller]
#[inline]
pub const fn padding<S: SizedCheckTarget>(_: PhantomData<S>, name: &str, op: Op, required: usize) {
    require_fields::<S>(name, "padding");
    let actual = layout!(S).padding();
    if !holds!(op, actual, required) {
        comparison_by_order::<S>(name, Ordered::Padding, actual, op, required);
    }
}

fast_path! {
    "`padding OP n`, of a type with fields.", (T) => T::LAYOUT.padding(), failed_padding:
    padding_eq padding_ne padding_lt padding_le padding_gt padding_ge
}

#[cold]
#[track_caller]
#[inline]
const fn failed_padding<T: Layout>(op: Op, required: usize) {
    padding::<T>(PhantomData, T::LAYOUT.name, op, required);
}

/// `fields OP n`, a count.
#[track_caller]
#[inline]
pub const fn fields<S: CheckTarget>(_: PhantomData<S>, name: &str, op: Op, required: usize) {
    require_fields::<S>(name, "fields");
    let actual = layout!(S).fields().len();
    if !holds!(op, actual, required) {
        comparison::<S>(name, "fields", actual, op, required);
    }
}

fast_path! {
    "`fields OP n`, of a type that lists so many.", (T count) => count, failed_fields:
    fields_eq fields_ne fields_lt fields_le fields_gt fields_ge
}

#[cold]
#[track_caller]
#[inline]
const fn failed_fields<T: Layout>(_count: usize, op: Op, required: usize) {
    fields::<T>(PhantomData, T::LAYOUT.name, op, required);
}

/// `niche`: an `Option` of the type is no larger than the type.
#[track_caller]
#[inline]
pub const fn niche<S: SizedCheckTarget>(_: PhantomData<S>, name: &str) {
    let (with, without) = (size_of::<Option<S>>(), size_of::<S>());
    if with > without {
        let text = about(name).str("size is ").number(without).str(", and ").number(with);
        fail::<S>(text.str(" in an `Option`, required niche"));
    }
}

/// A fingerprint would be the same if the inside of that part were another.
#[cold]
#[track_caller]
#[inline]
const fn unknown_to_fingerprint<S: CheckTarget>(
    name: &str,
    unknown: &UnknownInside,
    op: Op,
    required: u64,
) -> ! {
    let text = push_unknown(about(name).str("the fingerprint leaves out what is"), unknown);
    let text = text.str(", required fingerprint ").str(op.symbol()).str(" ").hexadecimal(required);
    fail::<S>(text.str(": ").str(unknown.reason.remedy()))
}

/// `fingerprint OP n`: see [`TypeLayout::fingerprint`].
#[track_caller]
#[inline]
pub const fn fingerprint<S: CheckTarget>(_: PhantomData<S>, name: &str, op: Op, required: u64) {
    if let Kind::Opaque = layout!(S).kind {
        undescribed::<S>(about(name).str("`fingerprint`"), name);
    }
    if let Some(unknown) = layout!(S).first_undescribed() {
        unknown_to_fingerprint::<S>(name, &unknown, op, required);
    }
    let actual = layout!(S).fingerprint();
    if !holds!(op, actual, required) {
        let text = about(name).str("fingerprint is ").hexadecimal(actual).str(", required ");
        fail::<S>(text.str(op.symbol()).str(" ").hexadecimal(required));
    }
}

/// `discriminant(V) OP n`.
#[track_caller]
#[inline]
pub const fn discriminant_of_variant<S: CheckTarget>(
    _: PhantomData<S>,
    name: &str,
    variant: &str,
    op: Op,
    required: Required,
) {
    let Some(found) = layout!(S).variant(variant) else { no_variant::<S>(name, variant) };
    let int = match layout!(S).repr.int {
        Some(int) => int,
        None => IntRepr::Isize,
    };
    let actual = found.discriminant;
    let required = match required {
        Required::Bits(bits) => Discriminant::new(bits, matches!(int, IntRepr::U128)),
        Required::Integer(required) => required,
    };
    if !is_within(required, int) {
        let text = push_discriminant(about(name).str("`"), required).str("` is out of range for `");
        fail::<S>(text.str(int.name()).str("`, the type of the discriminants"));
    }
    let (is_less, is_greater) = (actual.is_less(required), required.is_less(actual));
    let holds = match op {
        Op::Eq => !is_less && !is_greater,
        Op::Ne => is_less || is_greater,
        Op::Lt => is_less,
        Op::Le => !is_greater,
        Op::Gt => is_greater,
        Op::Ge => !is_less,
    };
    if !holds {
        let text = about(name).str("discriminant of `").str(variant).str("` is ");
        let text = push_discriminant(text, actual).str(", required ").str(op.symbol()).str(" ");
        fail::<S>(push_discriminant(text, required));
    }
}

/// What a discriminant is compared with.
#[derive(Clone, Copy)]
pub enum Required {
    /// The bits of a number of the type of the discriminants.
    Bits(i128),
    /// A number of any type.
    Integer(Discriminant),
}

/// An integer of any type.
#[diagnostic::on_unimplemented(
    message = "a discriminant is an integer, which `{Self}` is not",
    label = "expected an integer"
)]
pub trait Integer: Copy {
    /// The type.
    const TYPE: IntRepr;
}

macro_rules! integers {
    ($($int:ident $variant:ident)*) => {
        $(impl Integer for $int {
            const TYPE: IntRepr = IntRepr::$variant;
        })*

        /// A number of any type, to be compared with a discriminant.
        #[must_use]
        #[allow(clippy::cast_possible_wrap, clippy::cast_lossless, reason = "`Discriminant` keeps the bits")]
        #[inline]
        pub const fn integer<I: Integer>(value: I) -> Required {
            let bits = match I::TYPE {
                // SAFETY: the constant is that of one type, in this module, and `I` is that type.
                $(IntRepr::$variant => unsafe { core::mem::transmute_copy::<I, $int>(&value) as i128 },)*
            };
            Required::Integer(Discriminant::new(bits, matches!(I::TYPE, IntRepr::U128)))
        }

        /// Whether a number is one of a type.
        #[allow(clippy::cast_possible_wrap, clippy::cast_lossless, reason = "`Discriminant` keeps the bits")]
        #[inline]
        const fn is_within(value: Discriminant, int: IntRepr) -> bool {
            let (least, most) = match int {
                $(IntRepr::$variant => (
                    Discriminant::new($int::MIN as i128, false),
                    Discriminant::new($int::MAX as i128, matches!(int, IntRepr::U128)),
                ),)*
            };
            !value.is_less(least) && !most.is_less(value)
        }
    };
}

integers! {
    u8 U8 u16 U16 u32 U32 u64 U64 u128 U128 usize Usize
    i8 I8 i16 I16 i32 I32 i64 I64 i128 I128 isize Isize
}

#[cold]
#[track_caller]
#[inline]
const fn no_variant<S: CheckTarget>(name: &str, variant: &str) -> ! {
    match layout!(S).kind {
        Kind::Enum => fail::<S>(about(name).str("there is no variant `").str(variant).str("`")),
        Kind::Opaque => undescribed::<S>(about(name).str("`discriminant`"), name),
        _ => fail::<S>(about(name).str("`discriminant` is a check of an enum, which it is not")),
    }
}

/// `no_holes`: no padding between the type's fields; padding at its end is allowed.
#[track_caller]
#[inline]
pub const fn no_holes<S: SizedCheckTarget>(_: PhantomData<S>, name: &str) {
    require_fields::<S>(name, "no_holes");
    let internal = layout!(S).padding().saturating_sub(layout!(S).trailing_padding());
    if internal > 0 {
        let text = about(name).count(internal, "byte");
        fail_of_padding::<S>(text.str(" of padding between fields, required no_holes"), true);
    }
}

/// `no_padding`: no padding in the type, nor inside any of its fields. What is not known fails.
#[track_caller]
#[inline]
pub const fn no_padding<S: SizedCheckTarget>(_: PhantomData<S>, name: &str) {
    if !matches!(layout!(S).deep_padding(), Some(0)) {
        some_padding::<S>(name);
    }
}

/// Tells of padding; or that there may be some.
#[cold]
#[track_caller]
#[inline]
const fn some_padding<S: SizedCheckTarget>(name: &str) -> ! {
    let layout = &layout!(S);
    let own = layout.padding();
    if own > 0 {
        let text = about(name).count(own, "byte");
        fail_of_padding::<S>(text.str(" of padding, required no_padding"), false);
    }
    let all = layout.least_deep_padding();
    if all > 0 {
        let text = about(name).count(all, "byte").str(" of padding");
        let text = match (layout.kind, first_with_padding(layout)) {
            (Kind::Union, _) => text.str(" beside or inside a field"),
            (Kind::Enum, Some(variant)) => text.str(" in variant `").str(variant).str("`"),
            (_, Some(field)) => text.str(" inside fields, first in `").str(field).str("`"),
            (_, None) => text.str(" inside fields"),
        };
        fail::<S>(text.str(", required no_padding"));
    }
    match layout.first_unknown_inside() {
        Some(unknown) => unknown_padding::<S>(name, &unknown),
        None => fail::<S>(about(name).str("padding, required no_padding")),
    }
}

#[cold]
#[track_caller]
#[inline]
const fn unknown_padding<S: SizedCheckTarget>(name: &str, unknown: &UnknownInside) -> ! {
    if layout!(S).name.is_empty() {
        undescribed::<S>(about(name).str("`no_padding`"), name);
    }
    let text = push_unknown(about(name).str("padding unknown"), unknown);
    fail::<S>(text.str(", required no_padding: ").str(unknown.reason.remedy()));
}

/// Says inside of which part: `header.stamp: Stamp`.
#[inline]
const fn push_unknown(text: Text, unknown: &UnknownInside) -> Text {
    if unknown.path.is_empty() {
        return text;
    }
    push_part(text.str(" inside "), &unknown.path, unknown.ty)
}

/// The name of the first field that has padding inside; of an enum that of the first variant in which
/// there is the most.
#[inline]
const fn first_with_padding(layout: &TypeLayout) -> Option<&'static str> {
    if let Kind::Enum = layout.kind {
        return layout.variant_with_most_padding();
    }
    let mut fields = layout.fields();
    while let Some(field) = fields.next() {
        if let Some(nested) = field.layout() {
            if nested.least_deep_padding() > 0 {
                return Some(field.name);
            }
        }
    }
    None
}

/// `deny(finding)`: the layout gives no cause for it.
#[track_caller]
#[inline]
pub const fn denied<S: CheckTarget>(_: PhantomData<S>, name: &str, id: FindingId) {
    if let Some(sentence) = examine(&layout!(S), id) {
        let text = push_sentence(about(name), &sentence);
        fail::<S>(text.str(", required deny(").str(id.as_str()).str(")"));
    }
}

#[inline]
const fn push_sentence(mut text: Text, sentence: &Sentence) -> Text {
    let pieces = sentence.pieces();
    let mut index = 0;
    while index < pieces.len() {
        text = match pieces[index] {
            Piece::Str(piece) => text.str(piece),
            Piece::Number(value) => text.number(value),
        };
        index += 1;
    }
    text
}

/// `print`: never holds. The build stops, and shows the layout that the type has on its target.
#[track_caller]
#[inline]
pub const fn print<S: CheckTarget>(_: PhantomData<S>, name: &str) {
    let layout = &layout!(S);
    let text = about(name);
    let text =
        if layout.is_sized() { text.str("size ").number(layout.size).str(", ") } else { text };
    let text = text.str("align ").number(S::ALIGN).str(", on a target with pointers of ");
    fail::<S>(text.count(size_of::<usize>(), "byte").str("; remove `print` to build"));
}

#[track_caller]
#[inline]
const fn require_fields<S: CheckTarget>(name: &str, check: &str) {
    if !layout!(S).kind.has_fields() {
        undescribed::<S>(about(name).str("`").str(check).str("`"), name);
    }
}
