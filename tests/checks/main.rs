//! The checks as functions that are called while a program runs: where each holds, where it does not, and
//! what it says then. `ui` shows the same of a few as the compiler tells them.

#![allow(dead_code, reason = "types are declared for their layouts")]
#![allow(clippy::needless_raw_string_hashes, reason = "as `expect-test` writes them")]

mod denied;
mod documented;
mod elsewhere;
mod enums;
mod lines;
mod numbers;
mod on;
mod padding;
mod paths;
mod portable;
mod printed;
mod remote;
mod same;
mod shader;
mod shader_faults;
mod tables;
mod unknown;

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a check says: `holds`, or the message with which it would stop a build.
fn said(check: impl FnOnce()) -> String {
    match catch_unwind(AssertUnwindSafe(check)) {
        Ok(()) => "holds".into(),
        Err(payload) => *payload.downcast().expect("a message put together by the check"),
    }
}

/// The same without the table.
fn said_in_short(check: impl FnOnce()) -> String {
    said(check).lines().next().expect("a message").into()
}

/// The call of a check, as `assert_layout!` writes it.
macro_rules! call {
    ($ty:ty: $check:ident($($argument:expr),*)) => {
        || layout_core::__private::$check(
            core::marker::PhantomData::<$ty>,
            stringify!($ty),
            $($argument),*
        )
    };
}
use call;

/// What some checks of a type say, without their tables: a line for each.
macro_rules! told {
    ($ty:ty: $($check:ident($($argument:expr),* $(,)?)),* $(,)?) => {
        [$({
            let said = $crate::said_in_short($crate::call!($ty: $check($($argument),*)));
            let said = said.replace(concat!("layout of `", stringify!($ty), "`: "), "");
            let call = stringify!($check($($argument),*)).replacen(" (", "(", 1);
            format!("{call}: {said}\n")
        }),*]
        .concat()
    };
}
use told;
