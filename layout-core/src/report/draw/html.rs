use core::fmt::Display;
use std_alloc::string::{String, ToString};

use super::palette::STYLE;
use super::xml::Escaped;
use crate::put::put;

/// The style of what is on a page beside pictures.
const PAGE_STYLE: &str = "\
body.layout{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}\
main{max-width:60rem;margin:0 auto;padding:2rem 1.25rem 4rem}\
h1{font-size:2rem;line-height:1.2}h2{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--rule)}\
h3{margin-top:2rem}a{color:inherit}nav ol{columns:2 14rem;column-gap:3rem;padding-left:1.8rem}\
p{max-width:44rem}p.claim{border-left:4px solid var(--c1);padding-left:.8rem}\
pre{overflow-x:auto;padding:.8rem 1rem;border:1px solid var(--rule);border-radius:6px;\
font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}pre.code{background:var(--waste)}pre .waste{background:var(--waste);color:var(--muted)}\
table{border-collapse:collapse;font-size:14px}td,th{padding:.2rem .8rem .2rem 0;text-align:left;\
border-bottom:1px solid var(--rule)}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}\
td code{font-size:13px}figure{margin:1rem 0;overflow-x:auto}figcaption,.muted{color:var(--muted)}\
svg.layout{max-width:100%;height:auto}@media(max-width:40rem){figure svg.layout{max-width:none}}\
";

/// A page that needs no other file. `body` is HTML; the title is text.
#[inline]
pub fn page(title: &dyn Display, body: &str) -> String {
    page_with(title, body, "", "")
}

/// A page that needs no other file and may load none, with a style and a script of its own.
#[inline]
pub fn page_with(title: &dyn Display, body: &str, style: &str, script: &str) -> String {
    let most = body.len() + style.len() + script.len() + STYLE.len() + PAGE_STYLE.len() + 1024;
    let mut page = String::with_capacity(most);
    put!(
        &mut page,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'; script-src 'unsafe-inline'\"/>\n\
         <title>",
        Escaped(title.to_string()),
        "</title>\n<style>",
        STYLE,
        PAGE_STYLE,
        style,
        "</style>\n</head>\n<body class=\"layout\">\n<main>\n",
        body,
        "</main>\n",
    );
    if !script.is_empty() {
        put!(&mut page, "<script>\n", script, "</script>\n");
    }
    page.push_str("</body>\n</html>\n");
    page
}
