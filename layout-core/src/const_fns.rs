//! What `core` does not do in a `const`: comparisons, and the ending of a noun.

/// `max` of `Ord`.
#[inline]
pub(crate) const fn const_max(one: usize, other: usize) -> usize {
    if one > other { one } else { other }
}

/// `min` of `Ord`.
#[inline]
pub(crate) const fn const_min(one: usize, other: usize) -> usize {
    if one < other { one } else { other }
}

/// `==` of texts.
#[inline]
pub(crate) const fn const_str_eq(one: &str, other: &str) -> bool {
    const_bytes_eq(one.as_bytes(), other.as_bytes())
}

/// `==` of bytes.
#[inline]
pub(crate) const fn const_bytes_eq(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let mut index = 0;
    while index < one.len() {
        if one[index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// The ending of a noun after that number.
#[inline]
pub(crate) const fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
