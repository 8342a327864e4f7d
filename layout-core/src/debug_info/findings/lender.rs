//! A record as the layout that a derive would have written down, for as long as somebody looks at it.

use core::cell::RefCell;
use core::ptr;
use std::boxed::Box;
use std::string::String;
use std::vec::Vec;

use crate::layout::{
    AllowedFindings, AtomicWidth, Discriminants, FieldList, FieldType, Kind, Niches, Opaque,
    Primitive, Repr, TypeLayout, VariantKind, VariantList,
};
use crate::record::{FieldRecord, TypeRecord};

/// Lends what a [`TypeLayout`] refers to, which a derive keeps for ever, and frees it at the end.
#[derive(Default)]
pub(super) struct Lender {
    lent: RefCell<Vec<Box<dyn FnOnce()>>>,
}

impl Drop for Lender {
    fn drop(&mut self) {
        self.lent.take().into_iter().for_each(|free| free());
    }
}

impl Lender {
    /// What `look` says of the layout of a record, if that is its representation.
    ///
    /// `look` is a function, so that it keeps nothing; what it returns owns itself.
    pub(super) fn with<T: Owned>(
        &self,
        record: &TypeRecord,
        repr: Repr,
        look: fn(&TypeLayout) -> T,
    ) -> T {
        // SAFETY: the layout and what it refers to live as long as `self`, and end up in no result: one is
        // `Owned`, which refers to nothing. `look` has no place to keep them in.
        let layout = unsafe { self.layout(record) };
        look(&TypeLayout { repr, ..layout })
    }

    /// # Safety
    ///
    /// Nothing that is reached through the reference is used once `self` is dropped.
    unsafe fn lend<T: ?Sized + 'static>(&self, value: Box<T>) -> &'static T {
        let value = Box::into_raw(value);
        self.lent.borrow_mut().push(Box::new(move || {
            // SAFETY: the pointer is that of a box, which is freed here alone; by the contract of `lend` its
            // reference is used no more.
            drop(unsafe { Box::from_raw(value) });
        }));
        // SAFETY: the value lives until `self` is dropped, after which the caller does not use it.
        unsafe { &*value }
    }

    /// # Safety
    ///
    /// As of `lend`.
    unsafe fn layout(&self, record: &TypeRecord) -> TypeLayout {
        // SAFETY: the contract is the same.
        let (name, module_path, fields) = unsafe {
            (
                self.lend(Box::<str>::from(&*record.name)),
                self.lend(Box::<str>::from(&*record.module_path)),
                self.fields(&record.fields),
            )
        };
        let mut layout = TypeLayout {
            name,
            module_path,
            size: record.size,
            align: record.align.max(1),
            repr: record.repr,
            kind: record.kind,
            is_sized: record.tail.is_none(),
            type_name: || "",
            fields,
            element: None,
            opaque: Opaque::Private,
            held: &[],
            variants: None,
            sample: None,
            niches: Niches::UNKNOWN,
            allowed: AllowedFindings::NONE,
        };
        // SAFETY: the contract is the same.
        unsafe {
            if let Some(element) = &record.element {
                layout.element = Some(self.lend(Box::new(self.layout(element))));
            }
            match (of_option(record), of_sharing(record)) {
                (_, Some(opaque)) => {
                    // As a derive describes them: what is inside is not looked at.
                    (layout.kind, layout.opaque) = (Kind::Opaque, opaque);
                    layout.fields = FieldList::EMPTY;
                }
                (Some(held), _) => {
                    // As a derive describes it: a type of which the argument is known alone.
                    let held: &'static TypeLayout = self.lend(Box::new(self.of_field_type(held)));
                    layout.kind = Kind::Opaque;
                    layout.opaque = Opaque::Option { has_niche: record.niche.is_some() };
                    layout.held = self.lend(Box::new([held]));
                }
                _ if record.kind == Kind::Enum => {
                    layout.variants = Some(self.lend(Box::new(self.variants(record))));
                }
                _ => {}
            }
        }
        layout
    }

    /// # Safety
    ///
    /// As of `lend`.
    unsafe fn variants(&self, record: &TypeRecord) -> VariantList {
        let mut entries = String::new();
        for variant in &record.variants {
            let count = variant.fields.len();
            let ending = match variant.kind {
                VariantKind::Unit => String::new(),
                VariantKind::Tuple => std::format!("({count}"),
                VariantKind::Struct => std::format!("{{{count}"),
            };
            push_entry(&mut entries, &word(&variant.name), &ending);
        }
        let fields: Vec<FieldRecord> =
            record.variants.iter().flat_map(|it| it.fields.iter().cloned()).collect();
        // SAFETY: the contract is the same.
        let (entries, fields) =
            unsafe { (self.lend(entries.into_boxed_str()), self.fields(&fields)) };
        VariantList::new(entries, fields, Discriminants::None, Repr::RUST, None, None)
    }

