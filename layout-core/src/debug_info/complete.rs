//! What a derive cannot know of a type, from the debug info of the program.

use core::fmt;
use std::boxed::Box;
use std::format;
use std::string::String;

use super::lookup::{self, LookupError};
use super::{DebugInfoError, Program, this_program};
use crate::layout::{Kind, Tagging};
use crate::record::{FieldRecord, LayoutRecord, TypeRecord, VariantRecord};
use crate::report::LayoutReport;

/// Why a report cannot be completed from debug info.
#[derive(Debug)]
#[non_exhaustive]
pub enum CompleteError {
    /// The program's debug info cannot be read.
    DebugInfo(&'static DebugInfoError),
    /// The type was not found in the debug info, or not with certainty.
    Lookup(LookupError),
    /// The debug info contradicts what the derive knows.
    Differs {
        /// The path of the field, or of another part that differs.
        path: String,
    },
}

impl fmt::Display for CompleteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DebugInfo(error) => error.fmt(f),
            Self::Lookup(error) => error.fmt(f),
            Self::Differs { path } => write!(
                f,
                "the debug info and the derive disagree about `{path}`; please report this bug in layout-core"
            ),
        }
    }
}

impl core::error::Error for CompleteError {}

impl LayoutReport {
    /// Completes the report's record from the debug info of this program, with facts that stable Rust does not provide:
    /// the places of payloads, tags and niches.
    ///
    /// # Errors
    ///
    /// Fails if the debug info cannot be read, does not have the type, or contradicts the report. The program needs
    /// `debug = 2`, the default of the profile `dev`.
    pub fn completed(&self) -> Result<LayoutRecord, CompleteError> {
        this_program().map_err(CompleteError::DebugInfo)?.complete(self)
    }
}

impl Program {
    /// Completes the record of a report from this debug info: see [`LayoutReport::completed`].
    ///
    /// # Errors
    ///
    /// Fails if the debug info does not have the type, or contradicts the report.
    pub fn complete(&self, report: &LayoutReport) -> Result<LayoutRecord, CompleteError> {
        let layout = report.layout();
        let found = lookup::only(&self.types().like(layout), layout.type_name());
        let told = found.map_err(CompleteError::Lookup)?;
        let mut record = report.record();
        fill(&mut record.layout, &told.layout, "")?;
        Ok(record)
    }
}

/// Fills what is not known of a type, and compares what is.
fn fill(record: &mut TypeRecord, told: &TypeRecord, path: &str) -> Result<(), CompleteError> {
    let differs = || Err(CompleteError::Differs { path: format!("{path}{}", record.name) });
    if (record.size, record.align) != (told.size, told.align) {
        return differs();
    }
    // What the derive does not look into: types of the standard library.
    if record.kind == Kind::Opaque && told.kind != Kind::Opaque {
        let held = core::mem::take(&mut record.held);
        let (name, module_path) =
            (core::mem::take(&mut record.name), core::mem::take(&mut record.module_path));
        let type_name = core::mem::take(&mut record.type_name);
        *record = TypeRecord { name, module_path, type_name, held, ..told.clone() };
        return Ok(());
    }
    if let (Some(element), Some(told)) = (&mut record.element, &told.element) {
        fill(element, told, path)?;
    }
    fill_fields(&mut record.fields, &told.fields, path)?;
    for variant in &mut record.variants {
        let path = format!("{path}{}", variant.name);
        let same = told.variants.iter().find(|it| it.name == variant.name);
        let Some(same) = same else { return Err(CompleteError::Differs { path }) };
        fill_variant(variant, same, &path)?;
    }
    let is_agreed = match (record.tagging, told.tagging) {
        (Some(Tagging::Unknown) | None, _) => true,
        (one, other) => one == other,
    };
    if !is_agreed {
        return Err(CompleteError::Differs { path: format!("{path}(tag)") });
    }
    record.tagging = told.tagging;
    record.niche = told.niche;
    record.unknown_inside.clone_from(&told.unknown_inside);
    record.more_unknown_inside.clone_from(&told.more_unknown_inside);
    record.generics.clone_from(&told.generics);
    Ok(())
}

fn fill_variant(
    variant: &mut VariantRecord,
    told: &VariantRecord,
    path: &str,
) -> Result<(), CompleteError> {
    // In one that can never be, the compiler keeps no promise.
    if !variant.is_uninhabited && variant.discriminant != told.discriminant {
        return Err(CompleteError::Differs { path: path.into() });
    }
    variant.stored = told.stored;
    fill_fields(&mut variant.fields, &told.fields, &format!("{path}."))
}

