//! Types of a later edition that macros of the first one declare.
#![deny(warnings)]
#![allow(dead_code, non_camel_case_types)]

use layout_core::Layout;

macros2015::of_this_crate!(Own, r#dyn, u32);
macros2015::of_the_dependency!(Plain,);
macros2015::of_the_dependency!(Given, crate = ::layout_core,);
macros2015::of_the_dependency!(Imported, crate = layout_core,);
macros2015::of_kinds!(Numbers, Tail, Either);
macros2015::checked!(Own, r#dyn);

fn main() {
    let names: Vec<_> = Own::LAYOUT.fields().map(|field| field.name).collect();
    assert_eq!(names, ["async", "dyn", "try"]);
    for layout in [Plain::LAYOUT, Given::LAYOUT, Imported::LAYOUT] {
        assert_eq!(layout.variants().count(), 3);
        assert!(layout.place("async.gen").is_some() && layout.place("try.0").is_some());
    }
    assert_eq!(Numbers::LAYOUT.variants().count(), 3);
    assert_eq!(Tail::LAYOUT.offset("try"), Some(2));
    assert_eq!(Either::LAYOUT.size, 4);
}
