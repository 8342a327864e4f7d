//! Files that are none, or not whole.

use std::error::Error;
use std::fs;

use layout_core::registry::{Lock, LockError, LockMode};

use super::File;
use crate::types_of;

/// A file that holds no lock is left as it is, whatever was to be done with it but to overwrite it.
#[test]
fn a_file_that_is_no_lock_is_an_error_and_is_not_touched() {
    let types = types_of("zoo::wire");
    let file = File::of("faults", &types);
    let whole = file.read();
    let conflict = whole.replacen("\ntype ", "\n<<<<<<< ours\ntype ", 1);
    let conflict = conflict.replacen("\nend", "\n=======\n>>>>>>> theirs\nend", 1);
    let line = whole.lines().position(|line| line.ends_with("length: u16")).unwrap() + 1;
    let first = whole.lines().position(|line| line.starts_with("type ")).unwrap() + 1;
    for (text, words) in [
        (String::new(), "it does not begin with `layout-lock`; restore it"),
        ("[package]\nname = \"x\"\n".into(), "it does not begin with `layout-lock`"),
        (whole.replace("layout-lock 2", "layout-lock 3"), "has a format that layout-core"),
        (whole.replace("\nend\n", "\n"), "is truncated: its last line is not `end`; restore it"),
        (conflict, &format!("layout.lock:{first}: the file has merge conflicts; keep one side")),
        (
            whole.replace("2     2  length: u16", "2     two  length: u16"),
            &format!("layout.lock:{line}: expected a field"),
        ),
        (
            // Lines that are no part of the layout count as well.
            whole.replace(
                "       2     2  length: u16",
                "\n  # both\n       2     two  length: u16",
            ),
            &format!("layout.lock:{}: expected a field", line + 2),
        ),
        (
            whole.replace("  struct, size 8, align 4, repr(C)\n       0     1  version: u8\n", ""),
            &format!("layout.lock:{}: expected a type such as", line - 2),
        ),
        (whole.replace("variant Quit = 3", "variant Quit"), "expected a variant such as"),
        (whole.replace("struct, size 8,", "struct, size eight,"), "expected a type such as"),
        (whole.replace("repr(C)", "repr(D)"), "expected a type such as"),
        (whole.replace("wire::Word", "wire::Packet"), "the type is listed twice"),
        (whole.replace("type registry", "kind registry"), "expected `type`, `[target]` or `end`"),
        (whole.clone() + "type a::B\n", "unexpected text after `end`"),
        (whole.replace("\nend", &format!("\n{}\nend", super::section())), "already has a section"),
    ] {
        file.write(&text);
        let failure = file.failure(&types);
        assert!(failure.contains(words), "{words:?} is not in {failure:?}");
        assert!(file.update(&types).is_err(), "{words}");
        assert_eq!(file.read(), text, "{words}");
        assert_eq!(file.neighbors(), ["layout.lock"]);
        assert!(Lock::at(&file.0).mode(LockMode::Overwrite).check(&types).unwrap().is_written);
        assert_eq!(file.read(), whole, "{words}");
    }
}

#[test]
fn what_is_not_there_or_not_text_says_so() {
    let types = types_of("zoo::wire");
    let file = File::new("not_there");
    assert_eq!(
        file.failure(&types),
        "there is no lock file layout.lock; create it: `LAYOUT_LOCK=update cargo test`"
    );
    assert!(file.neighbors().is_empty());

    let whole = File::of("text", &types).read();
    for (bytes, words) in [
        (vec![0xff, 0xfe, 0x00], "begins with a byte order mark of UTF-16; save it as UTF-8"),
        (vec![0xfe, 0xff, 0x00], "begins with a byte order mark of UTF-16; save it as UTF-8"),
        ([b"\xef\xbb\xbf", whole.as_bytes()].concat(), "begins with a byte order mark of UTF-8;"),
        ([whole.as_bytes(), b"# \xe4\n"].concat(), "is not UTF-8: byte "),
        (b"\x80".to_vec(), "is not UTF-8: byte 0 is 0x80; save it as UTF-8 without"),
    ] {
        fs::write(&file.0, &bytes).unwrap();
        let failure = file.failure(&types);
        assert!(failure.contains(words), "{words:?} is not in {failure:?}");
        assert!(matches!(file.check(&types), Err(LockError::Encoding { .. })));
        assert!(matches!(file.update(&types), Err(LockError::Encoding { .. })));
        assert_eq!(fs::read(&file.0).unwrap(), bytes);
        assert!(Lock::at(&file.0).mode(LockMode::Overwrite).check(&types).unwrap().is_written);
        assert_eq!(file.read(), whole);
    }

    fs::remove_file(&file.0).unwrap();
    fs::create_dir(&file.0).unwrap();
    assert!(file.failure(&types).starts_with("cannot read layout.lock: "));
    assert!(file.update(&types).is_err());
    assert!(Lock::at(&file.0).mode(LockMode::Overwrite).check(&types).is_err());

    let nowhere = File(file.0.with_file_name("no").join("layout.lock"));
    let error = nowhere.update(&types).unwrap_err().to_string();
    assert!(error.starts_with("cannot create "), "{error}");
}

