use layout_core::assert_layout;

async fn serve(path: &str) -> usize {
    let buffer = [0_u8; 100];
    pause().await;
    path.len() + buffer.len()
}

async fn pause() {}

fn number() -> u32 {
    1
}

assert_layout!(async number, size <= 64, align == 4);

fn main() {
    drop(serve(""));
}
