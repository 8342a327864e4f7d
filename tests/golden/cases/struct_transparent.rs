#[repr(transparent)]
struct Meters(f64);
