//! The text of a file with all its mutants in it, each behind a question whether it is the chosen one.
//!
//! What is put in front of a piece of code, and behind it, stands on lines of its own, so that a line of an
//! error of the compiler tells the mutant.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use proc_macro2::{LineColumn, Span};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::Result;
use crate::list::{Mutant, Position};

/// The mutants that a line, from 1, is of.
pub(crate) type OfLines = BTreeMap<usize, Vec<usize>>;

/// A file with its mutants.
pub(crate) struct Switched {
    pub(crate) text: String,
    pub(crate) lines: OfLines,
    /// The mutants whose place was found.
    pub(crate) found: BTreeSet<usize>,
}

/// Text to be put around a piece of code.
struct Edit {
    around: Range<usize>,
    /// Whole lines, those of a mutant together.
    before: Vec<(usize, String)>,
    after: &'static str,
}

/// The source with those of its mutants that compile.
pub(crate) fn switch(source: &str, mutants: &[&Mutant]) -> Result<Switched> {
    let file = syn::parse_file(source)?;
    let mut finder = Finder { source, offsets: Offsets::new(source), mutants, edits: Vec::new() };
    finder.visit_file(&file);
    let mut edits = finder.edits;
    // The outer ones first.
    edits.sort_by_key(|edit| (edit.around.start, std::cmp::Reverse(edit.around.end)));
    let mut writer = Writer { source, line: 1, text: String::new(), lines: BTreeMap::new() };
    writer.write(0..source.len(), &edits);
    let found = edits.iter().flat_map(|edit| edit.before.iter().map(|(id, _)| *id)).collect();
    Ok(Switched { text: writer.text, lines: writer.lines, found })
}

struct Writer<'a> {
    source: &'a str,
    line: usize,
    text: String,
    lines: OfLines,
}

impl Writer<'_> {
    /// Writes a range of the source with the edits in it.
    fn write(&mut self, range: Range<usize>, mut edits: &[Edit]) {
        let mut at = range.start;
        while let [edit, rest @ ..] = edits {
            let inner = rest.iter().take_while(|it| it.around.start < edit.around.end).count();
            let (inner, rest) = rest.split_at(inner);
            self.push(at..edit.around.start);
            self.push_lines(&edit.before);
            self.write(edit.around.clone(), inner);
            self.line += edit.after.matches('\n').count();
            self.text.push_str(edit.after);
            (at, edits) = (edit.around.end, rest);
        }
        self.push(at..range.end);
    }

    fn push(&mut self, range: Range<usize>) {
        let text = &self.source[range];
        self.line += text.matches('\n').count();
        self.text.push_str(text);
    }

    fn push_lines(&mut self, before: &[(usize, String)]) {
        self.text.push('\n');
        self.line += 1;
        for (mutant, text) in before {
            let lines = text.matches('\n').count();
            for line in self.line..self.line + lines {
                self.lines.entry(line).or_default().push(*mutant);
            }
            self.text.push_str(text);
            self.line += lines;
        }
    }
}

/// Where lines begin, in bytes.
struct Offsets(Vec<usize>);

impl Offsets {
    fn new(source: &str) -> Self {
        let ends = source.match_indices('\n').map(|(index, _)| index + 1);
        Self(std::iter::once(0).chain(ends).collect())
    }

    /// Columns of spans are counted in characters, from 0.
    fn of(&self, source: &str, place: LineColumn) -> usize {
        let start = self.0[place.line - 1];
        let column = source[start..].char_indices().nth(place.column);
        column.map_or(source.len(), |(offset, _)| start + offset)
    }
}

/// Finds where mutants are.
struct Finder<'a> {
    source: &'a str,
    offsets: Offsets,
    mutants: &'a [&'a Mutant],
    edits: Vec<Edit>,
}

impl<'a> Finder<'a> {
    fn range(&self, span: Span) -> Range<usize> {
        self.offsets.of(self.source, span.start())..self.offsets.of(self.source, span.end())
    }

