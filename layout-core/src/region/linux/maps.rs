//! Reads the kernel's list of mappings, which is bytes and not text: a name may hold any byte but 0.
//!
//! Source: `proc_pid_maps(5)`; Linux, `show_map_vma` in `fs/proc/task_mmu.c`. The fuzz target `maps` includes
//! this file, so it uses nothing else of the crate.

use core::fmt;
use std::vec::Vec;

/// A line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// The first address.
    pub(crate) start: usize,
    /// The address after the last; more than `start`.
    pub(crate) end: usize,
    /// `r`, `w`, `x`, and `s` for shared.
    pub(crate) access: [bool; 4],
    /// A path, or a name in brackets; empty for memory without a name. The kernel has replaced each line
    /// feed by `\012`, and leaves a backslash as it is.
    pub(crate) name: &'a [u8],
}

/// A list that the kernel does not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MalformedLine {
    /// Counted from 1.
    pub(crate) number: usize,
}

impl fmt::Display for MalformedLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} of the list of mappings is malformed", self.number)
    }
}

impl core::error::Error for MalformedLine {}

/// The mappings of a list, in the order of their addresses, without overlaps.
///
/// The kernel writes the list page by page. A mapping that grows between two pages is listed with both its
/// extents; of the second, only what comes after the first is kept.
pub(crate) fn parse(list: &[u8]) -> Result<Vec<Line<'_>>, MalformedLine> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (index, line) in list.split_inclusive(|&byte| byte == b'\n').enumerate() {
        let malformed = MalformedLine { number: index + 1 };
        let line = line.strip_suffix(b"\n").ok_or(malformed)?;
        let (start, end, access, name) = parse_line(line).ok_or(malformed)?;
        // What is not in reach of a pointer is left out.
        let (Ok(start), Ok(end)) = (usize::try_from(start), usize::try_from(end)) else { continue };
        let start = lines.last().map_or(start, |last| start.max(last.end));
        if start < end {
            lines.push(Line { start, end, access, name });
        }
    }
    Ok(lines)
}

/// The addresses, the access and the name of a line without its line feed.
fn parse_line(line: &[u8]) -> Option<(u64, u64, [bool; 4], &[u8])> {
    let mut fields = line.splitn(6, |&byte| byte == b' ');
    let (range, access) = (fields.next()?, fields.next()?);
    let (offset, device, inode) = (fields.next()?, fields.next()?, fields.next()?);
    let name = fields.next().unwrap_or_default();

    let dash = range.iter().position(|&byte| byte == b'-')?;
    let (start, end) = (number(&range[..dash], 16)?, number(&range[dash + 1..], 16)?);
    let access = match *access {
        [r, w, x, s] => [flag(r, b'r')?, flag(w, b'w')?, flag(x, b'x')?, flag_shared(s)?],
        _ => return None,
    };
    number(offset, 16)?;
    let colon = device.iter().position(|&byte| byte == b':')?;
    number(&device[..colon], 16)?;
    number(&device[colon + 1..], 16)?;
    number(inode, 10)?;
    if start >= end {
        return None;
    }
    // Blanks fill up the column before a name, and no name begins with one: a path begins with `/`.
    let blanks = name.iter().take_while(|&&byte| byte == b' ').count();
    Some((start, end, access, &name[blanks..]))
}

/// Whether the letter is set; `None` if it is neither that nor a dash.
fn flag(byte: u8, letter: u8) -> Option<bool> {
    (byte == letter || byte == b'-').then_some(byte == letter)
}

/// The last letter: shared or private.
fn flag_shared(byte: u8) -> Option<bool> {
    matches!(byte, b's' | b'p').then_some(byte == b's')
}

/// A number without a sign, at most 64 bits.
fn number(digits: &[u8], base: u32) -> Option<u64> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_u64, |number, &digit| {
        let digit = char::from(digit).to_digit(base)?;
        number.checked_mul(u64::from(base))?.checked_add(u64::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRIVATE: [bool; 4] = [true, true, false, false];

    #[test]
    fn names_come_back_byte_by_byte() {
        let names: [&[u8]; 11] = [
            b"",
            b"/bin/app",
            b"/trail ",
            b"/two  blanks/in  it",
            b"/new\\012line",
            b"/not\xffutf-8\x01",
            b"/SYSVx",
            b"/SYSV00000000 (deleted)",
            b"/memfd:\xfe (deleted)",
            b"[anon:an arena]",
            b"anon_inode:[io_uring]",
        ];
        for name in names {
            for blanks in ["", " ", "                   "] {
                let mut list = b"1000-3000 rw-p 0000a000 fd:01 123 ".to_vec();
                list.extend_from_slice(blanks.as_bytes());
                list.extend_from_slice(name);
                list.push(b'\n');
                let expected = Line { start: 0x1000, end: 0x3000, access: PRIVATE, name };
                assert_eq!(parse(&list), Ok([expected].to_vec()), "{:?}", name.escape_ascii());
            }
        }
    }

    #[test]
    fn what_the_kernel_does_not_write_is_malformed() {
        let good = "1000-2000 r--p 00000000 00:00 0 \n";
        for bad in [
            "\n",
            "1000-2000 r--p 00000000 00:00 0", // cut off
            "1000-2000 r--p 00000000 00:00\n",
            "1000-1000 r--p 00000000 00:00 0\n",
            "2000-1000 r--p 00000000 00:00 0\n",
            "+1000-2000 r--p 00000000 00:00 0\n",
            "10002000 r--p 00000000 00:00 0\n",
            "-2000 r--p 00000000 00:00 0\n",
            "1000-2000 r-- 00000000 00:00 0\n",
            "1000-2000 w--p 00000000 00:00 0\n",
            "1000-2000 r--- 00000000 00:00 0\n",
            "1000-2000 r--p x 00:00 0\n",
            "1000-2000 r--p 0 0000 0\n",
            "1000-2000 r--p 0 00:00 a\n",
            "1000-2000  r--p 0 00:00 0\n",
            "1000-10000000000000000 r--p 0 00:00 0\n",
            "\u{661}000-2000 r--p 0 00:00 0\n",
        ] {
            let list = std::format!("{good}{bad}");
            assert_eq!(parse(list.as_bytes()), Err(MalformedLine { number: 2 }), "{bad:?}");
        }
        assert_eq!(parse(b""), Ok(Vec::new()));
    }

    /// As when a mapping grows, or two are joined, while the list is read.
    #[test]
    fn overlapping_lines_are_cut() {
        let list = b"\
1000-2000 r--p 0 00:00 0\n\
1000-4000 rw-p 0 00:00 0\n\
2000-3000 r--p 0 00:00 0\n\
5000-6000 r--p 0 00:00 0\n";
        let lines = parse(list).unwrap();
        let bounds: Vec<_> = lines.iter().map(|line| (line.start, line.end)).collect();
        assert_eq!(bounds, [(0x1000, 0x2000), (0x2000, 0x4000), (0x5000, 0x6000)]);
        assert_eq!(lines[1].access, PRIVATE);
    }
}
