use crate::types_of;
#[test]
fn look() {
    let r = types_of("zoo").report();
    println!("{r}\n{}\n{}", r.to_markdown(), r.to_sarif());
    let p = std::env::temp_dir().join("x.lock");
    let _ = std::fs::remove_file(&p);
    let l = layout_core::registry::Lock::at(&p).mode(layout_core::registry::Mode::Update);
    l.check(&types_of("zoo")).unwrap();
    println!("{}", std::fs::read_to_string(&p).unwrap());
}
