//! What is said of a type as a whole: the heading, the summary, and the findings.

use core::fmt::{self, Write};
use std_alloc::format;
use std_alloc::string::{String, ToString};

use super::super::summary::{ONE_CAN_BE, PaddingWords};
use super::{Out, Role};
use crate::analysis::{Finding, FindingId, Severity, fillers, rooms, tenths_of_percent};
use crate::layout::{CACHE_LINE, Kind, LARGEST_SAMPLED, Tagging, Tail, TypeLayout};
use crate::record::ShortName;

const NO_SAMPLE: &str = "? an offset that stable Rust does not tell: no sample of the variant can be \
                         made in a `const`; give one by `#[layout(sample = ...)]`, or ask a value by \
                         `layout_report_of`";

const NEVER: &str = "? an offset in a variant that can never be, as a field's type has no values";

const TOO_LARGE: &str = "? an offset that stable Rust does not tell: the enum is larger than 1 MiB, so that \
                         no sample of the variant is made; ask a value by `layout_report_of`";

const NO_PLACE: &str = "? the tail's place, which stable Rust does not tell of a parameter that is not \
                        sized; that of a trait object differs from value to value";

pub(super) fn write_heading(out: &mut Out<'_, '_>, layout: &TypeLayout) -> fmt::Result {
    out.paint(Role::Title, format_args!("{}", ShortName(layout.type_name())))?;
    out.write_str(": ")?;
    match layout.tail() {
        None => write!(out, "size {}, align {}", layout.size, layout.align)?,
        Some(Tail { stride: Some(stride), .. }) => write!(
            out,
            "size {} with an empty tail of {stride} byte{} an element, align {}",
            layout.size,
            plural(stride),
            layout.align
        )?,
        Some(_) => write!(out, "size not known, align at least {}", layout.align)?,
    }
    if layout.kind.has_fields() || layout.kind == Kind::Enum {
        write!(out, ", {}", layout.repr)?;
    }
    if layout.kind == Kind::Union {
        out.write_str(", a union")?;
    }
    writeln!(out)
}

/// Says why an offset is not known.
pub(super) fn write_missing(out: &mut Out<'_, '_>, layout: &TypeLayout) -> fmt::Result {
    out.write_str("  ")?;
    let mut missing = layout.variants().filter(|variant| !variant.is_placed());
    let reason = if !layout.is_sized() {
        NO_PLACE
    } else if layout.kind == Kind::Enum && missing.all(|variant| variant.is_uninhabited()) {
        NEVER
    } else if layout.size as u64 > LARGEST_SAMPLED {
        TOO_LARGE
    } else {
        NO_SAMPLE
    };
    out.wrap(2, 4, reason)?;
    writeln!(out)
}

pub(super) fn write_summary(out: &mut Out<'_, '_>, layout: &TypeLayout) -> fmt::Result {
    let mut text = String::new();
    push_summary(&mut text, layout)?;
    out.write_str("  ")?;
    out.wrap(2, 4, &text)?;
    writeln!(out)
}

fn push_summary(out: &mut String, layout: &TypeLayout) -> fmt::Result {
    if layout.kind.has_fields() {
        push_padding(out, layout)?;
        out.write_str("; ")?;
    }
    if let Some(tagging) = layout.tagging() {
        let variants = layout.variants().count();
        write!(out, "{variants} variant{}, told apart by ", plural(variants))?;
        match tagging {
            Tagging::Tag { size, .. } => write!(out, "a tag of {size} byte{}", plural(size))?,
            Tagging::Niche => out.write_str("a niche")?,
            Tagging::Single if variants > 1 => out.write_str(ONE_CAN_BE)?,
            Tagging::Single => out.write_str("nothing")?,
            Tagging::Unknown => out.write_str("a tag or a niche")?,
        }
        out.write_str("; ")?;
    }
    if !layout.is_sized() {
        return out.write_str("cache lines by the length of the tail");
    }
    let lines = layout.cache_lines();
    write!(out, "{lines} cache line{} of {CACHE_LINE} bytes", plural(lines))
}

fn push_padding(out: &mut String, layout: &TypeLayout) -> fmt::Result {
    let padding = layout.padding();
    let words = PaddingWords {
        own: (padding > 0).then(|| share(padding, layout)),
        inside: layout.least_deep_padding().saturating_sub(padding),
        is_union: layout.kind == Kind::Union,
        unknown: layout.first_unknown_inside().map(|unknown| unknown.to_string()),
        separator: "; ",
    };
    write!(out, "{words}")
}

fn share(padding: usize, layout: &TypeLayout) -> String {
    let (size, holes) = (layout.size, layout.holes().count());
    let verb = if padding == 1 { "is" } else { "are" };
    let share = tenths_of_percent(padding, size);
    format!(
        "{padding} of {size} bytes {verb} padding ({}.{} %), in {holes} hole{}",
        share / 10,
        share % 10,
        plural(holes),
    )
}

/// What fits in the padding of a struct, and the fields that make it explicit.
pub(super) fn write_room(
    out: &mut Out<'_, '_>,
    layout: &TypeLayout,
    findings: &[Finding],
) -> fmt::Result {
    let is_struct = matches!(layout.kind, Kind::Struct | Kind::TupleStruct) && layout.is_sized();
    if !is_struct || layout.padding() == 0 {
        return Ok(());
    }
    // A finding about the padding says it too.
    if !findings.iter().any(|finding| finding.id == FindingId::PaddingWaste) {
        out.write_str("  room: ")?;
        out.wrap(8, 4, &rooms(layout))?;
        writeln!(out)?;
    }
    if layout.repr.is_reorderable() {
        return Ok(());
    }
    out.write_str("  explicit: ")?;
    out.wrap(12, 4, &fillers(layout))?;
    writeln!(out)
}

pub(super) fn write_findings(out: &mut Out<'_, '_>, findings: &[Finding]) -> fmt::Result {
    for finding in findings {
        let role = match finding.severity {
            Severity::Note => Role::Note,
            Severity::Warning => Role::Warning,
        };
        let head = format!("{}[{}]", finding.severity, finding.id);
        out.write_str("  ")?;
        out.paint(role, format_args!("{head}"))?;
        out.write_str(": ")?;
        out.wrap(head.len() + 4, 6, &finding.message)?;
        out.write_str("\n    ")?;
        out.wrap(4, 6, &finding.remedy)?;
        writeln!(out)?;
    }
    Ok(())
}

const fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
