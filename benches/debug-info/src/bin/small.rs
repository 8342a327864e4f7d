//! Tasks that wait for each other: a program of about 12 MB.

use std::time::Duration;

use tokio::sync::mpsc;

async fn work(number: u64, sender: mpsc::Sender<u64>) {
    tokio::time::sleep(Duration::from_millis(number)).await;
    let _ = sender.send(number).await;
}

#[tokio::main]
async fn main() {
    let (sender, mut receiver) = mpsc::channel(4);
    for number in 0..3 {
        tokio::spawn(work(number, sender.clone()));
    }
    drop(sender);
    while let Some(number) = receiver.recv().await {
        println!("{number}");
    }
}
