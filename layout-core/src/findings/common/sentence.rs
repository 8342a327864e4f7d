use crate::const_fns::plural;
use crate::placement::{Member, Promise};
#[cfg(feature = "alloc")]
use crate::put::Put as _;

/// A sentence put together of texts and numbers, in a `const` as well as at run time.
#[derive(Clone, Copy)]
pub(crate) struct Sentence {
    pieces: [Piece; Self::CAPACITY],
    len: usize,
}

/// A part of a sentence.
#[derive(Clone, Copy)]
pub(crate) enum Piece {
    Str(&'static str),
    Number(usize),
}

impl Sentence {
    const CAPACITY: usize = 48;

    #[inline]
    pub(in crate::findings) const fn new() -> Self {
        Self { pieces: [Piece::Str(""); Self::CAPACITY], len: 0 }
    }

    #[inline]
    pub(in crate::findings) const fn str(&mut self, text: &'static str) -> &mut Self {
        self.push(Piece::Str(text))
    }

    #[inline]
    pub(in crate::findings) const fn number(&mut self, value: usize) -> &mut Self {
        self.push(Piece::Number(value))
    }

    /// A number with its noun: `1 byte`, `2 bytes`.
    #[inline]
    pub(in crate::findings) const fn count(
        &mut self,
        value: usize,
        noun: &'static str,
    ) -> &mut Self {
        self.number(value).str(" ").str(noun).str(plural(value))
    }

    /// A share in tenths of a per cent, rounded: `12.5 %`.
    #[inline]
    pub(in crate::findings) const fn share(&mut self, part: usize, whole: usize) -> &mut Self {
        let tenths = tenths_of_percent(part, whole);
        self.number(tenths / 10).str(".").number(tenths % 10).str(" %")
    }

    /// `6 of 12 bytes are padding (50.0 %)`
    #[inline]
    pub(in crate::findings) const fn padding(&mut self, padding: usize, size: usize) -> &mut Self {
        self.number(padding)
            .str(" of ")
            .count(size, "byte")
            .str(if padding == 1 { " is padding (" } else { " are padding (" })
            .share(padding, size)
            .str(")")
    }

    /// `24 bytes instead of 40, 16 MB less per million values`
    #[inline]
    pub(in crate::findings) const fn saving(&mut self, promise: Promise, size: usize) -> &mut Self {
        if !promise.is_exact {
            self.str("at most ");
        }
        self.count(promise.size, "byte")
            .str(" instead of ")
            .number(size)
            .str(", ")
            .number(size.saturating_sub(promise.size))
            .str(" MB less per million values")
    }

    /// A member's path in quotes.
    #[inline]
    pub(in crate::findings) const fn member(&mut self, member: &Member) -> &mut Self {
        self.str("`");
        if let Some(variant) = member.variant {
            self.str(variant).str(".");
        }
        self.str(member.field.name).str("`")
    }

    /// The names of some members: `a`, `a` and `b`, or `a`, `b` and 3 more.
    #[inline]
    pub(in crate::findings) const fn names(&mut self, names: &Names) -> &mut Self {
        if let Some(first) = &names.first {
            self.member(first);
        }
        if let Some(second) = &names.second {
            self.str(if names.count == 2 { " and " } else { ", " }).member(second);
        }
        if names.count > 2 {
            self.str(" and ").number(names.count - 2).str(" more");
        }
        self
    }

    /// `one` if there is one name, and otherwise `many`.
    #[inline]
    pub(in crate::findings) const fn verb(
        &mut self,
        names: &Names,
        one: &'static str,
        many: &'static str,
    ) -> &mut Self {
        self.str(if names.count == 1 { one } else { many })
    }

    #[inline]
    const fn push(&mut self, piece: Piece) -> &mut Self {
        // What does not fit is left out.
        if self.len < Self::CAPACITY {
            self.pieces[self.len] = piece;
            self.len += 1;
        }
        self
    }

    /// The parts in their order.
    #[inline]
    pub(crate) const fn pieces(&self) -> &[Piece] {
        self.pieces.split_at(self.len).0
    }
}

/// Members that a sentence speaks of: the first of them, and how many there are.
pub(in crate::findings) struct Names {
    first: Option<Member>,
    second: Option<Member>,
    pub(in crate::findings) count: usize,
}

impl Names {
    #[inline]
    pub(in crate::findings) const fn new() -> Self {
        Self { first: None, second: None, count: 0 }
    }

    #[inline]
    pub(in crate::findings) const fn add(&mut self, member: Member) {
        match self.count {
            0 => self.first = Some(member),
            1 => self.second = Some(member),
            _ => {}
        }
        self.count += 1;
    }
}

/// `part` of `whole` in tenths of a per cent, rounded: the text is the same on every machine.
#[allow(clippy::cast_possible_truncation, reason = "a part of the whole is at most 1000")]
#[inline]
pub(crate) const fn tenths_of_percent(part: usize, whole: usize) -> usize {
    if whole == 0 {
        return 0;
    }
    let whole = whole as u128;
    ((part as u128 * 1000 + whole / 2) / whole) as usize
}

#[cfg(feature = "alloc")]
impl Sentence {
    /// The sentence as text.
    #[inline]
    pub(in crate::findings) fn text(&self) -> std_alloc::string::String {
        let mut text = std_alloc::string::String::with_capacity(160);
        for piece in self.pieces() {
            match piece {
                Piece::Str(piece) => text.push_str(piece),
                Piece::Number(value) => value.put(&mut text),
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, Sentence};

    #[test]
    fn what_does_not_fit_is_left_out() {
        let mut sentence = Sentence::new();
        for value in 0..Sentence::CAPACITY + 2 {
            sentence.number(value);
        }
        let numbers = sentence.pieces().iter().map(|piece| match piece {
            Piece::Number(value) => *value,
            Piece::Str(text) => panic!("{text:?} is no number"),
        });
        assert!(numbers.eq(0..Sentence::CAPACITY));
    }
}
