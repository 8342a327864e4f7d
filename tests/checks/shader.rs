//! Types beside what compilers of shaders have in place of them. `tests/gpu_truth` compares ten thousand.

use core::marker::PhantomData;
use core::num::{NonZeroU32, Wrapping};
use core::sync::atomic::AtomicU32;

use expect_test::expect;
use layout_core::__private::{AddressSpace, LayoutProbe, Tailed, std140, std430, wgsl};
use layout_core::Layout;

use crate::{said, told};

/// The offsets in the shader that a message tells, by the field, and the size, which is that of `(end)`.
fn offsets_told(message: &str) -> Vec<(String, usize)> {
    let rows = message.lines().skip_while(|line| line.trim() != "here there size  field").skip(1);
    let cells = rows.map(|row| row.split_whitespace().collect::<Vec<_>>());
    cells
        .filter_map(|cells| match cells.as_slice() {
            [_, there, "(end)"] => Some(("(end)".to_owned(), there.parse().ok()?)),
            [_, there, _, name, ..] => {
                Some((name.trim_end_matches(':').to_owned(), there.parse().ok()?))
            }
            _ => None,
        })
        .collect()
}

/// Compares the check of a struct with a row of the table.
fn compare<T: Layout>(name: &str, rules: &str, verdict: &str, offsets: &[usize], size: usize) {
    let marker = PhantomData::<T>;
    let said = said(|| match rules {
        "std140" => std140(marker, name),
        "std430" => std430(marker, name),
        "wgsl(uniform)" => wgsl(marker, name, AddressSpace::Uniform),
        _ => wgsl(marker, name, AddressSpace::Storage),
    });
    assert_eq!(said == "holds", verdict == "holds", "{rules} of {name}: {said}");
    let members = T::LAYOUT.fields().filter(|field| !field.name.starts_with('_'));
    let members: Vec<_> = members.zip(offsets).collect();
    assert_eq!(members.len(), offsets.len(), "{name}");
    if verdict == "holds" {
        assert_eq!(T::LAYOUT.size, size, "{name}");
        for (field, offset) in &members {
            assert_eq!(field.offset, Some(**offset), "{name}.{}", field.name);
        }
    }
    // The table of a struct inside of it has other fields.
    if said.contains("\n  `S") {
        return;
    }
    for (told, there) in offsets_told(&said) {
        let member = members.iter().find(|(field, _)| field.name == told);
        let expected = member.map_or(size, |(_, offset)| **offset);
        assert_eq!(there, expected, "{rules} of {name}: {told}\n{said}");
    }
}

/// Declares the structs of the table, and compares each with its rows.
macro_rules! golden {
    ($($name:ident { $($fields:tt)* } [
        $($rules:literal $verdict:literal [$($offset:literal),*] $size:literal;)*
    ])*) => {
        $(
            #[derive(Layout)]
            #[repr(C)]
            struct $name { $($fields)* }
        )*

        #[test]
        fn golden() {
            let mut held = 0;
            $($(
                compare::<$name>(stringify!($name), $rules, $verdict, &[$($offset),*], $size);
                held += usize::from($verdict == "holds");
            )*)*
            assert!(held > 60, "{held} hold");
        }
    };
}

include!("shader_golden.rs");

/// A type that nothing describes.
#[repr(C)]
struct Foreign([f32; 3]);

#[derive(Layout)]
#[repr(transparent)]
struct Meters(f32);

