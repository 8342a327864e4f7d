//! A server of axum, for its futures.

use axum::extract::{Path, State};
use axum::{Json, Router, routing::get, routing::post};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::sync::Mutex;

#[derive(Clone, Serialize, Deserialize)]
struct Item {
    id: u64,
    name: String,
    tags: Vec<String>,
    weight: Option<f32>,
}

type Items = Arc<Mutex<Vec<Item>>>;

async fn list(State(items): State<Items>) -> Json<Vec<Item>> {
    Json(items.lock().await.clone())
}

async fn one(State(items): State<Items>, Path(id): Path<u64>) -> Result<Json<Item>, String> {
    let items = items.lock().await;
    let found = items.iter().find(|it| it.id == id).cloned();
    tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    found.map(Json).ok_or_else(|| format!("no item {id}"))
}

async fn add(State(items): State<Items>, Json(item): Json<Item>) -> String {
    let buffer = [0u8; 512];
    tokio::task::yield_now().await;
    items.lock().await.push(item);
    format!("{}", buffer.len())
}

#[tokio::main]
async fn main() {
    let items = Items::default();
    let app = Router::new()
        .route("/", get(list).post(add))
        .route("/{id}", get(one))
        .route("/also", post(add))
        .with_state(items);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let stop = async { tokio::time::sleep(std::time::Duration::from_millis(10)).await };
    axum::serve(listener, app).with_graceful_shutdown(stop).await.unwrap();
}
