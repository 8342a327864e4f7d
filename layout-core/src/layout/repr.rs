use core::fmt;

/// The representation a type was declared with: what `#[repr(...)]` says.
///
/// Source: [the Reference, representations](https://doc.rust-lang.org/reference/type-layout.html#representations).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Repr {
    /// The rule by which fields are placed.
    pub base: BaseRepr,
    /// The `N` of `packed(N)`, in bytes; `packed` alone is `packed(1)`.
    pub packed: Option<usize>,
    /// The `N` of `align(N)`, in bytes; the greatest where there are several.
    pub align: Option<usize>,
}

/// The rule by which a type's fields are placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BaseRepr {
    /// The default: the compiler chooses the order of the fields.
    Rust,
    /// `repr(C)`: in the order of declaration, each at the next multiple of its alignment.
    C,
    /// `repr(transparent)`: as the one field that is not zero-sized.
    Transparent,
}

impl Repr {
    /// The default representation.
    pub const RUST: Self = Self { base: BaseRepr::Rust, packed: None, align: None };
    /// `repr(C)`.
    pub const C: Self = Self { base: BaseRepr::C, ..Self::RUST };
    /// `repr(transparent)`.
    pub const TRANSPARENT: Self = Self { base: BaseRepr::Transparent, ..Self::RUST };

    /// The same with `packed(limit)`.
    #[must_use]
    pub const fn packed(self, limit: usize) -> Self {
        Self { packed: Some(limit), ..self }
    }

    /// The same with `align(minimum)`.
    #[must_use]
    pub const fn aligned(self, minimum: usize) -> Self {
        Self { align: Some(minimum), ..self }
    }

    /// Whether the order of the fields is the compiler's to choose, so that offsets may differ from
    /// one compiler version to the next.
    #[must_use]
    pub const fn is_reorderable(self) -> bool {
        matches!(self.base, BaseRepr::Rust)
    }
}

/// As it is written in source: `repr(C, packed(2))`.
impl fmt::Display for Repr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base = match self.base {
            BaseRepr::Rust => "Rust",
            BaseRepr::C => "C",
            BaseRepr::Transparent => "transparent",
        };
        write!(f, "repr({base}")?;
        if let Some(limit) = self.packed {
            write!(f, ", packed({limit})")?;
        }
        if let Some(minimum) = self.align {
            write!(f, ", align({minimum})")?;
        }
        f.write_str(")")
    }
}
