//! The words that checks begin with, and what is said of others.

use syn::Ident;

use crate::nearest::nearest;

/// What the checks speak of.
#[derive(Clone, Copy)]
pub(crate) enum Scope<'a> {
    /// A type: every check applies.
    Type,
    /// A type in `assert_layout!`, where nothing but checks may stand.
    Assertion,
    /// The variant of that name, implied in each check.
    Variant(&'a str),
    /// The field at the end of that path, implied in each check.
    Field(&'a str),
}

const TYPE_WORDS: [&str; 18] = [
    "size",
    "align",
    "padding",
    "fields",
    "cache_lines",
    "offset",
    "line",
    "discriminant",
    "no_padding",
    "no_holes",
    "niche",
    "same_line",
    "separate_lines",
    "starts_line",
    "line_size",
    "portable",
    "same_as",
    "fingerprint",
];
const TYPE_SETTINGS: [&str; 4] = ["lock", "allow", "deny", "crate"];
const VARIANT_SETTINGS: [&str; 1] = ["sample"];
const FIELD_SETTINGS: [&str; 7] =
    ["hot", "cold", "redact", "fixed", "contended", "sample", "unsized"];
const VARIANT_WORDS: [&str; 1] = ["discriminant"];
const FIELD_WORDS: [&str; 8] =
    ["offset", "size", "align", "line", "starts_line", "same_line", "separate_lines", "line_size"];

/// All that may stand in `#[layout(...)]`, whatever it is on.
const ALL_WORDS: [&[&str]; 5] =
    [&TYPE_WORDS, &FIELD_WORDS, &TYPE_SETTINGS, &FIELD_SETTINGS, &VARIANT_SETTINGS];

impl Scope<'_> {
    /// The words that begin a check.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Type | Self::Assertion => &TYPE_WORDS,
            Self::Variant(_) => &VARIANT_WORDS,
            Self::Field(_) => &FIELD_WORDS,
        }
    }

    /// The words that say something beside the checks.
    fn settings(self) -> &'static [&'static str] {
        match self {
            Self::Type => &TYPE_SETTINGS,
            Self::Assertion => &[],
            Self::Variant(_) => &VARIANT_SETTINGS,
            Self::Field(_) => &FIELD_SETTINGS,
        }
    }

    pub(super) fn knows(self, word: &Ident) -> bool {
        self.words().iter().any(|known| word == known)
    }

    /// What is wrong with a word that no check begins with here.
    pub(super) fn unknown(self, word: &str) -> String {
        if let Some(place) = place_of_setting(word) {
            return place;
        }
        if TYPE_WORDS.contains(&word) {
            return match self {
                Self::Variant(_) if FIELD_WORDS.contains(&word) => {
                    format!("`{word}` is a check of a type or of a field: a variant has none")
                }
                Self::Field(_) if word == "discriminant" => {
                    "`discriminant` is a check of a variant: write it there".to_owned()
                }
                _ => format!("`{word}` is a check of a whole type: write it on the type"),
            };
        }
        let known = self.words().iter().chain(self.settings()).copied();
        // Of words that are as near, one that stands here comes first.
        let all = known.clone().chain(ALL_WORDS.into_iter().flatten().copied());
        // Words are compared as we write ours: `SIZE`, `r#size` and `no-padding` are near.
        let plain = word.strip_prefix("r#").unwrap_or(word).to_lowercase();
        if let Some(near) = nearest(&plain, all) {
            let message = format!("unknown check `{word}`, did you mean `{near}`?");
            return match known.clone().any(|word| word == near) {
                true => message,
                false => format!("{message} {}", self.unknown(near)),
            };
        }
        let known: Vec<_> = known.collect();
        let list = format!("unknown check `{word}`, expected one of: {}", known.join(", "));
        match self {
            Self::Type => format!("{list}; on a field also: {}", FIELD_SETTINGS.join(", ")),
            _ => list,
        }
    }
}

/// Where a word belongs that is a setting and not a check.
fn place_of_setting(word: &str) -> Option<String> {
    let form = match word {
        "crate" => "crate = path",
        "sample" => "sample = expression",
        "contended" => "contended = \"name\"",
        "allow" | "deny" => &format!("{word}(finding)"),
        word => word,
    };
    let place = match word {
        "crate" | "lock" => "stands first, on the type",
        "sample" => "stands first, on a variant or its field",
        "unsized" => "stands first, on the last field of a struct",
        "hot" | "cold" | "redact" | "fixed" | "contended" => "stands before checks, on a field",
        "allow" | "deny" => "stands before checks, on the type",
        _ => return None,
    };
    Some(format!("`{form}` {place}"))
}
