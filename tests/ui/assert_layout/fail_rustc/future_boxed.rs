use layout_core::assert_layout;

async fn serve(path: &str) -> usize {
    let buffer = [0_u8; 100];
    pause().await;
    path.len() + buffer.len()
}

async fn pause() {}

fn boxed() -> std::pin::Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(pause())
}

assert_layout!(async boxed, size <= 64);

fn main() {
    drop(serve(""));
}
