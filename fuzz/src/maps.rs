//! The reader of `/proc/self/maps`.

use std::io::Write;

#[path = "../../layout-core/src/region/linux/maps.rs"]
#[allow(dead_code, reason = "it is not all used here")]
mod reader;

/// Reads the bytes as a list, and as what a list is made of.
pub fn read(bytes: &[u8]) {
    if let Ok(lines) = reader::parse(bytes) {
        for line in &lines {
            assert!(line.start < line.end && !line.name.contains(&b'\n'), "{line:?}");
        }
        for pair in lines.windows(2) {
            assert!(pair[0].end <= pair[1].start, "{pair:?} overlap");
        }
        let again = write(&lines);
        assert_eq!(reader::parse(&again).as_ref(), Ok(&lines), "written again");
    }
    let lines = invented(bytes);
    assert_eq!(reader::parse(&write(&lines)).as_ref(), Ok(&lines), "invented");
}

/// Mappings without overlaps: of each, a byte for the gap below, one for the size, one for the access, and a
/// name up to the next line feed.
fn invented(bytes: &[u8]) -> Vec<reader::Line<'_>> {
    let mut start = 0x1000;
    let lines = bytes.split(|&byte| byte == b'\n').filter_map(|part| {
        let [gap, size, access, name @ ..] = part else { return None };
        start += usize::from(*gap) << 12;
        let end = start + ((usize::from(*size) + 1) << 12);
        let access = [0, 1, 2, 3].map(|bit| access >> bit & 1 == 1);
        let line = reader::Line { start, end, access, name: without_blanks(name) };
        start = end;
        Some(line)
    });
    lines.collect()
}

/// A name of the kernel's begins with no blank.
fn without_blanks(name: &[u8]) -> &[u8] {
    let blanks = name.iter().take_while(|&&byte| byte == b' ').count();
    &name[blanks..]
}

/// The list as the kernel writes it.
fn write(lines: &[reader::Line<'_>]) -> Vec<u8> {
    let mut list = Vec::new();
    for line in lines {
        let [r, w, x, s] = line.access;
        let letter = |is, letter| if is { letter } else { '-' };
        let (r, w, x) = (letter(r, 'r'), letter(w, 'w'), letter(x, 'x'));
        let s = if s { 's' } else { 'p' };
        write!(list, "{:08x}-{:08x} {r}{w}{x}{s} 00000000 fd:01 1234 ", line.start, line.end)
            .expect("a vector takes it");
        list.extend_from_slice(line.name);
        list.push(b'\n');
    }
    list
}
