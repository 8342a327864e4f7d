//! A struct as one looks at it byte by byte: which field does each belong to?

use layout_core::TypeLayout;

/// A struct and the truth about it.
pub(crate) struct Shape {
    /// The struct as it is written, for messages.
    pub(crate) name: String,
    /// What `layout-core` says.
    pub(crate) layout: TypeLayout,
    pub(crate) size: usize,
    pub(crate) align: usize,
    /// In the order of declaration.
    pub(crate) fields: Vec<Truth>,
}

/// What `offset_of!`, `size_of` and `align_of` say of a field.
pub(crate) struct Truth {
    pub(crate) name: String,
    pub(crate) offset: usize,
    pub(crate) size: usize,
    pub(crate) align: usize,
}

/// A run of padding, and whether a field lies behind it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    pub(crate) offset: usize,
    pub(crate) size: usize,
    pub(crate) is_internal: bool,
}

impl Truth {
    fn end(&self) -> usize {
        self.offset + self.size
    }
}

impl Shape {
    /// The field that each byte belongs to: its place in the declaration.
    pub(crate) fn owners(&self) -> Vec<Option<usize>> {
        let mut owners = vec![None; self.size];
        for (index, field) in self.fields.iter().enumerate() {
            for owner in &mut owners[field.offset..field.end()] {
                assert_eq!(*owner, None, "{}: two fields on one byte", self.name);
                *owner = Some(index);
            }
        }
        owners
    }

    /// Which bytes belong to no field.
    pub(crate) fn mask(&self) -> Vec<bool> {
        self.owners().iter().map(Option::is_none).collect()
    }

    /// The runs of bytes without an owner.
    pub(crate) fn gaps(&self) -> Vec<Gap> {
        let mut gaps: Vec<Gap> = Vec::new();
        for (byte, is_padding) in self.mask().into_iter().enumerate() {
            if !is_padding {
                continue;
            }
            let is_internal = self.fields.iter().any(|field| field.offset > byte);
            match gaps.last_mut() {
                Some(gap) if gap.offset + gap.size == byte => {
                    gap.size += 1;
                    gap.is_internal = is_internal;
                }
                _ => gaps.push(Gap { offset: byte, size: 1, is_internal }),
            }
        }
        gaps
    }

    /// The place of a field in the declaration.
    pub(crate) fn index(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// The names and offsets of the fields by (offset, place in the declaration).
    pub(crate) fn in_memory_order(&self) -> Vec<(String, usize)> {
        let field = |field: &Truth| (field.name.clone(), field.offset);
        let mut fields: Vec<_> = self.fields.iter().map(field).collect();
        fields.sort_by_key(|(_, offset)| *offset);
        fields
    }

    /// The bytes behind the end of the last field.
    pub(crate) fn trailing(&self) -> usize {
        self.size - self.fields.iter().map(Truth::end).max().unwrap_or(0)
    }
}
