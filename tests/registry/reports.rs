//! The report on all types, in each of its forms.

use std::cmp::Reverse;

use expect_test::expect;
use layout_core::FindingId;
use layout_core::analysis::Severity;
use layout_core::registry::{ProgramReport, Rank, Totals, TypeSummary};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::{Value, json};

use crate::types_of;

fn names(report: &ProgramReport) -> Vec<&str> {
    report
        .types()
        .iter()
        .map(|summary| summary.entry().expect("it is derived").layout().name)
        .collect()
}

#[test]
fn types_are_ranked_as_asked() {
    let report = || types_of("many::m0::n0").report();
    let ranked = |rank| report().ranked(rank);
    assert_eq!(names(&report())[..3], ["Message", "Page", "Header"]);
    assert_eq!(names(&ranked(Rank::Size))[..2], ["Page", "Message"]);
    assert_eq!(names(&ranked(Rank::CacheLines))[..2], ["Page", "Message"]);
    assert_eq!(names(&ranked(Rank::Name))[..2], ["Answer", "Counters"]);
    let by_findings = ranked(Rank::Findings);
    let counts: Vec<_> = by_findings.types().iter().map(|it| it.findings().len()).collect();
    assert!(counts[0] > 0 && counts[9] == 0, "{counts:?}");
    let lost: Vec<_> =
        report().types().iter().map(layout_core::registry::TypeSummary::lost).collect();
    assert!(lost.is_sorted_by(|one, other| one >= other), "{lost:?}");
}

/// What a rank is documented to go by.
fn key(rank: Rank, summary: &TypeSummary) -> (usize, usize) {
    let layout = summary.entry().expect("it is derived").layout();
    let is_warning = |severity| severity == Severity::Warning;
    match rank {
        Rank::Size => (layout.size, summary.lost()),
        Rank::Lost => (summary.lost(), layout.size),
        Rank::CacheLines => (layout.cache_lines(), layout.size),
        Rank::Findings => {
            let warnings = summary.findings().iter().filter(|it| is_warning(it.severity)).count();
            (warnings, summary.findings().len())
        }
        _ => (0, 0),
    }
}

fn key_of_totals(rank: Rank, totals: &Totals) -> usize {
    match rank {
        Rank::Size | Rank::CacheLines => totals.size,
        Rank::Lost => totals.lost,
        Rank::Findings => totals.findings,
        _ => 0,
    }
}

/// The greatest first, and by name where they are alike.
#[test]
fn every_rank_goes_by_what_it_says() {
    for &rank in Rank::ALL {
        // Of one kind of type in all its modules, and of some that differ.
        let types = layout_core::registry::all().filter(|entry| {
            entry.layout().module_path.contains("m0::")
                || entry.layout().name == "Local"
                || entry.layout().module_path.contains("zoo")
        });
        let report = types.report().ranked(rank);
        let of_types = report.types().iter().map(|it| (Reverse(key(rank, it)), it.name()));
        let of_types: Vec<_> = of_types.collect();
        assert!(of_types.is_sorted(), "types by {rank:?}: {of_types:?}");
        let modules = report.modules();
        let of_modules: Vec<_> =
            modules.iter().map(|(_, totals)| Reverse(key_of_totals(rank, totals))).collect();
        assert!(of_modules.is_sorted(), "modules by {rank:?}: {modules:?}");
        assert!(rank == Rank::Name || of_modules.first() != of_modules.last(), "{modules:?}");
    }
    let warnings = |it: &TypeSummary| key(Rank::Findings, it).0;
    let report = types_of("many::m0::n0").report();
    let counts: Vec<_> = report.types().iter().map(warnings).collect();
    assert!(counts.iter().any(|&it| it > 1) || counts.contains(&1), "{counts:?} tell nothing");
}

