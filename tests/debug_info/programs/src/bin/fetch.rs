//! A client and a server of hyper, with streams of futures.

use std::convert::Infallible;

use futures::stream::{self, FuturesUnordered, StreamExt};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::{TcpListener, TcpStream};

async fn echo(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let body = request.into_body().collect().await.map(|it| it.to_bytes());
    Ok(Response::new(Full::new(body.unwrap_or_default())))
}

async fn serve(listener: TcpListener) -> std::io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(async move {
            let server = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
            server.serve_connection(TokioIo::new(stream), service_fn(echo)).await.map_err(|it| it.to_string())
        });
    }
}

async fn ask(text: String, port: u16) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
    let stream = TokioIo::new(TcpStream::connect(("127.0.0.1", port)).await?);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(stream).await?;
    let task = tokio::spawn(connection);
    let request = Request::post("/").header("host", "localhost").body(Full::new(Bytes::from(text)))?;
    let response = sender.send_request(request).await?;
    let length = response.into_body().collect().await?.to_bytes().len();
    drop(sender);
    task.await??;
    Ok(length)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(serve(listener));
    let asked: FuturesUnordered<_> = (1..4).map(|it| ask("x".repeat(it), port)).collect();
    let sum = asked.fold(0, |sum, it| async move { sum + it.unwrap() }).await;
    let also: usize = stream::iter(1..4).map(|it| ask("y".repeat(it), port)).buffered(2)
        .filter_map(|it| async { it.ok() }).collect::<Vec<_>>().await.into_iter().sum();
    let (sender, mut receiver) = tokio::sync::mpsc::channel(4);
    tokio::select! {
        _ = sender.send(sum) => println!("{:?}", receiver.recv().await),
        _ = tokio::signal::ctrl_c() => {}
    }
    println!("{sum} {also}");
    server.abort();
}
