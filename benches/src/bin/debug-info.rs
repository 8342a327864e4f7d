//! What it costs to read all types of a program and to rank them, beside the tools that do the same.
//!
//! `debug-info FILE…` runs each tool on each file, by turns, and prints the least of several runs: wall time,
//! processor time, peak memory. Tools that are not on `PATH` are left out, and named.

use std::cmp::Reverse;
use std::ffi::c_long;
use std::fmt;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use layout_core::debug_info::{self, DebugType};

/// How often each tool reads each file.
const ROUNDS: usize = 5;
/// How many types the ranking shows.
const SHOWN: usize = 20;

/// A tool, and the arguments with which it does least for a list of all types with their sizes.
struct Tool {
    name: &'static str,
    arguments: &'static [&'static str],
}

const PEERS: [Tool; 3] = [
    Tool { name: "ddbug", arguments: &["-c", "type", "--sort", "size"] },
    Tool { name: "pahole", arguments: &["--sizes"] },
    Tool { name: "padlock", arguments: &["analyze", "--json"] },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [] => {
            eprintln!("usage: debug-info FILE…, each a program with debug info");
            return ExitCode::FAILURE;
        }
        [option, file] if option == "--rank" => rank(file),
        files => files.iter().for_each(|file| compare(file)),
    }
    ExitCode::SUCCESS
}

/// Reads the types of a file, and prints those that lose most bytes to padding.
fn rank(file: &str) {
    let start = Instant::now();
    let program = debug_info::read(file).unwrap_or_else(|error| panic!("{error}"));
    let read = start.elapsed();
    let types = program.types();
    let mut ranked: Vec<(usize, DebugType<'_>)> =
        types.iter().filter(DebugType::is_compound).map(|it| (it.padding(), it)).collect();
    ranked.sort_by_key(|&(padding, _)| Reverse(padding));
    for (padding, it) in ranked.iter().take(SHOWN) {
        println!("{padding:>8} {}", it.name());
    }
    let ranked = start.elapsed().saturating_sub(read);
    eprintln!("{} types; read in {read:?}, ranked in {ranked:?}", types.len());
}

/// What a run costs.
#[derive(Clone, Copy)]
struct Cost {
    wall: Duration,
    processor: Duration,
    /// In kB.
    memory: c_long,
}

impl Cost {
    const MOST: Self = Self { wall: Duration::MAX, processor: Duration::MAX, memory: c_long::MAX };

    /// The least of each.
    fn min(self, other: Self) -> Self {
        Self {
            wall: self.wall.min(other.wall),
            processor: self.processor.min(other.processor),
            memory: self.memory.min(other.memory),
        }
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (wall, processor) = (self.wall.as_secs_f64(), self.processor.as_secs_f64());
        write!(f, "{wall:.3} | {processor:.3} | {}", self.memory / 1000)
    }
}

/// Runs all tools by turns on a file, and prints a table of the least costs.
fn compare(file: &str) {
    let size = std::fs::metadata(file).map_or(0, |it| it.len());
    let this = std::env::current_exe().expect("this program has a path");
    let mut tools: Vec<(&str, Command, Cost)> = Vec::new();
    let mut ours = Command::new(this);
    ours.arg("--rank").arg(file);
    tools.push(("layout-core", ours, Cost::MOST));
    for Tool { name, arguments } in PEERS {
        let mut command = Command::new(name);
        command.args(arguments).arg(file);
        tools.push((name, command, Cost::MOST));
    }
    tools.retain_mut(|(name, command, _)| {
        let is_there = run(command).is_some();
        if !is_there {
            eprintln!("left out: `{name}` is not here, or cannot read {file}");
        }
        is_there
    });
    for _ in 0..ROUNDS {
        for (name, command, least) in &mut tools {
            let cost = run(command).unwrap_or_else(|| panic!("{name} failed at a later run"));
            *least = least.min(cost);
        }
    }
    println!("| {file}, {} MB | wall s | processor s | peak MB |", size / 1_000_000);
    println!("| --- | --- | --- | --- |");
    for (name, _, least) in &tools {
        println!("| {name} | {least} |");
    }
    println!();
}

/// The cost of a run, or `None` if there is no such tool or it fails.
#[cfg(unix)]
fn run(command: &mut Command) -> Option<Cost> {
    let start = Instant::now();
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
    let pid = child.id().try_into().expect("the identifier of a process is a `pid_t`");
    let mut status = 0;
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::uninit();
    // SAFETY: both pointers are valid for writes, and the child is this process's own and not waited for.
    if unsafe { libc::wait4(pid, &raw mut status, 0, usage.as_mut_ptr()) } != pid {
        return None;
    }
    let wall = start.elapsed();
    // SAFETY: `wait4` succeeded, so it has written the whole structure.
    let usage = unsafe { usage.assume_init() };
    let duration = |time: libc::timeval| {
        let seconds = u64::try_from(time.tv_sec).expect("times are positive");
        let micros = u64::try_from(time.tv_usec).expect("times are positive");
        Duration::from_secs(seconds) + Duration::from_micros(micros)
    };
    let processor = duration(usage.ru_utime) + duration(usage.ru_stime);
    (status == 0).then_some(Cost { wall, processor, memory: usage.ru_maxrss })
}

#[cfg(not(unix))]
fn run(_: &mut Command) -> Option<Cost> {
    panic!("what a run costs is measured on Unix alone")
}
