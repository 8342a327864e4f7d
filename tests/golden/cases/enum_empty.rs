#[layout(size == 0)]
enum Never {}
