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
                "the debug info has another layout than the derive at `{path}`; please report this as a bug of \
                 layout-core"
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
