//! What derives and checks cost, held against their bars: instructions of the compiler, which callgrind counts,
//! and bytes of what it leaves.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::kind::Kind;
use crate::measure::changes_builds;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What is written of the type of that index.
type Source = fn(usize) -> String;

/// A crate of many types.
#[derive(Clone, Copy)]
struct Subject {
    name: &'static str,
    types: usize,
    source: Source,
}

/// What one costs more than the same crate without it, over what another does.
struct Row {
    workload: &'static str,
    ours: Subject,
    /// Without what is measured of ours.
    ours_without: Subject,
    peer: Subject,
    peer_without: Subject,
    bar: f64,
}

/// Types in a crate: few, as callgrind is slow.
const TYPES: usize = 20;
/// Stands in each crate, so that what is paid once, such as to load a macro, cancels out.
const PREAMBLE: &str = "#[derive(Clone, Copy, bytemuck::Zeroable, Debug, layout_core::Layout)]\n\
    #[layout(size == 4)]\n#[repr(C)]\npub struct First { pub a: u32 }\n\
    static_assertions::const_assert_eq!(size_of::<First>(), 4);\n";
const NONE: &str = "";

fn subject(name: &'static str, source: Source) -> Subject {
    Subject { name, types: TYPES, source }
}

fn of_kind(kind: Kind, index: usize, count: usize, derive: &str) -> String {
    let mut source = derive.to_owned();
    kind.write(&mut source, index, count);
    source
}

const LAYOUT: &str = "#[derive(layout_core::Layout)]\n";
const DEBUG: &str = "#[derive(Debug)]\n";
const ZEROABLE: &str = "#[derive(bytemuck::Zeroable)]\n";

fn structs(derive: &str, index: usize) -> String {
    of_kind(Kind::Struct, index, 8, derive)
}

/// Four fields of primitive types, and four of others.
fn mixed(derive: &str, index: usize) -> String {
    format!(
        "{derive}pub struct S{index} {{ a: u8, b: u64, c: u16, d: u32, e: String, f: Option<Box<u8>>, \
         g: Vec<u32>, h: (u8, u16) }}\n"
    )
}

/// A struct of which all checks hold, and what stands on it or behind it.
fn checked(attributes: &str, index: usize, behind: &str) -> String {
    let behind = behind.replace("$S", &format!("S{index}"));
    format!(
        "{attributes}#[repr(C)]\npub struct S{index} {{ pub a: u64, pub b: u32, pub c: u32, pub d: u16, pub e: u16, \
         pub f: u32, pub g: u64, pub h: &'static u8 }}\n{behind}"
    )
}

