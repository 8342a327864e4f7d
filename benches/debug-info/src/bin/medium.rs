//! A server that asks another: a program of about 100 MB.

use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use clap::Parser;
use serde::{Deserialize, Serialize};

#[derive(Parser)]
struct Arguments {
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: String,
    #[arg(long)]
    settings: Option<String>,
}

#[derive(Default, Deserialize)]
struct Settings {
    upstream: String,
    pattern: Option<String>,
}

#[derive(Clone)]
struct Upstream {
    client: reqwest::Client,
    url: String,
}

#[derive(Serialize, Deserialize)]
struct Item {
    name: String,
    tags: Vec<String>,
}

async fn item(State(upstream): State<Upstream>, Path(name): Path<String>) -> Json<Option<Item>> {
    let answer = upstream.client.get(format!("{}/{name}", upstream.url)).send().await;
    match answer {
        Ok(answer) => Json(answer.json().await.ok()),
        Err(_) => Json(None),
    }
}

#[tokio::main]
pub(crate) async fn main() -> std::io::Result<()> {
    let Arguments { listen, settings } = Arguments::parse();
    let settings: Settings = settings.and_then(|it| toml::from_str(&it).ok()).unwrap_or_default();
    let pattern = settings.pattern.and_then(|it| regex::Regex::new(&it).ok());
    println!("{pattern:?}");
    let upstream = Upstream { client: reqwest::Client::new(), url: settings.upstream };
    let router = Router::new().route("/{name}", get(item)).with_state(upstream);
    axum::serve(tokio::net::TcpListener::bind(&listen).await?, router).await
}
