use super::fields::slice;

/// What attributes say of a field beside its type: letters, each of which is one of the constants, and
/// last the name of a group behind `g`.
///
/// No mark and no group has a space in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks(&'static str);

impl Marks {
    pub(super) const NONE: Self = Self("");

    /// `#[layout(hot)]`
    pub(super) const HOT: u8 = b'h';
    /// `#[layout(cold)]`
    pub(super) const COLD: u8 = b'c';
    /// `#[layout(redact)]`
    pub(super) const REDACTED: u8 = b'r';
    /// `#[layout(fixed)]`
    pub(super) const FIXED: u8 = b'f';
    /// The type is a type parameter, or an array of one.
    pub(super) const BY_PARAMETER: u8 = b't';
    /// A parameter is the length of an array.
    pub(super) const LENGTH_BY_PARAMETER: u8 = b'n';
    /// `#[layout(contended = "name")]`
    const GROUP: u8 = b'g';

    pub(super) const fn new(marks: &'static str) -> Self {
        Self(marks)
    }

    /// Whether the letter is among them.
    pub(super) const fn has(self, mark: u8) -> bool {
        let marks = self.0.as_bytes();
        let mut at = 0;
        while at < marks.len() && marks[at] != Self::GROUP {
            if marks[at] == mark {
                return true;
            }
            at += 1;
        }
        false
    }

    /// The name of the group.
    pub(super) const fn group(self) -> Option<&'static str> {
        let marks = self.0.as_bytes();
        let mut at = 0;
        while at < marks.len() {
            if marks[at] == Self::GROUP {
                return Some(slice(marks, at + 1, marks.len()));
            }
            at += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Marks;

    #[test]
    fn letters_of_a_group_are_no_marks() {
        let marks = Marks::new("hgcr");
        assert!(marks.has(Marks::HOT) && !marks.has(Marks::COLD) && !marks.has(Marks::REDACTED));
        assert_eq!(marks.group(), Some("cr"));
        assert_eq!(Marks::NONE.group(), None);
        assert_eq!(Marks::new("g").group(), Some(""));
    }
}
