//! Tests of `layout-core` and `layout-derive` from outside: see `README.md`.
