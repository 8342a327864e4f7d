use core::borrow::Borrow;
use core::convert::Infallible;
use core::fmt::{self, Debug, Display, Formatter, Write};
use core::hash::{Hash, Hasher};
use core::iter::FusedIterator;
use core::ops::{AddAssign, Deref, DerefMut, RangeBounds};
use core::str::{self, Chars, Utf8Error};

use super::allocate::Arena;
use super::vec::{BumpVec, DefaultArena};
use crate::alloc_error::AllocError;
use crate::range_bounds::bounds;

/// A growing string in an arena, which can become a `str` of the arena.
///
/// The string grows in place while nothing else is allocated in the arena. `write!` works on it. The arena is a
/// [`Bump`], a [`FixedBump`](super::FixedBump) or a [`LocalBump`].
///
/// [`Bump`]: crate::alloc::Bump
/// [`LocalBump`]: crate::alloc::LocalBump
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
pub struct BumpString<'a, B: Arena<'a> = DefaultArena<'a>> {
    /// The text: always UTF-8.
    bytes: BumpVec<'a, u8, B>,
}

impl<'a, B: Arena<'a>> BumpString<'a, B> {
    /// Creates a string without allocating.
    #[inline]
    pub const fn new_in(arena: B) -> Self {
        Self { bytes: BumpVec::new_in(arena) }
    }

    /// Creates a string with room for `capacity` bytes.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    pub fn with_capacity_in(capacity: usize, arena: B) -> Self {
        Self { bytes: BumpVec::with_capacity_in(capacity, arena) }
    }

    /// Copies a string slice.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    pub fn from_str_in(text: &str, arena: B) -> Self {
        let mut string = Self::new_in(arena);
        string.push_str(text);
        string
    }

    /// Formats the result of `format_args!` into a new string.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpString};
    /// let bump = Bump::new();
    /// let text = BumpString::from_fmt_in(format_args!("{}-{:02}", 1, 2), &bump);
    /// assert_eq!(text, "1-02");
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if there is no memory, or if a value cannot be formatted.
    #[track_caller]
    #[inline]
    pub fn from_fmt_in(arguments: fmt::Arguments<'_>, arena: B) -> Self {
        let mut string = Self::new_in(arena);
        let formatted = string.write_fmt(arguments);
        assert!(formatted.is_ok(), "there is no memory for the text, or it cannot be formatted");
        string
    }

    /// Turns bytes into a string.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpString, BumpVec};
    /// let bump = Bump::new();
    /// let bytes = BumpVec::from_iter_in(*b"text", &bump);
    /// assert_eq!(BumpString::from_utf8(bytes).unwrap(), "text");
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the bytes are not UTF-8; they are then dropped.
    #[inline]
    pub fn from_utf8(bytes: BumpVec<'a, u8, B>) -> Result<Self, Utf8Error> {
        str::from_utf8(&bytes)?;
        Ok(Self { bytes })
    }

    /// Appends a string slice.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[inline]
    #[track_caller]
    pub fn push_str(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Like [`push_str`](Self::push_str), but returns an error if there is no memory.
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
    /// Fails if there is no memory; nothing is then appended.
    #[inline]
    pub fn try_push_str(&mut self, text: &str) -> Result<(), AllocError> {
        self.bytes.try_extend_from_slice(text.as_bytes())
    }

    /// Appends a character.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[inline]
    #[track_caller]
    pub fn push(&mut self, character: char) {
        self.push_str(character.encode_utf8(&mut [0; 4]));
    }

    /// Removes the last character and returns it.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpString};
    /// let bump = Bump::new();
    /// let mut text = BumpString::from_str_in("aé", &bump);
    /// assert_eq!((text.pop(), text.pop(), text.pop()), (Some('é'), Some('a'), None));
    /// ```
    #[inline]
    pub fn pop(&mut self) -> Option<char> {
        let last = self.chars().next_back()?;
        self.bytes.truncate(self.len() - last.len_utf8());
        Some(last)
    }

    /// Reserves room for `additional` bytes.
    ///
    /// # Panics
    ///
    /// Panics if there is no memory.
    #[track_caller]
    #[inline]
    pub fn reserve(&mut self, additional: usize) {
        self.bytes.reserve(additional);
    }

    /// Like [`reserve`](Self::reserve), but returns an error if there is no memory.
    ///
    /// # Errors
    ///
    /// Fails if there is no memory; the string is then unchanged.
    #[inline]
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), AllocError> {
        self.bytes.try_reserve(additional)
    }

    /// Shortens the string to its first `len` bytes.
    ///
    /// # Panics
    ///
    /// Panics if `len` is not on a character boundary.
    #[track_caller]
    #[inline]
    pub fn truncate(&mut self, len: usize) {
        if len < self.len() {
            self.assert_boundary(len);
            self.bytes.truncate(len);
        }
    }

    /// Removes all characters and keeps the memory.
    #[inline]
    pub fn clear(&mut self) {
        self.bytes.clear();
    }

    /// Replaces the bytes of a range with `text`.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpString};
    /// let bump = Bump::new();
    /// let mut text = BumpString::from_str_in("one two", &bump);
    /// text.replace_range(..3, "three");
    /// assert_eq!(text, "three two");
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the range is out of bounds or its ends are not on character boundaries, or if there is no memory.
    #[track_caller]
    #[inline]
    pub fn replace_range(&mut self, range: impl RangeBounds<usize>, text: &str) {
        let (start, end) = self.bounds(&range);
        let Ok(()) = self.bytes.replace_or::<Infallible>(start, end, text.as_bytes());
    }

    /// Inserts a string slice before the byte at `index`, or at the end.
    ///
    /// # Panics
    ///
    /// Panics if `index` is out of bounds or not on a character boundary, or if there is no memory.
    #[track_caller]
    #[inline]
    pub fn insert_str(&mut self, index: usize, text: &str) {
        self.replace_range(index..index, text);
    }

    /// Inserts a character before the byte at `index`, or at the end.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpString};
    /// let bump = Bump::new();
    /// let mut text = BumpString::from_str_in("ac", &bump);
    /// text.insert(1, 'b');
    /// assert_eq!((text.remove(0), &*text), ('a', "bc"));
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if `index` is out of bounds or not on a character boundary, or if there is no memory.
    #[track_caller]
    #[inline]
    pub fn insert(&mut self, index: usize, character: char) {
        self.insert_str(index, character.encode_utf8(&mut [0; 4]));
    }

    /// Removes the character that starts at byte `index` and returns it.
    ///
    /// # Panics
    ///
    /// Panics if no character starts there.
    #[track_caller]
    #[inline]
    pub fn remove(&mut self, index: usize) -> char {
        self.assert_boundary(index);
        let Some(character) = self[index..].chars().next() else {
            panic!("no character begins at byte {index}: the length is {}", self.len());
        };
        self.replace_range(index..index + character.len_utf8(), "");
        character
    }

    /// Removes the characters for which `keep` returns false. If `keep` panics, the string ends before that character.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpString};
    /// let bump = Bump::new();
    /// let mut text = BumpString::from_str_in("a-é-b", &bump);
    /// text.retain(|character| character != '-');
    /// assert_eq!(text, "aéb");
    /// ```
    #[inline]
    pub fn retain(&mut self, mut keep: impl FnMut(char) -> bool) {
        /// The first so many bytes are kept when this is dropped: whole characters. Those after them may be
        /// parts of some, in between.
        struct Kept<'s, 'a, B: Arena<'a>>(&'s mut BumpVec<'a, u8, B>, usize);

        impl<'a, B: Arena<'a>> Drop for Kept<'_, 'a, B> {
            #[inline]
            fn drop(&mut self) {
                self.0.truncate(self.1);
            }
        }

        let mut kept = Kept(&mut self.bytes, 0);
        let mut next = 0;
        loop {
            // SAFETY: the bytes from `next` on are a text, as nothing is moved to there.
            let rest = unsafe { str::from_utf8_unchecked(&kept.0[next..]) };
            let Some(character) = rest.chars().next() else { break };
            let end = next + character.len_utf8();
            if keep(character) {
                kept.0.copy_within(next..end, kept.1);
                kept.1 += end - next;
            }
            next = end;
        }
    }

    /// Removes the characters of a range of bytes and returns them as an iterator. When the iterator is dropped, the
    /// rest of the range is removed too.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpString};
    /// let bump = Bump::new();
    /// let mut text = BumpString::from_str_in("one two", &bump);
    /// assert!(text.drain(..4).eq("one ".chars()));
    /// assert_eq!(text, "two");
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the range is out of bounds or its ends are not on character boundaries.
    #[track_caller]
    #[inline]
    pub fn drain(&mut self, range: impl RangeBounds<usize>) -> BumpStringDrain<'_, 'a, B> {
        let (start, end) = self.bounds(&range);
        BumpStringDrain { string: self, start, end, next: start, back: end }
    }

    /// Splits the string at byte `at`, and returns the second part as a string in the same arena.
    ///
    /// ```
    /// # use layout_core::alloc::{Bump, BumpString};
    /// let bump = Bump::new();
    /// let mut text = BumpString::from_str_in("onetwo", &bump);
    /// let two = text.split_off(3);
    /// assert_eq!((&*text, &*two), ("one", "two"));
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if `at` is out of bounds or not on a character boundary, or if there is no memory.
    #[track_caller]
    #[must_use = "use `truncate` to forget the rest"]
    #[inline]
    pub fn split_off(&mut self, at: usize) -> Self {
        self.assert_boundary(at);
        Self { bytes: self.bytes.split_off(at) }
    }

    /// Returns the number of bytes that fit without more memory.
    #[inline]
    pub const fn capacity(&self) -> usize {
        self.bytes.capacity()
    }

    /// Gives back unused memory, if nothing was allocated in the arena since.
    #[inline]
    pub fn shrink_to_fit(&mut self) {
        self.bytes.shrink_to_fit();
    }

    /// Turns the string into a `str` of the arena, and gives back unused memory.
    #[inline]
    #[doc(alias = "into_bump_str")]
    pub fn into_str(self) -> &'a mut str {
        // SAFETY: the bytes are a text, by the invariant of the field.
        unsafe { str::from_utf8_unchecked_mut(self.bytes.into_slice()) }
    }

    /// Turns the string into its bytes.
    #[inline]
    pub fn into_bytes(self) -> BumpVec<'a, u8, B> {
        self.bytes
    }

    /// The start and the end of a range of whole characters.
    #[track_caller]
    #[inline]
    fn bounds(&self, range: &impl RangeBounds<usize>) -> (usize, usize) {
        let (start, end) = bounds(range, self.len());
        self.assert_boundary(start);
        self.assert_boundary(end);
        (start, end)
    }

    #[track_caller]
    #[inline]
    fn assert_boundary(&self, index: usize) {
        let len = self.len();
        assert!(self.is_char_boundary(index), "byte {index} of {len} is not between characters");
    }
}

