//! Which types are seen to hold themselves, and of which that is possible as far as their text tells.

use quote::quote;

use crate::model::Input;
use crate::model::{HoldsItself, may_hold_others};

/// Those of a struct called `Node` with fields of these types.
fn node(fields: &str) -> Input {
    let source = format!("struct Node({fields});");
    let node = source.parse().unwrap_or_else(|error| panic!("{source}: {error}"));
    Input::read(node, &mut Vec::new()).expect(&source)
}

#[test]
fn a_type_that_is_in_itself_has_no_size() {
    for field in ["Node", "Self", "(u8, Node)", "[Self; 2]", "[(u8, Node); 2]", "(Node)"] {
        assert!(node(field).recursion.is_endless(), "{field}");
    }
    for field in [
        "u8",
        "Box<Node>",
        "&'static Node",
        "(u8, Box<Node>)",
        "[Box<Self>; 2]",
        "other::Node",
        "<Node as Trait>::Item",
        "<u8 as Trait>::Node",
        "<Node>::Item",
        "<u8>::Node",
        "NodeId",
        "fn(Node)",
        "Option<Node>",
    ] {
        assert!(!node(field).recursion.is_endless(), "{field}");
    }
}

/// Whether the compiler is seen to refuse a type.
fn is_endless(source: &str) -> bool {
    let input = source.parse().unwrap_or_else(|error| panic!("{source}: {error}"));
    Input::read(input, &mut Vec::new()).expect(source).recursion.is_endless()
}

/// One that is called as a type which holds none of the user's is one of the user's here. The constants of a type with
/// parameters are evaluated where they are used, and wait for nothing.
#[test]
fn a_type_is_known_by_its_own_name() {
    assert!(is_endless("struct String(u8, String);"));
    assert!(is_endless("struct Node<'a>(&'a u8, Node<'a>);"));
    assert!(!is_endless("struct Node<T>(Node<T>);"));
    assert!(!is_endless("struct Node<const N: usize>([Node<N>; 2]);"));
}

#[test]
fn what_the_compiler_refuses_has_no_layout() {
    for source in [
        "struct Refused { first: [u8], last: u8 }",
        "struct Refused(dyn Fn(), u8);",
        "struct Refused(Display + Send, u8);",
        "union Refused { bytes: [u8] }",
        "union Refused { bytes: u8, object: dyn Fn() }",
        "enum Refused { First([u8]) }",
        "enum Refused { First, Second { bytes: dyn Fn() } }",
        "enum Refused { Same, Other, Same }",
        "enum Refused { Same, r#Same }",
        "enum Refused { First { same: u8, other: u8, same: u16 } }",
        "enum Refused { First = 1.5 }",
        "enum Refused { First = \"one\" }",
        "enum Refused { First = 'a' }",
        "enum Refused { First = true }",
        "enum Refused { First = 1, Second = false }",
    ] {
        assert!(is_endless(source), "{source}");
    }
    for source in [
        "struct Node { first: u8, last: [u8] }",
        "struct Node(u8, dyn Fn());",
        "struct Node(str, u8);",
        "union Node { bytes: [u8; 4] }",
        "enum Node { First(Box<[u8]>), Second(&'static [u8]) }",
        "enum Node { First { same: u8 }, Second { same: u8 } }",
        "enum Node { First(u8, u8, u8) }",
        "enum Node { First = 1, Second = b'a' }",
        "enum Node { First = TRUE, Second = -1 }",
        "enum Node { First = 1.5 as isize, Second = true as isize }",
    ] {
        assert!(!is_endless(source), "{source}");
    }
}

#[test]
fn a_type_may_be_in_a_holder_of_itself() {
    let holder = |fields: &str| match node(fields).recursion.holds_itself {
        Some(HoldsItself::In(path)) => Some(quote!(#path).to_string().replace(' ', "")),
        _ => None,
    };
    for (field, path) in [
        ("Option<Node>", "Option"),
        ("core::cell::Cell<Node>", "core::cell::Cell"),
        ("(u8, Option<[Self; 2]>)", "Option"),
        ("Option<Option<Node>>", "Option"),
        ("u8, Option<Node>, Cell<Node>", "Option"),
    ] {
        assert_eq!(holder(field).as_deref(), Some(path), "{field}");
    }
    for field in [
        "Option<u8>",
        "Option<Box<Node>>",
        "Other<Node>",
        "Option<Node, u8>",
        "Option<'static>",
        "Option<Node>, Node",
        "<Option<Node> as Trait>::Item",
    ] {
        assert_eq!(holder(field), None, "{field}");
    }
}

/// Whether a field of that type may hold one of the user's.
fn may_hold(field: &str) -> bool {
    let node = node(field);
    node.body.fields().iter().any(|field| may_hold_others(&field.ty))
}

#[test]
fn constants_wait_where_a_field_may_hold_the_type() {
    for field in [
        "Node",
        "Foreign",
        "(u8, Foreign)",
        "[Foreign; 2]",
        "Foreign<u8>",
        "Option<Foreign>",
        "Option<'static, 2>",
        "my::Option<Foreign>",
        "Cell<u8>",
        "Boxed<u8>",
        "<u8 as Trait>::Item",
        "foreign!()",
        "u8x16",
    ] {
        assert!(may_hold(field), "{field}");
    }
    for field in [
        "u8",
        "(u8, i128)",
        "[usize; 2]",
        "Option<u8>",
        "Option<(u8, bool)>",
        "Vec<Foreign>",
        "std::rc::Rc<Foreign>",
        "&'static Foreign",
        "*const Foreign",
        "fn(Foreign) -> Foreign",
        "String",
        "AtomicU8",
        "NonZeroU8",
        "core::ffi::c_int",
        "()",
    ] {
        assert!(!may_hold(field), "{field}");
    }
}
