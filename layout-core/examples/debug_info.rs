//! Layouts of this program's own types, without a single derive: read from its debug info.
//!
//! `cargo run --example debug_info --features debug-info`. The text is in
//! `tutorials/chapters/debug_info.rs`, which is a chapter of the tour too.

#[allow(dead_code, reason = "other chapters need more")]
mod tutorials {
    pub(crate) mod book;
    mod source;
    pub(crate) mod text;

    pub(crate) mod chapters {
        pub(crate) mod debug_info;
    }
}

use std::error::Error;
use std::io::{IsTerminal as _, stdout};

use tutorials::book::Book;
use tutorials::chapters::debug_info;
use tutorials::text::{self, Style};

fn main() -> Result<(), Box<dyn Error>> {
    let mut book = Book::default();
    debug_info::write(&mut book)?;
    let mut out = stdout().lock();
    let colors = out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty());
    // As the other examples: what may differ on the next machine can be left out.
    let without_measured = std::env::args().any(|argument| argument == "--without-measured");
    let entries = book.entries.iter().filter(|entry| !(without_measured && entry.measured));
    text::write(&mut out, entries, Style { colors })?;
    Ok(())
}
