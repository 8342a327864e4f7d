//! Checks of where fields lie on cache lines, wherever a value may be placed.

use core::marker::PhantomData;

use super::member::{nowhere, unknown};
use super::message::{Text, about, compared, fail_on_lines};
use super::{CheckTarget, Op, SizedCheckTarget};
use crate::const_fns::{const_max, const_min};
use crate::layout::Kind;
use crate::placement::Lines;

/// `cache_lines OP n`, a count.
#[track_caller]
#[inline]
pub const fn cache_lines<S: SizedCheckTarget>(
    _: PhantomData<S>,
    name: &str,
    line_size: usize,
    op: Op,
    required: usize,
) {
    require_line_size::<S>(name, line_size);
    let actual = size_of::<S>().div_ceil(line_size);
    if !holds!(op, actual, required) {
        let text = compared(about(name).str("cache_lines"), actual, op, required);
        fail_on_lines::<S>(text, line_size);
    }
}

/// `line(path) OP n`: the line that a field begins on, the one on which the value begins being 0.
#[track_caller]
#[inline]
pub const fn line_of_field<S: CheckTarget>(
    _: PhantomData<S>,
    name: &str,
    path: &str,
    line_size: usize,
    op: Op,
    required: usize,
) {
    let lines = lines_under::<S>(name, line_size);
    let start = bytes_of::<S>(name, "line", path).start;
    let (least, most) = lines.of(start);
    if holds!(op, least, required) && holds!(op, most, required) {
        return;
    }
    let text = about(name).str("line of `").str(path).str("`");
    if least == most {
        fail_on_lines::<S>(compared(text, least, op, required), line_size);
    }
    let text =
        text.str(" is ").number(least).str(" or ").number(most).str(", depending on the address");
    let text = text.str(", required ").str(op.symbol()).str(" ").number(required);
    fail_on_lines::<S>(push_fixed(text, lines, start / line_size), line_size);
}

/// `starts_line(path)`: a field begins at the beginning of a line.
#[track_caller]
#[inline]
pub const fn starts_line<S: CheckTarget>(
    _: PhantomData<S>,
    name: &str,
    path: &str,
    line_size: usize,
) {
    let lines = lines_under::<S>(name, line_size);
    let start = bytes_of::<S>(name, "starts_line", path).start;
    let behind = start % line_size;
    if behind == 0 && lines.are_fixed() {
        return;
    }
    let text = about(name).str("`").str(path).str("` ");
    let text = if behind == 0 {
        text.str("starts a line only at some addresses")
    } else {
        text.str("lies ").count(behind, "byte").str(" after the start of a line")
    };
    let text = text.str(", required starts_line(").str(path).str(")");
    let text = if behind == 0 {
        push_alignment(text, lines, Some(line_size))
    } else {
        push_alignment_of_field(text, lines, path)
    };
    fail_on_lines::<S>(text, line_size);
}

/// `same_line(a, b)`: all bytes of the fields lie on one line.
#[track_caller]
#[inline]
pub const fn same_line<S: CheckTarget>(
    _: PhantomData<S>,
    name: &str,
    paths: &[&str],
    line_size: usize,
) {
    let lines = lines_under::<S>(name, line_size);
    let mut all = Bytes { start: usize::MAX, end: 0 };
    let mut index = 0;
    while index < paths.len() {
        let bytes = bytes_of::<S>(name, "same_line", paths[index]);
        if bytes.start < bytes.end {
            all.start = const_min(bytes.start, all.start);
            all.end = const_max(bytes.end, all.end);
        }
        index += 1;
    }
    if all.start >= all.end || lines.join(all.start, all.end - 1) {
        return;
    }
    let text = push_paths(about(name), paths, " and ");
    let text = text.str(" may lie on several lines: bytes ").number(all.start).str("..");
    let text = push_address(text.number(all.end), lines).str(", required same_line(");
    let text = push_list(text, paths).str(")");
    let align = lines.align_that_joins(all.start, all.end - 1);
    let text = match align {
        None if all.end - all.start > line_size => {
            text.str(": they take up more than a line of ").number(line_size).str(" bytes")
        }
        None => text.str(": no alignment of the type helps, but another order of its fields may"),
        align => push_alignment(text, lines, align),
    };
    fail_on_lines::<S>(text, line_size);
}

/// `separate_lines(a, b)`: no two of the fields have a byte on one line.
#[track_caller]
#[inline]
pub const fn separate_lines<S: CheckTarget>(
    _: PhantomData<S>,
    name: &str,
    paths: &[&str],
    line_size: usize,
) {
    let lines = lines_under::<S>(name, line_size);
    let mut index = 1;
    while index < paths.len() {
        let mut other = 0;
        while other < index {
            require_apart::<S>(name, paths, [paths[other], paths[index]], lines);
            other += 1;
        }
        index += 1;
    }
}

