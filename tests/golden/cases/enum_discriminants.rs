#[layout(discriminant(Ping) == 1)]
enum Kind {
    Ping = 1,
    #[layout(discriminant <= Self::MOST)]
    Pong,
}
