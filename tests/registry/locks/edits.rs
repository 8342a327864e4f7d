//! A file that is as it was, and one that is not.

use expect_test::expect;
use layout_core::registry::{Lock, LockMode};

use super::{File, compiler, section};
use crate::types_of;

/// Enums whose variants are told apart in each way that leaves no tag.
mod tags {
    #![allow(dead_code, reason = "the layouts are what counts")]

    use layout_core::{Layout, register_layout};

    #[derive(Layout)]
    pub(super) enum Single {
        Only { x: u32 },
    }

    #[derive(Layout)]
    pub(super) enum Untold<T> {
        Some(T, u32),
        More(T, u64),
    }

    register_layout!(Untold<u64>);

    #[derive(Layout)]
    pub(super) enum Niche {
        Some(bool),
        None,
    }
}

#[test]
fn every_way_to_tell_variants_is_read_as_it_was_written() {
    let types = types_of("locks::edits::tags");
    let file = File::of("tags", &types);
    let written = file.read();
    for (now, before, words) in [
        (", no tag,", ", niche,", "told apart by nothing, was by a niche"),
        (", tag ?,", ", niche,", "told apart by a tag or a niche, was by a niche"),
        (", niche,", ", tag ?,", "told apart by a niche, was by a tag or a niche"),
        (", niche,", ", no tag,", "told apart by a niche, was by nothing"),
    ] {
        file.edit(now, before);
        let failure = file.failure(&types);
        assert!(failure.contains(words), "{words:?} is not in\n{failure}");
        file.update(&types).unwrap();
        assert_eq!(file.read(), written, "{now:?} was {before:?}");
    }
}

