//! Errors of a user's own that the compiler tells of more than once, beside what it says of the same types
//! with a derive of `std`, or with a constant written by hand: no more than that.

use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use crate::generated::Package;

/// Two demanding types in a field, of which nothing in the text shows which one is at fault.
const ONE_OF_SEVERAL: &str = "
#[derive(Clone)]
pub struct Set<T: Copy>(T);

DERIVE
pub struct Pair {
    pub sets: (Set<String>, Set<u8>),
}

DERIVE
pub enum Either {
    Both(Result<Set<u8>, Set<String>>),
    Neither,
}
";

/// Types without a size, of which the compiler also asks whether they are to be dropped.
const HOLDING_EACH_OTHER: &str = "
DERIVE
pub struct Head {
    pub body: Body,
}

DERIVE
pub struct Body {
    pub head: Option<Head>,
}
";

/// Enums without a size, each held by the other.
const ENUMS_HOLDING_EACH_OTHER: &str = "
DERIVE
pub enum Left {
    Right(Right),
    None,
}

DERIVE
pub enum Right {
    Left(Left),
    None,
}
";

/// A check of a type without a size, which holds itself by way of another.
const CHECKED: &str = "
DERIVE
CHECK
pub struct Order {
    pub number: u32,
    pub lines: [Line; 2],
}

DERIVE
pub struct Line {
    pub order: Option<Order>,
}
";

/// Declarations that the compiler refuses, each for one reason.
const REFUSED: &[&str] = &[
    "DERIVE pub enum E { A = 1 / 0 }",
    "DERIVE #[repr(u8)] pub enum E { A = 1 / 0, B }",
    "DERIVE #[repr(u8)] pub enum E { A(u8) = 1 / 0, B }",
    "DERIVE #[repr(u8)] pub enum E { A { a: u8 } = 255 + 1, B }",
    "DERIVE #[repr(i8)] pub enum E { A = 1, B(u8) = [1, 2][2] }",
    "DERIVE #[repr(C)] pub enum E { A = 1 % 0 }",
    "DERIVE pub enum E { A = isize::MAX + 1, B = -isize::MIN }",
    "const N: i8 = i8::MIN; DERIVE #[repr(i8)] pub enum E { A = -N }",
    "DERIVE pub enum E { A = [1, 2][5] }",
    "DERIVE pub enum E { A = panic!(\"no\") }",
    "const fn f() -> isize { panic!(\"no\") } DERIVE pub enum E { A = f(), B = 2 }",
    "fn f() -> isize { 1 } DERIVE pub enum E { A = f() }",
    "DERIVE #[repr(u8)] pub enum E { A = 255 + 1, B(u8) }",
    "DERIVE #[repr(u8)] pub enum E { A = 1 / 0, B } impl Drop for E { fn drop(&mut self) {} }",
    "DERIVE #[repr(i16)] pub enum E<'a> { A {} = 1 / 0, B(&'a u8), C() = 7 }",
    "DERIVE pub enum E { A = \"x\" }",
    "DERIVE #[repr(u8)] pub enum E { A(u8) = 1.5, B }",
    "DERIVE #[repr(u8)] pub enum E { A = 256 }",
    "DERIVE #[repr(u8)] pub enum E { A = -1 }",
    "DERIVE #[repr(u8)] pub enum E { A = 255, B }",
    "DERIVE pub enum E { A = 1, B = 1 }",
    "DERIVE pub enum E { A = NOWHERE }",
    "DERIVE pub enum E { A = nowhere!() }",
    "DERIVE #[repr(u8)] pub enum E { A = E::B as u8, B = E::A as u8 }",
];

