//! What a large file costs: as many times as much as it is larger, not the square of that.

use std::time::Duration;

use layout_core::registry::LockError;

use super::File;
use crate::types_of;

/// How many times as large the second file is.
const TIMES: usize = 4;
/// How many times as long it may take: a sort makes a little more of it than that, and a comparison of each
/// with each would make sixteen.
const MOST: f64 = 8.0;

/// The processor time that this thread used so far. Other processes have no part in it.
fn used() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux has it");
    let nanoseconds = text.split(' ').next().and_then(|word| word.parse().ok());
    Duration::from_nanos(nanoseconds.expect("it begins with a number"))
}

/// The least of several times that some work takes.
fn least(mut work: impl FnMut()) -> f64 {
    let once = |_| {
        let start = used();
        work();
        used().saturating_sub(start).as_secs_f64()
    };
    (0..3).map(once).fold(f64::INFINITY, f64::min)
}

/// A file with the types, and those of so many modules besides that are called as `name` says.
fn file(test: &str, times: usize, name: impl Fn(usize) -> String) -> File {
    let types = types_of("many::m0");
    let file = File::of(&format!("{test}-{times}"), &types);
    let written = file.read();
    let (head, rest) = written.split_once("\n\ntype ").expect("there are types");
    let body = format!("\n\ntype {}", rest.strip_suffix("\nend\n").expect("it has an end"));
    let mut whole = String::from(head) + &body;
    for copy in 0..times {
        whole += &body.trim_end().replace("registry::many::", &name(copy));
        whole.push('\n');
    }
    file.write(&(whole + "\nend\n"));
    file
}

/// Of other crates, and of this crate and gone.
#[test]
fn the_time_of_a_check_grows_with_the_file() {
    let all = layout_core::registry::all().filter(|entry| entry.name().contains("many::m0::"));
    for (test, name, gone) in [
        ("others", (|copy| format!("other{copy}::many::")) as fn(usize) -> String, 0),
        ("gone", |copy| format!("registry::gone{copy}::"), 100),
    ] {
        let mut times = Vec::new();
        for copies in [8, 8 * TIMES] {
            let file = file(test, copies, name);
            times.push(least(|| match file.check(&all) {
                Ok(outcome) => assert!(gone == 0 && outcome.diff.is_empty()),
                Err(LockError::Changed { diff, .. }) => {
                    assert_eq!(diff.changes.len(), gone * copies);
                }
                Err(error) => panic!("{error}"),
            }));
            // What is gone is so after the first update.
            let text = file.read();
            times.push(least(|| {
                file.write(&text);
                file.update(&all).expect("it can be written");
            }));
        }
        for (work, few, many) in [("check", times[0], times[2]), ("update", times[1], times[3])] {
            println!("{test}: {work} takes {few:.3} s, and of {TIMES} times the file {many:.3} s");
            assert!(many < MOST * few, "{test}, {work}: {times:?}");
        }
    }
}

/// The types of a large program among themselves.
#[test]
fn the_time_of_a_check_grows_with_the_program() {
    let of = |modules: &[&str]| {
        let modules: Vec<String> = modules.iter().map(|it| format!("many::{it}::")).collect();
        layout_core::registry::all()
            .filter(|entry| modules.iter().any(|module| entry.name().contains(module)))
    };
    let (few, many) = (of(&["m0", "m1"]), of(&["m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7"]));
    assert_eq!(many.len(), TIMES * few.len());
    let time = |name: &str, types: &layout_core::registry::Types| {
        let file = File::of(name, types);
        least(|| assert!(file.check(types).unwrap().diff.is_empty()))
    };
    let (few, many) = (time("program-few", &few), time("program-many", &many));
    println!("a check takes {few:.3} s, and of {TIMES} times the types {many:.3} s");
    assert!(many < MOST * few, "{few} s and {many} s");
}
