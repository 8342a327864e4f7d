//! On which cache lines bytes of a value lie, wherever the value may be placed.

use crate::const_fns::const_min;

/// The cache lines under the values of a type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lines {
    /// The size of a line, a power of two.
    pub(crate) size: usize,
    /// The alignment of the type, a power of two: a value begins at any multiple of it.
    pub(crate) align: usize,
}

impl Lines {
    /// A value begins at a multiple of this from the start of a line.
    #[inline]
    const fn unit(self) -> usize {
        match self.align {
            // Of no type.
            0 => 1,
            align => const_min(align, self.size),
        }
    }

    /// Whether the place of a value on its lines is always the same.
    #[inline]
    pub(crate) const fn are_fixed(self) -> bool {
        self.align >= self.size
    }

    /// The least and the greatest line that the byte at an offset lies on, the line on which the value
    /// begins being 0.
    #[inline]
    pub(crate) const fn of(self, offset: usize) -> (usize, usize) {
        (offset / self.size, offset.saturating_add(self.size - self.unit()) / self.size)
    }

    /// Whether two bytes always lie on one line.
    #[inline]
    pub(crate) const fn join(self, first: usize, last: usize) -> bool {
        first / self.unit() == last / self.unit()
    }

    /// Whether two bytes, `first` before `second`, never lie on one line.
    #[inline]
    pub(crate) const fn part(self, first: usize, second: usize) -> bool {
        // The value may begin so that the unit which `first` lies in begins a line.
        second.saturating_sub(first / self.unit() * self.unit()) >= self.size
    }

    /// The same with the next greater alignment that makes a difference.
    #[inline]
    const fn aligned_more(self) -> Option<Self> {
        if self.are_fixed() { None } else { Some(Self { align: self.align * 2, ..self }) }
    }

    /// The least alignment of the type by which two bytes would always lie on one line.
    #[inline]
    pub(crate) const fn align_that_joins(self, first: usize, last: usize) -> Option<usize> {
        let mut lines = self;
        while !lines.join(first, last) {
            lines = match lines.aligned_more() {
                Some(lines) => lines,
                None => return None,
            };
        }
        Some(lines.align)
    }

    /// The least alignment of the type by which two bytes would never lie on one line.
    #[inline]
    pub(crate) const fn align_that_parts(self, first: usize, second: usize) -> Option<usize> {
        let mut lines = self;
        while !lines.part(first, second) {
            lines = match lines.aligned_more() {
                Some(lines) => lines,
                None => return None,
            };
        }
        Some(lines.align)
    }
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::Lines;

    /// The line of a byte for each place of a value on its lines.
    fn lines_of(lines: Lines, offset: usize) -> Vec<usize> {
        let starts = (0..lines.size).step_by(lines.align.min(lines.size));
        starts.map(|start| (start + offset) / lines.size).collect()
    }

    fn all() -> impl Iterator<Item = (Lines, usize, usize)> {
        let sizes = [8, 32]
            .into_iter()
            .flat_map(|size| [1, 2, 4, 8, 16, 32, 64].map(|align| Lines { size, align }));
        sizes.flat_map(|lines| {
            (0..80).flat_map(move |first| (first..100).map(move |second| (lines, first, second)))
        })
    }

    #[test]
    fn agree_with_every_placement() {
        for (lines, first, second) in all() {
            let (ones, others) = (lines_of(lines, first), lines_of(lines, second));
            let pairs = || ones.iter().zip(&others);
            let context = (lines, first, second);
            assert_eq!(lines.join(first, second), pairs().all(|(a, b)| a == b), "{context:?}");
            if first < second {
                assert_eq!(lines.part(first, second), pairs().all(|(a, b)| a != b), "{context:?}");
            }
            let range = (*ones.iter().min().unwrap(), *ones.iter().max().unwrap());
            assert_eq!(lines.of(first), range, "{context:?}");
        }
    }

    #[test]
    fn the_least_alignment_is_offered() {
        for (lines, first, second) in all().filter(|(_, first, second)| first < second) {
            let aligns = || (0..7).map(|log| 1 << log).filter(|align| *align >= lines.align);
            let with = |align| Lines { align, ..lines };
            let least = |holds: &dyn Fn(Lines) -> bool| aligns().find(|align| holds(with(*align)));
            assert_eq!(
                lines.align_that_joins(first, second),
                least(&|lines| lines.join(first, second)),
                "{:?}",
                (lines, first, second)
            );
            assert_eq!(
                lines.align_that_parts(first, second),
                least(&|lines| lines.part(first, second)),
                "{:?}",
                (lines, first, second)
            );
        }
    }
}
