//! What the charts share.

/// Lengths of bars that stand for values, the greatest of which has the longest.
pub struct Scale {
    greatest: f64,
    longest: u32,
}

impl Scale {
    /// A scale for these values, whose longest bar has that length.
    pub fn new(values: impl IntoIterator<Item = f64>, longest: u32) -> Self {
        Self { greatest: values.into_iter().fold(f64::MIN_POSITIVE, f64::max), longest }
    }

    /// The length of the bar of a value: in proportion, and long enough to be seen.
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is between nothing and the longest"
    )]
    pub fn length(&self, value: f64) -> u32 {
        let share = (value / self.greatest).clamp(0.0, 1.0);
        ((share * f64::from(self.longest)) as u32).max(2)
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn bars_are_in_proportion_and_never_longer_than_the_longest() {
        let scale = Scale::new([2.0, 8.0, 0.0], 100);
        assert_eq!(
            [8.0, 2.0, 0.0, -1.0, 9.0].map(|value| scale.length(value)),
            [100, 25, 2, 2, 100]
        );
        assert_eq!(Scale::new([], 100).length(0.0), 2);
    }
}