/// An iterator over removed characters: see [`BumpString::drain`].
pub struct BumpStringDrain<'s, 'a, B: Arena<'a> = DefaultArena<'a>> {
    string: &'s mut BumpString<'a, B>,
    /// The range, and what of it is not taken yet: all four are between characters.
    start: usize,
    end: usize,
    next: usize,
    back: usize,
}

impl<'a, B: Arena<'a>> BumpStringDrain<'_, 'a, B> {
    #[inline]
    fn rest(&self) -> Chars<'_> {
        self.string[self.next..self.back].chars()
    }
}

impl<'a, B: Arena<'a>> Iterator for BumpStringDrain<'_, 'a, B> {
    type Item = char;

    #[inline]
    fn next(&mut self) -> Option<char> {
        let character = self.rest().next()?;
        self.next += character.len_utf8();
        Some(character)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest().size_hint()
    }
}

impl<'a, B: Arena<'a>> DoubleEndedIterator for BumpStringDrain<'_, 'a, B> {
    #[inline]
    fn next_back(&mut self) -> Option<char> {
        let character = self.rest().next_back()?;
        self.back -= character.len_utf8();
        Some(character)
    }
}

impl<'a, B: Arena<'a>> FusedIterator for BumpStringDrain<'_, 'a, B> {}

