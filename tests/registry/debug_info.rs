//! Reports and gates with a baseline on types of debug info, as on derived ones.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use layout_core::FindingId;
use layout_core::debug_info::{self, Program};
use layout_core::registry::{Gate, LockMode, Rank, TypeSummary};
use serde_json::Value;

const SOURCE: &str = "
    #[repr(C)] pub struct Padded { pub a: u8, pub b: u32, pub c: u8 }
    pub enum Shape { Point, Circle(u32), Square { side: u16 } }
    pub mod inner { pub struct Plain { pub x: u32, pub y: u32 } }
    pub fn keep(one: &Padded, two: &Shape, three: &inner::Plain) -> u32 {
        let shape = match two { Shape::Point => 0, Shape::Circle(it) => *it, Shape::Square { side } => u32::from(*side) };
        let closure = move |it: u32| it + shape;
        closure(u32::from(one.a) + one.b + three.x)
    }
";

fn directory(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("registry/debug_info").join(name);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).expect("the directory can be made");
    directory
}

/// What debug info has of the source; without a derive.
fn program(directory: &Path) -> Program {
    let (input, output) = (directory.join("sample.rs"), directory.join("sample.o"));
    fs::write(&input, SOURCE).expect("it is written");
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut command = Command::new(compiler);
    command.args(["--edition=2024", "--crate-type=lib", "-g", "--emit=obj", "-o"]);
    let outcome = command.arg(&output).arg(&input).output().expect("the compiler runs");
    assert!(outcome.status.success(), "{}", String::from_utf8_lossy(&outcome.stderr));
    debug_info::read(&output).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn types_of_debug_info_have_the_same_report() {
    let program = program(&directory("report"));
    let report = program.types().in_crate("sample").report().ranked(Rank::Name);
    let names: Vec<_> = report.types().iter().map(TypeSummary::name).collect();
    let expected =
        ["sample::Padded", "sample::Shape", "sample::inner::Plain", "sample::keep::{closure}"];
    assert_eq!(names, expected);
    assert!(report.types().iter().all(|it| it.entry().is_none()));
    let sizes: Vec<_> = report.types().iter().map(|it| (it.size(), it.align())).collect();
    assert_eq!(sizes, [(12, 4), (8, 4), (8, 4), (4, 4)]);
    // A tag of four bytes is what the compiler chose; `Circle` leaves nothing.
    let lost: Vec<_> = report.types().iter().map(TypeSummary::lost).collect();
    assert_eq!((lost[0], lost[2], lost[3]), (6, 0, 0));
    let found: Vec<_> = report.types()[0].findings().iter().map(|it| it.id).collect();
    assert_eq!(found, [FindingId::Reorder]);
    assert_eq!(report.crates().len(), 1);
    let modules: Vec<_> = report.modules().into_iter().map(|(name, _)| name).collect();
    for module in ["sample", "sample::inner", "sample::keep"] {
        assert!(modules.contains(&module.into()), "{modules:?}");
    }

    let text = report.to_string();
    assert!(text.contains("  sample::Padded: reorder\n"), "{text}");
    assert!(text.contains("sample::keep::{closure} (") && text.contains("sample.rs:"), "{text}");
    assert!(report.to_markdown().contains("| `sample::Padded` |  | `reorder` |"));
    assert!(report.to_html().contains("sample::Padded"));
    let json: Value = serde_json::from_str(&report.to_json()).expect("JSON");
    assert_eq!(json["types"][0]["file"], Value::Null);
    assert_eq!(json["types"][0]["layout"]["fields"][1]["offset"], 4);
    assert_eq!(json["types"][0]["findings"][0]["id"], "reorder");
    assert_eq!(json["types"][3]["line"], 7);

    let log: Value = serde_json::from_str(&report.to_sarif()).expect("JSON");
    let faults: Vec<String> =
        crate::reports::sarif_schema().iter_errors(&log).map(|it| it.to_string()).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "reorder");
    let location = &result["locations"][0];
    assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "sample::Padded");
    assert_eq!(location["physicalLocation"], Value::Null);
}

/// A baseline lets pass what a crate without a derive has, and no more.
#[test]
fn gates_on_debug_info_have_a_baseline() {
    let directory = directory("baseline");
    let (program, path) = (program(&directory), directory.join("baseline.txt"));
    let types = || program.types().in_crate("sample");
    let gate = |most: usize| Gate::new().max_size(most).baseline(&path);
    gate(8).baseline_mode(LockMode::Update).check(&types()).expect("it is written");
    assert!(fs::read_to_string(&path).expect("the baseline").contains("sample::Padded"));
    gate(8).baseline_mode(LockMode::Check).check(&types()).expect("nothing is worse");
    let error = gate(4).baseline_mode(LockMode::Check).check(&types());
    let error = error.expect_err("two more are larger");
    assert_eq!(error.names().collect::<Vec<_>>(), ["sample::Shape", "sample::inner::Plain"]);
}
