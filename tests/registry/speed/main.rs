//! Reports on the types of the Linux kernel's interface, and says how many milliseconds each output takes.

#![allow(dead_code, non_camel_case_types, non_snake_case, non_upper_case_globals, unused, clippy::all)]

mod btrfs;
mod general;
mod io_uring;
mod net;
mod netlink;

/// As `linux-raw-sys` has them.
mod ctypes {
    pub use std::ffi::*;
}

use std::hint::black_box;
use std::time::Instant;

use layout_core::registry::{self, Lock, LockMode};

fn main() {
    let mut figures = serde_json::Map::new();
    let mut time = |name: &str, work: &mut dyn FnMut() -> usize| {
        let start = Instant::now();
        let bytes = black_box(work());
        figures.insert(name.into(), (start.elapsed().as_secs_f64() * 1000.0).into());
        figures.insert(format!("bytes of {name}"), bytes.into());
    };
    let mut report = None;
    time("list", &mut || report.insert(registry::all().report()).types().len());
    let report = report.expect("it was made");
    time("text", &mut || report.to_string().len());
    time("markdown", &mut || report.to_markdown().len());
    time("json", &mut || report.to_json().len());
    time("sarif", &mut || report.to_sarif().len());
    time("gallery", &mut || report.to_html().len());
    let path = std::env::temp_dir().join(format!("layout-speed-{}.lock", std::process::id()));
    time("lock", &mut || {
        let lock = Lock::at(&path);
        lock.clone().mode(LockMode::Update).check(&registry::all()).expect("it can be written");
        lock.mode(LockMode::Check).check(&registry::all()).expect("it is as it was written").diff.types
    });
    let _ = std::fs::remove_file(&path);
    figures.insert("types".into(), report.types().len().into());
    println!("{}", serde_json::Value::from(figures));
}