/// What a table leaves out it counts; where nothing is left out, it says nothing of it.
#[test]
fn what_is_left_out_is_counted() {
    let report = types_of("zoo::wire").report();
    for (most, text, markdown) in [
        (3, "    and 1 more\n", "\nAnd 1 more.\n"),
        (1, "    and 3 more\n", "\nAnd 3 more.\n"),
        (4, "", ""),
        (5, "", ""),
    ] {
        let report = report.clone().top(most);
        let more = |text: &str| -> String {
            let lines = text.split_inclusive('\n').collect::<Vec<_>>();
            let at =
                lines.iter().position(|line| line.trim_start().to_lowercase().starts_with("and "));
            at.map_or(String::new(), |at| lines[at].to_owned())
        };
        assert_eq!(more(&report.to_string()), text, "the text of the first {most}");
        assert_eq!(
            more(&report.to_markdown()),
            markdown.trim_start_matches('\n'),
            "the first {most}"
        );
        let rows = report.to_markdown().matches("| `registry::zoo::wire::").count();
        assert_eq!(rows, most.min(4), "rows of the first {most}");
    }
}

#[test]
fn totals_are_sums_of_their_parts() {
    let report = types_of("many").report();
    let totals = report.totals();
    assert_eq!(totals.types, 1000);
    let size: usize = report.types().iter().map(layout_core::registry::TypeSummary::size).sum();
    assert_eq!(totals.size, size);
    let findings: usize = report.types().iter().map(|it| it.findings().len()).sum();
    assert_eq!(totals.findings, findings);
    assert_eq!(report.crates(), [("registry".to_owned(), totals)]);
    let modules = report.modules();
    assert_eq!(modules.len(), 100);
    assert_eq!(modules.iter().map(|(_, totals)| totals.size).sum::<usize>(), size);
    assert_eq!(modules.iter().map(|(_, totals)| totals.findings).sum::<usize>(), totals.findings);
    assert_eq!(modules.iter().map(|(_, totals)| totals.lost).sum::<usize>(), totals.lost);
}

#[test]
fn the_text_is_a_table_by_rank_and_tables_of_totals() {
    let report = types_of("zoo::wire").report().top(3);
    let text = report.to_string();
    let lines = |name: &str| {
        let source = include_str!("zoo.rs");
        source.lines().position(|line| line.ends_with(name)).unwrap() + 1
    };
    let text = text
        .replace(&format!(":{})", lines("enum Message {")), ":MESSAGE)")
        .replace(&format!(":{})", lines("struct Packet {")), ":PACKET)")
        .replace(&format!(":{})", lines("struct Frame {")), ":FRAME)");
    expect![[r"
        4 types of 1 crate: 26 bytes, of which 5 are lost (19.2 %); 0 findings

            lost    size  align  lines  findings  type, by bytes lost
               3      12      4      1         0  registry::zoo::wire::Message (tests/registry/zoo.rs:MESSAGE)
               1       8      4      1         0  registry::zoo::wire::Packet (tests/registry/zoo.rs:PACKET)
               1       2      2      1         0  registry::zoo::wire::Frame (tests/registry/zoo.rs:FRAME)
            and 1 more

            lost    size  types         findings  crate
               5      26      4                0  registry

            lost    size  types         findings  module
               5      26      4                0  registry::zoo::wire
    "]]
    .assert_eq(&text);
}

/// A reader of Markdown finds the tables whole, whatever is in the names.
#[test]
fn the_markdown_is_tables() {
    let report = types_of("zoo").report();
    let markdown = report.top(1000).to_markdown();
    let (mut tables, mut rows, mut code) = (0, 0, Vec::new());
    for event in Parser::new_ext(&markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => tables += 1,
            Event::Start(Tag::TableRow) => rows += 1,
            Event::Code(text) => code.push(text.to_string()),
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html} in\n{markdown}"),
            _ => {}
        }
    }
    assert_eq!((tables, rows), (3, 16 + 1 + 3), "{markdown}");
    assert!(code.contains(&"registry::zoo::state::Ring<registry::zoo::wire::Packet>".to_owned()));
    assert!(code.contains(&"reorder".to_owned()));
}

