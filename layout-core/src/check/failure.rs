//! What a failed check says.

use super::op::Op;
use super::subject::Subject;
use super::table::push_table;
use super::text::Text;

/// The beginning of every message: which type it speaks of.
pub(super) const fn about(name: &str) -> Text {
    Text::new().str("layout of `").str(name).str("`: ")
}

/// `size is 12, required == 8`, and the table.
#[cold]
#[track_caller]
pub(super) const fn comparison<S: Subject>(
    name: &str,
    property: &str,
    actual: usize,
    op: Op,
    required: usize,
) -> ! {
    fail::<S>(compared(about(name).str(property), actual, op, required))
}

/// ` is 12, required == 8`
pub(super) const fn compared(text: Text, actual: usize, op: Op, required: usize) -> Text {
    let text = text.str(" is ").number(actual).str(", required ");
    text.str(op.symbol()).str(" ").number(required)
}

/// Panics with a message and the table of the type.
#[cold]
#[track_caller]
pub(super) const fn fail<S: Subject>(text: Text) -> ! {
    panic!("{}", push_table(text, &S::LAYOUT).as_str())
}

/// The message of a check that needs the fields of a type which does not describe them.
#[cold]
#[track_caller]
pub(super) const fn undescribed<S: Subject>(text: Text, name: &str) -> ! {
    let text = text.str(" cannot be checked: the fields of `").str(name).str("` are not described");
    // A type that has a layout of its own was described by this crate.
    let is_derivable = S::LAYOUT.name.is_empty();
    fail::<S>(if is_derivable { text.str(", which `#[derive(Layout)]` would do") } else { text })
}
