//! Every output of a report.

use layout_core::TypeLayout;
use layout_core::report::LayoutReport;

/// Makes each output, which must not panic, and compares the layout with itself.
pub fn make_all(layout: &TypeLayout) {
    let report = LayoutReport::new(*layout);
    let outputs = [
        report.to_string(),
        format!("{report:#}"),
        format!("{report:.80}"),
        report.styled().colored(true).to_string(),
        report.to_markdown(),
        report.to_svg(),
        report.to_html(),
    ];
    for output in outputs {
        assert!(output.contains(layout.name), "an output of {} lacks its name", layout.name);
    }
    if let Ok(asserts) = report.to_c_asserts() {
        assert!(asserts.to_string().contains("_Static_assert"));
    }
    // What is inside of a field that is not described cannot be compared.
    assert!(report.diff(report).changes.is_empty(), "{} differs from itself", layout.name);
}
