use layout_core::assert_layout;

async fn serve(path: &str) -> usize {
    let buffer = [0_u8; 100];
    pause().await;
    path.len() + buffer.len()
}

async fn pause() {}

unsafe fn danger() -> std::future::Ready<u8> {
    std::future::ready(1)
}

assert_layout!(async danger, size <= 64, align == 1);

fn main() {
    drop(serve(""));
}
