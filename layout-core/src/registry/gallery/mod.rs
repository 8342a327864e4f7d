//! All types on one page.

mod link;
mod pack;

use core::fmt::Write;
use std_alloc::format;
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use link::Links;
use pack::pack;

use serde_json::Value;

use super::report::Headline;
use super::{ProgramReport, Rank, TypeSummary};
use crate::LayoutRecord;
use crate::analysis::FindingId;
use crate::layout::Kind;
use crate::put::Put as _;
use crate::record::{Row, ShortName, TypeRecord};
use crate::report::draw::{Escaped, page_with};
use crate::report::html::{self, OnPage, push_parts};
use crate::report::words::{Heading, Summary};

const STYLE: &str = include_str!("gallery.css");
const SCRIPT: &str = include_str!("gallery.js");

/// Writes to a text, which does not fail.
macro_rules! put {
    ($text:expr, $($arguments:tt)*) => {{
        let _ = write!($text, $($arguments)*);
    }};
}

/// The bytes of the cards that stand on the page as they are. A browser takes a while for each card, so that
/// those which come after are packed, and shown when a reader comes near.
const MOST_CARDS: usize = 2 << 20;
/// The types that the overview begins with.
const RANKED_AT_FIRST: usize = 20;
/// The cards that are packed and unpacked together.
const PACKED_TOGETHER: usize = 32;

impl ProgramReport {
    /// Returns all types with their pictures, as an HTML page that needs no other file and loads none.
    ///
    /// The page begins with a table, which links to the picture and the findings of each type. Readers can search,
    /// sort, and filter by finding. A field links to its type. Each type has its name as the anchor, so
    /// `layouts.html#my_crate::Packet` leads to it.
    ///
    /// For a large program, the pictures of the first 300 types or so are drawn at once. The others are packed, and
    /// unpacked when a reader scrolls near. A page of 20,000 types has about 15 MB and opens in a second or two.
    /// Without scripts, and in print, the packed pictures are missing.
    ///
    /// `/` goes to the search, `j` and `k` go to the next and the previous type, and Escape shows all types again. A
    /// filtered page prints only what it shows. Colors follow the reader's preference for light or dark.
    #[must_use]
    pub fn to_html(&self) -> String {
        let links = Links::new(self.types().iter().map(TypeSummary::name));
        let mut body = String::new();
        push_head(&mut body, self);
        push_overview(&mut body, self, &links);
        body.push_str("<div id=\"types\">\n");
        let (mut index, mut packed) = (String::from("["), Vec::new());
        let mut shown = 0;
        for (number, summary) in self.types().iter().enumerate() {
            let (card, row) = card(self, summary, number, &links);
            put!(index, "{}{row}", if number == 0 { "" } else { ",\n" });
            if packed.is_empty() && shown + card.len() <= MOST_CARDS {
                shown += card.len();
                let id = Escaped(links.id(number));
                put!(body, "<article id=\"{id}\" tabindex=\"-1\">\n{card}</article>\n");
            } else {
                packed.push(card);
            }
        }
        index.push(']');
        body.push_str("</div>\n");
        push_packed(&mut body, &index, &packed);
        body.push_str(html::DETAIL);
        let title = format!("Layouts for {}", self.target());
        let style = [html::STYLE, STYLE].concat();
        let script = [html::SCRIPT, SCRIPT].concat();
        page_with(&title, &body, &style, &script)
    }
}

/// What scripts need: of each type what it is found by, and the cards that are not on the page.
fn push_packed(body: &mut String, index: &str, packed: &[String]) {
    // Within a script nothing is markup but its end.
    let index = index.replace('<', "\\u003c");
    put!(body, "<script type=\"application/json\" id=\"index\">{index}</script>\n");
    if !packed.is_empty() {
        put!(
            body,
            "<noscript><p>With scripts, {} more types are shown.</p></noscript>\n",
            packed.len()
        );
    }
    for cards in packed.chunks(PACKED_TOGETHER) {
        let cards = serde_json::to_string(cards).expect("texts have a JSON form");
        put!(body, "<script type=\"text/plain\" class=\"packed\">{}</script>\n", pack(&cards));
    }
}

