//! The compiler's time for a derive and its checks grows in proportion to the fields.

#![cfg(target_os = "linux")]

use std::fmt::Write;

use crate::alone;
use crate::generated::{Package, read};
use crate::source::{dense_struct, size_of_dense};

/// The fields of a program, however many structs they are spread over: enough for a time that can be
/// measured in clock ticks.
const FIELDS: usize = 10_000;

/// The least of several runs is the one that others disturbed least.
const RUNS: usize = 2;

/// How much dearer a field of a struct of 1,000 may be than one of a struct of 250. It would be 4 if
/// the cost grew with the square of the fields.
const MOST: f64 = 2.0;

#[test]
fn a_field_costs_the_same_among_250_and_among_1000() {
    let _alone = alone();
    let costs = [250, 500, 1000].map(|fields| (fields, added_ticks(fields)));
    let [(_, least), _, (_, most)] = costs;
    assert!(
        f64::from(most) <= MOST * f64::from(least),
        "a field takes {:.1} times the compiler's time among 1000 that it takes among 250; clock \
         ticks for {FIELDS} fields by the fields of a struct: {costs:?}",
        f64::from(most) / f64::from(least)
    );
}

/// The processor time that the derive and its checks add to a program whose structs have that many
/// fields.
fn added_ticks(fields: usize) -> u32 {
    let package =
        |derive| Package::write("compile_time", "2024", &[("lib.rs", &source(fields, derive))]);
    // So that the first measurement is not of the build of `layout-core`.
    package(false).cargo_succeeds(&["check"]);
    let least = |derive| (0..RUNS).map(|_| ticks(&package(derive))).min().expect("there are runs");
    let (with, without) = (least(true), least(false));
    assert!(with > without, "structs of {fields} fields took no time: {with} of {without} ticks");
    with - without
}

fn source(fields: usize, derive: bool) -> String {
    let mut text = "use layout_core::Layout as _;\n".to_owned();
    for index in 0..FIELDS / fields {
        let mut attributes = "#[repr(C)]".to_owned();
        if derive {
            let (last, size) = (fields - 1, size_of_dense(fields));
            write!(
                attributes,
                "#[derive(layout_core::Layout)] #[layout(size == {size}, padding == 0, no_holes)] \
                 #[layout(offset(f{last}) == {}, no_padding)]",
                size - 1
            )
            .expect("a string can be written to");
        }
        text += &dense_struct(&attributes, &format!("S{index}"), fields);
    }
    text
}

/// The processor time of one `cargo check`, in clock ticks.
fn ticks(package: &Package) -> u32 {
    let before = ticks_of_children();
    package.cargo_succeeds(&["check"]);
    ticks_of_children() - before
}

/// The processor time of all children of this process that have ended, and of theirs: see `cutime`
/// and `cstime` in proc(5).
fn ticks_of_children() -> u32 {
    let stat = read("/proc/self/stat".as_ref());
    // The second field is a name in parentheses, which may hold spaces.
    let (_, fields) = stat.rsplit_once(") ").expect("a name in parentheses");
    let fields: Vec<&str> = fields.split(' ').collect();
    let number = |index: usize| fields[index].parse::<u32>().expect("a number of ticks");
    number(16 - 3) + number(17 - 3)
}
