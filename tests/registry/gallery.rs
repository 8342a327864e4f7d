use crate::types_of;
#[test]
fn look() {
    let html = types_of("many").report().to_html();
    println!("{}", html.len());
    std::fs::write("/tmp/gallery.html", html).unwrap();
    std::fs::write("/tmp/zoo.html", types_of("zoo").report().to_html()).unwrap();
}
