enum Message {
    Quit,
    Move { x: i32, y: i32 },
    Write(String),
}