fn push_head(body: &mut String, report: &ProgramReport) {
    put!(body, "<h1>Layouts for {}</h1>\n", Escaped(report.target()));
    put!(body, "<p>{}.</p>\n{}", Escaped(Headline(report)), html::HINT);
    body.push_str(
        "<div id=\"tools\" role=\"search\">\n\
         <input id=\"search\" type=\"search\" aria-label=\"Search\" \
         placeholder=\"Types, fields, files\"/>\n",
    );
    push_sort(body, report.rank());
    push_filter(body, report);
    body.push_str("<output id=\"count\" aria-live=\"polite\"></output>\n</div>\n");
}

/// The types in a table, in the order of the page: of many the first, until a reader asks for all.
fn push_overview(body: &mut String, report: &ProgramReport, links: &Links) {
    body.push_str(
        "<div id=\"overview\"><table aria-label=\"Overview\">\n<thead><tr><th class=\"n\">lost</th>\
         <th class=\"n\">size</th><th class=\"n\">lines</th><th>type</th><th>findings</th></tr></thead>\n\
         <tbody id=\"ranked\">",
    );
    let types = report.types();
    for (number, summary) in types.iter().take(RANKED_AT_FIRST).enumerate() {
        body.push_str("<tr>");
        for figure in [summary.lost(), summary.size(), summary.cache_lines()] {
            put!(body, "<td class=\"n\">{figure}</td>");
        }
        let (url, name) = (links.to(number), summary.name());
        let short = ShortName(name).to_string();
        put!(body, "<td><a href=\"{url}\">{}</a> ", Escaped(&short));
        put!(body, "<span class=\"muted\">{}</span></td><td>", Escaped(name));
        for (index, id) in finding_ids(summary).iter().enumerate() {
            put!(body, "{}<code>{id}</code>", if index == 0 { "" } else { " " });
        }
        body.push_str("</td></tr>");
    }
    body.push_str("</tbody>\n</table>\n");
    let more = types.len().saturating_sub(RANKED_AT_FIRST);
    if more > 0 {
        put!(body, "<noscript><p>And {more} more.</p></noscript>\n");
    }
    body.push_str(
        "<button id=\"more\" hidden=\"\"></button>\n<p id=\"none\" hidden=\"\">No type matches.</p>\n</div>\n",
    );
}

fn push_sort(body: &mut String, rank: Rank) {
    body.push_str("<select id=\"sort\" aria-label=\"Sort by\">\n");
    for &choice in Rank::ALL {
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

/// What the page shows of a type, and what it is found by.
fn card(
    report: &ProgramReport,
    summary: &TypeSummary,
    index: usize,
    links: &Links,
) -> (String, Value) {
    let place = summary.declared().map(|place| place.to_string()).unwrap_or_default();
    let (name, mut card) = (summary.name(), String::new());
    let short = ShortName(name).to_string();
    put!(card, "<h2>{}</h2>\n<p class=\"what\">", Escaped(&short));
    let target = report.target().clone();
    let record = LayoutRecord::of(target, summary.record(), summary.findings());
    put!(card, "{}<br/>", Escaped(Heading(&record.layout).to_text()));
    let parts = record.layout.parts(false);
    html::Marked(&Summary(&record, &parts).to_text()).put(&mut card);
    card.push_str("<br/>");
    put!(
        card,
        "<span class=\"muted\"><span class=\"name\">{}</span> <span class=\"file\">{}</span></span>\
         </p>\n",
        Escaped(name),
        Escaped(&place),
    );
    let link = |part: usize, row: &Row<'_>| links.url(type_of(&record.layout, part, row)?, index);
    let prefix = format!("{index}-");
    push_parts(&mut card, &record, &parts, &OnPage { level: 3, prefix: &prefix, link: &link });

    let fields = record.layout.fields.iter();
    let of_variants = record.layout.variants.iter().flat_map(|variant| &variant.fields);
    let fields: Vec<&str> = fields.chain(of_variants).map(|field| &*field.name).collect();
    let row = serde_json::json!([
        links.id(index),
        name,
        short,
        place,
        fields.join(" "),
        summary.size(),
        summary.lost(),
        summary.cache_lines(),
        summary.warnings(),
        finding_ids(summary).join(" "),
    ]);
    (card, row)
}

/// What was found in a type, each once.
fn finding_ids(summary: &TypeSummary) -> Vec<&'static str> {
    let mut ids = Vec::new();
    for finding in summary.findings() {
        if !ids.contains(&finding.id.as_str()) {
            ids.push(finding.id.as_str());
        }
    }
    ids
}

/// The full name of the type of a row.
fn type_of<'a>(layout: &'a TypeRecord, part: usize, row: &Row<'_>) -> Option<&'a str> {
    if !row.is_field() {
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
