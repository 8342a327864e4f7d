//! The types of a copied crate, which each add themselves before `main` runs.

use std::io::Write as _;
use std::sync::Mutex;

use layout_core::TypeLayout;

static REGISTERED: Mutex<Vec<(&str, &TypeLayout)>> = Mutex::new(Vec::new());

/// Adds a type by its name.
pub fn register(name: &'static str, layout: &'static TypeLayout) {
    REGISTERED.lock().expect("nothing panics before `main`").push((name, layout));
}

/// Prints all types that have been added, and makes every report of them, which nobody sees.
pub fn print_registered() {
    let registered = REGISTERED.lock().expect("nothing panics before `main`");
    let mut text = String::new();
    for (name, layout) in registered.iter() {
        crate::reports::make_all(layout);
        crate::describe(&mut text, &name.replace(' ', ""), layout, &[]);
    }
    std::io::stdout().write_all(text.as_bytes()).expect("stdout is a pipe that is read");
}