/// A property as a check, and as a plain assertion.
type Property = (&'static str, &'static str, &'static str);

/// What a plain assertion can say at all.
const PROPERTIES: [Property; 10] = [
    ("size ==", "size == 40", "size_of::<$S>() == 40"),
    ("align ==", "align == 8", "align_of::<$S>() == 8"),
    ("offset(b) ==", "offset(b) == 8", "core::mem::offset_of!($S, b) == 8"),
    ("size <=", "size <= 64", "size_of::<$S>() <= 64"),
    ("offset(g) ==", "offset(g) == 24", "core::mem::offset_of!($S, g) == 24"),
    (
        "padding ==",
        "padding == 0",
        "size_of::<$S>() - (size_of::<u64>() + size_of::<u32>() + size_of::<u32>() + size_of::<u16>() + \
         size_of::<u16>() + size_of::<u32>() + size_of::<u64>() + size_of::<&'static u8>()) == 0",
    ),
    ("align <=", "align <= 16", "align_of::<$S>() <= 16"),
    ("offset(c) <", "offset(c) < 16", "core::mem::offset_of!($S, c) < 16"),
    ("niche", "niche", "size_of::<Option<$S>>() == size_of::<$S>()"),
    ("size(a) ==", "size(a) == 8", "size_of::<u64>() == 8"),
];

fn plain(properties: &[Property], index: usize) -> String {
    let mut behind = String::new();
    for (_, _, assertion) in properties {
        let _ = writeln!(behind, "const _: () = assert!({assertion});");
    }
    checked(LAYOUT, index, &behind)
}

fn ours(properties: &[Property], index: usize) -> String {
    let checks: Vec<&str> = properties.iter().map(|(_, check, _)| *check).collect();
    checked(&format!("{LAYOUT}#[layout({})]\n", checks.join(", ")), index, "")
}

const DERIVED: Source = |index| checked(LAYOUT, index, "");

/// Properties one by one, three and ten.
macro_rules! of_properties {
    ($($workload:literal $range:expr;)*) => {
        [$(Row {
            workload: $workload,
            ours: subject("checks", |index| ours(&PROPERTIES[$range], index)),
            ours_without: subject("the derive", DERIVED),
            peer: subject("plain assertions", |index| plain(&PROPERTIES[$range], index)),
            peer_without: subject("the derive", DERIVED),
            bar: 1.0,
        }),*]
    };
}

fn rows() -> Vec<Row> {
    let many = |name, source| Subject { name, types: 8, source };
    let mut rows = vec![
        Row {
            workload: "struct of 8 fields",
            ours: subject("Layout", |index| structs(LAYOUT, index)),
            ours_without: subject("none", |index| structs(NONE, index)),
            peer: subject("Debug", |index| structs(DEBUG, index)),
            peer_without: subject("none", |index| structs(NONE, index)),
            bar: 1.2,
        },
        Row {
            workload: "struct of 8 fields",
            ours: subject("Layout", |index| structs(LAYOUT, index)),
            ours_without: subject("none", |index| structs(NONE, index)),
            peer: subject("Zeroable", |index| structs(ZEROABLE, index)),
            peer_without: subject("none", |index| structs(NONE, index)),
            bar: 0.35,
        },
        Row {
            workload: "4 primitive fields and 4 others",
            ours: subject("Layout", |index| mixed(LAYOUT, index)),
            ours_without: subject("none", |index| mixed(NONE, index)),
            peer: subject("Debug", |index| mixed(DEBUG, index)),
            peer_without: subject("none", |index| mixed(NONE, index)),
            bar: 1.2,
        },
        Row {
            workload: "enum of 8 variants",
            ours: subject("Layout", |index| of_kind(Kind::Enum, index, 8, LAYOUT)),
            ours_without: subject("none", |index| of_kind(Kind::Enum, index, 8, NONE)),
            peer: subject("Debug", |index| of_kind(Kind::Enum, index, 8, DEBUG)),
            peer_without: subject("none", |index| of_kind(Kind::Enum, index, 8, NONE)),
            bar: 2.1,
        },
        Row {
            workload: "enum of `repr(u16)`, 8 variants",
            ours: subject("Layout", |index| of_kind(Kind::EnumU16, index, 8, LAYOUT)),
            ours_without: subject("none", |index| of_kind(Kind::EnumU16, index, 8, NONE)),
            peer: subject("Debug", |index| of_kind(Kind::EnumU16, index, 8, DEBUG)),
            peer_without: subject("none", |index| of_kind(Kind::EnumU16, index, 8, NONE)),
            bar: 1.25,
        },
        Row {
            workload: "8 enums of 300 variants",
            ours: many("Layout", |index| of_kind(Kind::Enum, index, 300, LAYOUT)),
            ours_without: many("none", |index| of_kind(Kind::Enum, index, 300, NONE)),
            peer: many("Debug", |index| of_kind(Kind::Enum, index, 300, DEBUG)),
            peer_without: many("none", |index| of_kind(Kind::Enum, index, 300, NONE)),
            bar: 1.25,
        },
        Row {
            workload: "derive and `size`, `align`, `offset`",
            ours: subject("Layout", |index| ours(&PROPERTIES[..3], index)),
            ours_without: subject("none", |index| checked(NONE, index, "")),
            peer: subject("3 `const_assert_eq!`", |index| {
                let assertions = "static_assertions::const_assert_eq!(size_of::<$S>(), 40);\n\
                     static_assertions::const_assert_eq!(align_of::<$S>(), 8);\n\
                     static_assertions::const_assert_eq!(core::mem::offset_of!($S, b), 8);\n";
                checked(NONE, index, assertions)
            }),
            peer_without: subject("none", |index| checked(NONE, index, "")),
            bar: 1.0,
        },
    ];
    rows.extend(of_properties! {
        "`size == 40`" 0..1;
        "`align == 8`" 1..2;
        "`offset(b) == 8`" 2..3;
        "`padding == 0`" 5..6;
        "`niche`" 8..9;
        "`size(a) == 8`" 9..10;
        "3 checks" 0..3;
        "10 checks" 0..10;
    });
    rows
}

/// The table of all rows whose workload has one of the words in it, or of all.
pub(crate) fn measured(only: &[String]) -> Result<String> {
    let bench = Bench::create()?;
    let mut known: Vec<(String, u64)> = Vec::new();
    let mut table =
        String::from("| workload | ours | beside | ratio | bar | |\n|:--|--:|--:|--:|--:|:--|\n");
    let is_meant = |name: &str| only.is_empty() || only.iter().any(|word| name.contains(word));
    for row in rows().iter().filter(|row| is_meant(row.workload)) {
        let mut cost = |subject: Subject, without: Subject| -> Result<f64> {
            let more = bench.counted(subject, &mut known)?;
            let less = bench.counted(without, &mut known)?;
            #[expect(clippy::cast_precision_loss, reason = "the ratio has two digits")]
            Ok((more.saturating_sub(less)) as f64 / subject.types as f64 / 1e6)
        };
        let ours = cost(row.ours, row.ours_without)?;
        let peer = cost(row.peer, row.peer_without)?;
        let (one, other) = (row.ours.name, row.peer.name);
        let (one, other) = (format!("{one} {ours:.2} M"), format!("{other} {peer:.2} M"));
        line(&mut table, row.workload, &one, &other, ours / peer, row.bar);
    }
    if is_meant("rlib") {
        let more = bench.rlib(subject("Layout", |index| of_kind(Kind::Enum, index, 8, LAYOUT)))?;
        let less = bench.rlib(subject("none", |index| of_kind(Kind::Enum, index, 8, NONE)))?;
        #[expect(clippy::cast_precision_loss, reason = "the ratio has two digits")]
        let kilobytes = more.saturating_sub(less) as f64 / TYPES as f64 / 1000.0;
        let (workload, ours) = ("`.rlib` of an enum of 8 variants", format!("{kilobytes:.1} kB"));
        line(&mut table, workload, &ours, "10 kB", kilobytes / 10.0, 1.0);
    }
    if is_meant("binary") {
        let more = bench.binary(LAYOUT)?;
        let less = bench.binary(NONE)?;
        #[expect(clippy::cast_precision_loss, reason = "the ratio has two digits")]
        let ratio = more as f64 / less as f64;
        let workload = "release binary, derives not used";
        line(&mut table, workload, &format!("{more} B"), &format!("none {less} B"), ratio, 1.0);
    }
    Ok(table)
}

fn line(table: &mut String, workload: &str, ours: &str, peer: &str, ratio: f64, bar: f64) {
    let verdict = if ratio <= bar { "met" } else { "**missed**" };
    let _ = writeln!(table, "| {workload} | {ours} | {peer} | {ratio:.2} | {bar} | {verdict} |");
    eprintln!("{workload}: {ours}, {peer}, {ratio:.2}");
}

/// The crate that is written anew for each subject, and what it depends on.
struct Bench {
    directory: PathBuf,
    rustc: PathBuf,
}

/// The name of the crate.
const CRATE: &str = "derive_bars";

impl Bench {
    fn create() -> Result<Self> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("no workspace")?;
        let directory = workspace.join("target/derive-cost/bars");
        fs::create_dir_all(directory.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{CRATE}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [profile.release]\nstrip = true\n\n[dependencies]\nlayout-core = {{ path = {:?} }}\n\
             bytemuck = {{ version = \"1\", features = [\"derive\"] }}\nstatic_assertions = \"1\"\n",
            workspace.join("layout-core")
        );
        fs::write(directory.join("Cargo.toml"), manifest)?;
        let main = format!("fn main() {{ println!(\"{{}}\", {CRATE}::used()); }}\n");
        fs::write(directory.join("src/main.rs"), main)?;
        // The crate itself alone is counted, and by the compiler, not by what finds the compiler.
        let wrapper = format!(
            "#!/bin/sh\ncase \" $* \" in\n*\" --crate-name {CRATE} \"*) exec valgrind --tool=callgrind \
             --callgrind-out-file=\"$COUNTED\" \"$@\" ;;\n*) exec \"$@\" ;;\nesac\n"
        );
        let script = directory.join("counted.sh");
        fs::write(&script, wrapper)?;
        Command::new("chmod").arg("+x").arg(&script).status()?;
        let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output()?.stdout;
        let rustc = Path::new(String::from_utf8(sysroot)?.trim_end()).join("bin/rustc");
        let bench = Self { directory, rustc };
        bench.write("// what it depends on is built\n")?;
        bench.cargo(&["check", "--lib"], None)?;
        Ok(bench)
    }

    fn write(&self, types: &str) -> Result<()> {
        let source = format!("{PREAMBLE}{types}\npub fn used() -> u32 {{ 1 }}\n");
        Ok(fs::write(self.directory.join("src/lib.rs"), source)?)
    }

    fn cargo(&self, arguments: &[&str], counted: Option<&Path>) -> Result<()> {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        for (name, _) in env::vars_os().filter(|(name, _)| changes_builds(name)) {
            command.env_remove(name);
        }
        command.current_dir(&self.directory).args(arguments).args([
            "--quiet",
            "--target-dir",
            "target",
        ]);
        command
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTC", &self.rustc)
            .env("RUSTFLAGS", "--cap-lints allow");
        if let Some(counted) = counted {
            command.env("COUNTED", counted);
            command.env("RUSTC_WORKSPACE_WRAPPER", self.directory.join("counted.sh"));
        }
        let output = command.output()?;
        if output.status.success() {
            return Ok(());
        }
        Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
    }

    /// The instructions that the compiler takes to check the crate.
    fn counted(&self, subject: Subject, known: &mut Vec<(String, u64)>) -> Result<u64> {
        let source: String = (0..subject.types).map(subject.source).collect();
        if let Some((_, count)) = known.iter().find(|(other, _)| *other == source) {
            return Ok(*count);
        }
        self.write(&source)?;
        let out = self.directory.join("callgrind.out");
        self.cargo(&["check", "--lib"], Some(&out))?;
        let text = fs::read_to_string(&out)?;
        let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
        let count = total.ok_or("callgrind's output has no line `totals:`")?.trim().parse()?;
        fs::remove_file(&out)?;
        known.push((source, count));
        Ok(count)
    }

    /// The size of the library of a dev build.
    fn rlib(&self, subject: Subject) -> Result<u64> {
        self.write(&(0..subject.types).map(subject.source).collect::<String>())?;
        self.cargo(&["build", "--lib"], None)?;
        Ok(fs::metadata(self.directory.join(format!("target/debug/lib{CRATE}.rlib")))?.len())
    }

    /// The size of a program, without symbols, that calls a function of a library whose types all derive.
    fn binary(&self, derive: &str) -> Result<u64> {
        let mut types = String::new();
        for index in 0..TYPES {
            types += &structs(derive, index);
            types += &of_kind(Kind::Enum, TYPES + index, 8, derive);
        }
        self.write(&types)?;
        self.cargo(&["build", "--release"], None)?;
        Ok(fs::metadata(self.directory.join("target/release").join(CRATE))?.len())
    }
}
