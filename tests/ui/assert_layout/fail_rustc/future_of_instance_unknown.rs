use layout_core::assert_layout;

async fn serve(path: &str) -> usize {
    let buffer = [0_u8; 100];
    pause().await;
    path.len() + buffer.len()
}

async fn pause() {}

async fn copy(value: impl Copy) {
    pause().await;
    let _ = value;
}

assert_layout!(async copy, size <= 64);

fn main() {
    drop(serve(""));
}
