//! Types before and after a change, both of which are in this program: the file is written with one, its
//! modules are renamed, and the other one is compared with it.

#![allow(dead_code, reason = "the layouts are what counts")]

use layout_core::diff::DiffVerdict;
use layout_core::registry::{self, Lock, LockChange, LockError, LockMode, TypeChange, Types};

use super::File;
use crate::project::{Project, outcome, repository};
use crate::types_of;

/// Modules with types, and in each again `layout_core` and the derive.
macro_rules! versions {
    ($($name:ident { $($items:item)* })*) => {$(
        mod $name {
            use layout_core::Layout;
            $($items)*
        }
    )*};
}

/// What a check finds of the types of the second module, in a file that was written with those of the first.
fn changes(older: &str, newer: &str) -> Vec<LockChange> {
    let of = |module: &str| types_of(&format!("locks::changes::{module}"));
    let file = File::of(&format!("changes-{older}-{newer}"), &of(older));
    let renamed = file.read().replace(&format!("::{older}::"), &format!("::{newer}::"));
    file.write(&renamed);
    match file.check(&of(newer)) {
        Ok(outcome) => outcome.diff.changes,
        Err(LockError::Changed { diff, .. }) => diff.changes,
        Err(error) => panic!("{error}"),
    }
}

/// The verdict on each type that changed, by its short name.
fn verdicts(older: &str, newer: &str) -> Vec<(String, DiffVerdict)> {
    let short = |name: &str| name.rsplit("::").next().unwrap_or(name).to_owned();
    let changes = changes(older, newer);
    changes.iter().map(|change| (short(&change.name), change.verdict())).collect()
}

#[track_caller]
fn assert_verdicts(older: &str, newer: &str, expected: &[(&str, DiffVerdict)]) {
    let found = verdicts(older, newer);
    let found: Vec<_> = found.iter().map(|(name, verdict)| (name.as_str(), *verdict)).collect();
    let texts: Vec<String> = changes(older, newer).iter().map(ToString::to_string).collect();
    assert_eq!(found, expected, "{}", texts.join("\n"));
}

use DiffVerdict::{BreaksBoth, BreaksOldReaders, Compatible, Unknown};

