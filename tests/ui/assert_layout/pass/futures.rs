//! Checks of the futures that functions return.
#![deny(warnings)]
#![allow(clippy::unused_async, clippy::too_many_arguments)]

use std::future::{Future, Ready, ready};

use layout_core::assert_layout;

struct Server {
    port: u16,
}

impl Server {
    async fn handle(&self, request: &[u8]) -> usize {
        let buffer = [0_u8; 64];
        pause().await;
        request.len() + buffer.len() + usize::from(self.port)
    }

    async fn close(self) {
        pause().await;
    }

    async fn check(&mut self) {
        assert_layout!(async Self::handle, size >= 64, size < 256, align == align_of::<usize>());
        assert_layout!(async Self::close, size <= 16);
        assert_layout!(Self, size == 2);
    }
}

trait Service {
    async fn call(&self, text: &str) -> usize;
    fn poll(&self) -> impl Future<Output = ()> + '_;
}

impl Service for Server {
    async fn call(&self, text: &str) -> usize {
        pause().await;
        text.len()
    }

    fn poll(&self) -> impl Future<Output = ()> + '_ {
        pause()
    }
}

struct Of<T>(T);

impl<T: Clone> Of<T> {
    async fn twice(&self) -> (T, T) {
        let first = self.0.clone();
        pause().await;
        (first, self.0.clone())
    }
}

async fn pause() {}

async fn copy<T: Copy>(value: T) -> T {
    pause().await;
    value
}

async fn sized<const N: usize>() -> usize {
    let buffer = [0_u8; N];
    pause().await;
    buffer.len()
}

fn immediate() -> Ready<u64> {
    ready(8)
}

fn not_async(text: &str) -> impl Future<Output = usize> + '_ {
    async move {
        pause().await;
        text.len()
    }
}

async fn many(
    a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8, j: u8, k: u8, l: &[u8],
) -> u8 {
    pause().await;
    a + b + c + d + e + f + g + h + i + j + k + l[0]
}


const MOST: usize = 512;

assert_layout!(async pause, size == 1, align == 1);
assert_layout!(async self::pause, size == 1);
assert_layout!(async crate::pause, size == 1);
assert_layout!(async copy::<u8>, size <= 4, align == 1);
assert_layout!(async copy::<[u64; 9]>, size > 72, align == align_of::<u64>());
assert_layout!(async sized::<100>, size >= 100, size <= MOST);
assert_layout!(async sized::<{ 10 * 10 }>, size >= 100, size <= 16 * 16);
assert_layout!(async immediate, size == size_of::<Ready<u64>>());
assert_layout!(async not_async, size <= MOST);
assert_layout!(async many, size <= MOST);
assert_layout!(async Server::handle, size <= MOST, size >= 64);
assert_layout!(async <Server>::close, size <= 16,);
assert_layout!(async <Server as Service>::call, size <= MOST);
assert_layout!(async Server::poll, size == 1);
assert_layout!(async Of::<[u8; 40]>::twice, size >= 40, size <= MOST);
assert_layout!(async <Of<Vec<u8>>>::twice, size <= MOST);

mod inner {
    pub(super) async fn serve() {
        super::pause().await;
    }

    layout_core::assert_layout!(async serve, size <= 4);
}

layout_core::assert_layout! { async inner::serve, size <= 4 }

fn main() {
    assert_layout!(async inner::serve, size <= 4);
    assert_eq!(MOST, 512);
    let mut server = Server { port: 80 };
    drop((server.check(), pause(), immediate(), not_async("text"), sized::<1>()));
    drop((server.call(""), server.poll(), server.handle(&[]), copy(1), inner::serve()));
    drop((many(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, &[1]), Of(1).twice()));
    drop(server.close());
}
