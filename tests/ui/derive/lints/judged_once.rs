//! What the user allows, or expects, on a parameter, a variant or a field holds for what the derive
//! repeats of it: nothing is found a second time, and no expectation is left over.
#![deny(warnings, clippy::all, clippy::pedantic)]
#![deny(
    clippy::absolute_paths,
    clippy::allow_attributes_without_reason,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::decimal_literal_representation,
    clippy::duplicated_attributes,
    clippy::indexing_slicing,
    clippy::integer_division,
    clippy::rc_buffer,
    clippy::rc_mutex,
    clippy::undocumented_unsafe_blocks,
    deprecated_safe,
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    meta_variable_misuse,
    missing_debug_implementations,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unsafe_code,
    unused_lifetimes,
    unused_qualifications
)]
#![expect(clippy::allow_attributes_without_reason, reason = "there are many below")]
#![allow(dead_code, missing_debug_implementations, clippy::struct_field_names)]

use layout_core::{Layout, assert_layout};
use std::collections::HashMap;

const LENGTH: usize = 1;

#[deprecated]
struct Old;

/// The same lint may be allowed in several lists.
#[derive(Layout)]
#[layout(fields == 21)]
struct Allowed {
    #[allow(overflowing_literals, clippy::as_conversions)]
    overflow: [u8; 257_u8 as usize],
    #[allow(clippy::erasing_op, clippy::identity_op)]
    erased: [u8; 8 * 0 + 4 * 1],
    #[allow(clippy::unnecessary_cast, clippy::as_conversions, trivial_numeric_casts)]
    cast: [u8; 8_usize as usize],
    #[allow(clippy::zero_sized_map_values)]
    map: HashMap<u8, ()>,
    #[allow(clippy::absolute_paths)]
    path: std::collections::BTreeMap<u8, core::cell::Cell<u8>>,
    #[allow(clippy::absolute_paths, clippy::box_collection, unused_qualifications)]
    boxed: Box<std::vec::Vec<u8>>,
    #[allow(clippy::vec_box, reason = "the reason is not repeated, nor read = as a lint")]
    boxes: Vec<Box<u8>>,
    #[allow(clippy::redundant_allocation)]
    twice: Box<Box<u8>>,
    #[allow(clippy::absolute_paths, clippy::rc_buffer)]
    buffer: std::rc::Rc<Vec<u8>>,
    #[allow(clippy::option_option)]
    nested: Option<Option<u8>>,
    #[allow(clippy::decimal_literal_representation)]
    decimal: [u8; 65_535],
    #[allow(clippy::arithmetic_side_effects)]
    sum: [u8; LENGTH + 1],
    #[allow(clippy::indexing_slicing)]
    index: [u8; [1, 2][0]],
    #[allow(clippy::unreadable_literal, clippy::decimal_literal_representation)]
    unreadable: [u8; 65535],
    #[allow(clippy::no_effect, path_statements)]
    statement: [u8; {
        1;
        3
    }],
    #[allow(clippy::let_and_return, unused_variables)]
    returned: [u8; {
        let unused = 2;
        let length = 3;
        length
    }],
    #[allow(clippy::eq_op, clippy::bool_to_int_with_if)]
    equal: [u8; if 1 == 1 { 1 } else { 0 }],
    #[allow(non_upper_case_globals)]
    constant: [u8; {
        const lower: usize = 3;
        lower
    }],
    #[allow(deprecated)]
    old: Old,
    #[allow(unused_parens, clippy::double_parens)]
    parens: [u8; (3)],
    #[allow(unsafe_code, clippy::undocumented_unsafe_blocks, unused_unsafe)]
    by_unsafe: [u8; unsafe { 3 }],
}

#[derive(Layout)]
#[expect(clippy::vec_box)]
struct Expected {
    #[expect(overflowing_literals, clippy::as_conversions)]
    overflow: [u8; 257_u8 as usize],
    #[expect(clippy::erasing_op, clippy::identity_op)]
    erased: [u8; 8 * 0 + 4 * 1],
    #[expect(clippy::unnecessary_cast, trivial_numeric_casts)]
    #[expect(clippy::as_conversions)]
    cast: [u8; 8_usize as usize],
    #[expect(clippy::zero_sized_map_values, reason = "it is one")]
    map: HashMap<u8, ()>,
    #[expect(clippy::absolute_paths)]
    path: std::collections::BTreeMap<u8, u8>,
    boxes: Vec<Box<u8>>,
    #[expect(clippy::let_and_return)]
    returned: [u8; {
        let length = 3;
        length
    }],
    #[expect(deprecated)]
    old: Old,
    #[expect(unused_parens)]
    parens: [u8; (3)],
}

#[derive(Layout)]
#[layout(size >= 2, offset(Variant.1) == 3)]
#[repr(u8)]
enum Tagged {
    #[expect(overflowing_literals)]
    Variant(Option<u8>, [u8; 4]) = 256,
    #[expect(clippy::identity_op)]
    Discriminant = 1 * 5 + 0,
    #[allow(clippy::vec_box)]
    Field(#[expect(clippy::absolute_paths)] std::collections::BTreeSet<u8>, Vec<Box<u8>>) = 7,
}

#[derive(Layout)]
enum Untagged {
    #[expect(clippy::identity_op)]
    Variant([u8; 1 * 5 + 0]),
    Field {
        #[expect(clippy::box_collection)]
        boxed: Box<Vec<u8>>,
        #[expect(clippy::option_option)]
        nested: Option<Option<u8>>,
    },
}

#[derive(Layout)]
#[repr(C)]
union Either {
    #[expect(clippy::identity_op)]
    bytes: [u8; 1 * 5 + 0],
    #[expect(clippy::erasing_op)]
    none: [u8; 5 * 0],
}

#[derive(Layout)]
#[layout(size >= 2)]
#[allow(non_upper_case_globals)]
struct Generic<#[allow(non_camel_case_types)] lower, const length: usize>(
    #[expect(clippy::box_collection)] Box<Vec<lower>>,
    [u8; length],
);

#[derive(Layout)]
#[repr(C)]
struct Tail(u8, #[expect(clippy::identity_op)] [[u8; 1 * 2 + 0]]);

assert_layout!(Tagged, align == 8);

fn main() {
    assert_eq!(Tagged::LAYOUT.variants().next().unwrap().discriminant.as_i128(), Some(0));
    assert_eq!(Allowed::LAYOUT.size, size_of::<Allowed>());
    assert_eq!(Generic::<u8, 8>::LAYOUT.size, 16);
}
