//! Reports that are written to where nothing can be written: a pipe that nobody reads, a full disk.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Read, Write};
use std::process::{Command, Stdio};

use layout_core::Layout;
use layout_core::region::memory_map;

/// Set for a process that writes.
const CHILD: &str = "LAYOUT_FAULTS_OUTPUT";

#[derive(Layout)]
struct Packet {
    version: u8,
    checksum: u32,
    payload: [u8; 100],
}

#[test]
fn an_output_that_refuses_is_an_error() {
    if std::env::var_os(CHILD).is_some() {
        return write_all_there_is();
    }
    let full = OpenOptions::new().write(true).open("/dev/full").expect("it is there");
    assert_eq!(errors(Stdio::from(full)), [ErrorKind::StorageFull; 3].map(|it| format!("{it:?}")));
    let closed = errors(Stdio::piped());
    assert_eq!(closed, [ErrorKind::BrokenPipe; 3].map(|it| format!("{it:?}")));
}

/// What a process says whose standard error that is. Its standard output is the test harness's.
fn errors(stderr: Stdio) -> Vec<String> {
    let mut command = Command::new(std::env::current_exe().expect("it has a path"));
    command.args(["--exact", "--nocapture", "output::an_output_that_refuses_is_an_error"]);
    let command = command.env(CHILD, "1").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(stderr).spawn().expect("this program can be run");
    // If it is a pipe, it is closed before the process begins to write.
    drop(child.stderr.take());
    drop(child.stdin.take());
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}\n{said}", output.status);
    said.lines().filter_map(|line| line.strip_prefix("error: ")).map(str::to_owned).collect()
}

fn write_all_there_is() {
    let _ = io::stdin().read_to_end(&mut Vec::new());
    let report = Packet::layout_report();
    let map = memory_map().expect("it can be read");
    write(|out| write!(out, "{report:#}"));
    write(|out| write!(out, "{}", report.styled().colored(true)));
    write(|out| write!(out, "{map}"));
}

fn write(work: impl FnOnce(&mut dyn Write) -> io::Result<()>) {
    match work(&mut io::stderr().lock()) {
        Ok(()) => println!("it was written"),
        Err(error) => println!("error: {:?}", error.kind()),
    }
}
