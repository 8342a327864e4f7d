//! A server that reads its own types: a program of about 50 MB, as large as the test binary of an application.
//!
//! It prints the number of its types, and the milliseconds that this took: wall time, user time, system time.

use std::time::Instant;

use axum::extract::Path;
use axum::routing::get;
use axum::{Json, Router};
use clap::Parser;

#[derive(Parser)]
struct Arguments {
    /// Serves instead, so that the program has a reason for what is in it.
    #[arg(long)]
    listen: Option<String>,
    #[arg(long, default_value = "a+")]
    pattern: String,
}

async fn item(Path(name): Path<String>) -> Json<serde_json::Value> {
    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    Json(serde_json::json!({ "name": name }))
}

/// The milliseconds of processor time that this process took.
fn processor_time() -> [f64; 2] {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::uninit();
    // SAFETY: the pointer is valid for writes.
    assert_eq!(unsafe { libc::getrusage(libc::RUSAGE_SELF, usage.as_mut_ptr()) }, 0);
    // SAFETY: the call succeeded, so it has written the whole structure.
    let usage = unsafe { usage.assume_init() };
    [usage.ru_utime, usage.ru_stime].map(|it| it.tv_sec as f64 * 1e3 + it.tv_usec as f64 / 1e3)
}

fn read() {
    let (start, before) = (Instant::now(), processor_time());
    let program = layout_core::debug_info::this_program().unwrap_or_else(|error| panic!("{error}"));
    let types = program.types();
    let (wall, after) = (start.elapsed(), processor_time());
    let [user, system] = [after[0] - before[0], after[1] - before[1]];
    println!("{} {:.3} {user:.3} {system:.3}", types.len(), wall.as_secs_f64() * 1e3);
}

#[tokio::main]
async fn serve(listen: &str) -> std::io::Result<()> {
    let router = Router::new().route("/{name}", get(item));
    axum::serve(tokio::net::TcpListener::bind(listen).await?, router).await
}

fn main() -> std::io::Result<()> {
    let Arguments { listen, pattern } = Arguments::parse();
    match listen {
        None => {
            read();
            Ok(())
        }
        Some(listen) => {
            println!("{:?}", regex::Regex::new(&pattern).map(|it| it.is_match(&listen)));
            serve(&listen)
        }
    }
}
