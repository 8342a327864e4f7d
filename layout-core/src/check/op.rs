/// How a check compares what is with what is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is named after its operator")]
pub enum Op {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Op {
    /// Whether `actual OP required` is true.
    #[must_use]
    pub const fn holds(self, actual: usize, required: usize) -> bool {
        match self {
            Self::Eq => actual == required,
            Self::Ne => actual != required,
            Self::Lt => actual < required,
            Self::Le => actual <= required,
            Self::Gt => actual > required,
            Self::Ge => actual >= required,
        }
    }

    /// The operator as it is written.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Eq => "==",
            Self::Ne => "!=",
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
        }
    }
}