fn fill_fields(
    fields: &mut [FieldRecord],
    told: &[FieldRecord],
    path: &str,
) -> Result<(), CompleteError> {
    for field in fields {
        let path = format!("{path}{}", field.name);
        let same = told.iter().find(|it| it.name == field.name);
        let Some(same) = same else { return Err(CompleteError::Differs { path }) };
        let is_same_place =
            field.offset.is_none() || same.offset.is_none() || field.offset == same.offset;
        if field.size != same.size || !is_same_place {
            return Err(CompleteError::Differs { path });
        }
        field.offset = field.offset.or(same.offset);
        match (&mut field.layout, &same.layout) {
            (Some(layout), Some(told)) => fill(layout, told, &format!("{path}."))?,
            (layout @ None, Some(told)) => *layout = Some(Box::clone(told)),
            (_, None) => {}
        }
    }
    Ok(())
}

#[cfg(all(test, feature = "derive"))]
mod tests {
    #![allow(dead_code, reason = "types are declared for their layouts")]

    use std::string::{String, ToString as _};
    use std::vec::Vec;

    use super::{CompleteError, fill};
    use crate::Layout;
    use crate::debug_info::DebugInfoError;
    use crate::layout::Tagging;
    use crate::record::TypeRecord;

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(C)]
    struct Inner {
        byte: u8,
        word: u32,
    }

    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(u8)]
    enum Kind {
        One { inner: [Inner; 2] },
        Two = 7,
    }

    fn of<T: Layout>() -> TypeRecord {
        TypeRecord::from(&T::LAYOUT)
    }

    /// What is said of a layout that the debug info has otherwise.
    fn said<T: Layout>(change: impl FnOnce(&mut TypeRecord)) -> String {
        let mut told = of::<T>();
        change(&mut told);
        match fill(&mut of::<T>(), &told, "") {
            Ok(()) => String::from("is the same"),
            Err(CompleteError::Differs { path }) => path,
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn the_first_place_that_differs_is_told() {
        assert_eq!(said::<Kind>(|_| ()), "is the same");
        assert_eq!(said::<Inner>(|told| told.size = 16), "Inner");
        assert_eq!(said::<Inner>(|told| told.align = 2), "Inner");
        assert_eq!(said::<Inner>(|told| told.fields[1].offset = Some(2)), "word");
        assert_eq!(said::<Inner>(|told| told.fields[1].size = 2), "word");
        assert_eq!(said::<Inner>(|told| drop(told.fields.remove(0))), "byte");
        assert_eq!(said::<Inner>(|told| told.fields[1].offset = None), "is the same");
        let discriminant = of::<Kind>().variants[0].discriminant;
        assert_eq!(said::<Kind>(|told| told.variants[1].discriminant = discriminant), "Two");
        assert_eq!(said::<Kind>(|told| drop(told.variants.pop())), "Two");
        let tag = Some(Tagging::Tag { offset: 4, size: 1 });
        assert_eq!(said::<Kind>(|told| told.tagging = tag), "(tag)");
        let of_inner = |told: &mut TypeRecord| {
            let layout = told.variants[0].fields[0].layout.as_mut().expect("it is described");
            layout.element.as_mut().expect("of an array").fields[0].size = 2;
        };
        assert_eq!(said::<Kind>(of_inner), "One.inner.byte");
    }

    /// What the derive does not look into is taken as it is told, under the name that it has here.
    #[test]
    fn what_is_not_known_is_filled_in() {
        let told = TypeRecord { name: String::from("told"), ..of::<Inner>() };
        let held = Vec::from([of::<Kind>()]);
        let name = || String::from("here");
        let mut record =
            TypeRecord { kind: crate::layout::Kind::Opaque, name: name(), held, ..of::<Inner>() };
        record.fields.clear();
        fill(&mut record, &told, "").expect("it is the same");
        assert_eq!((record.name.as_str(), record.kind), ("here", told.kind));
        assert_eq!((record.fields, record.held.len()), (told.fields, 1));

        let told = of::<Kind>();
        let mut record = of::<Kind>();
        record.variants[0].fields[0].layout = None;
        record.variants[0].fields[0].offset = None;
        fill(&mut record, &told, "").expect("it is the same");
        assert_eq!(record.variants, told.variants);
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let differs = CompleteError::Differs { path: "a.b".into() }.to_string();
        assert!(differs.contains("`a.b`"), "{differs}");
        let unread = CompleteError::DebugInfo(&DebugInfoError::NoDebugInfo).to_string();
        assert_eq!(unread, DebugInfoError::NoDebugInfo.to_string());
    }
}