impl<'a, B: Arena<'a>> Drop for BumpStringDrain<'_, 'a, B> {
    #[inline]
    fn drop(&mut self) {
        drop(self.string.bytes.drain(self.start..self.end));
    }
}

impl<'a, B: Arena<'a>> Debug for BumpStringDrain<'_, 'a, B> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BumpStringDrain").field(&self.rest().as_str()).finish()
    }
}

impl<'a, B: Arena<'a>> Deref for BumpString<'a, B> {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        // SAFETY: by the invariant of the field.
        unsafe { str::from_utf8_unchecked(&self.bytes) }
    }
}

impl<'a, B: Arena<'a>> DerefMut for BumpString<'a, B> {
    #[inline]
    fn deref_mut(&mut self) -> &mut str {
        // SAFETY: by the invariant of the field, which a `&mut str` keeps.
        unsafe { str::from_utf8_unchecked_mut(&mut self.bytes) }
    }
}

impl<'a, B: Arena<'a>> Write for BumpString<'a, B> {
    /// Fails if there is no memory.
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.try_push_str(text).map_err(|_| fmt::Error)
    }
}

impl<'a, B: Arena<'a>> Extend<char> for BumpString<'a, B> {
    #[track_caller]
    fn extend<I: IntoIterator<Item = char>>(&mut self, characters: I) {
        for character in characters {
            self.push(character);
        }
    }
}

impl<'a, 't, B: Arena<'a>> Extend<&'t str> for BumpString<'a, B> {
    #[track_caller]
    fn extend<I: IntoIterator<Item = &'t str>>(&mut self, texts: I) {
        for text in texts {
            self.push_str(text);
        }
    }
}

impl<'a, B: Arena<'a>> AddAssign<&str> for BumpString<'a, B> {
    #[track_caller]
    #[inline]
    fn add_assign(&mut self, text: &str) {
        self.push_str(text);
    }
}

impl<'a, B: Arena<'a>, S: AsRef<str> + ?Sized> PartialEq<S> for BumpString<'a, B> {
    #[inline]
    fn eq(&self, other: &S) -> bool {
        **self == *other.as_ref()
    }
}

impl<'a, B: Arena<'a>> Eq for BumpString<'a, B> {}

impl<'a, B: Arena<'a>> Hash for BumpString<'a, B> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<'a, B: Arena<'a>> AsRef<str> for BumpString<'a, B> {
    #[inline]
    fn as_ref(&self) -> &str {
        self
    }
}

impl<'a, B: Arena<'a>> Borrow<str> for BumpString<'a, B> {
    #[inline]
    fn borrow(&self) -> &str {
        self
    }
}

impl<'a, B: Arena<'a>> Debug for BumpString<'a, B> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&**self, f)
    }
}

impl<'a, B: Arena<'a>> Display for BumpString<'a, B> {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&**self, f)
    }
}

#[cfg(feature = "serde")]
impl<'a, B: Arena<'a>> serde::Serialize for BumpString<'a, B> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}