    /// # Safety
    ///
    /// As of `lend`.
    unsafe fn fields(&self, fields: &[FieldRecord]) -> FieldList {
        let mut entries = String::new();
        let (mut types, mut offsets) = (Vec::new(), Vec::new());
        for field in fields {
            // The text of a type is for people; no rule needs a long one whole.
            let ty: String = field.ty.chars().take(200).collect();
            push_entry(&mut entries, &word(&field.name), &std::format!(": {ty}"));
            offsets.push(field.offset.unwrap_or(FieldList::UNKNOWN_OFFSET));
            // SAFETY: the contract is the same.
            let layout = unsafe { self.lend(Box::new(self.of_field_type(field))) };
            types.push(FieldType {
                size: field.size,
                align: field.align.max(1),
                is_uninhabited: false,
                type_name: || "",
                layout: match layout.opaque {
                    Opaque::Undescribed => ptr::null(),
                    _ => ptr::from_ref(layout),
                },
            });
        }
        // SAFETY: the contract is the same.
        unsafe {
            FieldList::new(
                self.lend(entries.into_boxed_str()),
                self.lend(types.into_boxed_slice()),
                self.lend(offsets.into_boxed_slice()),
            )
        }
    }

    /// The layout of a field's type; undescribed where the record has none.
    ///
    /// # Safety
    ///
    /// As of `lend`.
    unsafe fn of_field_type(&self, field: &FieldRecord) -> TypeLayout {
        if let Some(layout) = &field.layout {
            // SAFETY: the contract is the same.
            return unsafe { self.layout(layout) };
        }
        let primitive = primitive(&field.type_name);
        // SAFETY: the contract is the same.
        let name = unsafe { self.lend(Box::<str>::from(&*field.type_name)) };
        TypeLayout {
            name,
            module_path: "core::primitive",
            size: field.size,
            align: field.align.max(1),
            repr: Repr::RUST,
            kind: primitive.map_or(Kind::Opaque, Kind::Primitive),
            is_sized: true,
            type_name: || "",
            fields: FieldList::EMPTY,
            element: None,
            opaque: if primitive.is_some() { Opaque::Private } else { Opaque::Undescribed },
            held: &[],
            variants: None,
            sample: None,
            niches: if primitive.is_some() { Niches::NONE } else { Niches::UNKNOWN },
            allowed: AllowedFindings::NONE,
        }
    }
}

/// A value that refers to nothing.
pub(super) trait Owned {}

impl Owned for Vec<crate::findings::Finding> {}

/// What is there for several threads to write to, and the cells that one thread alone writes to.
fn of_sharing(record: &TypeRecord) -> Option<Opaque> {
    match (&*record.module_path, &*record.name) {
        ("core::sync::atomic", "AtomicPtr") => Some(Opaque::Atomic(AtomicWidth::Pointer)),
        ("core::sync::atomic", name) if name.starts_with("Atomic") => {
            Some(Opaque::Atomic(AtomicWidth::Fixed))
        }
        (path, "Mutex" | "RwLock") if path.starts_with("std::sync::") => Some(Opaque::Lock),
        ("core::cell", "UnsafeCell") => Some(Opaque::UnsafeCell),
        ("core::cell" | "core::cell::once" | "core::cell::lazy", _) => Some(Opaque::Cell),
        _ => None,
    }
}

/// The field of an `Option`.
fn of_option(record: &TypeRecord) -> Option<&FieldRecord> {
    let is_option = record.module_path == "core::option" && record.name == "Option";
    let mut fields = record.variants.iter().flat_map(|variant| &variant.fields);
    match (fields.next(), fields.next()) {
        (Some(field), None) if is_option => Some(field),
        _ => None,
    }
}

fn primitive(name: &str) -> Option<Primitive> {
    Some(match name {
        "bool" => Primitive::Bool,
        "u8" => Primitive::U8,
        "u16" => Primitive::U16,
        "u32" => Primitive::U32,
        "u64" => Primitive::U64,
        "u128" => Primitive::U128,
        "usize" => Primitive::Usize,
        "i8" => Primitive::I8,
        "i16" => Primitive::I16,
        "i32" => Primitive::I32,
        "i64" => Primitive::I64,
        "i128" => Primitive::I128,
        "isize" => Primitive::Isize,
        "f32" => Primitive::F32,
        "f64" => Primitive::F64,
        _ => return None,
    })
}

/// A name without the signs that end one in an entry.
fn word(name: &str) -> String {
    name.chars().map(|c| if ":({ ".contains(c) { '_' } else { c }).take(200).collect()
}

/// Appends an entry as the derive writes them: its length as a character, and its text.
fn push_entry(entries: &mut String, name: &str, ending: &str) {
    let len = name.len() + ending.len();
    let len = u32::try_from(len).ok().and_then(char::from_u32);
    // Names and types are cut to 200 characters, so that the length is below 1,700.
    entries.push(len.expect("an entry is short"));
    entries.push_str(name);
    entries.push_str(ending);
}
