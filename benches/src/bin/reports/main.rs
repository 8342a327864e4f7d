//! Reports of a layout beside those of type-layout, of the same types.
//!
//! See `benches/README.md` for the commands.

mod types;

use std::fmt::Write;
use std::hint::black_box;
use std::process::ExitCode;

use layout_benches::side_by_side::{Suite, Workload};
use layout_core::{Layout, LayoutReport};
use type_layout::TypeLayout;
use types::{Fields32, Packet, Session};

/// How a report becomes a text of many lines.
type Page = fn(&LayoutReport) -> String;

/// What a contestant writes, into a string that has room.
fn written(write: impl Fn(&mut String)) -> impl FnMut() {
    let mut text = String::with_capacity(1 << 20);
    move || {
        text.clear();
        write(&mut text);
        black_box(&text);
    }
}

/// Text, by both crates.
fn text<T: Layout + TypeLayout>(workload: &mut Workload) {
    workload
        .contestant("layout", || {
            let report = T::layout_report();
            written(move |text| write!(text, "{}", black_box(&report)).expect("there is memory"))
        })
        .contestant("type-layout", || {
            // It has no constant: it makes its list of fields at run time.
            let layout = T::type_layout();
            written(move |text| write!(text, "{}", black_box(&layout)).expect("there is memory"))
        });
}

/// What no peer has.
fn page<T: Layout>(workload: &mut Workload, name: &str, page: Page) {
    workload.contestant(name, move || {
        let report = T::layout_report();
        move || {
            black_box(page(black_box(&report)));
        }
    });
}

fn main() -> ExitCode {
    let mut suite = Suite::new("reports", "layout");
    text::<Packet>(suite.workload("text, 3 fields", 1));
    text::<Session>(suite.workload("text, 12 fields", 1));
    text::<Fields32>(suite.workload("text, 32 fields", 1));
    let pages: [(&str, Page); 4] = [
        ("layout to_markdown", LayoutReport::to_markdown),
        ("layout to_svg", LayoutReport::to_svg),
        ("layout to_html", LayoutReport::to_html),
        ("layout to_c_asserts", |report| {
            report.to_c_asserts().map_or_else(|_| String::new(), |asserts| asserts.to_string())
        }),
    ];
    let workload = suite.workload("page, 12 fields", 1);
    for (name, to_page) in pages {
        page::<Session>(workload, name, to_page);
    }
    suite.main()
}
