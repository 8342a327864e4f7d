//! What the crate's documentation advises to pin holds when the compiler lays out types in a random
//! order; and what it advises against does not.

use crate::generated::Package;

/// Types without `repr`, pinned as the documentation of the crate's checks advises.
const ADVISED: &str = "
use layout_core::{Layout, assert_layout};

#[derive(Layout)]
#[layout(size <= 24, align == align_of::<u64>(), fields == 4, padding <= 16)]
#[layout(size(name) == 2, align(count) == align_of::<u64>(), size >= 13)]
#[cfg_attr(exact, layout(offset(count) == 0, offset(flag) == 11))]
#[cfg_attr(exact, layout(offset(name) == 8, offset(level) == 10))]
pub struct Record {
    pub flag: bool,
    pub count: u64,
    pub level: i8,
    pub name: [u8; 2],
}

#[derive(Layout)]
#[layout(size <= 16, niche)]
pub enum Message {
    Quit,
    Move { x: i32, y: i16, z: i8 },
}

#[derive(Layout)]
#[repr(C)]
#[layout(size == 8, offset(length) == 4, portable)]
pub struct Packet {
    pub version: u8,
    pub length: u32,
}

assert_layout!(Packet, padding == 3, line(version) == 0);
";

/// The seeds of the compiler's choice. That all of them lead to the usual order is as good as impossible.
const SEEDS: [u32; 4] = [1, 2, 3, 4];

#[test]
fn advised_pins_hold_in_any_order_and_exact_ones_do_not() {
    assert_eq!(check(None, true), "", "the exact offsets are not the usual ones");
    for seed in SEEDS {
        let output = check(Some(seed), false);
        assert!(output.is_empty(), "an advised check fails with the seed {seed}:\n{output}");
    }
    let fails = |&seed: &u32| check(Some(seed), true).contains("offset of");
    assert!(SEEDS.iter().any(fails), "exact offsets of a type without `repr` hold in any order");
}

/// What the compiler says of the program when it orders fields by a seed.
fn check(seed: Option<u32>, is_exact: bool) -> String {
    let package = Package::write("randomized", "2024", &[("lib.rs", ADVISED)]);
    // Unstable flags, for this one crate.
    let bootstrap = "env.RUSTC_BOOTSTRAP='randomized'";
    let command = ["rustc", "--quiet", "--profile=check", "--config", bootstrap, "--"];
    let mut command: Vec<String> = command.map(str::to_owned).to_vec();
    command.push("--check-cfg=cfg(exact)".to_owned());
    if let Some(seed) = seed {
        command.extend(["-Zrandomize-layout".to_owned(), format!("-Zlayout-seed={seed}")]);
    }
    if is_exact {
        command.push("--cfg=exact".to_owned());
    }
    let command: Vec<&str> = command.iter().map(String::as_str).collect();
    let output = package.cargo(&command);
    String::from_utf8_lossy(&output.stderr).into_owned()
}
