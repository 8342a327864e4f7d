use std::collections::HashMap;
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use layout_core::Layout;

struct Set<T: Copy> {
    first: T,
}

#[derive(Layout)]
struct Shared {
    names: Rc<Set<String>>,
}

#[derive(Layout)]
struct Guarded {
    names: Arc<Mutex<Vec<Set<String>>>>,
}

#[derive(Layout)]
struct Mapped {
    names: HashMap<u8, Set<String>>,
}

#[derive(Layout)]
struct Paired {
    names: (u8, [Set<String>; 2]),
}

#[derive(Layout)]
struct Referred {
    names: &'static Set<String>,
}

#[derive(Layout)]
struct Called {
    with_names: fn(Set<String>) -> u8,
}

#[derive(Layout)]
struct Ended {
    names: [Set<String>],
}

#[derive(Layout)]
enum Named {
    Well(std::rc::Rc<Set<String>>),
    Badly,
}

fn main() {}
