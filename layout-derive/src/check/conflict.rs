//! Checks that say the same twice, or of which the text shows that they cannot all hold.

use proc_macro2::{Punct, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Error;

use super::{Check, Names, Operand, SameAs};
use crate::type_text::{tokens_text, type_text};
use crate::value::{Operator, Value};

/// Takes out the checks that another before them in the same list makes too, with an error for each.
///
/// In two lists the same check may stand: that of a field may be repeated with those of the type.
pub(super) fn drop_duplicates(list: &mut Vec<Check>, errors: &mut Vec<Error>) {
    drop_faulty(list, errors, |claim, others| {
        others.iter().any(|other| claim.is_same(other)).then(|| claim.twice())
    });
}

/// Takes out the checks that cannot hold beside one before them, or at all, with an error for each.
pub(crate) fn drop_contradictions(checks: &mut Vec<Check>, errors: &mut Vec<Error>) {
    drop_faulty(checks, errors, |claim, others| {
        claim.fault().or_else(|| others.iter().find_map(|other| claim.against(other)))
    });
}

fn drop_faulty(
    checks: &mut Vec<Check>,
    errors: &mut Vec<Error>,
    fault: impl Fn(&Claim, &[Claim]) -> Option<String>,
) {
    let mut claims: Vec<Claim> = Vec::new();
    checks.retain(|check| {
        let claim = Claim::of(check);
        if let Some(message) = fault(&claim, &claims) {
            errors.push(Error::new_spanned(check.tokens(), message));
            return false;
        }
        claims.push(claim);
        true
    });
}

/// What a check claims, in a form that can be compared.
struct Claim {
    word: &'static str,
    /// What stands in the parentheses behind the word.
    operands: String,
    /// The operator and the constant of a comparison.
    comparison: Option<(Operator, Value)>,
    /// The operator and the constant, if that is a literal.
    bound: Option<(Operator, i128)>,
    line_size: Option<TokenStream>,
    /// The other target that it is of.
    target: Option<String>,
}

impl Claim {
    fn of(check: &Check) -> Self {
        let operands = match &check.operand {
            Operand::Variant(path) => path.text.clone(),
            Operand::AddressSpace(space) => space.to_lowercase(),
            Operand::Other(SameAs { other, names: Names::Positional, .. }) => {
                format!("{}, positional", type_text(other))
            }
            Operand::Other(SameAs { other, .. }) => type_text(other),
            Operand::Whole | Operand::Field(_) | Operand::Fields(_) => {
                let mut paths: Vec<_> =
                    check.fields().iter().map(|path| path.text.as_str()).collect();
                paths.sort_unstable();
                paths.join(", ")
            }
        };
        let comparison = check.comparison.clone();
        let bound = comparison.as_ref();
        let bound = bound.and_then(|(operator, value)| Some((*operator, value.integer()?)));
        let (word, line_size) = (check.word(), check.line_size.clone());
        let target = check.target.as_ref().map(ToString::to_string);
        Self { word, operands, comparison, bound, line_size, target }
    }

    /// The check as it is written, spaced as we would.
    fn text(&self) -> String {
        let mut text = self.word.to_owned();
        if !self.operands.is_empty() {
            text = format!("{text}({})", self.operands);
        }
        if let Some((operator, value)) = &self.comparison {
            let value = tokens_text(value.to_token_stream());
            text = format!("{text} {} {value}", operator.symbol());
        }
        match &self.target {
            Some(target) => format!("on({target}, {text})"),
            None => text,
        }
    }

    /// Whether both speak of the same number, or are the same word.
    fn has_subject_of(&self, other: &Self) -> bool {
        let line_size = |claim: &Self| claim.line_size.as_ref().map(ToString::to_string);
        self.word == other.word
            && self.operands == other.operands
            && self.target == other.target
            && line_size(self) == line_size(other)
    }

    /// Whether both are the same check.
    fn is_same(&self, other: &Self) -> bool {
        self.has_subject_of(other)
            && match (self.bound, other.bound) {
                (None, None) => self.text() == other.text(),
                (one, two) => one == two,
            }
    }

    /// Why the claim never holds, if its own text shows it.
    fn fault(&self) -> Option<String> {
        let reason = match self.bound? {
            (Operator::Eq, align) if self.word == "align" && !is_power_of_two(align) => {
                "an alignment is a power of two".to_owned()
            }
            (Operator::Lt, ..=0) | (Operator::Le | Operator::Eq, ..=-1)
                if self.word != "discriminant" =>
            {
                format!("`{}` is not negative", self.word)
            }
            _ => return None,
        };
        Some(format!("`{}` never holds: {reason}", self.text()))
    }

    /// Why the claim cannot stand beside another.
    fn against(&self, other: &Self) -> Option<String> {
        let contradicts = || Some(format!("`{}` contradicts `{}`", self.text(), other.text()));
        if self.has_subject_of(other) {
            return match (self.bound, other.bound) {
                (Some(one), Some(two)) if !are_compatible(one, two) => contradicts(),
                _ => None,
            };
        }
        if self.parts_what_joins(other)
            || other.parts_what_joins(self)
            || self.pads_none(other)
            || other.pads_none(self)
        {
            return contradicts();
        }
        let (size, align) = self.size_and_align(other).or_else(|| other.size_and_align(self))?;
        (size % align != 0).then(|| {
            format!(
                "`{}` contradicts `{}`: a size is a multiple of the alignment",
                self.text(),
                other.text()
            )
        })
    }

    fn twice(&self) -> String {
        format!("`{}` is checked twice", self.text())
    }

    /// Whether this wants fields on one line, and the other wants them on several.
    fn parts_what_joins(&self, other: &Self) -> bool {
        (self.word, other.word) == ("same_line", "separate_lines")
            && self.operands == other.operands
    }

    /// Whether this says that there is no padding, and the other that there is some.
    fn pads_none(&self, other: &Self) -> bool {
        self.word == "no_padding"
            && other.word == "padding"
            && other.bound.is_some_and(|(operator, value)| !holds(operator, 0, value))
    }

    /// The exact size that this pins, and the exact alignment that the other does.
    fn size_and_align(&self, other: &Self) -> Option<(i128, i128)> {
        if (self.word, other.word) != ("size", "align")
            || self.operands != other.operands
            || self.target != other.target
        {
            return None;
        }
        match (self.bound?, other.bound?) {
            // Both have no fault: the alignment is not zero.
            ((Operator::Eq, size), (Operator::Eq, align)) => Some((size, align)),
            _ => None,
        }
    }
}

impl Check {
    /// Tokens from which the compiler shows the check from its first to its last.
    fn tokens(&self) -> TokenStream {
        let mark = |span| {
            let mut mark = Punct::new(',', Spacing::Alone);
            mark.set_span(span);
            TokenTree::Punct(mark)
        };
        [mark(self.extent.first), mark(self.extent.last)].into_iter().collect()
    }
}

fn is_power_of_two(value: i128) -> bool {
    value > 0 && value & (value - 1) == 0
}

fn holds(operator: Operator, actual: i128, required: i128) -> bool {
    match operator {
        Operator::Eq => actual == required,
        Operator::Ne => actual != required,
        Operator::Lt => actual < required,
        Operator::Le => actual <= required,
        Operator::Gt => actual > required,
        Operator::Ge => actual >= required,
    }
}

/// Whether an integer satisfies both.
fn are_compatible(one: (Operator, i128), two: (Operator, i128)) -> bool {
    // If any does, one does that lies at or beside a bound.
    let both = |value| holds(one.0, value, one.1) && holds(two.0, value, two.1);
    for bound in [one.1, two.1] {
        // Beside the least and the greatest integer there is none.
        for value in [bound.saturating_sub(1), bound, bound.saturating_add(1)] {
            if both(value) {
                return true;
            }
        }
    }
    false
}
