//! The known word that a misspelled one was probably meant to be.

/// The word of `known` that takes the fewest edits to reach from `wrong`, if those are few.
pub(crate) fn nearest<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    let len = wrong.chars().count();
    // A word of which nothing is left is not near.
    let most = (len / 3).max(1).min(len.saturating_sub(1));
    let (mut best, mut least) = (None, most + 1);
    for &word in known {
        let distance = distance(wrong, word);
        if distance < least {
            (best, least) = (Some(word), distance);
        }
    }
    best
}

/// The number of insertions, deletions, substitutions and swaps of neighbors between two words:
/// the optimal string alignment distance.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    // Rows `i - 2`, `i - 1` and `i` of the table of distances between prefixes.
    let mut before = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let substituted = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = substituted.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn distances() {
        for (a, b, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("size", "size", 0),
            ("sise", "size", 1),
            ("szie", "size", 1),
            ("sized", "size", 1),
            ("kitten", "sitting", 3),
            // Two swaps, one of them at the end.
            ("abcd", "badc", 2),
            // Each letter is moved once at most.
            ("ca", "abc", 3),
            ("abab", "caba", 2),
        ] {
            assert_eq!(distance(a, b), expected, "{a} {b}");
            assert_eq!(distance(b, a), expected, "{b} {a}");
        }
    }

    #[test]
    fn only_what_is_near_is_offered() {
        let known = ["size", "align", "offset"];
        assert_eq!(nearest("ofset", &known), Some("offset"));
        assert_eq!(nearest("alignment", &known), None);
        assert_eq!(nearest("offfat", &known), Some("offset"));
        assert_eq!(nearest("ofat", &known), None);
        assert_eq!(nearest("x", &known), None);
    }
}
