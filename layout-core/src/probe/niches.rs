//! How many values of a type's bytes are no value of it, as the sizes of enums around it show.

use crate::layout::Niches;

/// An enum with two more values than `T`.
#[expect(dead_code, reason = "only its size is asked for")]
enum Two<T> {
    Value(T),
    A,
    B,
}

/// An enum with 16 more values than `T`.
#[expect(dead_code, reason = "only its size is asked for")]
enum Sixteen<T> {
    Value(T),
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H,
    I,
    J,
    K,
    L,
    M,
    N,
    O,
    P,
}

impl Niches {
    /// Those of a type of which nothing else is known, by the sizes of enums around it.
    pub(crate) const fn measured<T>() -> Self {
        let size = size_of::<T>();
        // As small as that, it is one integer or pointer, or made of smaller types.
        #[expect(clippy::cast_possible_truncation, reason = "it is no more than 16")]
        let bytes = if size <= align_of::<T>() && size <= 16 { size as u8 } else { 0 };
        if size_of::<Option<T>>() != size || size == 0 {
            Self::NONE
        } else if size_of::<Two<T>>() != size {
            Self { least: 1, is_exact: true, bytes }
        } else if size_of::<Sixteen<T>>() != size {
            Self { least: 2, is_exact: false, bytes }
        } else {
            Self { least: 16, is_exact: false, bytes }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::Niches;

    #[test]
    fn a_pointer_has_its_null() {
        assert_eq!(Niches::measured::<&()>(), Niches::NULL);
    }
}
