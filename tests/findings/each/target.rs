use super::*;

#[test]
fn found_of_words_and_pointers_in_defined_layouts() {
    #[derive(Layout)]
    #[repr(C)]
    struct Sized {
        length: usize,
        next: *const u8,
        code: u32,
        flags: u32,
    }
    #[derive(Layout)]
    struct Free {
        length: usize,
    }
    #[derive(Layout)]
    #[repr(u8)]
    enum Tagged {
        Word(usize),
        Byte(u8),
    }

    check::<Sized>(&expect![[r#"
        note[target-dependent]: the sizes of `length` and `next` differ between targets; use integers of a fixed size where files, peers or other targets read the bytes
          fields: length, next
    "#]]);
    assert_not_found::<Free>(FindingId::TargetDependent);
    assert_eq!(find::<Tagged>(FindingId::TargetDependent).unwrap().fields, ["Word.0"]);
}
