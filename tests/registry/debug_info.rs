//! Reports and gates with a baseline on types of debug info, as on derived ones.

use std::fs;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::process::Command;

use layout_core::FindingId;
use layout_core::debug_info::{self, Program};
use layout_core::registry::{
    self, Gate, GateError, LockMode, Lockable, Rank, Reported, TypeSummary,
};
use layout_core::types::Types;
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
    compiled(directory, "sample", SOURCE)
}

fn compiled(directory: &Path, name: &str, source: &str) -> Program {
    let (input, output) = (directory.join("source.rs"), directory.join("sample.o"));
    fs::write(&input, source).expect("it is written");
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut command = Command::new(compiler);
    if cfg!(all(target_arch = "x86", target_os = "linux")) {
        command.args(["--target", "i686-unknown-linux-gnu"]);
    }
    command.args(["--crate-name", name, "-Awarnings"]);
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
    assert!(text.contains("sample::keep::{closure} (") && text.contains("source.rs:"), "{text}");
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
    // The section is of the program that was read, not of this one.
    let text = fs::read_to_string(&path).expect("the baseline");
    assert!(text.contains(&format!("[{} ", program.target())), "{text}");
    let error = gate(4).baseline_mode(LockMode::Check).check(&types());
    let error = error.expect_err("two more are larger");
    assert_eq!(error.names().collect::<Vec<_>>(), ["sample::Shape", "sample::inner::Plain"]);
}

const FUTURES: &str = "
    use std::future::{Future, Ready, ready};
    pub struct Request { pub id: u64, pub body: [u8; 1024] }
    pub async fn read(file: i32) -> u8 {
        let buffer = [1_u8; 2048];
        ready(()).await;
        buffer[file as usize]
    }
    pub async fn serve(request: Request) -> u64 {
        let first = read(1).await;
        let request = request;
        ready(()).await;
        request.id + u64::from(first)
    }
    pub fn start(request: Request) -> impl Future<Output = u64> { serve(request) }
    #[repr(C)] pub struct Padded { pub a: u8, pub b: u32, pub c: u8 }
    pub fn keep(_: &Padded) {}
";

/// Findings of futures are in each output like those of other types, and rules can deny them. Code scanning shows what
/// is held while the future waits at the line of that await, and what is held twice at that of the function.
#[test]
fn futures_have_findings_in_reports_and_gates() {
    let program = compiled(&directory("futures"), "sample", FUTURES);
    let futures = program.futures().in_crate("sample");
    let report = futures.report().ranked(Rank::Size);
    let [serve, read] = report.types() else { panic!("{report}") };
    let found = |summary: &TypeSummary| -> Vec<FindingId> {
        summary.findings().iter().map(|it| it.id).collect()
    };
    assert_eq!(serve.name(), "sample::serve::{async fn}");
    assert_eq!(found(serve), [FindingId::LargeAwaitedFuture, FindingId::ArgumentHeldTwice]);
    assert_eq!(found(read), [FindingId::LargeHeldLocal]);
    let local = &read.findings()[0];
    assert!(local.message.contains("`buffer` (2048 bytes, held at "), "{local}");
    assert!(local.message.contains("source.rs:6"), "{local}");
    let after = local.size_after.expect("the size is known");
    assert!(local.remedy.contains(&format!("at most {after} bytes")), "{local}");
    assert!(after < read.size(), "{local}");

    let text = report.to_string();
    assert!(text.contains("source.rs:9): large-awaited-future, argument-held-twice\n"), "{text}");
    assert!(report.to_markdown().contains("| `large-awaited-future`, `argument-held-twice` |"));
    assert!(report.to_html().contains("large-held-local"));
    let json: Value = serde_json::from_str(&report.to_json()).expect("JSON");
    assert_eq!(json["types"][1]["findings"][0]["id"], "large-held-local");
    assert_eq!(json["types"][1]["line"], 4);
    let log: Value = serde_json::from_str(&report.to_sarif()).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 3, "{results:#?}");
    for result in results {
        let id = result["ruleId"].as_str().expect("an identifier");
        let line = match id {
            "large-held-local" => 6,
            "large-awaited-future" => 10,
            _ => 9,
        };
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["region"]["startLine"], line, "{result:#}");
        let uri = place["artifactLocation"]["uri"].as_str().expect("a file");
        assert!(uri.ends_with("source.rs"), "{uri}");
        let rule = &log["runs"][0]["tool"]["driver"]["rules"];
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("it");
        assert_eq!(rule[index]["id"], id);
    }

    let gate = |id| Gate::new().deny(&[id]);
    let error = gate(FindingId::LargeHeldLocal).check(&futures).expect_err("one is denied");
    assert_eq!(error.names().collect::<Vec<_>>(), ["sample::read::{async fn}"]);
    let text = error.to_string();
    assert!(
        text.contains("  sample::read::{async fn} (") && text.contains("source.rs:4)\n"),
        "{text}"
    );
    assert!(text.contains("large-held-local is denied: `buffer` (2048 bytes"), "{text}");
    // Futures are among all types, and other types have no such finding.
    let types = program.types().in_crate("sample");
    assert_eq!(gate(FindingId::LargeHeldLocal).check(&types), Err(error));
    let padded = program.types().named("sample::Padded");
    gate(FindingId::LargeHeldLocal).check(&padded).expect("it is no future");
    gate(FindingId::Reorder).check(&futures).expect("the compiler orders them");
    let most = read.size();
    let error = Gate::new().max_size(most).check(&futures).expect_err("one is larger");
    let text = error.to_string();
    assert!(text.contains(&format!("size is {}, required <= {most}", serve.size())), "{text}");
    assert!(text.contains(" bytes: awaits sample::read::{async fn} ("), "{text}");
}

