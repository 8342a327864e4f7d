use serde_json::{Value, json};
use std_alloc::collections::{BTreeMap, BTreeSet};
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::json::to_text;
use super::uri::Uri;
use super::{ProgramReport, TypeSummary};
use crate::analysis::FindingId;
use crate::analysis::{Finding, Severity};
use crate::registry::Entry;

const DOCUMENTATION: &str = "https://docs.rs/layout-core";

/// The results that a log has at most.
///
/// Source: [GitHub, SARIF support for code scanning][limits]: it takes 25,000 results of a run and shows the
/// 5,000 of the greatest severity.
///
/// [limits]: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#validating-your-sarif-file
const MOST_RESULTS: usize = 5_000;

impl ProgramReport {
    /// Returns the findings as [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), with
    /// which code scanning shows each finding at the name of its type.
    ///
    /// Paths are relative to the directory of the compiler, which is that of the workspace. Types of other crates
    /// have absolute paths. A log is for one target and has its own category in code scanning, so logs of several
    /// targets can stand side by side.
    ///
    /// Code scanning shows 5,000 results of a log. If there are more findings, the log lists warnings first, and the
    /// findings of one severity in the order of this report. A notification says how many are left out.
    #[must_use]
    pub fn to_sarif(&self) -> String {
        let all: Vec<(&TypeSummary, &Finding)> = self
            .types
            .iter()
            .flat_map(|summary| summary.findings().iter().map(move |finding| (summary, finding)))
            .collect();
        let mut shown = all.clone();
        shown.sort_by_key(|(_, finding)| core::cmp::Reverse(finding.severity));
        shown.truncate(MOST_RESULTS);
        let mut hashes = Hashes::new(&self.types);
        let results: Vec<Value> =
            shown.iter().map(|(summary, finding)| result(summary, finding, &mut hashes)).collect();
        let rules: Vec<Value> = FindingId::ALL.iter().copied().map(rule).collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "layout",
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "informationUri": DOCUMENTATION,
                    "rules": rules,
                }},
                // What stands before the last slash is the category: two logs of one replace each other.
                "automationDetails": { "id": std_alloc::format!("layout/{}/", self.target) },
                "columnKind": "unicodeCodePoints",
                "invocations": [{
                    "executionSuccessful": true,
                    "toolExecutionNotifications": left_out(all.len() - shown.len()),
                }],
                "results": results,
            }],
        });
        to_text(&log)
    }
}

/// Says how many findings a log has not.
fn left_out(count: usize) -> Vec<Value> {
    let text = std_alloc::format!(
        "{count} findings of the least severity are left out: code scanning shows {MOST_RESULTS} results of a \
         run; report fewer types at once, or fix the warnings first"
    );
    let note = json!({ "level": "note", "message": { "text": text } });
    if count > 0 { Vec::from([note]) } else { Vec::new() }
}

fn rule(id: FindingId) -> Value {
    let about = id.summary();
    // The guide has a page for each, which the documentation holds as a module.
    let page = id.as_str().replace('-', "_");
    let uri =
        std_alloc::format!("{DOCUMENTATION}/latest/layout_core/guide/findings/{page}/index.html");
    let help = std_alloc::format!(
        "{about} The message of each result says what to do. To accept it in a type, put \
         #[layout(allow({id}))] on the type."
    );
    let markdown = std_alloc::format!(
        "{about} The message of each result says what to do. To accept it in a type, put \
         `#[layout(allow({id}))]` on the type.\n\n[{id} in the documentation]({uri})"
    );
    json!({
        "id": id.as_str(),
        "name": std_alloc::format!("{id:?}"),
        "shortDescription": { "text": about },
        "fullDescription": { "text": help },
        "help": { "text": help, "markdown": markdown },
        "helpUri": uri,
        "properties": { "tags": ["layout", "performance"], "precision": "high" },
    })
}

/// Hashes by which code scanning knows a result again, wherever it moves in the source.
struct Hashes {
    /// The names that several types have.
    shared: BTreeSet<String>,
    /// How many results have a hash so far.
    counts: BTreeMap<u64, usize>,
}

impl Hashes {
    fn new(types: &[TypeSummary]) -> Self {
        let mut names = BTreeSet::new();
        let mut shared = BTreeSet::new();
        for summary in types {
            if !names.insert(summary.name()) {
                shared.insert(summary.name().into());
            }
        }
        Self { shared, counts: BTreeMap::new() }
    }