/// The same where a derive of `std` adds errors of its own, with the code of the one that is there.
const REFUSED_OF_STD: &[(&str, &str)] = &[
    ("DERIVE pub enum E { A([u8]) }", "E0277"),
    ("DERIVE pub enum E { A(u8, dyn Send), B }", "E0277"),
    ("DERIVE #[repr(u8)] pub enum E { A([u8], u8) }", "E0277"),
    ("DERIVE pub struct E { a: [u8], b: u8 }", "E0277"),
    ("DERIVE pub enum E { A, A }", "E0428"),
    ("DERIVE #[repr(u8)] pub enum E { A(u8), A { x: u32 } }", "E0428"),
    ("DERIVE pub enum E { A(u8), B, A(u8) }", "E0428"),
];

#[test]
fn refused_declarations_are_told_once() {
    for program in REFUSED {
        let ours = codes(&program.replace("DERIVE", "#[derive(layout_core::Layout)]"));
        assert_eq!(ours, codes(&program.replace("DERIVE", "#[derive(Clone)]")), "{program}");
        assert!(!ours.is_empty(), "{program}");
    }
    for (program, code) in REFUSED_OF_STD {
        let ours = codes(&program.replace("DERIVE", "#[derive(layout_core::Layout)]"));
        assert_eq!(ours, [*code], "{program}");
    }
}

/// Declarations with parts of which the compiler warns, where a derive repeats them: in blocks, and in parentheses.
const WARNED_OF: &[&str] = &[
    "DERIVE pub struct S { pub a: [u8; unsafe { 3 }], pub b: [[u8; { unsafe { 3 } }]; 2] }",
    "DERIVE pub struct S { pub a: Option<[u8; { let mut x = 3; x }]>, pub b: fn([u8; { let y = 1; 3 }]) }",
    "DERIVE pub enum S { A([u8; { 1 + 1; 3 }]), B([u8; { const lower: usize = 3; lower }]) }",
    "DERIVE #[repr(u8)] pub enum S { A(u8) = { let x = 3; 4 }, B { b: u8 } = { 1 + 1; 5 }, C = { let y = 1; 9 } }",
    "DERIVE pub enum S { A = { let x = 3; 4 }, B = if true { 1 + 1; 3 } else { 7 } }",
    "DERIVE pub struct S { pub a: [u8; { fn unused() {} loop { break 3; } }], pub b: [u8; { 3; 4 }] }",
    "DERIVE pub enum S<'a> { A((u8)), B(&'a (u8)), C([u8; (3)]), D(((u8))), E([u8; {3}]) }",
    "#[deprecated] pub const N: usize = 3; DERIVE pub struct S { pub a: [u8; N] }",
    "#[deprecated] pub const N: u8 = 3; DERIVE #[repr(u8)] pub enum S { A = N, B = N + 1, C(u8) = N + 2 }",
];

#[test]
fn warnings_are_told_once() {
    for program in WARNED_OF {
        let ours = warnings(&program.replace("DERIVE", "#[derive(layout_core::Layout)]"));
        assert_eq!(ours, warnings(&program.replace("DERIVE", "#[derive(Clone)]")), "{program}");
        assert!(!ours.is_empty(), "{program}");
    }
}

#[test]
fn unmet_bound_of_one_of_several() {
    let ours = codes(&ONE_OF_SEVERAL.replace("DERIVE", "#[derive(layout_core::Layout)]"));
    assert_eq!(ours, codes(&ONE_OF_SEVERAL.replace("DERIVE", "#[derive(Clone)]")));
    assert_eq!(ours, ["E0277"; 4]);
}

#[test]
fn types_that_hold_each_other() {
    let ours = codes(&HOLDING_EACH_OTHER.replace("DERIVE", "#[derive(layout_core::Layout)]"));
    // One of `std` has the compiler ask whether they are to be dropped, and ours does not.
    assert_eq!(ours, ["E0072"]);
    let of_std = codes(&HOLDING_EACH_OTHER.replace("DERIVE", "#[derive(Clone)]"));
    assert_eq!(of_std, ["E0072", "E0391"]);
}

