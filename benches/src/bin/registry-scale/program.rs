#![allow(dead_code)]

use std::sync::atomic::AtomicU32;
use std::time::Duration;

use layout_core::registry::{self, Lock, LockMode};
use layout_core::{Layout, register_layout};

#[derive(Layout, Clone, Copy)]
#[repr(C)]
struct Header<const N: usize> {
    version: u8,
    length: u32,
    flags: u8,
}
#[derive(Layout)]
#[repr(C)]
struct Packet<const N: usize> {
    header: Header<N>,
    body: Vec<u8>,
    headers: [Header<N>; 3],
    flag: bool,
}
#[derive(Layout)]
#[repr(u8)]
enum Message<const N: usize> {
    Quit,
    Move { x: i32, y: i32 },
    Send(Packet<N>),
    Key(char),
}
#[derive(Layout)]
#[repr(C)]
union Word<const N: usize> {
    bytes: [u8; 4],
    number: u32,
    header: Header<N>,
}
#[derive(Layout)]
struct Flags<const N: usize> {
    a: bool,
    b: bool,
    c: bool,
    d: bool,
    size: u64,
}
#[derive(Layout)]
struct Counters<const N: usize> {
    hits: AtomicU32,
    misses: AtomicU32,
    name: String,
}
#[derive(Layout)]
#[repr(C, packed)]
struct Wire<const N: usize> {
    kind: u8,
    offset: u64,
    port: u16,
}
#[derive(Layout)]
struct Page<const N: usize> {
    data: [u8; 200],
    next: Option<Box<Packet<N>>>,
    count: u16,
}
#[derive(Layout)]
struct Point<const N: usize>(f32, f32, f32);
#[derive(Layout)]
enum Answer<const N: usize> {
    Yes,
    No,
    Later(std::time::Duration),
}

macro_rules! instances {
    ($number:literal) => {
        register_layout!(
            Header<$number>, Packet<$number>, Message<$number>, Word<$number>, Flags<$number>,
            Counters<$number>, Wire<$number>, Page<$number>, Point<$number>, Answer<$number>,
        );
    };
}

/// The processor time that this thread used: other processes have no part in it. Linux alone tells it.
fn used() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("this is Linux");
    let nanoseconds = text.split(' ').next().and_then(|word| word.parse().ok());
    Duration::from_nanos(nanoseconds.expect("it begins with a number"))
}

/// The least of three times, in milliseconds, and how many bytes it was.
fn time(name: &str, mut work: impl FnMut() -> usize) {
    let (mut least, mut bytes) = (f64::INFINITY, 0);
    for _ in 0..3 {
        let start = used();
        bytes = std::hint::black_box(work());
        least = least.min((used() - start).as_secs_f64() * 1000.0);
    }
    println!("| {name} | {least:.0} | {bytes} |");
}

fn main() {
    let types = registry::all();
    println!("{} types\n\n| output | ms | bytes or types |\n|:--|--:|--:|", types.len());
    time("list", || registry::all().len());
    time("findings", || types.report().types().len());
    let report = types.report();
    time("text", || report.to_string().len());
    time("JSON", || report.to_json().len());
    time("SARIF", || report.to_sarif().len());
    time("gallery", || report.to_html().len());
    std::fs::write("gallery.html", report.to_html()).expect("the page can be written");
    let path = std::path::Path::new("layout.lock");
    let _ = std::fs::remove_file(path);
    let lock = Lock::at(path);
    let update = lock.clone().mode(LockMode::Update);
    let check = lock.mode(LockMode::Check);
    time("lock: first update", || update.check(&types).expect("it can be written").diff.types);
    time("lock: check", || check.check(&types).expect("it is up to date").diff.types);

    // The same file with entries of other programs.
    let entries: usize = std::env::var("ENTRIES").expect("it is set").parse().expect("it is a number");
    let small = registry::all().filter(|entry| entry.name().ends_with("<0>"));
    update.check(&small).expect("it can be written");
    let text = std::fs::read_to_string(path).expect("it is there");
    let (head, body) = text.split_at(text.find("\ntype ").expect("there are types"));
    let body = body.strip_suffix("\nend\n").expect("it has an end");
    let count = body.matches("\ntype ").count() + body.matches("\nwithin ").count();
    let mut whole = head.to_owned() + body;
    for copy in 0..entries / count {
        whole += &body.replace("scale::", &format!("other{copy}::"));
    }
    let whole = whole + "\nend\n";
    std::fs::write(path, &whole).expect("it can be written");
    println!("\n{entries} entries of other programs\n\n| output | ms | bytes or types |\n|:--|--:|--:|");
    time("lock: check", || check.check(&small).expect("it is up to date").diff.types);
    time("lock: update", || update.check(&small).expect("it can be written").diff.types);
}
