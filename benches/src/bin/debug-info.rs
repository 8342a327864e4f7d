//! What it costs to read all types of a program and to rank them, beside the tools that do the same.
//!
//! `debug-info FILE…` runs each tool on each file, by turns, and prints a table: the least wall time, processor time and
//! peak memory of several runs, and how our wall time compares with that of the fastest peer. Tools that are not on
//! `PATH` are left out, and named.
//!
//! `debug-info --this PROGRAM` runs a program that prints how long it took to read its own types, and prints the least
//! time.

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
            eprintln!(
                "usage: debug-info FILE…, each a program with debug info\n       debug-info --this PROGRAM"
            );
            return ExitCode::FAILURE;
        }
        [option, file] if option == "--rank" => rank(file),
        [option, program] if option == "--this" => this_program(program),
        files => table(files),
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
        write!(f, "{wall:.3} s, {processor:.3} s, {} MB", self.memory / 1000)
    }
}

/// Runs all tools by turns on each file, and prints the least costs.
fn table(files: &[String]) {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    println!(
        "{processors} processors; by turns, the least of {ROUNDS} runs: wall time, processor time, peak memory\n"
    );
    let names: Vec<&str> = PEERS.iter().map(|it| it.name).collect();
    println!(
        "| program | layout-core | {} | wall, to the fastest peer | CPU, to the same |",
        names.join(" | ")
    );
    println!("|:--|--:|{}--:|--:|", "--:|".repeat(names.len()));
    for file in files {
        let size = std::fs::metadata(file).map_or(0, |it| it.len());
        let (ours, peers) = compare(file);
        let cell = |cost: &Option<Cost>| cost.map_or("-".into(), |it| it.to_string());
        let cells: Vec<String> = peers.iter().map(cell).collect();
        print!("| {} MB | {ours} | {} |", size / 1_000_000, cells.join(" | "));
        match peers.iter().flatten().min_by_key(|it| it.wall) {
            Some(fastest) => println!(
                " {:.2} | {:.2} |",
                ours.wall.as_secs_f64() / fastest.wall.as_secs_f64(),
                ours.processor.as_secs_f64() / fastest.processor.as_secs_f64(),
            ),
            None => println!(" - | - |"),
        }
    }
}

/// The least cost of a file for this reader and for each peer that is here.
fn compare(file: &str) -> (Cost, Vec<Option<Cost>>) {
    let this = std::env::current_exe().expect("this program has a path");
    let mut ours = Command::new(this);
    ours.arg("--rank").arg(file);
    let mut peers = PEERS.map(|Tool { name, arguments }| {
        let mut command = Command::new(name);
        command.args(arguments).arg(file);
        let is_there = run(&mut command).is_some();
        if !is_there {
            eprintln!("left out: `{name}` is not here, or cannot read {file}");
        }
        (command, is_there.then_some(Cost::MOST))
    });
    let mut least = Cost::MOST;
    for _ in 0..ROUNDS {
        least = least.min(run(&mut ours).expect("this program runs"));
        for (command, cost) in &mut peers {
            if let Some(cost) = cost {
                *cost = cost.min(run(command).expect("a peer runs again"));
            }
        }
    }
    (least, peers.map(|(_, cost)| cost).into())
}

/// Runs a program that reads its own types, and prints the least times that it printed.
fn this_program(program: &str) {
    let mut least = [f64::MAX; 3];
    let mut types = String::new();
    for _ in 0..4 * ROUNDS {
        let output = Command::new(program).output().expect("the program runs");
        let line = String::from_utf8(output.stdout).expect("text");
        let words: Vec<&str> = line.split_whitespace().collect();
        let [count, times @ ..] = &words[..] else { panic!("{line}") };
        (*count).clone_into(&mut types);
        for (least, time) in least.iter_mut().zip(times) {
            *least = least.min(time.parse().expect("milliseconds"));
        }
    }
    let size = std::fs::metadata(program).map_or(0, |it| it.len()) / 1_000_000;
    let [wall, user, system] = least;
    println!("`this_program()`, the least of {} runs:\n", 4 * ROUNDS);
    println!("| program | types | wall ms | user ms | system ms |\n|:--|--:|--:|--:|--:|");
    println!("| {size} MB | {types} | {wall:.0} | {user:.0} | {system:.0} |");
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
