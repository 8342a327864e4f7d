//! The identifiers of findings, in `#[layout(allow(...))]` and `#[layout(deny(...))]`.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Result};
use syn::{Error, Ident, Token, token};

use crate::check::{Extent, skip_to_comma};
use crate::nearest::nearest;

/// The identifier of a finding.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Finding {
    /// As it is written, such as `padding-waste`.
    pub(crate) text: &'static str,
    /// The variant of `layout_core::layout::FindingId`.
    pub(crate) variant: &'static str,
}

/// All of them, as the table of `layout-core/src/findings/table.rs` has them; a test compares the two.
const FINDINGS: &[Finding] = &[
    Finding { text: "padding-waste", variant: "PaddingWaste" },
    Finding { text: "reorder", variant: "Reorder" },
    Finding { text: "repr-c-cost", variant: "ReprCCost" },
    Finding { text: "large-variant", variant: "LargeVariant" },
    Finding { text: "bool-cluster", variant: "BoolCluster" },
    Finding { text: "contended-line", variant: "ContendedLine" },
    Finding { text: "hot-straddle", variant: "HotStraddle" },
    Finding { text: "hot-cold-mix", variant: "HotColdMix" },
    Finding { text: "option-niche", variant: "OptionNiche" },
    Finding { text: "unaligned-field", variant: "UnalignedField" },
    Finding { text: "target-dependent", variant: "TargetDependent" },
];

/// Those of futures, which no derive describes.
const OF_FUTURES: &[&str] = &["large-held-local", "large-awaited-future", "argument-held-twice"];

/// A finding that a type allows or denies.
pub(crate) struct Level {
    pub(crate) finding: Finding,
    pub(crate) extent: Extent,
}

/// What a type says of findings.
#[derive(Default)]
pub(crate) struct Levels {
    pub(crate) allowed: Vec<Level>,
    pub(crate) denied: Vec<Level>,
}

/// The words that begin a list of findings.
const LEVELS: [&str; 2] = ["allow", "deny"];

impl Levels {
    /// Reads the `allow(...)` and `deny(...)` that stand first.
    pub(crate) fn parse(&mut self, input: ParseStream<'_>, errors: &mut Vec<Error>) {
        while let Some(word) = level(input) {
            let parsed = parse_list(&word, input);
            if parsed.is_err() {
                skip_to_comma(input);
            }
            match parsed {
                Ok(list) => {
                    for item in list {
                        match item {
                            Ok(item) => errors.extend(self.add(&word, item).err()),
                            Err(error) => errors.push(error),
                        }
                    }
                }
                Err(error) => errors.push(error),
            }
            if !input.is_empty() && input.parse::<Token![,]>().is_err() {
                errors.push(input.error("expected `,` after the findings"));
            }
        }
    }

    fn add(&mut self, word: &Ident, level: Level) -> Result<()> {
        let has = |list: &[Level]| list.iter().any(|it| it.finding == level.finding);
        let text = level.finding.text;
        let message =
            if has(&self.allowed) && word == "deny" || has(&self.denied) && word == "allow" {
                format!("`{text}` is allowed and denied")
            } else if has(&self.allowed) || has(&self.denied) {
                format!("`{text}` is named twice")
            } else {
                let list = if word == "allow" { &mut self.allowed } else { &mut self.denied };
                list.push(level);
                return Ok(());
            };
        Err(Error::new(level.extent.first, message))
    }
}

/// The word `allow` or `deny`, if it comes next.
fn level(input: ParseStream<'_>) -> Option<Ident> {
    let word: Ident = input.fork().parse().ok()?;
    LEVELS.iter().any(|level| word == level).then_some(word)
}

/// The `(padding-waste, reorder)` behind the word; each identifier may have a fault of its own.
fn parse_list(word: &Ident, input: ParseStream<'_>) -> Result<Vec<Result<Level>>> {
    let expected = || format!("`{word}` takes findings: `{word}(padding-waste)`");
    input.parse::<Ident>()?;
    if !input.peek(token::Paren) {
        return Err(Error::new(word.span(), expected()));
    }
    let inner;
    let paren = syn::parenthesized!(inner in input);
    if inner.is_empty() {
        return Err(Error::new(paren.span.join(), expected()));
    }
    let mut list = Vec::new();
    while !inner.is_empty() {
        list.push(parse_finding(&inner));
        skip_to_comma(&inner);
        inner.parse::<Option<Token![,]>>()?;
    }
    Ok(list)
}

/// An identifier: words with hyphens between them.
fn parse_finding(input: ParseStream<'_>) -> Result<Level> {
    let first = input.span();
    let mut last = first;
    let mut text = String::new();
    while let Ok(word) = input.call(Ident::parse_any) {
        last = word.span();
        text.push_str(&word.to_string());
        if input.parse::<Token![-]>().is_err() {
            break;
        }
        text.push('-');
    }
    if text.is_empty() {
        return Err(Error::new(first, "expected a finding such as `padding-waste`"));
    }
    let at_end = input.is_empty() || input.peek(Token![,]);
    let known = FINDINGS.iter().copied().find(|finding| finding.text == text);
    match known {
        Some(finding) if at_end => Ok(Level { finding, extent: Extent { first, last } }),
        Some(_) => Err(input.error("expected `,` between findings")),
        None => Err(unknown(&text, first)),
    }
}

fn unknown(text: &str, place: Span) -> Error {
    let known: Vec<&str> = FINDINGS.iter().map(|finding| finding.text).collect();
    let hyphened = text.replace('_', "-");
    if OF_FUTURES.contains(&hyphened.as_str()) {
        let message = format!(
            "`{hyphened}` is found in futures, which no derive describes; deny it for those of a program's debug \
             info: `program.futures().deny(…)`"
        );
        return Error::new(place, message);
    }
    let message = match nearest(&hyphened, &known) {
        Some(near) => format!("unknown finding `{text}`, did you mean `{near}`?"),
        None => format!("unknown finding `{text}`, expected one of: {}", known.join(", ")),
    };
    Error::new(place, message)
}
