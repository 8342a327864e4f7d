//! Prints the layouts of types of a program, by the beginning of their names.

use std::error::Error;

use layout_core::debug_info;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let program = debug_info::read(arguments.next().ok_or("name a program")?)?;
    let start = arguments.next().unwrap_or_default();
    let types = program.types();
    eprintln!("{} types", types.len());
    for it in types.filter(|it| !start.is_empty() && it.name().starts_with(&start)) {
        println!("{}\n{}", it.name(), it.record());
    }
    Ok(())
}
