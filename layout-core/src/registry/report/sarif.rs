use serde_json::{Value, json};
use std_alloc::string::{String, ToString};
use std_alloc::vec::Vec;

use super::json::to_text;
use super::uri::Uri;
use super::{ProgramReport, TypeSummary};
use crate::analysis::{Finding, Severity};
use crate::layout::FindingId;

const DOCUMENTATION: &str = "https://docs.rs/layout-core";

impl ProgramReport {
    /// The findings as [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), for
    /// code scanning: each at the line of its type.
    ///
    /// The paths are relative to the directory that the compiler ran in, which is that of the workspace;
    /// types of other crates have absolute ones. One log file may hold one target; GitHub takes several, as
    /// each says for which it is.
    #[must_use]
    pub fn to_sarif(&self) -> String {
        let results: Vec<Value> = self.types.iter().flat_map(results).collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "layout",
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "informationUri": DOCUMENTATION,
                    "rules": FindingId::ALL.iter().copied().map(rule).collect::<Vec<_>>(),
                }},
                "automationDetails": { "id": std_alloc::format!("layout/{}", self.target) },
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        });
        to_text(&log)
    }
}

fn rule(id: FindingId) -> Value {
    json!({
        "id": id.as_str(),
        "shortDescription": { "text": id.summary() },
        "helpUri": std_alloc::format!("{DOCUMENTATION}/latest/layout_core/analysis/index.html"),
        "properties": { "tags": ["layout", "performance"] },
    })
}

fn results(summary: &TypeSummary) -> impl Iterator<Item = Value> + '_ {
    summary.findings().iter().map(|finding| result(summary, finding))
}

fn result(summary: &TypeSummary, finding: &Finding) -> Value {
    let entry = summary.entry();
    let uri = Uri(entry.file());
    let mut artifact = json!({ "uri": uri.to_string() });
    if !uri.is_absolute() {
        artifact["uriBaseId"] = json!("%SRCROOT%");
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
                crate::report::ShortName(name),
                finding.message,
                finding.remedy,
            ),
        },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": artifact,
                "region": { "startLine": entry.line(), "startColumn": entry.column() },
            },
            "logicalLocations": [{
                "name": entry.layout().name,
                "fullyQualifiedName": name,
                "kind": "type",
            }],
        }],
        "partialFingerprints": {
            "typeAndFinding/v1": std_alloc::format!("{name} {}", finding.id),
        },
    })
}
