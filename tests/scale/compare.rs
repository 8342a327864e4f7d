//! Facts of several sources side by side.

use std::fmt::Display;

/// What was compared, and what was different.
#[derive(Default)]
pub(crate) struct Comparison {
    pub(crate) facts: usize,
    /// A line for each difference, and the number of the subject that it is about.
    pub(crate) differences: Vec<(usize, String)>,
}

/// One type in a comparison.
pub(crate) struct Subject<'a> {
    pub(crate) comparison: &'a mut Comparison,
    pub(crate) number: usize,
    /// The type as Rust writes it.
    pub(crate) name: &'a str,
    /// The source that is held to be true.
    pub(crate) truth: &'a str,
}

impl Subject<'_> {
    /// Compares a fact, such as `len: offset`.
    pub(crate) fn check<T: Display + PartialEq + ?Sized>(
        &mut self,
        what: &str,
        expected: &T,
        found: &T,
    ) {
        self.comparison.facts += 1;
        if expected != found {
            self.fail(&format!("{what} is {expected} by {}, but {found} by LAYOUT", self.truth));
        }
    }

    /// Compares a fact that the true source may not tell, but the other has to.
    pub(crate) fn check_if_known(
        &mut self,
        what: &str,
        expected: Option<usize>,
        found: Option<usize>,
    ) {
        match (expected, found) {
            (Some(expected), Some(found)) => self.check(what, &expected, &found),
            (Some(expected), None) => {
                let truth = self.truth;
                self.fail(&format!("{what} is {expected} by {truth}, but not known to LAYOUT"));
            }
            (None, _) => {}
        }
    }

    /// Compares a fact that is no equation; `otherwise` says what is true if it does not hold.
    pub(crate) fn check_that(&mut self, otherwise: &str, holds: bool) {
        self.comparison.facts += 1;
        if !holds {
            self.fail(otherwise);
        }
    }

    pub(crate) fn fail(&mut self, what: &str) {
        self.comparison.differences.push((self.number, format!("{}: {what}", self.name)));
    }
}

/// The comparison itself must be able to fail.
#[test]
fn each_difference_is_named() {
    let mut comparison = Comparison::default();
    let mut subject =
        Subject { comparison: &mut comparison, number: 7, name: "S7", truth: "rustc" };
    subject.check("size", &4, &4);
    subject.check("size", &4, &8);
    subject.check_if_known("a: offset", Some(1), Some(2));
    subject.check_if_known("a: offset", Some(1), None);
    subject.check_if_known("a: offset", None, Some(2));
    subject.check_that("S7 is odd", true);
    subject.check_that("S7 is even", false);
    assert_eq!(comparison.facts, 5);
    let expected = [
        "S7: size is 4 by rustc, but 8 by LAYOUT",
        "S7: a: offset is 1 by rustc, but 2 by LAYOUT",
        "S7: a: offset is 1 by rustc, but not known to LAYOUT",
        "S7: S7 is even",
    ];
    assert_eq!(comparison.differences, expected.map(|line| (7, line.to_owned())));
}
