use layout_core::assert_layout;

async fn serve(path: &str) -> usize {
    let buffer = [0_u8; 100];
    pause().await;
    path.len() + buffer.len()
}

async fn pause() {}

assert_layout!(async, size <= 64);

fn main() {
    drop(serve(""));
}
