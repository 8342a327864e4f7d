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

/// Whether `actual OP required` is true. In place of a call, which costs the user's build more.
macro_rules! holds {
    ($op:expr, $actual:expr, $required:expr) => {
        match $op {
            $crate::check::Op::Eq => $actual == $required,
            $crate::check::Op::Ne => $actual != $required,
            $crate::check::Op::Lt => $actual < $required,
            $crate::check::Op::Le => $actual <= $required,
            $crate::check::Op::Gt => $actual > $required,
            $crate::check::Op::Ge => $actual >= $required,
        }
    };
}
pub(super) use holds;

impl Op {
    /// The operator as it is written.
    pub(super) const fn symbol(self) -> &'static str {
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
