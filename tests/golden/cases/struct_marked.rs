#[layout(allow(contended-line, target-dependent), deny(padding-waste))]
struct Queue {
    #[layout(hot, contended = "producer")]
    head: u32,
    #[layout(cold, redact)]
    name: String,
}