#[test]
fn the_file_is_as_documented() {
    let file = File::of("documented", &types_of("zoo::wire"));
    let text = file.read();
    let (_, text) = text.split_once("layout-lock 2\n").unwrap();
    let text = text.replace(&compiler(), "[COMPILER]");
    expect![[r"

        [TARGET]
        [COMPILER]

        type registry::zoo::wire::Frame
          struct, size 2, align 2, tail 2+2, repr(C)
               0     1  kind: u8
               2     0  body: [u16]

        type registry::zoo::wire::Message
          enum, size 12, align 4, tag 0+1, repr(u8)
          variant Quit = 3
          variant Move{} = 4
                 4     4  x: i32
                 8     4  y: i32
          variant Write() = 5
                 4     8  0: registry::zoo::wire::Packet

        type registry::zoo::wire::Packet
          struct, size 8, align 4, repr(C)
               0     1  version: u8
               2     2  length: u16
               4     4  checksum: u32

        type registry::zoo::wire::Word
          union, size 4, align 4, repr(C)
               0     4  bytes: [u8; 4]
               0     4  number: u32

        end
    "]]
    .assert_eq(&text.replace(&section(), "[TARGET]"));
    assert_eq!(file.neighbors(), ["layout.lock"]);
}

#[test]
fn what_is_written_is_read_as_it_was() {
    for module in ["zoo", "many::m3"] {
        let types = types_of(module);
        let file = File::of(&format!("read_{}", types.len()), &types);
        let text = file.read();
        assert!(file.check(&types).unwrap().diff.is_empty());
        assert!(file.update(&types).unwrap().diff.is_empty());
        assert_eq!(file.read(), text);
    }
}

#[test]
fn a_moved_field_is_named_with_both_offsets() {
    let types = types_of("zoo::wire");
    let file = File::of("moved", &types);
    let written = file.read();
    // As if the field had been there when the file was written.
    file.edit("2     2  length: u16", "3     2  length: u16");
    let place = line_of("struct Packet");
    expect![[r"
        layout.lock: 1 layout change for TARGET; it breaks files and programs that share its bytes
        ~ registry::zoo::wire::Packet (tests/registry/zoo.rs:LINE)
            Packet: breaking, both ways
              ~ length: moved from offset 3 to 2 (breaking)

        if the change is intended, update the file: `LAYOUT_LOCK=update cargo test`"]]
    .assert_eq(
        &file
            .failure(&types)
            .replace(&format!(":{place})"), ":LINE)")
            .replace(target(&section()), "TARGET"),
    );
    file.write(&written);
    file.check(&types).unwrap();
}

fn target(section: &str) -> &str {
    section[1..].split(' ').next().unwrap()
}

/// The number of the line of the zoo that has that text.
fn line_of(text: &str) -> usize {
    let source = include_str!("../zoo.rs");
    source.lines().position(|line| line.contains(text)).unwrap() + 1
}

#[test]
fn every_sort_of_change_is_found() {
    let types = types_of("zoo");
    let file = File::of("sorts", &types);
    let written = file.read();
    for (now, before, words) in [
        (
            "struct, size 8, align 4, repr(C)",
            "struct, size 12, align 4, repr(C)",
            "shrank from 12 to 8",
        ),
        ("0     1  version: u8", "0     2  version: u16", "type u16 -> u8"),
        ("4     4  checksum: u32\n", "4     4  sum: u32\n", "was called sum"),
        ("       2     2  length: u16\n", "", "length: u16 at offset 2, 2 bytes, added"),
        ("variant Quit = 3", "variant Quit = 0", "discriminant 0 -> 3"),
        ("variant Quit = 3", "variant Exit = 3", "was called Exit"),
        ("tag 0+1", "tag 0+4", "told apart by a tag of 1 byte, was by a tag of 4 bytes"),
        ("tail 2+2", "tail 2+4", "tail"),
        ("union, size 4, align 4, repr(C)", "union, size 4, align 8, repr(C)", "alignment 8 -> 4"),
        ("8     4  y: i32", "?     4  y: i32", "- ?     4  y: i32"),
    ] {
        file.edit(now, before);
        let failure = file.failure(&types);
        assert!(failure.contains(words), "{words:?} is not in\n{failure}");
        assert!(failure.starts_with("layout.lock: 1 layout change"), "{failure}");
        let is_breaking = failure.contains("breaking, both ways") || failure.contains(": breaking");
        let says_so = failure.contains("; it breaks files and programs that share its bytes\n");
        assert_eq!(says_so, is_breaking, "{words}: {failure}");
        // An update brings the true state back, with nothing else changed.
        assert_eq!(file.update(&types).unwrap().diff.changes.len(), 1);
        assert_eq!(file.read(), written);
    }
}

/// A field whose type has another name now: whether its bytes mean the same, the layouts of both tell.
#[test]
fn types_that_replace_others_are_compared_by_their_bytes() {
    let types = types_of("zoo::wire");
    let file = File::of("replaced", &types);
    file.edit("4     8  0: registry::zoo::wire::Packet", "4     8  0: registry::zoo::wire::Parcel");
    let text = file.read();
    let parcel = |fields: &str| {
        format!(
            "\nwithin registry::zoo::wire::Parcel\n  struct, size 8, align 4, repr(C)\n       0     1  \
             version: u8\n{fields}       4     4  checksum: u32\n\nend\n"
        )
    };
    let same = parcel("       2     2  length: u16\n");
    let other = parcel("       2     1  length: u8\n");
    for (parcel, is_breaking) in [(same, false), (other, true)] {
        file.write(&text.replace("\nend\n", &parcel));
        let failure = file.failure(&types);
        assert!(failure.contains("type Parcel -> Packet"), "{failure}");
        let says_so = failure.contains("; 1 breaks files and programs that share its bytes\n");
        assert_eq!(says_so, is_breaking, "{parcel}\n{failure}");
    }
}

/// An instance of a generic type that is a field, and a tuple.
#[test]
fn types_within_others_are_compared() {
    let types = types_of("zoo::state");
    let file = File::of("within", &types);
    let text = file.read();
    assert!(text.contains("\nwithin registry::zoo::state::Ring<u8>\n"), "{text}");
    assert!(text.contains("\nwithin (u8, u32)\n"), "{text}");
    let from = text.find("within registry::zoo::state::Ring<u8>").unwrap();
    let swapped = text[from..].replacen("items", "ITEMS", 1).replacen("head", "items", 1);
    file.write(&(text[..from].to_owned() + &swapped.replacen("ITEMS", "head", 1)));
    let failure = file.failure(&types);
    assert!(failure.contains("~ registry::zoo::state::Ring<u8>\n"), "{failure}");
    assert!(failure.contains("~ head: moved from offset"), "{failure}");
}

#[test]
fn additions_pass_where_they_are_allowed_and_removals_never() {
    let (some, all) = (types_of("zoo::wire").locked(), types_of("zoo::wire"));
    let file = File::of("additions", &some);
    let failure = file.failure(&all);
    assert!(failure.contains("+ registry::zoo::wire::Frame (tests/registry/zoo.rs:"), "{failure}");
    assert!(failure.contains("): added, struct, size 2, align 2"), "{failure}");
    let lenient = Lock::at(&file.0).mode(LockMode::Check).allow_additions();
    assert_eq!(lenient.check(&all).unwrap().diff.changes.len(), 2);

    file.update(&all).unwrap();
    let failure = file.failure(&some);
    assert!(failure.contains("- registry::zoo::wire::Frame: removed"), "{failure}");
    assert!(lenient.check(&some).is_err());
    file.update(&some).unwrap();
    assert!(!file.read().contains("Frame"));
}

#[test]
fn comments_stay_with_what_follows_them() {
    let types = types_of("zoo::wire");
    let file = File::of("comments", &types);
    file.edit("layout-lock 2", "# Ours.\n\n# Do not touch.\nlayout-lock 2");
    file.edit(&section(), &format!("# Our servers.\n{}", section()));
    file.edit(
        "type registry::zoo::wire::Packet",
        "# Spoken by\n# version 2.\ntype registry::zoo::wire::Packet",
    );
    file.edit("         8     4  y: i32", "# downwards\n         8     4  y: i32");
    file.edit("       4     4  checksum: u32", "         # CRC-32\n       4     4  checksum: u32");
    file.edit("\nend\n", "\n# That is all.\nend\n");
    // Empty lines behind a comment do not part it from what follows.
    file.edit("# That is all.\n", "# That is all.\n\n\n");
    file.edit("# Our servers.\n", "# Our servers.\n\n");
    file.edit("# version 2.\n", "# version 2.\n\n");
    file.edit("# CRC-32\n", "# CRC-32\n\n");
    file.edit("0     1  version: u8", "0     2  version: u16");
    file.update(&types).unwrap();
    let text = file.read();
    for kept in [
        "# Ours.\n\n# Do not touch.\nlayout-lock 2\n",
        &format!("\n# Our servers.\n{}\n", section()),
        "\n\n# Spoken by\n# version 2.\ntype registry::zoo::wire::Packet\n",
        "\n  # downwards\n         8     4  y: i32\n",
        "\n  # CRC-32\n       4     4  checksum: u32\n",
        "\n\n# That is all.\nend\n",
        "0     1  version: u8",
    ] {
        assert!(text.contains(kept), "{kept:?} is not in\n{text}");
    }
    // They are no part of the layouts, and the next update leaves all as it is.
    file.check(&types).unwrap();
    file.update(&types).unwrap();
    assert_eq!(file.read(), text);
}

/// A comment of a field that is gone is its type's.
#[test]
fn comments_of_lost_fields_are_not_lost() {
    let types = types_of("zoo::wire");
    let file = File::of("lost", &types);
    file.edit("       2     2  length: u16", "  # in network order\n       2     2  len: u16");
    file.update(&types).unwrap();
    let text = file.read();
    assert!(text.contains("# in network order\ntype registry::zoo::wire::Packet\n"), "{text}");
}

#[test]
fn other_targets_and_other_crates_are_left_alone() {
    let types = types_of("zoo::wire");
    let file = File::of("others", &types);
    let foreign = "[avr-none-none 16-bit little-endian]\n\ntype registry::zoo::wire::Packet\n  \
                   struct, size 7, align 1, repr(C)\n       0     1  version: u8\n\n";
    let crate_of_others = "# Another's.\ntype zebra::Stripes\n  struct, size 24, align 8, repr(Rust)\n       \
                           0    24  ring: zebra::Ring<u16>\n\nwithin zebra::Ring<u16>\n  struct, size 24, align 8, \
                           repr(Rust)\n       0    24  x: Vec<u16>\n\n";
    file.edit(&section(), &format!("{foreign}{}", section()));
    file.edit("\nend\n", &format!("\n{crate_of_others}end\n"));
    let text = file.read();
    file.check(&types).unwrap();
    file.update(&types).unwrap();
    assert_eq!(file.read(), text);
    // A module that was not asked for is another's too.
    assert!(
        file.check(&types_of("zoo::hidden"))
            .is_err_and(|error| !error.to_string().contains("removed"))
    );
}

/// A type that was not looked for stays as it was, also where it lies within another one, and is no fault.
#[test]
fn what_was_not_looked_for_is_kept() {
    let (all, locked) = (types_of("zoo::wire"), types_of("zoo::wire").locked());
    let file = File::of("kept", &all);
    let written = file.read();
    let lock = Lock::at(&file.0).keep(|name| !name.ends_with("::Packet"));
    for mode in [LockMode::Check, LockMode::Update] {
        let outcome = lock.clone().mode(mode).check(&locked).unwrap();
        assert!(outcome.diff.is_empty() && !outcome.is_new, "{}", outcome.diff);
        assert!(outcome.diff.kept.contains(&"registry::zoo::wire::Frame".into()), "{outcome:?}");
        assert_eq!(file.read(), written);
    }
    // What holds it brings it along, and it stays an entry of its own.
    let holder = all.clone().filter(|entry| !entry.name().ends_with("::Packet"));
    let keeps_all = Lock::at(&file.0).keep(|_| true).mode(LockMode::Update);
    keeps_all.check(&holder).unwrap();
    assert_eq!(file.read(), written);
    // What is not kept is gone, and so is what lies in a crate that was looked into.
    let removed = Lock::at(&file.0).keep(|name| name.ends_with("::Packet")).mode(LockMode::Check);
    let failure = removed.check(&locked).unwrap_err().to_string();
    assert!(failure.contains("- registry::zoo::wire::Frame: removed"), "{failure}");
    let all = layout_core::registry::all();
    let file = File::of("kept crates", &all);
    let zebra =
        "type zebra::Stripes\n  struct, size 1, align 1, repr(C)\n       0     1  x: u8\n\n";
    file.edit("\nend\n", &format!("\n{zebra}end\n"));
    let check = Lock::at(&file.0).mode(LockMode::Check);
    assert_eq!(check.check(&all).unwrap().diff.kept, ["zebra::Stripes"]);
    let failure = check.crates(["zebra"]).check(&all).unwrap_err().to_string();
    assert!(failure.contains("- zebra::Stripes: removed"), "{failure}");
}

/// What is gone from a crate of the program is removed with what lay within it; types of other crates stay,
/// with what lies within those.
#[test]
fn types_of_other_crates_stay_with_what_lies_within_them() {
    let all = layout_core::registry::all;
    let file = File::of("crates", &all());
    let written = file.read();
    let ty = |name: &str, field: &str| {
        format!("type {name}\n  struct, size 4, align 4, repr(C)\n       0     4  x: {field}\n\n")
    };
    let within = |name: &str| {
        format!("within {name}\n  struct, size 4, align 4, repr(C)\n       0     4  x: u32\n\n")
    };
    let others = ty("zebra::Stripes", "zebra::Mane<u16>") + &within("zebra::Mane<u16>");
    let gone = ty("registry::Gone", "registry::Lost<u8>") + &within("registry::Lost<u8>");
    file.edit("\nend\n", &format!("\n{others}{gone}end\n"));
    let failure = file.failure(&all());
    for removed in ["- registry::Gone: removed", "- registry::Lost<u8>: removed"] {
        assert!(failure.contains(removed), "{removed:?} is not in\n{failure}");
    }
    assert!(!failure.contains("zebra"), "{failure}");
    assert!(failure.contains("2 layout changes") && !failure.contains("that share"), "{failure}");
    file.update(&all()).unwrap();
    let text = file.read();
    let without = text.replace(&ty("zebra::Stripes", "zebra::Mane<u16>"), "");
    assert_eq!(without.replace(&within("zebra::Mane<u16>"), ""), written);
    assert!(text.contains("type zebra::") && text.contains("within zebra::"), "{text}");
}

/// Each target has its section, in the order of their names, whichever was written first.
#[test]
fn sections_come_in_the_order_of_their_targets() {
    let types = types_of("zoo::wire");
    let file = File::of("order", &types);
    let (head, body) =
        file.read().split_once(&section()).map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let foreign = ["[aaa-none-none 16-bit little-endian]", "[zzz-none-none 16-bit little-endian]"];
    file.write(&format!("{head}{}\n\n{}\n\nend\n", foreign[1], foreign[0]));
    file.update(&types).unwrap();
    let expected = format!(
        "{head}{}\n\n{}{}",
        foreign[0],
        section(),
        body.replace("\nend\n", &format!("\n{}\n\nend\n", foreign[1]))
    );
    assert_eq!(file.read(), expected);
}

#[test]
fn a_file_for_another_target_alone_says_what_is_missing() {
    let types = types_of("zoo::wire");
    let file = File::of("no_section", &types);
    file.edit(&section(), "[avr-none-none 16-bit little-endian]");
    assert!(file.failure(&types).contains("+ registry::zoo::wire::Packet"));
    file.update(&types).unwrap();
    assert!(file.read().contains("[avr-none-none 16-bit little-endian]"));
    file.check(&types).unwrap();
}

/// The lines may come from an editor, or from a checkout with other line ends.
#[test]
fn spacing_and_order_of_lines_do_not_matter() {
    let types = types_of("zoo");
    let file = File::of("spacing", &types);
    let text = file.read();
    file.write(&text.replace('\n', "\r\n"));
    file.check(&types).unwrap();
    file.write(&text.replace("\n\n", "\n\n\n").replace("     ", "  "));
    file.check(&types).unwrap();
    file.edit("  0  4  bytes: [u8; 4]", "    0 4 bytes: [u8; 4]   ");
    file.check(&types).unwrap();
    file.update(&types).unwrap();
    assert_eq!(file.read(), text);
    file.write(&text.replace("\n  ", "\n\n  "));
    file.update(&types).unwrap();
    assert_eq!(file.read(), text, "lines between fields were empty");
}

#[cfg(unix)]
#[test]
fn a_link_stays_one_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let types = types_of("zoo::wire");
    let file = File::of("link", &types);
    let real = file.0.with_file_name("real.lock");
    std::fs::rename(&file.0, &real).unwrap();
    symlink(&real, &file.0).unwrap();
    std::fs::set_permissions(&real, PermissionsExt::from_mode(0o640)).unwrap();
    file.edit("0     1  version: u8", "0     2  version: u16");
    file.update(&types).unwrap();
    assert!(std::fs::symlink_metadata(&file.0).unwrap().is_symlink());
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    file.check(&types).unwrap();
}
