//! The generated types against rustc's listing.

use layout_tests::type_sizes::{ListedField, ListedType};

use super::Stated;
use crate::compare::{Comparison, Subject};
use crate::holes::compare_holes;
use crate::listing::fields;
use crate::model::{Base, Body, Definition, Field, Tail, Ty, Use, Variant};
use crate::paths::paths;
use crate::rust_text::{Spelling, listed_name};
use crate::table::{Row, Table};

impl Stated {
    pub(super) fn compare_with_rustc(&self) -> Comparison {
        let mut comparison = Comparison::default();
        for number in 0..self.generated.instances.len() {
            let (name, of, table) = self.instance(number);
            let comparison = &mut comparison;
            let mut subject = Subject { comparison, number, name: &name, truth: "rustc" };
            match self.listing.get(&listed_name(&self.generated.catalog, of)) {
                Some(listed) => self.compare_type(&mut subject, of, listed, table),
                // rustc only lists types whose size it needs.
                None if self.tail(of) == Tail::Unknown => {}
                None => subject.fail("not in rustc's listing"),
            }
        }
        comparison
    }

    fn compare_type(
        &self,
        subject: &mut Subject<'_>,
        of: &Use,
        listed: &ListedType,
        table: &Table,
    ) {
        if self.tail(of) == Tail::Unknown {
            self.compare_least_align(subject, of, listed, table);
        } else {
            subject.check("size", &listed.size, &table.size);
            subject.check("alignment", &listed.align, &table.align);
        }
        match &self.generated.catalog.definition(of).body {
            Body::Struct(declared) => {
                self.compare_fields(subject, "", of, &declared.list, fields(listed), &table.fields);
            }
            Body::Union(declared) => {
                self.compare_fields(subject, "", of, declared, fields(listed), &table.fields);
            }
            Body::Enum(declared) => self.compare_variants(subject, of, declared, listed, table),
        }
        if self.tail(of) == Tail::None {
            compare_holes(subject, listed, table);
        }
        self.compare_paths(subject, of, table);
    }

    /// Where only a value knows the size and alignment, `LAYOUT` states the least alignment.
    fn compare_least_align(
        &self,
        subject: &mut Subject<'_>,
        of: &Use,
        listed: &ListedType,
        table: &Table,
    ) {
        let declared = self.generated.catalog.definition(of).repr.align.unwrap_or(1) as usize;
        let stated = table.align;
        let what = format!(
            "alignment is at least {declared} as declared and at most {} by rustc, but the least is \
             {stated} by LAYOUT",
            listed.align
        );
        subject.check_that(&what, declared <= stated && stated <= listed.align);
    }

    /// The fields of a type or variant: as they are declared, listed by rustc, and stated.
    fn compare_fields(
        &self,
        subject: &mut Subject<'_>,
        place: &str,
        of: &Use,
        declared: &[Field],
        listed: &[ListedField],
        stated: &[Row],
    ) {
        subject.check(&format!("{place}count of fields"), &declared.len(), &stated.len());
        for (index, (field, row)) in declared.iter().zip(stated).enumerate() {
            let place = format!("{place}{}", field.name);
            subject.check(&format!("{place}: name"), &field.name, &row.name);
            let is_unknown_tail = index + 1 == declared.len() && self.tail(of) == Tail::Unknown;
            if is_unknown_tail && row.offset.is_none() {
                continue;
            }
            match listed.iter().find(|listed| listed.name == field.name) {
                Some(listed) => {
                    let must_be_known = row.offset.is_some() || self.is_offset_defined(of, listed);
                    let offset = must_be_known.then_some(listed.offset);
                    subject.check_if_known(&format!("{place}: offset"), offset, row.offset);
                    subject.check_if_known(&format!("{place}: size"), Some(listed.size), row.size);
                    subject.check_if_known(&format!("{place}: alignment"), listed.align, row.align);
                }
                None => subject.fail(&format!("{place}: not in rustc's listing")),
            }
            self.compare_type_of_field(subject, &place, &field.ty.with(of), row);
        }
    }

    fn tail(&self, of: &Use) -> Tail {
        self.generated.catalog.tail_of(of)
    }

    /// All offsets have to be known but those of an enum whose layout nobody defines. A transparent
    /// one defines that of the one field with a size.
    fn is_offset_defined(&self, of: &Use, field: &ListedField) -> bool {
        let Definition { body, repr, .. } = self.generated.catalog.definition(of);
        match (body, repr.base) {
            (Body::Struct(_) | Body::Union(_), _) | (_, Base::C) => true,
            (_, Base::Transparent) => field.size > 0,
            (_, Base::Rust | Base::ExplicitRust) => repr.tag.is_some(),
        }
    }

    /// The size and alignment of a field against those of its type.
    fn compare_type_of_field(&self, subject: &mut Subject<'_>, place: &str, ty: &Ty, row: &Row) {
        // Of a slice, those of an empty one.
        let (ty, is_slice) = match ty {
            Ty::Slice(element) => (&**element, true),
            _ => (ty, false),
        };
        let ty = Spelling::closed(&self.generated.catalog).ty(ty);
        let Some(name) = self.probes.name(&ty) else { return };
        match self.listing.get(&name) {
            Some(probe) => {
                let what = |what| format!("{place}: {what} of {ty}");
                let size = if is_slice { 0 } else { probe.size };
                subject.check_if_known(&what("size"), Some(size), row.size);
                subject.check_if_known(&what("alignment"), Some(probe.align), row.align);
            }
            None => subject.fail(&format!("{place}: {ty} is not in rustc's listing")),
        }
    }

    fn compare_variants(
        &self,
        subject: &mut Subject<'_>,
        of: &Use,
        declared: &[Variant],
        listed: &ListedType,
        table: &Table,
    ) {
        subject.check("count of variants", &declared.len(), &table.variants.len());
        for (variant, stated) in declared.iter().zip(&table.variants) {
            let place = format!("{}.", variant.name);
            subject.check(&format!("{place}name"), &variant.name, &stated.name);
            let discriminant = variant.discriminant.to_string();
            subject.check(&format!("{place}discriminant"), &discriminant, &stated.discriminant);
            match listed.variants.iter().find(|listed| listed.name == variant.name) {
                Some(listed) => {
                    let (fields, listed) = (&variant.fields.list, &listed.fields);
                    self.compare_fields(subject, &place, of, fields, listed, &stated.fields);
                }
                None if self.is_inhabited(variant) => {
                    subject.fail(&format!("{place}not in rustc's listing"));
                }
                // rustc leaves out some variants that can never exist.
                None => {}
            }
        }
    }

    fn is_inhabited(&self, variant: &Variant) -> bool {
        variant.fields.list.iter().all(|field| self.generated.catalog.is_inhabited(&field.ty))
    }

    fn compare_paths(&self, subject: &mut Subject<'_>, of: &Use, table: &Table) {
        let paths = paths(&self.generated.catalog, of);
        subject.check("count of paths", &paths.len(), &table.paths.len());
        for (path, row) in paths.iter().zip(&table.paths) {
            let Some(end) = path.end(&self.listing) else {
                subject.fail(&format!("{} is not in rustc's listing", path.text));
                continue;
            };
            let what = |what| format!("{what} of path {}", path.text);
            subject.check_if_known(&what("offset"), Some(end.offset), row.offset);
            subject.check_if_known(&what("size"), Some(end.size), row.size);
            subject.check_if_known(&what("alignment"), end.align, row.align);
        }
    }
}
