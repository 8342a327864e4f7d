//! Reports in colors.

use std::process::Command;

use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct Padded {
    a: u8,
    b: u32,
    c: [u8; 70],
}

#[derive(Layout)]
#[repr(u8)]
enum Choice {
    Quit,
    Move { x: i32 },
}

/// `anstream` takes escape sequences out where they are not shown.
fn stripped(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn colors_change_nothing_but_the_colors() {
    for (report, plain) in [
        (Padded::layout_report(), Padded::layout_report().to_string()),
        (Choice::layout_report(), Choice::layout_report().to_string()),
        (u32::layout_report(), u32::layout_report().to_string()),
    ] {
        let colored = report.styled().colored(true).to_string();
        assert!(colored.contains("\x1b["), "{colored:?}");
        assert_eq!(stripped(&colored), plain);
        assert_eq!(report.styled().colored(false).to_string(), plain);
        let narrow = format!("{:#.60}", report.styled().colored(true));
        assert_eq!(stripped(&narrow), format!("{report:#.60}"));
    }
}

/// Neighbors can be told apart, however many they are; the tag has a color of its own, padding none.
#[test]
fn colors_tell_neighbors_apart() {
    #[derive(Layout)]
    #[repr(u8)]
    enum Many {
        All { a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u16, i: u8 },
    }

    let text = Many::layout_report().styled().colored(true).to_string();
    // The letters of the map: `ESC [ code m letter`.
    let code = |letter: char| {
        let row = text.lines().find(|line| line.contains(&format!("m{letter}\x1b[0m   ")));
        let row = row.unwrap_or_else(|| panic!("no {letter:?} in\n{text}"));
        let (before, _) = row.split_once(&format!("m{letter}\x1b[0m")).expect("it is there");
        before.rsplit_once('[').expect("a sequence").1.to_owned()
    };
    let codes: Vec<String> = ('a'..='i').map(code).collect();
    assert!(codes.windows(2).all(|pair| pair[0] != pair[1]), "{codes:?}");
    let style = |what: &str| {
        let row = text.lines().find(|line| line.contains(what)).expect("a row");
        row.split_once("\x1b[").expect("a style").1.split_once('m').expect("it ends").0.to_owned()
    };
    assert_eq!((style("(tag)"), style("(padding)")), ("31".into(), "2".into()), "{text:?}");
    assert!(!codes.contains(&style("(tag)")), "{codes:?}");
}

#[test]
fn each_style_is_ended_on_its_line() {
    let text = Padded::layout_report().styled().colored(true).to_string();
    for line in text.lines() {
        let starts = line.matches("\x1b[").count();
        assert_eq!(2 * line.matches("\x1b[0m").count(), starts, "{line:?}");
    }
}

/// The rest of the test below, in a process with the variable set or not.
#[test]
#[ignore = "run by `no_color_is_honored`"]
fn print_in_colors() {
    println!("{}", Padded::layout_report().styled());
}

#[test]
fn no_color_is_honored() {
    let run = |value: Option<&str>| {
        let mut command = Command::new(std::env::current_exe().expect("the test has a path"));
        command.args(["--exact", "colors::print_in_colors", "--ignored", "--nocapture"]);
        command.env_remove("NO_COLOR");
        command.envs(value.map(|value| ("NO_COLOR", value)));
        let output = command.output().expect("the test runs");
        let text = String::from_utf8(output.stdout).expect("a report is UTF-8");
        assert!(text.contains("Padded"), "{text}");
        text.contains("\x1b[1mPadded")
    };
    assert!(run(None), "asked for, and not refused");
    assert!(run(Some("")), "an empty variable is none: https://no-color.org");
    assert!(!run(Some("1")), "refused");
}
