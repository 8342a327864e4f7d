//! What the values were measured on.

use std::env;
use std::error::Error;
use std::fs;
use std::process::Command;
use std::thread;

/// The mean number of busy processors in the last minute, or a word in place of it.
pub(crate) fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").ok();
    load.as_deref().and_then(|load| load.split(' ').next()).unwrap_or("unknown").to_owned()
}

/// A sentence on the machine, given its load before the run.
pub(crate) fn describe(before: &str) -> Result<String, Box<dyn Error>> {
    let processors = thread::available_parallelism()?;
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name\t: "));
    let program = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(program).arg("--version").output()?;
    let compiler = String::from_utf8(output.stdout)?;
    Ok(format!(
        "{processors} processors of {}, {}; load {before} before, {} after.",
        model.unwrap_or("an unknown model"),
        compiler.trim_end(),
        load()
    ))
}
