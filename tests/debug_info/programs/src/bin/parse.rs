//! Parses Rust, TOML and JSON, and counts with large numbers.

use std::collections::BTreeMap;

use num_bigint::BigUint;
use serde::{Deserialize, Serialize};
use syn::visit::Visit;

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Value { Text { text: String }, Number { number: f64 }, List { list: Vec<Value> }, Nothing }

#[derive(Debug, Serialize, Deserialize)]
struct Package { name: String, values: Option<BTreeMap<String, Value>> }

#[derive(Default)]
struct Count { functions: usize, types: usize }

impl<'a> Visit<'a> for Count {
    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.functions += 1;
        syn::visit::visit_item_fn(self, item);
    }
    fn visit_type(&mut self, ty: &'a syn::Type) {
        self.types += 1;
        syn::visit::visit_type(self, ty);
    }
}

fn main() {
    let mut count = Count::default();
    let file = syn::parse_file(include_str!("parse.rs")).unwrap();
    count.visit_file(&file);
    let package: Package = toml::from_str("name = 'x'").unwrap();
    let json: serde_json::Value = serde_json::from_str(&serde_json::to_string(&package).unwrap()).unwrap();
    let large = (1..50_u32).fold(BigUint::from(1_u32), |product, it| product * it);
    println!("{file:?}\n{json} {package:?} {large} {} {}", count.functions, count.types);
}
