#[layout(allow(contended-line, target-dependent))]
struct Queue {
    #[layout(hot, contended = "producer")]
    head: u32,
    #[layout(cold, redact)]
    name: String,
}
