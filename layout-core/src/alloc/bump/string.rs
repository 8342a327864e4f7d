use core::fmt::{self, Debug, Display, Formatter};
use core::ops::{Deref, DerefMut};
use core::str;

use super::bump::Bump;
use super::vec::BumpVec;
use crate::alloc::error::AllocError;
use crate::alloc::source::{ChunkSource, Global};

/// A text in the making: a string in a [`Bump`] that becomes a `str` of it.
///
/// As long as nothing else is allocated in the arena, it grows where it lies. `write!` works on it:
///
/// ```
/// use core::fmt::Write;
/// use layout_core::alloc::{Bump, BumpString};
///
/// let bump = Bump::new();
/// let mut text = BumpString::new_in(&bump);
/// text.push_str("line ");
/// write!(text, "{}", 7)?;
/// let text: &mut str = text.into_str();
/// assert_eq!(text, "line 7");
/// # Ok::<(), core::fmt::Error>(())
/// ```
pub struct BumpString<'a, const MIN_ALIGN: usize = 1, A: ChunkSource = Global> {
    /// The text: always UTF-8.
    bytes: BumpVec<'a, u8, MIN_ALIGN, A>,
}

impl<'a, const MIN_ALIGN: usize, A: ChunkSource> BumpString<'a, MIN_ALIGN, A> {
    /// A string without memory.
    pub const fn new_in(bump: &'a Bump<MIN_ALIGN, A>) -> Self {
        Self { bytes: BumpVec::new_in(bump) }
    }

    /// Adds a text at the end.
    ///
    /// # Panics
    ///
    /// If there is no memory for it.
    #[inline]
    pub fn push_str(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Adds a text at the end, if there is memory.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpString};
    /// let bump = Bump::new();
    /// bump.set_limit(Some(100));
    /// let mut text = BumpString::new_in(&bump);
    /// while text.try_push_str("ten bytes.").is_ok() {}
    /// assert_eq!(text.len() % 10, 0);
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no memory for it; then nothing is added.
    #[inline]
    pub fn try_push_str(&mut self, text: &str) -> Result<(), AllocError> {
        self.bytes.try_extend_from_slice(text.as_bytes())
    }

    /// Adds a character at the end.
    ///
    /// # Panics
    ///
    /// If there is no memory for it.
    #[inline]
    pub fn push(&mut self, character: char) {
        self.push_str(character.encode_utf8(&mut [0; 4]));
    }

    /// Forgets the text and keeps the memory.
    pub fn clear(&mut self) {
        self.bytes.clear();
    }

    /// How many bytes there is memory for.
    pub const fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    /// The text as a `str` of the arena; memory that it does not need is given back.
    pub fn into_str(self) -> &'a mut str {
        // SAFETY: the bytes are a text, by the invariant of the field.
        unsafe { str::from_utf8_unchecked_mut(self.bytes.into_slice()) }
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Deref for BumpString<'_, MIN_ALIGN, A> {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        // SAFETY: by the invariant of the field.
        unsafe { str::from_utf8_unchecked(&self.bytes) }
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> DerefMut for BumpString<'_, MIN_ALIGN, A> {
    #[inline]
    fn deref_mut(&mut self) -> &mut str {
        // SAFETY: by the invariant of the field, which a `&mut str` keeps.
        unsafe { str::from_utf8_unchecked_mut(&mut self.bytes) }
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> fmt::Write for BumpString<'_, MIN_ALIGN, A> {
    /// Fails if there is no memory.
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.try_push_str(text).map_err(|_| fmt::Error)
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Extend<char> for BumpString<'_, MIN_ALIGN, A> {
    fn extend<I: IntoIterator<Item = char>>(&mut self, characters: I) {
        characters.into_iter().for_each(|character| self.push(character));
    }
}

impl<'t, const MIN_ALIGN: usize, A: ChunkSource> Extend<&'t str> for BumpString<'_, MIN_ALIGN, A> {
    fn extend<I: IntoIterator<Item = &'t str>>(&mut self, texts: I) {
        texts.into_iter().for_each(|text| self.push_str(text));
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Debug for BumpString<'_, MIN_ALIGN, A> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&**self, f)
    }
}

impl<const MIN_ALIGN: usize, A: ChunkSource> Display for BumpString<'_, MIN_ALIGN, A> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&**self, f)
    }
}