#[test]
fn enums_that_hold_each_other() {
    let ours = codes(&ENUMS_HOLDING_EACH_OTHER.replace("DERIVE", LAYOUT));
    // As of std, whose derive has the compiler ask too whether they are to be dropped.
    assert_eq!(ours, codes(&ENUMS_HOLDING_EACH_OTHER.replace("DERIVE", "#[derive(Clone)]")));
    assert_eq!(ours, ["E0072", "E0391"]);
    // And nothing more where they are registered, as also structs are.
    for (program, codes) in
        [(ENUMS_HOLDING_EACH_OTHER, &ours[..]), (HOLDING_EACH_OTHER, &ours[..1])]
    {
        let program = program.replace("DERIVE", LAYOUT);
        let output = check(&program, &["derive", "registry"], &["check", "--quiet"]);
        assert_eq!(told(&output, "error"), codes, "{output}");
    }
}

#[test]
fn check_of_a_size_that_is_infinite() {
    let program = CHECKED.replace("DERIVE", "#[derive(layout_core::Layout)]");
    assert_eq!(codes(&program.replace("CHECK", "")), ["E0072"], "without a check");
    let ours = codes(&program.replace("CHECK", "#[layout(size <= 64)]"));
    let by_hand = CHECKED.replace("DERIVE", "").replace("CHECK", "");
    assert_eq!(ours, codes(&(by_hand + "const _: () = assert!(size_of::<Order>() <= 64);")));
    assert_eq!(ours, ["E0072", "E0080", "E0391"]);
}

/// The codes of the compiler's errors in a crate, or the words of those without, sorted.
fn codes(program: &str) -> Vec<String> {
    said(program, "error")
}

/// The words of the compiler's warnings of a crate, sorted.
fn warnings(program: &str) -> Vec<String> {
    said(program, "warning")
}

/// What the compiler says of a crate at that level: codes, or words where there is none, sorted.
fn said(program: &str, level: &str) -> Vec<String> {
    told(&check(program, &[], &["check", "--quiet"]), level)
}

/// The same of what the compiler wrote.
fn told(output: &str, level: &str) -> Vec<String> {
    let mut said: Vec<String> = output
        .lines()
        .filter_map(|line| {
            let rest = line.strip_prefix(level)?;
            match rest.strip_prefix('[') {
                Some(code) => code.split(']').next(),
                None => rest.strip_prefix(": "),
            }
        })
        // The last line counts the others.
        .filter(|said| !said.starts_with("could not compile") && !said.contains(" generated "))
        .map(str::to_owned)
        .collect();
    said.sort();
    said
}

/// Types that compile, each in a module of its own, which may hold other items.
const TAKEN: &[&str] = &[
    "DERIVE pub struct S { pub a: [u8; 1 + 1], pub b: ([u16; { 2 + 1 }], u8) }",
    "DERIVE #[repr(C, packed)] pub struct S { pub a: u8, pub b: [u32; size_of::<u16>()], pub c: u8 }",
    "DERIVE pub enum E { A([u8; 2 * 3], u8), B { b: [Foreign; 1 + 1] }, C(Option<[Foreign; 1 + 2]>) } pub struct Foreign(u8);",
    "DERIVE pub enum E { A([u8; 1 + 1]) }",
    "DERIVE #[repr(u8)] pub enum E { A([u8; { 4 - 2 }]) = 1, B = 7 }",
    "DERIVE pub union U { pub a: [u8; 1 << 3], pub b: u64 }",
    "DERIVE pub struct S(pub Of<{ 1 + 1 }>); pub struct Of<const N: usize>;",
    "DERIVE pub struct S<'a>(pub &'a [u8; 1 + 1], pub [&'a u8; 1 + 2]);",
    "DERIVE pub struct S<T, const N: usize>(pub [T; N], pub [u8; 1 + 1]);",
    "DERIVE pub struct S(pub u8, pub [[u8; 1 + 1]]);",
    "pub struct str(u16); DERIVE pub struct S { pub a: str, pub b: u8 }",
    "DERIVE pub struct str(u16); DERIVE pub enum E { A(str, u8), B } DERIVE #[repr(u8)] pub enum F { A(str), B }",
    "DERIVE pub struct S(pub u8, pub str);",
    "DERIVE pub struct Large(pub [u64; 40]); DERIVE pub enum E { A(Large, u8), B(u16) } DERIVE pub enum F { A(E, u8), B }",
    "DERIVE pub enum E<'a> { A(Inner<'a>, u8), B(&'a u8) } DERIVE pub struct Inner<'a>(pub &'a [u8], pub u8);",
    "DERIVE pub enum E { A(Box<F>), B } DERIVE pub enum F { A(E), B([E; 2]) }",
    "DERIVE pub enum E { A(Never, u8), B(u16) } DERIVE pub enum Never {}",
    "DERIVE pub enum E { A(fn() -> E, *const F), B } DERIVE pub enum F { A(Vec<E>), B }",
];

