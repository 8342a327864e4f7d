//! Instructions, counted by valgrind's callgrind. They do not depend on what else the machine does.

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::{env, fs, process};

use super::suite::Workload;

/// Calls before those that count: they grow what grows once.
const WARM_UP: u32 = 3;

/// Calls that count.
const COUNTED: u32 = 5;

/// Which copies of memory glibc must not choose, as not every processor has them: without these the
/// figures are the same on all.
const TUNABLES: &str = "glibc.cpu.hwcaps=-AVX,-AVX2,-AVX512F,-AVX512VL,-ERMS,-FSRM";

/// The instructions per operation of each of the `chosen` contestants, each in a process of its own.
pub(super) fn measure(
    index: usize,
    workload: &Workload,
    chosen: &[usize],
) -> Result<Vec<f64>, Box<dyn Error>> {
    chosen.iter().map(|&contestant| of(index, workload, contestant)).collect()
}

/// The instructions per operation of one contestant, all by their numbers.
pub(super) fn of(
    index: usize,
    workload: &Workload,
    contestant: usize,
) -> Result<f64, Box<dyn Error>> {
    // The difference of two runs is free of start-up, set-up, warm-up and exit.
    let few = count(index, contestant, WARM_UP)?;
    let many = count(index, contestant, WARM_UP + COUNTED)?;
    let counted = f64::from(u32::try_from(many.saturating_sub(few))?);
    Ok(counted / (f64::from(COUNTED) * f64::from(workload.operations)))
}

/// The instructions of a whole process which calls the contestant's closure `calls` times.
fn count(workload: usize, contestant: usize, calls: u32) -> Result<u64, Box<dyn Error>> {
    let out = env::temp_dir().join(format!("callgrind.{}.out", process::id()));
    let output = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(env::current_exe()?)
        .arg("--run")
        .arg(format!("{workload},{contestant},{calls}"))
        .env("GLIBC_TUNABLES", TUNABLES)
        .output()
        .map_err(|error| format!("valgrind cannot be started: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "under valgrind: {}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        )
        .into());
    }
    let total = total(&out);
    let _ = fs::remove_file(&out);
    total
}

fn total(out: &Path) -> Result<u64, Box<dyn Error>> {
    let text = fs::read_to_string(out)?;
    let total = text
        .lines()
        .find_map(|line| line.strip_prefix("totals: "))
        .ok_or("callgrind's output has no line `totals:`")?;
    Ok(total.trim().parse()?)
}
