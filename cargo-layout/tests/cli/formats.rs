//! What programs and pages read.

use serde_json::Value;
use snapbox::assert_data_eq;

use crate::support::{layout, scratch, snapshot};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn tables_have_each_form() {
    let markdown = layout(["-p", "plain", "--message-format", "markdown", "-n", "3"]);
    assert_data_eq!(markdown.succeeds(), snapshot("list.md"));

    let report = json(&layout(["-p", "plain", "--message-format", "json"]).succeeds());
    assert_eq!(report["format"], 1);
    let types = report["types"].as_array().unwrap();
    let session = types.iter().find(|it| it["name"] == "plain::Session").unwrap();
    assert_eq!(session["layout"]["size"], 24);
    assert_eq!(session["file"], "plain/src/lib.rs");
    assert_eq!(session["findings"][0]["id"], "reorder");
}

#[test]
fn code_scanning_finds_the_lines() {
    let log = json(&layout(["-p", "plain", "--message-format", "sarif"]).succeeds());
    let results = log["runs"][0]["results"].as_array().unwrap();
    let of = |id: &str| results.iter().find(|it| it["ruleId"] == id).unwrap();
    let place = &of("reorder")["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "plain/src/lib.rs");
    assert_eq!(place["region"]["startLine"], 8);
    of("large-variant");
}

#[test]
fn a_type_has_each_form() {
    let show = |format| layout(["show", "wire::Packet", "--format", format]).succeeds();
    assert_data_eq!(show("markdown"), snapshot("show.md"));
    let record: layout_core::LayoutRecord = serde_json::from_str(&show("json")).unwrap();
    assert_eq!((record.layout.size, record.layout.fields.len()), (8, 3));
    assert!(show("svg").starts_with("<svg"), "{}", show("svg"));
    assert!(show("html").contains("</html>"), "{}", show("html"));
    let session = layout(["show", "plain::Session", "--format", "text", "--deep"]).succeeds();
    assert!(session.contains("reorder"), "{session}");
}

/// Which fields lie in the order of C is not told: a type of Rust alone has no counterpart.
#[test]
fn assertions_in_c_say_why_there_are_none() {
    let run = layout(["show", "wire::Packet", "--format", "c"]);
    match run.code {
        Some(0) => assert!(run.stdout.contains("offsetof"), "{}", run.stdout),
        _ => assert!(run.fails(2).contains("repr"), "{}", run.stderr),
    }
}

#[test]
fn the_page_is_written_where_it_is_asked_for() {
    let page = scratch("pages").join("all types.html");
    let run =
        layout(["-p".as_ref(), "plain".as_ref(), "html".as_ref(), "-o".as_ref(), page.as_os_str()]);
    assert_eq!(run.succeeds().trim_end(), page.to_str().unwrap());
    let text = std::fs::read_to_string(&page).unwrap();
    assert!(text.contains("plain::wire::Packet") && text.trim_end().ends_with("</html>"));
    let default = layout(["-p", "bare", "html"]).succeeds();
    assert!(default.trim_end().ends_with("target/layout/layouts.html"), "{default}");
}