/// Types that the compiler refuses, each for one reason, which a derive that repeats them might have it tell
/// again: a constant that fails.
const REFUSED_BY_LENGTH: &[&str] = &[
    "DERIVE pub struct S { pub a: [u8; 1 / 0] }",
    "DERIVE pub struct S { pub a: u8, pub b: ([u8; 1 / 0], u8) }",
    "DERIVE pub struct S { pub a: Option<[u8; 1 / 0]> }",
    "DERIVE pub struct S(pub [[u8; 1 - 2]; 3]);",
    "DERIVE pub struct S(pub [u8; usize::MAX + 1]);",
    "DERIVE pub struct S(pub [u8; { panic!(\"no\") }]);",
    "const fn f() -> usize { panic!(\"no\") } DERIVE pub struct S(pub [u8; f()]);",
    "DERIVE pub struct S(pub Of<{ 1 / 0 }>); pub struct Of<const N: usize>;",
    "DERIVE pub struct S(pub u8, pub [[u8; 1 / 0]]);",
    "DERIVE pub union U { pub a: [u8; 1 / 0], pub b: u8 }",
    "DERIVE pub enum E { A([u8; 1 / 0]), B }",
    "DERIVE pub enum E { A { a: u8, b: [u16; 1 / 0] }, B(u8) }",
    "DERIVE #[repr(u8)] pub enum E { A([u8; 1 / 0]) = 4, B }",
];

/// The same where a type without a size is used, or a name twice.
const REFUSED_BY_SIZE: &[&str] = &[
    "DERIVE pub enum E { A(str), B }",
    "DERIVE pub enum E { A(u8, str), B(u8) }",
    "DERIVE #[repr(u8)] pub enum E { A(str), B }",
    "DERIVE pub struct S { pub a: str, pub b: u8 }",
    "DERIVE pub struct S(pub u8, pub str, pub u8);",
    "DERIVE pub enum E { A { a: u8, a: u16 }, B }",
    "DERIVE pub struct S(pub [[u8]; 2], pub u8);",
    "DERIVE pub struct S(pub (dyn Send, u8));",
    "DERIVE pub enum E { A(u8, [[dyn Send; 2]; 3]), B(u8) }",
    "DERIVE pub struct S<T: ?Sized>(pub T, pub u8);",
    "DERIVE pub enum E<T> where T: ?Sized { A(u8, T), B(u8) }",
    "DERIVE #[repr(u8)] pub enum E<T: ?Sized> { A(T), B }",
    "DERIVE pub enum E { A(E), B }",
    "DERIVE pub enum E { A([E; 2]), B(Option<E>) }",
    "DERIVE pub struct S { pub a: Option<S> }",
    "DERIVE pub struct S { pub a: T } DERIVE pub struct T { pub a: Option<S> }",
    "DERIVE #[repr(u8)] pub enum E { A(F), B } DERIVE #[repr(u8)] pub enum F { A(E), B }",
];