#[test]
fn an_array_of_two_to_four_numbers_is_a_vector() {
    // Behind a number, so that the alignment of the second shows.
    let said = [
        told!((f32, [f32; 1]): std430()),
        told!((f32, [f32; 2]): std430()),
        told!((f32, [f32; 3]): std430()),
        told!((f32, [f32; 4]): std430()),
        told!((f32, [f32; 5]): std430()),
        told!((f32, [Meters; 3]): std430()),
        told!((f32, [Wrapping<i32>; 3]): std430()),
        told!((f32, [NonZeroU32; 3]): std430()),
        told!((f32, [AtomicU32; 3]): std430()),
        told!((f32, [[f32; 1]; 3]): std430()),
    ];
    expect![[r#"
        std430(): holds
        std430(): `1: array` lies at offset 4 here and at 8 in the shader, required std430
        std430(): `1: array` lies at offset 4 here and at 16 in the shader, required std430
        std430(): `1: array` lies at offset 4 here and at 16 in the shader, required std430
        std430(): holds
        std430(): `1: array` lies at offset 4 here and at 16 in the shader, required std430
        std430(): `1: array` lies at offset 4 here and at 16 in the shader, required std430
        std430(): `1: array` lies at offset 4 here and at 16 in the shader, required std430
        std430(): holds
        std430(): holds
    "#]]
    .assert_eq(&said.concat());
}

#[derive(Layout)]
#[repr(C)]
struct Marked {
    length: f32,
    #[layout(gpu = array)]
    list: [f32; 3],
    #[layout(hot, gpu = [vec3; 2], contended = "V2")]
    foreign: [[f32; 4]; 2],
    #[layout(gpu = scalar)]
    _number: u64,
    #[layout(gpu = padding)]
    rest: [u16; 2],
    _byte: [u8; 4],
}

#[test]
fn marks_say_what_a_shader_has() {
    let said = [told!(Marked: std430()), told!(Marked: wgsl(AddressSpace::Storage))];
    expect![[r#"
        std430(): holds
        wgsl(AddressSpace::Storage): `_number: u64` has 8-byte numbers, which WGSL lacks, required wgsl(storage): write `f32`, `i32` or `u32`
    "#]].assert_eq(&said.concat());
    let field = Marked::LAYOUT.field("foreign").expect("a field");
    assert_eq!((field.is_hot(), field.contended()), (true, Some("V2")));
}

#[derive(Layout)]
#[repr(C)]
struct Wrong {
    #[layout(gpu = [vec3; 3])]
    two: [[f32; 4]; 2],
}

#[derive(Layout)]
#[repr(C)]
struct NoArray {
    #[layout(gpu = array)]
    number: f32,
}

#[derive(Layout)]
#[repr(C)]
struct Uneven {
    #[layout(gpu = [vec3; 5])]
    foreign: Foreign,
}

#[derive(Layout)]
#[repr(C)]
struct Small {
    #[layout(gpu = mat3x3)]
    foreign: Foreign,
}

#[derive(Layout)]
#[repr(C)]
struct Bytes {
    #[layout(gpu = scalar)]
    bytes: [u8; 4],
    #[layout(gpu = scalar)]
    half: u16,
}

#[derive(Layout)]
#[repr(C)]
struct Wide {
    #[layout(gpu = dvec2)]
    foreign: [f64; 2],
}

#[derive(Layout)]
#[repr(C)]
struct OnlyPadding {
    _pad: [u8; 4],
}

#[derive(Layout)]
#[repr(C)]
struct Underscores {
    number: f32,
    _marker: PhantomData<f64>,
    _inner: Meters,
}

#[derive(Layout)]
#[repr(C)]
struct OfUnderscores {
    inner: Underscores,
}

#[test]
fn marks_that_cannot_be_are_told() {
    let said = [
        told!(Wrong: std430()),
        told!(NoArray: std430()),
        told!(Uneven: std430()),
        told!(Small: std430()),
        told!(Bytes: std430()),
        told!(Wide: wgsl(AddressSpace::Storage)),
        told!(OnlyPadding: std430()),
        told!(Underscores: std430()),
        told!(OfUnderscores: std430()),
    ];
    expect![[r#"
        std430(): `two: [[f32; 4]; 2]` is not the array that `gpu` says, required std430: write `#[layout(gpu = [vec3; 8])]` with the length that the array has
        std430(): `number: f32` is not the array that `gpu` says, required std430: write `#[layout(gpu = [vec3; 8])]` with the length that the array has
        std430(): `foreign: Foreign` is not the array that `gpu` says, required std430: write `#[layout(gpu = [vec3; 8])]` with the length that the array has
        std430(): `foreign: Foreign` has 12 bytes, which is not the size of what `gpu` says, required std430: expected 36 bytes or 48
        std430(): `half: u16` has 2 bytes, which is not the size of what `gpu` says, required std430: expected 4 bytes or 8
        wgsl(AddressSpace::Storage): `foreign: [f64; 2]` has 8-byte numbers, which WGSL lacks, required wgsl(storage): write `f32`, `i32` or `u32`
        std430(): the type has no members, and a shader's struct needs at least one, required std430: remove it
        std430(): `_inner: Meters` may be padding or a member of the shader's struct, required std430: write `#[layout(gpu = padding)]` if the shader does not declare it, or else `#[layout(gpu = scalar)]`
        std430(): `inner._inner: Meters` may be padding or a member of the shader's struct, required std430: write `#[layout(gpu = padding)]` if the shader does not declare it, or else `#[layout(gpu = scalar)]`
    "#]].assert_eq(&said.concat());
}

#[derive(Layout)]
#[repr(C)]
struct Listed<T: Layout + ?Sized> {
    count: u32,
    list: T,
}

#[derive(Layout)]
#[repr(C)]
struct Unbounded<T> {
    item: T,
}

#[test]
fn tails_of_any_length() {
    let said = [
        told!(Tailed<Listed<[u32]>>: std430()),
        told!(Tailed<Listed<[u32]>>: std140()),
        told!(Tailed<Listed<[[f32; 4]]>>: std140()),
        told!(Tailed<Listed<[[f32; 3]]>>: wgsl(AddressSpace::Storage)),
        told!(Tailed<Listed<[[f32; 4]]>>: wgsl(AddressSpace::Uniform)),
        told!(Tailed<Listed<str>>: std430()),
        told!(Tailed<[Meters]>: std430()),
        told!(Unbounded<f32>: std430()),
    ];
    expect![[r#"
        std430(): holds
        std140(): the elements of `list: T` lie 4 bytes apart here and 16 in the shader, required std140: write elements of 16 bytes, such as `[f32; 4]`, in both, or `std430`, which does not round up to 16
        std140(): `list: T` lies at offset 4 here and at 16 in the shader, required std140
        wgsl(AddressSpace::Storage): the elements of `list: T` lie 12 bytes apart here and 16 in the shader, required wgsl(storage): write elements of 16 bytes, as in `#[layout(gpu = [vec3; 8])] [[f32; 4]; 8]`, or a struct with its padding
        wgsl(AddressSpace::Uniform): `list: T` is an array of any length, which a uniform buffer of WGSL does not take, required wgsl(uniform): check `wgsl(storage)` and declare the buffer `var<storage>`
        std430(): `list: T` is made of single bytes, which no shader reads, required std430: write `u32`; padding has a name that begins with `_`, or `#[layout(gpu = padding)]`
        std430(): holds
        std430(): what `item: T` is in a shader is not described, required std430: require `Layout` of the parameter, or mark the field with what the shader has, as in `#[layout(gpu = vec3)]`
    "#]].assert_eq(&said.concat());
}

/// The size of one number is that of the number, and not that of a struct of it.
#[test]
fn types_without_fields() {
    let said = [
        told!(f32: std140()),
        told!([f32; 3]: std140()),
        told!([f32; 5]: std430()),
        told!([[f32; 4]; 4]: wgsl(AddressSpace::Uniform)),
        told!(bool: std430()),
        told!((): std430()),
    ];
    expect![[r#"
        std140(): holds
        std140(): holds
        std430(): holds
        wgsl(AddressSpace::Uniform): holds
        std430(): the type cannot be shared with shaders: a bool has 4 bytes in GLSL, and no defined layout in WGSL, required std430: write `u32`
        std430(): the type has no members, and a shader's struct needs at least one, required std430: remove it
    "#]].assert_eq(&said.concat());
    let undescribed = said_of_undescribed();
    expect![[r#"
        layout of `Foreign`: what the type is in a shader is not described, required std430: add `#[derive(Layout)]` to the type, or mark the field with what the shader has, as in `#[layout(gpu = vec3)]`
    "#]].assert_eq(&undescribed);
}

fn said_of_undescribed() -> String {
    #[allow(unused_imports)]
    use layout_core::__private::names::*;
    said(|| std430(LayoutProbe::<Foreign>::__TARGET, "Foreign")) + "\n"
}
