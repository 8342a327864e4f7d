//! Paths such as `header.len` or `pair.0`, resolved in a `const`.

use super::{Kind, Place, TypeLayout};

/// Why a path leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathError {
    /// A type along the path has no field of that name.
    NoField,
    /// The type of a field along the path does not describe its fields.
    Opaque,
}

impl TypeLayout {
    /// Follows a path of field names and indices, separated by dots.
    pub(crate) const fn resolve(&self, path: &str) -> Result<Place, PathError> {
        let path = path.as_bytes();
        let mut layout = self;
        let mut offset = Some(0_usize);
        let mut start = 0;
        loop {
            let mut end = start;
            while end < path.len() && path[end] != b'.' {
                end += 1;
            }
            let place = match layout.member(path, start, end) {
                Ok(place) => place,
                Err(error) => return Err(error),
            };
            offset = match (offset, place.offset) {
                (Some(outer), Some(inner)) => outer.checked_add(inner),
                _ => None,
            };
            if end == path.len() {
                return Ok(Place { offset, ..place });
            }
            layout = match place.layout {
                Some(layout) => layout,
                None => return Err(PathError::Opaque),
            };
            start = end + 1;
        }
    }

    /// The field or element called `name[start..end]`.
    const fn member(&self, name: &[u8], start: usize, end: usize) -> Result<Place, PathError> {
        if let (Kind::Array { len }, Some(element)) = (self.kind, self.element) {
            return match parse_index(name, start, end) {
                Some(index) if index < len => Ok(Place {
                    offset: index.checked_mul(element.size),
                    size: element.size,
                    align: element.align,
                    layout: Some(element),
                }),
                _ => Err(PathError::NoField),
            };
        }
        if !self.kind.has_fields() {
            return Err(PathError::Opaque);
        }
        let index = self.fields.find(name, start, end).index();
        if index == self.fields.len() {
            return Err(PathError::NoField);
        }
        Ok(Place {
            offset: self.fields.offset(index),
            size: self.fields.size(index),
            align: self.fields.align(index),
            layout: self.fields.layout(index),
        })
    }
}

const fn parse_index(text: &[u8], start: usize, end: usize) -> Option<usize> {
    if start == end {
        return None;
    }
    let mut value: usize = 0;
    let mut at = start;
    while at < end {
        let digit = text[at].wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = match value.checked_mul(10) {
            Some(tens) => match tens.checked_add(digit as usize) {
                Some(sum) => sum,
                None => return None,
            },
            None => return None,
        };
        at += 1;
    }
    Some(value)
}
