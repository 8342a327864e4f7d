//! Checks of the future that a function returns. What it holds is the compiler's own, so that there is no
//! table: the message says where to see it.

use super::Op;
use super::message::{Text, compared};
use crate::probe::ReturnedFuture;

/// `size OP n`, in bytes.
#[track_caller]
#[inline]
pub const fn size_of_future<R: ReturnedFuture>(_: fn() -> R, name: &str, op: Op, required: usize) {
    let actual = size_of::<R::Future>();
    if R::IS_POINTER || !holds!(op, actual, required) {
        comparison::<R>(name, "size", actual, op, required);
    }
}

/// `align OP n`, in bytes.
#[track_caller]
#[inline]
pub const fn align_of_future<R: ReturnedFuture>(_: fn() -> R, name: &str, op: Op, required: usize) {
    let actual = align_of::<R::Future>();
    if R::IS_POINTER || !holds!(op, actual, required) {
        comparison::<R>(name, "align", actual, op, required);
    }
}

#[cold]
#[track_caller]
#[inline]
const fn comparison<R: ReturnedFuture>(
    name: &str,
    property: &str,
    actual: usize,
    op: Op,
    required: usize,
) -> ! {
    let text = Text::new().str("future of `").str(name).str("`: ");
    if R::IS_POINTER {
        let text = text.str(property).str(" is not known: `").str(name).str(
            "` returns a pointer to the future\n  check the function that makes the future, or move \
             its body into an `async fn` and check that",
        );
        panic!("{}", text.as_str())
    }
    let text = compared(text.str(property), actual, op, required).str(
        "\n  to see what it holds at each `.await`: `cargo layout futures`, or `futures()` of \
         `layout_core::debug_info::this_program()` (feature `debug-info`)",
    );
    panic!("{}", text.as_str())
}