    /// The hash of a finding of a type: the same in the next version of its crate, but for a program of
    /// both, and another one for each type.
    fn next(&mut self, summary: &TypeSummary, id: FindingId) -> String {
        let name = summary.name();
        let version =
            summary.entry().and_then(Entry::version).filter(|_| self.shared.contains(name));
        let text = std_alloc::format!("{name} {} {id}", version.unwrap_or_default());
        // 64-bit FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/
        let step = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, step);
        let count = self.counts.entry(hash).or_default();
        *count += 1;
        std_alloc::format!("{hash:016x}:{count}")
    }
}

fn result(summary: &TypeSummary, finding: &Finding, hashes: &mut Hashes) -> Value {
    let mut location = json!({
        "logicalLocations": [{
            "name": summary.short_name(),
            "fullyQualifiedName": summary.name(),
            "kind": "type",
        }],
    });
    if let Some(place) = summary.declared_of(finding) {
        let uri = Uri(place.file);
        let mut artifact = json!({ "uri": uri.to_string() });
        if !uri.is_absolute() {
            artifact["uriBaseId"] = json!("%SRCROOT%");
        }
        let mut region = json!({ "startLine": place.line, "endLine": place.line });
        if let Some((start, end)) = place.columns {
            region["startColumn"] = json!(start);
            region["endColumn"] = json!(end);
        }
        location["physicalLocation"] = json!({ "artifactLocation": artifact, "region": region });
    }
    let name = summary.name();
    json!({
        "ruleId": finding.id.as_str(),
        "ruleIndex": FindingId::ALL.iter().position(|id| *id == finding.id),
        "level": match finding.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
        },
        "message": {
            "text": std_alloc::format!(
                "`{}`: {}; {}",
                crate::record::ShortName(name),
                finding.message,
                finding.remedy,
            ),
        },
        "locations": [location],
        "partialFingerprints": { "primaryLocationLineHash": hashes.next(summary, finding.id) },
    })
}

#[cfg(test)]
mod tests {
    use std_alloc::string::{String, ToString};
    use std_alloc::vec::Vec;

    use serde_json::Value;

    use super::MOST_RESULTS;
    use crate::Layout;
    use crate::record::Target;
    use crate::registry::{Entry, ProgramReport, Rank, TypeSummary};

    /// One warning and one note.
    #[derive(Layout)]
    #[layout(crate = crate)]
    #[repr(C)]
    #[allow(dead_code, reason = "the layout is what counts")]
    struct Padded {
        a: bool,
        b: u32,
        c: bool,
        d: bool,
        e: bool,
        f: u16,
    }

    static FIRST: Entry = Entry::of::<Padded>("a.rs", 1, 1, module_path!(), Some("1.0.0"));
    static SECOND: Entry = Entry::of::<Padded>("b.rs", 1, 1, module_path!(), Some("2.0.0"));

    fn log(types: Vec<TypeSummary>) -> Value {
        let target = Target::this();
        let report = ProgramReport { target, types, rank: Rank::Lost, most: usize::MAX };
        serde_json::from_str(&report.to_sarif()).unwrap()
    }

    fn hashes(log: &Value) -> Vec<String> {
        let results = log["runs"][0]["results"].as_array().unwrap();
        let hash =
            |result: &Value| result["partialFingerprints"]["primaryLocationLineHash"].clone();
        results.iter().map(|result| hash(result).to_string()).collect()
    }

    #[test]
    fn of_more_findings_than_are_shown_the_warnings_come_first() {
        let summary = TypeSummary::new(&FIRST);
        let of = |severity: &str| {
            let findings = summary.findings().iter();
            findings.filter(|finding| finding.severity.as_str() == severity).count()
        };
        assert_eq!((of("warning"), of("note")), (1, 1), "{:?}", summary.findings());
        let types = MOST_RESULTS / 2 + 500;
        let log = log(std_alloc::vec![summary; types]);
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!(results.len(), MOST_RESULTS);
        assert!(results[..types].iter().all(|result| result["level"] == "warning"));
        assert!(results[types..].iter().all(|result| result["level"] == "note"));
        let notes = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
        let text = notes[0]["message"]["text"].as_str().unwrap();
        assert!(text.starts_with("1000 findings of the least severity are left out"), "{text}");
    }

    /// A type has another hash than that of its name in another version of its crate, and in a program of one
    /// version the same as before.
    #[test]
    fn types_of_two_versions_of_a_crate_are_told_apart() {
        let (first, second) = (TypeSummary::new(&FIRST), TypeSummary::new(&SECOND));
        let both = hashes(&log(std_alloc::vec![first.clone(), second.clone()]));
        let mut different = both.clone();
        different.sort();
        different.dedup();
        assert_eq!((both.len(), different.len()), (4, 4));
        assert_eq!(hashes(&log(std_alloc::vec![first])), hashes(&log(std_alloc::vec![second])));
    }
}