#[track_caller]
#[inline]
const fn require_apart<S: CheckTarget>(name: &str, paths: &[&str], pair: [&str; 2], lines: Lines) {
    let one = bytes_of::<S>(name, "separate_lines", pair[0]);
    let two = bytes_of::<S>(name, "separate_lines", pair[1]);
    if one.start >= one.end || two.start >= two.end {
        return;
    }
    let (first, second) = if one.start <= two.start { (one, two) } else { (two, one) };
    let overlap = first.end > second.start;
    if !overlap && lines.part(first.end - 1, second.start) {
        return;
    }
    let text = push_paths(about(name), &pair, " and ").str(" may share a line: bytes ");
    let text = text.number(one.start).str("..").number(one.end).str(" and ");
    let text = push_address(text.number(two.start).str("..").number(two.end), lines);
    let text = push_list(text.str(", required separate_lines("), paths).str(")");
    let align = if overlap { None } else { lines.align_that_parts(first.end - 1, second.start) };
    let text = match align {
        // Variants lie over one another, but a field of one may begin behind that of another.
        None if overlap && !matches!(layout!(S).kind, Kind::Enum) => text.str(": they overlap"),
        None => {
            push_alignment_of_field(text, lines, pair[if one.start <= two.start { 1 } else { 0 }])
        }
        align => push_alignment(text, lines, align),
    };
    fail_on_lines::<S>(text, lines.size);
}

/// The bytes of a field, by their offsets.
#[derive(Clone, Copy)]
struct Bytes {
    start: usize,
    end: usize,
}

#[track_caller]
#[inline]
const fn bytes_of<S: CheckTarget>(name: &str, check: &str, path: &str) -> Bytes {
    match layout!(S).resolve(path) {
        Ok(place) => match place.offset {
            Some(start) => Bytes { start, end: start.saturating_add(place.size) },
            None => unknown::<S>(name, "offset", path),
        },
        Err(error) => nowhere::<S>(name, check, path, error),
    }
}

#[track_caller]
#[inline]
const fn lines_under<S: CheckTarget>(name: &str, line_size: usize) -> Lines {
    require_line_size::<S>(name, line_size);
    Lines { size: line_size, align: S::ALIGN }
}

#[track_caller]
#[inline]
const fn require_line_size<S: CheckTarget>(name: &str, line_size: usize) {
    if !line_size.is_power_of_two() {
        let text = about(name).str("line_size is ").number(line_size);
        super::message::fail::<S>(text.str(", required a power of two"));
    }
}

/// `` `a`, `b` and `c` ``
#[inline]
const fn push_paths(mut text: Text, paths: &[&str], last: &str) -> Text {
    let mut index = 0;
    while index < paths.len() {
        text = match index {
            0 => text,
            _ if index + 1 == paths.len() => text.str(last),
            _ => text.str(", "),
        };
        text = text.str("`").str(paths[index]).str("`");
        index += 1;
    }
    text
}

/// `a, b, c`
#[inline]
const fn push_list(mut text: Text, paths: &[&str]) -> Text {
    let mut index = 0;
    while index < paths.len() {
        text = if index == 0 { text } else { text.str(", ") };
        text = text.str(paths[index]);
        index += 1;
    }
    text
}

/// Where a value may begin.
#[inline]
const fn push_address(text: Text, lines: Lines) -> Text {
    let align = if lines.are_fixed() { lines.size } else { lines.align };
    let text = text.str(" of a value at any multiple of ").number(align);
    text.str(", with lines of ").number(lines.size).str(" bytes")
}

/// The alignment of the type that would make a check hold, if there is one.
#[inline]
const fn push_alignment(text: Text, lines: Lines, align: Option<usize>) -> Text {
    match align {
        Some(align) => text
            .str(": add `align(")
            .number(align)
            .str(")` to the type's `repr`; its alignment is ")
            .number(lines.align),
        None => text,
    }
}

/// The alignment of a field's type that would let it begin a line.
#[inline]
const fn push_alignment_of_field(text: Text, lines: Lines, path: &str) -> Text {
    text.str(": give the type of `").str(path).str("` an alignment of ").number(lines.size)
}

/// What the line of a field would be if the value began on a line.
#[inline]
const fn push_fixed(text: Text, lines: Lines, line: usize) -> Text {
    text.str(": it is ")
        .number(line)
        .str(" with `align(")
        .number(lines.size)
        .str(")` in the type's `repr`; its alignment is ")
        .number(lines.align)
}
