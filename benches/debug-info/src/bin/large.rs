//! A compiler, and what else is at hand: a program of about 300 MB.

use std::error::Error;

#[path = "medium.rs"]
mod medium;

fn run_module(text: &str) -> Result<i32, Box<dyn Error>> {
    let engine = wasmtime::Engine::default();
    let module = wasmtime::Module::new(&engine, text)?;
    let mut store = wasmtime::Store::new(&engine, ());
    let instance = wasmtime::Instance::new(&mut store, &module, &[])?;
    let run = instance.get_typed_func::<(), i32>(&mut store, "run")?;
    Ok(run.call(&mut store, ())?)
}

fn shader(text: &str) -> Result<usize, Box<dyn Error>> {
    let module = naga::front::wgsl::parse_str(text)?;
    let info = naga::valid::Validator::new(
        naga::valid::ValidationFlags::all(),
        naga::valid::Capabilities::all(),
    )
    .validate(&module)?;
    Ok(naga::back::spv::write_vec(&module, &info, &naga::back::spv::Options::default(), None)?.len())
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("{}", run_module("(module (func (export \"run\") (result i32) i32.const 7))")?);
    println!("{}", shader("@compute @workgroup_size(1) fn main() {}")?);
    println!("{:?}", syn::parse_file("fn main() {}")?);
    println!("{:?}", image::load_from_memory(&[]).map(|it| it.to_rgba8()));
    Ok(medium::main()?)
}
