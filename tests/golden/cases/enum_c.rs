#[repr(C)]
enum Value {
    Int(i64),
    Float(f64),
    Nothing = 9,
}
