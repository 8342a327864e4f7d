struct Endless {
    rest: (u8, Endless),
}
