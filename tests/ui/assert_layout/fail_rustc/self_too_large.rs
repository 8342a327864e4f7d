use layout_core::assert_layout;

async fn serve(path: &str) -> usize {
    let buffer = [0_u8; 100];
    pause().await;
    path.len() + buffer.len()
}

async fn pause() {}

struct Server(u8);

impl Server {
    fn never_called() {
        assert_layout!(Self, size >= 2);
    }
}

fn main() {
    drop(serve(""));
}
