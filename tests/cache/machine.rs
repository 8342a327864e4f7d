//! The line of the machine, against what the C library says of it.

use std::process::Command;

use layout_core::cache::{CACHE_LINE, DESTRUCTIVE_INTERFERENCE_SIZE, LineReport, machine_line};

#[test]
fn the_line_is_what_getconf_says() {
    let output = Command::new("getconf").arg("LEVEL1_DCACHE_LINESIZE").output();
    let told = output.ok().and_then(|output| String::from_utf8(output.stdout).ok());
    // 0 or nothing: the C library does not know.
    let told: usize = told.and_then(|text| text.trim().parse().ok()).unwrap_or(0);
    if told > 0 {
        assert_eq!(machine_line(), Some(told), "getconf says {told}");
    }
}

#[test]
fn the_report_compares() {
    let report = LineReport::new();
    let text = report.to_string();
    assert!(text.contains(&format!("{CACHE_LINE} bytes compiled in")), "{text}");
    if let Some(line) = report.machine {
        assert!(text.contains(&format!("{line} bytes on this machine")), "{text}");
        assert_eq!(report.keeps_apart(), Some(!text.contains("too little")), "{text}");
    }
}

/// Machines that this one is not.
#[test]
fn the_report_says_what_is_amiss() {
    let mut report = LineReport::default();
    assert_eq!(report, LineReport::new());
    let ending = format!("kept apart by CacheAligned: {DESTRUCTIVE_INTERFERENCE_SIZE} bytes");

    report.machine = None;
    assert_eq!(report.keeps_apart(), None);
    let text = report.to_string();
    assert!(text.contains(", unknown on this machine\n") && text.ends_with(&ending), "{text}");

    report.machine = Some(2 * DESTRUCTIVE_INTERFERENCE_SIZE);
    assert_eq!(report.keeps_apart(), Some(false));
    let text = report.to_string();
    assert!(text.ends_with(&(ending + ", which is too little for this machine")), "{text}");
}
