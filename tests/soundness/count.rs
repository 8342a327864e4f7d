//! The word `unsafe` in a source, read as tokens: not in comments, texts and names.

use std::fmt::{self, Display, Formatter};

use proc_macro2::{LexError, TokenStream, TokenTree};

/// A place where a source says `unsafe`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Site {
    /// From 1.
    pub(crate) line: usize,
    pub(crate) kind: Kind,
}

/// What is unsafe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Block,
    Impl,
    /// Or the type of one.
    Function,
    Trait,
}

/// How many there are.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) blocks: usize,
    pub(crate) impls: usize,
    pub(crate) functions: usize,
    pub(crate) traits: usize,
}

impl Display for Kind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Block => "a block",
            Self::Impl => "an implementation",
            Self::Function => "a function",
            Self::Trait => "a trait",
        })
    }
}

impl Counts {
    pub(crate) fn of(sites: &[Site]) -> Self {
        let mut counts = Self::default();
        for site in sites {
            *match site.kind {
                Kind::Block => &mut counts.blocks,
                Kind::Impl => &mut counts.impls,
                Kind::Function => &mut counts.functions,
                Kind::Trait => &mut counts.traits,
            } += 1;
        }
        counts
    }
}

/// All places in a source, in order.
pub(crate) fn sites(source: &str) -> Result<Vec<Site>, LexError> {
    let mut sites = Vec::new();
    visit(source.parse()?, &mut sites);
    Ok(sites)
}

fn visit(tokens: TokenStream, sites: &mut Vec<Site>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => visit(group.stream(), sites),
            TokenTree::Ident(word) if word == "unsafe" => {
                let kind = tokens.peek().map_or(Kind::Block, kind_before);
                sites.push(Site { line: word.span().start().line, kind });
            }
            _ => {}
        }
    }
}

/// What is unsafe, by the token that follows. What is none of the others, such as an attribute, counts as
/// a block.
fn kind_before(token: &TokenTree) -> Kind {
    match token {
        TokenTree::Ident(word) if word == "impl" => Kind::Impl,
        TokenTree::Ident(word) if word == "trait" => Kind::Trait,
        TokenTree::Ident(word) if word == "fn" || word == "extern" => Kind::Function,
        _ => Kind::Block,
    }
}

/// The count itself must be able to see.
#[test]
fn each_kind_is_seen_and_words_are_not() {
    let source = r##"
        // unsafe { comment }
        /// unsafe { documentation }
        #![forbid(unsafe_code)]
        const TEXT: &str = "unsafe {"; const RAW: &str = r#"unsafe impl"#;
        unsafe trait T {}
        unsafe impl T for u8 {}
        unsafe fn one() { unsafe { two() }; unsafe { unsafe { three() } } }
        unsafe extern "C" fn four() {}
        macro_rules! five { ($x:ty) => { unsafe impl T for $x {} } }
        quote! { #head unsafe { #tail } }
    "##;
    let sites = sites(source).unwrap();
    let Counts { blocks, impls, functions, traits } = Counts::of(&sites);
    assert_eq!((blocks, impls, functions, traits), (4, 2, 2, 1));
    assert_eq!(
        sites.iter().map(|site| site.line).collect::<Vec<_>>(),
        [6, 7, 8, 8, 8, 8, 9, 10, 11]
    );
}
