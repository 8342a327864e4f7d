use core::fmt;

/// Why there are no pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageError {
    /// What was asked for is larger than any memory can be: with its guard page and rounded up to whole
    /// pages, more than `isize::MAX` bytes.
    Overflow {
        /// What was asked for, in bytes.
        size: usize,
    },
    /// The system refused.
    Refused {
        /// What was asked for, in bytes.
        size: usize,
        /// The system's number for the reason, as in [`std::io::Error::from_raw_os_error`]; 0 if it gave
        /// none.
        code: i32,
    },
    /// This system cannot do that.
    Unsupported,
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Overflow { size } => {
                write!(f, "{size} bytes of pages are too many for any machine")
            }
            Self::Refused { size, code: 0 } => {
                write!(f, "the system refused {size} bytes of pages")
            }
            Self::Refused { size, code } => write!(
                f,
                "the system refused {size} bytes of pages: {}",
                std::io::Error::from_raw_os_error(code)
            ),
            Self::Unsupported => f.write_str("this system has no such thing"),
        }
    }
}

impl core::error::Error for PageError {}

impl From<PageError> for std::io::Error {
    fn from(error: PageError) -> Self {
        let kind = match error {
            PageError::Unsupported => std::io::ErrorKind::Unsupported,
            _ => std::io::ErrorKind::OutOfMemory,
        };
        Self::new(kind, error)
    }
}
