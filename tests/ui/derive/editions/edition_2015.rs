//! What a crate of the first edition may write: `async`, `dyn` and `try` are names there, a trait is a type
//! without `dyn`, paths begin at the root of the crate, and a method's argument needs no name.
#![deny(warnings)]
#![allow(bare_trait_objects, dead_code, non_camel_case_types)]

#[macro_use]
extern crate layout_core;

mod inner {
    use layout_core::Layout;
    use std::mem::size_of;

    #[derive(Layout)]
    #[repr(C)]
    #[layout(size == 8, offset(dyn) == 2)]
    pub struct Keywords {
        pub async: u8,
        pub dyn: u16,
        #[layout(hot, offset == 4)]
        pub try: u16,
        pub await: u8,
        pub gen: ::inner::async,
    }

    #[derive(Layout)]
    pub struct async {
        a: u8,
    }

    #[derive(Layout)]
    #[layout(discriminant(await) == 2)]
    #[repr(u8)]
    pub enum dyn {
        async = 1,
        await,
    }

    #[derive(Layout)]
    pub enum Payloads<'try, await: 'try> {
        async { async: u8, dyn: u32 },
        dyn(&'try await, ::inner::Keywords),
        try,
    }

    #[derive(Layout)]
    pub struct Objects<'a> {
        sum: Box<::std::fmt::Debug + Send + 'a>,
        function: Box<Fn(u8) -> Box<Fn(::inner::async) -> u8>>,
        reference: &'a ::std::fmt::Debug,
        bound: Box<for<'b> Fn(&'b u8) -> &'b u8>,
        parenthesized: &'a (::std::fmt::Debug + Sync),
    }

    #[derive(Layout)]
    #[repr(C)]
    struct Tail {
        length: u8,
        tail: ::std::fmt::Debug + Send,
    }

    #[allow(anonymous_parameters)]
    trait Anonymous {
        fn method(u8) -> usize;
    }

    impl Anonymous for Keywords {
        fn method(_: u8) -> usize {
            size_of::<Self>()
        }
    }

    assert_layout!(::inner::Keywords, size == ::std::mem::size_of::<[u16; 4]>());
    assert_layout!(async, size == 1, align == 1);
    assert_layout!(dyn, discriminant(async) == 1);

    pub fn check() {
        assert_eq!(<Keywords as Anonymous>::method(0), Keywords::LAYOUT.size);
        assert_eq!(Objects::LAYOUT.size, size_of::<Objects>());
        assert_eq!(Payloads::<u8>::LAYOUT.size, size_of::<Payloads<u8>>());
        assert_eq!(Payloads::<u8>::LAYOUT.variants().count(), 3);
        assert!(!Tail::LAYOUT.is_sized());
    }
}

fn main() {
    use layout_core::Layout;

    inner::check();
    assert_eq!(inner::Keywords::LAYOUT.offset("await"), Some(6));
    let names: Vec<_> = inner::Keywords::LAYOUT.fields().map(|field| field.name).collect();
    assert_eq!(names, ["async", "dyn", "try", "await", "gen"]);
}
