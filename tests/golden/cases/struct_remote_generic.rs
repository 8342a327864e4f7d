#[layout(remote = std::ops::Range<T>)]
struct Range<T> {
    start: T,
    end: T,
}