/// The same where what is written is no type of a field.
const REFUSED_AS_TYPES: &[&str] = &[
    "DERIVE pub struct S(pub _, pub u8);",
    "DERIVE pub enum E { A(_), B }",
    "DERIVE pub union U { pub a: _, pub b: u8 }",
    "DERIVE pub struct S(pub impl Send);",
    "DERIVE pub enum E { A(u8, impl Send), B }",
    "DERIVE pub struct S(pub &'b u8);",
    "DERIVE pub struct S<'a>(pub &'a u8, pub &'b mut u8);",
    "DERIVE pub enum E { A(&'b u8), B }",
    "DERIVE pub struct S(pub Nowhere);",
    "DERIVE pub enum E { A(u8, nowhere::Type), B }",
    "DERIVE pub struct S(pub [u8; -1]);",
    "DERIVE pub struct S(pub [u8; \"3\"]);",
];

/// What is refused where nothing in the text shows that it will be, with the most errors that the derive adds.
/// Only a type that the derive does not name is told once; by a pointer to its place it can be (see `there` in
/// `layout_core::__private`), at a cost to every build that has one of its kind.
const TOLD_AGAIN: &[(&str, usize)] = &[
    // A name of which only the compiler knows that it has no size.
    ("DERIVE pub enum E { A(std::path::Path), B }", 3),
    ("DERIVE pub enum E { A(u8, std::ffi::OsStr), B(u8) }", 3),
    ("DERIVE #[repr(u8)] pub enum E { A(std::ffi::CStr), B }", 1),
    ("DERIVE pub struct S(pub std::path::Path, pub u8);", 3),
    ("DERIVE pub struct S(pub Slice, pub u8); pub type Slice = [u8];", 3),
    ("DERIVE pub struct S(pub Tail, pub u8); pub struct Tail(pub u8, pub [u8]);", 3),
    // A `str`, which may be the user's own.
    ("DERIVE pub struct S(pub [str; 3]);", 2),
    ("DERIVE pub struct S(pub (str, u8));", 2),
    ("DERIVE pub struct S(pub Option<str>);", 1),
    ("DERIVE pub struct S(pub Vec<str>, pub u8);", 1),
    // A name that is not found, of which the compiler tells another remedy at each place.
    ("DERIVE pub struct S(pub Vec<Nowhere>);", 1),
    ("DERIVE pub struct S(pub [u8; N]);", 1),
    ("DERIVE pub struct S(pub T);", 1),
    // A trait that is not implemented, or that makes no object.
    ("DERIVE pub struct S(pub <u8 as Iterator>::Item);", 6),
    ("DERIVE pub struct S(pub <u8 as Iterator>::Item, pub u8);", 2),
    ("DERIVE pub enum E { A(<u8 as Iterator>::Item), B }", 2),
    ("DERIVE pub struct S(pub Box<dyn Sized>);", 1),
    ("DERIVE pub struct S(pub Self::Item);", 1),
    ("DERIVE pub struct S(pub fn(_) -> u8);", 1),
    // Arguments that do not fit.
    ("DERIVE pub struct S(pub [u8; 3u8]);", 1),
    ("DERIVE pub struct S(pub Of<u8, u8>); pub struct Of<T>(pub T);", 1),
];

#[test]
fn what_cannot_be_seen_is_told_again() {
    let cases: Vec<&str> = TOLD_AGAIN.iter().map(|(case, _)| *case).collect();
    let with = codes_by_type(&cases, LAYOUT, &[]);
    let without = codes_by_type(&cases, "", &[]);
    for (((case, most), with), without) in TOLD_AGAIN.iter().zip(with).zip(without) {
        assert!(!without.is_empty(), "{case}");
        let (all, own) = (with.len(), without.len());
        assert!(all <= own + most, "{case}: {all} errors, of which {own} are its own: {with:?}");
    }
}

