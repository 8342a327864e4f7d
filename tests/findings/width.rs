//! Reports within a width, and with long names.

#[cfg(target_pointer_width = "64")]
use expect_test::expect;
#[cfg(target_pointer_width = "64")]
use layout_core::CACHE_LINE;
use layout_core::Layout;

#[derive(Layout)]
#[repr(C)]
struct AStructWhoseNameHasSixtyCharactersAsGeneratedCodeDoesWrite<T> {
    a_field_whose_name_has_sixty_characters_as_bindings_do_have_: u8,
    another_field_whose_name_has_sixty_characters_and_a_wide_type: Option<T>,
    c: bool,
}

type Long = AStructWhoseNameHasSixtyCharactersAsGeneratedCodeDoesWrite<[u64; 3]>;

#[test]
#[cfg(target_pointer_width = "64")]
fn nothing_is_cut_unless_asked_for() {
    if CACHE_LINE == 64 {
        expect![[r#"
            AStructWhoseNameHasSixtyCharactersAsGeneratedCodeDoesWrite<[u64; 3]>: size 48, align 8, repr(C)
              offset  size  align  line  map  field
                   0     1      1     0   a   a_field_whose_name_has_sixty_characters_as_bindings_do_have_: u8
                   1     7                .   (padding)
                   8    32      8     0   b   another_field_whose_name_has_sixty_characters_and_a_wide_type: Option<T>
                  40     1      1     0   c   c: bool
                  41     7                .   (padding)
                   0  a.......bbbbbbbb bbbbbbbbbbbbbbbb bbbbbbbbc.......
              14 of 48 bytes are padding (29.2 %), in 2 holes; padding unknown inside `another_field_whose_name_has_sixty_characters_and_a_wide_type` (`cargo layout show` reads it from debug info); 1 cache line of 64 bytes
              room: a field of up to 7 bytes, alignment 1, fits at 1; a field of up to 7 bytes, alignment 1, fits at 41
              explicit, if the order stays: `_pad0: [u8; 7]` before `another_field_whose_name_has_sixty_characters_and_a_wide_type`, `_pad1: [u8; 7]` at the end
              warning[reorder]: 14 of 48 bytes are padding (29.2 %): another order of the fields needs 40 bytes instead of 48, 8 MB less per million values
                declare another_field_whose_name_has_sixty_characters_and_a_wide_type, a_field_whose_name_has_sixty_characters_as_bindings_do_have_, c, which changes the layout for everyone who reads the bytes; if only this program does, drop `repr(C)` instead
        "#]].assert_eq(&Long::layout_report().to_string());
        expect![[r#"
            AStructWhoseNameHasSixtyCharactersAsGeneratedCodeDoesWrite<[u64; 3]>: size 48, align 8, repr(C)
              offset  size  align  line  map  field
                   0     1      1     0   a   a_field_whose_name_has_sixty_characters_as_bi…
                   1     7                .   (padding)
                   8    32      8     0   b   another_field_whose_name_has_sixty_characters…
                  40     1      1     0   c   c: bool
                  41     7                .   (padding)
                   0  a.......bbbbbbbb bbbbbbbbbbbbbbbb bbbbbbbbc.......
              14 of 48 bytes are padding (29.2 %), in 2 holes; padding unknown inside
                `another_field_whose_name_has_sixty_characters_and_a_wide_type` (`cargo
                layout show` reads it from debug info); 1 cache line of 64 bytes
              room: a field of up to 7 bytes, alignment 1, fits at 1; a field of up to 7
                bytes, alignment 1, fits at 41
              explicit, if the order stays: `_pad0: [u8; 7]` before
                `another_field_whose_name_has_sixty_characters_and_a_wide_type`, `_pad1:
                [u8; 7]` at the end
              warning[reorder]: 14 of 48 bytes are padding (29.2 %): another order of the
                  fields needs 40 bytes instead of 48, 8 MB less per million values
                declare another_field_whose_name_has_sixty_characters_and_a_wide_type,
                  a_field_whose_name_has_sixty_characters_as_bindings_do_have_, c, which
                  changes the layout for everyone who reads the bytes; if only this program
                  does, drop `repr(C)` instead
        "#]].assert_eq(&format!("{:.80}", Long::layout_report()));
    }
}

/// Unless a word is.
#[test]
fn no_line_is_wider_than_asked_for() {
    for width in [72, 80, 100, 132] {
        let text = format!("{:.width$}", Long::layout_report());
        // The type's own name is not cut.
        for line in text.lines().skip(1) {
            assert!(line.chars().count() <= width, "{width}: {line:?} in\n{text}");
        }
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in [
            "in 2 holes",
            "the layout for everyone who",
            "less per million values",
            "drop `repr(C)` instead",
        ] {
            assert!(words.contains(part), "{part:?} is lost:\n{text}");
        }
    }
}

/// What is too long for any line stands where it begins.
#[test]
#[cfg(target_pointer_width = "64")] // Where a `u64` has less alignment, less is found.
fn a_first_word_has_no_line_of_its_own() {
    let text = format!("{:.10}", Long::layout_report());
    for start in ["warning[reorder]: 14\n", "    declare\n"] {
        assert!(text.contains(start), "{start:?} is not in\n{text}");
    }
}

/// A line goes on as long as the next word has room.
#[test]
#[cfg(target_pointer_width = "64")] // Where a `u64` has less alignment, less is found.
fn no_line_ends_before_it_must() {
    for width in 60..140 {
        let text = format!("{:.width$}", Long::layout_report());
        let lines: Vec<&str> = text.lines().collect();
        let start = lines.iter().position(|line| line.contains("warning[reorder]")).unwrap();
        for pair in lines[start..].windows(2) {
            let indent = |line: &str| line.len() - line.trim_start().len();
            // What goes on is indented by six, and begins neither a finding nor its remedy.
            if indent(pair[1]) == 6 {
                let word = pair[1].split_whitespace().next().unwrap();
                let joined = pair[0].chars().count() + 1 + word.chars().count();
                assert!(joined > width, "{width}: {word:?} has room behind {:?}", pair[0]);
            }
        }
    }
}

/// A character is one, however many bytes it has.
#[test]
fn names_are_cut_between_characters() {
    #[derive(Layout)]
    struct Wide {
        größenänderungsübertragungsprüfungsergebnisse: u8,
    }

    for width in 34..100 {
        let text = format!("{:.width$}", Wide::layout_report());
        let row = text.lines().nth(2).unwrap();
        assert!(row.chars().count() <= width.max(34), "{width}: {row:?}");
        assert_eq!(row.ends_with('…') || row.ends_with("   "), !row.ends_with("u8"), "{row:?}");
    }
}
