use core::fmt;

/// Why there are no pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageError {
    /// The requested size is larger than any memory can be: with its guard page and rounded up to whole pages, more
    /// than `isize::MAX` bytes.
    Overflow {
        /// The requested size in bytes.
        size: usize,
    },
    /// The system refused.
    Refused {
        /// The requested size in bytes.
        size: usize,
        /// The system's error number, as in [`std::io::Error::from_raw_os_error`]; 0 if there is none.
        code: i32,
    },
    /// The system does not support the operation.
    Unsupported,
}

impl PageError {
    /// Returns the system's error number, as in [`std::io::Error::raw_os_error`].
    #[must_use]
    pub const fn raw_os_error(self) -> Option<i32> {
        match self {
            Self::Refused { code, .. } if code != 0 => Some(code),
            _ => None,
        }
    }
}

impl PageError {
    /// Panics: what methods and traits do that return no error.
    #[cold]
    #[track_caller]
    pub(super) fn handle(self) -> ! {
        panic!("{self}")
    }
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Overflow { size } => {
                write!(f, "{size} bytes of pages exceed the address space")
            }
            Self::Refused { size, code: 0 } => {
                write!(f, "the system refused to map {size} bytes of pages")
            }
            Self::Refused { size, code } => write!(
                f,
                "the system refused to map {size} bytes of pages: {}",
                std::io::Error::from_raw_os_error(code)
            ),
            Self::Unsupported => {
                f.write_str("this system does not support this operation on pages")
            }
        }
    }
}

impl core::error::Error for PageError {}

/// Keeps the [system's error number](PageError::raw_os_error) if there is one, and the error itself otherwise.
impl From<PageError> for std::io::Error {
    fn from(error: PageError) -> Self {
        if let Some(code) = error.raw_os_error() {
            return Self::from_raw_os_error(code);
        }
        let kind = match error {
            PageError::Unsupported => std::io::ErrorKind::Unsupported,
            _ => std::io::ErrorKind::OutOfMemory,
        };
        Self::new(kind, error)
    }
}
