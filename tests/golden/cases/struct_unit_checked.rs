#[layout(size == 0, fields == 0, padding == 0)]
struct Marker;