/// A bound of another sort makes a type sized that need not be.
#[test]
fn what_may_be_unsized_and_is_not_is_taken() {
    const CASES: &[&str] = &[
        "DERIVE pub struct S<T: ?Sized + Copy>(pub T, pub u8);",
        "DERIVE pub struct S<T: ?Sized>(pub u8, pub T, pub u16) where T: Sized;",
        "DERIVE pub enum E<T: ?Sized + Copy> { A(T, u8), B }",
        "DERIVE pub enum E<T: ?Sized + layout_core::Layout + Copy> { A(u8, T), B }",
        "DERIVE pub union U<T: ?Sized + Copy> { pub a: T, pub b: u8 }",
        "macro_rules! m { ($l:lifetime $n:ident) => { DERIVE pub struct $n<$l>(pub &$l u8); } } m!('q S);",
        "macro_rules! m { ($n:ident $t:ty) => { DERIVE pub struct $n($t, $t); } } m!(S &'static u8);",
        "DERIVE pub struct S<'r#a>(pub &'r#a u8, pub (u8, [u8]));",
    ];
    for derive in [LAYOUT, ""] {
        assert_eq!(
            codes_by_type(CASES, derive, &[]),
            [const { Vec::<String>::new() }; CASES.len()]
        );
    }
}

#[test]
fn what_compiles_does_with_the_derive() {
    let codes = codes_by_type(TAKEN, LAYOUT, &[]);
    assert_eq!(codes, [const { Vec::<String>::new() }; TAKEN.len()]);
    // The cases are some without it.
    assert_eq!(codes_by_type(TAKEN, "", &[]), codes);
}

#[test]
fn what_is_refused_is_told_once() {
    for cases in [REFUSED_BY_LENGTH, REFUSED_BY_SIZE, REFUSED_AS_TYPES] {
        for features in [&[][..], &["derive", "registry"]] {
            let with = codes_by_type(cases, LAYOUT, features);
            for ((case, with), without) in cases.iter().zip(with).zip(codes_by_type(cases, "", &[]))
            {
                assert_eq!(without.len(), 1, "{case}");
                assert_eq!(with, without, "{case} with the features {features:?}");
            }
        }
    }
}

/// What the compiler says of a crate with those features of `layout-core`, or its own.
fn check(program: &str, features: &[&str], command: &[&str]) -> String {
    // One package for all, one after the other, so that `layout-core` is built once.
    static PACKAGE: Mutex<()> = Mutex::new(());
    let _package = PACKAGE.lock().unwrap_or_else(PoisonError::into_inner);
    let package = Package::write("compared", "2024", &[("lib.rs", program)]);
    if !features.is_empty() {
        package.choose_features(features);
    }
    let output = package.cargo(command);
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const LAYOUT: &str = "#[derive(layout_core::Layout)]";

/// The codes of the compiler's errors in each of several modules, sorted: one run of the compiler for all.
fn codes_by_type(modules: &[&str], derive: &str, features: &[&str]) -> Vec<Vec<String>> {
    let mut program = String::from("#![allow(warnings)]\n");
    for (number, text) in modules.iter().enumerate() {
        let _ = writeln!(program, "pub mod m{number} {{ {} }}", text.replace("DERIVE", derive));
    }
    let output = check(&program, features, &["check", "--quiet", "--message-format=short"]);
    let mut codes = vec![Vec::new(); modules.len()];
    let mut is_told = true;
    for line in output.lines() {
        let Some((place, message)) = line.split_once(": error") else { continue };
        let Some(number) = place.strip_prefix("src/lib.rs:").and_then(|it| it.split(':').next())
        else {
            // Of a place that is not in a module nobody knows whose it is.
            is_told = false;
            continue;
        };
        let number: usize = number.parse().expect("the number of a line");
        let code = message.strip_prefix('[').and_then(|it| it.split(']').next());
        codes[number - 2].push(code.unwrap_or(message).to_owned());
    }
    assert!(is_told, "{output}");
    for codes in &mut codes {
        codes.sort();
    }
    codes
}