#[test]
fn the_json_has_every_type_with_its_layout() {
    let report = types_of("zoo").report();
    let text = report.to_json();
    let json: Value = serde_json::from_str(&text).unwrap();
    // The program has a line, and each type.
    assert_eq!(text.lines().count(), 1 + 16 + 1);
    let pretty = serde_json::to_string_pretty(&json).unwrap().len();
    assert!(5 * text.len() < 3 * pretty, "{} of {pretty} bytes", text.len());
    assert_eq!(json["format"], 1);
    assert_eq!(json["totals"]["types"], 16);
    assert_eq!(json["crates"][0]["name"], "registry");
    let types = json["types"].as_array().unwrap();
    assert_eq!(types.len(), 16);
    let session = types.iter().find(|it| it["name"] == "registry::zoo::state::Session").unwrap();
    assert_eq!((&session["lost"], &session["crate"]), (&14.into(), &"registry".into()));
    assert_eq!(session["layout"]["fields"][1]["offset"], 8);
    assert!(session["findings"].as_array().unwrap().iter().any(|it| it["id"] == "reorder"));
    // It is the layout of a record, which reads it back.
    for ty in types {
        let layout: layout_core::record::TypeRecord =
            serde_json::from_value(ty["layout"].clone()).unwrap();
        assert_eq!(layout.type_name, ty["name"].as_str().unwrap());
    }
}

/// The schema is that of the standard, from <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>, which
/// forbids every member that it does not know.
#[test]
fn the_sarif_keeps_to_the_schema() {
    let schema = sarif_schema();
    for module in ["zoo", "many", "zoo::wire"] {
        let log: Value = serde_json::from_str(&types_of(module).report().to_sarif()).unwrap();
        let faults: Vec<String> = schema.iter_errors(&log).map(|it| it.to_string()).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    }
    // The schema is one that finds faults.
    let mut log: Value = serde_json::from_str(&types_of("zoo").report().to_sarif()).unwrap();
    log["runs"][0]["results"][0]["level"] = "fatal".into();
    assert!(!schema.is_valid(&log));
}

#[test]
fn the_sarif_shows_each_finding_at_its_type() {
    let types = types_of("zoo");
    let report = types.report();
    let log: Value = serde_json::from_str(&report.to_sarif()).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let count: usize = report.types().iter().map(|it| it.findings().len()).sum();
    assert!(count > 0 && results.len() == count);
    let rules = &log["runs"][0]["tool"]["driver"]["rules"];
    assert_eq!(rules.as_array().unwrap().len(), FindingId::ALL.len());
    for result in results {
        let location = &result["locations"][0];
        let name = location["logicalLocations"][0]["fullyQualifiedName"].as_str().unwrap();
        let entry = types.iter().find(|entry| entry.name() == name).unwrap();
        let physical = &location["physicalLocation"];
        // The path is one from the root of the sources, which the reader knows.
        assert_eq!(
            physical["artifactLocation"],
            json!({ "uri": "tests/registry/zoo.rs", "uriBaseId": "%SRCROOT%" })
        );
        assert_eq!(physical["region"]["startLine"], entry.line());
        assert_eq!(physical["region"]["startColumn"], entry.column());
        // Of the name, or of the macro that registers the type.
        let line = include_str!("zoo.rs").lines().nth(entry.line() as usize - 1).unwrap();
        let column =
            |name: &str| usize::try_from(physical["region"][name].as_u64().unwrap()).unwrap() - 1;
        assert_eq!(physical["region"]["endLine"], entry.line());
        let text = &line[column("startColumn")..column("endColumn")];
        assert!([entry.layout().name, "register_layout!"].contains(&text), "{text:?} in {line:?}");
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}

/// What code scanning needs to tell targets, rules and results apart.
#[test]
fn the_sarif_is_as_code_scanning_reads_it() {
    let report = layout_core::registry::all().report();
    let log: Value = serde_json::from_str(&report.to_sarif()).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["automationDetails"]["id"], json!(format!("layout/{}/", report.target())));
    let mut uris = std::collections::BTreeSet::new();
    for rule in run["tool"]["driver"]["rules"].as_array().unwrap() {
        let id = rule["id"].as_str().unwrap();
        let text =
            |pointer: &str| rule.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        assert!(
            text("/fullDescription/text").len() > text("/shortDescription/text").len(),
            "{rule}"
        );
        assert!(text("/help/text").contains(&format!("allow({id})")), "{rule}");
        let uri = text("/helpUri").to_owned();
        let module = id.replace('-', "_");
        assert!(
            uri.ends_with(&format!("/layout_core/guide/findings/{module}/index.html")),
            "{rule}"
        );
        // The test `outputs guide` writes a page and a module for each finding.
        let guide = include_str!("../../layout-core/src/guide.rs");
        assert!(guide.contains(&format!("pub mod {module} {{}}")), "guide.rs has no {module}");
        assert!(uris.insert(uri), "{rule}");
    }
    let results = run["results"].as_array().unwrap();
    let hash = |result: &Value| result["partialFingerprints"]["primaryLocationLineHash"].clone();
    let hashes: std::collections::BTreeSet<String> =
        results.iter().map(|result| hash(result).as_str().unwrap().to_owned()).collect();
    assert_eq!(hashes.len(), results.len(), "two results have one hash");
    assert!(hashes.iter().any(|hash| hash.ends_with(":1")));
    // Where nothing is left out, nothing is said of it.
    assert_eq!(run["invocations"][0]["toolExecutionNotifications"], json!([]));
}

