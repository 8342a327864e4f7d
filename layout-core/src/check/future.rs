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

#[cfg(all(test, feature = "std"))]
mod tests {
    use core::pin::Pin;
    use core::task::{Context, Poll};
    use std::boxed::Box;
    use std::panic::{UnwindSafe, catch_unwind};
    use std::string::String;

    use super::{Op, align_of_future, size_of_future};
    use crate::probe::{FutureFallback as _, returned};

    #[repr(align(4))]
    struct Ready([u8; 12]);

    impl Future for Ready {
        type Output = usize;
        fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<usize> {
            Poll::Ready(self.0.len())
        }
    }

    fn serve(_: u8, _: &str) -> Ready {
        Ready([0; 12])
    }

    fn boxed() -> Pin<Box<dyn Future<Output = usize>>> {
        Box::pin(serve(0, ""))
    }

    /// What a check says when it fails.
    fn refusal(check: impl FnOnce() + UnwindSafe) -> Option<String> {
        let panic = catch_unwind(check).err()?;
        Some(*panic.downcast().expect("a message"))
    }

    #[test]
    fn futures_are_as_large_and_aligned_as_the_compiler_has_them() {
        for op in [Op::Eq, Op::Le, Op::Ge] {
            size_of_future(|| returned(&serve).__layout_future(), "serve", op, 12);
            align_of_future(|| returned(&serve).__layout_future(), "serve", op, 4);
        }
        let size = |op, n| {
            refusal(move || size_of_future(|| returned(&serve).__layout_future(), "serve", op, n))
        };
        let align = |op, n| {
            refusal(move || align_of_future(|| returned(&serve).__layout_future(), "serve", op, n))
        };
        let text = size(Op::Lt, 12).expect("12 is not less than 12");
        assert!(text.starts_with("future of `serve`: size is 12, required < 12"), "{text}");
        assert!(text.contains("`cargo layout futures`"), "{text}");
        let text = align(Op::Gt, 4).expect("4 is not greater than 4");
        assert!(text.starts_with("future of `serve`: align is 4, required > 4"), "{text}");
        assert_eq!((size(Op::Lt, 13), size(Op::Gt, 11)), (None, None));
        assert_eq!((align(Op::Ne, 8), align(Op::Lt, 5)), (None, None));
    }

    /// The size of a pointer says nothing of the future, so that no check of it holds.
    #[test]
    fn a_pointer_to_a_future_is_not_the_future() {
        for op in [Op::Eq, Op::Ne, Op::Lt, Op::Le, Op::Gt, Op::Ge] {
            let n = size_of::<Pin<Box<dyn Future<Output = usize>>>>();
            let size =
                refusal(|| size_of_future(|| returned(&boxed).__layout_future(), "boxed", op, n));
            let text = size.expect("it is a pointer");
            assert!(text.contains("size is not known: `boxed` returns a pointer"), "{text}");
            let align =
                refusal(|| align_of_future(|| returned(&boxed).__layout_future(), "boxed", op, n));
            let text = align.expect("it is a pointer");
            assert!(text.contains("align is not known"), "{text}");
        }
    }
}
