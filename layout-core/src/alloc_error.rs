#[cfg(any(feature = "alloc", feature = "bump"))]
use core::convert::Infallible;
use core::error::Error;
use core::fmt::{self, Display, Formatter};

/// Why an allocation failed. The arena is unchanged and can still be used.
///
/// ```
/// use layout_core::alloc::{AllocError, BumpArray};
///
/// let mut memory = BumpArray::<16>::new();
/// let bump = memory.bump();
/// assert_eq!(bump.try_alloc([0_u8; 20]), Err(AllocError::Full { size: 20, remaining: 16 }));
/// assert!(bump.try_alloc([0_u8; 16]).is_ok());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AllocError {
    /// The requested size is larger than any allocation can be: more than `isize::MAX` bytes.
    Overflow,
    /// The source of chunks has no more memory.
    OutOfMemory {
        /// The minimum size of the chunk that was needed, in bytes.
        size: usize,
    },
    /// A new chunk would exceed the arena's limit.
    Limit {
        /// The minimum size of the chunk that was needed, in bytes.
        size: usize,
        /// The limit, in bytes.
        limit: usize,
        /// The bytes that the arena already holds.
        allocated: usize,
    },
    /// The buffer is full, and this arena has no other.
    Full {
        /// The requested size in bytes.
        size: usize,
        /// The free bytes of the buffer, before alignment.
        remaining: usize,
    },
}

impl Display for AllocError {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Overflow => f.write_str("the allocation exceeds `isize::MAX` bytes"),
            Self::OutOfMemory { size } => {
                write!(f, "out of memory: the allocator refused a chunk of {size} bytes")
            }
            Self::Limit { size, limit, allocated } => write!(
                f,
                "a chunk of {size} bytes exceeds the limit: {allocated} of {limit} bytes are allocated"
            ),
            Self::Full { size, remaining } => {
                write!(f, "{size} bytes do not fit: {remaining} bytes are left")
            }
        }
    }
}

impl Error for AllocError {}

/// Why `try_alloc_try_with` returned no value.
///
/// ```
/// use layout_core::alloc::{Bump, InitError};
///
/// let bump: Bump = Bump::new();
/// let refused = bump.try_alloc_try_with(|| "no".parse::<i32>());
/// assert!(matches!(refused, Err(InitError::Init(_))));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InitError<E> {
    /// There was no memory; the closure was not called.
    Alloc(AllocError),
    /// The closure failed.
    Init(E),
}

impl<E: Display> Display for InitError<E> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Alloc(error) => error.fmt(f),
            Self::Init(error) => error.fmt(f),
        }
    }
}

impl<E: Error> Error for InitError<E> {}

/// What becomes of an error: the `try_` methods return it, the others panic where it arises, out of
/// line, so that their callers have nothing to look at.
#[cfg(any(feature = "alloc", feature = "bump"))]
#[allow(unreachable_pub, reason = "a bound of methods of a trait that is one of public types")]
pub trait Failure {
    #[track_caller]
    fn from_error(error: AllocError) -> Self;
}

#[cfg(any(feature = "alloc", feature = "bump"))]
impl Failure for AllocError {
    #[inline]
    fn from_error(error: AllocError) -> Self {
        error
    }
}

#[cfg(any(feature = "alloc", feature = "bump"))]
impl Failure for Infallible {
    #[cold]
    #[inline(never)]
    #[track_caller]
    fn from_error(error: AllocError) -> Self {
        panic!("{error}")
    }
}