/// A rule about what debug info does not have is not passed.
#[test]
fn what_debug_info_does_not_tell_is_not_denied_in_silence() {
    let program = program(&directory("undecided"));
    let types = program.types().in_crate("sample");
    for (id, why) in [
        (FindingId::HotStraddle, "marks of fields"),
        (FindingId::HotColdMix, "marks of fields"),
        (FindingId::ReprCCost, "`repr` of types"),
        (FindingId::TargetDependent, "`repr` of types"),
    ] {
        let error = Gate::new().deny(&[FindingId::LargeVariant, id]).check(&types);
        let error = error.expect_err("it is not known");
        assert!(matches!(error, GateError::Undecided { .. }), "{error}");
        let text = error.to_string();
        assert!(text.starts_with(&format!("cannot tell whether a type has `{id}`: ")), "{text}");
        assert!(text.contains(why), "{text}");
    }
    let decided = |id: &&FindingId| {
        let result = Gate::new().deny(&[**id]).check(&types);
        !matches!(result, Err(GateError::Undecided { .. }))
    };
    assert_eq!(FindingId::ALL.iter().filter(decided).count(), FindingId::ALL.len() - 4);
}

/// A report leaves out what lies within fields, and makes no record of it where no finding needs it. What it has of a
/// type is the same as what the type's own record has.
#[test]
fn a_report_has_what_the_records_have() {
    const SOURCE: &str = "
        use std::{cell::*, collections::*, sync::*};
        pub enum Never {}
        #[repr(C)] pub struct Padded { pub a: u8, pub b: u32, pub c: [(u8, u16); 3] }
        pub union Either { pub a: u8, pub b: std::mem::ManuallyDrop<Padded> }
        pub struct Tail { pub len: u16, pub rest: [u32] }
        pub async fn waits() -> u8 {
            let x = [1_u8; 3]; let y = &x; let x = [2_u8; 9]; std::future::ready(()).await; y[0] + x[1]
        }
        pub fn keep(
            _: &Padded, _: Either, _: &Tail, _: Result<u8, Never>, _: Mutex<Vec<Padded>>, _: Option<Box<[Padded]>>,
            _: HashMap<String, Option<Arc<Padded>>>, _: BTreeMap<u8, RefCell<Either>>, _: &dyn Send, _: fn(u8) -> char,
        ) -> u32 { let it = 3; let closure = || it + 1; closure() }
        pub fn start() -> impl Future<Output = u8> { waits() }
    ";
    let program = compiled(&directory("outline"), "sample", SOURCE);
    let json = program.types().report().ranked(Rank::Name).to_json();
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let mut reported: Vec<String> = json["types"]
        .as_array()
        .expect("types")
        .iter()
        .map(|it| format!("{} {}", it["lost"], it["layout"]))
        .collect();
    let record = |it: debug_info::DebugType<'_>| {
        let mut layout = it.layout();
        let of_variants = layout.variants.iter_mut().flat_map(|it| &mut it.fields);
        layout.fields.iter_mut().chain(of_variants).for_each(|field| field.layout = None);
        let types = program.types().filter(|other| other.raw_name() == it.raw_name());
        let types = types.filter(|other| other.layout() == it.layout());
        let lost = types.report().types()[0].lost();
        format!("{lost} {}", serde_json::to_value(&layout).expect("JSON"))
    };
    let mut expected: Vec<String> = program.types().iter().map(record).collect();
    expected.sort();
    reported.sort();
    assert!(expected.len() > 150, "{}", expected.len());
    for (one, other) in reported.iter().zip(&expected) {
        assert_eq!(one, other);
    }
    assert_eq!(reported.len(), expected.len());
    // Of locals that shadow each other the places are not known.
    assert!(reported.iter().any(|it| it.contains("\"unknown_inside\":\"")), "{reported:#?}");
}

