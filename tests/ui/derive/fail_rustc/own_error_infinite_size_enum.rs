use layout_core::Layout;

#[derive(Layout)]
#[layout(size <= 16)]
enum Expression {
    Number(i64),
    Negated(Option<Expression>),
}

fn main() {}