/// A check that names a number which is another one elsewhere.
#[cfg(target_pointer_width = "64")]
mod pinned {
    use layout_core::Layout;

    #[derive(Layout)]
    #[repr(C)]
    #[layout(size == 16, offset(kind) == 8)]
    pub(super) struct Node {
        next: *const u8,
        kind: u64,
    }
}

/// What differs on another target is in the JSON and in the SARIF as it is in the text, with the numbers there and what to
/// write.
#[cfg(target_pointer_width = "64")]
#[test]
fn a_pin_that_fails_elsewhere_is_told_in_each_format() {
    let report = types_of("reports::pinned").report();
    let json: Value = serde_json::from_str(&report.to_json()).unwrap();
    let finding = &json["types"][0]["findings"][0];
    let log: Value = serde_json::from_str(&report.to_sarif()).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(
        (&finding["id"], &finding["severity"]),
        (&json!("target-dependent"), &json!("note"))
    );
    assert_eq!((&result["ruleId"], &result["level"]), (&finding["id"], &finding["severity"]));
    let said = result["message"]["text"].as_str().unwrap();
    for part in [
        "16 bytes here and 12 on 32-bit x86",
        "`kind` lies at 4",
        "`on(i686, size == 12, offset(kind) == 4)`",
    ] {
        assert!(said.contains(part), "no `{part}` in `{said}`");
    }
    // What it is and what to do.
    for part in ["message", "remedy"] {
        assert!(said.contains(finding[part].as_str().unwrap()), "no {part} in `{said}`");
    }
    let region = &result["locations"][0]["physicalLocation"]["region"];
    let line = usize::try_from(region["startLine"].as_u64().unwrap()).unwrap();
    let line = include_str!("reports.rs").lines().nth(line - 1).unwrap();
    assert!(line.contains("struct Node"), "{line}");
}

/// The published schema, which forbids every member that it does not know.
pub(crate) fn sarif_schema() -> jsonschema::Validator {
    let mut schema: Value = serde_json::from_str(include_str!("sarif-schema-2.1.0.json")).unwrap();
    // A bracket that is closed and never opened, which not all dialects take; there is no language here.
    for of in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][of]["properties"]["language"]["pattern"];
        assert_eq!(language.take(), "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$");
        *language = "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$".into();
    }
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("the schema is one of JSON")
}
