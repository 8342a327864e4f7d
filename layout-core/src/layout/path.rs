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
        let mut place = Place { offset: Some(0), size: self.size, align: self.align, layout: None };
        let mut layout = *self;
        let mut start = 0;
        loop {
            let end = segment_end(path, start);
            place = match layout.step(place.offset, path, start, end) {
                Ok(next) => next,
                Err(error) => return Err(error),
            };
            if end == path.len() {
                return Ok(place);
            }
            layout = match place.layout {
                Some(next) => *next,
                None => return Err(PathError::Opaque),
            };
            start = end + 1;
        }
    }

    /// One step of a path, from this type to the member named by `path[start..end]`.
    const fn step(
        &self,
        base: Option<usize>,
        path: &[u8],
        start: usize,
        end: usize,
    ) -> Result<Place, PathError> {
        if let (Kind::Array { len }, Some(element)) = (self.kind, self.element) {
            return match parse_index(path, start, end) {
                Some(index) if index < len => Ok(Place {
                    offset: add(base, Some(index * element.size)),
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
        match self.fields.find(path, start, end) {
            Some(field) => Ok(Place {
                offset: add(base, field.offset),
                size: field.size,
                align: field.align,
                layout: field.layout,
            }),
            None => Err(PathError::NoField),
        }
    }
}

const fn segment_end(path: &[u8], start: usize) -> usize {
    let mut end = start;
    while end < path.len() && path[end] != b'.' {
        end += 1;
    }
    end
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

const fn add(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    match (a, b) {
        (Some(a), Some(b)) => a.checked_add(b),
        _ => None,
    }
}
