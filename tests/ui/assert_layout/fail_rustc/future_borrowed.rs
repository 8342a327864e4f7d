use layout_core::assert_layout;

async fn serve(path: &str) -> usize {
    let buffer = [0_u8; 100];
    pause().await;
    path.len() + buffer.len()
}

async fn pause() {}

fn borrowed(future: &mut std::future::Ready<u8>) -> &mut std::future::Ready<u8> {
    future
}

assert_layout!(async borrowed, size <= 64);

fn main() {
    drop(serve(""));
}
