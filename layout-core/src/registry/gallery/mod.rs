//! All types on one page.

mod link;

use core::fmt::Write;
use std_alloc::format;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use link::Links;

use super::report::Headline;
use super::shallow::shallow;
use super::{ProgramReport, Rank, TypeSummary};
use crate::LayoutRecord;
use crate::layout::{FindingId, Kind};
use crate::picture::{Escaped, page_with};
use crate::record::{Row, TypeRecord, What};
use crate::report::html::{self, OnPage, push_findings, push_part};
use crate::report::summary::{Heading, Summary};

const STYLE: &str = include_str!("gallery.css");
const SCRIPT: &str = include_str!("gallery.js");

impl ProgramReport {
    /// All types with their pictures as an HTML page that needs no other file and loads none.
    ///
    /// The page can be searched, sorted and filtered by finding; the type of a field leads to that type.
    /// Without scripts it shows all types in the order of the report. Each type has its name as the anchor,
    /// so that `layouts.html#my_crate::Packet` leads to it.
    ///
    /// `/` goes to the search, `j` and `k` to the next and the last type, Escape shows all types again. It
    /// prints as it is filtered. Colours follow the reader's preference for light or dark.
    #[must_use]
    pub fn to_html(&self) -> String {
        let links = Links::new(self.types().iter().map(TypeSummary::name));
        let mut body = String::new();
        push_head(&mut body, self);
        body.push_str("<div id=\"types\">\n");
        for (index, summary) in self.types().iter().enumerate() {
            push_type(&mut body, self, summary, index, &links);
        }
        body.push_str(
            "</div>\n<p id=\"none\" hidden=\"\">No type matches.</p>\n\
             <p id=\"detail\" role=\"status\">Point at a byte, or tap it; or go there with Tab and the arrow \
             keys.</p>\n",
        );
        let title = format!("Layouts for {}", self.target());
        let style = [html::STYLE, STYLE].concat();
        let script = [html::SCRIPT, SCRIPT].concat();
        page_with(&title, &body, &style, &script)
    }
}

/// Writes to a text, which does not fail.
macro_rules! put {
    ($text:expr, $($arguments:tt)*) => {{
        let _ = write!($text, $($arguments)*);
    }};
}

fn push_head(body: &mut String, report: &ProgramReport) {
    put!(body, "<h1>Layouts for {}</h1>\n", Escaped(report.target()));
    put!(body, "<p>{}.</p>\n", Escaped(Headline(report)));
    body.push_str(
        "<div id=\"tools\" role=\"search\">\n\
         <input id=\"search\" type=\"search\" aria-label=\"Search\" \
         placeholder=\"Types, fields, files\"/>\n",
    );
    push_sort(body, report.rank());
    push_filter(body, report);
    body.push_str("<output id=\"count\" aria-live=\"polite\"></output>\n</div>\n");
}

fn push_sort(body: &mut String, rank: Rank) {
    body.push_str("<select id=\"sort\" aria-label=\"Sort by\">\n");
    for choice in Rank::ALL {
        let selected = if choice == rank { " selected=\"\"" } else { "" };
        put!(body, "<option value=\"{0}\"{selected}>by {0}</option>\n", choice.words());
    }
    body.push_str("</select>\n");
}

/// The findings that there are, with how many types have them.
fn push_filter(body: &mut String, report: &ProgramReport) {
    let count = |predicate: &dyn Fn(&TypeSummary) -> bool| {
        report.types().iter().filter(|summary| predicate(summary)).count()
    };
    body.push_str("<select id=\"finding\" aria-label=\"Filter by finding\">\n");
    put!(body, "<option value=\"\">all types</option>\n");
    let any = count(&|summary| !summary.findings().is_empty());
    put!(body, "<option value=\"*\">any finding ({any})</option>\n");
    for &id in FindingId::ALL {
        let found = count(&|summary| summary.findings().iter().any(|finding| finding.id == id));
        if found > 0 {
            put!(body, "<option value=\"{id}\">{id} ({found})</option>\n");
        }
    }
    body.push_str("</select>\n");
}

fn push_type(
    body: &mut String,
    report: &ProgramReport,
    summary: &TypeSummary,
    index: usize,
    links: &Links,
) {
    let (entry, layout) = (summary.entry(), summary.entry().layout());
    let findings: Vec<String> = summary.findings().iter().map(|it| it.id.to_string()).collect();
    put!(
        body,
        "<article id=\"{}\" tabindex=\"-1\" data-size=\"{}\" data-lost=\"{}\" data-lines=\"{}\" \
         data-warnings=\"{}\" data-findings=\"{}\">\n",
        Escaped(links.id(index)),
        layout.size,
        summary.lost(),
        layout.cache_lines(),
        summary.warnings(),
        findings.join(" "),
    );
    let name = summary.name();
    let short = crate::report::ShortName(name).to_string();
    put!(body, "<h2>{}</h2>\n<p class=\"what\">", Escaped(short));
    let (target, shallow) = (report.target().clone(), shallow(layout));
    let record = LayoutRecord::of(target, shallow, summary.findings().to_vec());
    put!(body, "{}<br/>", Escaped(Heading(&record.layout)));
    put!(body, "{}<br/>", Escaped(Summary(&record)));
    put!(
        body,
        "<span class=\"muted\"><span class=\"name\">{}</span> <span class=\"file\">{}:{}</span></span>\
         </p>\n",
        Escaped(name),
        Escaped(entry.file()),
        entry.line(),
    );
    push_parts(body, &record, index, links);
    push_findings(body, &record, 3);
    body.push_str("</article>\n");
}

fn push_parts(body: &mut String, record: &LayoutRecord, index: usize, links: &Links) {
    for (number, part) in record.layout.parts(false).iter().enumerate() {
        let link = |row: &Row| {
            let ty = type_of(&record.layout, number, row)?;
            links.url(ty, index)
        };
        let prefix = format!("{index}-{number}");
        push_part(body, record, part, &OnPage { level: 3, prefix: &prefix, link: &link });
    }
}

/// The full name of the type of a row.
fn type_of<'a>(layout: &'a TypeRecord, part: usize, row: &Row) -> Option<&'a str> {
    if !matches!(row.what, What::Field | What::Tail) {
        return None;
    }
    if !layout.kind.has_fields() && layout.kind != Kind::Enum {
        return layout.element.as_ref().map(|element| element.type_name.as_str());
    }
    let fields = match layout.kind {
        Kind::Enum => &layout.variants.get(part)?.fields,
        _ => &layout.fields,
    };
    let field = fields.get(row.outermost?)?;
    Some(&field.type_name)
}
