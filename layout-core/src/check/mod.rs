//! Checks of a layout, run while the crate that makes them compiles.
//!
//! [`assert_layout!`](crate::assert_layout) and `#[layout(...)]` share one grammar and come down to
//! the functions of this module. Each of them returns if its check holds and otherwise panics, which
//! in a `const` stops the build, with what is true, what was asked, and the table of the type.
//!
//! They are functions, each checking one thing of the type that its first argument names, and look at
//! the type's layout only where a size or an alignment will not do. The compiler interprets them in
//! the user's build, where a call costs some ten microseconds: so they call little unless they fail.

/// Whether `actual OP required` is true. In place of a call, which costs the user's build more.
macro_rules! holds {
    ($op:expr, $actual:expr, $required:expr) => {
        match $op {
            $crate::check::Op::Eq => $actual == $required,
            $crate::check::Op::Ne => $actual != $required,
            $crate::check::Op::Lt => $actual < $required,
            $crate::check::Op::Le => $actual <= $required,
            $crate::check::Op::Gt => $actual > $required,
            $crate::check::Op::Ge => $actual >= $required,
        }
    };
}

/// The layout of a target.
macro_rules! layout {
    ($target:ident) => {
        <<$target as $crate::check::CheckTarget>::Described as $crate::Layout>::LAYOUT
    };
}

/// The fast path of a comparison: a function for each operator, named `size_eq` and so on.
///
/// `#[layout(...)]` writes a call of one of these where a number is compared with a literal. Each argument
/// of a call costs the user's build something, texts and paths most of all: so these have a type, numbers, such as
/// the index of a field and what the compiler tells of it, and an operator by their name. One that does not hold
/// calls `$failed`, which says so. The compiler evaluates all constants that a function names before it runs it,
/// such as `LAYOUT`: so what only a failure needs is named by `$failed`.
macro_rules! fast_path {
    ($doc:literal, $numbers:tt => $property:expr, $failed:ident:
        $eq:ident $ne:ident $lt:ident $le:ident $gt:ident $ge:ident) => {
        fast_path! { @of $doc, $numbers => $property, $failed: $eq == Eq }
        fast_path! { @of $doc, $numbers => $property, $failed: $ne != Ne }
        fast_path! { @of $doc, $numbers => $property, $failed: $lt < Lt }
        fast_path! { @of $doc, $numbers => $property, $failed: $le <= Le }
        fast_path! { @of $doc, $numbers => $property, $failed: $gt > Gt }
        fast_path! { @of $doc, $numbers => $property, $failed: $ge >= Ge }
    };
    (
        @of $doc:literal, ($ty:ident $($number:ident)*) => $property:expr, $failed:ident:
        $name:ident $operator:tt $op:ident
    ) => {
        #[doc = $doc]
        #[track_caller]
        pub const fn $name<$ty: crate::Layout>($($number: usize,)* required: usize) {
            if !($property $operator required) {
                $failed::<$ty>($($number,)* crate::check::Op::$op, required);
            }
        }
    };
}

mod future;
mod lines;
mod member;
pub(crate) mod message;
mod on;
mod portable;
mod remote;
mod same;
mod shader;
mod whole;

pub use future::*;
pub use lines::*;
pub use member::*;
pub use on::*;
pub use portable::*;
pub use remote::*;
pub use same::*;
pub use shader::*;
pub use whole::*;

use crate::Layout;
use crate::probe::Tailed;

/// What a check is made of.
pub trait CheckTarget {
    /// What holds the layout of the type. It is not a constant here, since the compiler would evaluate,
    /// and validate, that one too.
    type Described: Layout + ?Sized;
    /// The alignment of the type.
    const ALIGN: usize;
}

/// A target with the size of the type that is checked.
#[diagnostic::on_unimplemented(
    message = "the size of a type that is not sized differs from value to value",
    label = "this cannot be checked of an unsized type",
    note = "of such a type `align`, and `offset`, `size` and `align` of its fields, can be checked"
)]
pub trait SizedCheckTarget: CheckTarget + Sized {}

/// A type that is described.
impl<T: Layout> CheckTarget for T {
    type Described = T;
    const ALIGN: usize = align_of::<T>();
}

impl<T: Layout> SizedCheckTarget for T {}

impl<T: Layout + ?Sized> CheckTarget for Tailed<T> {
    type Described = T;
    const ALIGN: usize = T::LAYOUT.align;
}

/// How a check compares what is with what is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is named after its operator")]
pub enum Op {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Op {
    /// The operator as it is written.
    #[inline]
    const fn symbol(self) -> &'static str {
        match self {
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
        }
    }
}
