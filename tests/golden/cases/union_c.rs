#[repr(C)]
union IntOrFloat {
    int: i32,
    float: f32,
}