versions! {
    id_before {
        pub(super) mod m1 { #[derive(layout_core::Layout)] #[repr(C)] pub(super) struct Id { a: u32 } }
        pub(super) mod m2 { #[derive(layout_core::Layout)] #[repr(C)] pub(super) struct Id { f: f32 } }
        #[derive(Layout)] #[repr(C)] struct S { id: m1::Id }
        #[derive(Layout)] #[repr(C)] struct A { ids: [m1::Id; 2] }
    }
    id_after {
        pub(super) mod m1 { #[derive(layout_core::Layout)] #[repr(C)] pub(super) struct Id { a: u32 } }
        pub(super) mod m2 { #[derive(layout_core::Layout)] #[repr(C)] pub(super) struct Id { f: f32 } }
        #[derive(Layout)] #[repr(C)] struct S { id: m2::Id }
        #[derive(Layout)] #[repr(C)] struct A { ids: [m2::Id; 2] }
    }
    id_same_bytes {
        pub(super) mod m1 { #[derive(layout_core::Layout)] #[repr(C)] pub(super) struct Id { a: u32 } }
        pub(super) mod m2 { #[derive(layout_core::Layout)] #[repr(C)] pub(super) struct Id { f: f32 } }
        pub(super) mod m3 { #[derive(layout_core::Layout)] #[repr(C)] pub(super) struct Id { a: u32 } }
        #[derive(Layout)] #[repr(C)] struct S { id: m3::Id }
        #[derive(Layout)] #[repr(C)] struct A { ids: [m1::Id; 2] }
    }
    opaque_before {
        mod m1 { pub(super) struct Foreign(u32); }
        #[derive(Layout)] #[repr(C)] struct S { id: m1::Foreign }
        #[derive(Layout)] #[repr(C)] struct V { list: std::vec::IntoIter<u8> }
    }
    opaque_after {
        mod m2 { pub(super) struct Foreign(f32); }
        #[derive(Layout)] #[repr(C)] struct S { id: m2::Foreign }
        #[derive(Layout)] #[repr(C)] struct V { list: std::collections::vec_deque::IntoIter<u8> }
    }
}

/// A field that is of another type of the same short name has changed, whatever else is in the file.
#[test]
fn types_of_one_short_name_are_told_apart() {
    assert_verdicts("id_before", "id_after", &[("A", BreaksBoth), ("S", BreaksBoth)]);
    let text = changes("id_before", "id_after")[1].to_string();
    assert!(text.contains("::m1::Id -> registry::locks::changes::id_after::m2::Id"), "{text}");
    assert!(text.contains("id.f: f32 at offset 0, 4 bytes, added"), "{text}");
    assert_verdicts("id_before", "id_same_bytes", &[("S", Compatible), ("Id", Compatible)]);
    // Of types that are not described the names are all there is.
    assert_verdicts("opaque_before", "opaque_after", &[("S", BreaksBoth), ("V", BreaksBoth)]);
}

versions! {
    order_before {
        #[derive(Layout)] #[repr(C)] struct Meters(u8);
        #[derive(Layout)] #[repr(u8)] enum First { A(Meters), B(u8) }
        #[derive(Layout)] #[repr(u8)] enum Last { B(u8), A(Meters) }
    }
    order_after {
        #[derive(Layout)] #[repr(C)] struct Feet(i8);
        #[derive(Layout)] #[repr(u8)] enum First { A(Feet), B(u8) }
        #[derive(Layout)] #[repr(u8)] enum Last { B(u8), A(Feet) }
    }
    order_same {
        #[derive(Layout)] #[repr(C)] struct Yards(u8);
        #[derive(Layout)] #[repr(u8)] enum First { A(Yards), B(u8) }
        #[derive(Layout)] #[repr(u8)] enum Last { B(u8), A(Yards) }
    }
}

/// Fields of one name, which are those of different variants, have nothing to do with each other.
#[test]
fn the_order_of_variants_does_not_decide() {
    for (newer, verdict) in [("order_after", BreaksBoth), ("order_same", Compatible)] {
        let found = verdicts("order_before", newer);
        let of = |name: &str| found.iter().find(|it| it.0 == name).map(|it| it.1);
        assert_eq!((of("First"), of("Last")), (Some(verdict), Some(verdict)), "{found:?}");
    }
}

versions! {
    element_before {
        #[derive(Layout)] #[repr(C)] pub(super) struct Msg { a: u16, b: u16 }
        layout_core::register_layout!(Grid<[Msg; 2]>);
        #[derive(Layout)] #[repr(C)] struct Grid<T: Layout> { rows: [T; 2] }
    }
    element_after {
        #[derive(Layout)] #[repr(C)] pub(super) struct Msg { b: u16, a: u16 }
        layout_core::register_layout!(Grid<[Msg; 2]>);
        #[derive(Layout)] #[repr(C)] struct Grid<T: Layout> { rows: [T; 2] }
    }
}

mod elements {
    use layout_core::{Layout, register_layout};

    #[derive(Layout)]
    #[repr(C)]
    pub(super) struct Msg {
        a: u16,
        b: u16,
    }

    register_layout!([Msg; 2], (u8, u64), &'static str, Vec<Msg>, std::sync::atomic::AtomicU8);
    register_layout!(std::cell::Cell<Msg>, Option<Msg>, [(u8, Msg); 3]);
}

/// The types that this file declares or registers.
fn registered_here() -> Types {
    registry::all().filter(|entry| {
        entry.file().ends_with("locks/changes.rs")
            && (entry.layout().module_path.ends_with("changes::elements")
                || !entry.layout().module_path.starts_with("registry"))
    })
}

/// What changed in an element is told where it is, once.
#[test]
fn what_changed_in_an_element_is_told_of_its_type() {
    assert_verdicts("element_before", "element_after", &[("Msg", BreaksBoth)]);

    let types = registered_here();
    assert_eq!(types.len(), 9);
    let file = File::of("elements", &types);
    file.edit(
        "       0     2  a: u16\n       2     2  b: u16\n",
        "       2     2  a: u16\n       0     2  b: u16\n",
    );
    let failure = file.failure(&types);
    assert!(failure.contains("1 layout change"), "{failure}");
    assert!(failure.contains("~ registry::locks::changes::elements::Msg ("), "{failure}");
    assert!(
        !failure.contains("added") && failure.contains("a: moved from offset 2 to 0"),
        "{failure}"
    );
    // An array of something else is another array.
    file.update(&types).unwrap();
    let array = "  array of 2, size 8, align 2, repr(Rust)\n  element: ";
    file.edit(&format!("{array}registry::locks::changes::elements::Msg"), &format!("{array}u32"));
    let failure = file.failure(&types);
    assert!(failure.contains("~ *: type u32 -> Msg (breaking)"), "{failure}");
}

/// An instance belongs to the crate that registers it, wherever its type is from.
#[test]
fn instances_that_are_registered_no_more_are_removed() {
    let types = registered_here();
    let file = File::of("instances", &types);
    let written = file.read();
    for name in
        ["[registry::locks::changes::elements::Msg; 2]", "(u8, u64)", "&str", "std::sync::AtomicU8"]
    {
        let line = format!("\ntype {name}, registered by registry\n");
        assert!(written.contains(&line), "{line:?} is not in\n{written}");
    }
    let less = registered_here().filter(|entry| entry.layout().name == "Msg");
    assert_eq!(less.len(), 1);
    let failure = file.failure(&less);
    assert!(failure.contains("9 layout changes") && !failure.contains("that share"), "{failure}");
    assert_eq!(failure.matches(": removed").count(), 9, "{failure}");
    file.update(&less).unwrap();
    assert_eq!(file.read().matches("\ntype ").count(), 1, "{}", file.read());

    // Those that another program registered too stay, without the crate that gave them up.
    file.write(&written);
    file.edit(
        "type (u8, u64), registered by registry",
        "type (u8, u64), registered by other, registry",
    );
    file.edit("type &str, registered by registry", "type &str, registered by other");
    let failure = file.failure(&less);
    assert_eq!(failure.matches(": removed").count(), 7, "{failure}");
    file.update(&less).unwrap();
    let text = file.read();
    assert!(text.contains("\ntype (u8, u64), registered by other\n"), "{text}");
    assert!(text.contains("\ntype &str, registered by other\n"), "{text}");
    // And come back with both.
    file.update(&types).unwrap();
    let text = file.read();
    assert!(text.contains("\ntype (u8, u64), registered by other, registry\n"), "{text}");
    file.check(&types).unwrap();
}

versions! {
    niche_before {
        #[derive(Layout)] #[repr(u8)] enum Inner { A, B }
        #[derive(Layout)] #[repr(u8)] enum Plain { A, B }
        #[derive(Layout)] enum Outer { Some(Inner), None }
    }
    niche_after {
        #[derive(Layout)] #[repr(u8)] enum Inner { A, B, C }
        #[derive(Layout)] #[repr(u8)] enum Plain { A, B, C }
        #[derive(Layout)] enum Outer { Some(Inner), None }
    }
}

/// A new variant takes a value that told another type's variants apart.
#[test]
fn a_variant_more_is_seen_by_what_holds_the_enum() {
    let found = verdicts("niche_before", "niche_after");
    let of = |name: &str| found.iter().find(|it| it.0 == name).map(|it| it.1);
    assert_eq!(of("Plain"), Some(BreaksOldReaders), "{found:?}");
    let text = changes("niche_before", "niche_after")[0].to_string();
    assert!(text.contains("newer code reading older bytes: not known"), "{text}");
}

/// A struct for each holder, all of which are locked, and the only ones that are.
macro_rules! holders {
    ($module:ident: $($name:ident $holder:ty;)*) => {
        mod $module {
            use layout_core::Layout;

            #[derive(Layout)]
            #[repr(C)]
            struct Generic<T> { value: T }
            #[derive(Layout)]
            #[repr(u8)]
            enum E { A, B }
            #[derive(Layout)]
            #[repr(C)]
            struct In { a: u32, b: f32 }
            $(
                #[derive(Layout)]
                #[layout(lock)]
                #[repr(C)]
                struct $name { held: $holder }
            )*
        }
    };
}

holders! {
    held:
    InOption Option<In>; InUninit std::mem::MaybeUninit<In>; InArray [Option<In>; 2];
    InGeneric Generic<In>; InResult Result<u8, In>; InMutex std::sync::Mutex<In>; InCell std::cell::Cell<In>;
    InNested Option<Generic<In>>; EInOption Option<E>; EInGeneric Generic<[E; 2]>;
}

/// What a locked type holds has an entry, however it is held and whether its layout is bound or not.
#[test]
fn what_locked_types_hold_is_locked() {
    let types = types_of("locks::changes::held").locked();
    assert_eq!(types.len(), 10);
    for entry in &types {
        let name = entry.layout().name;
        let one = types_of("locks::changes::held").locked().filter(|it| it.layout().name == name);
        let file = File::of(&format!("held-{name}"), &one);
        let text = file.read();
        if name.starts_with("In") {
            assert!(
                text.contains("\nwithin registry::locks::changes::held::In\n"),
                "{name}: {text}"
            );
            file.edit(
                "       0     4  a: u32\n       4     4  b: f32\n",
                "       0     4  b: f32\n       4     4  a: u32\n",
            );
            let failure = file.failure(&one);
            assert!(failure.contains("~ a: moved from offset 4 to 0"), "{name}: {failure}");
            assert!(failure.contains(" that share its bytes\n"), "{name}: {failure}");
        } else {
            assert!(
                text.contains("\nwithin registry::locks::changes::held::E\n"),
                "{name}: {text}"
            );
            file.edit("  variant B = 1\n", "");
            let failure = file.failure(&one);
            assert!(failure.contains("+ B: variant = 1, added"), "{name}: {failure}");
            let verdict =
                if name == "EInOption" { "E: breaking, both ways" } else { "E: newer code" };
            assert!(failure.contains(verdict), "{name}: {failure}");
        }
        file.update(&one).unwrap();
        assert_eq!(file.read(), text);
    }
}

versions! {
    bytes_before {
        #[derive(Layout)] #[repr(C)] struct S { at: usize, all: [usize; 2] }
    }
    bytes_after {
        #[cfg(target_pointer_width = "64")]
        type Word = u64;
        #[cfg(target_pointer_width = "32")]
        type Word = u32;
        #[derive(Layout)] #[repr(C)] struct S { at: Word, all: [Word; 2] }
    }
}

/// Another type of the same bytes is told as that, and a gate says whether it passes.
#[test]
fn the_same_bytes_of_another_type_are_for_a_gate_to_judge() {
    assert_verdicts("bytes_before", "bytes_after", &[("S", Compatible)]);
    let text = changes("bytes_before", "bytes_after")[0].to_string();
    assert!(text.contains("~ at: type usize -> u64, same bytes\n") || usize::BITS != 64, "{text}");
    let types = types_of("locks::changes::bytes_after");
    let file = File::of("same-bytes", &types);
    file.write(&file.read().replace(if usize::BITS == 64 { "u64" } else { "u32" }, "usize"));
    assert!(file.check(&types).is_err());
    let lenient = Lock::at(&file.0).mode(LockMode::Check).allow_compatible();
    assert_eq!(lenient.check(&types).unwrap().diff.changes.len(), 1);
    file.edit("at: usize", "at: isize");
    assert!(lenient.check(&types).is_err());
}

versions! {
    reordered {
        #[derive(Layout)] struct Free { a: u8, b: u32, c: u16 }
        #[derive(Layout)] enum Choice { One { a: u8, b: u32 }, Two(u16) }
        #[derive(Layout)] #[repr(C)] struct Fixed { a: u8, b: u8 }
    }
}

/// Another compiler may place the fields of a type without `repr` elsewhere, and no others.
#[test]
fn what_another_compiler_reordered_is_told_from_what_was_changed() {
    let types = types_of("locks::changes::reordered");
    let file = File::of("reordered", &types);
    let compiler = super::compiler();
    let free = "       0     4  b: u32\n       4     2  c: u16\n       6     1  a: u8\n";
    let before = "       0     1  a: u8\n       4     4  b: u32\n       8     2  c: u16\n";
    let written = file.read();
    assert!(written.contains(free), "{written}");
    let other = written.replace(free, before).replace(
        "reordered::Free\n  struct, size 8, align 4",
        "reordered::Free\n  struct, size 12, align 4",
    );
    let strict = Lock::at(&file.0).mode(LockMode::Check);
    let lenient = strict.clone().allow_reordered();

    // The compiler is the same one.
    file.write(&other);
    assert!(file.failure(&types).contains(" that share its bytes"));
    assert!(lenient.check(&types).is_err());
    // It is another one.
    file.write(&other.replace(&compiler, "rustc 1.2.3"));
    let failure = file.failure(&types);
    let said =
        format!(": reordered by {compiler} (was 1.2.3); its fields and their types are the same\n");
    assert!(failure.contains(&said), "{failure}");
    assert!(failure.contains("~ a: moved from offset 0 to 6"), "{failure}");
    let outcome = lenient.check(&types).unwrap();
    assert!(matches!(outcome.diff.changes[0].what, TypeChange::Reordered { .. }));
    assert!(strict.check(&types).is_err());
    // A field that is another, or a type that the compiler may not reorder.
    for (from, to) in [("4     4  b: u32", "4     4  b: f32"), ("  b: u8\n", "  z: u8\n")] {
        file.write(&other.replace(&compiler, "rustc 1.2.3").replace(from, to));
        assert!(lenient.check(&types).is_err(), "{from} was {to}");
    }
    let swapped = "       0     1  b: u8\n       1     1  a: u8\n";
    let fixed = "       0     1  a: u8\n       1     1  b: u8\n";
    file.write(&written.replace(fixed, swapped).replace(&compiler, "rustc 1.2.3"));
    assert!(
        file.failure(&types).contains(" that share its bytes") && lenient.check(&types).is_err()
    );
    // An update writes the compiler, and what another program has stays of the one that it was of.
    file.write(&other.replace(&compiler, "rustc 1.2.3").replace(
        "\nend\n",
        "\ntype zebra::Free\n  struct, size 1, align 1, repr(Rust)\n       0     1  a: u8\n\nend\n",
    ));
    file.update(&types).unwrap();
    let text = file.read();
    assert!(text.contains(&format!("\n{compiler}\n")), "{text}");
    assert!(text.contains("\ntype zebra::Free, laid out by rustc 1.2.3\n"), "{text}");
    file.update(&types).unwrap();
    assert_eq!(file.read(), text);
}

/// A program of two versions of a crate, and then of one.
#[test]
fn of_two_versions_of_a_crate_the_one_that_goes_is_named() {
    let project = Project::new("versions");
    let core = repository().join("layout-core").display().to_string();
    let layout = format!("layout-core = {{ path = '{core}', features = [\"registry\"] }}");
    project.write("app/Cargo.lock", &project.read("Cargo.lock"));
    for (directory, version, header) in
        [("one", "1.2.0", "a: u64, b: u64"), ("two", "2.0.1", "a: u32")]
    {
        project.write(
            &format!("{directory}/Cargo.toml"),
            &format!(
                "[package]\nname = \"wire\"\nversion = \"{version}\"\nedition = \"2024\"\n\n\
                 [dependencies]\n{layout}\n"
            ),
        );
        project.write(
            &format!("{directory}/src/lib.rs"),
            &format!(
                "#[derive(layout_core::Layout)]\n#[repr(C)]\npub struct Header {{ {header} }}\n"
            ),
        );
    }
    let app = |dependencies: &[&str]| {
        let list: Vec<String> = dependencies
            .iter()
            .map(|it| format!("{it} = {{ package = \"wire\", path = \"../{it}\" }}\n"))
            .collect();
        project.write(
            "app/Cargo.toml",
            &format!(
                "[package]\nname = \"app\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
                 {layout}\n{}",
                list.concat()
            ),
        );
        let fields: Vec<String> =
            dependencies.iter().map(|it| format!("in_{it}: {it}::Header,\n")).collect();
        project.write(
            "app/src/main.rs",
            &format!(
                "#[derive(layout_core::Layout)]\n#[repr(C)]\n#[allow(dead_code)]\nstruct Mine {{ x: u8 }}\n\
                 mod holds {{ #[derive(layout_core::Layout)]\n#[repr(C)]\n#[allow(dead_code)]\nstruct H {{ {} }} }}\n\
                 fn main() {{ layout_core::registry::check_lock(\"layout.lock\"); }}\n",
                fields.concat()
            ),
        );
    };
    let run = ["cargo", "run", "--quiet", "--manifest-path", "app/Cargo.toml"];
    let update = || outcome(project.command(&run).env("LAYOUT_LOCK", "update"));
    app(&["one", "two"]);
    let (passed, output) = update();
    assert!(passed, "{output}");
    let both = project.read("layout.lock");
    for line in [
        "\ntype wire::Header (v1)\n  struct, size 16,",
        "\ntype wire::Header (v2)\n  struct, size 4,",
        "  in_one: wire::Header (v1)\n",
        "  in_two: wire::Header (v2)\n",
    ] {
        assert!(both.contains(line), "{line:?} is not in\n{both}");
    }
    project.succeed(&run);
    for (kept, gone) in [("one", "v2"), ("two", "v1")] {
        project.write("layout.lock", &both);
        app(&[kept]);
        let (passed, output) = project.run(&run);
        assert!(!passed, "{output}");
        assert!(output.contains(&format!("- wire::Header ({gone}): removed")), "{output}");
        assert!(
            !output.contains("~ wire::Header") && !output.contains("Header shrank"),
            "{output}"
        );
        let (passed, output) = update();
        assert!(passed, "{output}");
        let one = project.read("layout.lock");
        assert!(one.contains("\ntype wire::Header\n") && !one.contains("(v"), "{one}");
        project.succeed(&run);
        // And back: what is there is not told as changed.
        app(&["one", "two"]);
        let (passed, output) = project.run(&run);
        assert!(!passed && output.contains(&format!("+ wire::Header ({gone}) (")), "{output}");
        assert!(!output.contains("~ wire::Header"), "{output}");
    }
    let _ = Unknown;
}