/// Names have no `r#`, and a person may write it or not.
#[test]
fn raw_identifiers_are_found_in_both_spellings() {
    let source = "pub mod r#mod { pub mod r#fn {
        pub struct r#type { pub r#in: u32 } pub fn keep(_: &r#type, _: &[Option<r#type>]) {}
    } }";
    let program = compiled(&directory("raw"), "sample", source);
    let names = |types: debug_info::Types<'_>| -> Vec<String> {
        types.iter().map(|it| it.name()).collect()
    };
    for (module, name) in [("mod", "type"), ("r#mod", "r#type"), ("mod", "r#type")] {
        let expected = ["sample::mod::fn::type"];
        let types =
            || program.types().filter(debug_info::DebugType::is_compound).in_crate("sample");
        let path = format!("sample::{module}::r#fn::{name}");
        assert_eq!(names(types().named(&path)), expected);
        assert_eq!(names(types().named("sample::mod::fn::type")), expected);
        assert_eq!(program.named(&path).expect("it is there").layout.fields[0].name, "in");
        let option = format!("core::option::Option<{path}>");
        assert_eq!(program.named(&option).expect("it is there").layout.size, 8);
        assert_eq!(names(types().in_module(&format!("sample::{module}"))), expected);
        assert_eq!(names(types().in_module(&format!("sample::{module}::r#fn"))), expected);
        assert_eq!(names(types().in_module(&format!("sample::{module}::r#f"))), [""; 0]);
        assert_eq!(names(types().ending_with(name)), expected);
        assert_eq!(names(types().ending_with(&format!("r#fn::{name}"))), expected);
        assert_eq!(names(types().matching(&format!("::{module}::.*::{name}$"))), expected);
        assert_eq!(types().nearest(&path.replace("type", "typ"), 1), expected);
        let error = Gate::new().max_size(1).check(&types().named(&path)).expect_err("4 bytes");
        assert_eq!(error.names().collect::<Vec<_>>(), expected);
    }
    let of_derive = "registry::listing::mod::fn::Raw";
    let count = |types: registry::Types| types.len();
    for path in [of_derive, "registry::listing::r#mod::r#fn::r#Raw"] {
        assert_eq!(count(registry::all().named(path)), 1, "{path}");
        assert_eq!(count(registry::all().ending_with(&path["registry::".len()..])), 1, "{path}");
        assert_eq!(count(registry::all().matching(&format!("^{path}$"))), 1, "{path}");
    }
}

