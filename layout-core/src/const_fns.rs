//! Comparisons that `core` does not make in a `const`.

/// `max` of `Ord`.
pub(crate) const fn const_max(one: usize, other: usize) -> usize {
    if one > other { one } else { other }
}

/// `min` of `Ord`.
pub(crate) const fn const_min(one: usize, other: usize) -> usize {
    if one < other { one } else { other }
}

/// `==` of texts.
pub(crate) const fn const_str_eq(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
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