#[test]
fn no_types_are_a_mistake() {
    let file = File::new("no_types");
    let failure = file.failure(&types_of("zoo::wyre"));
    assert!(failure.starts_with("no types to check in `registry::zoo::wyre`: "));
    assert!(file.update(&types_of("zoo::wyre")).is_err());
    assert!(file.neighbors().is_empty());
}

/// A link to itself, as a merge or a copy may leave one, is an error of the system, and stays.
#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_not_overwritten() {
    let types = types_of("zoo::wire");
    let file = File::new("unreadable");
    std::os::unix::fs::symlink("layout.lock", &file.0).unwrap();
    for mode in [LockMode::Check, LockMode::Update, LockMode::Overwrite] {
        let error = Lock::at(&file.0).mode(mode).check(&types).unwrap_err();
        assert!(error.to_string().starts_with("cannot read "), "{mode:?}: {error}");
        assert!(fs::symlink_metadata(&file.0).unwrap().is_symlink(), "{mode:?}: it is gone");
        assert_eq!(file.neighbors(), ["layout.lock"], "{mode:?}");
    }
}

/// A link to a file that is not there yet leads to the new file, through any number of links.
#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_followed() {
    use std::os::unix::fs::symlink;

    let types = types_of("zoo::wire");
    let file = File::new("dangling");
    let real = file.0.with_file_name("real.lock");
    symlink("between.lock", &file.0).unwrap();
    symlink(&real, file.0.with_file_name("between.lock")).unwrap();
    assert!(file.failure(&types).starts_with("there is no lock file layout.lock; "));
    file.update(&types).unwrap();
    assert!(fs::symlink_metadata(&file.0).unwrap().is_symlink(), "the link was replaced");
    assert!(fs::symlink_metadata(&real).unwrap().is_file());
    assert_eq!(file.neighbors().len(), 3, "{:?}", file.neighbors());
    file.check(&types).unwrap();

    // Where it leads to a directory that is not there, the error says so, and the link stays.
    let file = File::new("dangling_far");
    symlink("no/layout.lock", &file.0).unwrap();
    let error = file.update(&types).unwrap_err().to_string();
    assert!(
        error.starts_with("cannot create ") && error.contains("no/layout.lock.new: "),
        "{error}"
    );
    assert!(fs::symlink_metadata(&file.0).unwrap().is_symlink());
}

/// The rule of one line, about all types.
#[test]
fn a_check_of_one_line_panics_with_what_is_amiss() {
    let file = File::new("one_line");
    let check = || layout_core::registry::check_lock(&file.0);
    let panic = std::panic::catch_unwind(check).expect_err("there is no file");
    let said = panic.downcast::<String>().expect("it is told in words");
    assert_eq!(
        *said,
        Lock::at(&file.0).check(&layout_core::registry::all()).unwrap_err().to_string()
    );
}

/// A file cut off at any byte, or with any line lost, is an error or a difference, and never taken for
/// whole.
#[test]
fn no_part_of_a_file_passes() {
    let types = types_of("zoo::wire");
    let file = File::of("bytes", &types);
    let whole = file.read();
    let text = whole.trim_end();
    // At the ends of lines and words, and at some of the bytes between.
    for end in 0..text.len() {
        let is_chosen = end % 5 == 0 || text.as_bytes()[end].is_ascii_whitespace();
        if is_chosen && whole.is_char_boundary(end) {
            file.write(&whole[..end]);
            assert!(file.check(&types).is_err(), "cut off at byte {end}:\n{}", &whole[..end]);
        }
    }
    let types = types_of("zoo");
    let file = File::of("lines", &types);
    let whole = file.read();
    let lines: Vec<&str> = whole.lines().collect();
    for (index, lost) in lines.iter().enumerate() {
        let mut rest = lines.clone();
        rest.remove(index);
        file.write(&(rest.join("\n") + "\n"));
        let passes = file.check(&types).is_ok();
        // What compiler it was only matters where a layout is another.
        let is_layout = !lost.is_empty() && !lost.starts_with('#') && !lost.starts_with("rustc ");
        assert_eq!(passes, !is_layout, "without {lost:?}");
    }
}

/// Who wants to know more of an error asks for its source.
#[test]
fn an_error_of_the_system_is_the_source() {
    let types = types_of("zoo::wire");
    let file = File::new("directory");
    let missing = file.check(&types).unwrap_err();
    assert!(missing.source().is_none(), "{missing}");
    fs::create_dir(&file.0).unwrap();
    let error = file.check(&types).unwrap_err();
    let source = error.source().and_then(|source| source.downcast_ref::<std::io::Error>());
    let source = source.expect("a directory is no text").to_string();
    assert!(file.failure(&types).ends_with(&format!("cannot read layout.lock: {source}")));
}

/// A draft that a killed process left is not overwritten; the error names it.
#[test]
fn a_draft_that_stays_is_named() {
    let types = types_of("zoo::wire");
    let file = File::of("draft", &types);
    let draft = file.0.with_file_name("layout.lock.new");
    fs::write(&draft, "half").unwrap();
    let error = file.update(&types).unwrap_err();
    assert!(matches!(error, LockError::Busy { .. }), "{error}");
    assert!(error.to_string().contains("layout.lock.new"), "{error}");
    assert_eq!(fs::read_to_string(&draft).unwrap(), "half");
    // Who only compares needs no draft.
    file.check(&types).unwrap();
}
