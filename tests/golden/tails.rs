//! Which structs are seen to end in a field that is not sized.

use crate::model::Input;
use crate::tail::Tail;

fn tail(source: &str) -> Option<Tail> {
    let input = source.parse().unwrap_or_else(|error| panic!("{source}: {error}"));
    Input::read(input, &mut Vec::new()).expect(source).tail()
}

#[test]
fn tails_of_a_place_that_can_be_measured() {
    for source in [
        "struct Tailed { length: u8, bytes: [u8] }",
        "struct Tailed(str);",
        "struct Tailed(([u8]));",
        "struct Tailed(u8, #[layout(unsized)] Path);",
    ] {
        assert!(matches!(tail(source), Some(Tail::Slice)), "{source}");
    }
}

#[test]
fn tails_of_a_place_that_is_unknown() {
    for source in [
        "struct Tailed(u8, dyn Fn());",
        "struct Tailed(u8, dyn ::std::fmt::Debug);",
        "struct Tailed(u8, dyn for<'a> Fn(&'a u8) + Send);",
        "struct Tailed(u8, dyn (Fn()) + Send);",
        "struct Tailed(u8, Debug + Send);",
        "struct Tailed(u8, pub(crate) ((dyn Fn())));",
        "struct Tailed(u8, Cell<dyn Fn()>);",
        "struct Tailed<T: ?Sized>(u8, std::cell::Cell<T>);",
        "struct Tailed(u8, #[layout(unsized)] dyn Trait);",
        "struct Tailed(u8, (dyn Fn() + Send));",
        "struct Tailed<T: ?Sized>(u8, T);",
        "struct Tailed<U, T: Clone + ?Sized>(U, T);",
        "struct Tailed<U, T>(U, T) where U: Clone, T: ?Sized;",
        "struct Tailed<T>(u8, T) where T: Clone, T: ?Sized;",
    ] {
        assert!(matches!(tail(source), Some(Tail::Unknown)), "{source}");
    }
}

#[test]
fn what_is_sized_has_no_tail() {
    for source in [
        "struct Sized;",
        "struct Sized(&'static [u8]);",
        "struct Sized([u8; 4]);",
        "struct Sized(String);",
        "struct Sized(my::str);",
        "struct Sized<T>(T);",
        "struct Sized<T: Clone>(T) where T: Copy;",
        "struct Sized<U: ?Sized, T>(Box<U>, T);",
        "struct Sized<U, T>(Box<U>, T) where U: ?Sized;",
        "struct Sized<T: ?Sized>(Box<T>);",
        "struct Sized<T: ?Sized>(Box<T>, String);",
        "struct Sized<T>(T) where Box<T>: Clone, [T]: ?Sized;",
        "union Sized { bytes: [u8; 4] }",
        "enum Sized { Bytes([u8; 4]) }",
    ] {
        assert!(tail(source).is_none(), "{source}");
    }
}
