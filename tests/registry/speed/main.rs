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
use std::time::Duration;

use layout_core::registry::{self, Lock, LockMode};

/// The processor time that this thread used so far, in which other processes have no part. On systems that do
/// not tell it, the time that passed.
fn used() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|word| word.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

fn main() {
    let mut figures = serde_json::Map::new();
    let mut time = |name: &str, work: &mut dyn FnMut() -> usize| {
        let start = used();
        let bytes = black_box(work());
        figures.insert(name.into(), ((used() - start).as_secs_f64() * 1000.0).into());
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
