//! Tests of `layout-core` and `layout-derive` from outside: see `README.md`. This library holds what
//! several of them share.

pub mod type_sizes;