    fn text(&self, span: Span) -> &'a str {
        &self.source[self.range(span)]
    }

    /// The mutants of a genre at a place.
    fn at(&self, genre: &str, span: Span) -> Vec<&'a Mutant> {
        let position = |place: LineColumn| Position { line: place.line, column: place.column + 1 };
        let start = position(span.start());
        let here = |mutant: &&&Mutant| mutant.genre == genre && mutant.start == start;
        self.mutants.iter().filter(here).copied().collect()
    }

    /// An expression that is another one for each mutant.
    fn replace(&mut self, whole: Span, mutants: &[&Mutant], other: impl Fn(&Mutant) -> String) {
        let mut before = Vec::new();
        for mutant in mutants {
            let open = if before.is_empty() { "(" } else { "" };
            let text =
                format!("{open}if crate::__mutant({}) {{\n{}\n}} else\n", mutant.id, other(mutant));
            before.push((mutant.id, text));
        }
        if let Some((_, last)) = before.last_mut() {
            // In parentheses, as one that begins with a block ends there where a statement may begin.
            *last += "{\n(";
            self.edits.push(Edit { around: self.range(whole), before, after: "\n)})\n" });
        }
    }

    /// What goes in front of a piece of code, for one mutant.
    fn before(&mut self, around: Range<usize>, mutant: &Mutant, text: String, after: &'static str) {
        self.edits.push(Edit { around, before: vec![(mutant.id, text)], after });
    }

    /// A function that returns something else at once.
    fn function(&mut self, block: &syn::Block) {
        let (Some(first), Some(last)) = (block.stmts.first(), block.stmts.last()) else { return };
        let start = self.offsets.of(self.source, block.brace_token.span.open().end());
        let place = (first.span().start(), last.span().end());
        let mutants = self.mutants.iter().filter(|mutant| {
            let (start, end) = place;
            mutant.genre == "FnValue"
                && mutant.start == Position { line: start.line, column: start.column + 1 }
                && mutant.end == Position { line: end.line, column: end.column + 1 }
        });
        let returned = mutants.map(|Mutant { id, replacement, .. }| {
            (*id, format!("if crate::__mutant({id}) {{\nreturn {replacement};\n}}\n"))
        });
        let before: Vec<_> = returned.collect();
        if !before.is_empty() {
            self.edits.push(Edit { around: start..start, before, after: "" });
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_expr_binary(&mut self, node: &'ast syn::ExprBinary) {
        let mutants = self.at("BinaryOperator", node.op.span());
        let (left, right) = (self.text(node.left.span()), self.text(node.right.span()));
        self.replace(node.span(), &mutants, |mutant| {
            format!("({left}) {} ({right})", mutant.replacement)
        });
        visit::visit_expr_binary(self, node);
    }

    fn visit_expr_unary(&mut self, node: &'ast syn::ExprUnary) {
        let mutants = self.at("UnaryOperator", node.op.span());
        let operand = self.text(node.expr.span());
        self.replace(node.span(), &mutants, |_| format!("({operand})"));
        visit::visit_expr_unary(self, node);
    }

    fn visit_expr_struct(&mut self, node: &'ast syn::ExprStruct) {
        for field in &node.fields {
            let mutants = self.at("StructField", field.span());
            let others = node.fields.iter().filter(|other| other.member != field.member);
            let rest = node.rest.as_ref().map_or("", |rest| self.text(rest.span()));
            let path = self.text(node.path.span());
            let mut kept: Vec<_> = others.map(|it| self.text(it.span()).to_owned()).collect();
            kept.push(format!("..{rest}"));
            let kept = kept.join(", ");
            self.replace(node.span(), &mutants, |_| format!("{path} {{ {kept} }}"));
        }
        visit::visit_expr_struct(self, node);
    }

    fn visit_arm(&mut self, node: &'ast syn::Arm) {
        let deleted = self.at("MatchArm", node.span());
        if let syn::Pat::Guard(syn::PatGuard { guard, .. }) = &node.pat {
            if let Some(mutant) = deleted.first() {
                let asked = format!("!crate::__mutant({}) && (\n", mutant.id);
                self.before(self.range(guard.span()), mutant, asked, "\n)\n");
            }
            let mutants = self.at("MatchArmGuard", guard.span());
            self.replace(guard.span(), &mutants, |mutant| mutant.replacement.clone());
        } else if let Some(mutant) = deleted.first() {
            let end = self.range(node.pat.span()).end;
            let asked = format!("if !crate::__mutant({})\n", mutant.id);
            self.before(end..end, mutant, asked, "");
        }
        visit::visit_arm(self, node);
    }

    fn visit_item_fn(&mut self, node: &'ast syn::ItemFn) {
        self.function(&node.block);
        visit::visit_item_fn(self, node);
    }

    fn visit_impl_item_fn(&mut self, node: &'ast syn::ImplItemFn) {
        self.function(&node.block);
        visit::visit_impl_item_fn(self, node);
    }

    fn visit_trait_item_fn(&mut self, node: &'ast syn::TraitItemFn) {
        node.default.iter().for_each(|block| self.function(block));
        visit::visit_trait_item_fn(self, node);
    }
}