/// One rule for what a person calls a type: a pattern, the end of a path, a name that is near.
#[test]
fn types_are_chosen_by_names() {
    let program = program(&directory("names"));
    let types = || program.types().in_crate("sample");
    let names = |types: debug_info::Types<'_>| -> Vec<String> {
        types.iter().map(|it| it.name()).collect()
    };
    assert_eq!(names(types().matching("::P.*d$")), ["sample::Padded"]);
    assert_eq!(
        names(types().matching("^sample::(inner|keep)::")),
        ["sample::inner::Plain", "sample::keep::{closure}"]
    );
    assert_eq!(names(types().matching("nothing")), [""; 0]);
    let error = types().try_matching("(").expect_err("it is no pattern");
    assert!(error.to_string().starts_with("`(` is not a valid regular expression: "), "{error}");
    assert_eq!(names(types().ending_with("inner::Plain")), ["sample::inner::Plain"]);

    let error = program.named("sample::Paded").expect_err("it is misspelled");
    assert_eq!(
        error.to_string(),
        "no type is called `sample::Paded`; did you mean `sample::Padded`?"
    );
    let gate = Gate::new().max_size(1);
    let error = gate.check(&types().named("sample::Paded")).expect_err("there is none");
    let expected =
        "no types to check: no type is called `sample::Paded`; did you mean `sample::Padded`?";
    assert_eq!(error.to_string(), expected);
    let error = gate.check(&registry::all().named("registry::zoo::wire::Paket")).expect_err("none");
    assert!(error.to_string().contains("did you mean `registry::zoo::wire::Packet`"), "{error}");
    let error = program.of::<zoo::Padded>().expect_err("it is another program's");
    let expected =
        "no type is called `registry::debug_info::zoo::Padded`; did you mean `sample::Padded`?";
    assert_eq!(error.to_string(), expected);

    let source = "pub mod debug_info { pub mod zoo {
        pub struct Padded { pub x: u64 } pub fn keep(_: &Padded) {}
    } }";
    let other = compiled(&directory("other"), "registry", source);
    let error = other.of::<zoo::Padded>().expect_err("it has another layout").to_string();
    let words =
        "the debug info has `registry::debug_info::zoo::Padded` with another size or alignment";
    assert!(error.starts_with(words), "{error}");
    assert!(error.contains("\n  registry::debug_info::zoo::Padded (size 8, align "), "{error}");
}

mod zoo {
    pub(super) struct Padded;
}

/// One collection has the types of a derive and those of debug info: code that takes either is written once.
fn use_all<T: Lockable + Reported>(all: &Types<T>, [krate, module, name]: [&str; 3]) {
    let types = || all.clone();
    assert!(!types().in_crate(krate).is_empty());
    assert!(!types().in_module(module).is_empty());
    assert!(types().in_module(&format!("{module}::nowhere")).is_empty());
    assert_eq!(types().named(name).len(), 1);
    assert_eq!(types().ending_with(name).len(), 1);
    assert_eq!(types().matching(&format!("^{name}$")).len(), 1);
    assert!(types().try_matching("(").is_err());
    assert_eq!(types().nearest(name, 1), [name]);
    let sizes: Vec<usize> = types().by_size().iter().map(|it| it.size_in_bytes()).collect();
    assert!(sizes.is_sorted_by(|one, other| one >= other) && sizes.len() == types().len());
    assert_eq!(types().report().types().len(), types().len());
    assert!(types().filter(|_| false).is_empty());
    assert_eq!(types().iter().len(), types().into_iter().len());
    types().max_size(1 << 20);
    types().named(name).max_padding(100);
    types().named(name).deny(&[FindingId::LargeVariant]);
    let locked =
        std::panic::catch_unwind(AssertUnwindSafe(|| types().check_lock("no/such/layout.lock")));
    assert!(locked.is_err());
}

#[test]
fn types_of_both_sources_are_one_collection() {
    let program = program(&directory("methods"));
    use_all(&program.types(), ["sample", "sample::inner", "sample::Padded"]);
    use_all(&registry::all(), ["registry", "registry::zoo", "registry::zoo::wire::Packet"]);
    assert_eq!(program.types().of::<u8>().len(), 1);
    assert_eq!(registry::all().of::<u8>().len(), 0);
}
