//! Errors of a user's own that the compiler tells of more than once, beside what it says of the same types
//! with a derive of `std`, or with a constant written by hand: no more than that.

use std::sync::{Mutex, PoisonError};

use crate::generated::Package;

/// Two demanding types in a field, of which nothing in the text shows which one is at fault.
const ONE_OF_SEVERAL: &str = "
#[derive(Clone)]
pub struct Set<T: Copy>(T);

DERIVE
pub struct Pair {
    pub sets: (Set<String>, Set<u8>),
}

DERIVE
pub enum Either {
    Both(Result<Set<u8>, Set<String>>),
    Neither,
}
";

/// Types without a size, of which the compiler also asks whether they are to be dropped.
const HOLDING_EACH_OTHER: &str = "
DERIVE
pub struct Head {
    pub body: Body,
}

DERIVE
pub struct Body {
    pub head: Option<Head>,
}
";

/// Enums without a size, each held by the other. The sample that is kept of an enum is as large as the enum,
/// so that its size is asked, as that of an array may ask it.
const ENUMS_HOLDING_EACH_OTHER: &str = "
DERIVE
pub enum Left {
    Right(Right),
    None,
}

DERIVE
pub enum Right {
    Left(Left),
    None,
}
";

/// A check of a type without a size, which holds itself by way of another.
const CHECKED: &str = "
DERIVE
CHECK
pub struct Order {
    pub number: u32,
    pub lines: [Line; 2],
}

DERIVE
pub struct Line {
    pub order: Option<Order>,
}
";

#[test]
fn unmet_bound_of_one_of_several() {
    let ours = codes(&ONE_OF_SEVERAL.replace("DERIVE", "#[derive(layout_core::Layout)]"));
    assert_eq!(ours, codes(&ONE_OF_SEVERAL.replace("DERIVE", "#[derive(Clone)]")));
    assert_eq!(ours, ["E0277"; 4]);
}

#[test]
fn types_that_hold_each_other() {
    let ours = codes(&HOLDING_EACH_OTHER.replace("DERIVE", "#[derive(layout_core::Layout)]"));
    assert_eq!(ours, codes(&HOLDING_EACH_OTHER.replace("DERIVE", "#[derive(Clone)]")));
    assert_eq!(ours, ["E0072", "E0391"]);
}

#[test]
fn enums_that_hold_each_other() {
    let program = ENUMS_HOLDING_EACH_OTHER;
    let ours = codes(&program.replace("DERIVE", "#[derive(layout_core::Layout)]"));
    let sizes = "const _: usize = size_of::<Left>(); const _: usize = size_of::<Right>();";
    assert_eq!(ours, codes(&(program.replace("DERIVE", "") + sizes)));
    assert_eq!(ours, ["E0072", "E0080", "E0080", "E0391"]);
}

#[test]
fn check_of_a_size_that_is_infinite() {
    let program = CHECKED.replace("DERIVE", "#[derive(layout_core::Layout)]");
    assert_eq!(codes(&program.replace("CHECK", "")), ["E0072"], "without a check");
    let ours = codes(&program.replace("CHECK", "#[layout(size <= 64)]"));
    let by_hand = CHECKED.replace("DERIVE", "").replace("CHECK", "");
    assert_eq!(ours, codes(&(by_hand + "const _: () = assert!(size_of::<Order>() <= 64);")));
    assert_eq!(ours, ["E0072", "E0080", "E0391"]);
}

/// The codes of the compiler's errors in a crate, sorted.
fn codes(program: &str) -> Vec<String> {
    // One package for all, one after the other, so that `layout-core` is built once.
    static PACKAGE: Mutex<()> = Mutex::new(());
    let _package = PACKAGE.lock().unwrap_or_else(PoisonError::into_inner);
    let package = Package::write("compared", "2024", &[("lib.rs", program)]);
    let output = package.cargo(&["check", "--quiet"]);
    let output = String::from_utf8_lossy(&output.stderr);
    let codes = output.lines().filter_map(|line| line.strip_prefix("error[")?.split(']').next());
    let mut codes: Vec<String> = codes.map(str::to_owned).collect();
    codes.sort();
    codes
}
