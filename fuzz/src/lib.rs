//! What the fuzz targets do with the bytes they get: see `README.md`.

#![allow(dead_code, reason = "the modules are those of other crates")]

extern crate proc_macro; // as the derive's own modules name it

pub mod bump;
mod bytes;
pub mod debug_info;
pub mod lock;
mod macros;
pub mod maps;
mod outputs;
pub mod pools;
pub mod record;
pub mod report;
mod types;

#[path = "../../layout-derive/src/attr.rs"]
mod attr;
#[path = "../../layout-derive/src/check/mod.rs"]
mod check;
#[path = "../../layout-derive/src/expand/mod.rs"]
mod expand;
#[path = "../../layout-derive/src/finding.rs"]
mod finding;
#[path = "../../layout-derive/src/generics.rs"]
mod generics;
#[path = "../../layout-derive/src/krate.rs"]
mod krate;
#[path = "../../layout-derive/src/marks.rs"]
mod marks;
#[path = "../../layout-derive/src/model/mod.rs"]
mod model;
#[path = "../../layout-derive/src/nearest.rs"]
mod nearest;
#[path = "../../layout-derive/src/std_types.rs"]
mod std_types;
#[path = "../../layout-derive/src/tail.rs"]
mod tail;
#[path = "../../layout-derive/src/tokens.rs"]
mod tokens;
#[path = "../../layout-derive/src/type_text.rs"]
mod type_text;
#[path = "../../layout-derive/src/type_tokens.rs"]
mod type_tokens;
#[path = "../../layout-derive/src/validate.rs"]
mod validate;
#[path = "../../layout-derive/src/value.rs"]
mod value;

pub use bytes::{Input, input};
pub use macros::{assert_layout, derive, derive_with_attributes};
